"""Reglene for kodede samtaler og stedsbilder: hver kode med en feil og uten."""

from __future__ import annotations

import pytest

from metodikk.grunn.typer import Alvor
from tests.inn.prosjekthjelp import ett, funnet, les, sporsmal


def utsagn(**endret) -> dict:
    return {"utsagn": "S01", "kilde_slag": "intervju", "informant": "I01", "gruppe": "ungdom", "bor_her": "ja",
            "akse": "stedsbilde", "kode": "mørkt", "retning": "negativ", "sted": None, "tid": "kveld",
            "kode2": "mørkt", "retning2": "negativ", "sitat": "Det er mørkt der.", "godkjent": "ja", **endret}  # fmt: skip


def mange(n: int = 40, **endret) -> list[dict]:
    """Nok informanter på begge sider og nok dobbeltkodede til at ingen regel slår ut."""
    return [
        utsagn(utsagn=f"S{i:02}", informant=f"I{i:02}", gruppe=("ungdom", "besøkende")[i % 2],
               bor_her=("ja", "nei")[i % 2], **endret)
        for i in range(1, n + 1)
    ]  # fmt: skip


def bilde(**endret) -> dict:
    return {"kode": "mørkt", "tekst": "Det er mørkt.", "maalt_med": "trygg", "paastand": "lavere", **endret}  # fmt: skip


def test_rene_tabeller_gir_ingen_funn():
    assert [
        f.kode for f in les(stedskoder=mange(), stedsbilder=[bilde()], kodebok=[sporsmal()]).funn
    ] == []


@pytest.mark.parametrize(
    ("kode", "feil", "fant", "alvor"),
    [
        ("K580", {"informant": None}, "1 utsagn fra samtaler", Alvor.ADVARSEL),
        ("K581", {"gruppe": None}, "1 utsagn", Alvor.ADVARSEL),
        ("K582", {"retning": "for"}, "«for»", Alvor.ADVARSEL),
        ("K582", {"akse": "stedsbruk", "retning2": None}, "«negativ»", Alvor.ADVARSEL),
        ("K583", {"informant": "I01"}, "1 løpenummer", Alvor.ADVARSEL),
        ("K584", {"sitat": "Bodd her siden 1987."}, "1 sitater med tall", Alvor.ADVARSEL),
        ("K585", {"gruppe": "nye"}, "grupper med færre enn 5 informanter", Alvor.INFO),
    ],
)
def test_en_rad_med_feilen_gir_ett_funn(kode, feil, fant, alvor):
    rader = mange()
    rader[1] |= feil

    f = ett(kode, stedskoder=rader)

    assert (f.fant, f.alvor) == (fant, alvor)


def test_media_og_observasjon_trenger_ikke_informant():
    media = utsagn(utsagn="M1", kilde_slag="media", informant=None, gruppe=None, bor_her=None)

    funn = les(stedskoder=[*mange(), media]).funn

    assert not {"K580", "K581"} & {f.kode for f in funn}


def test_tall_i_et_sitat_som_ikke_er_godkjent_er_ikke_noe_funn():
    assert not funnet("K584", stedskoder=mange(sitat="I 6B.", godkjent="nei"))


def test_loepenummer_og_sitat_staar_aldri_i_en_melding():
    rader = mange()
    rader[1] |= {"informant": "I01", "sitat": "Hemmelig 1987"}

    meldinger = repr(les(stedskoder=rader).funn)

    assert "K583" in meldinger
    assert "Hemmelig" not in meldinger
    assert "I01" not in meldinger


def test_for_faa_dobbeltkodede_gir_en_advarsel():
    assert ett("K586", stedskoder=mange(kode2=None)).fant == "0 utsagn kodet av to"


def test_stedsbilde_ingen_har_sagt_gir_en_advarsel():
    f = ett("K587", stedskoder=mange(), stedsbilder=[bilde(), bilde(kode="mrøkt")])

    assert (f.fant, f.tabell, f.celle) == ("mrøkt", "stedsbilder", "A3")


@pytest.mark.parametrize("feil", [{"paastand": None}, {"maalt_med": None}])
def test_stedsbilde_med_bare_halve_koblingen_gir_en_advarsel(feil):
    assert ett("K588", stedskoder=mange(), stedsbilder=[bilde(**feil)]).fant == "mørkt"


def test_stedsbilde_uten_tall_er_lov():
    rader = [bilde(maalt_med=None, paastand=None)]

    assert not funnet("K588", stedskoder=mange(), stedsbilder=rader)


def test_bare_stemmer_innenfra_meldes():
    rader = [u | {"bor_her": "ja"} for u in mange()]

    assert ett("K589", stedskoder=rader).fant == "alle informantene bor i området"
