"""Stedsanalysen: hvordan ulike grupper ser på stedet, bruker det og vil ha det.

Personer telles, ikke utsagn. Hvor vanlig noe er, sies med ord, og bare for grupper med mange nok
informanter. Påstander om omfang settes mot tallene i kunnskapsgrunnlaget.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from metodikk.grunn.feil import DataFeil
from metodikk.grunn.kataloger import katalog
from metodikk.grunn.tall import HARDT, tall
from metodikk.grunn.typer import Klarert
from metodikk.metoder import kunnskapsgrunnlag, prikking
from metodikk.metoder._klarert import uten_tall
from metodikk.metoder._tabeller import fyll
from metodikk.metoder.stedsanalyse import enighet, grupper, sitater
from metodikk.metoder.stedsanalyse.enighet import Enighet, kappa, krippendorff, vurder
from metodikk.metoder.stedsanalyse.grupper import informanter, ord_for_utbredelse
from metodikk.metoder.stedsanalyse.myter import mot_tall
from metodikk.metoder.stedsanalyse.sitater import peker_paa_noen

__all__ = [
    "Enighet", "Stedsanalyse", "informanter", "kappa", "krippendorff", "lag", "mot_tall",
    "ord_for_utbredelse", "peker_paa_noen", "vurder",
]  # fmt: skip

UTEN_KODER = "Prosjektet har ikke tabellen Stedskoder. Snakk med folk i ulike grupper, og før utsagnene i skjemaet."
UTEN_GRUPPER = (
    "Ingen gruppe har mange nok informanter til å vises. Snakk med flere, eller slå sammen grupper."
)
UTEN_DOBBELT = (
    "Ingen utsagn er kodet av to. La en til kode minst 30 utsagn uten å se de første kodene."
)
UTEN_BILDER = (
    "Prosjektet har ikke tabellen Stedsbilder. Skriv hvilket tall hvert bilde kan prøves mot."
)
UTEN_SITATER = "Ingen sitater er godkjent og trygge å vise."
UTSAGN = "Antall kodede utsagn, mediesaker og observasjoner. Ikke antall personer."


@dataclass(frozen=True, eq=False)
class Stedsanalyse:
    """Alt rapporten viser, klarert. Hver del er tom med en grunn når tabellen mangler.

    grupper, kilder : hvem vi snakket med, og hvor utsagnene kommer fra.
    bilder, bilder_grupper : stedsbildene innenfra mot utenfra, og gruppe mot gruppe.
    myter : stedsbildene som kan prøves mot tall, med det tallet sier.
    bruk, interesser : hvem som er hvor og når, og hvem som vil hva.
    koding, per_kode, forvekslinger : enigheten mellom dem som koder.
    sitater : godkjente sitater ingen kan kjennes igjen på.
    opplysninger : tall og navn setningene trenger.
    """

    grupper: Klarert
    kilder: Klarert
    bilder: Klarert
    bilder_grupper: Klarert
    myter: Klarert
    bruk: Klarert
    interesser: Klarert
    koding: Klarert
    per_kode: Klarert
    forvekslinger: Klarert
    sitater: Klarert
    opplysninger: Mapping[str, Any]

    @property
    def ordene(self) -> str:
        """Hva ordene for hvor vanlig noe er, betyr."""
        minst = self.opplysninger["bredde"]
        return (
            f"De fleste: over halvparten av dem vi snakket med. Noen: minst {tall(minst)}. "
            "Strek: færre, eller for få spurt til å si det."
        )

    def stjerne(self, del_: Klarert) -> tuple[str, ...]:
        """Forklaringen på stjernen, når tabellen har koder de som koder, ikke er enige nok om."""
        svake = set(self.opplysninger["svake_koder"])
        har = len(del_.tabell) and svake & set(del_.tabell["kode"])
        return ("* De som koder, er ikke enige nok om denne koden.",) if har else ()

    def sitater_om(self, akse: str) -> tuple[Klarert, ...]:
        """Sitatene om én akse, eller ingenting."""
        om = prikking.avled(
            self.sitater,
            lambda t: t[t["akse"] == akse].reset_index(drop=True) if len(t) else t,
        )
        return (om,) if len(om.tabell) else ()


def lag(
    tabeller: Mapping[str, pd.DataFrame], *, omraade: Sequence[str], naboer: Sequence[str] = (),
    indikatorer: Mapping[str, Mapping] | None = None, grenser: prikking.Grenser | None = None,
    fro: int = enighet.FRO,
) -> Stedsanalyse:  # fmt: skip
    """Lag stedsanalysen for et område.

    Bruk denne når samtalene er kodet. Tabeller som mangler, gir tomme deler som sier hva som må til.

    Parametere
    ----------
    tabeller : dict
        De rene tabellene etter navn. `soner` og `stedskoder` må være med. Endres ikke.
    omraade, naboer : sequence of str
        Sonene i området, og sonene som grenser til det.
    indikatorer : dict, valgfri
        Prosjektets egne indikatorer, i tillegg til katalogen.
    grenser : metodikk.metoder.prikking.Grenser, valgfri
        Personverngrensene. `min_teller` er også det minste antallet informanter i en gruppe.
    fro : int
        Frøet for trekkene bak intervallet for enigheten.

    Returnerer
    ----------
    Stedsanalyse

    Eksempel
    --------
    >>> d = pd.DataFrame({"utsagn": [f"S{i}" for i in range(6)], "kilde_slag": "intervju", "gruppe": "unge",
    ...                   "informant": [f"I{i}" for i in range(6)], "bor_her": True, "akse": "stedsbilde",
    ...                   "kode": ["mørkt"] * 5 + ["vennlig"]})
    >>> soner = pd.DataFrame({"sone": ["1"], "sonenavn": ["Vika"]})
    >>> lag({"soner": soner, "stedskoder": d}, omraade=["1"]).bilder_grupper.tabell[["kode", "fleste"]].values.tolist()
    [['mørkt', 'unge']]

    Les mer
    -------
    NIBR (2007), sosiokulturelle stedsanalyser. Håndboka: «Sosiokulturell stedsanalyse».
    """
    grenser = grenser or prikking.Grenser.fra()
    bredde = max(grenser.min_bredde, grupper.MINST_BREDDE)
    koder = _rene(fyll(tabeller, "stedskoder"))
    folk = informanter(koder)
    folk["gruppe"] = grupper.slaa_sammen(folk["gruppe"], grenser.min_teller)
    klare, sider = _klare(folk, "gruppe", grenser), _klare(_med_side(folk), "side", grenser)
    koding, om_koding = _koding(koder, fro)
    deler, om = _innhold(
        koder, folk, klare, sider, _kjente_ord(tabeller, koder), om_koding["svake_koder"], bredde
    )
    return Stedsanalyse(
        **deler, **koding, grupper=klare, kilder=_kilder(koder),
        myter=_myter(tabeller, deler["bilder"], omraade, naboer, indikatorer, grenser, om_koding["svake_koder"]),
        opplysninger={
            **om, **om_koding, "minst": grenser.min_teller, "bredde": bredde, "skjult_gruppe": bool(len(klare.skjult)),
            "slaatt_sammen": bool((folk["gruppe"] == grupper.ANDRE).any()),
            "begge_sider": int(sider.tabell["teller"].notna().sum()) == 2 if len(sider.tabell) else False,
            "sonenavn": dict(zip(tabeller["soner"]["sone"], tabeller["soner"]["sonenavn"], strict=True)),
        },
    )  # fmt: skip


def _rene(koder: pd.DataFrame) -> pd.DataFrame:
    """Bare kodede utsagn, og samme ord skrevet likt: grupper, steder, og koder på tvers av dem som koder."""
    koder = koder.dropna(subset=["kode", "akse"]).reset_index(drop=True)
    for felt in (["kode", "kode2"], ["gruppe"], ["sted"]):
        koder = grupper.samme_skrivemaate(koder, felt)
    return koder


def _med_side(folk: pd.DataFrame) -> pd.DataFrame:
    """Om personen ser stedet innenfra eller utenfra. De vi ikke vet det om, er på ingen av sidene."""
    bor = folk["bor_her"].map(lambda v: pd.NA if pd.isna(v) else bool(v))
    return folk.assign(side=bor.map({True: "innenfra", False: "utenfra"}, na_action="ignore"))


def _klare(folk: pd.DataFrame, del_: str, grenser: prikking.Grenser) -> Klarert:
    """Antall personer i hver gruppe gjennom porten. Det som er for lite, er skjult."""
    antall = folk[del_].value_counts().sort_index().rename_axis(del_).reset_index(name="teller")
    antall["navn"] = antall[del_].map(_stor)
    mangler = UTEN_GRUPPER if len(folk) else UTEN_KODER
    return prikking.prikk(antall, celle=[del_], grenser=grenser, mangler=mangler)


def _synlige(klart: pd.DataFrame, del_: str) -> list[str]:
    return klart.loc[klart["teller"].notna(), del_].astype(str).tolist()


def _innhold(
    koder, folk, klare, sider, kjente, svake, bredde
) -> tuple[dict[str, Klarert], dict[str, Any]]:
    """Bilder, bruk, interesser og sitater, bare fra grupper og sider som kan vises."""
    navn = _synlige(klare.tabell, "gruppe")
    vist = _med_side(folk[folk["gruppe"].isin(navn)])
    vist["side"] = vist["side"].where(vist["side"].isin(_synlige(sider.tabell, "side")))
    sagt = koder[koder["kilde_slag"].isin(grupper.SAMTALER)]
    sett, media = (koder[koder["kilde_slag"] == s] for s in ("observasjon", "media"))
    valgte, holdt = sitater.velg(sagt, vist, kjente)
    mangler = UTEN_GRUPPER if len(koder) else UTEN_KODER

    def klar(tabell: pd.DataFrame, grunn: str = mangler) -> Klarert:
        tabell = _til_visning(tabell, svake)
        return prikking.avled(klare, lambda _: tabell, gjelder={"gruppe": []}, mangler=grunn)

    deler = {
        "bilder": klar(
            grupper.bilder(_vist(sagt, vist), vist.dropna(subset=["side"]), media, bredde=bredde)
        ),
        "bilder_grupper": klar(grupper.hvem_sier(sagt, vist, navn, bredde=bredde)),
        "bruk": klar(grupper.bruk(sagt, vist, sett, navn, bredde=bredde)),
        "interesser": klar(grupper.interesser(sagt, vist, navn, bredde=bredde)),
        "sitater": klar(valgte, UTEN_SITATER),
    }
    return deler, {
        "gruppenavn": navn,
        "metning": grupper.metning(sagt, vist),
        "holdt_tilbake": holdt,
    }


def _til_visning(tabell: pd.DataFrame, svake: Sequence[str]) -> pd.DataFrame:
    """Legg på teksten tabellene viser: stor forbokstav, strek der ingenting sies, og stjerne ved svake koder."""
    vises = (
        "tone",
        "innenfra",
        "utenfra",
        "forskjell",
        "fleste",
        "noen",
        "naar",
        "for",
        "mot",
        "gruppe",
    )
    felt = {f"vist_{n}": tabell[n].map(_stor) for n in vises if n in tabell}
    navn = [_stor(k) + (f"{HARDT}*" if k in svake else "") for k in tabell["kode"]]
    return tabell.assign(navn=navn, **felt)


def _stor(tekst: str) -> str:
    return tekst[:1].upper() + tekst[1:] if tekst else "–"


def _vist(koder: pd.DataFrame, folk: pd.DataFrame) -> pd.DataFrame:
    return koder[koder["informant"].isin(folk["informant"])]


def _kjente_ord(tabeller, koder) -> list[str]:
    """Navn på soner, ressurser og steder. De er ikke personer."""
    ressurser = fyll(tabeller, "ressurser")
    ressurser = ressurser[~ressurser["privatperson"].fillna(True).astype(bool)]
    ord_ = pd.concat([tabeller["soner"]["sonenavn"], ressurser["navn"], koder["sted"]])
    return ord_.dropna().astype(str).unique().tolist()


def _kilder(koder: pd.DataFrame) -> Klarert:
    orden = ["intervju", "gruppesamtale", "observasjon", "media", "dokument"]
    antall = koder["kilde_slag"].value_counts().reindex(orden).dropna().astype(int)
    tabell = antall.rename_axis("kilde_slag").reset_index(name="antall")
    tabell["kilde_slag"] = tabell["kilde_slag"].str.capitalize()
    return prikking.klarer_uten_personer(tabell, UTSAGN, mangler=UTEN_KODER)


def _koding(koder: pd.DataFrame, fro: int) -> tuple[dict[str, Klarert], dict[str, Any]]:
    par = koder.dropna(subset=["kode", "kode2"])[["kode", "kode2"]]
    retninger = koder.dropna(subset=["retning", "retning2"])[["retning", "retning2"]]
    rader = [
        (hva, e.n, e.alfa, e.nedre, e.ovre, e.dom)
        for hva, d in (("Koden", par), ("Retningen", retninger)) if len(d)
        for e in (enighet.vurder(d, fro=fro),)
    ]  # fmt: skip
    samlet = pd.DataFrame(rader, columns=["hva", "n", "alfa", "nedre", "ovre", "dom"])
    hver = enighet.per_kode(par)
    faa = hver["dom"] == enighet.FOR_FAA
    hver = hver.assign(
        navn=hver["kode"].map(_stor), vist_alfa=hver["alfa"].mask(faa),
        merknad=np.where(faa, "kan ikke beregnes: for få utsagn er kodet av to", ""),
    )  # fmt: skip
    svake = hver.loc[hver["dom"] == enighet.UENIGE, "kode"].tolist()
    deler = {"koding": samlet, "per_kode": hver, "forvekslinger": enighet.forvekslinger(par)}
    klare = {
        n: prikking.klarer_uten_personer(t, UTSAGN, mangler=UTEN_DOBBELT) for n, t in deler.items()
    }
    return klare, {"svake_koder": svake, "kodedom": samlet["dom"].iloc[0] if len(par) else ""}


def _myter(tabeller, bilder, omraade, naboer, egne, grenser, svake) -> Klarert:
    stedsbilder = fyll(tabeller, "stedsbilder")
    kjent = {k.casefold(): k for k in bilder.tabell.get("kode", ())}
    stedsbilder["kode"] = [kjent.get(str(k).strip().casefold(), k) for k in stedsbilder["kode"]]
    if not len(stedsbilder):
        return uten_tall(UTEN_BILDER)
    if "befolkning" not in tabeller:
        return uten_tall("Prosjektet har ikke tabellen Befolkning, som tallene må settes opp mot.")
    try:
        k = kunnskapsgrunnlag.lag(
            tabeller, omraade=omraade, naboer=naboer, indikatorer=egne, grenser=grenser
        )
    except DataFeil as feil:
        return uten_tall(str(feil))
    navn = {**katalog("indikatorer"), **(egne or {})}

    def regn(ind: pd.DataFrame, spm: pd.DataFrame, sagt: pd.DataFrame) -> pd.DataFrame:
        return _myter_til_visning(mot_tall(stedsbilder, ind, spm, navn), sagt, svake)

    gjelder = {
        "indikator": stedsbilder["maalt_med"].dropna().tolist(),
        "sone": ["omraade", "resten"],
        "tid": sorted(set(k.indikatorer.tabell.get("tid", ()))),
    }
    return prikking.avled(
        [k.indikatorer, k.sporsmaal, bilder], regn, gjelder=gjelder,
        mangler="Ingen av stedsbildene har både et tall og en påstand som kan prøves.",
    )  # fmt: skip


def _myter_til_visning(
    myter: pd.DataFrame, bilder: pd.DataFrame, svake: Sequence[str]
) -> pd.DataFrame:
    """Legg på hvem som har bildet, og tekstene slik de vises."""
    sider = ("innenfra", "utenfra")
    kjent = bilder.set_index("kode") if len(bilder) else pd.DataFrame(columns=[*sider])
    ord_ = {s: myter["kode"].map(kjent[s]).fillna("") for s in sider}
    stjerne = [f"{HARDT}*" if kode in svake else "" for kode in myter["kode"]]
    maalt = zip(myter["maalt"], myter["enhet"], strict=True)
    return myter.assign(
        **ord_, hvem=[_hvem(*r) for r in zip(*ord_.values(), strict=True)],
        vist_tekst=myter["tekst"] + stjerne, vist_maalt=[f"{m} ({e})" if e else m for m, e in maalt],
    )  # fmt: skip


def _hvem(innenfra: str, utenfra: str) -> str:
    """Hvem som har bildet, med ord for hvor vanlig det er."""
    deler = [f"{o} {h}" for o, h in ((innenfra, "som bor her"), (utenfra, "andre")) if o]
    return _stor("; ".join(deler))
