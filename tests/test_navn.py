"""Navnene følger én skrivemåte, og ordene står i ordlista."""

from __future__ import annotations

import ast
import re

import pytest

from metodikk.grunn.kataloger import katalog
from metodikk.grunn.skjema import skjema, tabeller
from tests.conftest import ROT
from tests.kildekode import funksjoner, moduler, navn, tre

KILDENS_BEGREPER = (
    "bo- og nærmiljø", "samstyring", "handlingsplan", "mulighetsstudie", "objektiv kunnskap",
    "ressurskartlegging", "sosiokulturell stedsanalyse", "subjektive vurderinger",
)  # fmt: skip
# «oe» er en skrivemåte for ø hos andre. Hos oss er ø → o, unntatt der det ville blitt et nøkkelord («for»).
EKTE_OE = re.compile(
    r"nabo|beboer|oer(_|\b)|miljoe|poeng|noen?\b|noe_|foer(_|\b)|koeff|makro|escape"
)
FEILSTAVET = {
    "omrade",
    "omraader_",
    "bydelar",
    "kjoenn",
    "utils",
    "hjelpefunksjoner",
    "diverse",
    "felles_",
}
METODER = sorted(
    p.stem
    for p in (ROT / "src/metodikk/metoder").iterdir()
    if not p.name.startswith("_") and p.suffix != ".pyc"
)


def _navnene(fil):
    for node in ast.walk(tre(fil)):
        for felt in ("id", "name", "attr", "arg"):
            if isinstance(verdi := getattr(node, felt, None), str):
                yield verdi


def _offentlige(fil):
    for funksjon in funksjoner(fil):
        if not funksjon.name.startswith("_"):
            yield funksjon.name
            yield from (a.arg for a in [*funksjon.args.args, *funksjon.args.kwonlyargs])


@pytest.mark.parametrize("fil", moduler(), ids=navn)
def test_navn_i_koden_er_uten_ae_oe_og_aa_som_egne_tegn(fil):
    assert [n for n in _navnene(fil) if not n.isascii()] == []


@pytest.mark.parametrize("fil", moduler(), ids=navn)
def test_offentlige_navn_skriver_o_for_oe(fil):
    assert [n for n in _offentlige(fil) if "oe" in n and not EKTE_OE.search(n)] == []
    assert not FEILSTAVET & {*_offentlige(fil), fil.stem}


def test_filer_og_mapper_har_navn_uten_ae_oe_og_aa_som_egne_tegn():
    steder = [ROT / m for m in ("src", "tests", "templates", "book")]

    assert [
        p.name
        for s in steder
        for p in s.rglob("*")
        if not p.name.isascii() and "_build" not in p.parts
    ] == []


def test_katalogenes_nokler_er_uten_ae_oe_og_aa_som_egne_tegn():
    nokler = [
        *katalog("indikatorer"),
        *katalog("maler"),
        *tabeller(),
        *(f for t in tabeller() for f in skjema(t).felt),
    ]

    assert [n for n in nokler if not re.fullmatch(r"[a-z][a-z0-9_]*", n)] == []


def test_ordlista_begynner_med_kildens_aatte_begreper_og_har_minst_60_ord():
    assert tuple(katalog("ordliste"))[:8] == KILDENS_BEGREPER
    assert len(katalog("ordliste")) >= 60


@pytest.mark.parametrize("term", list(katalog("ordliste")))
def test_hvert_ord_har_forklaring_engelsk_og_hjem_som_finnes(term):
    oppslag = katalog("ordliste")[term]
    hjem = oppslag.get("hjem")

    assert oppslag["definisjon"].endswith(".")
    assert oppslag["engelsk"]
    assert oppslag.get("navn", "a").isascii()
    assert hjem is None or hjem.split("/")[1] in METODER


@pytest.mark.parametrize("metode", METODER)
def test_hver_metode_er_hjemmet_til_et_ord(metode):
    assert f"metoder/{metode}" in {o.get("hjem") for o in katalog("ordliste").values()}


@pytest.mark.parametrize("tabell", tabeller())
def test_hver_tabell_er_forklart_i_ordlista(tabell):
    kjente = {o.get("navn") for o in katalog("ordliste").values()} | set(katalog("ordliste"))

    assert {tabell, tabell.removesuffix("er"), tabell.removesuffix("r")} & kjente


@pytest.mark.parametrize("fil", sorted((ROT / "data/sample").rglob("*.py")), ids=lambda f: f.name)
def test_navnene_i_generatoren_foelger_samme_regel(fil):
    assert [n for n in _navnene(fil) if not n.isascii()] == []
