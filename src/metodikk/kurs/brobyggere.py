"""Brobyggere: den med flest koblinger er sjelden den som holder nettverket sammen."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import numpy as np
import pandas as pd

from metodikk.grunn.tall import liste, prosent, tall
from metodikk.kurs.form import Valg, Vist
from metodikk.metoder import nettverk, prikking, ressurskart
from metodikk.ut import figurer
from metodikk.ut.side import Kolonne
from metodikk.ut.tabeller import tabell

UNGE, MIDT, ELDRE = "idrett og oppvekst", "frivilligsentral", "eldre og kultur"
NODER = {
    "Idrettslaget": UNGE, "Skolen": UNGE, "Ungdomsklubben": UNGE, "Korpset": UNGE, "Barnehagen": UNGE,
    "Foreldrelaget": UNGE, "Svømmegruppa": UNGE, "Eldresenteret": ELDRE,
    "Biblioteket": ELDRE, "Pensjonistlaget": ELDRE, "Koret": ELDRE, "Historielaget": ELDRE, "Menigheten": ELDRE,
    "Frivilligsentralen": MIDT,
}  # fmt: skip
FASTE = (
    ("Idrettslaget", "Skolen"), ("Idrettslaget", "Ungdomsklubben"), ("Idrettslaget", "Korpset"),
    ("Idrettslaget", "Svømmegruppa"), ("Skolen", "Barnehagen"), ("Skolen", "Foreldrelaget"),
    ("Skolen", "Frivilligsentralen"), ("Frivilligsentralen", "Eldresenteret"), ("Eldresenteret", "Pensjonistlaget"),
    ("Eldresenteret", "Koret"), ("Eldresenteret", "Biblioteket"), ("Biblioteket", "Historielaget"), ("Koret", "Menigheten"),
)  # fmt: skip
LOSE = (
    ("Idrettslaget", "Barnehagen"), ("Idrettslaget", "Foreldrelaget"), ("Skolen", "Korpset"),
    ("Ungdomsklubben", "Foreldrelaget"), ("Ungdomsklubben", "Svømmegruppa"), ("Korpset", "Foreldrelaget"),
    ("Ungdomsklubben", "Frivilligsentralen"), ("Frivilligsentralen", "Biblioteket"), ("Eldresenteret", "Menigheten"),
    ("Biblioteket", "Koret"), ("Historielaget", "Pensjonistlaget"),
)  # fmt: skip
FAST, LOS = 2, 1
NYE = ("", "Skolen–Biblioteket", "Ungdomsklubben–Korpset", "Foreldrelaget–Koret")
KILDE = "Oppdiktet: fjorten organisasjoner og det de gjør sammen"
NETTVERK, MILJOER, I_MILJOET, INNAD, PAA_TVERS = 200, 3, 7, 0.4, 0.03
KONTROLLER = (
    Valg("bort", "Hvem legger ned?", (
        ("Ingen", ""), ("Idrettslaget", "Idrettslaget"), ("Skolen", "Skolen"), ("Eldresenteret", "Eldresenteret"),
        ("Biblioteket", "Biblioteket"), ("Frivilligsentralen", "Frivilligsentralen"),
    ), ""),
    Valg("ny", "Nytt samarbeid", tuple((n.replace("–", " og ") or "Ingen", n) for n in NYE), ""),
    Valg("styrke", "Koblinger som telles", (("Alle", LOS), ("Bare faste avtaler", FAST)), LOS),
)  # fmt: skip


def koblinger(*, ny: str = "", styrke: int = LOS) -> pd.DataFrame:
    """Gi koblingene i det oppdiktede nettverket, med en ny kobling eller bare de faste.

    Parametere
    ----------
    ny : str
        To navn med tankestrek mellom. Den nye koblingen er fast.
    styrke : int
        1 gir alle, 2 gir bare de faste avtalene.

    Returnerer
    ----------
    DataFrame
        `fra`, `til` og `styrke`.

    Eksempel
    --------
    >>> len(koblinger()), len(koblinger(styrke=2))
    (24, 13)
    """
    faste = [*FASTE, *([tuple(ny.split("–"))] if ny else [])]
    rader = [(*par, s) for alle, s in ((faste, FAST), (LOSE, LOS)) for par in alle if s >= styrke]
    return pd.DataFrame(rader, columns=["fra", "til", "styrke"])


def maal(par: pd.DataFrame, organisasjoner: Mapping[str, str] = NODER) -> pd.DataFrame:
    """Regn ut koblinger, mellomledd og hva som går tapt når hver organisasjon legger ned.

    Parametere
    ----------
    par : DataFrame
        Koblingene, med `fra` og `til`.
    organisasjoner : dict
        Navn → miljø. Utelatt: de fjorten i simuleringen.

    Returnerer
    ----------
    DataFrame
        `navn`, `miljo`, `koblinger`, `mellomledd` (andelen av de korteste veiene som går gjennom den)
        og `mister` (antall par som mister forbindelsen uten den).

    Eksempel
    --------
    >>> m = maal(koblinger()).set_index("navn")
    >>> m.loc["Idrettslaget", "koblinger"], m.loc["Idrettslaget", "mister"]
    (np.int64(6), np.int64(0))
    """
    noder = pd.DataFrame({"ressurs": list(organisasjoner), "type": list(organisasjoner.values())})
    d = nettverk.beskriv(noder, par).noder.rename(
        columns={"ressurs": "navn", "type": "miljo", "grad": "koblinger"}
    )
    return d[["navn", "miljo", "koblinger", "mellomledd", "mister"]]


def deler(par: pd.DataFrame, bort: str) -> list[int]:
    """Regn ut størrelsen på delene nettverket faller i når én organisasjon legger ned.

    Eksempel
    --------
    >>> deler(koblinger(), "Frivilligsentralen")
    [7, 6]
    """
    return [len(b) for b in nettverk.biter(nettverk.graf(NODER, par), bort)]


def trekk(fro: int) -> tuple[list[str], pd.DataFrame]:
    """Trekk et nettverk der de fleste koblingene er innad i tre miljøer.

    Eksempel
    --------
    >>> len(trekk(1)[0])
    21
    """
    miljo = np.repeat(np.arange(MILJOER), I_MILJOET)
    sjanse = np.where(miljo[:, None] == miljo, INNAD, PAA_TVERS)
    treff = np.argwhere(np.triu(np.random.default_rng(fro).random(sjanse.shape) < sjanse, 1))
    return [f"{i:02d}" for i in range(len(miljo))], pd.DataFrame(
        [(f"{a:02d}", f"{b:02d}") for a, b in treff], columns=["fra", "til"]
    )


@cache
def hyppighet(antall: int = NETTVERK) -> dict[str, float]:
    """Regn ut hvor ofte den med flest koblinger også er den som skiller flest når den legger ned.

    Har flere like mange koblinger, deler de svaret likt. Bare nettverk der noen skiller andre, teller.
    """
    svar = []
    for fro in range(antall):
        g = nettverk.graf(*trekk(fro))
        mister, grad = nettverk.uten(g), dict(g.degree)
        if mest := max(mister.values()):
            flest = [n for n in g if grad[n] == max(grad.values())]
            svar.append(np.mean([mister[n] == mest for n in flest]))
    return {"nettverk": antall, "med_bindeledd": len(svar), "andel": float(np.mean(svar))}


def svaret() -> str:
    """Si hvor ofte den med flest koblinger er den som skiller flest, i de trukne nettverkene."""
    h = hyppighet()
    return (
        f"I {tall(h['med_bindeledd'])} av {tall(h['nettverk'])} trukne nettverk er minst én alene om å binde andre "
        f"sammen. Den med flest koblinger er den det går mest tapt uten, i {prosent(h['andel'], 0)} av dem."
    )


def kart():
    """Tegn nettverket uten å si hvem som holder det sammen, til spørsmålet deltakerne skal gjette på."""
    return _bilde(koblinger(), list(NODER), "Fjorten organisasjoner som samarbeider", [])


def tegn(*, bort: str = "", ny: str = "", styrke: int = LOS) -> Vist:
    """Tegn nettverket etter at noen har lagt ned, og si hvor mange som mister forbindelsen."""
    par = koblinger(ny=ny, styrke=styrke)
    d = maal(par)
    hva = f"{_hvilket(len(par), ny, styrke)} {_uten(par, bort) if bort else _sammen(par, d)}"
    igjen = [n for n in NODER if n != bort]
    figur = _bilde(
        par[(par["fra"] != bort) & (par["til"] != bort)], igjen,
        f"Nettverket {'uten ' + bort if bort else 'med alle'}{', med ' + ny if ny else ''}{', bare faste avtaler' if styrke == FAST else ''}",
        [] if bort else list(d.loc[d["mister"] == d["mister"].max(), "navn"]) * bool(d["mister"].max()), hva,
    )  # fmt: skip
    return Vist(figur, hva, _tabell(d, "Koblinger, og hva som går tapt om hver av dem legger ned"))


def stille() -> tuple:
    """Gi stillbildene til boka: med alle, uten den største, uten brobyggeren, og med en vei utenom."""
    valg = (
        {}, {"bort": "Idrettslaget"}, {"bort": "Frivilligsentralen"},
        {"bort": "Frivilligsentralen", "ny": NYE[1]},
    )  # fmt: skip
    vist = [tegn(**v) for v in valg]
    return *(v.figur for v in vist), vist[0].tabell


def egne(
    tabeller: Mapping[str, pd.DataFrame], *, uten: str = "", minst_styrke: int = 1,
    grenser: prikking.Grenser | None = None,
) -> Vist:  # fmt: skip
    """Finn ut hvem som binder sammen ressursene i et prosjekt, og hva som skjer om en av dem blir borte.

    Parametere
    ----------
    tabeller : dict
        Tabellene i et prosjekt: `soner`, `ressurser` og `koblinger`. Privatpersoner blir aldri med.
    uten : str
        Navnet på organisasjonen som prøves. Utelatt: den flest mister forbindelsen uten.
    minst_styrke : int
        Den svakeste koblingen som telles.
    grenser : Grenser, valgfri
        Personverngrensene i prosjektet.

    Returnerer
    ----------
    Vist
        Nettverket, og organisasjonene som er alene om å binde andre sammen.
    """
    valgt = dict(tabeller)
    if minst_styrke > 1 and "koblinger" in valgt:
        k = valgt["koblinger"]
        valgt["koblinger"] = k[k["styrke"].fillna(0) >= minst_styrke].reset_index(drop=True)
    r = ressurskart.lag(valgt, omraade=list(tabeller["soner"]["sone"]), grenser=grenser)
    koblede = prikking.avled(
        r.noder, lambda t: t[~t["alene"]].reset_index(drop=True) if len(t) else t
    )
    d = koblede.tabell
    if len(d) < nettverk.MINST_NODER:
        raise ValueError(f"Under {nettverk.MINST_NODER} organisasjoner har koblinger. Det er for få til å si hvem som bygger bro.")  # fmt: skip
    if uten and uten not in set(d["navn"]):
        raise ValueError(f"Ingen med koblinger heter «{uten}». Velg en av {liste(sorted(d['navn']))}.")  # fmt: skip
    proves = d[d["navn"] == uten].iloc[0] if uten else d.loc[d["mister"].idxmax()]
    setning = _egen_setning(d, r.koblinger.tabell, proves)
    figur = figurer.nettverk(
        koblede, r.koblinger, tittel=f"Nettverket rundt {proves['navn']}", funn=setning,
        fremhev=[proves["ressurs"]],
    )  # fmt: skip
    broer = prikking.avled(koblede, lambda t: t[t["mister"] > 0].sort_values("navn").rename(columns={"grad": "koblinger"}))  # fmt: skip
    return Vist(figur, setning, tabell(
        broer, tittel="Organisasjonene som er alene om å binde andre sammen",
        kolonner={
            "navn": "Organisasjon", "koblinger": Kolonne("Koblinger", "antall"),
            "mister": Kolonne("Par som mister forbindelsen", "antall"),
        },
    ))  # fmt: skip


def _bilde(par: pd.DataFrame, noder: list[str], tittel: str, fremhev: list[str], funn: str = ""):
    d = pd.DataFrame({"ressurs": noder, "navn": noder, "type": [NODER[n] for n in noder]})
    grunn = "oppdiktede organisasjoner"
    return figurer.nettverk(
        prikking.klarer_uten_personer(d, grunn), prikking.klarer_uten_personer(par, grunn),
        tittel=tittel, fremhev=fremhev, funn=funn, kilde=KILDE,
    )  # fmt: skip


def _tabell(d: pd.DataFrame, tittel: str):
    return tabell(
        prikking.klarer_uten_personer(d, "oppdiktede organisasjoner"), tittel=tittel, kilde=KILDE,
        kolonner={
            "navn": "Organisasjon", "koblinger": Kolonne("Koblinger", "antall"),
            "mellomledd": Kolonne("Korteste veier gjennom den", "prosent", 0),
            "mister": Kolonne("Par som mister forbindelsen", "antall"),
        },
    )  # fmt: skip


def _hvilket(antall: int, ny: str, styrke: int) -> str:
    slag = "faste avtaler" if styrke == FAST else "koblinger"
    med = f", med nytt samarbeid mellom {ny.replace('–', ' og ')}" if ny else ""
    return f"{len(NODER)} organisasjoner og {tall(antall)} {slag}{med}."


def _sammen(par: pd.DataFrame, d: pd.DataFrame) -> str:
    flest, bro = d.loc[d["koblinger"].idxmax()], d.loc[d["mister"].idxmax()]
    forst = f"Flest koblinger har {flest['navn']} ({flest['koblinger']})."
    if not bro["mister"]:
        return f"{forst} Ingen er alene om å binde andre sammen: 0 par mister forbindelsen om én legger ned."  # fmt: skip
    return f"{forst} Mest går tapt uten {bro['navn']} ({bro['koblinger']}). {_tap(deler(par, bro['navn']))}"  # fmt: skip


def _uten(par: pd.DataFrame, bort: str) -> str:
    return f"{bort} legger ned. {_tap(deler(par, bort))}"


def _tap(biter: list[int]) -> str:
    alle = sum(biter) * (sum(biter) - 1) // 2
    if len(biter) == 1:
        return f"De {biter[0]} andre henger fortsatt sammen, og 0 av {tall(alle)} par mister forbindelsen."  # fmt: skip
    tapt = alle - sum(b * (b - 1) // 2 for b in biter)
    return (
        f"Resten faller i {len(biter)} deler, med {liste([str(b) for b in biter])} organisasjoner, og "
        f"{tall(tapt)} av {tall(alle)} par mister forbindelsen."
    )


def _egen_setning(d: pd.DataFrame, par: pd.DataFrame, proves: pd.Series) -> str:
    mest = int(d["grad"].max())
    biter = [len(b) for b in nettverk.biter(nettverk.graf(d["ressurs"], par), proves["ressurs"])]
    return (
        f"Flest registrerte koblinger, {tall(mest)}, har {liste(sorted(d.loc[d['grad'] == mest, 'navn']))}. "
        f"Vi prøver uten {proves['navn']} ({tall(proves['grad'])}). {_tap(biter)}"
    )
