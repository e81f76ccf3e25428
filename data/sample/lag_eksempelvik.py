"""Lag den syntetiske kommunen Eksempelvik på nytt.

Kjør `python data/sample/lag_eksempelvik.py [MAPPE]`. Samme frø gir samme tabeller hver gang.
Det som er plantet, styres av `lag/innhold/sannheter/` og forklares i `eksempelvik/FASIT.md`.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

import numpy as np
import pandas as pd
import pyogrio
import tomli_w

sys.path.insert(0, str(Path(__file__).parent))

from lag import apne_svar, folk, skriv, sted, tall, undersokelse
from lag.felles import FRO, KOMMUNE, innhold, skrevet, trekning

FRO_SVAR = 630
# Metodene med egne tabeller. Modulen i lag/ heter det samme som metoden, og så gjør arbeidsboken.
METODER = (
    "handlingsplan",
    "medvirkning",
    "samarbeid",
    "stedsanalyse",
    "mulighetsstudie",
    "befaring",
    "videreforing",
)
MAPPE = Path(__file__).parent / "eksempelvik"
TILLEGG = "Fiktive tall for Eksempelvik kommune. Laget med metodikk."


def lag_tabeller() -> dict[str, pd.DataFrame]:
    """Lag alle tabellene i minnet, med de feltnavnene skjemaet har."""
    fro = iter(np.random.SeedSequence(FRO).spawn(6))
    rng = [np.random.default_rng(f) for f in fro]
    befolkning = folk.befolkning(rng[0])
    t = {
        "soner": _soner(),
        "befolkning": befolkning,
        "indikatorer": tall.som_kilden_viser(tall.indikatorer(befolkning, rng[1]), rng[2]),
        "brudd": tall.brudd(),
        "stedsfakta": tall.stedsfakta(skrevet("stedsfakta"), rng[3]),
        "kodebok": undersokelse.kodebok(),
        "runder": undersokelse.runder(),
        "svar": undersokelse.svar(befolkning, np.random.default_rng(FRO_SVAR)),
        "ressurser": _med_koordinater(skrevet("ressurser"), rng[5]),
        "behov": _hele_tall(skrevet("behov")),
        "koblinger": _hele_tall(skrevet("koblinger")),
        "tiltak": _hele_tall(skrevet("tiltak")),
        "utfall": skrevet("utfall"),
        "programteori": skrevet("programteori"),
        "maal": skrevet("maal", ["behov", "utfall"]),
        "strategier": skrevet("strategier", ["maal"]),
    }
    t["svar"]["naboer"] = apne_svar.naboer(t["svar"], trekning("naboer"))
    t["apne_svar"] = apne_svar.lag(t, trekning("apne_svar"))
    for navn in METODER:
        t |= import_module(f"lag.{navn}").tabeller(t, trekning(navn))
    return t


def _soner() -> pd.DataFrame:
    endret = innhold("sannheter")["grensebrudd"]
    rader = [
        (
            kode,
            s["navn"],
            KOMMUNE,
            endret["aar"] if kode in (endret["vokser"], endret["mister"]) else "",
        )
        for kode, s in innhold("soner").items()
    ]
    return pd.DataFrame(rader, columns=["sone", "sonenavn", "kommune", "gjelder_fra"])


def _med_koordinater(ressurser: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    flater = sted.kart().set_index("sonekode").geometry
    punkter = [sted.punkt_i(flater[sone], rng) for sone in ressurser["sone"]]
    plass = ressurser.columns.get_loc("sone") + 1
    ressurser.insert(plass, "ost", [p[0] for p in punkter])
    ressurser.insert(plass + 1, "nord", [p[1] for p in punkter])
    return _hele_tall(ressurser)


def _hele_tall(data: pd.DataFrame) -> pd.DataFrame:
    for kolonne in data.columns.intersection(
        ["kapasitet", "viktighet", "styrke", "budsjett", "brukt", "planlagt", "levert"]
    ):
        data[kolonne] = data[kolonne].map(lambda v: int(v) if v else "")
    return data


def fasit(tabeller: dict[str, pd.DataFrame]) -> dict:
    """Sannhetene med det som regnes ut av dem, for testene."""
    sanne = undersokelse.sanne_andeler(tabeller["befolkning"])
    om = {**innhold("sannheter")["undersokelse"], "sann_andel_omraade": sanne}
    return {**innhold("sannheter"), "undersokelse": om}


def skriv_mappe(mappe: Path) -> None:
    """Skriv prosjektmappens data/ og fasit.toml."""
    data = mappe / "data"
    data.mkdir(parents=True, exist_ok=True)
    t = lag_tabeller()
    _skriv_befolkning_og_tall(data, t)
    _skriv_undersokelse_og_program(data, t)
    _skriv_ressurser(data, t)
    for navn in METODER:
        ark = import_module(f"lag.{navn}").ARK
        skriv.arbeidsbok(data / f"{navn}.xlsx", {v: (t[k], [v, TILLEGG]) for k, v in ark.items()})
    _skriv_kart(data / "soner.gpkg")
    (mappe / "fasit.toml").write_bytes(tomli_w.dumps(fasit(t)).encode())


def _skriv_befolkning_og_tall(data: Path, t: dict[str, pd.DataFrame]) -> None:
    skriv.arbeidsbok(
        data / "soner.xlsx",
        {"Soner": (t["soner"].set_axis(["Sonekode", "Sonenavn", "Kommunenr", "Gjelder fra"], axis=1), ["Levekårssoner i Eksempelvik", TILLEGG])},
    )  # fmt: skip
    folketall = t["befolkning"].set_axis(
        ["Sonekode", "År", "Aldersgruppe", "Kjønn", "Personer"], axis=1
    )
    skriv.arbeidsbok(
        data / "befolkning.xlsx",
        {"Befolkning": (folketall, ["Bosatte 1. januar etter sone, alder og kjønn", TILLEGG])},
    )
    om = pd.DataFrame(
        {"Tegn": [":", ".."], "Betyr": ["Vises ikke av hensyn til personvern", "Tall mangler"]}
    )
    skriv.arbeidsbok(
        data / "levekår 2025.xlsx",
        {"Om tallene": (om, ["Om tallene", TILLEGG]), "Tall": (t["indikatorer"], [])},
    )
    skriv.csv(data / "brudd.csv", t["brudd"])
    skriv.csv(data / "stedsfakta.csv", t["stedsfakta"], tegnsett="cp1252")


def _skriv_undersokelse_og_program(data: Path, t: dict[str, pd.DataFrame]) -> None:
    skriv.arbeidsbok(
        data / "undersokelse.xlsx",
        {
            "Kodebok": (t["kodebok"], []),
            "Runder": (t["runder"], []),
            "Svar": (t["svar"], []),
            "Åpne svar": (t["apne_svar"], []),
        },
    )
    skriv.arbeidsbok(
        data / "program.xlsx",
        {
            "Tiltak": (t["tiltak"], ["Tiltak i områdesatsingen 2020–2024", TILLEGG]),
            "Mål": (t["maal"], []),
            "Strategier": (t["strategier"], []),
            "Utfall": (t["utfall"], []),
            "Programteori": (t["programteori"], []),
        },
    )


def _skriv_ressurser(data: Path, t: dict[str, pd.DataFrame]) -> None:
    skriv.arbeidsbok(data / "ressurser.xlsx", {"Ressurser": (t["ressurser"], [])})
    skriv.arbeidsbok(data / "behov.xlsx", {"Behov": (t["behov"], ["Behov i området", TILLEGG])})
    skriv.csv(data / "koblinger.csv", t["koblinger"], tegnsett="utf-8-sig")


def _skriv_kart(fil: Path) -> None:
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": "2026-01-15T12:00:00.000Z"})
    fil.unlink(missing_ok=True)
    pyogrio.write_dataframe(sted.kart(), fil, layer="soner", driver="GPKG")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})


if __name__ == "__main__":
    skriv_mappe(Path(sys.argv[1]) if len(sys.argv) > 1 else MAPPE)
