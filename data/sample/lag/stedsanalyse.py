"""Samtaler, mediesaker og observasjoner om området, og påstandene som kan prøves mot tall."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lag.felles import skrevet

ARK = {"stedskoder": "Stedskoder", "stedsbilder": "Stedsbilder"}
# Gruppene: hvor mange informanter, hvor mange av dem som bor i området, og hvor mange som ble spurt i gruppe.
GRUPPER = {
    "ungdom": (12, 12, 6), "foreldre": (12, 12, 0), "eldre": (11, 11, 5), "ansatte": (10, 2, 0),
    "besøkende": (12, 0, 0), "nye beboere": (3, 3, 0),
}  # fmt: skip
FELT = ["kilde_slag", "informant", "gruppe", "bor_her", "akse", "kode", "retning", "sted", "tid"]


def tabeller(t: dict[str, pd.DataFrame], rng: np.random.Generator) -> dict[str, pd.DataFrame]:
    """Utsagnene i den rekkefølgen samtalene ble holdt, og de andre kildene til slutt."""
    folk = _informanter(rng)
    alle = pd.concat([_utsagn(folk, rng), _kilder()], ignore_index=True)
    alle.insert(0, "utsagn", [f"S{nr:03}" for nr in range(1, len(alle) + 1)])
    return {
        "stedskoder": _med_sitater(_dobbeltkodet(alle)),
        "stedsbilder": skrevet("stedsbilder", ["behov"]),
    }


def _informanter(rng: np.random.Generator) -> pd.DataFrame:
    rader = [
        (gruppe, "ja" if nr < bor else "nei", "gruppesamtale" if nr < i_gruppe else "intervju")
        for gruppe, (antall, bor, i_gruppe) in GRUPPER.items()
        for nr in range(antall)
    ]
    folk = pd.DataFrame(rader, columns=["gruppe", "bor_her", "kilde_slag"])
    folk["informant"] = [f"I{nr + 1:02}" for nr in rng.permutation(len(folk))]
    return folk


def _utsagn(folk: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Trekk hvilke informanter i gruppen som sier det. Ingen er både for og mot det samme."""
    rader, sagt = [], {}
    for kode in skrevet("stedsanalyse_utbredelse").to_dict("records"):
        for gruppe in GRUPPER:
            brukt = sagt.setdefault((kode["kode"], gruppe), set())
            mulige = [i for i in folk.index[folk["gruppe"] == gruppe] if i not in brukt]
            valgt = rng.choice(mulige, int(kode[gruppe]), replace=False)
            brukt.update(valgt)
            rader += [{**folk.loc[i], **{f: kode[f] for f in FELT[4:]}} for i in valgt]
    ut = pd.DataFrame(rader)[FELT]
    return ut.sort_values("informant", kind="stable", ignore_index=True)


def _kilder() -> pd.DataFrame:
    k = skrevet("stedsanalyse_kilder")
    hver = k.loc[k.index.repeat(k["antall"].astype(int))]
    return hver.assign(informant="", gruppe="", bor_her="")[FELT]


def _dobbeltkodet(alle: pd.DataFrame) -> pd.DataFrame:
    """Den andre koder de første utsagnene med hver kode fra samtalene."""
    ut = alle.assign(kode2="", retning2="")
    for d in skrevet("stedsanalyse_dobbelt").itertuples():
        lik = (ut["kode"] == d.kode) & (ut["retning"] == d.retning) & (ut["kode2"] == "")
        rader = ut.index[lik & (ut["informant"] != "")][: int(d.antall)]
        ut.loc[rader, ["kode2", "retning2"]] = [d.kode2, d.retning2]
    return ut


def _med_sitater(alle: pd.DataFrame) -> pd.DataFrame:
    ut = alle.assign(sitat="", godkjent="")
    for s in skrevet("stedsanalyse_sitater").itertuples():
        lik = (ut["kode"] == s.kode) & (ut["gruppe"] == s.gruppe) & (ut["retning"] == s.retning)
        rad = ut.index[lik & (ut["sitat"] == "")][0]
        ut.loc[rad, ["sitat", "godkjent"]] = [s.sitat, s.godkjent]
    return ut
