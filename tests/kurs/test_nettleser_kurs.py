"""Kurset i en ekte nettleser: uten kode, på norsk, uten nett, med tastatur og uten brudd i axe."""

# ruff: noqa: F811 – testtilbehøret importeres og brukes som argument.

from __future__ import annotations

import re
from contextlib import contextmanager

import pytest

from metodikk.drift import kurs
from metodikk.kurs.form import ideer
from tests.nettleser import axe, brudd, chromium  # noqa: F401

pytestmark = [pytest.mark.nettleser, pytest.mark.treg]
pytest.importorskip("voila", reason="voila er ikke installert.")
ENGELSK = re.compile(r"\b(Loading|Running|Executing|Select items|Voil|Error|Traceback|Home)\b")
VENT = 90_000


@pytest.fixture(scope="module")
def skjerm(tmp_path_factory):
    with kurs.paa_skjerm(tmp_path_factory.mktemp("kurs"), apne=False) as tjener:
        yield tjener.adresse


@contextmanager
def aapnet(nettleser, adresse, bredde=1280):
    kontekst = nettleser.new_context(viewport={"width": bredde, "height": 900})
    side = kontekst.new_page()
    side.forespurt, side.feil = [], []
    side.on("request", lambda r: side.forespurt.append(r.url))
    side.on("pageerror", lambda e: side.feil.append(str(e)))
    side.goto(adresse)
    yield side
    kontekst.close()


def _utenfra(side):
    return [
        u
        for u in side.forespurt
        if not re.match(r"(data|blob|about):|(https?|ws)://127\.0\.0\.1[:/]", u)
    ]


def _ide(side, ide):
    side.get_by_role("link", name=re.compile(f"^{ide.nummer:02d} ")).click()
    side.locator(".mk-svar p").first.wait_for(timeout=VENT)
    side.locator(".mk-flate [aria-live=polite]").first.wait_for(timeout=VENT)


def _vist(side):
    return (
        side.locator(".mk-svar").first.inner_text(),
        side.locator(".mk-flate figure img").first.get_attribute("src"),
        side.locator(".mk-flate figure img").first.get_attribute("alt"),
    )


def test_listen_over_ideene_er_norsk_og_uten_brudd(chromium, axe, skjerm):
    with aapnet(chromium, skjerm) as side:
        assert side.locator("li a").count() == len(ideer())
        assert side.locator("html").get_attribute("lang") == "nb"
        assert not ENGELSK.search(side.locator("body").inner_text())
        assert brudd(side, axe) == []
        assert _utenfra(side) == []


@pytest.mark.parametrize("ide", ideer(), ids=lambda i: i.navn)
def test_ideen_kan_styres_med_tastaturet_og_viser_nytt_svar(chromium, axe, skjerm, ide):
    with aapnet(chromium, skjerm) as side:
        _ide(side, ide)
        for_ = _vist(side)
        kontroll = side.locator(
            ".mk-flate :is(input[type=radio]:checked, select, button.widget-button)"
        ).first
        kontroll.focus()
        knapp = kontroll.evaluate("e => e.tagName") == "BUTTON"
        for tast in ("Space",) if knapp else ("ArrowRight", "ArrowLeft", "ArrowLeft"):
            side.keyboard.press(tast)
            side.wait_for_timeout(900)
            if _vist(side) != for_:
                break

        etter = _vist(side)
        assert all(a != b for a, b in zip(for_, etter, strict=True)), (
            "setning, bilde og alt skal endres"
        )
        assert side.locator("html").get_attribute("lang") == "nb"
        assert side.title() == ide.tittel
        assert not ENGELSK.search(side.locator("body").inner_text())
        assert side.locator("pre code, .jp-InputArea-editor").count() == 0
        assert brudd(side, axe) == []
        assert _utenfra(side) == []
        assert side.feil == []


def test_resultatet_staar_i_et_felt_som_leses_opp_og_tabellen_forblir_aapen(chromium, skjerm):
    with aapnet(chromium, skjerm) as side:
        _ide(side, ideer()[0])
        felt = side.locator(".mk-svar [aria-live=polite]").first
        merke = felt.evaluate("e => { e.dataset.merke = 'samme'; return e.dataset.merke }")
        side.locator(".mk-flate summary").first.click()
        side.locator(".mk-flate button.widget-button").first.press("Enter")
        side.wait_for_timeout(900)

        assert felt.get_attribute("data-merke") == merke
        assert side.locator(".mk-flate details").first.get_attribute("open") is not None


def test_hele_siden_kan_leses_ved_aa_rulle_nedover(chromium, skjerm):
    with aapnet(chromium, skjerm) as side:
        _ide(side, ideer()[0])
        siste = side.get_by_role("heading", name="Ta med")
        siste.scroll_into_view_if_needed()
        side.locator("main").evaluate("e => e.scrollTo(0, e.scrollHeight)")

        assert 0 < siste.bounding_box()["y"] < 900


def test_siden_flyter_om_paa_en_smal_skjerm(chromium, skjerm):
    with aapnet(chromium, skjerm, 400) as side:
        _ide(side, ideer()[0])

        assert side.evaluate("document.documentElement.scrollWidth") <= 400
        assert side.locator("main").evaluate("e => e.scrollWidth") <= 400


def test_notatboka_aapnes_i_jupyterlab_og_kan_kjoeres(chromium, tmp_path):
    pytest.importorskip("jupyterlab")
    mappe = kurs.legg_ut(tmp_path / "kurset").mappe
    with kurs.i_jupyterlab(mappe, apne=False) as tjener, aapnet(chromium, tjener.adresse) as side:
        side.locator(".jp-NotebookPanel .jp-MarkdownOutput h1").first.wait_for(timeout=VENT)
        oppsett = side.evaluate(
            "async () => (await (await fetch('/lab/api/settings/@jupyterlab/translation-extension:plugin')).json()).settings.locale"
        )
        assert oppsett == "no_NO"
        side.keyboard.press("Escape")
        for _ in range(12):
            side.keyboard.press("Shift+Enter")
            side.wait_for_timeout(150)
        side.locator(".mk-svar p").first.wait_for(timeout=VENT)
        side.locator(".mk-flate button.widget-button").first.wait_for(timeout=VENT)
        for_ = _vist(side)
        side.locator(".mk-flate button.widget-button").first.press("Enter")
        side.wait_for_timeout(1500)

        assert _vist(side) != for_
        assert _utenfra(side) == []
