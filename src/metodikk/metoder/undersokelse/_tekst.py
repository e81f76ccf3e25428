"""Ord i åpne svar: grunnformer, nøkkelord og ord som står sammen.

Alt telles i personer. Den som skriver et ord fem ganger, teller én gang.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np
import pandas as pd

from metodikk.grunn.kataloger import katalog

SPRAAK = ("nb", "nn")
MASKE = re.compile(r"\[[^\]]*\]")
_ORD = re.compile(r"[^\W\d_]{2,}(?:-[^\W\d_]+)*")
_SETNING = re.compile(r"[.!?:;…\n]")


def lemmaer(tekst: object) -> frozenset[str]:
    """Gi grunnformene av ordene i en tekst, uten småord og uten det som er skjult.

    Bruk denne før ord telles, så «lyset», «lys» og «lysene» ikke blir tre ord. Et ord rett etter
    «ikke» beholdes sammen med det.

    Parametere
    ----------
    tekst : objekt
        Svaret. Er det ikke tekst, blir svaret tomt.

    Returnerer
    ----------
    frozenset of str

    Eksempel
    --------
    >>> sorted(lemmaer("Det er ikke trygt på skoleveien. Ring [telefonnummer skjult]!"))
    ['ikke trygg', 'ring', 'skolevei']

    Les mer
    -------
    Ordlistene er fra simplemma (Barbaresi). Bokmål prøves først, så nynorsk.
    """
    if not isinstance(tekst, str):
        return frozenset()
    return frozenset(
        o for del_ in _SETNING.split(MASKE.sub(" . ", tekst)) for o in _i_setning(del_)
    )


def _i_setning(setning: str) -> Iterable[str]:
    k = katalog("fritekst")
    nektet = False
    for ord_ in (o.lower() for o in _ORD.findall(setning)):
        if ord_ in k["nektende"]:
            nektet = True
        elif (lemma := _grunnform(ord_)) and ord_ not in k["stoppord"]:
            yield f"ikke {lemma}" if nektet else lemma
            nektet = False


@cache
def _grunnform(ord_: str) -> str:
    """Grunnformen av et ord. Tomt når grunnformen er et småord."""
    k = katalog("fritekst")
    lemma = k["grunnform"].get(ord_) or _substantiv(_slaa_opp(ord_))
    lemma = k["grunnform"].get(lemma, lemma)
    return "" if lemma in k["stoppord"] else lemma


def _slaa_opp(ord_: str) -> str:
    from simplemma import lemmatize

    return str(lemmatize(ord_, lang=SPRAAK)).lower()


def _substantiv(lemma: str) -> str:
    """Ordlista gir «busse» for «busser». Finnes «bussen» av «buss», er det substantivet vi vil ha."""
    uten = lemma.removesuffix("e")
    if uten == lemma or len(uten) < 3:
        return lemma
    return uten if uten in (_slaa_opp(f"{uten}en"), _slaa_opp(f"{uten}et")) else lemma


def nokkelord(teller, nevner, teller_mot, nevner_mot) -> pd.DataFrame:
    """Mål hvor mye oftere et ord brukes i den ene gruppen enn i den andre.

    Bruk denne til å finne ord som er verdt å lese svarene bak. Et nøkkelord er et sted å begynne
    å lese, ikke et resultat.

    Parametere
    ----------
    teller, teller_mot : tall eller sekvens
        Hvor mange som brukte ordet, i gruppen og i den andre.
    nevner, nevner_mot : tall eller sekvens
        Hvor mange som skrev noe (eller antall ord i alt).

    Returnerer
    ----------
    DataFrame
        `g2` (hvor lite tilfeldigheter forklarer: over 10,8 skjer sjeldnere enn én av tusen ganger)
        og `log_forhold` (1 betyr dobbelt så ofte, 2 betyr fire ganger så ofte). Et ord den andre
        gruppen aldri brukte, regnes som brukt en halv gang.

    Eksempel
    --------
    >>> nokkelord(150, 10_000, 100, 20_000).round(3).values.tolist()
    [[74.171, 1.585]]

    Les mer
    -------
    Rayson og Garside (2000), med to rader: ordet i hver gruppe.
    """
    a, n, b, m = (np.atleast_1d(np.asarray(x, float)) for x in (teller, nevner, teller_mot, nevner_mot))  # fmt: skip
    samlet = (a + b) / (n + m)
    with np.errstate(divide="ignore", invalid="ignore"):
        ledd = [np.where(x > 0, x * np.log(x / (k * samlet)), 0.0) for x, k in ((a, n), (b, m))]
        forhold = np.log2((np.maximum(a, 0.5) / n) / (np.maximum(b, 0.5) / m))
    g2 = np.where(np.isnan(a) | np.isnan(b), np.nan, 2 * (ledd[0] + ledd[1]))
    return pd.DataFrame({"g2": g2, "log_forhold": np.where(np.isnan(g2), np.nan, forhold)})


def samforekomst(svar: Sequence[Iterable[str]], ordene: Sequence[str]) -> pd.DataFrame:
    """Tell hvor mange som bruker to ord sammen, mot det tilfeldigheter ville gitt.

    Bruk denne når nøkkelordene er funnet. To ord som ofte står sammen, handler trolig om det samme.

    Parametere
    ----------
    svar : sekvens
        Ordene hver person brukte, fra :func:`lemmaer`.
    ordene : sekvens av str
        Ordene det skal letes blant.

    Returnerer
    ----------
    DataFrame
        Ett par per rad: `ord`, `med`, `n` (personer som brukte begge), `n_ord`, `n_med` og `lofting`
        (2 betyr dobbelt så ofte sammen som ved tilfeldighet). De vanligste parene står først.

    Eksempel
    --------
    >>> samforekomst([{"lys", "sti"}, {"lys", "sti"}, {"lys"}, {"buss"}], ["lys", "sti"]).values.tolist()
    [['lys', 'sti', 2, 3, 2, 1.3333333333333333]]
    """
    brukt = np.array([[o in set(s) for o in ordene] for s in svar], dtype=int)
    brukt = brukt.reshape(len(svar), len(ordene))
    sammen, alene = brukt.T @ brukt, brukt.sum(axis=0)
    i, j = np.triu_indices(len(ordene), 1)
    finnes = sammen[i, j] > 0
    i, j = i[finnes], j[finnes]
    ut = pd.DataFrame({
        "ord": [ordene[x] for x in i], "med": [ordene[x] for x in j], "n": sammen[i, j],
        "n_ord": alene[i], "n_med": alene[j],
        "lofting": sammen[i, j] * len(svar) / (alene[i] * alene[j]),
    })  # fmt: skip
    return ut.sort_values(["n", "lofting", "ord", "med"], ascending=[False, False, True, True], ignore_index=True)  # fmt: skip
