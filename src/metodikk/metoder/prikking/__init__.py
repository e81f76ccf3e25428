"""Porten: skjuler små tall og det de kan regnes ut av, og klarerer resten.

Bare denne modulen lager :class:`metodikk.grunn.typer.Klarert`, og bare klarerte resultater kan
tegnes, settes opp i tabell eller eksporteres.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np
import pandas as pd

from metodikk.grunn.feil import BrukFeil, DataFeil, PersonvernStopp
from metodikk.grunn.kataloger import katalog
from metodikk.grunn.maskering import maskert
from metodikk.grunn.meldinger import funn
from metodikk.grunn.typer import Klarert
from metodikk.metoder.prikking import _motor as motor

Summer = Mapping[str, Mapping[str, Sequence[str]]]
TELLER, REST, GRUNNLAG, SVAR, KILDEN = (
    "liten teller", "liten rest", "lite grunnlag", "få svar", "skjult i kilden",
)  # fmt: skip
NABO = "verner naboen"
MERKNAD = "skjult: for å verne enkeltpersoner"
MERKNADER = {GRUNNLAG: "skjult: lite grunnlag", SVAR: "skjult: få svar"}


@dataclass(frozen=True)
class Grenser:
    """De minste tallene som kan vises. Hentes med :meth:`fra`, som følger katalogen.

    >>> Grenser.fra("standard").min_teller
    5
    """

    min_teller: int = 5
    min_rest: int = 5
    min_nevner: int = 30
    min_svar: int = 10
    skjul_null: bool = True
    min_bredde: int = 3
    profil: str = "standard"

    @classmethod
    def fra(cls, profil: str = "standard", **strengere) -> Grenser:
        """Hent en profil fra katalogen, og stram inn om ønsket. Å løsne er ikke mulig.

        Parametere
        ----------
        profil : str, forvalgt "standard"
            En av profilene i `kataloger/grenser.toml`.
        **strengere
            Grensene som skal være høyere enn i profilen, for eksempel ``min_teller=10``.

        Returnerer
        ----------
        Grenser

        Eksempel
        --------
        >>> Grenser.fra("standard", min_teller=10).min_teller
        10
        """
        if profil not in katalog("grenser"):
            kjente = ", ".join(f"«{p}»" for p in katalog("grenser"))
            raise BrukFeil(funn("K893", fant=str(profil), kjente=kjente))
        valg = katalog("grenser")[profil]
        grunn = {n: v for n, v in valg.items() if n in cls.__dataclass_fields__}
        for navn, verdi in strengere.items():
            if navn not in grunn or verdi < grunn[navn]:
                raise BrukFeil(funn("K890", fant=f"{navn} = {verdi}", navn=navn, profil=profil,
                                    gulv=grunn.get(navn, "en kjent grense")))  # fmt: skip
        return cls(**{**grunn, **strengere}, profil=profil)


def prikk(
    data: pd.DataFrame, *, celle: Sequence[str], summer: Summer | None = None,
    grenser: Grenser | None = None, teller: str = "teller", nevner: str = "nevner",
    avledet: Sequence[str] = ("verdi", "nedre", "ovre"),
    behold: Mapping[str, Sequence[str]] | None = None, mangler: str = "",
) -> Klarert:  # fmt: skip
    """Skjul små antall, og naboene de ellers kunne regnes ut av.

    Bruk denne på alle tall som teller personer. Ta med alle tallene som publiseres sammen, og
    alle summene som binder dem, i samme kall. Både telleren og nevneren er antall personer og
    vernes hver for seg. Er en av dem skjult, skjules også det som er regnet av dem, for en prosent
    og grunnlaget dens gir antallet.

    Parametere
    ----------
    data : DataFrame
        Én rad per celle, med `teller` og eventuelt `nevner`. Endres ikke. Et tomt antall med
        «skjult: …» i `merknad` er skjult i kilden og vernes videre.
    celle : sequence of str
        Kolonnene som til sammen peker ut en celle, for eksempel indikator, sone og år.
    summer : dict, valgfri
        Hver sum som publiseres eller kan regnes ut: kolonne → sum → deler, for eksempel
        ``{"sone": {"omraade": ["1", "2"], "kommune": ["omraade", "resten"]}}``. Deler uten egen
        rad er ukjente for leseren.
    grenser : Grenser, valgfri
        Forvalgt er profilen «standard».
    teller, nevner : str
        Kolonnene med antall. Finnes ikke nevneren, vernes bare telleren.
    avledet : sequence of str
        Kolonnene som er regnet av antallene.
    behold : dict, valgfri
        Kolonne → verdier som helst skal vises når noe må skjules for å verne en nabo.
    mangler : str
        Det leseren skal få vite når tabellen er tom.

    Returnerer
    ----------
    Klarert
        Samme rader som inn, med skjulte tall som NaN. `skjult` har én rad per skjult celle.

    Eksempel
    --------
    >>> d = pd.DataFrame({"sone": ["1", "2", "3", "alle"], "teller": [2, 20, 30, 52]})
    >>> k = prikk(d, celle=["sone"], summer={"sone": {"alle": ["1", "2", "3"]}})
    >>> k.tabell["teller"].tolist()
    [nan, nan, 30.0, 52.0]
    >>> k.skjult["regel"].tolist()
    ['liten teller', 'verner naboen 1']

    Les mer
    -------
    GaussSuppression (Statistisk sentralbyrå). Fasit: ``fasit/prikking.toml``.
    """
    grenser = grenser or Grenser.fra()
    nokler = _nokler(data, celle, [teller])
    antall = {k: data[k].astype(float) for k in (teller, nevner) if k in data}
    if any((a < 0).any() for a in antall.values()):
        raise DataFeil(funn("K881", fant="et negativt antall"))
    merknad = data.get("merknad", pd.Series("", index=data.index)).fillna("").astype(str)
    i_kilden = merknad.str.startswith("skjult").to_numpy()
    regler = _primaert(antall, teller, nevner, i_kilden, grenser)
    forst = _forst(nokler, behold or {})
    hull = np.logical_or.reduce([a.isna().to_numpy() for a in antall.values()])
    funnet = {
        k: _med_naboer(
            nokler, summer or {}, antall[k].to_numpy(), regler[k], hull, forst, grenser.min_bredde
        )
        for k in antall
    }
    return _klarert(data, nokler, funnet, [*antall], avledet, grenser, mangler)


def klarer_svar(
    data: pd.DataFrame, *, n: str = "n", celle: Sequence[str] = (), summer: Summer | None = None,
    alle: str = "", grenser: Grenser | None = None,
    avledet: Sequence[str] = ("verdi", "nedre", "ovre", "teller", "nevner"), mangler: str = "",
) -> Klarert:  # fmt: skip
    """Skjul tall fra en undersøkelse når for få har svart, i gruppen eller i resten.

    Bruk denne på andeler og gjennomsnitt fra svar. Grensen gjelder antall svar, ikke antallet
    vektingen gir.

    Parametere
    ----------
    data : DataFrame
        Én rad per tall, med antall svar i `n`. Endres ikke.
    n : str, forvalgt "n"
    celle, summer
        Som i :func:`prikk`, når noen av gruppene kan regnes ut av andre.
    alle : str, valgfri
        Kolonnen med antall svar i alt på samme spørsmål. Da vernes også dem som ikke er i gruppen.
    grenser : Grenser, valgfri
    avledet : sequence of str
        Kolonnene som er regnet av svarene.
    mangler : str
        Det leseren skal få vite når tabellen er tom.

    Returnerer
    ----------
    Klarert

    Eksempel
    --------
    >>> d = pd.DataFrame({"gruppe": ["unge", "eldre"], "n": [8, 60], "verdi": [0.5, 0.4]})
    >>> klarer_svar(d, celle=["gruppe"]).tabell["verdi"].tolist()
    [nan, 0.4]
    """
    grenser = grenser or Grenser.fra()
    nokler = _nokler(data, celle or [], [n])
    svar = data[n].astype(float)
    regel = np.where(_liten(svar, grenser.min_svar, True), SVAR, "")
    if alle:
        rest = data[alle].astype(float) - svar
        regel = np.where((regel == "") & (rest > 0) & (rest < grenser.min_svar), REST, regel)
    ingen, hull = np.zeros(len(data), dtype=bool), svar.isna().to_numpy()
    funnet = {
        n: _med_naboer(
            nokler, summer or {}, svar.to_numpy(), regel, hull, ingen, grenser.min_bredde
        )
    }
    tall = [k for k in avledet if k in data]
    return _klarert(data, nokler, funnet, [n], tall, grenser, mangler)


def klarer_uten_personer(data: pd.DataFrame, grunn: str, *, mangler: str = "") -> Klarert:
    """Klarer fakta om steder, bygninger og organisasjoner.

    Bruk denne bare når ingen rad handler om en enkeltperson. Rader som er merket som privatperson,
    stopper hele tabellen. Fødselsnummer, telefon og e-post i tekst skjules.

    Parametere
    ----------
    data : DataFrame
        Endres ikke.
    grunn : str
        Hvorfor tallene ikke handler om personer. Står i kvitteringen.
    mangler : str
        Det leseren skal få vite når tabellen er tom.

    Returnerer
    ----------
    Klarert

    Eksempel
    --------
    >>> d = pd.DataFrame({"navn": ["Eksempelvik IL"], "kontakt": ["leder@eksempel.no"]})
    >>> klarer_uten_personer(d, "lag og foreninger").tabell["kontakt"].tolist()
    ['[e-post skjult]']
    """
    if not grunn.strip():
        raise ValueError("Skriv hvorfor tabellen ikke handler om enkeltpersoner.")
    if "privatperson" in data and (
        personer := int(data["privatperson"].fillna(True).astype(bool).sum())
    ):
        raise PersonvernStopp(funn("K891", fant=f"{personer} rad(er) merket som privatperson"))
    ren = data.copy()
    for navn in ren.columns[[t.kind in "OU" or str(t) in ("str", "string") for t in ren.dtypes]]:
        ren[navn] = ren[navn].map(lambda v: maskert(v) if isinstance(v, str) else v)
    ingen = pd.DataFrame(columns=["regel", "verner"], dtype=str)
    return Klarert(ren, ingen, grunn, {"mangler": mangler})


def avled(
    kilder: Klarert | Sequence[Klarert], regn: Callable[..., pd.DataFrame], *,
    gjelder: Mapping[str, Sequence[str]] | None = None, **opplysninger,
) -> Klarert:  # fmt: skip
    """Regn videre på klarerte tall. Det som er skjult, er fortsatt skjult.

    Bruk denne når en tabell eller figur regnes ut av tall som alt har vært gjennom porten.

    Parametere
    ----------
    kilder : Klarert eller sekvens av Klarert
        Resultatene det regnes på.
    regn : funksjon
        Får tabellene til kildene, og bare dem, og gir den nye tabellen.
    gjelder : dict, valgfri
        Kolonne → verdier som peker ut hvilke skjulte celler den nye tabellen bygger på.
    **opplysninger
        Legges til opplysningene fra den første kilden.

    Returnerer
    ----------
    Klarert

    Eksempel
    --------
    >>> k = prikk(pd.DataFrame({"sone": ["1", "2"], "teller": [2, 40]}), celle=["sone"])
    >>> avled(k, lambda t: t.assign(dobbelt=t["teller"] * 2)).tabell["dobbelt"].tolist()
    [nan, 80.0]
    """
    kilder = [kilder] if isinstance(kilder, Klarert) else list(kilder)
    skjult = kilder[0].skjult
    for kolonne, verdier in (gjelder or {}).items():
        if kolonne in skjult:
            skjult = skjult[skjult[kolonne].isin([str(v) for v in verdier])]
    return Klarert(
        regn(*(k.tabell.copy() for k in kilder)), skjult.reset_index(drop=True),
        kilder[0].grunnlag, {**kilder[0].opplysninger, **opplysninger},
    )  # fmt: skip


def _nokler(data: pd.DataFrame, celle: Sequence[str], maa_ha: Sequence[str]) -> pd.DataFrame:
    if savnet := [k for k in [*celle, *maa_ha] if k not in data]:
        raise DataFeil(funn("K880", fant=f"kolonnene {', '.join(savnet)} mangler"))
    nokler = data[list(celle)].astype(str).reset_index(drop=True)
    if not celle:
        nokler["rad"] = np.arange(len(data)).astype(str)
    if (like := nokler.duplicated()).any():
        raise DataFeil(funn("K892", fant=" · ".join(nokler[like].iloc[0]), antall=int(like.sum())))
    return nokler


def _primaert(antall, teller, nevner, i_kilden, g: Grenser) -> dict[str, np.ndarray]:
    """Regelen som skjuler hver celle av seg selv, for telleren og for nevneren."""
    t = antall[teller]
    regler = {teller: _velg([
        (i_kilden & t.isna().to_numpy(), KILDEN),
        (_liten(t, g.min_teller, g.skjul_null), TELLER),
    ])}  # fmt: skip
    if nevner in antall:
        n = antall[nevner]
        regler[nevner] = _velg([
            (i_kilden & n.isna().to_numpy(), KILDEN),
            (_liten(n, g.min_teller, g.skjul_null), GRUNNLAG),
        ])  # fmt: skip
        regler[teller] = _velg([
            (regler[teller] != "", regler[teller]),
            (_liten(n, g.min_nevner, True) & t.notna().to_numpy(), GRUNNLAG),
            (_liten((n - t).where(n >= t), g.min_rest, g.skjul_null), REST),
        ])  # fmt: skip
    return regler


def _velg(valg) -> np.ndarray:
    vilkaar, regler = zip(*valg, strict=True)
    return np.select(vilkaar, regler, "").astype(object)


def _liten(antall: pd.Series, minst: float, ogsaa_null: bool) -> np.ndarray:
    under = (antall < minst).to_numpy()
    return under if ogsaa_null else under & (antall != 0).to_numpy()


def _forst(nokler: pd.DataFrame, behold: Mapping[str, Sequence[str]]) -> np.ndarray:
    forst = np.zeros(len(nokler), dtype=bool)
    for kolonne, verdier in behold.items():
        forst |= nokler[kolonne].isin([str(v) for v in verdier]).to_numpy()
    return forst


def _med_naboer(nokler, summer, antall, regel, hull, forst, min_bredde) -> pd.DataFrame:
    """Regel og vernet celle for hver celle, også naboene som må skjules. "" når tallet vises."""
    verner = np.full(len(regel), -1)
    orden = np.lexsort(nokler.to_numpy().T[::-1])
    if (regel != "").any() and any(summer.values()):
        for x in _modeller(nokler.iloc[orden], summer, hull[orden]):
            rang = motor.rekkefolge(x, antall[orden], forst[orden])
            nabo = motor.vern(
                x, antall[orden], (regel != "")[orden], verner[orden] >= 0, rang, min_bredde
            )
            verner[orden[[*nabo]]] = orden[[*nabo.values()]]
    navn = np.array([" · ".join(n) for n in nokler.to_numpy()], dtype=object)
    ut = pd.DataFrame({"regel": regel, "verner": ""}, dtype=object)
    naboer = verner >= 0
    ut.loc[naboer, "verner"] = navn[verner[naboer]]
    ut.loc[naboer, "regel"] = [f"{NABO} {n}" for n in navn[verner[naboer]]]
    return ut


def _modeller(nokler, summer, hull):
    """To lesere: en som får summer der alle delene er med, og en der delene uten tall er hoppet over."""
    x = motor.indre_celler(nokler, summer)
    yield x
    hoppet = motor.uten_tall(x, hull)
    if hoppet.any():
        yield x[:, ~hoppet].tocsr()


def _klarert(data, nokler, funnet, antall, avledet, grenser, mangler) -> Klarert:
    ut = data.copy()
    hvor = {k: (f["regel"] != "").to_numpy() for k, f in funnet.items()}
    noe = np.logical_or.reduce(list(hvor.values()))
    for k in antall:
        ut[k] = ut[k].astype(float).mask(hvor[k])
    for k in [k for k in avledet if k in ut and k not in antall]:
        ut[k] = ut[k].astype(float).mask(noe)
    forste = (
        pd.concat([f.where(f["regel"] != "") for f in funnet.values()]).groupby(level=0).first()
    )
    forste = forste.reindex(range(len(data)))[noe]
    ut["merknad"] = _merknader(ut, noe, forste["regel"], hvor[antall[-1]])
    skjult = nokler[noe].assign(
        regel=forste["regel"], verner=forste["verner"].fillna(""),
        gjelder=[" og ".join(k for k in antall if hvor[k][i]) for i in np.flatnonzero(noe)],
    )  # fmt: skip
    primaert = ~skjult["regel"].str.startswith(NABO)
    tall = {"skjult": len(skjult), "primaert": int(primaert.sum()), "vist": int((~noe).sum())}
    return Klarert(ut, skjult.reset_index(drop=True), _grunnlag(grenser, tall),
                   {"mangler": mangler, "grenser": asdict(grenser), **tall})  # fmt: skip


def _merknader(ut, noe, regel, grunnlag_skjult) -> pd.Series:
    """Leseren får ikke vite hvilken av cellene som er liten, bare at den er skjult."""
    merknad = (
        ut.get("merknad", pd.Series("", index=ut.index)).fillna("").astype(object).to_numpy().copy()
    )
    for i, r in zip(np.flatnonzero(noe), regel, strict=True):
        if not str(merknad[i]).startswith("skjult"):
            merknad[i] = (
                MERKNAD if r == GRUNNLAG and grunnlag_skjult[i] else MERKNADER.get(r, MERKNAD)
            )
    return pd.Series(merknad, index=ut.index).astype(str)


def _grunnlag(g: Grenser, tall: dict) -> str:
    return (
        f"Profil «{g.profil}»: antall under {g.min_teller}, rest under {g.min_rest} og andeler av færre "
        f"enn {g.min_nevner} er skjult, og tallene de kunne regnes ut av. Fra undersøkelser kreves "
        f"{g.min_svar} svar. Skjult: {tall['skjult']} celler, vist: {tall['vist']}."
    )
