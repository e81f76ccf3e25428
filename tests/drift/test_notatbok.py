"""Samme kilde gir alltid nøyaktig samme notatbok."""

from __future__ import annotations

import nbformat

from metodikk.drift import notatbok
from metodikk.drift.notatbok import bygg, les_celler, som_tekst
from tests.drift.lite import MAL


def _kilde(tmp_path, tekst=MAL):
    fil = tmp_path / "mal.py"
    fil.write_text(tekst, encoding="utf-8")
    return fil


def test_notatboka_er_lik_byte_for_byte_hver_gang(tmp_path):
    kilde = _kilde(tmp_path)

    assert som_tekst(bygg(kilde)) == som_tekst(bygg(kilde))


def test_notatboka_er_gyldig_og_har_unike_celler(tmp_path):
    bok = nbformat.from_dict(bygg(_kilde(tmp_path)))

    nbformat.validate(bok)
    assert len({c.id for c in bok.cells}) == len(bok.cells)


def test_en_endret_celle_endrer_bare_sin_egen_id(tmp_path):
    foer = [c["id"] for c in bygg(_kilde(tmp_path))["cells"]]
    etter = [
        c["id"] for c in bygg(_kilde(tmp_path, MAL.replace("navn på steder", "stedsnavn")))["cells"]
    ]

    assert [a == b for a, b in zip(foer, etter, strict=True)].count(False) == 1


def test_merkene_og_prosaen_kommer_med():
    celler = les_celler(MAL)

    assert celler[0].prosa
    assert celler[0].tekst.startswith("# Prøve\nSvarer på")
    assert celler[1].merker == ("parameters",)


def test_tom_kilde_gir_tom_notatbok(tmp_path):
    assert bygg(_kilde(tmp_path, ""))["cells"] == []
    assert notatbok.les_celler("# bare en kommentar") == []
