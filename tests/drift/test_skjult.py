"""«metodikk skjult»: hvert skjulte tall er forklart, og et forslag som brukes, gjør at færre skjules."""

from __future__ import annotations

import json

import pytest

from metodikk.cli import kjor_kommando
from metodikk.drift.kjoring import kjor
from metodikk.drift.kvittering import les_kvittering
from metodikk.drift.ny import lag_prosjekt as nytt_prosjekt
from metodikk.drift.oppsett import les_oppsett
from metodikk.drift.prosjekt import aapne
from metodikk.drift.sammenslag import _utgave
from metodikk.drift.skjult import finn_skjult
from metodikk.grunn.kataloger import katalog
from tests.drift.lite import PROSJEKT, lag_prosjekt

CELLE = {"sone": "omraade", "aar": "2024", "aldersgruppe": "80 år og over", "gjelder": "teller",
         "regel": "liten teller", "verner": ""}  # fmt: skip
NABO = CELLE | {"aldersgruppe": "67–79 år", "regel": "verner naboen omraade · 2024 · 80 år og over",
                "verner": "omraade · 2024 · 80 år og over"}  # fmt: skip


def _kvittering(rot, celler=(CELLE, NABO), mal="kunnskapsgrunnlag"):
    hjem = rot / "ut" / mal
    hjem.mkdir(parents=True, exist_ok=True)
    skjult = [{"del": "Alderen", "antall": len(celler), "celler": list(celler)}] if celler else []
    kvittering = {"mal": mal, "parametere": {}, "sammenslaaing": {}, "skjult": skjult, "utdata": []}
    (hjem / "kvittering.json").write_text(json.dumps(kvittering), encoding="utf-8")


@pytest.fixture
def prosjekt(tmp_path):
    """Et lite prosjekt der få i området er over 80 år, og en rapport som skjuler dem."""
    rot = lag_prosjekt(tmp_path / "prosjekt")
    fil = rot / "data" / "befolkning.csv"
    linjer = [
        f"{linje.rsplit(';', 1)[0]};2" if linje.startswith("0099000001") and "80 år" in linje else linje
        for linje in fil.read_text("utf-8").splitlines()
    ]  # fmt: skip
    fil.write_text("\n".join(linjer) + "\n", encoding="utf-8")
    _kvittering(rot)
    return rot


@pytest.fixture
def si(capsys):
    def si(*argumenter):
        kode = kjor_kommando(["skjult", *(str(a) for a in argumenter)])
        return kode, capsys.readouterr().out

    return si


def test_hvert_skjulte_tall_vises_med_regelen_og_det_leseren_ser(prosjekt, si):
    kode, ut = si(prosjekt, "--json")
    svar = json.loads(ut)

    assert kode == svar["returkode"] == 0
    skjult = {s["celle"]: s for s in svar["rapporter"][0]["skjult"]}
    assert skjult["Nordre Brygge · 80 år og over · 2024"]["regel"] == "liten teller"
    nabo = skjult["Nordre Brygge · 67–79 år · 2024"]
    assert "«Nordre Brygge · 2024 · 80 år og over»" in nabo["analytiker"]
    assert len({s["leser"] for s in skjult.values()}) == 1
    assert nabo["hvor"] == ["Alderen"]


def test_et_forslag_sier_hva_det_viser_og_hva_det_koster(prosjekt, si):
    svar = json.loads(si(prosjekt, "--json")[1])

    forste = svar["forslag"][0]
    assert (forste["nummer"], forste["navn"]) == (1, "67 år og over")
    assert forste["skjult_etter"] < forste["skjult_foer"]
    assert forste["vist_etter"] > forste["vist_foer"]
    assert "«67–79 år» og «80 år og over»" in forste["koster"]


def test_det_sies_fra_naar_den_forrige_utgaven_og_den_nye_sammen_roeper_noe(prosjekt, si):
    """Her vises 67–79 år nå, og 67 år og over etterpå. Da er 80 år og over forskjellen."""
    forste = json.loads(si(prosjekt, "--json")[1])["forslag"][0]

    assert forste["roper"] == 1
    assert "kan de regne ut ett lite tall" in si(prosjekt)[1]
    assert "skal dette forslaget ikke brukes" in si(prosjekt, "--bruk", 1)[1]


def test_bruk_skriver_forslaget_og_sier_neste_steg(prosjekt, si):
    kode, ut = si(prosjekt, "--bruk", 1)

    assert kode == 0
    assert "metodikk kjor" in ut
    oppsett = les_oppsett(prosjekt / "prosjekt.toml")
    assert oppsett.sammenslaaing["aldersgrupper"] == {
        "67 år og over": ("67–79 år", "80 år og over")
    }
    assert (prosjekt / "prosjekt.toml").read_text("utf-8").startswith(PROSJEKT)
    assert "Noe er slått sammen etter at rapportene ble laget" in si(prosjekt)[1]


def test_et_forslag_kan_bygge_paa_det_forrige(prosjekt, si):
    """Fortsatt få etter den første sammenslåingen: den neste tar med gruppen under."""
    fil = prosjekt / "data" / "befolkning.csv"
    linjer = [
        f"{linje.rsplit(';', 1)[0]};1" if linje.startswith("0099000001") and "67–79" in linje else linje
        for linje in fil.read_text("utf-8").splitlines()
    ]  # fmt: skip
    fil.write_text("\n".join(linjer) + "\n", encoding="utf-8")
    (prosjekt / "prosjekt.toml").write_text(
        PROSJEKT + '[personvern]\nmin_teller = 12\n[sammenslaaing.aldersgrupper]\n'
        '"67 år og over" = ["67–79 år", "80 år og over"]\n', encoding="utf-8",
    )  # fmt: skip

    svar = json.loads(si(prosjekt, "--json")[1])
    assert svar["forslag"][0]["deler"] == ["50–66 år", "67 år og over"]
    assert si(prosjekt, "--bruk", 1)[0] == 0
    assert not finn_skjult(prosjekt).forslag


@pytest.mark.parametrize("nummer", [0, 99])
def test_et_nummer_som_ikke_finnes_gir_raad_og_roerer_ikke_filen(prosjekt, si, nummer):
    kode, ut = si(prosjekt, "--bruk", nummer, "--json")

    assert (kode, json.loads(ut)["funn"][0]["kode"]) == (2, "K824")
    assert (prosjekt / "prosjekt.toml").read_text("utf-8") == PROSJEKT


def test_uten_rapporter_faar_brukeren_vite_hva_som_maa_gjoeres(tmp_path, si):
    kode, ut = si(lag_prosjekt(tmp_path / "tomt"), "--json")

    assert (kode, json.loads(ut)["funn"][0]["kode"]) == (2, "K822")


def test_uten_noe_skjult_er_det_ingen_forslag(tmp_path, si):
    rot = lag_prosjekt(tmp_path / "p")
    _kvittering(rot, ())

    kode, ut = si(rot)

    assert kode == 0
    assert "ingen tall er skjult" in ut
    assert "Slik kan mer vises" not in ut


VOLD = CELLE | {"sone": "omraade", "indikator": "anmeldt_vold", "tid": "2021"}
VOLD = {k: v for k, v in VOLD.items() if k not in ("aar", "aldersgruppe")}


@pytest.fixture
def med_vold(tmp_path):
    """Et prosjekt der området har få voldshendelser annethvert år."""
    rot = lag_prosjekt(tmp_path / "vold")
    rader = [
        f"anmeldt_vold;009900000{i};{aar};{3 + 5 * (aar % 2) if i == 1 else 40 + aar % 7};1000"
        for i in (1, 2, 3) for aar in range(2014, 2026)
    ]  # fmt: skip
    fil = rot / "data" / "indikatorer.csv"
    fil.write_text("\n".join(["indikator;sone;aar;teller;nevner", *rader]) + "\n", encoding="utf-8")
    _kvittering(rot, (VOLD,))
    return rot


def test_aarene_kan_slaas_sammen_til_perioder(med_vold, si):
    svar = json.loads(si(med_vold, "--json")[1])["forslag"][0]

    assert (svar["slaa_sammen"], svar["navn"], svar["aar"]) == ("aar", "anmeldt_vold", 2)
    assert svar["deler"][-1] == "2024–2025"
    assert svar["skjult_etter"] < svar["skjult_foer"]
    assert "får 6 punkter, mot 12 nå" in svar["koster"]
    ut = si(med_vold)[1]
    assert "Vis utviklingen for «Anmeldte voldshendelser» i perioder på minst 2 år." in ut


def test_aarene_som_er_slaatt_sammen_gir_det_forslaget_lovet(med_vold, si):
    lovet = finn_skjult(med_vold).forslag[0].etter

    kode, ut = si(med_vold, "--bruk", 1)

    assert (kode, "anmeldt_vold = 2" in ut) == (0, True)
    assert (med_vold / "prosjekt.toml").read_text("utf-8").startswith(PROSJEKT)
    p = aapne(med_vold)
    assert _utgave(p, {"kunnskapsgrunnlag": {}}).omfang == lovet
    assert finn_skjult(med_vold).utdatert


def test_et_forslag_kan_gjoere_periodene_lengre(med_vold, si):
    """To år er ikke nok når det er få hvert år. Tallet i filen byttes ut."""
    fil = med_vold / "prosjekt.toml"
    fil.write_text(PROSJEKT + "[personvern]\nmin_teller = 12\n[sammenslaaing]\naar = { anmeldt_vold = 2 }\n", encoding="utf-8")  # fmt: skip

    forslag = finn_skjult(med_vold).forslag[0]
    assert (forslag.del_, forslag.aar) == ("aar", 3)
    assert si(med_vold, "--bruk", 1)[0] == 0
    assert "{ anmeldt_vold = 3 }" in fil.read_text("utf-8")


@pytest.mark.treg
def test_perioder_i_eksempelvik_gir_faerre_skjulte_tall_i_rapporten(tmp_path):
    rot = tmp_path / "eksempelvik"
    nytt_prosjekt(rot, eksempel=True)
    toml = (rot / "prosjekt.toml").read_text("utf-8")
    assert kjor(rot, ["kunnskapsgrunnlag"], jobber=1).returkode == 0
    foer, svar = _celler(rot, "kunnskapsgrunnlag"), finn_skjult(rot)
    nummer, forslag = next(
        (n, f) for n, f in enumerate(svar.forslag, 1) if f.navn == "anmeldt_vold"
    )

    assert kjor_kommando(["skjult", str(rot), "--bruk", str(nummer)]) == 0
    assert kjor(rot, ["kunnskapsgrunnlag"], jobber=1).returkode == 0

    assert (rot / "prosjekt.toml").read_text("utf-8").startswith(toml)
    assert finn_skjult(rot).antall < len(foer)
    assert _utgave(aapne(rot), {"kunnskapsgrunnlag": {}}).omfang == forslag.etter
    html = (rot / "ut/kunnskapsgrunnlag/rapport.html").read_text("utf-8")
    assert "Anmeldte voldshendelser: perioder på minst 2 år" in html
    assert all(p in html for p in forslag.deler)


@pytest.mark.treg
def test_eksempelvik_har_forklaring_paa_alt_og_et_forslag_som_virker(tmp_path):
    rot = tmp_path / "eksempelvik"
    nytt_prosjekt(rot, eksempel=True)
    toml = (rot / "prosjekt.toml").read_text("utf-8")
    assert kjor(rot, jobber=1).returkode == 0
    svar = finn_skjult(rot)

    for mal in katalog("maler"):
        celler = _celler(rot, mal)
        deler = {d["del"] for d in les_kvittering(rot / "ut" / mal)["skjult"]}
        assert len(svar.skjult[mal]) == len(celler)
        assert {h for s in svar.skjult[mal] for h in s.hvor} == deler
        assert all(s.leser and s.analytiker and s.regel in katalog("skjuleregler") for s in svar.skjult[mal])  # fmt: skip
    foer = sum(len(_celler(rot, mal)) for mal in katalog("maler"))
    assert foer
    assert svar.forslag

    assert kjor_kommando(["skjult", str(rot), "--bruk", "1"]) == 0
    assert (rot / "prosjekt.toml").read_text("utf-8").startswith(toml)
    assert kjor(rot, jobber=1).returkode == 0

    etter = sum(len(_celler(rot, mal)) for mal in katalog("maler"))
    assert etter < foer
    k = les_kvittering(rot / "ut" / "kunnskapsgrunnlag")
    assert k["sammenslaaing"]["soner"] == {svar.forslag[0].navn: list(svar.forslag[0].deler)}
    assert svar.forslag[0].navn in (rot / "ut/evaluering/rapport.html").read_text("utf-8")


def _celler(rot, mal) -> set:
    """Hver skjulte celle i kvitteringen én gang: kolonnene som peker den ut, og regelen."""
    return {
        tuple(sorted((k, v) for k, v in c.items() if k not in ("gjelder", "verner")))
        for d in les_kvittering(rot / "ut" / mal)["skjult"] for c in d.get("celler", ())
    }  # fmt: skip
