"""Fra mål til tiltak: en liste over tiltak er ikke en plan før hvert av dem kan følges fram til målet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from metodikk.grunn.tall import liste, prosent, prosentpoeng, tall
from metodikk.grunn.typer import Klarert
from metodikk.kurs.form import Valg, Vist
from metodikk.metoder import evaluering, prikking
from metodikk.metoder.handlingsplan import minste_endring, sjanse
from metodikk.ut import figurer
from metodikk.ut.side import Kolonne
from metodikk.ut.tabeller import tabell

STYRKE = 0.8
KAN, UTEN_VIRKNING, UTEN_ANTAKELSE, UTEN_MAALING, FOR_LITEN = (
    "kan evalueres", "fører ikke til noe mål", "mangler en antakelse", "måles ikke", "gir for lite til å ses",
)  # fmt: skip
SVAR = (KAN, UTEN_VIRKNING, UTEN_ANTAKELSE, UTEN_MAALING, FOR_LITEN)
MAALET, OPPDIKTET = "Et godt sted å vokse opp og bli gammel", "Oppdiktet: en plan med seks tiltak"
VIRKNINGER = {
    "barn": ("Flere barn er med på en aktivitet", "Spørsmål til foreldre", 0.55),
    "moter": ("Flere møtes i nabolaget", "Spørsmål om møteplasser", 0.45),
    "trygge": ("Flere er trygge om kvelden", "Spørsmål om trygghet", 0.50),
    "omdomme": ("Stedet får bedre omdømme", "", 0.35),
}
TILTAK = (
    ("Fritidskoordinator", "barn", "Familiene får vite om tilbudet", 360, 2400, "barn", 0.60),
    ("Åpent grendehus", "moter", "Noen har nøkkel og ansvar", 1250, 6000, "voksne", 0.40),
    ("Lys på skoleveien", "trygge", "Utryggheten skyldes mørket", 2750, 6000, "voksne", 0.15),
    ("Trygghetsvandringer", "trygge", "Det som meldes, blir rettet", 100, 6000, "voksne", 0.50),
    ("Gatekunst", "omdomme", "Folk ser den og liker den", 3000, 6000, "voksne", 0.12),
    ("Benker på torget", "", "", 750, 6000, "voksne", 0.20),
)
ENDRINGER = {
    "ingen": ("Planen er som den er", ()),
    "kobling_bort": ("Pilen fra fritidskoordinatoren er klippet", (("Fritidskoordinator", "virkning", ""),)),
    "maaling_bort": ("Spørsmålet om møteplasser er strøket", (("moter", "maaling", ""),)),
    "antakelse_bort": ("Antakelsen bak lyset er ikke skrevet", (("Lys på skoleveien", "antakelse", ""),)),
    "kobling_til": ("Benkene skal få flere til å møtes", (
        ("Benker på torget", "virkning", "moter"), ("Benker på torget", "antakelse", "Folk setter seg når det er noen der"),
    )),
    "maaling_til": ("Et spørsmål om omdømme er lagt til", (("omdomme", "maaling", "Spørsmål om omdømme"),)),
}  # fmt: skip
KONTROLLER = (
    Valg("endring", "Endre planen", (
        ("Ingenting", "ingen"), ("Klipp pilen fra fritidskoordinatoren", "kobling_bort"),
        ("Stryk spørsmålet om møteplasser", "maaling_bort"), ("Stryk antakelsen bak lyset", "antakelse_bort"),
        ("Koble benkene til «Flere møtes»", "kobling_til"), ("Spør om omdømmet", "maaling_til"),
    ), "ingen"),
    Valg("antall", "Svar før, og svar etter", (("200", 200), ("600", 600), ("1200", 1200)), 600),
    Valg("levert", "Så mye av planen blir gjort", (("Alt", 1.0), ("Halvparten", 0.5)), 1.0),
)  # fmt: skip


def minste_synlige(fra: float, antall: float, styrke: float = STYRKE) -> float:
    """Regn ut den minste økningen i en andel som to målinger trolig ville vist.

    Parametere
    ----------
    fra : float
        Andelen før.
    antall : float
        Antall svar i hver av de to målingene.
    styrke : float, forvalgt 0.8
        Hvor stor sjanse vi vil ha.

    Returnerer
    ----------
    float
        NaN når selv den største mulige økningen er for liten, eller det er under 30 svar.

    Eksempel
    --------
    >>> round(minste_synlige(0.5, 387.34), 4)
    0.1
    """
    return minste_endring(fra, antall, styrke=styrke, retning="opp")


def vurder(tiltak: pd.DataFrame) -> pd.DataFrame:
    """Si for hvert tiltak om det kan evalueres, eller hva som stopper det først.

    Parametere
    ----------
    tiltak : DataFrame
        Én rad per tiltak: `virkning`, `antakelse` og `maaling` (tom når den mangler), `ventet` (endringen
        tiltaket kan gi) og `minste` (den minste endringen målingen kan vise).

    Returnerer
    ----------
    DataFrame
        Som inn, med `svar`.

    Eksempel
    --------
    >>> d = pd.DataFrame({"virkning": ["a", ""], "antakelse": "b", "maaling": "c", "ventet": 0.1, "minste": 0.08})
    >>> vurder(d)["svar"].tolist()
    ['kan evalueres', 'fører ikke til noe mål']
    """
    tom = {k: tiltak[k].fillna("") == "" for k in ("virkning", "antakelse", "maaling")}
    liten = ~(tiltak["ventet"] >= tiltak["minste"])
    grunn = [tom["virkning"], tom["antakelse"], tom["maaling"], liten]
    return tiltak.assign(svar=np.select(grunn, SVAR[1:], KAN))


def plan(*, endring: str = "ingen", antall: int = 600, levert: float = 1.0) -> pd.DataFrame:
    """Sett opp den oppdiktede planen, og si hvilke tiltak som kan evalueres.

    Det et tiltak kan gi, er andelen det når, ganger andelen av dem det hjelper.

    Eksempel
    --------
    >>> plan()[["tiltak", "svar"]].head(1).values.tolist()
    [['Fritidskoordinator', 'kan evalueres']]
    """
    nytt = {(hvem, felt): verdi for hvem, felt, verdi in ENDRINGER[endring][1]}
    rader = []
    for navn, virkning, antakelse, naar, av, _, virker in TILTAK:
        til = nytt.get((navn, "virkning"), virkning)
        tekst, maaling, fra = VIRKNINGER.get(til, ("", "", np.nan))
        ventet = levert * naar / av * virker
        rader.append({
            "tiltak": navn, "kode": til, "virkning": tekst, "ventet": ventet,
            "antakelse": nytt.get((navn, "antakelse"), antakelse), "maaling": nytt.get((til, "maaling"), maaling),
            "minste": minste_synlige(fra, antall) if til else np.nan,
            "sjanse": sjanse(fra, ventet, antall) if til else np.nan,
        })  # fmt: skip
    ut = vurder(pd.DataFrame(rader))
    uten = (ut["virkning"] == "") | (ut["maaling"] == "")
    return ut.assign(
        minste=ut["minste"].mask(uten), sjanse=ut["sjanse"].mask(uten),
        merknad=np.where(uten, "kan ikke beregnes: virkningen måles ikke", ""),
    )  # fmt: skip


def tiltakene():
    """Vis lista over tiltak slik den kan stå i en sak, til spørsmålet deltakerne skal gjette på."""
    d = plan().assign(
        hvem=[f"{tall(naar)} av {tall(av)} {hvem}" for *_, naar, av, hvem, _ in TILTAK]
    )
    return tabell(
        prikking.klarer_uten_personer(d, "en oppdiktet plan"), tittel="Tiltakene i planen", kilde=OPPDIKTET,
        kolonner={"tiltak": "Tiltak", "hvem": "Skal nå", "virkning": "Skal føre til"},
    )  # fmt: skip


def tegn(*, endring: str = "ingen", antall: int = 600, levert: float = 1.0) -> Vist:
    """Tegn veien fra tiltak til mål, og si hvilke tiltak som kan evalueres."""
    d = plan(endring=endring, antall=antall, levert=levert)
    gjort = "alt" if levert == 1 else "halvparten"
    hva = (
        f"{ENDRINGER[endring][0]}, {gjort} blir gjort, og det er {tall(antall)} svar før og etter. "
        f"{tall((d['svar'] == KAN).sum())} av {len(d)} tiltak kan evalueres{_hvem(d[d['svar'] == KAN])}."
    )
    figur = figurer.kjede(
        prikking.klarer_uten_personer(_ledd(d, endring), "en oppdiktet plan"), maalt="maalt", funn=hva,
        tittel=f"Veien til målet med {antall} svar, {gjort} gjort. {ENDRINGER[endring][0]}", kilde=OPPDIKTET,
        tekst="Stiplet ramme: målingen viser det trolig ikke.",
    )  # fmt: skip
    return Vist(figur, f"{hva} {_resten(d)}", _tabell(d, f"Hva som kan ses med {antall} svar"))


def stille() -> tuple:
    """Gi stillbildene til boka: planen, en klippet pil, flere svar, og halvparten gjort."""
    valg = ({}, {"endring": "kobling_bort"}, {"antall": 1200}, {"levert": 0.5})
    vist = [tegn(**v) for v in valg]
    return *(v.figur for v in vist), vist[0].tabell


def egne(
    tabeller: Mapping[str, pd.DataFrame], *, soner: Sequence[str], ventet: float = 0.05,
    grenser: prikking.Grenser | None = None,
) -> Vist:  # fmt: skip
    """Si hvilke tiltak i en egen plan som kan evalueres, og hva som stopper resten.

    Parametere
    ----------
    tabeller : dict
        Tabellene i et prosjekt: `tiltak`, `utfall` og `programteori`, og det utfallene måles med.
    soner : sekvens av str
        Sonene programmet gjelder.
    ventet : float, forvalgt 0.05
        Den endringen planen håper på i hvert utfall når alt blir gjort. Er tiltaket halvt levert, ventes halvparten.
    grenser : Grenser, valgfri
        Personverngrensene i prosjektet.

    Returnerer
    ----------
    Vist
        Programteorien, og tiltakene med svaret.
    """
    if savnet := [n for n in ("tiltak", "utfall", "programteori") if not len(tabeller.get(n, ()))]:
        raise ValueError(f"Prosjektet mangler {liste(savnet)}. Uten dem er det ingen plan å prøve.")
    teori = evaluering.programteori(tabeller["programteori"], tabeller["utfall"]).tabell
    maalt = [_indikatorer(tabeller, soner, grenser), _spurt(tabeller, soner, grenser)]
    d = prikking.avled(maalt, lambda *t: _egne_tiltak(tabeller, teori, pd.concat(t), ventet))
    n, kan = len(d.tabell), (d.tabell["svar"] == KAN).sum()
    setning = f"{tall(kan)} av {tall(n)} tiltak kan evalueres, om hvert utfall endrer seg {prosentpoeng(ventet, 0)} når alt blir gjort. {_resten(d.tabell)}"
    figur = figurer.kjede(
        prikking.klarer_uten_personer(teori, "programteorien"), tittel="Veien fra innsats til mål i planen",
        maalt="maalt", funn=setning,
    )  # fmt: skip
    return Vist(figur, setning, tabell(
        d, tittel="Tiltakene i planen, og om de kan evalueres", kolonner={
            "tiltak": "Tiltak", "gjort": Kolonne("Levert", "prosent", 0),
            "minste": Kolonne("Minste vi kan se", "prosentpoeng", 1), "svar": "Svar",
        },
        noter=(
            "Regnet av én måling før og én etter, med så mange svar eller personer som sist.",
            "Har flere tiltak samme utfall, ser vi bare hva de gir til sammen.",
        ),
    ))  # fmt: skip


def _ledd(d: pd.DataFrame, endring: str) -> pd.DataFrame:
    """Planen som ledd med piler, slik programteorien tegnes."""
    strok = {hvem for hvem, felt, verdi in ENDRINGER[endring][1] if felt == "maaling" and not verdi}
    lagt = {hvem: v for hvem, felt, v in ENDRINGER[endring][1] if felt == "maaling" and v}
    rader = [
        (r.tiltak, "tiltak", r.tiltak, (r.kode,) if r.kode else (), r.maaling if r.svar == KAN else "")
        for r in d.itertuples()
    ]  # fmt: skip
    for kode, (tekst, maaling, _) in VIRKNINGER.items():
        rader.append((kode, "virkning", tekst, ("maal",), "" if kode in strok else lagt.get(kode, maaling)))  # fmt: skip
    rader.append(("maal", "mål", MAALET, (), "Virkningene til sammen"))
    return pd.DataFrame(rader, columns=["ledd", "type", "tekst", "leder_til", "maalt"])


def _hvem(d: pd.DataFrame) -> str:
    return f": {liste([t.lower() for t in d['tiltak']])}" if len(d) else ""


def _resten(d: pd.DataFrame) -> str:
    antall = [(int((d["svar"] == s).sum()), s) for s in SVAR[1:]]
    deler = [f"{tall(n)} {s}" for n, s in antall if n]
    return f"Resten: {liste(deler)}." if deler else "Ingen stopper på veien."


def _tabell(d: pd.DataFrame, tittel: str):
    return tabell(
        prikking.klarer_uten_personer(d, "en oppdiktet plan"), tittel=tittel, kilde=OPPDIKTET,
        kolonner={
            "tiltak": "Tiltak", "ventet": Kolonne("Kan gi", "prosentpoeng", 1),
            "minste": Kolonne("Minste vi kan se", "prosentpoeng", 1),
            "sjanse": Kolonne("Sjanse", "prosent", 0), "svar": "Svar",
        },
    )  # fmt: skip


def _indikatorer(tabeller, soner, grenser) -> Klarert:
    """Andelen og grunnlaget i området siste år, for hver indikator et utfall måles med."""
    i = tabeller.get("indikatorer", pd.DataFrame(columns=["indikator", "sone", "aar", "teller", "nevner"]))  # fmt: skip
    i = i[i["indikator"].isin(tabeller["utfall"]["maalt_med"]) & i["sone"].isin(list(soner))]
    i = i[i["aar"] == i.groupby("indikator")["aar"].transform("max")].dropna(subset=["teller", "nevner"])  # fmt: skip
    d = i.groupby("indikator")[["teller", "nevner"]].sum().reset_index(names="maalt_med")
    d = d.assign(fra=d["teller"] / d["nevner"])
    klart = prikking.prikk(d, celle=["maalt_med"], grenser=grenser, avledet=("fra",))
    return prikking.avled(klart, lambda t: t.rename(columns={"nevner": "antall"}))


def _spurt(tabeller, soner, grenser) -> Klarert:
    """Andelen fornøyde og antall svar i området i den siste runden, for hvert spørsmål et utfall måles med."""
    rader = []
    if {"svar", "kodebok"} <= set(tabeller):
        s = tabeller["svar"]
        s = s[(s["runde"] == s["runde"].max()) & s["sone"].isin(list(soner))]
        for r in tabeller["kodebok"].itertuples():
            if r.sporsmal in set(tabeller["utfall"]["maalt_med"]) and r.sporsmal in s:
                y = s[r.sporsmal].dropna()
                rader.append((r.sporsmal, len(y), float((y >= float(r.fornoyd_fra)).mean())))
    d = pd.DataFrame(rader, columns=["maalt_med", "antall", "fra"])
    return prikking.klarer_svar(d, n="antall", celle=["maalt_med"], grenser=grenser, avledet=("fra",))  # fmt: skip


def _egne_tiltak(tabeller, teori: pd.DataFrame, maalt: pd.DataFrame, ventet: float) -> pd.DataFrame:
    """Ett svar for hvert tiltak. Har det flere utfall, gjelder det som er lettest å se."""
    utfall = tabeller["utfall"].set_index("utfall")
    grunnlag = maalt.set_index("maalt_med")[["fra", "antall"]]
    antatt = _antatt(teori)
    rader = []
    for t in evaluering.prosess(tabeller["tiltak"], tabeller["utfall"]).tiltak.itertuples():
        gjort = 1.0 if np.isnan(t.gjennomfort) else t.gjennomfort
        for u in [u for u in _koder(t.utfall) if u in utfall.index] or [""]:
            med = utfall.loc[u, "maalt_med"] if u else ""
            fra, n = grunnlag.loc[med] if med in grunnlag.index else (np.nan, np.nan)
            rader.append({
                "tiltak": t.navn, "virkning": utfall.loc[u, "navn"] if u else "", "antakelse": antatt.get(u, ""),
                "maaling": med if med in grunnlag.index else "", "gjort": gjort, "ventet": ventet * gjort,
                "minste": minste_synlige(1 - fra if u and utfall.loc[u, "onsket"] == "ned" else fra, n),
            })  # fmt: skip
    d = vurder(pd.DataFrame(rader))
    d = d.assign(
        plass=d["svar"].map({s: i for i, s in enumerate((KAN, FOR_LITEN, *SVAR[1:4]))}),
        merknad=np.where(d["minste"].isna(), "kan ikke beregnes: målingen mangler eller er for liten", ""),
    )  # fmt: skip
    orden = d.sort_values(["plass", "minste"], kind="stable").drop_duplicates("tiltak").index
    return d.loc[sorted(orden)].reset_index(drop=True)


def _koder(verdi) -> tuple[str, ...]:
    return verdi if isinstance(verdi, tuple) else ()


def _antatt(teori: pd.DataFrame) -> dict[str, str]:
    """Antakelsene på leddene som fører rett fram til hvert utfall. Mangler én, er svaret tomt."""
    ut = {}
    for ledd, u in teori.loc[teori["utfall"].fillna("") != "", ["ledd", "utfall"]].itertuples(index=False):  # fmt: skip
        inn = teori.loc[[ledd in t for t in teori["leder_til"]], "antakelse"]
        ut[u] = liste(list(inn)) if len(inn) and (inn != "").all() else ""
    return ut


def svaret(**valg) -> str:
    """Si hvor mange av tiltakene som kan evalueres, med svarene i `valg`."""
    d = plan(**valg)
    kan = d["svar"] == KAN
    sjanser = d.loc[d["sjanse"].notna(), ["tiltak", "sjanse"]]
    storst = [f"{t} {prosent(s, 0)}" for t, s in sjanser.itertuples(index=False)]
    return f"{tall(kan.sum())} av {len(d)} kan evalueres. Sjansen for å se virkningen: {liste(storst)}."
