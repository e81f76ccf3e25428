"""Fra resultat til side: figurer, kart, tabeller, setninger og rapporter."""
