"""Svarfiler: hvem som kan kjennes igjen, og hva porten slipper gjennom."""

from __future__ import annotations

import tomllib

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metodikk.grunn.feil import BrukFeil, DataFeil, PersonvernStopp
from metodikk.metoder.prikking import Grenser, gjenkjennelige, klarer_svarfil
from tests.conftest import ROT

FASIT = tomllib.loads((ROT / "tests/fasit/francdat.toml").read_text(encoding="utf-8"))
FRANCDAT = pd.DataFrame({n: FASIT[n] for n in (*FASIT["nokler"], "w")})


def svar(**kolonner) -> pd.DataFrame:
    """Tolv svar: seks unge og seks eldre i samme sone."""
    return pd.DataFrame(
        {"sone": "1", "alder": ["ung"] * 6 + ["eldre"] * 6, "skaar": [1, 2, 3] * 4, **kolonner}
    )


def klart(data, **valg):
    return klarer_svarfil(data, nokler=["sone", "alder"], **valg)


def test_francdat_gir_de_samme_tallene_som_sdcmicro():
    g = gjenkjennelige(FRANCDAT, FASIT["nokler"], vekt="w")

    assert g.rader["like"].tolist() == FASIT["like"]
    assert g.rader["i_befolkningen"].tolist() == FASIT["i_befolkningen"]
    assert (g.k, g.unike, len(g.kombinasjoner)) == (1, 4, 6)


def test_manglende_kjennetegn_er_en_egen_kombinasjon():
    g = gjenkjennelige(
        pd.DataFrame({"sone": ["1", "1", None], "alder": ["a", "a", "a"]}), ["sone", "alder"]
    )

    assert g.rader["like"].tolist() == [2, 2, 1]
    assert "i_befolkningen" not in g.rader


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("123"), st.sampled_from("ab")), min_size=1, max_size=40))
def test_like_er_antallet_rader_med_samme_kjennetegn(rader):
    g = gjenkjennelige(pd.DataFrame(rader, columns=["sone", "alder"]), ["sone", "alder"])

    assert g.rader["like"].tolist() == [rader.count(r) for r in rader]
    assert g.kombinasjoner["like"].sum() == len(rader)
    assert g.kombinasjoner["like"].is_monotonic_increasing


@pytest.mark.parametrize(("unge", "stopper"), [(4, True), (5, False)])
def test_faerre_enn_k_like_stopper_filen(unge, stopper):
    data = svar().iloc[6 - unge :]

    if stopper:
        with pytest.raises(PersonvernStopp, match=r"K910.*4 svar.*Uten «alder» gjelder det 0"):
            klart(data)
    else:
        assert len(klart(data).tabell) == 11


def test_k_kan_strammes_men_ikke_losnes():
    with pytest.raises(PersonvernStopp, match="K910"):
        klart(svar(), k=7)
    with pytest.raises(BrukFeil, match="K890"):
        klart(svar(), k=4)
    assert klart(svar().iloc[2:10], k=4, grenser=Grenser.fra("ssb")).opplysninger["k"] == 4


FRITT = [
    "Bra",
    "Mer lys",
    "Naboen Yasmin bråker",
    "Ring meg på 22 33 44 55",
    "",
    None,
    "Bra",
    "Ok",
    "Fint",
    "Ok",
    "Bra",
    "Bra",
]


def test_svar_med_navn_ligger_i_ko_uten_teksten_og_er_ikke_med():
    k = klart(svar(fritt=FRITT), fritekst=["fritt"])

    assert k.opplysninger["ko"] == [{"rad": 2, "kolonne": "fritt", "mistanke": "navn"}]
    assert len(k.tabell) == 11
    assert not k.tabell["fritt"].astype(str).str.contains("Yasmin").any()
    assert "Yasmin" not in str(k.opplysninger) + k.grunnlag


def test_godkjente_svar_er_med_men_telefonnummer_er_fortsatt_skjult():
    data = svar(fritt=FRITT)
    data.loc[2, "fritt"] = "Torget ved Yasmin, tlf 22 33 44 55"

    k = klart(data, fritekst=["fritt"], godkjent=[2])

    assert k.opplysninger["ko"] == []
    assert len(k.tabell) == 12
    assert (
        k.tabell["fritt"].astype(str).str.contains("[telefonnummer skjult]", regex=False).sum() == 2
    )
    assert not k.tabell["fritt"].astype(str).str.contains("22 33").any()


def test_svarene_i_koen_teller_ikke_med_naar_andre_skal_vaere_mange_nok():
    data = svar(fritt=["Naboen Yasmin", "Bussen til Omar", *["Bra"] * 10])

    with pytest.raises(PersonvernStopp, match="K910"):
        klart(data, fritekst=["fritt"])
    assert len(klart(data, fritekst=["fritt"], godkjent=[0, 1]).tabell) == 12


def test_kjente_steder_stopper_ikke_svaret():
    data = svar(fritt=["Benker i Nordre Brygge"] + ["Bra"] * 11)

    assert klart(data, fritekst=["fritt"], kjente_ord=["Nordre Brygge"]).opplysninger["ko"] == []


def test_tekst_som_ikke_er_oppgitt_som_fritekst_leses_ogsaa():
    data = svar(kommentar=["Snakk med Kari"] + ["Bra"] * 11)

    assert klart(data).opplysninger["ko"] == [
        {"rad": 0, "kolonne": "kommentar", "mistanke": "navn"}
    ]


@pytest.mark.parametrize("kolonne", [
    [f"k{i}" for i in range(12)], pd.date_range("2025-01-01", periods=12, freq="h"),
])  # fmt: skip
def test_kolonne_som_er_ulik_paa_hver_rad_stopper(kolonne):
    with pytest.raises(PersonvernStopp, match="K911"):
        klart(svar(kjenner=kolonne))


def test_lopenummer_stopper_men_vekter_og_skaar_slipper_gjennom():
    stor = pd.concat([svar()] * 3, ignore_index=True)

    with pytest.raises(PersonvernStopp, match="K911"):
        klart(stor.assign(nr=range(1001, 1037)))
    assert len(klart(stor.assign(vekt=[1 + i / 7 for i in range(36)])).tabell) == 36


def test_radene_ordnes_saa_ingen_ser_hvem_som_svarte_naar():
    data = svar().sample(frac=1, random_state=1)

    t = klart(data).tabell

    assert t["alder"].tolist() == ["eldre"] * 6 + ["ung"] * 6
    assert t.index.tolist() == [*range(12)]


@pytest.mark.parametrize(("feil", "data", "valg"), [
    (BrukFeil, svar(), {"godkjent": [99]}), (DataFeil, svar(), {"fritekst": ["finnes_ikke"]}),
    (DataFeil, svar().set_index("sone", drop=False), {}),
])  # fmt: skip
def test_det_som_ikke_kan_kontrolleres_stopper(feil, data, valg):
    with pytest.raises(feil):
        klart(data, **valg)


def test_tom_svarfil_og_uendret_inndata():
    data = svar(fritt=FRITT)
    foer = data.copy()

    gjenkjennelige(data, ["sone"])
    klart(data, fritekst=["fritt"])
    tom = klart(data.iloc[:0], mangler="Ingen svar.")

    pd.testing.assert_frame_equal(data, foer)
    assert tom.tabell.empty
    assert tom.opplysninger["mangler"] == "Ingen svar."
