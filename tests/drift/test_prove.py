"""Prøven før rapportene legges fram: en rapport som røper noe skjult, blir ikke publisert."""

from __future__ import annotations

import json
import shutil

import pandas as pd
import pytest

from metodikk.cli import kjor_kommando
from metodikk.drift import prove
from metodikk.drift.avtrykk import sha256
from metodikk.drift.kjoring import kjor
from metodikk.drift.ny import lag_prosjekt as nytt_prosjekt
from metodikk.grunn.typer import Alvor
from metodikk.inn.publisert import les_publisert
from tests.drift.lite import PNG, lag_mal
from tests.drift.test_kjoring import RESSURSER

A, B = "kunnskapsgrunnlag", "ressurskart"
SKJULT = "skjult: få personer"
KOLONNER = {
    "sone": '"Sone"', "antall": 'mk.Kolonne("Antall", "antall")', "andel": 'mk.Kolonne("Andel", "prosent")',
    "nedre": 'mk.Kolonne("Nedre grense", "prosent")', "ovre": 'mk.Kolonne("Øvre grense", "prosent")',
    "n": 'mk.Kolonne("Antall i gruppen", "antall")',
}  # fmt: skip


def tabell(*rader, kolonner=("sone", "antall"), tittel="Barn med vedtak, 2024"):
    """Kode som legger en tabell i en mal. None er et tall som er skjult."""
    data = {k: [r[i] for r in rader] for i, k in enumerate(kolonner)}
    data["merknad"] = [SKJULT if None in r else "" for r in rader]
    oppsett = ", ".join(f"{k!r}: {KOLONNER[k]}" for k in kolonner)
    return (f"import pandas as pd\nk = mk.prikking.klarer_uten_personer(pd.DataFrame({data!r}), 'en prøve')\n"
            f"mk.vis(mk.tabell(k, tittel={tittel!r}, kolonner={{{oppsett}}}))")  # fmt: skip


EN_SKJULT = tabell(("Vik 1", None), ("Vik 2", 20), ("Vik 3", 30))
UTEN_LEKKASJE = tabell(("Vik 2", 20))
MED_GRENSER = ("sone", "andel", "nedre", "ovre", "n")
LEKKASJER = {
    "samme tall": tabell(("Vik 1", 3)),
    "total og deler": tabell(("Hele kommunen", 53)),
    "prosent og grunnlag": tabell(("Vik 1", 0.05, 60), kolonner=("sone", "andel", "n")),
    "konfidensgrense": tabell(("Vik 1", None, 0.0171, 0.137, 60), kolonner=MED_GRENSER),
    "grense på 99 prosent": tabell(("Vik 1", None, 0.0127, 0.1769, 60), kolonner=MED_GRENSER),
}


@pytest.fixture
def kjor_her(prosjekt, maler):
    (prosjekt / "data" / "ressurser.csv").write_text(RESSURSER, encoding="utf-8")

    def kjor_(a, b, *navn, **valg):
        lag_mal(maler, A, a)
        lag_mal(maler, B, b)
        return kjor(prosjekt, navn or (A, B), malmappe=maler, **valg)

    return kjor_


def _koder(kjoring):
    return [(r.status, sorted({f.kode for f in r.funn})) for r in kjoring.resultater]


@pytest.mark.parametrize(
    "lekkasje", ["samme tall", *(pytest.param(n, marks=pytest.mark.treg) for n in [*LEKKASJER][1:])]
)
def test_en_plantet_lekkasje_mellom_to_rapporter_stopper_begge(kjor_her, prosjekt, lekkasje):
    kjoring = kjor_her(EN_SKJULT, LEKKASJER[lekkasje])

    assert kjoring.returkode == 4
    assert _koder(kjoring) == [("feilet", ["K847"])] * 2
    assert not [p.name for p in (prosjekt / "ut").iterdir() if p.is_dir()]
    assert any("Vik 1" in f.fant for f in kjoring.resultater[0].funn)


@pytest.mark.treg
def test_en_tidligere_utgave_som_viser_tallet_stopper_rapporten(kjor_her, prosjekt, tmp_path):
    kjor_her(tabell(("Vik 1", 3)), UTEN_LEKKASJE, A)
    shutil.copytree(prosjekt / "ut", tmp_path / "i-fjor")
    shutil.rmtree(prosjekt / "ut")

    kjoring = kjor_her(EN_SKJULT, UTEN_LEKKASJE, A, mot=tmp_path / "i-fjor")

    assert (kjoring.returkode, _koder(kjoring)) == (4, [("feilet", ["K847"])])
    assert "tidligere utgave" in kjoring.resultater[0].funn[0].fant
    assert kjor_her(EN_SKJULT, UTEN_LEKKASJE, A).returkode == 0


@pytest.mark.treg
def test_den_forrige_rapporten_blir_liggende_og_den_andre_er_uendret(kjor_her, prosjekt):
    assert kjor_her(EN_SKJULT, UTEN_LEKKASJE).returkode == 0
    foer = sha256(prosjekt / "ut" / B / "rapport.html")

    kjoring = kjor_her(EN_SKJULT, LEKKASJER["samme tall"])

    assert _koder(kjoring) == [("uendret", []), ("feilet", ["K847"])]
    assert kjoring.resultater[1].returkode == 4
    assert sha256(prosjekt / "ut" / B / "rapport.html") == foer
    assert not list((prosjekt / "ut").glob(".arbeid*"))


@pytest.mark.treg
def test_en_rapport_som_ikke_har_noe_med_lekkasjen_aa_gjoere_legges_fram(kjor_her, prosjekt):
    alene = EN_SKJULT + "\n" + tabell(("Vik 1", 3)).replace("få personer", "")

    kjoring = kjor_her(alene, UTEN_LEKKASJE)

    assert _koder(kjoring) == [("feilet", ["K847"]), ("laget", [])]
    assert kjoring.returkode == 3
    assert not (prosjekt / "ut" / A).exists()


@pytest.mark.treg
def test_den_gamle_utgaven_som_viste_tallet_gir_advarsel_men_stopper_ikke_innstrammingen(kjor_her):
    kjor_her(tabell(("Vik 1", 3)), UTEN_LEKKASJE, A)

    kjoring = kjor_her(EN_SKJULT, UTEN_LEKKASJE, A)

    assert (kjoring.returkode, _koder(kjoring)) == (0, [("laget", ["K848"])])
    assert {f.alvor for f in kjoring.resultater[0].funn} == {Alvor.ADVARSEL}


@pytest.mark.treg
def test_et_smalt_intervall_gir_advarsel_og_rapporten_legges_fram(kjor_her, prosjekt):
    smal = tabell(("Vik 1", None), ("Vik 2", None), ("Vik 3", 30), ("I alt", 32))

    kjoring = kjor_her(smal, UTEN_LEKKASJE, A)

    assert (kjoring.returkode, _koder(kjoring)) == (0, [("laget", ["K842"])])
    assert (prosjekt / "ut" / A / "rapport.html").is_file()


@pytest.mark.treg
def test_uendrede_rapporter_revideres_ikke_paa_nytt(kjor_her, monkeypatch):
    kjor_her(EN_SKJULT, UTEN_LEKKASJE)
    monkeypatch.setattr(prove, "prov", lambda *a: pytest.fail("reviderte på nytt"))

    assert [s for s, _ in _koder(kjor_her(EN_SKJULT, UTEN_LEKKASJE))] == ["uendret", "uendret"]


@pytest.mark.treg
def test_en_skadet_rapport_som_ligger_der_gir_beskjed_men_stopper_ikke_de_nye(kjor_her, prosjekt):
    (prosjekt / "ut" / "egen").mkdir(parents=True)
    (prosjekt / "ut" / "egen" / "tall.xlsx").write_bytes(b"halv")

    assert _koder(kjor_her(EN_SKJULT, UTEN_LEKKASJE, A)) == [("laget", ["K849"])]


@pytest.mark.treg
def test_avbrudd_under_proeven_lar_de_gamle_rapportene_staa(kjor_her, prosjekt, monkeypatch):
    kjor_her(EN_SKJULT, UTEN_LEKKASJE)
    foer = {m: sha256(prosjekt / "ut" / m / "rapport.html") for m in (A, B)}
    ekte = prove.prov
    monkeypatch.setattr(prove, "prov", _avbryt)
    with pytest.raises(KeyboardInterrupt):
        kjor_her(EN_SKJULT + "\n1", UTEN_LEKKASJE + "\n1")
    monkeypatch.setattr(prove, "prov", ekte)

    assert {m: sha256(prosjekt / "ut" / m / "rapport.html") for m in (A, B)} == foer
    assert kjor_her(EN_SKJULT + "\n1", UTEN_LEKKASJE + "\n1").returkode == 0
    assert not list((prosjekt / "ut").glob(".arbeid*"))


def _avbryt(*_):
    raise KeyboardInterrupt


@pytest.mark.treg
def test_rapportene_om_eksempelvik_legges_fram(tmp_path):
    rot = tmp_path / "eksempelvik"
    nytt_prosjekt(rot, eksempel=True)

    kjoring = kjor(rot, jobber=2)

    assert kjoring.returkode == 0
    assert {f.alvor for r in kjoring.resultater for f in r.funn} <= {Alvor.ADVARSEL}


def test_tidligere_utgave_uten_rapporter_stopper_foer_noe_lages(prosjekt, tmp_path, capsys):
    (tmp_path / "tom").mkdir()

    kode = kjor_kommando(["kjor", A, "--mappe", str(prosjekt), "--mot", str(tmp_path / "tom"), "--json"])  # fmt: skip

    assert (kode, json.loads(capsys.readouterr().out)["funn"][0]["kode"]) == (2, "K844")


SLAATT = '\n[sammenslaaing.soner]\n"Vik 2 og 3" = ["0099000002", "0099000003"]\n'
SUMMEN = tabell(("Vik 1", 40), ("Vik 2 og 3", 23))


@pytest.fixture
def slaa_sammen(prosjekt):
    def slaa_sammen_():
        fil = prosjekt / "prosjekt.toml"
        fil.write_text(fil.read_text("utf-8") + SLAATT, encoding="utf-8")

    return slaa_sammen_


@pytest.mark.parametrize(("vist", "kode"), [(20, 4), (None, 0)])
def test_summen_av_soner_som_er_slaatt_sammen_stopper_bare_naar_en_del_var_vist(
    kjor_her, prosjekt, tmp_path, slaa_sammen, vist, kode
):
    kjor_her(tabell(("Vik 1", 40), ("Vik 2", None), ("Vik 3", vist)), UTEN_LEKKASJE, A)
    shutil.copytree(prosjekt / "ut", tmp_path / "i-fjor")
    shutil.rmtree(prosjekt / "ut")
    slaa_sammen()

    kjoring = kjor_her(SUMMEN, UTEN_LEKKASJE, A, mot=tmp_path / "i-fjor")

    assert kjoring.returkode == kode
    if kode:
        assert _koder(kjoring) == [("feilet", ["K847"])]
        assert "Vik 2" in kjoring.resultater[0].funn[0].fant
        assert kjoring.resultater[0].funn[0].fil == f"tidligere utgave: {A}/tall.xlsx"


@pytest.mark.treg
def test_en_rapport_fra_foer_sammenslaaingen_stopper_den_som_viser_summen(kjor_her, slaa_sammen):
    kjor_her(UTEN_LEKKASJE, tabell(("Vik 2", None), ("Vik 3", 20)), B)
    slaa_sammen()

    kjoring = kjor_her(SUMMEN, UTEN_LEKKASJE, A)

    assert (kjoring.returkode, _koder(kjoring)) == (4, [("feilet", ["K847"])])


@pytest.mark.treg
def test_den_gamle_utgaven_og_summen_gir_advarsel_naar_den_gamle_byttes_ut(kjor_her, slaa_sammen):
    kjor_her(tabell(("Vik 2", None), ("Vik 3", 20)), UTEN_LEKKASJE, A)
    slaa_sammen()

    kjoring = kjor_her(SUMMEN, UTEN_LEKKASJE, A)

    assert (kjoring.returkode, _koder(kjoring)) == (0, [("laget", ["K855"])])


@pytest.mark.treg
def test_det_den_tidligere_utgaven_roepte_alene_stopper_ikke_den_nye(kjor_her, prosjekt, tmp_path):
    lekk = tabell(("Vik 1", None), ("Vik 2", 20), ("Vik 3", 30))
    kjor_her(lekk, UTEN_LEKKASJE, A)
    (prosjekt / "ut" / A).rename(tmp_path / A)
    _vis_i_arket(tmp_path / A, "Hele kommunen", 53)

    kjoring = kjor_her(tabell(("Vik 2", 20), ("Vik 3", 30)), UTEN_LEKKASJE, A, mot=tmp_path)

    assert (kjoring.returkode, _koder(kjoring)) == (0, [("laget", ["K841"])])


def _vis_i_arket(mappe, navn, verdi):
    """Legg en rad til i regnearket for hånd."""
    from openpyxl import load_workbook

    bok = load_workbook(mappe / "tall.xlsx")
    bok.worksheets[-1].append([navn, verdi])
    bok.save(mappe / "tall.xlsx")


FIGUR = """
import base64
from metodikk.ut.side import Figur, Kolonne, Tabell
t = Tabell("Tallene bak: {tittel}", (Kolonne("Sone"),), (("Vik 1",),))
mk.vis(Figur({tittel!r}, {alt!r}, t, png=base64.b64decode({png!r})))
"""


def _figur(tittel, alt):
    return FIGUR.format(tittel=tittel, alt=alt, png=PNG)


I_TEKSTEN = {
    "avsnitt": "\n# %% [markdown]\n# I Vik 1 hadde 3 barn vedtak.\n",
    "overskrift": "\n# %% [markdown]\n# ## Barn med vedtak: 3 i Vik 1\n",
    "boks": "\nmk.vis(mk.Boks('tips', 'Barn med vedtak', 'Vik 1 har bare tre.'))\n",
    "nøkkeltall": "\nmk.vis(mk.Nokkeltall((('Barn med vedtak i Vik 1', '3', ''),)))\n",
    "alternativ tekst": _figur("Barn med vedtak, 2024", "Kart. Lavest i Vik 1 med 3, høyest i Vik 2 med 20."),
    "figurtittel": _figur("Barn med vedtak, 2024: bare 3 i Vik 1", "Et kart."),
    "merknad i tabellen": "\n" + tabell(("Vik 1: bare 3 barn har vedtak", 50)),
}  # fmt: skip


@pytest.mark.parametrize(
    "sted", ["avsnitt", *(pytest.param(n, marks=pytest.mark.treg) for n in [*I_TEKSTEN][1:])]
)
def test_et_skjult_tall_i_teksten_stopper_rapporten(kjor_her, prosjekt, sted):
    kjoring = kjor_her(EN_SKJULT + I_TEKSTEN[sted], UTEN_LEKKASJE, A)

    assert (kjoring.returkode, _koder(kjoring)) == (4, [("feilet", ["K825"])])
    assert not (prosjekt / "ut" / A).exists()
    (funnet, *_) = kjoring.resultater[0].funn
    assert "vedtak · Vik 1 · 2024" in funnet.fant
    assert " 3 " not in funnet.fant
    assert {f.fil.rsplit(".")[-1] for f in kjoring.resultater[0].funn} == {"html", "docx"}


@pytest.mark.treg
@pytest.mark.parametrize(
    "tekst",
    [
        "I Vik 2 hadde 20 barn vedtak. I Vik 1 er tallet skjult.",
        "I Vik 1 hadde 3 barn vedtak i 2019.",
        "Vik 1 er en av 3 soner med barn med vedtak.",
        "Tallene for Vik 1 kom 3. mars 2024 og står i tabell 3.",
    ],
)
def test_en_uskyldig_setning_stopper_ingen_rapport(kjor_her, tekst):
    kjoring = kjor_her(f"{EN_SKJULT}\n# %% [markdown]\n# {tekst}\n", UTEN_LEKKASJE, A)

    assert (kjoring.returkode, _koder(kjoring)) == (0, [("laget", [])])


@pytest.mark.treg
@pytest.mark.parametrize(("tall", "kode"), [(3, 4), (12, 0)])
def test_den_sanne_verdien_fra_prosjektet_avgjoer_om_setningen_roeper_noe(kjor_her, prosjekt, tall, kode):  # fmt: skip
    (prosjekt / "data" / "indikatorer.csv").write_text(
        "indikator;sone;aar;teller;nevner\nbarn_lavinntekt;0099000002;2024;3;80\n", encoding="utf-8"
    )
    setning = f"I Vik 2 bor {tall} barn i husholdninger med lavinntekt."

    kjoring = kjor_her(f"1\n# %% [markdown]\n# {setning}\n", UTEN_LEKKASJE, A)

    assert kjoring.returkode == kode


@pytest.mark.treg
def test_teksten_i_en_rapport_som_alt_ligger_der_gir_advarsel(kjor_her):
    kjor_her(UTEN_LEKKASJE, "1" + I_TEKSTEN["avsnitt"], B)

    kjoring = kjor_her(EN_SKJULT, UTEN_LEKKASJE, A)

    assert (kjoring.returkode, _koder(kjoring)) == (0, [("laget", ["K825"])])


@pytest.mark.treg
def test_hvert_skjult_tall_i_eksempelvik_blir_funnet_i_en_setning_og_ingen_av_de_viste(tmp_path):
    from metodikk.drift.prosjekt import aapne
    from metodikk.drift.revisjon import Utgave, tekstfunn
    from metodikk.drift.sannhet import skjulte_tall

    nytt_prosjekt(tmp_path / "ev", eksempel=True)
    p = aapne(tmp_path / "ev")
    sanne = skjulte_tall(p)
    navn = dict(zip(p.tabell("soner")["sone"], p.tabell("soner")["sonenavn"], strict=True))
    navn |= {"området": "Nordre Brygge og Tangen", "resten av kommunen": "resten av kommunen"}
    sanne = sanne[sanne["gruppe"].isin([*navn])].reset_index(drop=True)
    sagt = [f"{c.emne} i {navn[c.gruppe]} i {c.aar}: {_skrevet(c)}." for c in sanne.itertuples()]
    vist = [f"{c.emne} i {navn[c.gruppe]} i {c.aar}: {_skrevet(c, 777)}." for c in sanne.itertuples()]  # fmt: skip

    def funnet(setninger):
        tekster = pd.DataFrame({"tekst": setninger}).assign(fil="rapport.html", sted="avsnitt", sammenheng="")  # fmt: skip
        tekster["rapport"] = [str(i) for i in tekster.index]
        celler = les_publisert(tmp_path)
        return set(tekstfunn(p, Utgave(celler, tekster=tekster), sanne))

    assert len(sanne) > 500
    assert funnet(sagt) == {str(i) for i in sanne.index}
    assert funnet(vist) == set()


def _skrevet(c, til=0):
    enhet = "" if c.slag == "antall" else f" {c.slag}"
    return f"{c.verdi + til:.{0 if c.slag == 'antall' else 1}f}{enhet}".replace(".", ",")


@pytest.mark.treg
def test_tabeller_med_feil_stopper_ikke_proeven_av_en_annen_rapport(kjor_her, prosjekt):
    (prosjekt / "data" / "indikatorer.csv").write_text(
        "indikator;sone;aar;teller;nevner\nbarn_lavinntekt;0099000002;2024;90;80\n", "utf-8"
    )

    assert kjor_her("1", UTEN_LEKKASJE, B).returkode == 0
