"""Husstilen: kontrast, fargeblindhet og små, like bilder."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np
import pytest

from metodikk.ut import stil
from metodikk.ut.delhtml import stil as stilark

# Simulering av fargeblindhet (Machado, Oliveira og Fernandes 2009, full styrke).
BLINDHET = {
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}  # fmt: skip


def lineaer(hex_: str) -> np.ndarray:
    c = np.array([int(hex_[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)


def kontrast(a: str, b: str) -> float:
    lys = sorted((float(lineaer(x) @ [0.2126, 0.7152, 0.0722]) for x in (a, b)), reverse=True)
    return (lys[0] + 0.05) / (lys[1] + 0.05)


def lab(rgb: np.ndarray) -> np.ndarray:
    til_xyz = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    xyz = np.array(til_xyz) @ np.clip(rgb, 0, 1) / [0.95047, 1, 1.08883]
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("farge", stil.FARGER)
def test_seriefargene_har_kontrast_3_til_1_mot_hvitt(farge):
    assert kontrast(farge, stil.BAKGRUNN) >= 3


@pytest.mark.parametrize(("a", "b"), list(pairwise(stil.FARGER)))
def test_nabofargene_har_kontrast_3_til_1_mot_hverandre(a, b):
    assert kontrast(a, b) >= 3


@pytest.mark.parametrize("farge", [stil.SKRIFT, stil.GRAA, stil.DEMPET])
def test_tekstfargene_har_kontrast_45_til_1(farge):
    assert kontrast(farge, stil.BAKGRUNN) >= 4.5


@pytest.mark.parametrize("slag", BLINDHET)
def test_seriene_kan_skilles_med_fargeblindhet(slag):
    sett = [lab(np.array(BLINDHET[slag]) @ lineaer(f)) for f in stil.FARGER]

    assert min(np.linalg.norm(a - b) for a, b in pairwise(sett)) >= 10


def test_kartstigen_gaar_jevnt_fra_lyst_til_moerkt():
    lys = [float(lineaer(f) @ [0.2126, 0.7152, 0.0722]) for f in stil.STIGE]

    assert lys == sorted(lys, reverse=True)
    assert min(kontrast(a, b) for a, b in pairwise(stil.STIGE)) >= 1.35


def test_hver_serie_har_egen_strek_og_eget_merke():
    assert len(set(map(str, stil.STREKER))) == len(set(stil.MERKER)) == len(stil.FARGER)


def test_skriften_er_minst_12_piksler():
    assert 9.5 / 72 * stil.PX_PER_TOMME >= 12
    assert 8.7 / 72 * stil.PX_PER_TOMME >= 12


def test_samme_figur_gir_samme_byte():
    def tegn():
        with stil.lerret() as (fig, ax):
            ax.plot([1, 2, 3])
            return stil.som_png(fig)

    assert tegn() == tegn()


def test_bildet_har_dobbel_opploesning_og_hvit_bunn():
    import io

    from PIL import Image

    with stil.lerret(2.0) as (fig, ax):
        ax.plot([1, 2])
        bilde = Image.open(io.BytesIO(stil.som_png(fig)))

    assert bilde.size == (1440, 400)
    assert bilde.convert("RGB").getpixel((2, 2)) == (255, 255, 255)


def test_stilarket_henter_ingenting_utenfra():
    for navn in ("stil.css", "notatbok.css"):
        assert not re.search(r"url\(|@import|https?:", stilark(navn))
