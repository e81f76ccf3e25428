"""Alle ideene i kurset holder samme form: få kontroller, norske ledetekster, og et svar i tekst."""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest

from metodikk.kurs.form import FLEST_KONTROLLER, Trekk, Valg, ideer
from metodikk.ut.side import Figur, Tabell
from tests.conftest import ROT

IDEER = ideer()
TUNG = "finn_naboen"  # Stillbildet trekker hundrevis av tabeller.
ENGELSK = re.compile(
    r"\b(the|and|of|with|draw|again|show|hide|next|seed|sample|value|select|choose|zone|rate)\b",
    re.I,
)
STIGMA = re.compile(r"\b(ghetto|verst\w*|problemområde\w*|ressurssvak\w*|belastede?)\b", re.I)
TIDSDELER = ("Gjett", "Prøv", "Forklar", "Bruk på egne tall", "Ta med")


@pytest.fixture(params=IDEER, ids=lambda i: i.navn)
def ide(request):
    return request.param


@pytest.fixture
def simulering(ide):
    return ide.modul


def _forvalg(simulering, **annet):
    return {k.navn: k.forvalgt for k in simulering.KONTROLLER} | annet


@cache
def _husket(simulering, valg):
    return simulering.tegn(**dict(valg))


def _tegnet(simulering, **annet):
    """Det simuleringen viser. Hvert valg tegnes bare én gang for alle prøvene."""
    return _husket(simulering, tuple(_forvalg(simulering, **annet).items()))


def _alternativ(kontroll):
    """En annen verdi enn den forvalgte."""
    if isinstance(kontroll, Trekk):
        return kontroll.forvalgt + 1
    return next(v for v in kontroll.verdier if v != kontroll.forvalgt)


def _tekster(ide):
    f = [
        t
        for q in ide.flervalg
        for t in (q.sporsmal, *(x for s in q.svar for x in (s.tekst, s.hvorfor)))
    ]
    k = ide.kursholder
    return [
        ide.tittel, ide.ide, ide.misforstaaelse, ide.gjett, ide.ta_med, *f, ide.oppgave.tekst,
        *ide.oppgave.hint, ide.oppgave.losning, *k.spor, *k.si, *(t for p in k.feilsvar for t in p),
        *(t for _, _, t in k.tidsplan),
    ]  # fmt: skip


def test_simuleringen_er_ren_og_kjenner_ingen_kontroller_paa_skjermen(simulering):
    tre = ast.parse(
        (ROT / f"src/metodikk/kurs/{simulering.__name__.split('.')[-1]}.py").read_text("utf-8")
    )
    importert = {a.name for n in ast.walk(tre) if isinstance(n, ast.Import) for a in n.names} | {
        n.module for n in ast.walk(tre) if isinstance(n, ast.ImportFrom)
    }
    kall = {ast.unparse(n.func) for n in ast.walk(tre) if isinstance(n, ast.Call)}

    assert not {m.split(".")[0] for m in importert} & {
        "ipywidgets",
        "IPython",
        "pathlib",
        "os",
        "time",
    }
    assert "metodikk.kurs.flate" not in importert
    assert not kall & {"print", "open", "input"}
    assert not {
        k for k in kall if k.startswith("np.random.") and not k.startswith("np.random.default_rng")
    }


def test_det_er_hoyst_tre_kontroller_med_norske_ledetekster(simulering):
    kontroller = simulering.KONTROLLER
    tekster = [k.ledetekst for k in kontroller] + [
        t for k in kontroller if isinstance(k, Valg) for t, _ in k.valg
    ]

    assert 1 <= len(kontroller) <= FLEST_KONTROLLER
    assert len({k.navn for k in kontroller}) == len(kontroller)
    assert not [t for t in tekster if ENGELSK.search(t)]
    assert all(t[0].isupper() for t in (k.ledetekst for k in kontroller))
    assert all(2 <= len(k.valg) <= 15 for k in kontroller if isinstance(k, Valg))


def test_samme_valg_gir_samme_bilde_og_setning(simulering):
    en, to = _tegnet(simulering), simulering.tegn(**_forvalg(simulering))

    assert (en.setning, en.figur) == (to.setning, to.figur)


def test_hver_kontroll_endrer_setningen_og_bildet(simulering):
    for_ = _tegnet(simulering)
    for k in simulering.KONTROLLER:
        etter = _tegnet(simulering, **{k.navn: _alternativ(k)})

        assert etter.setning != for_.setning, k.ledetekst
        assert etter.figur.png != for_.figur.png, k.ledetekst
        assert etter.figur.alt != for_.figur.alt, k.ledetekst


def test_alle_valgene_i_hver_kontroll_kan_tegnes(simulering):
    for k in [k for k in simulering.KONTROLLER if isinstance(k, Valg)]:
        for verdi in k.verdier:
            vist = _tegnet(simulering, **{k.navn: verdi})

            assert isinstance(vist.figur, Figur), (k.ledetekst, verdi)
            assert vist.figur.png
            assert re.search(r"\d", vist.setning)
            assert "nan" not in vist.setning.casefold()


def test_setningen_er_kort_norsk_og_sier_et_tall(simulering):
    setning = _tegnet(simulering).setning

    assert 40 <= len(setning) <= 400
    assert setning.endswith(".")
    assert not ENGELSK.search(setning)


@pytest.mark.parametrize(
    "ide",
    [pytest.param(i, marks=pytest.mark.treg) if i.navn == TUNG else i for i in IDEER],
    ids=lambda i: i.navn,
    indirect=True,
)
def test_stillbildet_er_flere_bilder_og_en_tabell_med_alternativ_tekst(simulering):
    deler = simulering.stille()
    figurer = [d for d in deler if isinstance(d, Figur)]

    assert 2 <= len(figurer) <= 6
    assert any(isinstance(d, Tabell) for d in deler)
    assert all(len(f.alt) >= 40 for f in figurer)
    assert len({f.alt for f in figurer}) == len(figurer)
    assert len({d.id for d in deler}) == len(deler)


def test_hvert_galt_svar_har_en_grunn_til_aa_friste(ide):
    assert ide.flervalg
    for sporsmal in ide.flervalg:
        assert 3 <= len(sporsmal.svar) <= 5
        for svar in sporsmal.svar:
            assert len(svar.hvorfor) > 40
            assert svar.riktig or "ristende" in svar.hvorfor, svar.tekst


def test_det_riktige_svaret_staar_ikke_alltid_paa_samme_plass_i_ideen(ide):
    plasser = [[s.riktig for s in q.svar].index(True) for q in ide.flervalg]

    assert set(plasser) != {0}


def test_kursholderen_har_tid_sporsmal_feilsvar_og_ord(ide):
    k = ide.kursholder

    assert tuple(d for d, _, _ in k.tidsplan) == TIDSDELER
    assert 20 <= ide.minutter <= 40
    assert len(k.spor) >= 2
    assert len(k.feilsvar) >= 2
    assert len(k.si) >= 2
    assert ide.oppgave.hint


def test_tekstene_er_setninger_paa_norsk_uten_nedsettende_ord(ide):
    for tekst in _tekster(ide):
        assert not ENGELSK.search(tekst), tekst
        assert not STIGMA.search(tekst), tekst
    assert all(t.rstrip("»")[-1] in ".?" for t in _tekster(ide)[1:]), (
        "Setninger slutter med punktum eller spørsmålstegn"
    )


def test_kapitlene_ideen_bygger_paa_finnes_i_boka(ide):
    boka = {f.stem for f in (ROT / "book").rglob("*.md")}

    assert set(ide.kapitler) <= boka
