"""Rapportene: HTML, Word, Excel og GeoPackage, alle laget av den kjørte notatboken."""
