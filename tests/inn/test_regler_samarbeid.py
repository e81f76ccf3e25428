"""Reglene for aktørene, relasjonene, avtalene og rollene."""

from __future__ import annotations

import pytest

from metodikk.grunn.typer import Alvor
from tests.inn.prosjekthjelp import ett, funnet, les


def aktor(**endret) -> dict:
    return {"aktor": "A1", "navn": "Vik velforening", "sektor": "frivillig", "innflytelse": 3, "interesse": 4,
            "spurt": "2026", "svart": "2026", "bekreftet": "2026-01-14", **endret}  # fmt: skip


def relasjon(**endret) -> dict:
    return {"fra": "A1", "til": "A2", "aar": 2026, "type": "samarbeid", "styrke": 2, **endret}


def avtale(**endret) -> dict:
    return {"avtale": "V1", "navn": "Åpen hall", "parter": "A1; A2", "gjelder_fra": "2025-01-01",
            "gjelder_til": "2026-12-31", "ansvarlig": "A1", "kontakt": "daglig leder", **endret}  # fmt: skip


def rolle(aktor: str, rolle: str, **endret) -> dict:
    return {"oppgave": "Åpne hallen", "aktor": aktor, "rolle": rolle, "sagt_ja": "ja", **endret}


TO = [aktor(), aktor(aktor="A2", navn="Enhet for kultur", sektor="offentlig")]
ROLLER = [rolle("A1", "beslutter"), rolle("A2", "gjør")]


def alt(**bytt) -> dict:
    return {
        "aktorer": TO,
        "relasjoner": [relasjon()],
        "avtaler": [avtale()],
        "roller": ROLLER,
    } | bytt


FEIL = {
    "K920": alt(aktorer=[*TO, aktor(aktor="A3", navn="Kari Nordmann")]),
    "K921": alt(relasjoner=[relasjon(), relasjon(til="A1")]),
    "K922": alt(avtaler=[avtale(gjelder_fra="2027-01-01")]),
    "K923": alt(avtaler=[avtale(gjelder_til="2025-12-31")]),
    "K924": alt(avtaler=[avtale(gjelder_til=None)]),
    "K925": alt(avtaler=[avtale(ansvarlig=None)]),
    "K926": alt(aktorer=[*TO, aktor(aktor="A3", navn="Tangen skole")], avtaler=[avtale(ansvarlig="A3")]),
    "K927": alt(roller=ROLLER[1:]),
    "K928": alt(roller=[*ROLLER, rolle("A2", "beslutter")]),
    "K929": alt(roller=ROLLER[:1]),
    "K930": alt(aktorer=[TO[0], TO[1] | {"svart": None}]),
    "K931": alt(aktorer=[TO[0], TO[1] | {"svart": "2024; 2026"}]),
    "K932": alt(avtaler=[avtale(kontakt="Kari Nordmann")]),
    "K933": alt(relasjoner=[relasjon(), relasjon(fra="A2", til="A1", styrke=1)]),
    "K934": alt(roller=[ROLLER[0], rolle("A2", "gjør", sagt_ja="nei")]),
}  # fmt: skip


@pytest.mark.parametrize("kode", FEIL)
def test_feilen_er_funnet_en_gang(kode):
    assert ett(kode, **FEIL[kode]).slik_retter_du


def test_riktige_tabeller_gir_ingen_av_funnene():
    assert [f.kode for f in les(**alt()).funn if f.kode in FEIL] == []


def test_bare_det_som_gjoer_tallene_gale_er_feil():
    assert [k for k in FEIL if ett(k, **FEIL[k]).alvor is Alvor.FEIL] == ["K922"]


def test_en_person_blant_aktoerene_er_ute_av_de_rene_tabellene_og_vises_ikke():
    rene = les(**FEIL["K920"])

    assert rene.tabeller["aktorer"]["aktor"].tolist() == ["A1", "A2"]
    assert "Nordmann" not in repr(rene.funn)


@pytest.mark.parametrize("kolonne", ["spurt", "svart", "sagt_ja", "styrke", "bekreftet"])
def test_valgfrie_kolonner_kan_mangle(kolonne):
    uten = {t: [{k: v for k, v in r.items() if k != kolonne} for r in rader] for t, rader in alt().items()}  # fmt: skip

    assert [f.kode for f in les(**uten).funn if f.kode in FEIL] == []


def test_uten_kolonnen_spurt_regnes_alle_som_spurt():
    uten = [{k: v for k, v in a.items() if k != "spurt"} for a in FEIL["K930"]["aktorer"]]

    assert ett("K930", **alt(aktorer=uten)).fant == "1 av 2 i 2026"


def test_ja_i_stedet_for_et_aar_blir_meldt():
    uten = [{k: v for k, v in a.items() if k != "spurt"} | {"svart": "ja"} for a in TO]

    assert ett("K931", **alt(aktorer=uten)).fant == "A1 og A2"


def test_penger_begge_veier_er_to_ulike_ting_og_ikke_uenighet():
    begge = [relasjon(type="penger"), relasjon(fra="A2", til="A1", type="penger", styrke=1)]

    assert funnet("K933", **alt(relasjoner=begge)) == []


@pytest.mark.parametrize(("skrevet", "lest"), [("Utfører", "gjør"), ("B", "beslutter"), ("informeres", "får vite")])  # fmt: skip
def test_andre_ord_for_rollene_kjennes_igjen(skrevet, lest):
    assert les(**alt(roller=[rolle("A1", skrevet)])).tabeller["roller"]["rolle"].tolist() == [lest]
