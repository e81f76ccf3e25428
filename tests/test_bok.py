"""Håndbokas kapitler holder kontrakten, og boka bygges uten advarsler og uten å ringe ut."""

# ruff: noqa: F811 – testtilbehøret importeres og brukes som argument.

from __future__ import annotations

import ast
import posixpath
import re
import subprocess
import sys
from functools import cache
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest

from metodikk.grunn.kataloger import katalog
from tests.conftest import ROT
from tests.nettleser import SIDER as VISNINGER
from tests.nettleser import aapnet, axe, brudd, chromium, utenfra, utfold  # noqa: F401

BOK = ROT / "book"
OVERSKRIFTER = (
    "Etter kapitlet kan du", "Hvorfor", "Metoden i ord", "Eksempel", "Slik leser du resultatet",
    "Fallgruver", "Prøv selv", "Bruk den på egne tall", "Sjekkliste", "Les mer",
)  # fmt: skip
FASEMAPPER = {1: "1_kunnskapsgrunnlag", 2: "2_medvirkning", 3: "3_samarbeid", 4: "4_videreforing"}
SAKER = ("kobenhavn", "saupstad_kolstad", "stovner", "solheimslien", "ytre_arna")
SIDER = sorted(f for f in BOK.rglob("*.md") if "_build" not in f.parts)
FASER = [BOK / mappe / "fase.md" for mappe in FASEMAPPER.values()]
KAPITLER = sorted(
    f for f in SIDER if f.parent.name in (*FASEMAPPER.values(), "verktoykasse") and f not in FASER
)
UTEN_SJEKKLISTE = ("om", "beslutninger", "kurs", "data")
# Ordene som må stå på lista over ord vi ikke bruker.
VISER_ORDVALG = BOK / "om/ordvalg.md"
# Det siste uttrykket i en celle vises på siden. Disse slagene ser ut som kode, ikke som et svar.
RAATT = (ast.List, ast.Tuple, ast.Dict, ast.ListComp, ast.DictComp, ast.BoolOp, ast.JoinedStr)
RAA_KALL = {"to_dict", "tolist", "list", "dict", "int", "round"}
STUBB = re.compile(
    r"\b(TODO|FIXME|XXX|lorem ipsum|kommer senere|under arbeid|ikke skrevet ennå|fylles ut senere)\b",
    re.I,
)
ENGELSK = re.compile(
    r"\b(the|and|of|with|from|this|that|these|those|which|what|when|where|how|who|are|was|were|been|have|has"
    r"|not|you|your|they|their|our|it|its|into|between|than|then|only|each|other|more|most|about|using"
    r"|can|could|should|would|will|may|must|does|did|as|if|page|search|show|hide|next|previous|contents"
    r"|click|source|download|loading|close|home|results?|matching|following|found|please|toggle|skip"
    r"|section|figure|note|warning|tip|example|link|back|light|dark|theme|code|cell|output|input)\b",
    re.I,
)


def _id(fil):
    return fil.relative_to(BOK).as_posix()


@cache
def _tekst(fil) -> str:
    return fil.read_text(encoding="utf-8")


@cache
def _prosa(fil) -> str:
    """Teksten på siden, uten kode."""
    return re.sub(
        r"^(`{3,}).*?^\1$",
        "",
        _tekst(fil),
        flags=re.MULTILINE | re.DOTALL,
    )


def _overskrifter(fil) -> tuple[str, ...]:
    return tuple(x[3:] for x in _prosa(fil).splitlines() if x.startswith("## "))


def _deler(fil) -> dict[str, str]:
    return dict(
        re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", _tekst(fil), flags=re.MULTILINE | re.DOTALL)
    )


def _celler(fil) -> list[str]:
    """Koden i hver celle, uten innstillingene øverst."""
    return re.findall(
        r"^```\{code-cell\}[^\n]*\n(?::[^\n]*\n)*\n*(.*?)^```",
        _tekst(fil),
        flags=re.MULTILINE | re.DOTALL,
    )


@pytest.mark.parametrize("fil", KAPITLER, ids=_id)
def test_kapitlet_har_de_faste_overskriftene_i_rekkefolge(fil):
    assert _overskrifter(fil) == OVERSKRIFTER


@pytest.mark.parametrize("fil", KAPITLER, ids=_id)
def test_kapitlet_begynner_med_kort_fortalt(fil):
    kort = _tekst(fil).split("## Etter kapitlet")[0]

    assert "} Kort fortalt" in kort
    assert all(f"- **{ord_}:**" in kort for ord_ in ("Bruk når", "Du trenger", "Tid"))


@pytest.mark.parametrize("fil", KAPITLER, ids=_id)
def test_kapitlet_er_passe_langt(fil):
    assert 60 <= len(_tekst(fil).splitlines()) <= 450


@pytest.mark.parametrize("fil", SIDER, ids=_id)
def test_kodecellene_er_korte_og_henter_ingenting(fil):
    celler = _celler(fil)

    assert all(len(c.splitlines()) <= 15 for c in celler)
    assert not re.search(
        r"filterwarnings|pip install|urllib|requests|matplotlib|seaborn", "".join(celler)
    )


@pytest.mark.parametrize("fil", SIDER, ids=_id)
def test_cellene_viser_setninger_tabeller_og_figurer_og_ikke_raa_python(fil):
    siste = [ast.parse(c).body[-1:] for c in _celler(fil)]
    verdier = [s.value for (s,) in filter(None, siste) if isinstance(s, ast.Expr)]
    kall = [v.func for v in verdier if isinstance(v, ast.Call)]

    assert not [ast.unparse(v) for v in verdier if isinstance(v, RAATT)]
    assert {getattr(f, "attr", getattr(f, "id", "")) for f in kall}.isdisjoint(RAA_KALL)


@pytest.mark.parametrize("fil", KAPITLER, ids=_id)
def test_kapitlet_har_fallgruver_losning_sjekkliste_og_kilder_med_aar(fil):
    deler = _deler(fil)

    assert deler["Slik leser du resultatet"].count("\n|") >= 4
    assert deler["Fallgruver"].count("\n|") >= 4
    assert "dropdown} Løsning" in deler["Prøv selv"]
    assert 3 <= deler["Sjekkliste"].count("- ☐ ") <= 9
    assert re.search(r"\{kilde\}|\{jf\}|\b(19|20)\d\d\b", deler["Les mer"])


@pytest.mark.parametrize("fil", KAPITLER, ids=_id)
def test_kapitlet_lenker_fagord_til_ordlista(fil):
    assert len(set(re.findall(r"\{term\}`([^`]+)`", _tekst(fil)))) >= 2


@pytest.mark.parametrize("metode", list(katalog("metoder")))
def test_hver_metode_i_arbeidsprosessen_har_kapittel_i_sin_fase(metode):
    oppslag = katalog("metoder")[metode]

    assert (BOK / FASEMAPPER[oppslag["fase"]] / f"{metode}.md").is_file()
    assert oppslag["svarer_paa"].endswith("?")


@pytest.mark.parametrize("fil", FASER, ids=_id)
def test_fasen_aapner_med_hva_som_skjer_hvem_hva_som_kommer_ut_og_hva_som_gaar_galt(fil):
    tittel = " · ".join(_overskrifter(fil)).casefold()

    assert all(ord_ in tittel for ord_ in ("skjer", "hvem", "ut", "galt", "metodene", "sjekkliste"))
    assert f"{{metoder}} {fil.parent.name[0]}" in _tekst(fil)


@pytest.mark.parametrize("sak", SAKER)
def test_eksemplet_skiller_det_dokumenterte_fra_det_vi_mener_og_kan_gjores_selv(sak):
    deler = _deler(BOK / f"eksempler/{sak}.md")

    assert {"Hva ble gjort", "Hva er dokumentert", "Metodene i saken", "Hva kan vi lære", "Gjør det selv",
            "Sjekkliste", "Kilder"} <= set(deler)  # fmt: skip
    assert (
        deler["Hva er dokumentert"].count("{jf}") + deler["Hva er dokumentert"].count("{kilde}")
        >= 3
    )
    assert "oppdiktet" in deler["Gjør det selv"].casefold()
    assert "{code-cell}" in deler["Gjør det selv"]


@pytest.mark.parametrize("fil", SIDER, ids=_id)
def test_sidene_som_ikke_er_oppslagsverk_ender_i_en_sjekkliste(fil):
    if fil.parent.name not in UTEN_SJEKKLISTE and fil.stem not in ("index", "sjekklister"):
        assert re.search(r"^- ☐ ", _tekst(fil), flags=re.MULTILINE)


@pytest.mark.parametrize("fil", SIDER, ids=_id)
def test_sidene_har_ingen_stubber_og_ingen_stigmatiserende_ord(fil):
    assert STUBB.findall(_prosa(fil)) == []
    if fil != VISER_ORDVALG:
        funnet = [
            m[0]
            for o in katalog("ordvalg").values()
            if not o.get("varsomt")
            for m in re.finditer(o["moenster"], _prosa(fil), re.I)
        ]
        assert funnet == []


@pytest.mark.parametrize("fil", SIDER, ids=_id)
def test_bilder_har_alternativ_tekst(fil):
    tekst = _tekst(fil)

    assert not re.search(r"!\[\s*\]\(", tekst)
    assert all(
        ":alt:" in figur for figur in re.findall(r"```\{(?:figure|image)\}.*?```", tekst, re.DOTALL)
    )


@pytest.mark.parametrize("fil", SIDER, ids=_id)
def test_tabellene_har_navn_paa_hver_kolonne(fil):
    hoder = re.findall(r"^(\|.*\|)\n\|[ :-]+-[ |:-]*\|$", _prosa(fil), flags=re.MULTILINE)

    assert [h for h in hoder if any(not celle.strip() for celle in h.strip("|").split("|"))] == []


@pytest.mark.parametrize("fil", SIDER, ids=_id)
def test_ordene_og_kildene_som_er_lenket_finnes(fil):
    ord_ = re.findall(r"\{term\}`(?:[^`<]*<([^`>]+)>|([^`<]+))`", _tekst(fil))
    kilder = re.findall(r"\{(?:kilde|jf)\}`([^`]+)`", _tekst(fil))

    assert {(a or b).lower() for a, b in ord_} <= set(katalog("ordliste"))
    assert {n.strip() for k in kilder for n in k.split(";")} <= set(katalog("kilder"))


@pytest.mark.parametrize("nokkel", list(katalog("kilder")))
def test_kilden_er_fullstendig_og_brukt(nokkel):
    kilde = katalog("kilder")[nokkel]
    brukt = rf"[`;\s\"]{nokkel}[`;\s\"]"

    assert re.fullmatch(r"[a-z0-9_]+", nokkel)
    assert kilde["forfatter"]
    assert kilde["kort"]
    assert kilde["tittel"]
    assert ("aar" in kilde) != ("lest" in kilde)
    assert kilde.get("adresse", "https://").startswith("https://")
    assert any(re.search(brukt, t) for t in _steder_som_viser_til_kilder())


@cache
def _steder_som_viser_til_kilder() -> list[str]:
    kataloger = (ROT / "src/metodikk/kataloger").rglob("*.toml")
    return [*map(_tekst, SIDER), *(_tekst(f) for f in kataloger if f.parent.name != "kilder")]


def test_alle_sider_staar_i_innholdslista():
    listet = set(re.findall(r"(?:file|root): (\S+)", _tekst(BOK / "_toc.yml")))

    assert {_id(f).removesuffix(".md") for f in SIDER} == listet


class _Side(HTMLParser):
    """Det en prøve trenger å vite om en bygd side."""

    TOMME = {"meta", "link", "img", "input", "br", "hr", "source", "wbr", "col", "area", "base"}
    SKJULT = {"script", "style", "code", "pre", "kbd", "title", "math"}

    def __init__(self, html: str):
        super().__init__()
        self.hentes: list[str] = []
        self.lenker: list[str] = []
        self.bilder: list[str | None] = []
        self.id: set[str] = set()
        self.ord: list[str] = []
        self._stabel: list[tuple[str, bool]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        hentes = a.get("src") or (a.get("href") if tag == "link" else None)
        if hentes and re.match(r"(https?:)?//", hentes):
            self.hentes.append(hentes)
        if tag == "a" and a.get("href"):
            self.lenker.append(a["href"])
        if tag == "img":
            self.bilder.append(a.get("alt"))
        if a.get("id"):
            self.id.add(a["id"])
        self.ord += [
            a[n]
            for n in ("alt", "title", "aria-label", "placeholder")
            if a.get(n) and not self._skjult()
        ]
        if tag not in self.TOMME:
            annet_spraak = "lang" in a and not a["lang"].startswith("nb") and tag != "html"
            self._stabel.append((tag, tag in self.SKJULT or annet_spraak))

    def handle_endtag(self, tag):
        while self._stabel and self._stabel.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if not self._skjult():
            self.ord.append(data)

    def _skjult(self) -> bool:
        return any(skjult for _, skjult in self._stabel)


@pytest.fixture(scope="module")
def bygd(tmp_path_factory):
    """Boka, bygd én gang fra bunnen med advarsler som feil."""
    rot = tmp_path_factory.mktemp("bok")
    kommando = [sys.executable, "-c", "from jupyter_book.cli.main import main; main()", "build"]
    valg = [str(BOK), "-W", "-n", "--keep-going", "--path-output", str(rot)]
    svar = subprocess.run([*kommando, *valg], capture_output=True, text=True, check=False)
    assert svar.returncode == 0, svar.stderr[-4000:]
    return rot / "_build" / "html"


@pytest.fixture(scope="module")
def sider(bygd):
    return {
        f.relative_to(bygd).as_posix(): _Side(f.read_text(encoding="utf-8"))
        for f in sorted(bygd.rglob("*.html"))
    }


@pytest.mark.bok
def test_boka_bygges_uten_advarsler_og_henter_ingenting_fra_nettet(sider):
    assert len(sider) >= len(SIDER)
    assert {navn: s.hentes for navn, s in sider.items() if s.hentes} == {}


@pytest.mark.bok
def test_boka_har_ingen_engelske_ord_som_ikke_er_merket(sider):
    funnet = {
        navn: sorted({m[0] for t in s.ord for m in ENGELSK.finditer(t)})
        for navn, s in sider.items()
    }

    assert {navn: ord_ for navn, ord_ in funnet.items() if ord_} == {}


@pytest.mark.bok
def test_alle_lenker_innad_i_boka_finner_fram(sider):
    brutt = [
        f"{navn}: {lenke}"
        for navn, side in sider.items()
        for lenke in side.lenker
        if not re.match(r"[a-z]+:", lenke) and not _finner_fram(sider, navn, lenke)
    ]

    assert brutt == []


def _finner_fram(sider, navn: str, lenke: str) -> bool:
    fil, _, anker = unquote(lenke).partition("#")
    maal = posixpath.normpath(posixpath.join(posixpath.dirname(navn), fil)) if fil else navn
    return maal in sider and (not anker or anker in sider[maal].id)


@pytest.mark.bok
def test_hver_figur_har_alternativ_tekst_med_et_funn(sider):
    uten = {
        navn: [b for b in s.bilder if b is None or (b and len(b) < 25)] for navn, s in sider.items()
    }

    assert {navn: b for navn, b in uten.items() if b} == {}


@pytest.mark.bok
@pytest.mark.nettleser
@pytest.mark.parametrize("side", [_id(f).removesuffix(".md") for f in SIDER])
def test_siden_kan_leses_av_alle_og_ber_ikke_om_noe_utenfra(bygd, chromium, axe, side):
    with aapnet(chromium, bygd / f"{side}.html") as vist:
        for bredde, farger in VISNINGER:
            vist.set_viewport_size({"width": bredde, "height": 900})
            vist.emulate_media(color_scheme=farger)
            vist.reload()
            utfold(vist)
            assert vist.evaluate("document.documentElement.dataset.theme") == farger
            assert brudd(vist, axe) == [], f"{bredde} {farger}"
            assert _ruller_ikke_sidelengs(vist), f"{bredde} {farger}"
        assert utenfra(vist) == []


def _ruller_ikke_sidelengs(side) -> bool:
    return side.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")


@pytest.mark.bok
@pytest.mark.nettleser
@pytest.mark.parametrize(
    ("ord_", "kapittel"),
    [
        ("medvirkningen", "medvirkning"),
        ("gjestebudene", "gjestebud"),
        ("konfidensintervaller", "rater"),
    ],
)
def test_soket_finner_ordet_i_en_annen_boyning(bygd, chromium, ord_, kapittel):
    with aapnet(chromium, bygd / "search.html") as vist:
        vist.goto((bygd / "search.html").as_uri() + f"?q={ord_}")
        vist.wait_for_selector("#search-results ul.search li")
        treff = vist.locator("#search-results ul.search li a").evaluate_all(
            "a => a.map(x => x.href)"
        )

    assert any(kapittel in t for t in treff)
