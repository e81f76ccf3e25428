"""Den felles visningen: høyst tre kontroller, og tekst og bilde som følger dem."""

from __future__ import annotations

import re

import pytest

import metodikk as mk
from metodikk.grunn.feil import BrukFeil
from metodikk.kurs import flate
from metodikk.kurs.form import Trekk, Valg, ideer

ipywidgets = pytest.importorskip("ipywidgets")


def _valg(navn="n", antall=3):
    return Valg(navn, f"Velg {navn}", tuple((str(i), i) for i in range(antall)), 0)


def _kall(**valg):
    return mk.kurs.smaa_tall.tegn(fro=1 + sum(valg.values()))


@pytest.mark.parametrize("antall", [0, 4])
def test_en_flate_har_fra_en_til_tre_kontroller(antall):
    with pytest.raises(ValueError, match="fra én til 3"):
        flate.Flate([_valg(f"n{i}") for i in range(antall)], _kall)


def test_faa_valg_er_synlige_og_mange_ligger_i_en_liste():
    f = flate.Flate([_valg("faa", 6), _valg("mange", 7)], _kall)

    assert isinstance(f.kontroller[0], ipywidgets.RadioButtons)
    assert isinstance(f.kontroller[1], ipywidgets.Dropdown)


def test_en_kontroll_endrer_setning_bilde_og_alternativ_tekst():
    f = flate.Flate([_valg(), Trekk("Trekk igjen")], _kall)
    for_ = f.setning.value, f.bilde.value

    f.kontroller[0].value = 2
    etter_valg = f.setning.value, f.bilde.value
    f.kontroller[1].click()

    assert len({for_, etter_valg, (f.setning.value, f.bilde.value)}) == 3
    assert f.verdier == {"n": 2, "fro": 2}
    assert '<figure class="del figur"' in f.bilde.value
    assert 'alt="Traktdiagram.' in f.bilde.value


def test_to_flater_paa_samme_side_har_ingen_id_til_felles():
    en, to = (
        set(re.findall(r'id="([^"]+)"', flate.prov("smaa_tall").bilde.value)) for _ in range(2)
    )

    assert en
    assert not en & to


def test_setningen_settes_inn_som_tekst_og_ikke_som_kode():
    vist = mk.kurs.smaa_tall.tegn()
    f = flate.Flate([_valg()], lambda n: mk.kurs.Vist(vist.figur, "<b>1 & 2</b>"))

    assert "&lt;b&gt;1 &amp; 2&lt;/b&gt;" in f.setning.value


@pytest.mark.parametrize("ide", ideer(), ids=lambda i: i.navn)
def test_hver_ide_kan_aapnes_med_kontrollene_sine(ide):
    f = flate.prov(ide.navn)

    assert len(f.kontroller) == len(ide.modul.KONTROLLER)
    assert f.setning.value
    assert all(k.description for k in f.kontroller)


def test_uten_programmene_til_kurset_sies_det_hva_som_skal_installeres(monkeypatch):
    import builtins

    ekte = builtins.__import__

    def uten(navn, *a, **k):
        if navn == "ipywidgets":
            raise ImportError(name=navn)
        return ekte(navn, *a, **k)

    monkeypatch.setattr(builtins, "__import__", uten)
    with pytest.raises(BrukFeil, match=r"pip install metodikk\[kurs\]"):
        flate.prov("smaa_tall")
