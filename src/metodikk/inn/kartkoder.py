"""Leser kartet og kobler flatene til sonene, også når kodene på kartet har mistet nuller foran."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metodikk.grunn.feil import DataFeil
from metodikk.grunn.meldinger import funn
from metodikk.grunn.skjema import skjema
from metodikk.grunn.typer import Alvor, Funn
from metodikk.inn.adresser import ramse
from metodikk.inn.kodekobling import Kodesett, koble

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

    from metodikk.inn.prosjektfiler import Filplan


def les_kart(plan: Filplan, soner: Kodesett | None) -> tuple[GeoDataFrame | None, list[Funn]]:
    """Les kartet i prosjektet. None når det ikke finnes eller ikke kan leses.

    Parametere
    ----------
    plan : Filplan
        Filene i prosjektet.
    soner : Kodesett, valgfri
        Kodene i tabellen Soner. Koder på kartet som bare mangler nuller foran, rettes til dem.

    Returnerer
    ----------
    GeoDataFrame og liste av Funn
        Kartet, og alt som ble funnet.
    """
    if plan.kart is None:
        return None, []
    from metodikk.inn.geografi import les_geografi

    felt = skjema("soner").felt["sone"]
    try:
        kart = les_geografi(plan.kart, sonekolonner=("sone", *felt.navn), lag=plan.kartlag)
    except DataFeil as feil:
        return None, [f.med(tabell="geografi", fil=f.fil or plan.kart.name) for f in feil.funn]
    funnet = [f.med(tabell="geografi") for f in kart.funn]
    if soner is None:
        return kart.data, funnet
    data, rettet = _rett(kart.data, soner)
    sted = {"fil": plan.kart.name, "tabell": "geografi", "kolonne": "sone"}
    if rettet:
        fant, forslag = (ramse([f"«{k}»" for k in d], hoyst=5) for d in (rettet, rettet.values()))
        funnet.append(funn("K207", sted=sted, fant=fant, forslag=forslag, antall=len(rettet),
                           rettet=True, alvor=Alvor.ADVARSEL, kolonne="sone"))  # fmt: skip
    return data, funnet


def _rett(kart: GeoDataFrame, soner: Kodesett) -> tuple[GeoDataFrame, dict[str, str]]:
    koblinger = {k: koble(k, soner) for k in kart["sone"].dropna().astype(str).unique()}
    rett = {k: v.kode for k, v in koblinger.items() if v.slag == "mistet_null"}
    if not rett:
        return kart, {}
    return kart.assign(sone=kart["sone"].replace(rett)), rett
