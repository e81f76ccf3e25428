"""Grunnmuren: typer, norske tall, meldinger og kataloger. Importerer ingenting annet av vårt."""
