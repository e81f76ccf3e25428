"""Undersøkelsen for Eksempelvik finner det som er plantet, og viser aldri noen som har svart."""

from __future__ import annotations

import shutil
import tomllib
import zipfile

import pandas as pd
import pytest

from metodikk.drift.kjoring import kjor
from metodikk.drift.prosjekt import aapne
from metodikk.ut.rapport.les import les
from metodikk.ut.side import Boks, Figur, Setninger, Symbol, Tabell
from tests.conftest import ROT

pytestmark = pytest.mark.treg
EKSEMPEL = ROT / "data" / "sample" / "eksempelvik"
FASIT = tomllib.loads((EKSEMPEL / "fasit.toml").read_text(encoding="utf-8"))["undersokelse"]


def kopi(rot):
    shutil.copytree(EKSEMPEL, rot, ignore=shutil.ignore_patterns("FASIT.md", "fasit.toml", "ut"))
    return rot


def kjort(rot):
    kjoring = kjor(rot, ["undersokelse"])
    assert kjoring.returkode == 0
    return rot / "ut" / "undersokelse"


@pytest.fixture(scope="module")
def mappe(tmp_path_factory):
    return kjort(kopi(tmp_path_factory.mktemp("undersokelse") / "prosjekt"))


@pytest.fixture(scope="module")
def rapport(mappe):
    return les(mappe / "notatbok.ipynb", mal="undersokelse")


@pytest.fixture(scope="module")
def tekst(rapport):
    return " ".join(b.innhold if b.er_tekst else b.innhold.klartekst() for b in rapport.biter)


@pytest.fixture(scope="module")
def ordlyd():
    return aapne(EKSEMPEL).tabell("kodebok").set_index("sporsmal")["tekst"].to_dict()


def tabell(rapport, begynner):
    return next(t for t in rapport.deler(Tabell) if t.tittel.startswith(begynner))


def kolonne(t, tittel):
    nr = [k.tittel for k in t.kolonner].index(tittel)
    return {rad[0]: rad[nr] for rad in t.rader}


def test_alle_formatene_er_laget(mappe):
    assert {"rapport.html", "rapport.docx", "tall.xlsx", "notatbok.ipynb", "kvittering.json"} <= {
        f.name for f in mappe.iterdir()
    }


def test_noekkelordene_er_de_plantede_og_brukes_av_de_samme(rapport, tekst):
    ord_ = [r[0] for r in tabell(rapport, "Ord som er typiske").rader]
    forste_par = tabell(rapport, "Ord som brukes av de samme").rader[0]

    assert sorted(ord_) == sorted(FASIT["nokkelord"])
    assert set(forste_par[:2]) == set(FASIT["nokkelord"])
    assert all(f"«{o}»" in tekst for o in FASIT["nokkelord"])


def test_temaet_flest_skriver_om_staar_foerst_og_har_et_sitat(rapport):
    assert tabell(rapport, "Hva svarene handler om").rader[0][0] == FASIT["tema"]
    assert FASIT["tema"] in {r[0] for r in tabell(rapport, "Sitater").rader}


def test_naboene_foelger_trivselen_tettest_og_rapporten_sier_at_det_ikke_er_aarsak(rapport, ordlyd):
    d = tabell(rapport, "Sammenhengen alene")
    forbehold = next(b for b in rapport.deler(Boks) if b.slag == "forbehold")

    assert d.rader[0][0] == ordlyd[FASIT["driver"]["sterkest"]]
    assert "ikke en årsak" in forbehold.tittel
    assert ordlyd[FASIT["driver"]["helhet"]] in forbehold.tekst


def test_bussen_med_ny_ordlyd_er_ikke_sammenliknet_og_det_staar_hvorfor(rapport, tekst, ordlyd):
    buss = ordlyd[FASIT["nytt_i_2025"]]

    assert buss not in kolonne(tabell(rapport, "Nå og sist"), "Endring")
    assert (
        f"«{buss}» er ikke sammenliknet. Grunnen: spørsmålet ble ikke stilt med denne ordlyden i 2019"
        in tekst
    )


def test_bare_moeteplassene_er_sikkert_endret_og_den_minste_synlige_endringen_staar(rapport, ordlyd):  # fmt: skip
    t = tabell(rapport, "Nå og sist")

    assert {s for s, o in kolonne(t, "Endret?").items() if o in ("opp", "ned")} == {ordlyd["moteplass"]}  # fmt: skip
    assert all(8 <= v <= 16 for v in kolonne(t, "Minste synlige").values())


def test_de_vektede_svarene_ligger_naer_sannheten(rapport, ordlyd):
    vist = kolonne(tabell(rapport, "Hvert spørsmål"), "Andel positive svar")
    spenn = kolonne(tabell(rapport, "Hvert spørsmål"), "Trolig mellom")
    sanne = {k: v["2025"] * 100 for k, v in FASIT["sann_andel_omraade"].items() if "2025" in v}
    dekket = [
        float(spenn[ordlyd[k]].split("\u00a0til\u00a0")[0]) - 0.5 <= sann <= float(spenn[ordlyd[k]].split("\u00a0til\u00a0")[1]) + 0.5
        for k, sann in sanne.items()
    ]  # fmt: skip

    assert max(abs(vist[ordlyd[k]] - sann) for k, sann in sanne.items()) < 10
    assert sum(dekket) >= len(dekket) - 2


def test_frafallet_vises_som_figur_med_de_unge(rapport):
    f = next(f for f in rapport.deler(Figur) if f.tittel.startswith("De som svarte"))

    assert "16–34 år" in f.alt
    assert f.png[:4] == b"\x89PNG"


def test_personopplysningene_staar_ingen_steder_og_kontrollen_har_dem_i_koe(mappe):
    raatt = [
        (mappe / f).read_text(encoding="utf-8")
        for f in ("rapport.html", "notatbok.ipynb", "kvittering.json")
    ]
    for arkiv in ("rapport.docx", "tall.xlsx"):
        with zipfile.ZipFile(mappe / arkiv) as z:
            raatt += [z.read(n).decode("utf-8", "ignore") for n in z.namelist() if n.endswith(".xml")]  # fmt: skip
    hemmelig = FASIT["personopplysninger"]["skjules"]
    koe = [f for f in aapne(EKSEMPEL).funn if f.kode == "K951"]

    assert not [h for h in hemmelig for r in raatt if h in r]
    assert sum(f.antall for f in koe) == FASIT["personopplysninger"]["venter"]


def test_ingenting_under_fem_personer_staar_i_tabellene_om_aapne_svar(rapport):
    for begynner in ("Hva svarene handler om", "Ord som er typiske", "Ord som brukes av de samme"):
        t = tabell(rapport, begynner)
        antall = [
            v
            for rad in t.rader
            for v, k in zip(rad, t.kolonner, strict=True)
            if k.enhet == "antall" and not isinstance(v, Symbol)
        ]

        assert min(antall) >= 5


def test_det_vi_ikke_kan_si_nevner_frafall_aarsak_og_aapne_svar(rapport):
    ikke = " ".join(rapport.deler(Setninger)[0].kan_ikke_si)

    assert all(o in ikke for o in ("ikke svarte", "fører til", "åpne svarene", "uendret"))


def test_uten_aapne_svar_og_helhet_kommer_rapporten_likevel(tmp_path):
    rot = kopi(tmp_path / "lite")
    fil = rot / "data" / "undersokelse.xlsx"
    ark = pd.read_excel(fil, sheet_name=None, dtype=object, engine="calamine")
    ark["Kodebok"] = ark["Kodebok"].drop(columns="helhet")
    with pd.ExcelWriter(fil) as ut:
        for navn in ("Kodebok", "Runder", "Svar"):
            ark[navn].to_excel(ut, sheet_name=navn, index=False)

    rapport = les(kjort(rot) / "notatbok.ipynb", mal="undersokelse")

    mangler = " ".join(b.klartekst() for b in rapport.deler(Boks) if b.slag == "mangler")
    assert "Åpne svar" in mangler
    assert "kolonnen Helhet" in mangler
    assert tabell(rapport, "Hvert spørsmål")
