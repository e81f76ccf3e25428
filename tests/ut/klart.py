"""Klarerte resultater og en liten notatbok til testene. Klart her betyr: oppdiktede tall."""

from __future__ import annotations

import json
from functools import cache

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely.geometry import box

import metodikk as mk
from metodikk.grunn.typer import Klarert
from metodikk.ut.side import utfold

SONER = [f"00990000{i:02}" for i in range(1, 7)]
SONENAVN = dict(
    zip(SONER, ["Nordre Brygge", "Tangen", "Torget", "Lia", "Myra", "Åsen"], strict=True)
)
FIENDTLIG = "<img src=x onerror=alert(1)>\"'`${1}</script><script>alert(2)</script>"
SVAR = ["Svært utrygg", "Ganske utrygg", "Verken eller", "Ganske trygg", "Svært trygg"]


def klar(data: pd.DataFrame, **opplysninger) -> Klarert:
    skjult = data[
        data.get("merknad", pd.Series("", data.index)).astype(str).str.startswith("skjult")
    ]
    celler = skjult.iloc[:, :1].assign(regel="liten teller", verner="")
    return Klarert(
        data.reset_index(drop=True), celler.reset_index(drop=True), "prøve", opplysninger
    )


def serie() -> pd.DataFrame:
    rader = [
        {"gruppe": g, "aar": aar, "verdi": 0.2 - 0.03 * i + 0.002 * (aar - 2015), "merknad": ""}
        for i, g in enumerate(("Området", "Resten av kommunen"))
        for aar in range(2015, 2025)
    ]
    data = pd.DataFrame(rader)
    data["nedre"], data["ovre"] = data["verdi"] - 0.02, data["verdi"] + 0.02
    data.loc[3, ["verdi", "nedre", "ovre"]] = np.nan
    data.loc[3, "merknad"] = "skjult: få personer"
    return data


def sonetall() -> pd.DataFrame:
    data = pd.DataFrame({"sone": SONER, "nevner": [120, 340, 560, 810, 95, 1200.0]})
    data["verdi"] = [0.21, 0.18, 0.12, 0.09, np.nan, 0.05]
    data["nedre"], data["ovre"] = data["verdi"] - 0.03, data["verdi"] + 0.04
    data["merknad"] = ["", "", "", "", "skjult: få personer", ""]
    return data


def geografi() -> gpd.GeoDataFrame:
    hjorner = [(600_000 + x, 6_640_000 + y) for y in (0, 400) for x in (0, 500, 1000)]
    return gpd.GeoDataFrame(
        {"sone": SONER}, geometry=[box(x, y, x + 500, y + 400) for x, y in hjorner], crs=25832
    )


def ressurser() -> pd.DataFrame:
    return pd.DataFrame({
        "ressurs": [f"R{i}" for i in range(5)],
        "navn": [FIENDTLIG, "=cmd()", "Åsen bibliotek", "Myra velforening", "Torget park"],
        "type": ["frivillig organisasjon", "privat virksomhet", "offentlig institusjon",
                 "frivillig organisasjon", "fysisk ute"],
        "sone": SONER[:5], "ost": [600100.0, 600700, 601200, np.nan, 600900],
        "nord": [6640100.0, 6640150, 6640100, np.nan, 6640500], "tilbud": [("lokale", "kurs")] * 5,
    })  # fmt: skip


def svar() -> pd.DataFrame:
    andeler = {
        "Trygg på dagtid": [0.04, 0.06, 0.1, 0.4, 0.4],
        "Trygg på kveldstid": [0.12, 0.2, 0.18, 0.3, 0.2],
    }
    return pd.DataFrame([(q, s, v, "") for q, vv in andeler.items() for s, v in zip(SVAR, vv, strict=True)],
                        columns=["sporsmal", "svar", "verdi", "merknad"])  # fmt: skip


def folk() -> pd.DataFrame:
    aldre = ["0–5 år", "6–15 år", "16–19 år", "20–34 år"]
    return pd.DataFrame([(a, k, 0.1 + 0.02 * i, 0.12, "") for i, a in enumerate(aldre) for k in ("kvinner", "menn")],
                        columns=["aldersgruppe", "kjonn", "verdi", "verdi_mot", "merknad"])  # fmt: skip


def teori() -> pd.DataFrame:
    return pd.DataFrame([
        ("P1", "innsats", "Områdekoordinator", ("P2",), ""),
        ("P2", "aktivitet", "Åpen hall på fredager", ("P3",), ""),
        ("P3", "brukereffekt", "Flere barn møtes i fritida", (), "U1"),
    ], columns=["ledd", "type", "tekst", "leder_til", "utfall"])  # fmt: skip


def koblinger() -> pd.DataFrame:
    return pd.DataFrame(
        {"fra": ["R0", "R1", "R2"], "til": ["R1", "R2", "R4"], "slag": "samarbeider"}
    )


def stige() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "trinn": ["Få vite", "Bli spurt", "Bestemme"],
            "tekst": ["Kommunen forteller", "Kommunen lytter", "Innbyggerne avgjør"],
            "makt": ["ingen", "ingen", "reell"],
        }
    )


def aktorer() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "navn": ["Velet", "Skolen", "Butikken"],
            "interesse": [8, 9, 2],
            "innflytelse": [2, 8, 3],
        }
    )


def plan() -> pd.DataFrame:
    dager = pd.to_datetime(["2026-01-01", "2026-06-20", "2026-08-01"])
    return pd.DataFrame(
        {
            "hva": ["Kartlegge", "Vedta planen", "Gjennomføre"],
            "fra": dager,
            "til": pd.to_datetime(["2026-05-01", None, "2029-12-31"]),
            "fase": ["1", "1", "3"],
        }
    )


def grenser() -> pd.DataFrame:
    n = np.linspace(50, 1400, 40)
    bredde = 3.09 * np.sqrt(0.11 * 0.89 / n)
    return pd.DataFrame({"nevner": n, "nedre": np.clip(0.11 - bredde, 0, 1), "ovre": 0.11 + bredde})


@cache
def alle_figurer() -> dict:
    f, hendelser = (
        mk.figurer,
        pd.DataFrame({"tid": range(-3, 3), "verdi": [0, 0.01, 0, -0.02, -0.03, -0.04]}),
    )
    hendelser = hendelser.assign(nedre=hendelser["verdi"] - 0.02, ovre=hendelser["verdi"] + 0.02)
    rang = pd.DataFrame(
        {
            "sone": SONER,
            "rang": range(1, 7),
            "rang_nedre": [1, 1, 2, 2, 3, 5],
            "rang_ovre": [3, 4, 5, 6, 6, 6],
        }
    )
    placebo = pd.DataFrame({"verdi": np.random.default_rng(1).normal(0, 0.02, 200)})
    return {
        "utvikling": f.utvikling(klar(serie()), tittel="Barn i lavinntekt", brudd={2019: "Ny definisjon"},
                                 merker={2020: "Programmet starter"}, periode=(2020, 2024), kilde="SSB"),
        "intervaller": f.intervaller(klar(sonetall()), tittel="Sonene", referanse=0.11, navn=SONENAVN,
                                     referansetekst="Resten av kommunen", fremhev=SONER[:2]),
        "soyler": f.soyler(klar(sonetall()), tittel="Sonene som stolper", kategori="sone", navn=SONENAVN),
        "trakt": f.trakt(klar(sonetall()), grenser(), tittel="Trakt", snitt=0.11, navn=SONENAVN),
        "svarfordeling": f.svarfordeling(klar(svar()), tittel="Trygghet", rekkefolge=SVAR),
        "befolkning": f.befolkning(klar(folk()), tittel="Alder og kjønn", mot="verdi_mot"),
        "hendelsestid": f.hendelsestid(klar(hendelser), tittel="År for år"),
        "permutasjon": f.permutasjon(klar(placebo), tittel="Permutasjoner", observert=-0.04),
        "rangintervall": f.rangintervall(klar(rang), tittel="Plassering", navn=SONENAVN),
        "nettverk": f.nettverk(klar(ressurser()), klar(koblinger()), tittel="Koblinger", slag="slag"),
        "kjede": f.kjede(klar(teori()), tittel="Programteori", maalt="utfall"),
        "trapp": f.trapp(klar(stige()), tittel="Innflytelse", gruppe="makt"),
        "matrise": f.matrise(klar(aktorer()), tittel="Aktører", x="interesse", y="innflytelse"),
        "tidslinje": f.tidslinje(klar(plan()), tittel="Planen", gruppe="fase"),
    }  # fmt: skip


@cache
def alle_kart() -> dict:
    felles = {
        "fremhev": SONER[:2],
        "naboer": SONER[2:4],
        "navn": SONENAVN,
        "omraadenavn": "Sjøsida",
    }
    return {
        "temakart": mk.kart.temakart(klar(sonetall()), geografi(), tittel="Lavinntekt på kartet", **felles),
        "ressurskart": mk.kart.ressurskart(klar(ressurser()), geografi(), tittel="Ressurser på kartet",
                                           detaljer={"tilbud": "Tilbud"}, **felles),
    }  # fmt: skip


def notatbok(*innhold) -> dict:
    """Lag en kjørt notatbok av tekst og deler, slik den ser ut etter en tur gjennom JSON."""
    celler = []
    for x in innhold:
        if isinstance(x, str):
            celler.append({"cell_type": "markdown", "source": x, "metadata": {}})
        else:
            ut = [
                {"output_type": "display_data", "data": d._repr_mimebundle_()} for d in utfold([x])
            ]
            celler.append({"cell_type": "code", "source": "", "outputs": ut})
    return json.loads(json.dumps({"cells": celler}))


@cache
def hel_notatbok() -> dict:
    hode = mk.Hode("Kunnskapsgrunnlag", "Sjøsida", kommune="Eksempelvik", avsender="Plan", dato="5. juni 2026",
                   periode="2025", ingress="Kort fortalt.", fiktiv=True, kontakt="plan@eksempelvik.example")  # fmt: skip
    tabell = mk.tabell(
        klar(sonetall()), tittel=f"Sonene {FIENDTLIG}", navn=SONENAVN, kilde="SSB", noter=["Merk."]
    )
    return notatbok(
        "# Malens tittel\n\nInnledning.", hode, f"## Kort fortalt\n\n{FIENDTLIG} ![x](http://ute.example/x.png)",
        mk.Nokkeltall([("Bosatte", "2 341", "12 prosent")]), mk.Setninger(["Vi vet."], [FIENDTLIG]), tabell,
        "#### Et hopp i nivåer", *alle_figurer().values(), "## Kart", *alle_kart().values(),
        mk.Boks("advarsel", FIENDTLIG, "Tekst", ["Punkt"]), mk.Boks("mangler", "Støy"),
        mk.Boks("forbehold", "Få svar"), mk.Boks("tips", "Spør velforeningen"),
    )  # fmt: skip
