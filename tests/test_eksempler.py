"""Sakene i boka har de samme delene, skiller det vi vet fra det vi ikke vet, og sier hva som er oppdiktet."""

from __future__ import annotations

import re

import pytest

from tests.conftest import ROT

MAPPE = ROT / "book" / "eksempler"
SAKER = sorted(f for f in MAPPE.glob("*.md") if f.stem != "eksempler")
DELER = (
    "Hva ble gjort", "Hva er dokumentert", "Metodene i saken", "Hva kan vi lære", "Gjør det selv",
    "Sjekkliste", "Kilder",
)  # fmt: skip


def _deler(fil) -> dict[str, str]:
    tekst = fil.read_text(encoding="utf-8")
    return dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", tekst, flags=re.MULTILINE | re.DOTALL))


def test_de_fem_sakene_finnes_og_er_lenket_fra_den_forste_siden():
    forste = (MAPPE / "eksempler.md").read_text(encoding="utf-8")

    assert len(SAKER) == 5
    assert all(f"{{doc}}`{f.stem}`" in forste for f in SAKER)


@pytest.mark.parametrize("fil", SAKER, ids=lambda f: f.stem)
def test_saken_har_delene_i_rekkefolge_og_begynner_med_kort_fortalt(fil):
    assert tuple(_deler(fil)) == DELER
    assert "} Kort fortalt" in fil.read_text(encoding="utf-8").split("## ")[0]


@pytest.mark.parametrize("fil", SAKER, ids=lambda f: f.stem)
def test_det_som_er_dokumentert_har_kilder_og_det_ukjente_er_sagt(fil):
    deler = _deler(fil)

    for del_ in DELER[:2]:
        assert "{jf}`" in deler[del_]
    assert "**Ikke kjent**" in deler["Hva er dokumentert"]
    assert "vår tolkning" in deler["Hva kan vi lære"]
    brukt = set(re.findall(r"\w+", " ".join(re.findall(r"\{jf\}`([^`]+)`", deler[DELER[1]]))))
    assert brukt <= set(re.findall(r"\w+", deler["Kilder"]))


@pytest.mark.parametrize("fil", SAKER, ids=lambda f: f.stem)
def test_oppgaven_er_oppdiktet_regnes_med_pakken_og_har_en_losning(fil):
    gjor = _deler(fil)["Gjør det selv"]

    assert "oppdiktet" in gjor
    assert re.search(r"\bmk\.\w+", gjor)
    assert "dropdown} Løsning" in gjor
    assert 3 <= _deler(fil)["Sjekkliste"].count("- ☐ ") <= 9
