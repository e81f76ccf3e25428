"""Det folk skrev med egne ord: temaene, ordene som skiller seg ut, og hvor enige de som leste, er."""

from __future__ import annotations

import pandas as pd

from metodikk.grunn.tall import liste, prosent, tall
from metodikk.ut.setninger import avsnitt, sitat, stor
from metodikk.ut.side import Boks, Tekst

IKKE_ALLE = "De som skriver, er ikke et utvalg. Tallene sier hva svarene handler om, ikke hvor mange innbyggere som mener det."


def mest_nevnt(a) -> str:
    """Si hva flest skrev om, og hvilke ord som er typiske for området."""
    t, n = a.temaer.tabell, a.nokkelord.tabell
    deler = []
    if len(t):
        topp = [f"{r.tema} ({tall(r.teller)} av {tall(r.nevner)})" for r in t.head(2).itertuples()]
        deler.append(f"Med egne ord skriver flest om {liste(topp)}.")
    if len(n):
        deler.append(f"{stor(_ordene(n))} brukes mye oftere her enn i resten av kommunen.")
    return " ".join(deler)


def _ordene(n: pd.DataFrame) -> str:
    ord_ = sitat(n["ord"].head(4).tolist())
    return f"ordet {ord_}" if len(n) == 1 else f"ordene {ord_}"


def apne(a) -> Tekst:
    """Skriv hva svarene på ett åpent spørsmål handler om, og hva de ikke kan si.

    Parametere
    ----------
    a : ApentSporsmaal

    Returnerer
    ----------
    Tekst
    """
    return avsnitt(
        f"Spørsmålet var «{a.sporsmal}» {_hvor_mange(a)} {IKKE_ALLE}",
        _mer_enn_resten(a.temaer.tabell), _ord(a.nokkelord.tabell), _sammen(a.sammen.tabell),
    )  # fmt: skip


def _hvor_mange(a) -> str:
    """Hvor mange svar tallene bygger på. Det er de samme som andelene er regnet av."""
    t, skrev = a.temaer.tabell, a.opplysninger["skrev"]
    kjent = t.dropna(subset=["nevner", "nevner_mot"]) if len(t) else t
    if not len(kjent):
        return f"{stor(skrev['omraade'])} i området skrev noe, og {skrev['resten']} i resten av kommunen."
    r = kjent.iloc[0]
    return f"{tall(r['nevner'])} svar i området og {tall(r['nevner_mot'])} i resten av kommunen har fått et tema."


def _mer_enn_resten(t: pd.DataFrame) -> str:
    if not len(t):
        return ""
    resten = [
        f", mot {prosent(v, 0)} i resten." if pd.notna(v) else ". Tallet for resten vises ikke."
        for v in t["verdi_mot"]
    ]
    deler = [
        f"{stor(r.tema)} nevnes i {prosent(r.verdi, 0)} av svarene i området{slutt}"
        for r, slutt in zip(t.itertuples(), resten, strict=True)
    ]
    return " ".join(deler[:2])


def _ord(n: pd.DataFrame) -> str:
    if not len(n):
        return ""
    r = next(n.itertuples())
    minst = "minst " if r.minst else ""
    return f"Det mest typiske ordet er «{r.ord}». Det brukes {minst}{tall(r.ganger)} ganger så ofte som i resten. Les svarene det står i, før du sier hva det betyr."


def _sammen(s: pd.DataFrame) -> str:
    if not len(s):
        return ""
    r = next(s.itertuples())
    return f"{tall(r.teller)} personer bruker både «{r.ord}» og «{r.med}». Da handler svarene trolig om det samme."


def enighet(a) -> Tekst | None:
    """Si hvor enige de to som kodet, er.

    Parametere
    ----------
    a : ApentSporsmaal

    Returnerer
    ----------
    Tekst, eller None når ingen svar er kodet av to
    """
    e = a.enighet.tabell
    if not len(e):
        return None
    n, svake = e["n"].max(), e[e["dom"] == "ikke enige nok"]["tema"].tolist()
    innled = f"To personer kodet {tall(n)} svar hver for seg."
    if svake:
        return avsnitt(f"{innled} De er ikke enige nok om {liste(svake)}. Skriv en tydeligere regel, og kod på nytt.")  # fmt: skip
    lavest = e.loc[e["verdi"].idxmin()]
    return avsnitt(f"{innled} De er enige nok om alle temaene. Lavest er enigheten om {lavest['tema']} ({tall(lavest['verdi'], 2)}).")  # fmt: skip


def uten_apne(k) -> Boks | None:
    """Si hva som skal til når ingen åpne svar er med. Ingenting når de er med.

    Parametere
    ----------
    k : Undersokelse

    Returnerer
    ----------
    Boks eller None
    """
    if k.apne:
        return None
    return Boks("mangler", "Åpne svar", "Prosjektet har ingen åpne svar fra siste runde. Legg dem i tabellen Åpne svar.")  # fmt: skip
