"""HTML-rapporten: én fil, ingenting utenfra, riktig bygd for skjermleser, og aldri kode i navn."""

from __future__ import annotations

import base64
import hashlib
import itertools
import re
from html.parser import HTMLParser

import pytest

import metodikk as mk
from metodikk.ut.delhtml import stil
from metodikk.ut.rapport import html, les
from tests.ut.klart import FIENDTLIG, hel_notatbok, klar, notatbok, sonetall

NYTTELASTER = [
    "<script>alert(1)</script>", "<SCRIPT SRC=//ute.example/x.js></SCRIPT>", "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>", "<svg/onload=alert`1`>", "<body onload=alert(1)>", "<iframe src=javascript:alert(1)>",
    "<a href=javascript:alert(1)>x</a>", "</title><script>alert(1)</script>", "</style><script>alert(1)</script>",
    "--><script>alert(1)</script>", "]]><script>alert(1)</script>", "'\"><script>alert(1)</script>",
    "\" onmouseover=\"alert(1)", "' onfocus='alert(1)' autofocus='", "`-alert(1)-`", "${alert(1)}",
    "{{ 7*7 }}", "{% for x in y %}", "&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;script&#62;", "\\u003cscript\\u003e",
    "<math><mtext></table></math><img src onerror=alert(1)>", "<details open ontoggle=alert(1)>",
    "<style>@import 'http://ute.example'</style>", "<link rel=stylesheet href=http://ute.example>",
    "<meta http-equiv=refresh content=0;url=http://ute.example>", "<base href=http://ute.example>",
    "<form action=http://ute.example><input type=submit>", "<object data=http://ute.example>",
    "<embed src=http://ute.example>", "<video src=http://ute.example onerror=alert(1)>", "\x00<script>", "<\x00script>",
    "[lenke](javascript:alert(1))", "![bilde](http://ute.example/x.png)", "<http://ute.example>",
    "[x]: http://ute.example\n![y][x]", "\u202e<script>", "<scr<script>ipt>alert(1)</scr</script>ipt>",
]  # fmt: skip


class Leser(HTMLParser):
    """Samler merkene på siden slik en nettleser ser dem."""

    def __init__(self, tekst: str):
        super().__init__()
        self.merker: list[tuple[str, dict]] = []
        self.feed(tekst)

    def handle_starttag(self, tag, attrs):
        self.merker.append((tag, dict(attrs)))

    def av(self, *navn: str) -> list[dict]:
        return [a for t, a in self.merker if t in navn]


@pytest.fixture(scope="module")
def side() -> str:
    return html.side(les.les(hel_notatbok(), mal="kunnskapsgrunnlag", opplysninger={
        "inndata": [{"tabell": "soner", "fil": "data/soner.xlsx", "sha256": "ab" * 32, "rader": 14}],
        "automatiske_rettelser": [{"kode": "K207", "tittel": "Nullen foran", "antall": 3}],
    }))  # fmt: skip


@pytest.fixture(scope="module")
def sett(side) -> Leser:
    return Leser(side)


@pytest.mark.parametrize("tekst", NYTTELASTER)
def test_fiendtlig_tekst_blir_aldri_merker_eller_forespoersler(tekst):
    data = sonetall().assign(sone=tekst)
    nb = notatbok(
        mk.Hode(tekst, tekst, avsender=tekst, ingress=tekst, kontakt=tekst), f"## {tekst}\n\n{tekst}",
        mk.tabell(klar(data), tittel=tekst, kilde=tekst, noter=[tekst]), mk.Boks("advarsel", tekst, tekst, [tekst]),
        mk.Setninger([tekst], [tekst]), mk.Nokkeltall([(tekst, tekst, tekst)]),
    )  # fmt: skip
    sett = Leser(html.side(les.les(nb, opplysninger={"parametere": {"x": tekst}})))

    assert len(sett.av("script")) == 1
    assert (
        sett.av("img", "iframe", "object", "embed", "link", "base", "form", "video", "svg", "math")
        == []
    )
    assert not [a for _, m in sett.merker for a in m if a.startswith("on")]
    assert not [m for m in sett.av("a") if "javascript:" in m.get("href", "")]
    assert len(sett.av("meta")) == 4


def test_ingenting_hentes_utenfra(side, sett):
    kilder = [
        m.get("src") or m.get("href") or ""
        for m in sett.av("img", "script", "link", "iframe", "source")
    ]

    assert all(k.startswith("data:image/png") for k in kilder if k)
    assert "http://" not in side.replace("http://ute.example/x.png", "")
    assert len(side) < 3_000_000


def test_sikkerhetsregelen_slipper_bare_til_vaart_eget_skript(side, sett):
    regel = sett.av("meta")[1]["content"]
    avtrykk = base64.b64encode(hashlib.sha256(stil("rapport.js").encode()).digest()).decode()

    assert regel.startswith("default-src 'none'")
    assert f"script-src 'sha256-{avtrykk}'" in regel
    assert re.search(r"<script>(.*?)</script>", side, re.S)[1] == stil("rapport.js")


def test_siden_har_spraak_tittel_landemerker_og_hopplenke(side, sett):
    assert sett.av("html") == [{"lang": "nb"}]
    assert "<title>Kunnskapsgrunnlag: Sjøsida, Eksempelvik, 2025</title>" in side
    assert [len(sett.av(t)) for t in ("main", "nav", "header", "footer", "h1")] == [1] * 5
    assert sett.merker[[t for t, _ in sett.merker].index("body") + 1] == (
        "a",
        {"class": "hopp", "href": "#innhold"},
    )


def test_overskriftene_hopper_ikke_over_nivaaer(sett):
    nivaaer = [int(t[1]) for t, _ in sett.merker if re.fullmatch(r"h[1-6]", t)]

    assert nivaaer[0] == 1
    assert all(b - a <= 1 for a, b in itertools.pairwise(nivaaer))


def test_alle_id_er_er_ulike_og_innholdslisten_treffer(side, sett):
    ider = [m["id"] for _, m in sett.merker if "id" in m]

    assert len(ider) == len(set(ider))
    assert {m["href"][1:] for m in sett.av("a") if m.get("href", "").startswith("#")} <= set(ider)


def test_hver_figur_har_bildetekst_alt_og_tallene(side, sett):
    bilder = sett.av("img")

    assert (
        len(bilder)
        == len(sett.av("figure"))
        == len(sett.av("figcaption"))
        == len(sett.av("details"))
    )
    assert all(40 <= len(b["alt"]) <= 250 for b in bilder)
    assert all("width" in b and "height" in b for b in bilder)


def test_hver_tabell_har_tittel_og_hoder(side, sett):
    assert len(sett.av("caption")) == len(sett.av("table"))
    assert all(m.get("scope") in ("col", "row") for m in sett.av("th"))
    assert not [m for m in sett.av("td", "th") if "colspan" in m or "rowspan" in m]
    assert len([m for m in sett.av("div") if m.get("class") == "rull"]) == len(sett.av("table"))


def test_figurer_og_tabeller_er_nummerert_hver_for_seg(side):
    assert re.findall(r'<span class="nummer">(\w+ \d+)</span>', side)[:3] == [
        "Tabell 1",
        "Figur 1",
        "Figur 2",
    ]


def test_malens_tittel_staar_ikke_dobbelt(side):
    assert "Malens tittel" not in side
    assert "Innledning." in side


def test_oppdiktet_kommune_er_merket(side):
    assert side.count("Oppdiktet kommune.") == 1


def test_slik_ble_rapporten_laget_har_filer_rettelser_og_personvern(side):
    slik = side.split('id="slik"')[2] if side.count('id="slik"') > 1 else side.split('id="slik"')[1]

    assert "data/soner.xlsx" in slik
    assert "K207" in slik
    assert re.search(r"\d+ tall er skjult", slik)


def test_samme_notatbok_gir_samme_byte(tmp_path):
    a = html.skriv(les.les(hel_notatbok()), tmp_path / "a.html").read_bytes()
    b = html.skriv(les.les(hel_notatbok()), tmp_path / "b.html").read_bytes()

    assert a == b


def test_raa_utskrift_fra_en_celle_kommer_ikke_med():
    nb = notatbok("## Tekst")
    nb["cells"].append({"cell_type": "code", "source": "", "outputs": [
        {"output_type": "execute_result", "data": {"text/html": "<table><td>fødselsnummer</td></table>"}},
        {"output_type": "stream", "name": "stdout", "text": "hemmelig"},
    ]})  # fmt: skip
    side = html.side(les.les(nb))

    assert "fødselsnummer" not in side
    assert "hemmelig" not in side


def test_notatbok_som_stoppet_blir_ikke_rapport():
    nb = notatbok("## Tekst")
    nb["cells"].append({"cell_type": "code", "source": "", "outputs": [
        {"output_type": "error", "ename": "DataFeil", "evalue": "K201", "traceback": []}]})  # fmt: skip

    with pytest.raises(ValueError, match="DataFeil"):
        les.les(nb)


def test_delens_html_i_notatboken_staar_alene_og_er_roemt():
    pakke = mk.Boks("advarsel", FIENDTLIG)._repr_mimebundle_()

    assert "<script" not in pakke["text/html"]
    assert pakke["text/html"].startswith("<style>")


def test_datoen_fra_kjoeringen_brukes_naar_malen_ikke_har_noen():
    nb = notatbok(mk.Hode("Kunnskapsgrunnlag", "Sjøsida", avsender="Plan"))
    side = html.side(les.les(nb, opplysninger={"dato": "5. juni 2026"}))

    assert '<p class="avsender">Plan · 5. juni 2026</p>' in side
