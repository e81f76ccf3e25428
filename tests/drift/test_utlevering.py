"""«metodikk utlever»: filen verner den som har svart, og ingenting ubesvart slipper ut."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from openpyxl import load_workbook

from metodikk.cli import kjor_kommando
from metodikk.drift.ny import lag_prosjekt as nytt_prosjekt
from metodikk.drift.svartabell import _par
from metodikk.grunn.kataloger import katalog
from metodikk.grunn.skjema import skjema, tabeller
from tests.drift.lite import lag_prosjekt

HODE = "respondent;runde;sone;kjonn;aldersgruppe;vekt;trygg;kommentar"
ALDRE = ("16–34 år", "35–49 år", "50–66 år", "67 år og over")
NAVN = "Naboen Yasmin hjelper oss"


def _linjer(kommentarer: dict[int, str], ekstra=()) -> list[str]:
    """Seks av hver: tre soner, to kjønn og fire aldersgrupper."""
    like = [(s, k, a) for s in (1, 2, 3) for k in ("kvinner", "menn") for a in ALDRE for _ in range(6)]  # fmt: skip
    rader = [
        f"25-{nr:04};2025;009900000{s};{k};{a};1;{1 + nr % 5};{kommentarer.get(nr, '')}"
        for nr, (s, k, a) in enumerate(like)
    ]
    return [HODE, *rader, *ekstra]


@pytest.fixture
def prosjekt(tmp_path):
    rot = lag_prosjekt(tmp_path / "p")
    for navn, linjer in {
        "kodebok": ["sporsmal;tema;tekst;minst;hoyest;fornoyd_fra;vet_ikke", "trygg;trygghet;Hvor trygg er du?;1;5;4;9"],
        "runder": ["runde;modus;trekkmaate;invitert", "2025;web;tilfeldig utvalg;900"],
        "svar": _linjer({}),
    }.items():  # fmt: skip
        _skriv(rot, navn, linjer)
    return rot


def _skriv(rot, navn, linjer):
    (rot / "data" / f"{navn}.csv").write_text("\n".join(linjer) + "\n", encoding="utf-8")


@pytest.fixture
def utlever(prosjekt, capsys):
    """Kjør kommandoen med kommentarene, og gi koden og svaret som data."""

    def utlever(*valg, kommentarer=None, ekstra=()):
        if kommentarer is not None or ekstra:
            _skriv(prosjekt, "svar", _linjer(kommentarer or {}, ekstra))
        kode = kjor_kommando(["utlever", str(prosjekt), *valg, "--json"])
        return kode, json.loads(capsys.readouterr().out)

    return utlever


FRI = ("--fritekst", "kommentar")


def _rader(rot, ark="Svar"):
    hode, *rader = load_workbook(rot / "ut/utlevering/undersokelse.xlsx")[ark].iter_rows(values_only=True)  # fmt: skip
    return [dict(zip(hode, r, strict=True)) for r in rader]


def _svar_paa(fil, *, avgjorelse, ordene=None, tekst=""):
    bok = load_workbook(fil)
    for rad in bok.active.iter_rows(min_row=6):
        if tekst in str(rad[2].value):
            rad[5].value = avgjorelse
            if ordene is not None:
                rad[4].value = ordene
    bok.save(fil)


def _bytes(mappe):
    return {f.name: f.read_bytes() for f in mappe.iterdir()} if mappe.is_dir() else {}


def test_filen_har_svarene_uten_loepenummer_og_uten_kolonner_ingen_har_bedt_om(prosjekt, utlever):
    kode, svar = utlever(kommentarer={3: NAVN})

    assert (kode, svar["rader"], svar["gjort_grovere"]) == (0, 144, {})
    rader = _rader(prosjekt)
    assert list(rader[0]) == ["runde", "sone", "kjonn", "aldersgruppe", "vekt", "trygg"]
    assert set(svar["tatt_bort"]) == {"respondent", "kommentar"}
    hele = b"".join(_bytes(prosjekt / "ut/utlevering").values())
    assert b"Yasmin" not in hele
    assert not (prosjekt / "lesing").exists()


def test_en_unik_kombinasjon_gjoer_kjennetegnene_grovere(prosjekt, utlever):
    en = "25-9999;2025;0099000003;ukjent;67 år og over;1;1;"

    kode, svar = utlever(ekstra=[en])

    assert kode == 0
    rader = _rader(prosjekt)
    grupper = Counter(tuple(r[n] for n in svar["kjennetegn"]) for r in rader)
    assert min(grupper.values()) >= 5
    assert not any(r["kjonn"] == "ukjent" for r in rader)
    assert svar["ikke_vist"] + svar["holdt_tilbake"] >= 1 or svar["gjort_grovere"] or len(svar["tatt_bort"]) > 2  # fmt: skip


@pytest.mark.parametrize("k", [5, 7, 13, 40])
def test_strengere_krav_gir_stoerre_grupper(prosjekt, utlever, k):
    kode, svar = utlever("--minst-like", str(k))

    assert (kode, svar["minst_like"]) == (0, k)
    grupper = Counter(tuple(r[n] for n in svar["kjennetegn"]) for r in _rader(prosjekt))
    assert min(grupper.values()) >= k


def test_kravet_kan_ikke_loesnes(prosjekt, utlever):
    kode, svar = utlever("--minst-like", "4")

    assert kode != 0
    assert svar["funn"][0]["kode"] == "K890"
    assert not (prosjekt / "ut/utlevering").exists()


def test_ubesvart_koe_nekter_og_skriver_ingenting_til_utlevering(prosjekt, utlever):
    kode, svar = utlever(*FRI, kommentarer={3: NAVN, 9: NAVN, 20: "Fint"})

    assert kode == svar["returkode"] == 4
    assert [f["kode"] for f in svar["funn"]] == ["K913"]
    assert svar["funn"][0]["tittel"].startswith("Ett svar må leses")
    assert "lesing/undersokelse.xlsx" in svar["funn"][0]["slik_retter_du"]
    assert not (prosjekt / "ut/utlevering").exists()
    ark = load_workbook(prosjekt / "lesing/undersokelse.xlsx").active
    assert [c.value for c in ark[6]][2:6] == [NAVN, "navn", "Yasmin", None]
    assert (prosjekt / "lesing/.gitignore").read_text("utf-8").endswith("*\n")


def test_besvart_koe_slipper_svarene_ut_slik_det_er_bestemt(prosjekt, utlever):
    utlever(
        *FRI, kommentarer={3: NAVN, 9: "Kari i Storgata 5 bråker", 20: "Ola er grei", 30: "Fint"}
    )
    ark = prosjekt / "lesing/undersokelse.xlsx"
    _svar_paa(ark, tekst="Yasmin", avgjorelse=" Godkjenn ")
    _svar_paa(ark, tekst="Kari", avgjorelse="masker", ordene="kari; Storgata 5")
    _svar_paa(ark, tekst="Ola", avgjorelse="utelat")
    foer = _bytes(prosjekt / "lesing")

    kode, svar = utlever(*FRI)

    assert kode == 0
    tekster = {r["kommentar"] for r in _rader(prosjekt)} - {None}
    assert tekster == {NAVN, "[navn skjult] i [navn skjult] bråker", "[svaret er holdt tilbake]", "Fint"}  # fmt: skip
    assert svar["fritekst"]["kommentar"] == {"skjult": 1, "lest": 3, "godkjenn": 1, "masker": 1, "utelat": 1}  # fmt: skip
    assert _bytes(prosjekt / "lesing") == foer


def test_halvt_besvart_koe_nekter_og_den_forrige_filen_staar(prosjekt, utlever):
    assert utlever(*FRI, kommentarer={1: "Fint"})[0] == 0
    forrige = _bytes(prosjekt / "ut/utlevering")
    utlever(*FRI, kommentarer={3: NAVN, 9: "Spør Kari"})
    _svar_paa(prosjekt / "lesing/undersokelse.xlsx", tekst="Yasmin", avgjorelse="godkjenn")

    assert utlever(*FRI)[0] == 4
    assert _bytes(prosjekt / "ut/utlevering") == forrige
    assert len(list((prosjekt / "lesing").glob("*.xlsx"))) == 1


def test_koe_som_ikke_passer_lenger_brukes_ikke_og_det_nye_maa_leses(prosjekt, utlever):
    utlever(*FRI, kommentarer={3: NAVN})
    _svar_paa(prosjekt / "lesing/undersokelse.xlsx", avgjorelse="godkjenn")
    foer = (prosjekt / "lesing/undersokelse.xlsx").read_bytes()

    kode, svar = utlever(*FRI, kommentarer={3: NAVN + " hver dag"})

    assert kode == 4
    assert [f["kode"] for f in svar["funn"]] == ["K913", "K914"]
    assert "lesing/undersokelse-2.xlsx" in svar["funn"][0]["slik_retter_du"]
    assert (prosjekt / "lesing/undersokelse.xlsx").read_bytes() == foer
    _svar_paa(prosjekt / "lesing/undersokelse-2.xlsx", avgjorelse="godkjenn")
    kode, svar = utlever(*FRI)
    assert (kode, [f["kode"] for f in svar["funn"]]) == (0, ["K914"])
    assert NAVN + " hver dag" in {r["kommentar"] for r in _rader(prosjekt)}


@pytest.mark.parametrize(("avgjorelse", "ordene", "fant"), [
    ("ok", None, "ok"), ("masker", "", "ingen ord"), ("masker", "Yasmin; Per", "1 ord som ikke står i svaret"),
])  # fmt: skip
def test_en_avgjoerelse_som_ikke_kan_brukes_sier_hvor_og_nekter(
    prosjekt, utlever, avgjorelse, ordene, fant
):
    utlever(*FRI, kommentarer={3: NAVN})
    _svar_paa(prosjekt / "lesing/undersokelse.xlsx", avgjorelse=avgjorelse, ordene=ordene)

    kode, svar = utlever(*FRI)

    assert kode == 1
    funn = svar["funn"][0]
    assert (funn["kode"], funn["fant"], funn["fil"]) == ("K915", fant, "lesing/undersokelse.xlsx")
    assert funn["celle"] == ("F6" if avgjorelse == "ok" else "E6")
    assert not (prosjekt / "ut/utlevering").exists()


def test_to_ulike_avgjoerelser_om_det_samme_svaret_nekter(prosjekt, utlever):
    utlever(*FRI, kommentarer={3: NAVN})
    ark = prosjekt / "lesing/undersokelse.xlsx"
    _svar_paa(ark, avgjorelse="godkjenn")
    kopi = prosjekt / "lesing/undersokelse-2.xlsx"
    kopi.write_bytes(ark.read_bytes())
    _svar_paa(kopi, avgjorelse="utelat")

    kode, svar = utlever(*FRI)

    assert (kode, svar["funn"][0]["kode"]) == (1, "K915")


def test_en_koefil_som_er_oedelagt_nekter(prosjekt, utlever):
    utlever(*FRI, kommentarer={3: NAVN})
    (prosjekt / "lesing/undersokelse.xlsx").write_bytes(b"ikke excel")

    kode, svar = utlever(*FRI)

    assert (kode, svar["funn"][0]["kode"]) == (1, "K915")


def test_foedselsnummer_i_fri_tekst_er_skjult_i_filen_og_i_koen(prosjekt, utlever):
    tekster = {3: "Mitt nummer er 130972 48022", 9: "Kari har 13097248022 og tlf 22 33 44 55"}
    kode, _ = utlever(*FRI, kommentarer=tekster)
    assert kode == 4
    _svar_paa(prosjekt / "lesing/undersokelse.xlsx", avgjorelse="masker", ordene="Kari")

    assert utlever(*FRI)[0] == 0

    tekst = " ".join(str(r["kommentar"]) for r in _rader(prosjekt))
    assert "Mitt nummer er [fødselsnummer skjult]" in tekst
    ko = load_workbook(prosjekt / "lesing/undersokelse.xlsx").active["C6"].value
    for t in (tekst, ko):
        assert "48022" not in t
        assert "33 44" not in t
    assert "Kari" not in tekst


def test_foedselsnummer_utenfor_den_frie_teksten_stopper_alt(prosjekt, utlever):
    kode, svar = utlever(kommentarer={3: "Mitt nummer er 13097248022"})

    assert (kode, svar["funn"][0]["kode"]) == (4, "K601")
    assert not (prosjekt / "ut/utlevering").exists()


def test_en_kolonne_for_personopplysninger_er_ikke_fri_tekst(prosjekt, utlever):
    linjer = [linje.replace("kommentar", "telefon") for linje in _linjer({3: "hei"})]
    _skriv(prosjekt, "svar", linjer)

    kode, svar = utlever("--fritekst", "telefon")

    assert (kode, svar["funn"][0]["kode"]) == (4, "K604")


def test_en_tekst_som_likner_en_formel_blir_aldri_en_formel(prosjekt, utlever):
    assert utlever(*FRI, kommentarer={3: "=2+3", 4: "@hei"})[0] == 0

    ark = load_workbook(prosjekt / "ut/utlevering/undersokelse.xlsx")["Svar"]
    celler = [c for rad in ark.iter_rows() for c in rad if c.value in ("=2+3", "@hei")]
    assert [(c.data_type, c.quotePrefix) for c in celler] == [("s", True)] * 2


def test_vet_ikke_har_koden_fra_kodeboka(prosjekt, utlever):
    linjer = [linje.replace(";1;4;", ";1;9;") for linje in _linjer({})]
    _skriv(prosjekt, "svar", linjer)

    assert utlever()[0] == 0
    assert {r["trygg"] for r in _rader(prosjekt)} == {1, 2, 3, 5, 9}
    assert _rader(prosjekt, "Spørsmål")[0]["vet ikke"] == 9


@pytest.mark.parametrize(("valg", "kode", "melding", "forslag"), [
    (("--fritekst", "komentar"), 2, "K916", "kommentar"), (("--fritekst", "trygg"), 2, "K916", ""),
    (("--tabell", "undersokelsen"), 2, "K917", "undersokelse"),
])  # fmt: skip
def test_skrivefeil_faar_forslag(prosjekt, utlever, valg, kode, melding, forslag):
    fikk, svar = utlever(*valg)

    assert (fikk, svar["funn"][0]["kode"]) == (kode, melding)
    assert forslag in svar["funn"][0].get("forslag", "")


def test_uten_svar_sies_det_fra(tmp_path, capsys):
    rot = lag_prosjekt(tmp_path / "uten")

    assert kjor_kommando(["utlever", str(rot), "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["funn"][0]["kode"] == "K918"


def test_feil_i_svarene_maa_rettes_foerst(prosjekt, utlever):
    kode, _ = utlever(ekstra=["25-9999;2025;0099000077;kvinner;67 år og over;1;1;"])

    assert kode == 1
    assert not (prosjekt / "ut/utlevering").exists()


def test_faerre_enn_k_svar_i_alt_gis_ikke_videre(prosjekt, utlever):
    _skriv(prosjekt, "svar", _linjer({})[:5])

    kode, svar = utlever()

    assert kode == 0
    assert (svar["rader"], svar["holdt_tilbake"]) == (0, 4)


HVA = "Hva er viktigst?"
APNE = ("--fritekst", "apne_svar")


def _apne(rot, *linjer):
    _skriv(rot, "apne_svar", ["respondent;runde;sporsmal;tekst;godkjent", *linjer])


def test_aapne_svar_foelger_med_svarene_gjennom_filter_og_koe(prosjekt, utlever):
    _apne(prosjekt, f"25-0003;2025;{HVA};{NAVN};ja", f"25-0009;2025;{HVA};Ring 22 33 44 55;nei",
          "25-0009;2025;Noe mer?;Mer lys;nei", f"99-0001;2025;{HVA};Fra en vi ikke har;nei")  # fmt: skip

    kode, svar = utlever(*APNE)

    assert (kode, svar["funn"][0]["kode"]) == (4, "K913")
    assert not (prosjekt / "ut/utlevering").exists()
    _svar_paa(prosjekt / "lesing/undersokelse.xlsx", avgjorelse="masker", ordene="Yasmin")

    kode, svar = utlever(*APNE)

    assert kode == 0
    rader = _rader(prosjekt)
    assert {r[HVA] for r in rader} - {None} == {"Naboen [navn skjult] hjelper oss", "Ring [telefonnummer skjult]"}  # fmt: skip
    (samme,) = (r for r in rader if r["Noe mer?"])
    assert samme[HVA].startswith("Ring")
    assert svar["tatt_bort"]["1 åpne svar"] == "Den som skrev, har ingen rad blant svarene."
    assert {f["fil"] for f in svar["inndata"]} == {"svar.csv", "apne_svar.csv"}
    hele = b"".join(_bytes(prosjekt / "ut/utlevering").values())
    assert b"Yasmin" not in hele


def test_aapne_svar_er_ikke_med_uten_at_noen_ber_om_dem(prosjekt, utlever):
    _apne(prosjekt, f"25-0003;2025;{HVA};Mer lys;ja")

    kode, svar = utlever()

    assert kode == 0
    assert "apne_svar" in svar["tatt_bort"]
    assert HVA not in _rader(prosjekt)[0]


def test_et_spoersmaal_med_samme_navn_som_en_kolonne_faar_sin_egen(prosjekt, utlever):
    _apne(prosjekt, "25-0003;2025;trygg;Mer lys;ja", "25-0004;2025;vekt;Bra;ja")

    assert utlever(*APNE)[0] == 0

    (rad,) = (r for r in _rader(prosjekt) if r["trygg (åpent svar)"])
    assert (rad["trygg (åpent svar)"], rad["vekt"]) == ("Mer lys", 1)


def test_feil_i_de_aapne_svarene_maa_rettes_foerst_naar_de_skal_vaere_med(prosjekt, utlever):
    _apne(prosjekt, f"25-0003;2019;{HVA};Mer lys;ja")

    assert utlever()[0] == 0
    assert utlever(*APNE)[0] == 1


def test_uten_aapne_svar_sies_det_fra(prosjekt, utlever):
    kode, svar = utlever(*APNE)

    assert (kode, svar["funn"][0]["kode"]) == (2, "K916")


@pytest.mark.parametrize(("tabell", "raad"), [
    ("deltakere", "rapporten om medvirkning"), ("stedskoder", "rapporten fra stedsanalysen"),
    ("apne_svar", "--fritekst apne_svar"), ("svar", "--tabell undersokelse"),
    ("befolkning", "står i rapportene"), ("undersoekelse", "Rett navnet"),
])  # fmt: skip
def test_en_tabell_som_ikke_kan_gis_videre_faar_grunnen_og_en_vei(prosjekt, utlever, tabell, raad):
    kode, svar = utlever("--tabell", tabell)

    assert (kode, svar["funn"][0]["kode"]) == (2, "K917")
    assert raad in svar["funn"][0]["slik_retter_du"]


def test_katalogen_sier_noe_om_hver_tabell_der_folk_kan_kjennes_igjen():
    om_folk = {
        t for t in tabeller()
        if skjema(t).personopplysninger
        or any(f.person or f.fritekst or n == "privatperson" for n, f in skjema(t).felt.items())
    }  # fmt: skip
    assert om_folk == {*katalog("utlevering")["ikke"]}
    assert all(f["apne_svar"] in om_folk for f in katalog("utlevering")["filer"].values())


def test_den_samme_filen_igjen_er_lik_og_filene_i_data_er_ikke_roert(prosjekt, utlever):
    data = _bytes(prosjekt / "data")
    utlever(*FRI, kommentarer={3: "Fint"})
    data["svar.csv"] = (prosjekt / "data/svar.csv").read_bytes()
    en = _bytes(prosjekt / "ut/utlevering")

    utlever(*FRI)

    assert _bytes(prosjekt / "ut/utlevering") == en
    assert _bytes(prosjekt / "data") == data


def test_en_fil_noen_har_endret_blir_tatt_vare_paa(prosjekt, utlever):
    utlever()
    (prosjekt / "ut/utlevering/undersokelse.xlsx").write_bytes(b"mine notater")

    assert utlever()[0] == 0

    assert (prosjekt / "ut/egne-endringer/utlevering-1/undersokelse.xlsx").read_bytes() == b"mine notater"  # fmt: skip
    assert len(_rader(prosjekt)) == 144


def _faa_i_resten(rot):
    """Tre av hver i sone 2 og 3, og seks i området."""
    hode, *rader = _linjer({})
    _skriv(rot, "svar", [hode, *(r for i, r in enumerate(rader) if i < 48 or i % 2)])


def test_kvitteringen_sier_hva_som_er_gjort_og_hvorfor(prosjekt, utlever):
    _faa_i_resten(prosjekt)
    utlever()

    k = json.loads((prosjekt / "ut/utlevering/kvittering.json").read_text("utf-8"))
    om = k["utleveringer"]["undersokelse"]
    assert (om["minst_like"], om["rader_i_tabellen"]) == (5, 96)
    assert om["inndata"][0]["fil"] == "svar.csv"
    assert [u["fil"] for u in k["utdata"]] == ["undersokelse.xlsx"]
    tekst = str(_rader(prosjekt, "Om filen"))
    assert list(om["gjort_grovere"]) == ["sone"]
    assert all(f"Gjort grovere: {n}" in tekst for n in om["gjort_grovere"])
    assert "Minst 5 personer deler hver kombinasjon" in tekst


def test_terminalen_sier_det_samme_og_neste_steg(prosjekt, capsys):
    assert kjor_kommando(["utlever", str(prosjekt)]) == 0

    ut = capsys.readouterr().out
    assert "144 svar er klare til å gis videre" in ut
    assert "Tatt bort: respondent" in ut
    assert "Neste steg" in ut


def test_sonene_blir_omraadet_og_resten(prosjekt, utlever):
    _faa_i_resten(prosjekt)
    assert utlever()[0] == 0

    assert {r["sone"] for r in _rader(prosjekt)} == {"Nordre Brygge", "resten av kommunen"}


def test_katalogen_nevner_tabeller_og_felt_som_finnes():
    for om in katalog("utlevering")["filer"].values():
        s = skjema(om["tabell"])
        assert s.personopplysninger
        assert {*om["kjennetegn"], om["person"]} <= {*s.felt}
        assert s.felt[om["person"]].person
        assert not any(s.felt[n].person for n in om["kjennetegn"])
        andre = {*s.felt} - {*om["kjennetegn"], om["person"]}
        assert not andre, f"{andre} gis verken videre eller regnes som kjennetegn"


@pytest.mark.parametrize(("grupper", "ventet"), [
    (ALDRE, {"16–34 år": "16–49 år", "35–49 år": "16–49 år", "50–66 år": "50 år og over", "67 år og over": "50 år og over"}),
    (("ukjent",), {}), (ALDRE[:1], {}),
])  # fmt: skip
def test_aldersgruppene_slaas_sammen_to_og_to(grupper, ventet):
    assert _par(grupper) == ventet


@pytest.mark.treg
def test_eksempelvik_kan_gis_videre_og_to_ganger_gir_det_samme(tmp_path, capsys):
    rot = tmp_path / "eksempelvik"
    nytt_prosjekt(rot, eksempel=True)

    assert kjor_kommando(["utlever", str(rot), "--json"]) == 0

    svar = json.loads(capsys.readouterr().out)
    rader = _rader(rot)
    assert len(rader) == svar["rader"] > 1500
    grupper = Counter(tuple(r[n] for n in svar["kjennetegn"]) for r in rader)
    assert min(grupper.values()) >= svar["minst_like"] == 5
    assert "sone" in svar["kjennetegn"]
    assert "Svarene er oppdiktet." in str(_rader(rot, "Om filen"))
