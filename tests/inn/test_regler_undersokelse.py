"""Reglene for innbyggerundersøkelsen, prøvd gjennom hele kontrollen."""

from __future__ import annotations

import numpy as np

from metodikk.grunn.typer import Alvor
from tests.inn.prosjekthjelp import ett, folk, funnet, les, runde, sporsmal, svar

KODEBOK = [sporsmal()]


def test_svar_utenfor_skalaen_er_en_feil_i_cellen():
    f = ett("K610", kodebok=KODEBOK, svar=[svar(1), svar(2, trygg=6)])

    assert (f.celle, f.forventet) == ("F3", "Et svar fra 1 til 5.")


def test_nittini_er_trolig_en_kode_for_vet_ikke():
    f = ett("K611", kodebok=KODEBOK, svar=[svar(1), svar(2, trygg=99)])

    assert (f.celle, f.alvor) == ("F3", Alvor.FEIL)


def test_vet_ikke_telles_for_seg_og_aldri_paa_skalaen():
    data = les(kodebok=KODEBOK, svar=[svar(1, trygg=9), svar(2, trygg="Vet ikke"), svar(3)])
    tabell = data.tabeller["svar"]

    assert tabell["trygg_vet_ikke"].tolist() == [True, True, False]
    assert np.isnan(tabell["trygg"][:2]).all()
    assert [f.celle for f in data.funn if f.kode == "K612"] == ["F3"]


def test_svar_utenfor_skalaen_blir_aldri_med_i_snittet():
    data = les(kodebok=KODEBOK, svar=[svar(1, trygg=99), svar(2, trygg=2)])

    assert data.tabeller["svar"]["trygg"].mean() == 2


def test_sporsmaal_i_kodeboka_uten_kolonne_navngis():
    assert ett("K613", kodebok=[*KODEBOK, sporsmal(sporsmal="pent")], svar=[svar()]).fant == "pent"


def test_vekt_null_er_en_feil_men_tom_kolonne_betyr_lik_sjanse():
    assert ett("K614", kodebok=KODEBOK, svar=[svar(1, vekt=0), svar(2, vekt=1)]).celle == "G2"
    assert not funnet("K614", kodebok=KODEBOK, svar=[svar(1, vekt=None), svar(2, vekt=None)])


def test_delvis_tom_vekt_er_en_feil():
    assert ett("K614", kodebok=KODEBOK, svar=[svar(1, vekt=None), svar(2, vekt=1)]).celle == "G2"


def test_ekstrem_vekt_gir_en_advarsel_med_effektivt_antall():
    rader = [svar(n, vekt=1) for n in range(1, 40)] + [svar(40, vekt=40)]
    f = ett("K615", kodebok=KODEBOK, svar=rader)

    assert f.alvor is Alvor.ADVARSEL
    assert "40 svar teller som 4 (2025)" in f.fant


def test_snudd_skala_oppdages_av_at_sporsmaalet_gaar_motsatt_vei():
    rng = np.random.default_rng(4)
    bok = [sporsmal(sporsmal=s) for s in ("a", "b", "utrygg")]
    trygghet = rng.integers(1, 6, 60)
    rader = [{**svar(n), "a": int(t), "b": int(min(5, t + 1)), "utrygg": int(6 - t)}
             for n, t in enumerate(trygghet)]  # fmt: skip
    f = ett("K616", kodebok=bok, svar=rader)

    assert f.kolonne == "utrygg"


def test_ukjent_svarandel_gir_en_advarsel():
    assert ett("K617", runder=[runde(invitert=None)]).alvor is Alvor.ADVARSEL


def test_aapen_lenke_gir_en_advarsel():
    assert ett("K618", runder=[runde(trekkmaate="åpen lenke", invitert=None)]).celle == "C2"
    assert not funnet("K617", runder=[runde(trekkmaate="åpen lenke", invitert=None)])


def test_gruppe_uten_svar_navngis():
    f = ett("K619", kodebok=KODEBOK, svar=[svar()], befolkning=[folk()])

    assert "menn 16–34 år" in f.fant
    assert "kvinner 35–49 år" not in f.fant


def test_skala_der_hoyest_er_lavere_enn_minst_er_en_feil():
    assert ett("K620", kodebok=[sporsmal(minst=5, hoyest=1, fornoyd_fra=4)]).kolonne == "hoyest"


def test_grense_for_fornoyd_utenfor_skalaen_er_en_feil():
    assert ett("K621", kodebok=[sporsmal(fornoyd_fra=6)]).alvor is Alvor.FEIL


def test_kode_for_vet_ikke_paa_skalaen_er_en_feil():
    assert ett("K622", kodebok=[sporsmal(vet_ikke=3)]).kolonne == "vet_ikke"


def test_flere_svar_enn_inviterte_er_en_feil():
    f = ett("K623", kodebok=KODEBOK, svar=[svar(1), svar(2)], runder=[runde(invitert=1)])

    assert f.fant == "2 svar og 1 inviterte"


def test_faa_svar_fra_en_sone_er_til_orientering():
    assert ett("K625", kodebok=KODEBOK, svar=[svar()]).alvor is Alvor.INFO


def test_sporsmaal_ingen_svarte_paa_navngis():
    assert ett("K626", kodebok=KODEBOK, svar=[svar(trygg=None)]).fant == "trygg"


def test_svar_fra_en_runde_som_ikke_er_beskrevet_er_en_feil():
    f = ett("K222", kodebok=KODEBOK, svar=[svar(runde=2024)], runder=[runde()])

    assert (f.kolonne, f.fant) == ("runde", "«2024»")
