from __future__ import annotations

import pytest

from metodikk.grunn.typer import Alvor
from metodikk.inn.regler.tegn import reparert
from tests.inn.arkhjelp import RADER, bok, csvfil, funnet, koder, les


@pytest.mark.parametrize("riktig", ["Bærum", "Ås", "Østre Ål", "Nordåsen – øst"])
def test_odelagte_bokstaver_meldes_med_forslag_og_rettes_ikke(tmp_path, riktig):
    odelagt = riktig.encode("utf-8").decode("cp1252")
    fil = csvfil(tmp_path / "a.csv", f"Sone;Sonenavn;Antall\n01;{odelagt};4\n02;Vik;5\n")

    funn = funnet(fil, "K021")

    assert (funn.celle, funn.forslag, funn.alvor) == ("B2", riktig, Alvor.FEIL)
    assert les(fil).data.loc[0, "Sonenavn"] == odelagt


def test_odelagt_kolonnenavn_meldes(tmp_path):
    assert (
        funnet(csvfil(tmp_path / "a.csv", "Sone;Ã\u0085r;Antall\n01;2024;4\n"), "K021").celle
        == "B1"
    )


@pytest.mark.parametrize("tapt", ["B\ufffdrum", "B?rum"])
def test_tapte_bokstaver_er_en_feil(tmp_path, tapt):
    fil = bok(
        tmp_path / "a.xlsx",
        [[*r, tapt] for r in RADER],
        hode=["Sone", "År", "Teller", "Nevner", "Sonenavn"],
    )

    assert (funnet(fil, "K022").celle, funnet(fil, "K022").antall) == ("E2", 3)


@pytest.mark.parametrize(
    "navn", ["Hva nå? Bra!", "Café Ås", "São Paulo-plassen", "Hvem eier dette?"]
)
def test_vanlig_tekst_meldes_ikke(tmp_path, navn):
    assert koder(csvfil(tmp_path / "a.csv", f"Sone;Sonenavn;Antall\n01;{navn};4\n")) == []


def test_tekst_som_ikke_kan_repareres_gir_tomt_forslag():
    assert reparert("Ω") == ""
