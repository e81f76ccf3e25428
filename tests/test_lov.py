"""Lovene er datert data: alle felt er med, kilden finnes, og ingen er eldre enn årgangen vi gir ut."""

from __future__ import annotations

import re

import pytest

from metodikk import __version__
from metodikk.grunn.kataloger import katalog
from tests.conftest import ROT

FELT = {"navn", "paragraf", "tema", "betyr", "status", "kontrollert", "usikkerhet", "kilde"}
STATUSER = {"gjelder", "endring vedtatt", "under behandling", "veiledende"}
AARGANG = int(__version__.split(".")[0])
LOVER = katalog("lov")
SIDEN = (ROT / "book" / "om" / "lov.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("nokkel", LOVER)
def test_loven_har_alle_felt_og_bare_de(nokkel):
    lov = LOVER[nokkel]

    assert set(lov) == FELT
    assert [f for f in FELT - {"paragraf"} if not lov[f].strip()] == []
    assert lov["status"] in STATUSER


@pytest.mark.parametrize("nokkel", LOVER)
def test_loven_er_kontrollert_for_aargangen_vi_gir_ut(nokkel):
    """Årgangen er versjonen i prosjektet: en ny årgang kan ikke gis ut før lovene er lest på nytt."""
    dato = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", LOVER[nokkel]["kontrollert"])

    assert dato, "skriv år og måned, slik: 2026-11"
    assert int(dato[1]) >= AARGANG, f"les {nokkel} på nytt for {AARGANG}"


@pytest.mark.parametrize("nokkel", LOVER)
def test_kilden_til_loven_finnes(nokkel):
    kilder = {k.strip() for k in LOVER[nokkel]["kilde"].split(";")}

    assert kilder <= set(katalog("kilder"))


@pytest.mark.parametrize("nokkel", LOVER)
def test_det_som_er_i_endring_sier_hva_leseren_maa_sjekke(nokkel):
    lov = LOVER[nokkel]
    if lov["status"] in {"endring vedtatt", "under behandling"}:
        assert re.search(r"ikke funnet|sjekk", lov["usikkerhet"], re.I)


def test_hvert_tema_har_en_plass_paa_siden_og_siden_er_ikke_raad():
    vist = re.findall(r"^```\{lover\} (.+)$", SIDEN, flags=re.MULTILINE)

    assert vist == list(dict.fromkeys(lov["tema"] for lov in LOVER.values()))
    assert "ikke juridisk råd" in SIDEN
