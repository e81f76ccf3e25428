"""Et lite, oppdiktet program med kjent effekt, til testene av evalueringen."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd

SONER = [f"S{i:02}" for i in range(13)]
OMRAADE, NABO = SONER[:2], SONER[12]
PROGRAM = SimpleNamespace(
    start=2020, slutt=2024, utvalgsaar=(2017, 2018), nullpunkt=(2013, 2014, 2015, 2016),
    oppfolging=(2022, 2023, 2024, 2025),
)  # fmt: skip
EFFEKT = 0.12


def indikator(kode, *, nivaa=0.4, nevner=600, effekt=0.0, bule=0.0, fro=1):
    rng = np.random.default_rng(fro)
    rader = []
    for i, sone in enumerate(SONER):
        for aar in range(2012, 2026):
            inne = sone in OMRAADE
            andel = (
                nivaa
                + 0.004 * i
                + effekt * (inne and aar >= 2021)
                + bule * (inne and aar in (2017, 2018))
            )
            rader.append((kode, sone, aar, float(rng.binomial(nevner, andel)), float(nevner), ""))
    return pd.DataFrame(rader, columns=["indikator", "sone", "aar", "teller", "nevner", "merknad"])


def utfall(*rader):
    kolonner = ["utfall", "navn", "maalt_med", "onsket", "hovedutfall", "valgt"]
    return pd.DataFrame(rader, columns=kolonner).assign(valgt=lambda d: pd.to_datetime(d["valgt"]))


U1 = ("U1", "Flere barn er med", "fritid_barn", "opp", True, "2019-06-01")
U2 = ("U2", "Færre unge står utenfor", "unge_utenfor", "ned", True, "2019-06-01")


def tiltak(
    levert=100.0, utfall=("U1",), ansvarlig="Kultur", status="gjennomført", navn="Åpen hall"
):
    return pd.DataFrame(
        {"tiltak": ["T1"], "navn": [navn], "utfall": [utfall], "ansvarlig": [ansvarlig], "status": [status],
         "planlagt": [100.0], "levert": [levert], "enhet": ["kvelder"], "budsjett": [1e5], "brukt": [9e4], "endring": [""]}
    )  # fmt: skip


def teori():
    return pd.DataFrame(
        {"ledd": ["P1", "P2", "P3", "P4", "P5"],
         "type": ["innsats", "aktivitet", "produkt", "brukereffekt", "samfunnseffekt"],
         "tekst": ["Penger", "Åpen hall", "Hallen er åpen", "Barn er med", "Et godt sted"],
         "leder_til": [("P2",), ("P3",), ("P4",), ("P5",), ()], "antakelse": ["a", "b", "c", "d", ""],
         "utfall": ["", "", "", "U1", ""]}
    )  # fmt: skip


def undersokelse(trekkmaate="tilfeldig utvalg", per_gruppe=200, fro=3):
    """To runder der `moteplass` går opp 25 prosentpoeng i området, og `pent` bare er stilt i 2025."""
    rng = np.random.default_rng(fro)
    rader = []
    for runde in (2019, 2025):
        for gruppe, soner in (("inne", OMRAADE), ("ute", SONER[2:])):
            andel = 0.6 if (runde, gruppe) == (2025, "inne") else 0.35
            rader += [
                (f"{runde}-{gruppe}-{i}", runde, soner[i % len(soner)], ("kvinner", "menn")[i % 2],
                 ("16–34 år", "35–49 år", "50–66 år", "67 år og over")[i // 2 % 4], np.nan,
                 float(4 if rng.random() < andel else 2), float(4 if runde == 2025 else np.nan))
                for i in range(per_gruppe)
            ]  # fmt: skip
    kolonner = ["respondent", "runde", "sone", "kjonn", "aldersgruppe", "vekt", "moteplass", "pent"]
    svar = pd.DataFrame(rader, columns=kolonner)
    kodebok = pd.DataFrame(
        {"sporsmal": ["moteplass", "pent"], "tema": ["rekreasjon", "estetikk"], "tekst": ["Steder å møtes?", "Pent stelt?"],
         "minst": 1.0, "hoyest": 5.0, "fornoyd_fra": 4.0, "vet_ikke": 9.0, "runder": [("2019", "2025"), ("2025",)]}
    )  # fmt: skip
    runder = pd.DataFrame(
        {"runde": [2019, 2025], "modus": "web", "trekkmaate": trekkmaate, "invitert": 900.0}
    )
    folk = [
        (s, aar, alder, kjonn, 100.0)
        for s in SONER for aar in (2019, 2025) for alder in ("20–34 år", "35–49 år", "50–66 år", "67–79 år")
        for kjonn in ("kvinner", "menn")
    ]  # fmt: skip
    befolkning = pd.DataFrame(folk, columns=["sone", "aar", "aldersgruppe", "kjonn", "antall"])
    return {"svar": svar, "kodebok": kodebok, "runder": runder, "befolkning": befolkning}


def tabeller(**endret):
    return {
        "soner": pd.DataFrame({"sone": SONER, "sonenavn": [f"Sone {s}" for s in SONER]}),
        "indikatorer": pd.concat(
            [indikator("fritid_barn", effekt=EFFEKT), indikator("unge_utenfor", nivaa=0.12, bule=0.06, fro=2)],
            ignore_index=True,
        ),
        "utfall": utfall(U1, U2), "tiltak": tiltak(), "programteori": teori(),
    } | endret  # fmt: skip


def brudd(gjelder, aar, slag="definisjon"):
    return pd.DataFrame(
        {"gjelder": [gjelder], "aar": [aar], "type": [slag], "beskrivelse": ["Ny måte å telle på."]}
    )


def befolkning_med_innflytting():
    """Fire like store aldersgrupper, og halvparten flere unge i området etter programmet."""
    rader = [
        (s, aar, alder, "kvinner", 150.0 if s in OMRAADE and aar == 2025 and alder == "20–34 år" else 100.0)
        for s in SONER for aar in (2013, 2025)
        for alder in ("20–34 år", "35–49 år", "50–66 år", "67–79 år")
    ]  # fmt: skip
    return pd.DataFrame(rader, columns=["sone", "aar", "aldersgruppe", "kjonn", "antall"])
