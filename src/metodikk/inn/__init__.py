"""Fra verden til rene tabeller: filer, skjema, regler og geografi."""
