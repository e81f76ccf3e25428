"""Forklaringen på hvert skjulte tall, for leseren og for den som lager rapporten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import pandas as pd

from metodikk.grunn.kataloger import katalog
from metodikk.grunn.tall import liste
from metodikk.grunn.typer import Klarert
from metodikk.metoder.prikking._grenser import Grenser
from metodikk.metoder.prikking._regler import regelnavn

FASTE = ("regel", "verner", "gjelder")
SKILLE = " · "


def forklar(klarert: Klarert) -> pd.DataFrame:
    """Forklar hvert skjulte tall i et resultat.

    Bruk denne når noen spør hvorfor et tall ikke vises. Teksten til leseren røper ikke hvilke av
    tallene som er små. Teksten til analytikeren sier hvilken regel som slo ut, og hvilket tall en
    nabo er skjult for å verne. Den skal ikke publiseres.

    Parametere
    ----------
    klarert : Klarert
        Fra :func:`prikk`, :func:`prikk_belop`, :func:`klarer_svar` eller :func:`avled`.

    Returnerer
    ----------
    DataFrame
        Én rad per skjulte celle: kolonnene som peker den ut, `regel`, `verner`, `leser` og
        `analytiker`.

    Eksempel
    --------
    >>> from metodikk.metoder.prikking import prikk
    >>> d = pd.DataFrame({"sone": ["1", "2", "3", "alle"], "teller": [2, 20, 30, 52]})
    >>> f = forklar(prikk(d, celle=["sone"], summer={"sone": {"alle": ["1", "2", "3"]}}))
    >>> f["analytiker"].iloc[0]
    'Antallet er under 5. Også 0 er skjult.'
    >>> f[["sone", "regel", "verner"]].values.tolist()
    [['1', 'liten teller', ''], ['2', 'verner naboen', '1']]
    """
    return forklar_celler(klarert.skjult, klarert.opplysninger.get("grenser"))


def forklar_celler(
    skjult: pd.DataFrame, grenser: Grenser | Mapping[str, Any] | None = None,
    navn: Mapping[str, str] | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Forklar skjulte celler som er lest fra en kvittering.

    Bruk denne når bare listen over skjulte celler finnes. Ellers brukes :func:`forklar`.

    Parametere
    ----------
    skjult : DataFrame
        Én rad per skjulte celle: kolonnene som peker den ut, `regel`, `verner` og `gjelder`.
    grenser : Grenser eller dict, valgfri
        Forvalgt er profilen «standard».
    navn : dict, valgfri
        Koder → navn, brukt i teksten om naboene.

    Returnerer
    ----------
    DataFrame
        Som :func:`forklar`.

    Eksempel
    --------
    >>> s = pd.DataFrame({"sone": ["1"], "regel": ["liten rest"], "verner": [""]})
    >>> forklar_celler(s, Grenser.fra("streng"))["leser"].tolist()
    ['Tallet er skjult for å verne enkeltpersoner.']
    """
    if not isinstance(grenser, Mapping):
        grenser = asdict(grenser or Grenser.fra())
    nokler = [k for k in skjult if k not in FASTE]
    celler = skjult.reset_index(drop=True).fillna("").astype(str)
    ut = celler.assign(**{k: "" for k in ("verner", "gjelder") if k not in celler})
    ut["regel"] = [regelnavn(r) for r in ut["regel"]]
    vernet = {_navn(rad[nokler]): (rad["regel"], rad[nokler]) for _, rad in ut.iterrows()}
    tekster = [_tekster(rad, nokler, vernet, grenser, navn or {}) for _, rad in ut.iterrows()]
    ut["leser"], ut["analytiker"] = zip(*tekster, strict=True) if tekster else ([], [])
    return ut[[*nokler, "gjelder", "regel", "verner", "leser", "analytiker"]]


def _navn(verdier) -> tuple[str, ...]:
    """Cellen uavhengig av rekkefølgen på kolonnene: den er en annen i kvitteringen."""
    return tuple(sorted(verdier))


def _tekster(rad, nokler, vernet, grenser: Mapping[str, Any], navn) -> tuple[str, str]:
    regler = katalog("skjuleregler")
    regel = regler.get(rad["regel"], regler["annen regel"])
    alene = rad["gjelder"] == "nevner" and "bare_nevner" in regel
    mal = regel["bare_nevner"] if alene else regel["analytiker"]
    verner = SKILLE.join(navn.get(v, v) for v in rad["verner"].split(SKILLE))
    felt = {
        **grenser, "regel": rad["regel"], "verner": verner,
        "null": "Også 0 er skjult." if grenser.get("skjul_null") else "0 er ikke skjult.",
        **(_om_naboen(rad, nokler, vernet) if rad["verner"] else {}),
    }  # fmt: skip
    ogsaa_grunnlag = rad["regel"] == "lite grunnlag" and "nevner" in rad["gjelder"] and not alene
    leser = regler["liten teller"]["leser"] if ogsaa_grunnlag or alene else regel["leser"]
    return leser, mal.format_map(felt).strip()


def _om_naboen(rad, nokler, vernet) -> dict[str, str]:
    """Regelen som skjuler naboen, og hva de to cellene er summert over sammen."""
    regel, andre = vernet.get(_navn(rad["verner"].split(SKILLE)), ("", None))
    if andre is None:
        return {"felles": "ellers", "naboregel": ""}
    ulike = [k for k in nokler if rad[k] != andre[k]]
    samme_tall = "sammen med grunnlaget eller antallet" if not ulike else ""
    felles = samme_tall or f"ut fra summene over {liste([f'«{k}»' for k in ulike])}"
    return {"felles": felles, "naboregel": f"Den er skjult av regelen «{regel}»."}
