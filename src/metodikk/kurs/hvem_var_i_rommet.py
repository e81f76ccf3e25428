"""Hvem var i rommet: mange deltakere gir ikke et riktigere bilde når de samme blir borte hver gang."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

import numpy as np
import pandas as pd

from metodikk.grunn.tall import prosent, tall
from metodikk.grunn.typer import Klarert
from metodikk.kurs.form import Valg, Vist
from metodikk.metoder import medvirkning, prikking, undersokelse
from metodikk.ut import figurer
from metodikk.ut.side import Kolonne
from metodikk.ut.tabeller import tabell

ALDRE = ("16–34 år", "35–66 år", "67 år og over")
BOLIGER, SPRAAK = ("Eier boligen", "Leier boligen"), ("Norsk hjemme", "Et annet språk hjemme")
BOR = (288, 72, 297, 243, 892, 158, 225, 225, 480, 30, 72, 18)
JA_ALDER, JA_LEIER, JA_SPRAAK = (0.70, 0.48, 0.25), 0.08, 0.06
JA, PLASSER = "Ja til kveldsåpent hus", 60
I_ROMMET, INNBYGGERE = "Deltakerne", "Innbyggerne"
OPPDIKTET = "Oppdiktet: 3000 innbyggere over 16 år, med oppdiktede meninger"
KANAL = {
    "plakat": ("plakat og nettside", 0.045, (0.25, 1, 1.6), (1, 0.35), (1, 0.3)),
    "brev": ("brev til alle", 0.13, (0.3, 1, 1.6), (1, 0.4), (1, 0.35)),
    "spurt": ("spørsmål der folk er", 0.04, (1.0, 0.9, 0.9), (0.9, 1.2), (0.95, 1.2)),
}
STED = {
    "raadhuset": ("en hverdag kl. 16 i rådhuset", (0.6, 0.8, 1.3), (1, 0.8)),
    "skolen": ("en hverdag kl. 19 på skolen", (0.9, 1.1, 0.8), (1, 0.9)),
    "torget": ("en lørdag kl. 12 på torget", (1.1, 1.0, 0.9), (1, 1.1)),
}
KVOTE = {"ingen": "uten kvoter", "alder": "med kvoter for alder",
         "alt": "med kvoter for alder, bolig og språk"}  # fmt: skip
KONTROLLER = (
    Valg("kanal", "Slik blir folk invitert", (
        ("Plakat og nettside", "plakat"), ("Brev til alle", "brev"), ("Spørsmål der folk er", "spurt"),
    ), "brev"),
    Valg("sted", "Tid og sted", (
        ("Hverdag kl. 16, rådhuset", "raadhuset"), ("Hverdag kl. 19, skolen", "skolen"),
        ("Lørdag kl. 12, torget", "torget"),
    ), "raadhuset"),
    Valg("kvote", "Kvoter, slik innbyggerne er fordelt", (
        ("Ingen, alle får plass", "ingen"), (f"Alder, {PLASSER} plasser", "alder"),
        (f"Alder, bolig og språk, {PLASSER} plasser", "alt"),
    ), "ingen"),
)  # fmt: skip


def folk() -> pd.DataFrame:
    """Gi innbyggerne: tolv grupper med alder, bolig og språk, antall og andelen som sier ja.

    Eksempel
    --------
    >>> int(folk()["bor"].sum())
    3000
    """
    d = pd.DataFrame(product(ALDRE, BOLIGER, SPRAAK), columns=["alder", "bolig", "spraak"])
    ja = [
        JA_ALDER[ALDRE.index(a)] + JA_LEIER * (b == BOLIGER[1]) + JA_SPRAAK * (s == SPRAAK[1])
        for a, b, s in d.to_numpy()
    ]
    return d.assign(bor=BOR, ja=ja)


def sjanse(kanal: str, sted: str) -> np.ndarray:
    """Regn ut sjansen hver gruppe har for å komme, slik møtet er lagt opp.

    Eksempel
    --------
    >>> sjanse("brev", "torget").round(3).tolist()[:2]
    [0.043, 0.015]
    """
    _, grunn, alder, bolig, spraak = KANAL[kanal]
    _, alder2, bolig2 = STED[sted]
    deler = product(range(3), range(2), range(2))
    return np.array(
        [grunn * alder[a] * alder2[a] * bolig[b] * bolig2[b] * spraak[s] for a, b, s in deler]
    )


def rommet(kanal: str, sted: str, kvote: str = "ingen") -> pd.DataFrame:
    """Regn ut hvor mange som kan ventes fra hver gruppe, med eller uten kvoter.

    En kvote fordeler plassene slik innbyggerne er fordelt. Kommer det for få fra en gruppe, blir
    plassene stående tomme.

    Parametere
    ----------
    kanal, sted, kvote : str
        Nøklene i `KANAL`, `STED` og `KVOTE`.

    Returnerer
    ----------
    DataFrame
        Som :func:`folk`, med `kom` (ventet antall deltakere).

    Eksempel
    --------
    >>> r = rommet("spurt", "torget", "alt")
    >>> int(r["kom"].sum().round())
    60
    """
    d = folk()
    d = d.assign(kom=d["bor"] * sjanse(kanal, sted))
    if kvote == "ingen":
        return d
    gruppe = {"alder": ["alder"], "alt": ["alder", "bolig", "spraak"]}[kvote]
    bor, kom = (d.groupby(gruppe)[k].transform("sum") for k in ("bor", "kom"))
    plasser = PLASSER * bor / d["bor"].sum()
    return d.assign(kom=d["kom"] * np.minimum(plasser / kom, 1))


def tilsvarer(sier_ja: float, sant: float, antall: float, bor: int) -> float:
    """Regn ut hvor mange tilfeldig valgte som ville bommet like mye på andelen som sier ja.

    Bommen er både skjevhet og tilfeldighet, lagt sammen som kvadrater.

    Parametere
    ----------
    sier_ja, sant : float
        Andelen som sier ja i rommet, og blant alle innbyggerne.
    antall, bor : tall
        Antall i rommet, og antall innbyggere.

    Returnerer
    ----------
    float
        Antallet i det tilfeldige utvalget.

    Eksempel
    --------
    >>> round(tilsvarer(0.5, 0.5, 100, 10**9)), round(tilsvarer(0.3, 0.5, 10**6, 10**9))
    (100, 6)

    Les mer
    -------
    Meng (2018), om hvorfor store skjeve utvalg er mindre enn de ser ut.
    """
    bom = (sier_ja - sant) ** 2 + sier_ja * (1 - sier_ja) / antall
    return 1 / (bom / (sant * (1 - sant) * bor / (bor - 1)) + 1 / bor)


def tall_for(kanal: str, sted: str, kvote: str = "ingen") -> dict[str, float]:
    """Regn ut hvor mange som kom, hvor skjevt rommet er, og hva det mener.

    Eksempel
    --------
    >>> round(tall_for("brev", "torget")["sant"], 3)
    0.544
    """
    d = rommet(kanal, sted, kvote)
    antall, bor = float(d["kom"].sum()), int(d["bor"].sum())
    ja, sant = (float(np.average(d["ja"], weights=d[k])) for k in ("kom", "bor"))
    return {"antall": antall, "skjevhet": medvirkning.skjevhet(d["kom"], d["bor"]), "ja": ja, "sant": sant,
            "tilsvarer": tilsvarer(ja, sant, antall, bor)}  # fmt: skip


def oversikt() -> pd.DataFrame:
    """Sett opp alle måtene å invitere på og alle stedene, uten kvoter."""
    return pd.DataFrame([
        {"kanal": KANAL[k][0].capitalize(), "sted": STED[s][0].removeprefix("en ").capitalize()} | tall_for(k, s)
        for k, s in product(KANAL, STED)
    ])  # fmt: skip


def andeler(kanal: str, sted: str, kvote: str = "ingen") -> pd.DataFrame:
    """Sett deltakerne opp mot innbyggerne: andelen i hver gruppe, og andelen som sier ja."""
    d = rommet(kanal, sted, kvote)
    rader = [
        (g, hvem, d.loc[d[k] == g, vekt].sum() / d[vekt].sum())
        for k in ("alder", "bolig", "spraak")
        for g in d[k].unique()
        for hvem, vekt in ((I_ROMMET, "kom"), (INNBYGGERE, "bor"))
    ]
    for hvem, vekt in ((I_ROMMET, "kom"), (INNBYGGERE, "bor")):
        rader.append((JA, hvem, float(np.average(d["ja"], weights=d[vekt]))))
    return pd.DataFrame(rader, columns=["gruppe", "hvem", "verdi"])


def tegn(*, kanal: str = "brev", sted: str = "raadhuset", kvote: str = "ingen") -> Vist:
    """Tegn deltakerne mot innbyggerne, og si hva som mangler og hva det gjør med svaret."""
    d, t = andeler(kanal, sted, kvote), tall_for(kanal, sted, kvote)
    bred = d.pivot(index="gruppe", columns="hvem", values="verdi").drop(index=JA)
    hva = (
        f"{tall(t['antall'])} kom etter {KANAL[kanal][0]}, {STED[sted][0]}, {KVOTE[kvote]}. {prosent(t['ja'], 0)} "
        f"av dem sier ja til kveldsåpent hus, mot {prosent(t['sant'], 0)} av innbyggerne."
    )
    figur = figurer.soyler(
        prikking.klarer_uten_personer(d, "oppdiktede innbyggere og et oppdiktet møte"),
        kategori="gruppe", gruppe="hvem", sorter=False, desimaler=0, kilde=OPPDIKTET, funn=hva,
        tittel=f"Rommet {KVOTE[kvote]}: {KANAL[kanal][0]}, {STED[sted][0]}",
    )  # fmt: skip
    return Vist(figur, f"{hva} {_mangler(bred)} {tall(t['tilsvarer'])} tilfeldig valgte ville i snitt bommet like mye.")  # fmt: skip


def stille() -> tuple:
    """Gi stillbildene til boka: et stort rom, et lite rom, et rom med kvoter, og en tabell."""
    valg = ({}, {"kanal": "spurt", "sted": "torget"}, {"kvote": "alder"})
    return *(tegn(**v).figur for v in valg), tabell(
        prikking.klarer_uten_personer(oversikt(), "oppdiktede innbyggere og oppdiktede møter"),
        tittel="Hvor mange som kommer, og hvor mye rommet bommer", radhoder=2, kilde=OPPDIKTET,
        kolonner={
            "kanal": "Invitert med", "sted": "Tid og sted", "antall": Kolonne("Kom", "antall"),
            "skjevhet": Kolonne("Skjevhet", "prosent", 0), "ja": Kolonne("Sier ja", "prosent", 0),
            "tilsvarer": Kolonne("Bommer som", "antall"),
        },
        noter=(
            f"Av innbyggerne sier {prosent(tall_for('brev', 'torget')['sant'], 0)} ja.",
            "Skjevhet: så stor del av deltakerne måtte vært byttet ut for at rommet skulle likne innbyggerne.",
            "Bommer som: så mange tilfeldig valgte ville i snitt bommet like mye.",
        ),
    )  # fmt: skip


def egne(
    tabeller: Mapping[str, pd.DataFrame], *, deltakere: Mapping[str, int] | None = None, soner: Sequence[str] = (),
    sporsmal: str = "moteplass", grenser: prikking.Grenser | None = None,
) -> Vist:  # fmt: skip
    """Sett egne deltakere opp mot dem som bor der, og se hva skjevheten gjør med et svar i undersøkelsen.

    Parametere
    ----------
    tabeller : dict
        Tabellene i et prosjekt: `befolkning`, og `svar` og `kodebok` fra en undersøkelse.
    deltakere : dict, valgfri
        Aldersgruppe → antall personer som møtte, med gruppene i undersøkelsen. Utelatt: personene i
        tabellen `deltakere`.
    soner : sekvens av str
        Sonene møtet var for. Utelatt: alle.
    sporsmal : str
        Spørsmålet i undersøkelsen som viser hva aldersgruppene mener.
    grenser : Grenser, valgfri
        Personverngrensene i prosjektet.

    Returnerer
    ----------
    Vist
        Deltakerne mot innbyggerne etter alder, og andelen fornøyde om hver aldersgruppe telte som i rommet.
    """
    if deltakere is None:
        if "deltakere" not in tabeller:
            raise ValueError(
                "Prosjektet har ikke tabellen Deltakere. Skriv antallet i hver aldersgruppe selv."
            )
        deltakere = medvirkning.etter_alder(tabeller["deltakere"])
    klart = _klart_rom(tabeller["befolkning"], deltakere, soner, grenser)
    mening = _mening(tabeller, sporsmal, soner, grenser)
    setning = _setning(klart, mening, deltakere)
    aldre = list(deltakere)
    figur = figurer.soyler(
        prikking.avled(klart, lambda t: t[t["gruppe"].isin(aldre)]), kategori="gruppe", gruppe="hvem",
        tittel="Deltakerne og innbyggerne etter alder", sorter=False, desimaler=0, funn=setning,
    )  # fmt: skip
    return Vist(figur, setning, tabell(
        prikking.avled([mening, klart], lambda m, t: m), tittel="Andelen fornøyde i undersøkelsen, etter alder",
        kolonner={"gruppe": "Aldersgruppe", "n": Kolonne("Svar", "antall"), "verdi": Kolonne("Fornøyde", "prosent", 0)},
    ))  # fmt: skip


def _mangler(bred: pd.DataFrame) -> str:
    """Si hvilken gruppe som mangler mest, eller at ingen gjør det."""
    avstand = bred[I_ROMMET] - bred[INNBYGGERE]
    if avstand.min() > -0.005:
        return "Alle gruppene er like store i rommet som blant innbyggerne."
    gruppe = avstand.idxmin()
    rom, bor = (prosent(bred.loc[gruppe, k], 0) for k in (I_ROMMET, INNBYGGERE))
    return f"Mest mangler «{gruppe}»: {rom} i rommet, mot {bor} av innbyggerne."


def _klart_rom(befolkning: pd.DataFrame, deltakere, soner, grenser) -> Klarert:
    """Deltakere og innbyggere over 16 år etter alder, gjennom porten sammen med summene."""
    soner = list(soner) or list(befolkning["sone"].unique())
    margin = undersokelse.befolkningsmargin(befolkning, soner, int(befolkning["aar"].max()))
    bor = margin.groupby(level="alder").sum()
    if ukjente := sorted(set(deltakere) ^ set(bor.index)):
        raise ValueError(
            f"Gruppene må være de samme blant deltakere og innbyggere. Ulike: {', '.join(ukjente)}. "
            f"Bruk {', '.join(bor.index)}."
        )
    deler = []
    for hvem, antall in ((I_ROMMET, pd.Series(dict(deltakere), dtype=float)), (INNBYGGERE, bor)):
        d = pd.DataFrame({"gruppe": antall.index, "teller": antall.to_numpy(float)})
        d = d.assign(hvem=hvem, nevner=d["teller"].sum(), verdi=d["teller"] / d["teller"].sum())
        alle = {"gruppe": "alle", "hvem": hvem, "teller": d["teller"].sum()}
        deler.append(pd.concat([d, pd.DataFrame([alle])]))
    return prikking.prikk(
        pd.concat(deler, ignore_index=True), celle=["hvem", "gruppe"],
        summer={"gruppe": {"alle": list(deltakere)}}, grenser=grenser,
    )  # fmt: skip


def _mening(tabeller, sporsmal: str, soner, grenser) -> Klarert:
    """Andelen fornøyde i hver aldersgruppe i den siste runden, gjennom porten."""
    if not {"svar", "kodebok"} <= set(tabeller) or sporsmal not in tabeller["svar"]:
        raise ValueError(f"Prosjektet har ingen undersøkelse med spørsmålet «{sporsmal}».")
    s = tabeller["svar"]
    s = s[(s["runde"] == s["runde"].max()) & s[sporsmal].notna() & (s["aldersgruppe"] != "ukjent")]
    s = s[s["sone"].isin(list(soner))] if len(soner) else s
    fra = float(tabeller["kodebok"].set_index("sporsmal").loc[sporsmal, "fornoyd_fra"])
    s = s.assign(vekt=s["vekt"].fillna(1.0), ja=(s[sporsmal] >= fra) * s["vekt"].fillna(1.0))
    d = s.groupby("aldersgruppe").agg(n=("ja", "size"), ja=("ja", "sum"), vekt=("vekt", "sum"))
    d = d.assign(verdi=d["ja"] / d["vekt"]).reset_index(names="gruppe")[["gruppe", "n", "verdi"]]
    return prikking.klarer_svar(d, celle=["gruppe"], grenser=grenser)


def _setning(klart: Klarert, mening: Klarert, deltakere: Mapping[str, int]) -> str:
    bred = klart.tabell[klart.tabell["gruppe"] != "alle"].pivot(
        index="gruppe", columns="hvem", values="verdi"
    )
    synlig = bred.dropna()
    if synlig.empty:
        raise ValueError("For få deltakere til at noen aldersgruppe kan vises.")
    minst = (synlig[I_ROMMET] - synlig[INNBYGGERE]).idxmin()
    forst = (
        f"Av deltakerne er {prosent(synlig.loc[minst, I_ROMMET], 0)} {minst}, mot "
        f"{prosent(synlig.loc[minst, INNBYGGERE], 0)} av innbyggerne over 16 år."
    )
    verdi = mening.tabell.set_index("gruppe")["verdi"].reindex(bred.index)
    rom, alle = ((bred[k] * verdi).sum(skipna=False) for k in (I_ROMMET, INNBYGGERE))
    if np.isnan(rom) or np.isnan(alle):
        return f"{forst} Hva det gjør med svaret, kan ikke vises: en av gruppene er for liten."
    return (
        f"{forst} Teller aldersgruppene som i rommet, er {prosent(rom, 0)} fornøyde. Teller de som de bor der, "
        f"er det {prosent(alle, 0)}."
    )
