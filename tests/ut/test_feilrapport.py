"""Feilrapporten sier det samme i terminalen og i nettleseren, og slipper aldri ut noe den ikke skal."""

from __future__ import annotations

import datetime as dt
import re
from html.parser import HTMLParser

import pytest

from metodikk.grunn.meldinger import funn, koder, melding
from metodikk.grunn.typer import Alvor
from metodikk.ut.feilrapport import konklusjon, skriv_html, sted_i_ord, terminaltekst
from tests.nettleser import SIDER, aapnet, axe, brudd, chromium, utenfra  # noqa: F401

STED = {
    "fil": "levekår.xlsx",
    "ark": "2023",
    "celle": "B14:B40",
    "kolonne": "sone",
    "tabell": "indikatorer",
}
FUNN = [
    funn("K206", sted=STED, fant="«9999»", forslag="0099000001 Vik", antall=27, kolonne="sone"),
    funn("K206", sted={**STED, "celle": "B50"}, fant="«8888»", kolonne="sone"),
    funn("K530", sted={"fil": "ressurser.xlsx"}, fant="R02"),
    funn(
        "K207",
        sted=STED,
        fant="«301»",
        forslag="0301 Oslo",
        rettet=True,
        alvor=Alvor.ADVARSEL,
        kolonne="B",
    ),
    funn("K503", sted={"fil": "soner.csv"}, fant="<img src=x onerror=alert(1)> og `${x}`"),
]


class _Leser(HTMLParser):
    """Samler overskriftsnivåer, tabeller uten tittel og adresser ut av siden."""

    def __init__(self):
        super().__init__()
        self.nivaa, self.tabeller, self.titler, self.adresser, self.ider = [], 0, 0, [], []

    def handle_starttag(self, tag, attrs):
        egne = dict(attrs)
        self.ider += [egne["id"]] if "id" in egne else []
        self.adresser += [v for k, v in attrs if k in ("src", "href", "action") and v]
        self.tabeller += tag == "table"
        self.titler += tag == "caption"
        if re.fullmatch(r"h[1-6]", tag):
            self.nivaa.append(int(tag[1]))


@pytest.fixture
def side(tmp_path):
    fil = skriv_html(
        FUNN, tmp_path / "feilrapport.html", navn="Nordre Brygge", antall_kontroller=566,
        tidspunkt=dt.datetime(2026, 11, 23, 9, 5), kopier={"levekår.xlsx": "levekår med merker.xlsx"},
    )  # fmt: skip
    return fil.read_text(encoding="utf-8")


@pytest.fixture
def lest(side):
    leser = _Leser()
    leser.feed(side)
    return leser


def test_siden_har_sprak_tittel_hopplenke_og_hovedomraade(side):
    assert '<html lang="nb">' in side
    assert "<title>Feilrapport: Nordre Brygge</title>" in side
    assert 'href="#innhold"' in side
    assert '<main id="innhold"' in side


def test_overskriftene_hopper_ikke_over_nivaa(lest):
    assert lest.nivaa.count(1) == 1
    assert all(b - a <= 1 for a, b in zip(lest.nivaa, lest.nivaa[1:], strict=False))


def test_alle_tabeller_har_tittel_og_alle_ider_er_unike(lest):
    assert lest.tabeller == lest.titler > 3
    assert len(lest.ider) == len(set(lest.ider))


def test_siden_ber_ikke_om_noe_fra_nettet(side, lest):
    assert not [a for a in lest.adresser if "//" in a]
    assert "url(" not in side
    assert "@import" not in side


def test_innhold_fra_filene_er_romt(side):
    assert "<img" not in side
    assert "&lt;img src=x" in side


def test_alvor_staar_som_ord_og_symbol(side):
    for alvor in (Alvor.FEIL, Alvor.ADVARSEL, Alvor.INFO):
        assert f'<span aria-hidden="true">{alvor.symbol}</span> {alvor.ord}' in side


def test_like_funn_staar_under_samme_overskrift_med_hvert_sitt_sted(side):
    assert side.count("Ukjent sone</h3>") == 1
    assert "B14:B40" in side
    assert "B50" in side
    assert "28 steder" in side


def test_automatiske_rettinger_har_sin_egen_del(side):
    rettet = side[side.index('<section class="alvorsdel rettet"') :]

    assert "K207" in rettet
    assert "Lest som" in rettet


@pytest.mark.parametrize(
    ("valgt", "tekst"),
    [([], "Ingen feil. Tallene kan brukes."), (FUNN[2:], "Ingen feil. 1 advarsel bør leses før tallene brukes."),
     (FUNN[:3], "2 feil må rettes før rapportene kan lages. 1 advarsel bør leses."),
     ([funn("K601")], "Kontrollen stoppet. 1 stoppfeil må ordnes før noe annet kan gjøres.")],
)  # fmt: skip
def test_konklusjonen_sier_om_tallene_kan_brukes(valgt, tekst):
    assert konklusjon(valgt) == tekst


def test_uten_funn_sier_siden_at_alt_er_i_orden(tmp_path):
    side = skriv_html([], tmp_path / "f.html").read_text(encoding="utf-8")

    assert "Rapportene kan lages" in side


def test_terminalen_viser_hoyst_saa_mange_som_den_skal_og_sier_hvor_mange_flere():
    mange = [
        funn("K206", sted={**STED, "celle": f"B{i}"}, fant=f"«{i}»", kolonne="sone")
        for i in range(30)
    ]
    tekst = terminaltekst(mange)

    assert tekst.count("✖ K206") == 20
    assert "og 10 funn til" in tekst


def test_terminalen_brekker_linjer_uten_aa_miste_ord():
    tekst = terminaltekst(FUNN, bredde=60)

    assert max(map(len, tekst.splitlines())) <= 75
    assert "Rett koden, eller legg sonen til i tabellen Soner." in " ".join(tekst.split())


def test_stedet_sier_fil_ark_celler_og_antall():
    assert sted_i_ord(FUNN[0]) == "levekår.xlsx, ark «2023», B14:B40 (27 celler)"


@pytest.mark.parametrize("kode", koder())
def test_alle_meldinger_har_tekstene_de_trenger_og_ingen_engelske_ord(kode):
    m = melding(kode)
    alt = " ".join((m.tittel, m.forventet, m.slik_retter_du, m.hvorfor, m.eksempel))

    assert m.tittel
    assert not m.tittel.endswith(".")
    assert all(t.rstrip().endswith((".", "?", "}")) for t in (m.slik_retter_du, m.hvorfor))
    assert not re.search(
        r"\b(the|error|invalid|warning|please|value|row|column|string)\b", alt, re.IGNORECASE
    )


@pytest.mark.nettleser
@pytest.mark.parametrize(("bredde", "farger"), SIDER)
def test_feilrapporten_har_ingen_brudd_i_axe(chromium, axe, tmp_path, bredde, farger):  # noqa: F811
    fil = skriv_html(
        FUNN, tmp_path / "feilrapport.html", navn="Nordre Brygge", antall_kontroller=566
    )
    with aapnet(chromium, fil, bredde, farger) as apen:
        assert brudd(apen, axe) == []
        assert (apen.feil, utenfra(apen)) == ([], [])
        assert apen.evaluate("document.documentElement.scrollWidth") <= bredde
