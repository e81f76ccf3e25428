"""De åpne svarene i undersøkelsen, og spørsmålet om naboene, som henger sammen med trivselen."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .felles import innhold, skrevet

SPORSMAL = "Hva er viktigst å gjøre noe med der du bor?"
RUNDE = 2025
ANTALL = {"omraade": 168, "resten": 152}
KONTROLL = 60
KOLONNER = ["respondent", "runde", "sporsmal", "tekst", "tema", "tema_kontroll", "godkjent"]


def lag(t: dict[str, pd.DataFrame], rng: np.random.Generator) -> pd.DataFrame:
    """Trekk hvem som skriver noe, og hva de skriver. Noen svar er faste, og er plantet."""
    vanlige, faste = skrevet("apne_svar"), skrevet("apne_svar_fast")
    svar = t["svar"][t["svar"]["runde"] == RUNDE]
    inne = svar["sone"].isin(innhold("sannheter")["omraade"])
    deler = []
    for hvor, her in (("omraade", svar[inne]), ("resten", svar[~inne])):
        hvem = rng.choice(her["respondent"], size=ANTALL[hvor], replace=False)
        fast = faste[faste["hvor"] == hvor]
        vekt = vanlige[hvor].astype(float).to_numpy()
        valgt = rng.choice(len(vanlige), size=len(hvem) - len(fast), p=vekt / vekt.sum())
        tekst = pd.concat([fast, vanlige.iloc[valgt].assign(godkjent="")])
        deler.append(tekst.assign(respondent=hvem))
    alle = pd.concat(deler).sample(frac=1, random_state=rng).sort_values("respondent")
    alle = alle.assign(runde=RUNDE, sporsmal=SPORSMAL, tema_kontroll=_kontroll(alle["tema"], rng))
    return alle[KOLONNER].reset_index(drop=True)


def _kontroll(tema: pd.Series, rng: np.random.Generator) -> list[str]:
    """Den andre koderen har lest noen av svarene, og overser av og til ett av to temaer."""
    lest = rng.permutation(np.flatnonzero((tema != "").to_numpy()))[:KONTROLL]
    overser = rng.random(len(tema)) < 0.4
    ut = [""] * len(tema)
    for i in lest:
        koder = tema.iloc[i].split("; ")
        ut[i] = koder[0] if overser[i] else "; ".join(koder)
    return ut


def naboer(svar: pd.DataFrame, rng: np.random.Generator) -> list:
    """Svar på spørsmålet om naboene. Mange svarer det samme som om trivselen."""
    oppsett = innhold("sannheter")["undersokelse"]["driver"]
    ut = []
    for trives in svar["trives"]:
        eget = int(rng.choice([1, 2, 3, 4, 5], p=[0.06, 0.14, 0.2, 0.36, 0.24]))
        folger = rng.random() < oppsett["folger"] and trives in range(1, 6)
        ut.append(int(trives) if folger else eget)
    lodd = rng.random(len(ut))
    return [9 if p < 0.03 else v for v, p in zip(ut, lodd, strict=True)]
