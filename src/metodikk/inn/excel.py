"""Leser et ark i en Excel-arbeidsbok til et rutenett, og velger hvilket ark som er tabellen."""

from __future__ import annotations

import io
import itertools
import zipfile
from collections import Counter
from collections.abc import Collection
from pathlib import Path

import numpy as np
import python_calamine as calamine

from metodikk.grunn.feil import DataFeil
from metodikk.grunn.meldinger import funn
from metodikk.grunn.typer import Funn
from metodikk.inn.adresser import celle, celler_i_ord
from metodikk.inn.arbeidsbok import Arbeidsbok, Ark, aapne
from metodikk.inn.arkxml import Arkstruktur, celler_med_innhold
from metodikk.inn.navn import normaliser
from metodikk.inn.overskrift import treff_i_overskrift
from metodikk.inn.raatabell import Rutenett
from metodikk.inn.regelverk import grense, ordliste
from metodikk.inn.regler.arbeidsbok import bokfunn


def les_excel(fil: Path, ark: str, nokler: Collection[str]) -> Rutenett:
    """Les det arket som er tabellen.

    Parametere
    ----------
    fil : Path
        En ekte .xlsx- eller .xlsm-fil.
    ark : str
        Navnet på arket. Tomt: finn det arket som har kolonnene vi venter.
    nokler : samling av str
        Normaliserte kolonnenavn vi venter å finne.
    """
    with aapne(fil) as bok:
        valgt, merknader = (_navngitt(bok, ark), []) if ark else _velg(bok, nokler)
        nett = valgt if isinstance(valgt, Rutenett) else les_ark(bok, valgt)
        felles = [*bokfunn(bok), *merknader]
    return Rutenett(
        fil, nett.ark, nett.celler, nett.rader, nett.forste_kolonne, nett.struktur,
        (*[f.med(fil=fil.name) for f in felles], *nett.funn),
    )  # fmt: skip


def les_ark(bok: Arbeidsbok, ark: Ark) -> Rutenett:
    """Les verdiene i ett ark. Bortkomne celler langt utenfor tabellen tas bort først."""
    struktur = bok.struktur(ark)
    kilde, bortkomne = _uten_bortkomne(bok, ark, struktur)
    celler, (rad, kolonne) = _verdier(bok.fil, kilde, ark.navn)
    funnet = _meld_bortkomne(bok, ark, bortkomne)
    rader = range(rad + 1, rad + 1 + len(celler))
    return Rutenett(bok.fil, ark.navn, celler, rader, kolonne, struktur, tuple(funnet))


def _meld_bortkomne(bok: Arbeidsbok, ark: Ark, celler: list[tuple[int, int]]) -> list[Funn]:
    if not celler:
        return []
    sted = {
        "fil": bok.fil.name,
        "ark": ark.navn,
        "celle": celle(*min(celler)),
        "rad": min(celler)[0],
    }
    return [funn("K118", sted=sted, fant=celler_i_ord(celler), antall=len(celler))]


def _navngitt(bok: Arbeidsbok, navn: str) -> Ark:
    for ark in bok.ark:
        if normaliser(ark.navn) == normaliser(navn):
            return ark
    finnes = ", ".join(f"«{a.navn}»" for a in bok.ark) or "ingen"
    raise DataFeil(funn("K101", sted={"fil": bok.fil.name}, fant=finnes, ark=navn, finnes=finnes))


def _velg(bok: Arbeidsbok, nokler: Collection[str]) -> tuple[Rutenett | Ark, list[Funn]]:
    synlige = [a for a in bok.ark if not a.skjult and not _er_hjelpeark(a.navn)]
    if len(synlige) == 1:
        return synlige[0], []
    nett = [n for n in (les_ark(bok, a) for a in synlige) if any(map(any, n.celler))]
    if not nett:
        raise DataFeil(
            funn("K002", sted={"fil": bok.fil.name}, fant="ingen synlige ark med innhold")
        )
    valgt = _beste(bok, nett, nokler)
    andre = ", ".join(f"«{n.ark}»" for n in nett if n is not valgt)
    if not andre:
        return valgt, []
    sted = {"fil": bok.fil.name, "ark": valgt.ark}
    return valgt, [funn("K120", sted=sted, ark=valgt.ark, fant=f"ikke lest: {andre}")]


def _beste(bok: Arbeidsbok, nett: list[Rutenett], nokler: Collection[str]) -> Rutenett:
    poeng = {id(n): treff_i_overskrift(n.celler, nokler) for n in nett}
    hoyest = max(poeng.values())
    mulige = [n for n in nett if poeng[id(n)] >= max(0.75 * hoyest, 1)] or nett[:1]
    samme_navn = [n for n in mulige if normaliser(n.ark) == normaliser(bok.fil.stem)]
    if len(samme_navn) == 1:
        return samme_navn[0]
    if len(mulige) > 1:
        navn = ", ".join(f"«{n.ark}»" for n in mulige)
        raise DataFeil(funn("K113", sted={"fil": bok.fil.name}, fant=navn, antall=len(mulige)))
    return mulige[0]


def _er_hjelpeark(navn: str) -> bool:
    return navn.startswith("_") or normaliser(navn) in ordliste("ark", "hjelpeark")


def _verdier(fil: Path, kilde: Path | io.BytesIO, ark: str) -> tuple[list[list], tuple[int, int]]:
    """Les verdiene med calamine. Rust-biblioteket kan også gi opp med en egen «panikk»."""
    try:
        # Calamine velger leser etter endelsen, men vi vet alt at innholdet er en ny arbeidsbok.
        ny = (
            kilde
            if not isinstance(kilde, Path) or kilde.suffix.lower() in (".xlsx", ".xlsm")
            else None
        )
        side = calamine.load_workbook(ny or io.BytesIO(kilde.read_bytes())).get_sheet_by_name(ark)
        return side.to_python(skip_empty_area=True), side.start or (0, 0)
    except calamine.PasswordError:
        raise DataFeil(funn("K007", sted={"fil": fil.name})) from None
    except BaseException as feil:
        kjent = isinstance(feil, calamine.CalamineError | OSError | ValueError)
        if not kjent and type(feil).__name__ != "PanicException":
            raise
        raise DataFeil(
            funn("K009", sted={"fil": fil.name, "ark": ark}, fant="arket kan ikke leses")
        ) from None


def _uten_bortkomne(bok: Arbeidsbok, ark: Ark, s: Arkstruktur):
    if not _kan_ha_bortkomne(s):
        return bok.fil, []
    xml = bok.pakke.read(ark.del_)
    celler = celler_med_innhold(xml)
    siste_rad = _for_luken([p[0] for p, _ in celler], grense("luke_rader"))
    siste_kolonne = _for_luken([p[1] for p, _ in celler], grense("luke_kolonner"))
    borte = [(p, spor) for p, spor in celler if p[0] > siste_rad or p[1] > siste_kolonne]
    if len(borte) > max(20, len(celler) // 50):
        _krev_rimelig_areal(bok, ark, [p for p, _ in celler])
        return bok.fil, []
    return (_pakk_uten(bok, ark, xml, borte) if borte else bok.fil), [p for p, _ in borte]


def _kan_ha_bortkomne(s: Arkstruktur) -> bool:
    rader, kolonner = np.array(s.radnumre), np.array(sorted(s.kolonner))
    luke_i_rader = (np.diff(rader) > grense("luke_rader")).any()
    luke = (np.diff(kolonner) > grense("luke_kolonner")).any()
    areal = int(rader.max(initial=0)) * (int(kolonner.max(initial=0)) + 1)
    return bool(luke_i_rader or luke) or (areal > 5_000_000 and s.antall < areal / 20)


def _for_luken(numre: list[int], luke: int) -> int:
    """Gi det siste nummeret før den første store luken."""
    sortert = sorted(Counter(numre))
    for a, b in itertools.pairwise(sortert):
        if b - a > luke:
            return a
    return sortert[-1] if sortert else 0


def _krev_rimelig_areal(bok: Arbeidsbok, ark: Ark, celler: list[tuple[int, int]]) -> None:
    rader, kolonner = zip(*celler, strict=True)
    areal = (max(rader) - min(rader) + 1) * (max(kolonner) - min(kolonner) + 1)
    if areal > grense("celler"):
        sted = {"fil": bok.fil.name, "ark": ark.navn}
        raise DataFeil(
            funn(
                "K013",
                sted=sted,
                fant=f"et rutenett på {areal} celler",
                grense=f"{grense('celler')} celler",
            )
        )


def _pakk_uten(bok: Arbeidsbok, ark: Ark, xml: bytes, borte: list) -> io.BytesIO:
    """Lag en kopi av pakken i minnet der de bortkomne cellene er tatt ut av arket."""
    grenser = [0, *(g for _, spor in sorted(borte, key=lambda b: b[1]) for g in spor), len(xml)]
    xml = b"".join(xml[a:b] for a, b in zip(grenser[::2], grenser[1::2], strict=True))
    ut = io.BytesIO()
    with zipfile.ZipFile(ut, "w", zipfile.ZIP_STORED) as ny:
        for navn in bok.pakke.namelist():
            if navn.startswith(("xl/media/", "xl/embeddings/")):
                continue
            ny.writestr(navn, xml if navn == ark.del_ else bok.pakke.read(navn))
    ut.seek(0)
    return ut
