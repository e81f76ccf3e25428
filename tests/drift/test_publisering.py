"""En rapport legges fram i ett grep. Den gamle står til den nye er hel, og egne endringer reddes."""

from __future__ import annotations

import errno
import os
import sys

import pytest

from metodikk.drift import publisering
from metodikk.drift.avtrykk import sha256
from metodikk.drift.kvittering import skriv_kvittering
from metodikk.drift.publisering import arbeidsmappe, laas, publiser, rydd
from metodikk.grunn.feil import BrukFeil


def _rapport(mappe, innhold):
    mappe.mkdir(parents=True, exist_ok=True)
    fil = mappe / "rapport.html"
    fil.write_text(innhold, encoding="utf-8")
    skriv_kvittering({"utdata": [{"fil": "rapport.html", "sha256": sha256(fil)}]}, mappe)
    return mappe


def _les(mappe):
    return (mappe / "rapport.html").read_text(encoding="utf-8")


@pytest.fixture(params=["i ett", "to flyttinger"])
def bytte(request, monkeypatch):
    """Begge måtene å bytte på: den Linux har, og den som virker overalt."""
    if request.param == "to flyttinger":
        monkeypatch.setattr(sys, "platform", "win32")


def test_foerste_rapport_legges_paa_plass(tmp_path, bytte):
    publiser(_rapport(arbeidsmappe(tmp_path, "mal"), "ny"), tmp_path / "mal")

    assert _les(tmp_path / "mal") == "ny"
    assert [p.name for p in tmp_path.iterdir()] == ["mal"]


def test_ny_rapport_erstatter_hele_den_gamle(tmp_path, bytte):
    _rapport(tmp_path / "mal", "gammel")

    publiser(_rapport(arbeidsmappe(tmp_path, "mal"), "ny"), tmp_path / "mal")

    assert _les(tmp_path / "mal") == "ny"
    assert [p.name for p in tmp_path.iterdir()] == ["mal"]


def test_filer_endret_for_haand_blir_tatt_vare_paa(tmp_path, bytte):
    gammel = _rapport(tmp_path / "mal", "gammel")
    (gammel / "rapport.html").write_text("rettet for hånd", encoding="utf-8")
    (gammel / "notat.txt").write_text("mitt", encoding="utf-8")

    hjem = publiser(_rapport(arbeidsmappe(tmp_path, "mal"), "ny"), tmp_path / "mal")

    assert _les(hjem) == "rettet for hånd"
    assert (hjem / "notat.txt").is_file()


def test_avbrutt_bytte_legges_tilbake(tmp_path):
    _rapport(tmp_path / ".forrige-mal", "gammel")

    rydd(tmp_path)

    assert _les(tmp_path / "mal") == "gammel"


def test_rester_etter_fullfoert_bytte_og_avbrutt_arbeid_fjernes(tmp_path):
    _rapport(tmp_path / "mal", "ny")
    _rapport(tmp_path / ".forrige-mal", "gammel")
    arbeidsmappe(tmp_path, "mal")

    rydd(tmp_path)

    assert [p.name for p in tmp_path.iterdir()] == ["mal"]
    assert _les(tmp_path / "mal") == "ny"


def test_aapen_fil_paa_windows_gir_beskjed_om_aa_lukke_den(tmp_path, monkeypatch):
    _rapport(tmp_path / "mal", "gammel")
    arbeid = _rapport(arbeidsmappe(tmp_path, "mal"), "ny")
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(publisering, "_aapen_fil", lambda mappe: "rapport.docx")
    monkeypatch.setattr(type(tmp_path), "rename", _nekt)

    with pytest.raises(BrukFeil, match=r"K831.*Lukk rapport\.docx"):
        publiser(arbeid, tmp_path / "mal")

    assert _les(tmp_path / "mal") == "gammel"


def _nekt(*_):
    raise PermissionError(errno.EACCES, "i bruk")


@pytest.mark.parametrize(
    ("nummer", "kode"), [(errno.ENOSPC, "K833"), (errno.EROFS, "K832"), (errno.EACCES, "K832")]
)
def test_full_disk_og_skrivevern_blir_meldinger(tmp_path, nummer, kode):
    with pytest.raises(BrukFeil, match=kode), publisering.skrivefeil(tmp_path):
        raise OSError(nummer, os.strerror(nummer))


def test_to_kjoringer_samtidig_gir_tydelig_beskjed(tmp_path):
    with laas(tmp_path), pytest.raises(BrukFeil, match="K830"), laas(tmp_path):
        pass


def test_laasen_slippes_etter_en_feil(tmp_path):
    with pytest.raises(ZeroDivisionError), laas(tmp_path):
        _ = 1 / 0

    with laas(tmp_path):
        pass
