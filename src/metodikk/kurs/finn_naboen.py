"""Finn naboen: et skjult tall kan regnes ut når summen og de andre tallene står igjen."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import product

import numpy as np
import pandas as pd

from metodikk.grunn.tall import tall
from metodikk.grunn.typer import Klarert
from metodikk.kurs.form import Valg, Vist
from metodikk.kurs.prosjekttall import sonenavn, tall_for
from metodikk.metoder import prikking, revisjon
from metodikk.ut import figurer
from metodikk.ut.side import Kolonne, Tabell
from metodikk.ut.tabeller import tabell

SONER, GRUPPER, SUM = ("Vest", "Nord", "Sør", "Øst", "Midt"), ("0–9 år", "10–17 år"), "I alt"
BARN = ((18, 25), (2, 20), (31, 44), (27, 4), (8, 36))
BOSATTE = 60  # barn i hver gruppe, det høyeste tallet leseren kan tenke seg
VIST, APEN, VERNET = "Vises i tabellen", "Skjult, men kan regnes ut", "Skjult og vernet"
KILDE = "Oppdiktet: barn i familier med lav inntekt i fem soner"
TABELLER = 40
KONTROLLER = (
    Valg("terskel", "Minste tall som vises", (("3", 3), ("5", 5), ("10", 10)), 5),
    Valg("summer", "Publiser summene", (("Ja", True), ("Nei", False)), True),
    Valg(
        "nabo", "Skjul", (("Bare de små tallene", False), ("Også naboen når det trengs", True)), False
    ),
)  # fmt: skip


def lag_tabell(antall=BARN) -> pd.DataFrame:
    """Sett opp en tabell med antall i hver sone og gruppe, og alle summene.

    Parametere
    ----------
    antall : matrise
        Én rad per sone og én kolonne per gruppe.

    Returnerer
    ----------
    DataFrame
        `sone`, `gruppe` og `teller`, med «I alt» som sum begge veier.

    Eksempel
    --------
    >>> d = lag_tabell()
    >>> int(d["teller"].iloc[-1])
    215
    """
    a = np.asarray(antall)
    full = np.block([[a, a.sum(1, keepdims=True)], [a.sum(0, keepdims=True), a.sum(keepdims=True)]])
    rader = [
        (sone, gruppe, int(full[i, j]))
        for i, sone in enumerate((*SONER, SUM))
        for j, gruppe in enumerate((*GRUPPER, SUM))
    ]
    return pd.DataFrame(rader, columns=["sone", "gruppe", "teller"])


def trekk(antall: int, fro: int) -> np.ndarray:
    """Trekk tabeller med noen få små tall, slik de ofte er i små soner.

    Eksempel
    --------
    >>> trekk(3, fro=1).shape
    (3, 5, 2)
    """
    g = np.random.default_rng(fro)
    ventet = np.exp(g.normal(2.7, 0.8, (antall, len(SONER), len(GRUPPER))))
    return np.minimum(g.poisson(ventet), BOSATTE)


def publiser(data: pd.DataFrame, *, terskel: int, summer: bool = True, nabo: bool = True) -> Klarert:  # fmt: skip
    """Skjul små tall i en oppdiktet tabell, med eller uten naboene, og med eller uten summene.

    Porten brukes slik rapportene bruker den. Uten `nabo` får den ikke vite om summene.
    """
    d = data if summer else data[(data["sone"] != SUM) & (data["gruppe"] != SUM)]
    kjente = {"sone": {SUM: SONER}, "gruppe": {SUM: GRUPPER}} if summer and nabo else None
    grenser = prikking.Grenser(min_teller=terskel, profil="kurs")
    return prikking.prikk(
        d.reset_index(drop=True), celle=["sone", "gruppe"], summer=kjente, grenser=grenser, avledet=()
    )  # fmt: skip


def leseren_vet(klart: Klarert, ovre: int = BOSATTE) -> pd.DataFrame:
    """Finn den minste og den største verdien hvert tall kan ha for en leser som kan trekke fra.

    Leseren ser tabellen, vet at ingen tall er under null, og kjenner antall barn i gruppen (`ovre`).
    Revisjonen finner spennene, slik `metodikk revider` gjør med rapportene.
    """
    d = klart.tabell
    celler = pd.DataFrame({
        "rapport": "kurs", "ark": "tabell", "celle": d.index.astype(str), "rad": d["sone"],
        "kolonne": d["gruppe"], "tall": d["gruppe"], "gruppe": d["sone"], "aar": "", "slag": "antall",
        "verdi": d["teller"], "desimaler": 0, "symbol": np.where(d["teller"].isna(), ":", ""),
    })  # fmt: skip
    spenn = revisjon.grenser(celler)
    for_hver = [spenn.get(f"kurs, tabell, {i}", (v, v)) for i, v in d["teller"].items()]
    ut = d.assign(nedre=[float(s[0]) for s in for_hver], ovre=[min(float(s[1]), ovre) if np.isnan(v) else v
                  for s, v in zip(for_hver, d["teller"], strict=True)])  # fmt: skip
    skjult, apen = ut["teller"].isna(), ut["nedre"] == ut["ovre"]
    return ut.assign(leseren=np.select([~skjult, apen], [VIST, APEN], VERNET))


@cache
def hyppighet(antall: int = TABELLER, terskel: int = 5) -> pd.DataFrame:
    """Regn ut hvor ofte minst ett skjult tall kan regnes ut, i tabeller som har noe å skjule."""
    rader = []
    for summer, nabo in ((True, False), (True, True), (False, False)):
        apne = med = 0
        for a in trekk(antall, fro=0):
            if (lag_tabell(a)["teller"] >= terskel).all():
                continue
            vet = leseren_vet(publiser(lag_tabell(a), terskel=terskel, summer=summer, nabo=nabo))
            med += 1
            apne += bool((vet["leseren"] == APEN).any())
        rader.append((_ord(summer, nabo), med, apne, apne / med))
    return pd.DataFrame(rader, columns=["slik", "med_skjulte", "kan_regnes_ut", "andel"])


def tegn(*, terskel: int = 5, summer: bool = True, nabo: bool = False) -> Vist:
    """Tegn hva en leser kan regne seg fram til, når tabellen publiseres slik det er valgt."""
    klart, vet = _alle_valg()[terskel, summer, nabo]
    hva = _setning(vet, terskel, summer)
    figur = figurer.intervaller(
        prikking.klarer_uten_personer(vet, "oppdiktede barn i oppdiktede soner"), kategori="tallet",
        gruppe="leseren", verdi="teller", sorter=False, enhet="antall", kilde=KILDE, funn=hva,
        tittel=f"Det leseren vet når tall under {terskel} skjules, {_ord(summer, nabo)}",
        tekst="Punktet er det sanne tallet. Streken er spennet leseren kan regne seg fram til.",
    )  # fmt: skip
    return Vist(
        figur,
        hva,
        _publisert(klart, summer, f"Tabellen slik leseren ser den, {_ord(summer, nabo)}"),
    )


def gjettetabell() -> Tabell:
    """Gi tabellen deltakeren skal prøve seg på: bare de små tallene er skjult."""
    return _publisert(_alle_valg()[5, True, False][0], True, "Tabellen du skal prøve deg på")


@cache
def _alle_valg() -> dict[tuple, tuple[Klarert, pd.DataFrame]]:
    """Regn ut alle valgene én gang, slik at hvert av dem vises med en gang det er valgt."""
    return {v: _ett_valg(*v) for v in product(*(k.verdier for k in KONTROLLER))}


def _ett_valg(terskel: int, summer: bool, nabo: bool) -> tuple[Klarert, pd.DataFrame]:
    klart = publiser(lag_tabell(), terskel=terskel, summer=summer, nabo=nabo)
    vet = leseren_vet(klart).merge(lag_tabell(), on=["sone", "gruppe"], suffixes=("_vist", ""))
    vet = vet[(vet["sone"] != SUM) & (vet["gruppe"] != SUM)]
    return klart, vet.assign(tallet=vet["sone"] + ", " + vet["gruppe"])


def stille() -> tuple:
    """Gi stillbildene til boka: tre måter å skjule på, og hvor ofte hver av dem svikter."""
    maater = (
        {"summer": True, "nabo": False},
        {"summer": False, "nabo": False},
        {"summer": True, "nabo": True},
    )
    vist = [tegn(**m) for m in maater]
    svikt = prikking.klarer_uten_personer(hyppighet(), "oppdiktede tabeller")
    return gjettetabell(), *(v.figur for v in vist), tabell(
        svikt, tittel="Hvor ofte minst ett skjult tall kan regnes ut",
        kolonner={
            "slik": "Slik publiseres tabellen", "med_skjulte": Kolonne("Tabeller med noe skjult", "antall"),
            "kan_regnes_ut": Kolonne("Tabeller som kan regnes ut", "antall"), "andel": Kolonne("Andel", "prosent", 0),
        },
        kilde=f"Oppdiktet: {TABELLER} trukne tabeller, tall under 5 skjules",
    )  # fmt: skip


def egne(
    tabeller: Mapping[str, pd.DataFrame], *, indikator: str = "barn_lavinntekt",
    grenser: prikking.Grenser | None = None,
) -> Vist:  # fmt: skip
    """Vis egne soner gjennom porten, og si hva en leser kunne regnet ut om bare de små tallene var skjult.

    Parametere
    ----------
    tabeller : dict
        Tabellene i et prosjekt: `indikatorer` og eventuelt `soner` med navnene.
    indikator : str
        Indikatoren som prøves. Siste år i tabellen brukes.
    grenser : Grenser, valgfri
        Personverngrensene i prosjektet.

    Returnerer
    ----------
    Vist
        Tallene porten slipper ut. De skjulte tallene vises aldri.
    """
    d = tall_for(tabeller["indikatorer"], indikator)
    d = d[d["aar"] == d["aar"].max()][["sone", "teller", "nevner", "merknad"]]
    soner = list(d["sone"])
    alle = pd.DataFrame({"sone": [SUM], "teller": [d["teller"].sum()], "nevner": [d["nevner"].sum()],
                         "merknad": [""]})  # fmt: skip
    d = pd.concat([d, alle], ignore_index=True).assign(gruppe="antall")
    valg = {"celle": ["sone"], "grenser": grenser}
    bare_smaa = prikking.prikk(d, **valg)
    klart = prikking.prikk(d, summer={"sone": {SUM: soner}}, **valg)
    apne = int((leseren_vet(bare_smaa, ovre=10**9)["leseren"] == APEN).sum())
    vernet = int((leseren_vet(klart, ovre=10**9)["leseren"] == APEN).sum())
    skjult = int(klart.tabell["teller"].isna().sum())
    navn = sonenavn(tabeller)
    setning = (
        f"Porten skjuler {tall(skjult)} av {tall(len(d))} tall. Var bare de små skjult, kunne en leser regnet "
        f"ut {tall(apne)} av dem med summen. Nå kan leseren regne ut {tall(vernet)}."
    )
    figur = figurer.soyler(
        prikking.avled(klart, lambda t: t[t["sone"] != SUM]), tittel="Antallet i hver sone, siste år",
        kategori="sone", verdi="teller", enhet="antall", navn=navn, funn=setning,
    )  # fmt: skip
    return Vist(figur, setning, tabell(
        klart, tittel="Tallene slik de kan publiseres", navn=navn,
        kolonner={"sone": "Sone", "teller": Kolonne("Antall", "antall"), "nevner": Kolonne("Av i alt", "antall")},
    ))  # fmt: skip


def _setning(vet: pd.DataFrame, terskel: int, summer: bool) -> str:
    skjult, apne = vet[vet["leseren"] != VIST], vet[vet["leseren"] == APEN]
    hva = f"{tall(len(skjult))} av {tall(len(vet))} tall er skjult med grensen {terskel}, {'med' if summer else 'uten'} summer."
    if len(apne):
        r = apne.iloc[0]
        return f"{hva} En leser kan regne ut {tall(len(apne))} av dem, for eksempel at {r['sone']} har {tall(r['teller'])} barn på {r['gruppe']}."
    smalest = skjult.loc[(skjult["ovre"] - skjult["nedre"]).idxmin()]
    return f"{hva} En leser kan regne ut 0 av dem. Det smaleste spennet er fra {tall(smalest['nedre'])} til {tall(smalest['ovre'])}, for {smalest['tallet']}."


def _ord(summer: bool, nabo: bool) -> str:
    return f"{'med' if summer else 'uten'} summer og {'med' if nabo else 'uten'} skjult nabo"


def _publisert(klart: Klarert, summer: bool, tittel: str) -> Tabell:
    """Tabellen slik leseren ser den, med gruppene bortover."""
    grupper = {f"g{i}": g for i, g in enumerate((*GRUPPER, SUM) if summer else GRUPPER)}

    def bortover(t: pd.DataFrame) -> pd.DataFrame:
        soner = list(dict.fromkeys(t["sone"]))
        ut = pd.DataFrame({"sone": soner})
        for kolonne, gruppe in grupper.items():
            del_ = t[t["gruppe"] == gruppe].set_index("sone").reindex(soner)
            ut[kolonne], ut[f"merknad_{kolonne}"] = list(del_["teller"]), list(del_["merknad"])
        return ut

    kolonner = {"sone": "Sone"} | {k: Kolonne(g, "antall") for k, g in grupper.items()}
    return tabell(prikking.avled(klart, bortover), tittel=tittel,
                  kolonner=kolonner, kilde=KILDE)  # fmt: skip
