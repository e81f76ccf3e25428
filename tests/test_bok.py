"""Håndbokas kapitler holder kontrakten, og boka bygges uten advarsler og uten å ringe ut."""

# ruff: noqa: F811 – testtilbehøret importeres og brukes som argument.

from __future__ import annotations

import re
import subprocess
import sys
from html.parser import HTMLParser

import pytest

from metodikk.grunn.kataloger import katalog
from tests.conftest import ROT
from tests.nettleser import SIDER as BREDDER
from tests.nettleser import aapnet, axe, brudd, chromium, utenfra  # noqa: F401

BOK = ROT / "book"
OVERSKRIFTER = (
    "Etter kapitlet kan du", "Hvorfor", "Metoden i ord", "Eksempel", "Slik leser du resultatet",
    "Fallgruver", "Prøv selv", "Bruk den på egne tall", "Sjekkliste", "Les mer",
)  # fmt: skip
METODEDELER = (
    "verktoykasse",
    "1_kunnskapsgrunnlag",
    "2_medvirkning",
    "3_samarbeid",
    "4_videreforing",
)
KAPITLER = sorted(f for del_ in METODEDELER for f in (BOK / del_).glob("*.md"))
SIDER = sorted(f for f in BOK.rglob("*.md") if "_build" not in f.parts)
STIGMA = re.compile(
    r"\b(ghetto|belastede? (område|bydel)|verstingområde|problemområde|ressurssvake?|fremmedkulturell)\w*",
    re.I,
)
ENGELSK = re.compile(
    r"Show code|Click to|Table of Contents|Loading|Previous|Next page|Search this book"
)


def _id(fil):
    return fil.relative_to(BOK).as_posix()


def _linjer(fil):
    """Prosaen i kapitlet, uten kode."""
    uten_kode = re.sub(
        r"^(`{3,}).*?^\1$", "", fil.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL
    )
    return uten_kode.splitlines()


@pytest.mark.parametrize("fil", KAPITLER, ids=_id)
def test_kapitlet_har_de_faste_overskriftene_i_rekkefolge(fil):
    assert tuple(x[3:] for x in _linjer(fil) if x.startswith("## ")) == OVERSKRIFTER


@pytest.mark.parametrize("fil", KAPITLER, ids=_id)
def test_kapitlet_begynner_med_kort_fortalt(fil):
    kort = fil.read_text(encoding="utf-8").split("## Etter kapitlet")[0]

    assert "} Kort fortalt" in kort
    assert all(ord_ in kort for ord_ in ("Bruk når:", "Du trenger:", "Tid:"))


@pytest.mark.parametrize("fil", KAPITLER, ids=_id)
def test_kapitlet_er_passe_langt_og_kodecellene_korte(fil):
    tekst = fil.read_text(encoding="utf-8")
    celler = re.findall(r"^```\{code-cell\}.*?\n(.*?)^```", tekst, flags=re.MULTILINE | re.DOTALL)

    assert 60 <= len(tekst.splitlines()) <= 450
    assert all(len(c.splitlines()) <= 15 for c in celler)
    assert not re.search(r"filterwarnings|pip install|urllib|requests", "".join(celler))


@pytest.mark.parametrize("fil", KAPITLER, ids=_id)
def test_kapitlet_har_fallgruver_losning_sjekkliste_og_kilder_med_aar(fil):
    tekst = fil.read_text(encoding="utf-8")
    deler = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", tekst, flags=re.MULTILINE | re.DOTALL))

    assert deler["Fallgruver"].count("\n|") >= 4
    assert "dropdown} Løsning" in deler["Prøv selv"]
    assert 3 <= deler["Sjekkliste"].count("- ☐ ") <= 9
    assert re.search(r"\b(19|20)\d\d\b", deler["Les mer"])


@pytest.mark.parametrize("fil", SIDER, ids=_id)
def test_sidene_har_ingen_stigmatiserende_eller_engelske_skjermord(fil):
    prosa = "\n".join(_linjer(fil))

    assert not STIGMA.search(prosa)
    assert not ENGELSK.search(prosa)


@pytest.mark.parametrize("fil", SIDER, ids=_id)
def test_bilder_har_alternativ_tekst(fil):
    tekst = fil.read_text(encoding="utf-8")

    assert not re.search(r"!\[\s*\]\(", tekst)
    assert all(
        ":alt:" in figur for figur in re.findall(r"```\{(?:figure|image)\}.*?```", tekst, re.DOTALL)
    )


@pytest.mark.parametrize("fil", SIDER, ids=_id)
def test_ordene_som_er_lenket_staar_i_ordlista(fil):
    brukt = re.findall(r"\{term\}`(?:[^`<]*<([^`>]+)>|([^`<]+))`", fil.read_text(encoding="utf-8"))

    assert {(a or b).lower() for a, b in brukt} <= set(katalog("ordliste"))


def test_alle_sider_staar_i_innholdslista():
    toc = (BOK / "_toc.yml").read_text(encoding="utf-8")
    listet = set(re.findall(r"(?:file|root): (\S+)", toc))

    assert {_id(f).removesuffix(".md") for f in SIDER} == listet


class _Adresser(HTMLParser):
    def __init__(self):
        super().__init__()
        self.hentes: list[str] = []

    def handle_starttag(self, tag, attrs):
        verdier = dict(attrs)
        hentes = verdier.get("src") or (verdier.get("href") if tag == "link" else None)
        if hentes and re.match(r"(https?:)?//", hentes):
            self.hentes.append(hentes)


@pytest.fixture(scope="module")
def bygd(tmp_path_factory):
    """Boka, bygd én gang fra bunnen med advarsler som feil."""
    rot = tmp_path_factory.mktemp("bok")
    kommando = [sys.executable, "-c", "from jupyter_book.cli.main import main; main()", "build"]
    valg = [str(BOK), "-W", "-n", "--keep-going", "--path-output", str(rot)]
    svar = subprocess.run([*kommando, *valg], capture_output=True, text=True, check=False)
    assert svar.returncode == 0, svar.stderr[-4000:]
    return rot / "_build" / "html"


@pytest.mark.bok
def test_boka_bygges_uten_advarsler_og_henter_ingenting_fra_nettet(bygd):
    sider = sorted(bygd.rglob("*.html"))

    assert len(sider) >= len(SIDER)
    for side in sider:
        tekst = side.read_text(encoding="utf-8")
        leser = _Adresser()
        leser.feed(tekst)
        assert leser.hentes == [], side.name
        assert not ENGELSK.search(tekst), side.name


@pytest.mark.bok
@pytest.mark.nettleser
@pytest.mark.parametrize(("bredde", "farger"), BREDDER)
def test_boka_kan_leses_av_alle_og_ber_ikke_om_noe_utenfra(bygd, chromium, axe, bredde, farger):
    for side in ("index", "hele_loypa", "4_videreforing/evaluering", "om/ordliste"):
        with aapnet(chromium, bygd / f"{side}.html", bredde, farger) as vist:
            assert brudd(vist, axe) == [], side
            assert utenfra(vist) == []
