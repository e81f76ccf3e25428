"""Medvirkningen våren 2025: planen, kortene fra hvert møte, innspillene og beboerrådet."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .felles import KOMMUNE, innhold, skrevet

ARK = {
    "medvirkningsplan": "Medvirkningsplan", "deltakere": "Deltakere", "innspill": "Innspill",
    "beboerraad": "Beboerråd",
}  # fmt: skip
TALL = ("kostnad", "timer", "deltakere", "plasser", "kandidater", "stemmer", "stemmeberettigede",
        "saker", "avgjort_selv", "fulgt_opp")  # fmt: skip
ALDER = ("16–19 år", "20–34 år", "35–49 år", "50–66 år", "67–79 år", "80 år og over", "ukjent")
# Kortene fra møtene for voksne: oppmøter i hver aldersgruppe, og hvor mange som var nye.
KORT = {
    "A02": ((1, 2, 12, 20, 14, 1, 3), (1, 2, 12, 20, 14, 1, 3)),
    "A03": ((5, 9, 12, 11, 8, 2, 4), (4, 8, 8, 6, 4, 2, 4)),
    "A04": ((2, 3, 13, 27, 21, 2, 6), (1, 1, 5, 15, 11, 1, 5)),
}
IGJEN = (0, 0, 5, 6, 3, 0, 0)
MENN = (2, 3, 10, 17, 12, 2)
BARN, UTENFOR, UKJENT_SONE = ("A05", 46), 6, 4
GRUPPER = {"leietaker": 21, "små barn hjemme": 24}


def tabeller(t: dict[str, pd.DataFrame], rng: np.random.Generator) -> dict[str, pd.DataFrame]:
    """Lag de fire tabellene. Deltakerne er trukket slik at sannhetene i fasiten stemmer."""
    lister = ["tilrettelegging", "kode_1", "kode_2", "tema", "behov", "tiltak"]
    return {
        "medvirkningsplan": _tall(skrevet("medvirkningsplan", lister)),
        "deltakere": _deltakere(rng),
        "innspill": skrevet("innspill", lister),
        "beboerraad": _tall(skrevet("beboerraad", [])),
    }


def _tall(data: pd.DataFrame) -> pd.DataFrame:
    for kolonne in data.columns.intersection(TALL):
        data[kolonne] = data[kolonne].map(lambda v: int(v) if v else "")
    return data


def _deltakere(rng: np.random.Generator) -> pd.DataFrame:
    """Den som kommer igjen, har samme nummer. På dialogmøtet ble det spurt på kortet i stedet."""
    personer = _personer(rng)
    rader, med = [], {a: [] for a in ALDER}
    venter = {a: list(personer.index[personer["aldersgruppe"] == a]) for a in ALDER}
    for aktivitet, (oppmoter, nye) in KORT.items():
        for alder, n, ny in zip(ALDER, oppmoter, nye, strict=True):
            igjen = rng.choice(med[alder], n - ny, replace=False).tolist() if n > ny else []
            forste, venter[alder] = venter[alder][:ny], venter[alder][ny:]
            rader += [(aktivitet, i, "") for i in (*forste, *igjen)]
            med[alder] += forste
    for alder, n in zip(ALDER, IGJEN, strict=True):
        if n:
            rader += [("A07", i, "ja") for i in rng.choice(med[alder], n, replace=False)]
    ut = pd.DataFrame(rader, columns=["aktivitet", "person", "igjen"]).join(personer, on="person")
    eget = ut["igjen"] == "ja"
    ut["deltaker"] = [f"S{i:03}" if e else f"D{p + 1:03}"
                      for i, (e, p) in enumerate(zip(eget, ut["person"], strict=True))]  # fmt: skip
    alle = pd.concat([ut, _barn(rng)], ignore_index=True)
    return alle[["deltaker", "aktivitet", "igjen", "kjonn", "aldersgruppe", "sone", "gruppe"]]


def _personer(rng: np.random.Generator) -> pd.DataFrame:
    antall = np.sum([nye for _, nye in KORT.values()], axis=0)
    rader = []
    for alder, n, menn in zip(ALDER, antall, (*MENN, None), strict=True):
        kjonn = ["ukjent"] * n if menn is None else ["menn"] * menn + ["kvinner"] * (n - menn)
        rader += [(alder, str(k)) for k in rng.permutation(kjonn)]
    d = pd.DataFrame(rader, columns=["aldersgruppe", "kjonn"])
    kjent = rng.permutation(d.index[d["aldersgruppe"] != "ukjent"])
    sannhet, sone = innhold("sannheter")["medvirkning"], f"{KOMMUNE}0000"
    deler = np.cumsum([sannhet["tangen"], UTENFOR, UKJENT_SONE])
    tangen, utenfor, ukjent, brygga = np.split(kjent, deler)
    d["sone"] = ""
    d.loc[tangen, "sone"], d.loc[utenfor, "sone"] = f"{sone}04", f"{sone}13"
    d.loc[brygga, "sone"], d.loc[ukjent, "sone"] = f"{sone}03", ""
    return d.assign(gruppe=_grupper(d, kjent, rng))


def _grupper(d: pd.DataFrame, kjent: np.ndarray, rng: np.random.Generator) -> pd.Series:
    """Noen har et kjennetegn til. De med små barn er mellom 20 og 49 år."""
    sannhet, ut = innhold("sannheter")["medvirkning"], pd.Series("", index=d.index)
    unge = rng.permutation(d.index[d["aldersgruppe"].isin(["20–34 år", "35–49 år"])])
    ut[unge[: GRUPPER["små barn hjemme"]]] = "små barn hjemme"
    resten = [i for i in kjent if ut[i] == ""]
    ut[resten[: GRUPPER["leietaker"]]] = "leietaker"
    ut[resten[-sannhet["skjult_antall"] :]] = sannhet["skjult_gruppe"]
    return ut


def _barn(rng: np.random.Generator) -> pd.DataFrame:
    aktivitet, n = BARN
    return pd.DataFrame({
        "deltaker": [f"B{i + 1:03}" for i in range(n)], "aktivitet": aktivitet, "igjen": "",
        "kjonn": rng.permutation(["kvinner"] * 24 + ["menn"] * (n - 24)), "aldersgruppe": "6–15 år",
        "sone": f"{KOMMUNE}000004", "gruppe": "",
    })  # fmt: skip
