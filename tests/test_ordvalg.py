"""Ordlista over det vi ikke skriver: mønstrene treffer ordet, men ikke det vi skriver i stedet."""

from __future__ import annotations

import re

import pytest

from metodikk.grunn.kataloger import katalog
from tests.conftest import ROT

ORD = katalog("ordvalg")
ALDRI = {ord_: o for ord_, o in ORD.items() if not o.get("varsomt")}
LESES = [
    f
    for mappe, ending in (
        ("src/metodikk/kataloger", "toml"),
        ("src/metodikk/ut", "py"),
        ("templates/_kilde", "py"),
        ("notebooks/_kilde", "py"),
    )
    for f in sorted((ROT / mappe).rglob(f"*.{ending}"))
    if f.name != "ordvalg.toml"
]


@pytest.mark.parametrize("ord_", ORD)
def test_moensteret_treffer_ordet_og_ikke_det_vi_skriver_i_stedet(ord_):
    o = ORD[ord_]

    assert re.search(o["moenster"], ord_.upper(), re.I)
    assert not re.search(o["moenster"], o["bedre"], re.I)


@pytest.mark.parametrize("ord_", ORD)
def test_ordet_er_forklart(ord_):
    o = ORD[ord_]

    assert o.keys() - {"varsomt", "spraak"} == {"moenster", "bedre", "hvorfor", "gruppe"}
    assert o["hvorfor"].endswith(".")
    assert o["gruppe"] in {"Steder", "Folk", "Tall og funn"}


def test_det_vi_foreslaar_bruker_ikke_et_annet_ord_paa_lista():
    treff = [
        (ord_, annet)
        for ord_, o in ORD.items()
        for annet, a in ALDRI.items()
        if re.search(a["moenster"], f"{o['bedre']} {o['hvorfor']}", re.I)
    ]

    assert treff == []


def test_lista_er_lang_nok_til_aa_verne():
    assert len(ALDRI) >= 20


@pytest.mark.parametrize(
    "setning",
    [
        "Problemet er at området mangler en møteplass.",
        "Hun slumret på benken, og han slumpet til å se det.",
        "Navet i nettverket er frivilligsentralen, og Nav er med.",
        "Svake sammenhenger er lette å overse.",
        "Kommunale utleieboliger ligger ved senteret.",
        "Bedre belysning der folk er utrygge.",
    ],
)
def test_vanlig_prosa_gaar_fri(setning):
    assert [o for o, a in ORD.items() if re.search(a["moenster"], setning, re.I)] == []


@pytest.mark.parametrize("fil", LESES, ids=lambda f: f.relative_to(ROT).as_posix())
def test_kataloger_rapporter_maler_og_kurs_bruker_ingen_av_ordene(fil):
    tekst = fil.read_text(encoding="utf-8")

    assert [o for o, a in ALDRI.items() if re.search(a["moenster"], tekst, re.I)] == []
