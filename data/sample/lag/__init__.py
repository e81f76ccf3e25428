"""Byggesteinene i den syntetiske kommunen Eksempelvik. Kjøres av `lag_eksempelvik.py`."""
