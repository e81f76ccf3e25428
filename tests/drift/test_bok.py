"""Håndboka bygges i en mappe uten å røre noe annet, og den gamle står til den nye er ferdig."""

from __future__ import annotations

import pytest

from metodikk.cli import kjor_kommando
from metodikk.drift import bok
from metodikk.grunn.feil import BrukFeil

LITEN = {
    "_config.yml": "title: Prøve\nonly_build_toc_files: true\nexecute:\n  execute_notebooks: 'off'\n",
    "_toc.yml": "format: jb-book\nroot: index\n",
    "index.md": "# En liten bok\n\nMed én side.\n",
}


@pytest.fixture
def liten_bok(tmp_path, monkeypatch):
    """En bok på én side i stedet for hele håndboka, som prøves i test_bok."""
    kilde = tmp_path / "kilde"
    kilde.mkdir()
    for navn, innhold in LITEN.items():
        (kilde / navn).write_text(innhold, encoding="utf-8")
    monkeypatch.setattr(bok, "bokmappe", lambda: kilde)
    return kilde


@pytest.mark.bok
def test_boka_bygges_og_den_gamle_byttes_med_den_nye(liten_bok, tmp_path):
    forside = bok.bygg(tmp_path / "ut" / "bok")
    (forside.parent / "gammel-fil.html").write_text("gammel", encoding="utf-8")
    (liten_bok / "index.md").write_text("# Ny utgave\n", encoding="utf-8")

    igjen = bok.bygg(tmp_path / "ut" / "bok")

    assert "Ny utgave" in igjen.read_text(encoding="utf-8")
    assert not (igjen.parent / "gammel-fil.html").exists()
    assert [p.name for p in (tmp_path / "ut").iterdir()] == ["bok"]


@pytest.mark.bok
def test_en_bok_som_ikke_lar_seg_bygge_roerer_ikke_den_gamle(liten_bok, tmp_path):
    forside = bok.bygg(tmp_path / "bok")
    (liten_bok / "_toc.yml").write_text("format: jb-book\nroot: finnes-ikke\n", encoding="utf-8")

    with pytest.raises(RuntimeError, match="ble ikke bygd"):
        bok.bygg(tmp_path / "bok")
    assert "En liten bok" in forside.read_text(encoding="utf-8")


def test_boka_legges_ikke_oppaa_en_mappe_med_andre_filer(tmp_path):
    (tmp_path / "prosjekt.toml").write_text("[prosjekt]", encoding="utf-8")

    with pytest.raises(BrukFeil, match="K854"):
        bok.bygg(tmp_path)
    assert [f.name for f in tmp_path.iterdir()] == ["prosjekt.toml"]


def test_uten_byggeprogrammet_sies_det_hva_som_skal_installeres(capsys, monkeypatch, tmp_path):
    monkeypatch.setattr(bok, "find_spec", lambda navn: None)

    kode = kjor_kommando(["bok", str(tmp_path / "b"), "--ikke-apne"])

    assert kode == 2
    feil = capsys.readouterr().err
    assert "K853" in feil
    assert "pip install metodikk[bok]" in feil
