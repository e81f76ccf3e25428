"""Kjøringen: det uendrede lages ikke på nytt, én feil stopper ikke de andre, og alt står i kvitteringen."""

from __future__ import annotations

import getpass
import json
import shutil

import pytest

from metodikk.drift.avtrykk import sha256
from metodikk.drift.kjoring import kjor
from metodikk.drift.status import status_for
from metodikk.grunn.feil import BrukFeil
from metodikk.grunn.kataloger import katalog
from tests.drift.lite import PROSJEKT, lag_mal, lag_prosjekt, les_json

MAL = "kunnskapsgrunnlag"


@pytest.fixture
def kjor_her(prosjekt, maler):
    def kjor_(*navn, **valg):
        return kjor(prosjekt, navn or (MAL,), malmappe=maler, **valg)

    return kjor_


def _statuser(kjoring):
    return [r.status for r in kjoring.resultater]


def _rader(mappe, tekst):
    fil = mappe / "data" / "soner.csv"
    fil.write_text(fil.read_text(encoding="utf-8") + tekst, encoding="utf-8")


def test_rapporten_er_hel_og_kvitteringen_stemmer(kjor_her, prosjekt):
    kjoring = kjor_her()

    k = les_json(prosjekt / "ut" / MAL / "kvittering.json")
    assert (kjoring.returkode, k["status"]) == (0, "ferdig")
    assert {f["fil"] for f in k["utdata"]} == {
        "rapport.html",
        "rapport.docx",
        "tall.xlsx",
        "notatbok.ipynb",
    }
    assert all(sha256(prosjekt / "ut" / MAL / f["fil"]) == f["sha256"] for f in k["utdata"])
    assert [(i["fil"], i["rader"]) for i in k["inndata"]] == [
        ("data/soner.csv", 3),
        ("data/befolkning.csv", 48),
    ]
    assert all(sha256(prosjekt / i["fil"]) == i["sha256"] for i in k["inndata"])


@pytest.mark.treg
def test_ingenting_som_lagres_roeper_maskinen_eller_brukeren(kjor_her, prosjekt):
    kjor_her()

    tekst = "".join(
        (prosjekt / "ut" / MAL / f).read_text(encoding="utf-8")
        for f in ("notatbok.ipynb", "kvittering.json", "rapport.html")
    )
    assert str(prosjekt.parent) not in tekst
    assert f"/{getpass.getuser()}/" not in tekst


def test_uendret_lages_ikke_paa_nytt_og_filene_roeres_ikke(kjor_her, prosjekt):
    kjor_her()
    foer = {f.name: f.stat().st_mtime_ns for f in (prosjekt / "ut" / MAL).iterdir()}

    assert _statuser(kjor_her()) == ["uendret"]
    assert {f.name: f.stat().st_mtime_ns for f in (prosjekt / "ut" / MAL).iterdir()} == foer


@pytest.mark.treg
def test_en_rapport_som_er_rettet_for_haand_reddes_og_det_meldes(kjor_her, prosjekt):
    kjor_her()
    (prosjekt / "ut" / MAL / "rapport.html").write_text("rettet for hånd", encoding="utf-8")

    (resultat,) = kjor_her(paa_nytt=True).resultater

    (melding,) = [f for f in resultat.funn if f.kode == "K839"]
    reddet = [
        f
        for f in (prosjekt / "ut").rglob("rapport.html")
        if f.read_text(encoding="utf-8") == "rettet for hånd"
    ]
    assert len(reddet) == 1
    assert reddet[0].parent.relative_to(prosjekt).as_posix() in str(melding)


@pytest.mark.treg
def test_samme_tall_gir_samme_notatbok(kjor_her, prosjekt):
    kjor_her()
    foer = sha256(prosjekt / "ut" / MAL / "notatbok.ipynb")
    _fra_bunnen(prosjekt)

    assert _statuser(kjor_her()) == ["laget"]
    assert sha256(prosjekt / "ut" / MAL / "notatbok.ipynb") == foer


@pytest.mark.treg
def test_endret_tabell_parameter_mal_eller_prosjektfil_lager_rapporten_paa_nytt(
    kjor_her, prosjekt, maler
):
    kjor_her()
    _rader(prosjekt, "0099000009;Vik 9;0099\n")
    assert _statuser(kjor_her()) == ["laget"]
    assert _statuser(kjor_her(valg={"aar": 2020})) == ["laget"]
    lag_mal(maler, ekstra="1 + 1")
    assert _statuser(kjor_her(valg={"aar": 2020})) == ["laget"]
    (prosjekt / "prosjekt.toml").write_text(PROSJEKT.replace("Prøve", "Ny"), encoding="utf-8")
    assert _statuser(kjor_her(valg={"aar": 2020})) == ["laget"]


@pytest.mark.treg
def test_en_fil_malen_ikke_bruker_lager_ikke_rapporten_paa_nytt(kjor_her, prosjekt):
    kjor_her()
    (prosjekt / "data" / "notat.md").write_text("hei", encoding="utf-8")

    assert _statuser(kjor_her()) == ["uendret"]


@pytest.mark.treg
def test_slettet_rapportfil_lages_igjen(kjor_her, prosjekt):
    kjor_her()
    (prosjekt / "ut" / MAL / "rapport.docx").unlink()

    assert _statuser(kjor_her()) == ["laget"]


def test_parametere_naar_fram_som_riktig_type(kjor_her, prosjekt):
    kjor_her(valg={"tema": "0302"})

    bok = (prosjekt / "ut" / MAL / "notatbok.ipynb").read_text(encoding="utf-8")
    assert "Tema 0302 i 2024" in bok
    assert "# Parameters" not in bok
    assert les_json(prosjekt / "ut" / MAL / "kvittering.json")["parametere"] == {"tema": "0302"}


def test_ukjent_parameter_stopper_foer_noe_kjoeres(kjor_her, prosjekt):
    with pytest.raises(BrukFeil, match="K801"):
        kjor_her(valg={"tems": "x"})

    assert not (prosjekt / "ut").exists()


def test_ukjent_mal_stopper_med_forslag(prosjekt):
    with pytest.raises(BrukFeil) as e:
        kjor(prosjekt, ["evalueringen"])

    assert e.value.funn[0].forslag == "Mente du «evaluering»?"


def test_en_mal_som_feiler_stopper_ikke_de_andre(kjor_her, prosjekt, maler):
    lag_mal(maler, "ressurskart", "1 / 0")
    (prosjekt / "data" / "ressurser.csv").write_text(RESSURSER, encoding="utf-8")

    kjoring = kjor_her("ressurskart", MAL)

    assert _statuser(kjoring) == ["feilet", "laget"]
    assert (kjoring.returkode, kjoring.resultater[0].funn[0].kode) == (3, "K834")
    assert not (prosjekt / "ut" / "ressurskart").exists()
    assert "ZeroDivisionError" in (prosjekt / "ut" / "logg" / "ressurskart.txt").read_text(
        encoding="utf-8"
    )


RESSURSER = (
    "ressurs;navn;type;sone;tema;kilde;bekreftet;privatperson\n"
    "R1;Vik frivilligsentral;frivillig organisasjon;0099000001;kultur;kommunen;2025-01-01;nei\n"
)


@pytest.mark.treg
def test_forrige_rapport_staar_naar_den_nye_feiler(kjor_her, prosjekt, maler):
    kjor_her()
    foer = sha256(prosjekt / "ut" / MAL / "rapport.html")
    lag_mal(maler, ekstra="raise SystemExit(0)")

    assert _statuser(kjor_her()) == ["feilet"]
    assert sha256(prosjekt / "ut" / MAL / "rapport.html") == foer


@pytest.mark.parametrize(
    ("feil", "returkode"), [("DataFeil", 1), ("BrukFeil", 2), ("PersonvernStopp", 4)]
)
@pytest.mark.treg
def test_vaare_egne_feil_i_en_celle_beholder_koden_og_returkoden(kjor_her, maler, feil, returkode):
    lag_mal(
        maler,
        ekstra=f"from metodikk.grunn.feil import {feil}\nfrom metodikk.grunn.meldinger import funn\nraise {feil}(funn('K816'))",
    )

    (r,) = kjor_her().resultater

    assert (r.returkode, r.funn[0].kode, r.funn[0].tittel) == (
        returkode,
        "K816",
        "Mappen data/ mangler eller er tom",
    )


@pytest.mark.treg
def test_foedselsnummer_i_det_som_vises_stopper_rapporten(kjor_her, prosjekt, maler):
    lag_mal(maler, ekstra="print('13097248022')")

    kjoring = kjor_her()

    assert (kjoring.returkode, kjoring.resultater[0].funn[0].kode) == (4, "K840")
    assert not (prosjekt / "ut" / MAL).exists()


@pytest.mark.treg
def test_foedselsnummer_i_en_feil_maskeres_i_loggen(kjor_her, prosjekt, maler):
    lag_mal(maler, ekstra="raise ValueError('fant 13097248022')")

    kjor_her()

    logg = (prosjekt / "ut" / "logg" / f"{MAL}.txt").read_text(encoding="utf-8")
    assert "13097248022" not in logg
    assert str(prosjekt) not in logg


@pytest.mark.treg
def test_rapport_som_henger_stanses_av_tidsgrensen(kjor_her, maler):
    lag_mal(maler, ekstra="import time\ntime.sleep(60)")

    (r,) = kjor_her(tidsgrense=1).resultater

    assert (r.status, r.funn[0].kode) == ("feilet", "K835")
    assert r.sekunder < 10


@pytest.mark.treg
def test_prosess_som_doer_gir_beskjed(kjor_her, prosjekt, maler):
    lag_mal(maler, ekstra="import os\nos._exit(9)")

    (r,) = kjor_her().resultater

    assert r.funn[0].kode == "K836"
    assert not list((prosjekt / "ut").glob(".arbeid*"))


@pytest.mark.treg
def test_advarsler_i_koden_kommer_i_loggen_og_ikke_i_rapporten(kjor_her, prosjekt, maler):
    lag_mal(maler, ekstra="import sys\nprint('pass' + ' på', file=sys.stderr)")

    kjor_her()

    assert "pass på" in (prosjekt / "ut" / "logg" / f"{MAL}.txt").read_text(encoding="utf-8")
    assert "pass på" not in (prosjekt / "ut" / MAL / "notatbok.ipynb").read_text(encoding="utf-8")


def test_manglende_tabell_stopper_bare_malen_som_trenger_den(kjor_her, prosjekt, maler):
    lag_mal(maler, "ressurskart")

    kjoring = kjor_her("ressurskart", MAL)

    assert [(r.status, [f.kode for f in r.funn]) for r in kjoring.resultater] == [
        ("feilet", ["K820"]),
        ("laget", []),
    ]


@pytest.mark.treg
def test_uten_navn_lages_det_prosjektet_har_tabeller_til_og_resten_sies(prosjekt, maler):
    for mal in katalog("maler"):
        lag_mal(maler, mal)

    kjoring = kjor(prosjekt, malmappe=maler)

    laget = {r.mal for r in kjoring.resultater if r.status == "laget"}
    mangler = {r.mal: r.mangler for r in kjoring.resultater if r.status == "mangler"}
    assert kjoring.returkode == 0
    assert laget == {MAL}
    assert mangler["ressurskart"] == ("ressurser",)
    assert laget | set(mangler) == set(katalog("maler"))


def test_uten_noen_tabeller_en_mal_trenger_er_det_feil(prosjekt, maler):
    for mal in katalog("maler"):
        lag_mal(maler, mal)
    (prosjekt / "data" / "befolkning.csv").unlink()

    kjoring = kjor(prosjekt, malmappe=maler)

    assert kjoring.returkode == 1
    assert {r.status for r in kjoring.resultater} == {"mangler"}


@pytest.mark.treg
def test_feil_i_en_tabell_stopper_malen_som_bruker_den(kjor_her, prosjekt):
    fil = prosjekt / "data" / "befolkning.csv"
    fil.write_text(
        fil.read_text(encoding="utf-8").replace("0099000002;", "9999999999;"), encoding="utf-8"
    )

    kjoring = kjor_her()

    assert (kjoring.returkode, kjoring.resultater[0].funn[0].kode) == (1, "K821")
    assert len(kjoring.resultater[0].funn) > 1


@pytest.mark.treg
def test_vanlig_kjerne_gir_de_samme_filene(kjor_her, prosjekt):
    kjor_her()
    foer = _innhold(prosjekt)
    _fra_bunnen(prosjekt)

    assert _statuser(kjor_her(i_kjerne=True)) == ["laget"]
    assert _innhold(prosjekt) == foer


def _fra_bunnen(prosjekt):
    """Ta bort rapportene, så den neste ikke sier hva som er endret siden dem."""
    shutil.rmtree(prosjekt / "ut")


def _innhold(prosjekt):
    """Notatboka og nettsiden byte for byte."""
    return [(prosjekt / "ut" / MAL / f).read_bytes() for f in ("notatbok.ipynb", "rapport.html")]


@pytest.mark.treg
def test_antall_jobber_endrer_ikke_resultatet(kjor_her, prosjekt, maler):
    lag_mal(maler, "ressurskart")
    (prosjekt / "data" / "ressurser.csv").write_text(RESSURSER, encoding="utf-8")
    kjor_her(MAL, "ressurskart", jobber=1)
    foer = _innhold(prosjekt)
    _fra_bunnen(prosjekt)

    kjor_her("ressurskart", MAL, jobber=2)

    assert _innhold(prosjekt) == foer


def test_status_sier_hva_som_er_oppdatert(kjor_her, prosjekt, maler):
    kjor_her()
    foer = {s.mal: s.oppdatert for s in status_for(prosjekt, maler)}
    _rader(prosjekt, "0099000009;Vik 9;0099\n")

    assert foer == dict.fromkeys(katalog("maler"), False) | {MAL: True}
    symboler = {s.mal: s.symbol for s in status_for(prosjekt, maler)}
    assert symboler == dict.fromkeys(katalog("maler"), "–") | {MAL: "↻"}


def test_prosjekt_uten_data_faar_raad(tmp_path, maler):
    lag_prosjekt(tmp_path / "p")
    for fil in (tmp_path / "p" / "data").iterdir():
        fil.unlink()

    with pytest.raises(BrukFeil, match="K816"):
        kjor(tmp_path / "p", [MAL], malmappe=maler)


@pytest.mark.treg
def test_kvitteringen_er_gyldig_json_uten_hele_stier(kjor_her, prosjekt):
    kjor_her()

    tekst = (prosjekt / "ut" / MAL / "kvittering.json").read_text(encoding="utf-8")
    assert not any(v.startswith("/") for v in _verdier(json.loads(tekst)))


def _verdier(x):
    if isinstance(x, dict):
        return [v for verdi in x.values() for v in _verdier(verdi)]
    return [v for verdi in x for v in _verdier(verdi)] if isinstance(x, list) else [str(x)]


@pytest.mark.treg
def test_kommunens_wordmal_brukes_og_en_ny_utgave_lager_rapporten_paa_nytt(kjor_her, prosjekt):
    from docx import Document

    egen = Document()
    egen.sections[0].footer.paragraphs[0].text = "Eksempelvik kommune"
    egen.save(prosjekt / "mal.docx")
    toml = PROSJEKT.replace("fiktiv", 'wordmal = "mal.docx"\nfiktiv')
    (prosjekt / "prosjekt.toml").write_text(toml, encoding="utf-8")
    kjor_her()

    laget = Document(prosjekt / "ut" / MAL / "rapport.docx")
    egen.sections[0].footer.paragraphs[0].text = "Ny bunntekst"
    egen.save(prosjekt / "mal.docx")

    assert laget.sections[0].footer.paragraphs[0].text == "Eksempelvik kommune"
    assert _statuser(kjor_her()) == ["laget"]


def test_foedselsnummer_i_en_tabell_stopper_alle_malene(kjor_her, prosjekt, maler):
    ressurser = RESSURSER.replace("Vik frivilligsentral", "13097248022")
    (prosjekt / "data" / "ressurser.csv").write_text(ressurser, encoding="utf-8")
    lag_mal(maler, "evaluering")

    kjoring = kjor_her("evaluering", MAL)

    assert kjoring.returkode == 4
    assert [[f.kode for f in r.funn] for r in kjoring.resultater] == [["K601"], ["K601"]]
    assert not any("13097248022" in str(r.funn) for r in kjoring.resultater)
