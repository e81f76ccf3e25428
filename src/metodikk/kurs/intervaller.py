"""Intervaller i praksis: se på intervallet for forskjellen, og vent deg falske alarmer når du ser på mange."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import numpy as np
import pandas as pd

from metodikk.grunn.tall import liste, prosent, tall
from metodikk.grunn.typer import Klarert
from metodikk.kurs.form import Trekk, Valg, Vist
from metodikk.kurs.prosjekttall import krev_andel, siste_aar_med_sum, sonenavn, tall_for
from metodikk.metoder import prikking, usikkerhet
from metodikk.ut import figurer
from metodikk.ut.side import Kolonne
from metodikk.ut.tabeller import tabell

ENDRET, ANDEL, ENDRING = "Sone 1", 0.6, 0.1
NEWCOMBE = ((56, 70), (48, 80))
KILDE = "Oppdiktet: 60 prosent er trygge i alle sonene i første runde, og Sone 1 øker med 10 prosentpoeng"
TREKNINGER, INGEN = 2000, "ingen"
FORSTE = 10  # første visning er en trekning der det er noe å se i alle delene av setningen
KONTROLLER = (
    Valg("svar", "Svar i hver sone og runde", (("100", 100), ("200", 200), ("400", 400), ("800", 800)), 200),
    Valg("soner", "Soner uten endring", (("5", 5), ("10", 10), ("15", 15), ("20", 20)), 20),
    Trekk("Spør på nytt"),
)  # fmt: skip


def trekk(svar: int, soner: int, antall: int, fro: int) -> np.ndarray:
    """Trekk hvor mange som er trygge i to runder, i én sone som endrer seg og mange som ikke gjør det.

    Parametere
    ----------
    svar, soner : int
        Antall svar i hver sone og runde, og antall soner uten endring.
    antall, fro : int
        Hvor mange ganger det trekkes, og frøet som gjør det likt hver gang.

    Returnerer
    ----------
    ndarray
        Trekning × sone × (første, andre runde). Den første sonen er den som endrer seg.

    Eksempel
    --------
    >>> trekk(200, 20, 3, fro=1).shape
    (3, 21, 2)
    """
    g = np.random.default_rng(fro)
    p = np.full((soner + 1, 2), ANDEL)
    p[0, 1] += ENDRING
    return g.binomial(svar, p, (antall, soner + 1, 2))


def sammenlikn(data: pd.DataFrame, konfidens: float = 0.95) -> pd.DataFrame:
    """Regn ut forskjellen i hver rad, og de to reglene folk bruker for å lese den.

    Parametere
    ----------
    data : DataFrame
        `teller`, `nevner`, `teller_mot` og `nevner_mot`. Endres ikke.
    konfidens : float, forvalgt 0.95

    Returnerer
    ----------
    DataFrame
        Med forskjellen og intervallet for den, `slaar_ut` (intervallet for forskjellen rommer ikke
        null) og `overlapper` (de to tallenes egne intervaller overlapper).

    Eksempel
    --------
    >>> d = pd.DataFrame({"teller": [56], "nevner": [70], "teller_mot": [48], "nevner_mot": [80]})
    >>> sammenlikn(d)[["slaar_ut", "overlapper"]].values.tolist()
    [[True, True]]
    """
    ut = usikkerhet.sammenlikn(data, konfidens=konfidens)
    slaar_ut, overlapper = _regler(data["teller"], data["nevner"], data["teller_mot"], data["nevner_mot"], konfidens)  # fmt: skip
    return ut.assign(slaar_ut=slaar_ut, overlapper=overlapper)


@cache
def hyppighet(svar: int = 200, soner: int = 20, konfidens: float = 0.95) -> dict[str, float]:
    """Spør mange ganger, og tell hvor ofte endringen blir funnet og noe annet slår ut.

    Parametere
    ----------
    svar, soner : int
        Antall svar i hver sone og runde, og antall soner uten endring.
    konfidens : float, forvalgt 0.95

    Returnerer
    ----------
    dict
        `funnet` (intervallet for forskjellen rommer ikke null i Sone 1), `funnet_uten_overlapp`
        (intervallene for de to rundene overlapper ikke), `falske` (soner uten endring som slår ut, i
        snitt) og `minst_en` (hvor ofte det er minst én av dem).

    Eksempel
    --------
    >>> h = hyppighet(200, 20)
    >>> round(h["falske"]), h["funnet"] > h["funnet_uten_overlapp"]
    (1, True)
    """
    x = trekk(svar, soner, TREKNINGER, 0)
    slaar_ut, overlapper = _regler(x[..., 1], svar, x[..., 0], svar, konfidens)
    falske = slaar_ut[:, 1:].sum(axis=1)
    return {
        "svar": svar, "funnet": float(slaar_ut[:, 0].mean()),
        "funnet_uten_overlapp": float((~overlapper[:, 0]).mean()),
        "falske": float(falske.mean()), "minst_en": float((falske > 0).mean()),
    }  # fmt: skip


def tegn(*, svar: int = 200, soner: int = 20, fro: int = 1) -> Vist:
    """Tegn intervallet for endringen i hver sone, og si hvilke som slår ut."""
    x = trekk(svar, soner, 1, FORSTE + fro)[0]
    d = sammenlikn(pd.DataFrame({
        "sone": [ENDRET, *(f"Sone {i}" for i in range(2, soner + 2))],
        "teller": x[:, 1], "nevner": svar, "teller_mot": x[:, 0], "nevner_mot": svar,
    }))  # fmt: skip
    en = d.iloc[0]
    funn = (
        f"Med {tall(svar)} svar {'slår' if en['slaar_ut'] else 'slår ikke'} {ENDRET} ut: "
        f"{_spenn(en)}. Av de {soner} sonene uten endring {_slaar_ut(d)}."
    )
    figur = figurer.intervaller(
        prikking.klarer_uten_personer(d, "oppdiktede soner"),
        tittel=f"Endring i {soner + 1} soner fra første til andre runde, {svar} svar",
        verdi="forskjell", nedre="forskjell_nedre", ovre="forskjell_ovre", enhet="prosentpoeng",
        fremhev=list(d["sone"][d["slaar_ut"]]) or [INGEN], sorter=False, kilde=KILDE, funn=funn,
        tekst="Streken er 95-prosentintervallet for endringen. De mørke rommer ikke null.",
    )  # fmt: skip
    h = hyppighet(svar, soner)
    return Vist(figur, (
        f"{funn} Intervallene for de to rundene i {ENDRET} {'overlapper' if en['overlapper'] else 'overlapper ikke'}. "
        f"Over {tall(TREKNINGER)} trekninger slår {ENDRET} ut i {prosent(h['funnet'], 0)}, og i snitt "
        f"{tall(h['falske'], 1)} av de {soner}."
    ))  # fmt: skip


def to_soner() -> tuple:
    """Tegn to intervaller som overlapper, og intervallet for forskjellen, som ikke rommer null.

    Tallene er Newcombes eksempel: 56 av 70 og 48 av 80.
    """
    x, n = np.array(NEWCOMBE).T
    nedre, ovre = usikkerhet.wilson(x, n)
    d = pd.DataFrame({"sone": ["Sone A, 56 av 70", "Sone B, 48 av 80"], "verdi": x / n, "nedre": nedre, "ovre": ovre})  # fmt: skip
    forskjell = usikkerhet.forskjell_andeler(*NEWCOMBE[0], *NEWCOMBE[1])
    f = pd.DataFrame([("A minus B", *forskjell)], columns=["sone", "verdi", "nedre", "ovre"])
    grunn = "et eksempel fra litteraturen"
    return (
        figurer.intervaller(
            prikking.klarer_uten_personer(d, grunn), tittel="To soner hver for seg",
            funn=f"Intervallene overlapper: {_fra_til(nedre[0], ovre[0])} prosent, og {_fra_til(nedre[1], ovre[1])} prosent.",
            kilde="Tallene er fra Newcombe (1998). Sonene er oppdiktet",
        ),
        figurer.intervaller(
            prikking.klarer_uten_personer(f, grunn), tittel="Forskjellen mellom de to sonene",
            enhet="prosentpoeng", kilde="Newcombe (1998), metode 10",
            funn=f"Intervallet for forskjellen er {_fra_til(*forskjell[1:])} prosentpoeng og rommer ikke null.",
        ),
    )  # fmt: skip


def stille() -> tuple:
    """Gi stillbildene til boka: to soner, tjue soner med få og mange svar, og hvor ofte det slår ut."""
    rader = pd.DataFrame([hyppighet(n) for n in KONTROLLER[0].verdier])
    return *to_soner(), tegn(svar=200).figur, tegn(svar=800).figur, tabell(
        prikking.klarer_uten_personer(rader, "oppdiktede soner"),
        tittel="Hvor ofte endringen i Sone 1 blir funnet, og hvor ofte noe annet slår ut",
        kolonner={
            "svar": Kolonne("Svar i hver sone", "antall"),
            "funnet": Kolonne("Funnet med intervallet for forskjellen", "prosent", 0),
            "funnet_uten_overlapp": Kolonne("Funnet om intervallene ikke må overlappe", "prosent", 0),
            "falske": Kolonne("Falske alarmer av 20, i snitt", "tall", 1),
            "minst_en": Kolonne("Minst én falsk alarm", "prosent", 0),
        },
        kilde=f"Oppdiktet: {tall(TREKNINGER)} trekninger, 95-prosentintervaller",
    )  # fmt: skip


def egne(
    tabeller: Mapping[str, pd.DataFrame], *, indikator: str = "lav_utdanning",
    konfidens: float = 0.95, grenser: prikking.Grenser | None = None,
) -> Vist:  # fmt: skip
    """Sammenlikn hver sone med resten av kommunen, og si hvor mange som ville slått ut om alle var like.

    Parametere
    ----------
    tabeller : dict
        Tabellene i et prosjekt: `indikatorer` og eventuelt `soner` med navnene.
    indikator : str
        En andel. Siste år i tabellen brukes.
    konfidens : float, forvalgt 0.95
        Rapportene bruker 0,99 fordi de ser på mange soner.
    grenser : Grenser, valgfri
        Personverngrensene i prosjektet.

    Returnerer
    ----------
    Vist
        Forskjellen i hver sone, og om de to intervallene overlapper.
    """
    klart = prikking.avled(_klarert(tabeller["indikatorer"], indikator, grenser), lambda t: _mot_resten(t, konfidens))  # fmt: skip
    vist = klart.tabell.dropna(subset=["forskjell"])
    if vist.empty:
        raise ValueError(f"Ingen av sonene kan vises for «{indikator}».")
    ut = vist[vist["slaar_ut"]]
    navn = sonenavn(tabeller)
    setning = (
        f"Med {tall(konfidens * 100, 1).removesuffix(',0')}-prosentintervaller slår {tall(len(ut))} av {tall(len(vist))} soner ut mot resten av "
        f"kommunen. Var alle like, ville vi ventet {tall(usikkerhet.ventet_falske(len(vist), konfidens), 1)}. I "
        f"{tall(int(ut['overlapper'].sum()))} av sonene som slår ut, overlapper likevel de to intervallene."
    )
    figur = figurer.intervaller(
        klart, tittel="Forskjellen fra resten av kommunen, siste år", verdi="forskjell", sorter=False,
        nedre="forskjell_nedre", ovre="forskjell_ovre", enhet="prosentpoeng", navn=navn, funn=setning,
        fremhev=list(ut["sone"]) or [INGEN],
    )  # fmt: skip
    return Vist(figur, setning, tabell(
        klart, tittel="Forskjellen, og om de to intervallene overlapper", navn=navn,
        kolonner={
            "sone": "Sone", "verdi": Kolonne("Andel", "prosent"), "verdi_mot": Kolonne("Resten", "prosent"),
            "forskjell": Kolonne("Forskjell", "prosentpoeng"), "forskjell_nedre": Kolonne("Fra", "prosentpoeng"),
            "forskjell_ovre": Kolonne("Til", "prosentpoeng"), "ord": "Her er det", "sier_overlapp": "Overlapper",
        },
    ))  # fmt: skip


def _regler(teller, nevner, teller_mot, nevner_mot, konfidens: float) -> tuple[np.ndarray, np.ndarray]:  # fmt: skip
    """De to reglene: intervallet for forskjellen rommer ikke null, og de to intervallene overlapper."""
    _, nedre, ovre = usikkerhet.forskjell_andeler(teller, nevner, teller_mot, nevner_mot, konfidens)
    l1, u1 = usikkerhet.wilson(teller, nevner, konfidens)
    l2, u2 = usikkerhet.wilson(teller_mot, nevner_mot, konfidens)
    return np.asarray((nedre > 0) | (ovre < 0)), np.asarray((l1 <= u2) & (l2 <= u1))


def _klarert(indikatorer: pd.DataFrame, indikator: str, grenser) -> Klarert:
    """Sonene siste år og summen av dem, gjennom porten."""
    d = tall_for(indikatorer, indikator)
    d, deler = siste_aar_med_sum(d)
    krev_andel(d[d["sone"].isin(deler)], indikator)
    return prikking.prikk(d, celle=["sone"], summer={"sone": {"alle": deler}}, grenser=grenser)  # fmt: skip


def _mot_resten(t: pd.DataFrame, konfidens: float) -> pd.DataFrame:
    """Hver sone mot summen av de andre. Regnes bare av tall som er vist."""
    soner, alle = t.iloc[:-1], t.iloc[-1]
    d = soner.assign(teller_mot=alle["teller"] - soner["teller"], nevner_mot=alle["nevner"] - soner["nevner"])  # fmt: skip
    d = sammenlikn(d, konfidens)
    skjult = d["forskjell"].isna()
    return d.assign(
        verdi=d["teller"] / d["nevner"], verdi_mot=d["teller_mot"] / d["nevner_mot"],
        ord=d["ord"].mask(skjult, ""), sier_overlapp=np.select([skjult, d["overlapper"]], ["", "ja"], "nei"),
    )  # fmt: skip


def _slaar_ut(d: pd.DataFrame) -> str:
    navn = list(d["sone"][1:][d["slaar_ut"][1:]])
    if not navn:
        return "slår 0 ut"
    vist = liste(navn[:4]) if len(navn) <= 4 else f"{', '.join(navn[:3])} og flere"
    return f"slår {tall(len(navn))} ut ({vist})"


def _spenn(rad: pd.Series) -> str:
    return f"{_fra_til(rad['forskjell_nedre'], rad['forskjell_ovre'])} prosentpoeng"


def _fra_til(nedre: float, ovre: float) -> str:
    return f"fra {tall(float(nedre) * 100)} til {tall(float(ovre) * 100)}"
