"""Bokmål i rammen rundt sidene, og ingen adresser ut av boka.

Temaet har tekster som ikke kan oversettes gjennom Sphinx. De byttes her, når sidene er skrevet.
"""

from pathlib import Path

ORD = {
    "Skip to main content": "Hopp til innholdet",
    "Back to top": "Til toppen",
    "Toggle primary sidebar": "Vis eller skjul menyen",
    "Toggle secondary sidebar": "Vis eller skjul innholdet på siden",
    "Link to this heading": "Lenke til denne overskriften",
    "Link to this definition": "Lenke til denne definisjonen",
    "Link to this image": "Lenke til denne figuren",
    "Link to this table": "Lenke til denne tabellen",
    "Link to this code": "Lenke til denne koden",
    "Link to this term": "Lenke til dette ordet",
    "Version warning": "Varsel om versjon",
    "Color mode": "Farger",
    "System Settings": "Som maskinen",
    "Site navigation": "Kapitlene",
    "Section Navigation": "Kapitlene",
    "On this page": "På denne siden",
    'aria-label="Main"': 'aria-label="Kapitlene"',
    "<span>Light</span>": "<span>Lys</span>",
    ">Light<": ">Lyst<",
    ">Dark<": ">Mørkt<",
    'aria-label="Page"': 'aria-label="På denne siden"',
    'aria-label="Light"': 'aria-label="Lyst"',
    'aria-label="Dark"': 'aria-label="Mørkt"',
    'title="Light"': 'title="Lyst"',
    'title="Dark"': 'title="Mørkt"',
    'title="previous page"': 'title="forrige side"',
    'title="next page"': 'title="neste side"',
    '<p class="prev-next-subtitle">previous</p>': '<p class="prev-next-subtitle">forrige</p>',
    '<p class="prev-next-subtitle">next</p>': '<p class="prev-next-subtitle">neste</p>',
    'title="Index"': 'title="Stikkord"',
    "\nBy ": "\nAv ",
    "Please activate JavaScript to enable the search functionality.": "Slå på JavaScript i nettleseren for å søke.",
    "© Copyright 2026.": "© 2026",
    "© Opphavsrett 2026.": "© 2026",
}

# Det temaet gjør feil for skjermlesere: knapper med et annet navn enn det som står på dem, og en
# meny uten rolle.
UU = {
    'search-button-field search-button__button pst-js-only" title="Søk" aria-label="Søk"': 'search-button-field search-button__button pst-js-only" title="Søk"',
    'aria-label="Farger" data-bs-title="Farger"  data-bs-placement="bottom" data-bs-toggle="tooltip"': "",
    'data-mode="light" title="Lyst"': 'data-mode="light" title="Farger: lyst"',
    'data-mode="dark"  title="Mørkt"': 'data-mode="dark" title="Farger: mørkt"',
    'data-mode="auto"  title="Som maskinen"': 'data-mode="auto" title="Farger: som maskinen"',
    '<summary aria-label="Toggle hidden content">': "<summary>",
    'id="pst-primary-sidebar" class=': 'id="pst-primary-sidebar" role="navigation" aria-label="Meny" class=',
}


def setup(app):
    app.connect("html-page-context", _uten_ytre_skript, priority=900)
    app.connect("build-finished", _oversett)
    return {"version": "1", "parallel_read_safe": True}


def _uten_ytre_skript(app, side, mal, sammenheng, tre):
    sammenheng["script_files"] = [
        fil for fil in sammenheng.get("script_files", ()) if "thebe" not in str(vars(fil)).lower()
    ]


def _oversett(app, feil):
    if feil is None and app.builder.format == "html":
        for side in Path(app.outdir).rglob("*.html"):
            tekst = side.read_text(encoding="utf-8")
            for gammel, ny in {**ORD, **UU}.items():
                tekst = tekst.replace(gammel, ny)
            side.write_text(tekst, encoding="utf-8")
