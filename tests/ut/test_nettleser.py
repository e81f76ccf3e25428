"""Rapporten i en ekte nettleser: uu-regler, ingen forespørsler ut, og kartet med bare tastatur."""

# ruff: noqa: F811 – testtilbehøret importeres og brukes som argument.

from __future__ import annotations

import pytest

from metodikk.ut.rapport import html, les
from tests.nettleser import SIDER, aapnet, axe, brudd, chromium, utenfra  # noqa: F401
from tests.ut.klart import hel_notatbok

pytestmark = pytest.mark.nettleser


@pytest.fixture(scope="module")
def rapport(tmp_path_factory):
    fil = tmp_path_factory.mktemp("rapport") / "rapport.html"
    return html.skriv(les.les(hel_notatbok(), mal="kunnskapsgrunnlag"), fil)


@pytest.mark.parametrize(("bredde", "farger"), SIDER)
def test_rapporten_har_ingen_brudd_i_axe(chromium, axe, rapport, bredde, farger):
    with aapnet(chromium, rapport, bredde, farger) as side:
        assert brudd(side, axe) == []
        assert side.feil == []


def test_rapporten_ber_ikke_om_noe_utenfra_og_kjoerer_ikke_navn_som_kode(chromium, rapport):
    with aapnet(chromium, rapport) as side:
        side.on("dialog", lambda d: pytest.fail("Et navn ble kjørt som kode."))
        side.wait_for_timeout(300)

        assert utenfra(side) == []
        assert side.locator("img").evaluate_all("b => b.every(i => i.src.startsWith('data:'))")


def test_siden_flyter_om_paa_320_piksler_uten_aa_rulle_sidelengs(chromium, rapport):
    with aapnet(chromium, rapport, 320) as side:
        assert side.evaluate("document.documentElement.scrollWidth") <= 320


def test_teksten_taaler_stoerre_avstand_mellom_bokstaver_og_linjer(chromium, rapport):
    stil = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
    with aapnet(chromium, rapport, 320) as side:
        side.evaluate(
            f"document.head.append(Object.assign(document.createElement('style'), {{textContent: '{stil}'}}))"
        )

        assert side.evaluate("document.documentElement.scrollWidth") <= 320


def test_kartet_kan_brukes_med_bare_tastatur(chromium, rapport):
    with aapnet(chromium, rapport, apne_alt=False) as side:
        kart = side.locator(".levende").first
        svg, svar = kart.locator("svg[role=listbox]"), kart.locator("[role=status]")
        kart.locator("button", has_text="Vis hele").focus()
        side.keyboard.press("Tab")
        assert svg.evaluate("s => document.activeElement === s")

        side.keyboard.press("Home")
        forste = svg.get_attribute("aria-activedescendant")
        side.keyboard.press("ArrowRight")
        assert svg.get_attribute("aria-activedescendant") != forste
        side.keyboard.press("Enter")
        assert ":" in svar.text_content()

        vid = svg.get_attribute("viewBox")
        side.keyboard.press("+")
        assert svg.get_attribute("viewBox") != vid
        side.keyboard.press("Escape")
        assert svg.get_attribute("viewBox") == vid
        assert svar.text_content() == ""
        side.keyboard.press("Tab")
        assert not svg.evaluate("s => document.activeElement === s")


def test_listen_over_steder_finner_stedet_paa_kartet(chromium, rapport):
    with aapnet(chromium, rapport, apne_alt=False) as side:
        kart = side.locator(".levende").first
        kart.locator("select").select_option(label="Myra")

        assert (
            kart.locator("[role=status]").text_content()
            == "Myra: skjult av hensyn til personvernet"
        )


def test_alt_innhold_er_der_uten_skript(chromium, rapport):
    kontekst = chromium.new_context(java_script_enabled=False)
    side = kontekst.new_page()
    side.goto(rapport.resolve().as_uri())

    assert side.locator(".levende").first.is_hidden()
    assert side.locator("figure img").first.is_visible()
    kontekst.close()


def test_tallene_er_med_paa_utskrift(chromium, rapport):
    with aapnet(chromium, rapport, apne_alt=False) as side:
        side.emulate_media(media="print")
        side.evaluate("dispatchEvent(new Event('beforeprint'))")

        assert side.locator("details.tallene table").first.is_visible()
        assert side.locator("nav").is_hidden()
