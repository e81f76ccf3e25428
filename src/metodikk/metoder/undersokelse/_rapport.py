"""Alt undersøkelsesrapporten viser, satt sammen og klarert."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from metodikk.grunn.typer import Klarert
from metodikk.metoder import omraader, prikking, usikkerhet
from metodikk.metoder._klarert import uten_tall
from metodikk.metoder._tabeller import fyll
from metodikk.metoder.omraader import OMRAADE
from metodikk.metoder.undersokelse import _anslag as anslag
from metodikk.metoder.undersokelse import _apne as apne
from metodikk.metoder.undersokelse import _drivere as driver
from metodikk.metoder.undersokelse import _svar as svarene
from metodikk.metoder.undersokelse import _syn as syn
from metodikk.metoder.undersokelse import _visning as visning

UTEN_HELHET = "Ingen av spørsmålene i kodeboka er merket som helheten. Skriv ja i kolonnen Helhet for ett av dem."
UTEN_UTVALG = (
    "Svarene kom gjennom en åpen lenke. Da kan vi ikke si hva som henger sammen blant innbyggerne."
)
FAA_SVAR = "For få svarte på begge spørsmålene."


@dataclass(frozen=True, eq=False)
class Undersokelse:
    """Alt rapporten viser, klarert. Hver del er tom med en grunn når noe mangler.

    opplegg : hvem som ble spurt i hver runde, hvordan, og hvor mange som svarte.
    hvem : de som svarte, mot dem som bor der.
    temaer : de sju temaene i området, og om spørsmålene i hvert tema måler det samme.
    sporsmaal : hvert spørsmål i området og i resten av kommunen.
    fordeling : hvor mange som valgte hvert svar, i området. vet_ikke : hvor mange som ikke visste.
    grupper : andelen fornøyde i hver gruppe, mot de andre i området.
    endring : siden runden før, bare der ordlyden og måten å svare på er den samme.
    ulike : spørsmålene som ikke kan sammenliknes med runden før, og hvorfor.
    drivere : hva som følger det samlede svaret.
    apne : de åpne spørsmålene.
    opplysninger : tall og navn setningene trenger.
    """

    opplegg: Klarert
    hvem: Klarert
    temaer: Klarert
    sporsmaal: Klarert
    fordeling: Klarert
    vet_ikke: Klarert
    grupper: Klarert
    endring: Klarert
    ulike: Klarert
    drivere: Klarert
    apne: tuple[apne.ApentSporsmaal, ...]
    opplysninger: Mapping[str, Any]

    @property
    def trinn(self) -> list[str]:
        """Svarene på skalaen, fra mest negativt til mest positivt."""
        t = self.fordeling.tabell
        return list(dict.fromkeys(t["svar"])) if len(t) else list(svarene.TRE)

    @property
    def like(self) -> Klarert:
        """Spørsmålene som kan sammenliknes med runden før."""
        return prikking.avled(self.endring, lambda t: _der(t, "merknad", ""))

    @property
    def skiller(self) -> Klarert:
        """Gruppene som sikkert svarer annerledes enn de andre i området."""
        return prikking.avled(self.grupper, lambda t: visning.en_vei(t[t["ord"] != ""]) if len(t) else t)  # fmt: skip

    @property
    def sammenlikninger(self) -> int:
        """Hvor mange ganger en gruppe er sammenliknet med de andre."""
        t = self.grupper.tabell
        return len(visning.en_vei(t[t["forskjell"].notna()])) if len(t) else 0

    @property
    def gruppefordeling(self) -> Klarert:
        """De som svarte og de som bor der, under hverandre, klart for figuren."""
        return prikking.avled(self.hvem, visning.under_hverandre)

    @property
    def alle(self) -> Klarert:
        """Hvert spørsmål i området, med andelen som ikke visste."""
        return prikking.avled([self.sporsmaal, self.vet_ikke], visning.alle)

    def gruppene(self, sporsmal: str) -> Klarert:
        """Gruppene for ett spørsmål."""
        return prikking.avled(self.grupper, lambda t: _der(t, "sporsmal", sporsmal))

    def finnes(self, del_: str) -> tuple[Klarert, ...]:
        """Delen når den har tall, ellers ingenting."""
        klart = getattr(self, del_)
        return (klart,) if len(klart.tabell) else ()


def _der(t: pd.DataFrame, kolonne: str, verdi) -> pd.DataFrame:
    return t[t[kolonne] == verdi].reset_index(drop=True) if len(t) else t


def lag(
    tabeller: Mapping[str, pd.DataFrame], *, omraade: Sequence[str], siste_aar: int = 0, grenser=None
) -> Undersokelse:  # fmt: skip
    """Lag alt som skal stå i rapporten om undersøkelsen.

    Bruk denne når en runde er ferdig og kontrollert. Tabeller som mangler, gir tomme deler som sier
    hva som må til.

    Parametere
    ----------
    tabeller : dict
        De rene tabellene etter navn. `soner`, `befolkning`, `kodebok`, `runder` og `svar` må være
        med. Endres ikke.
    omraade : sequence of str
        Sonene i området.
    siste_aar : int, valgfri
        Se bort fra runder etter dette året. 0 betyr alle.
    grenser : metodikk.metoder.prikking.Grenser, valgfri

    Returnerer
    ----------
    Undersokelse

    Eksempel
    --------
    >>> tom = {t: pd.DataFrame() for t in ("kodebok", "runder", "svar", "befolkning")}
    >>> soner = pd.DataFrame({"sone": ["1", "2"], "sonenavn": ["Vika", "Lia"]})
    >>> lag({"soner": soner, **tom}, omraade=["1"]).opplegg.opplysninger["mangler"]
    'Prosjektet har ingen innbyggerundersøkelse.'

    Les mer
    -------
    Veilederen «Tilrettelegge for godt sosialt miljø», innbyggerundersøkelse. Håndboka:
    «Innbyggerundersøkelsen».
    """
    siste, soner = siste_aar or 9999, tabeller["soner"]
    enheter = omraader.enheter(soner["sone"].tolist(), omraade, ())
    t = dict(tabeller)
    if len(t.get("kodebok", ())):
        t["kodebok"] = fyll(t, "kodebok")
    sp = syn.lag(t, enheter, siste)
    delt = syn.klarer(sp, grenser)
    ferdig = {"sporsmaal": delt["sporsmaal"], "endring": delt["synsendring"], "hvem": delt["hvem"]}
    if not sp.runde:
        return _uten(ferdig, sp.opplysninger["mangler"])
    spm = syn.stilt(t["kodebok"], sp.runde)
    spm = spm[spm["sporsmal"].isin(list(t["svar"]))].reset_index(drop=True)
    d = syn.utsnitt(t["svar"], t["befolkning"], t["runder"], sp.runde, enheter[OMRAADE])
    sonenavn = dict(zip(soner["sone"], soner["sonenavn"], strict=True))
    alt = svarene.fordeling(d, spm, grenser)
    helhet, ferdig["drivere"] = _drivere(d, spm, grenser)
    return Undersokelse(
        opplegg=prikking.avled(svarene.opplegg(t["svar"], t["befolkning"], t["runder"], enheter[OMRAADE], sp.runde, grenser), visning.opplegg),
        temaer=prikking.avled(svarene.temaer(sp, d, spm, grenser), visning.temaer), **ferdig,
        fordeling=prikking.avled(alt, lambda x: x[x["svar"] != svarene.VET_IKKE].reset_index(drop=True)),
        vet_ikke=prikking.avled(alt, lambda x: _der(x, "svar", svarene.VET_IKKE)),
        grupper=_med_ord(svarene.grupper(d, spm, sonenavn, grenser)),
        ulike=_ulike(spm, t["runder"], sp.opplysninger["forrige"], sp.runde),
        apne=apne.lag(t, enheter[OMRAADE], sp.runde, grenser) if len(t.get("apne_svar", ())) else (),
        opplysninger={
            **sp.opplysninger, "helhet": helhet, "skjevhet": svarene.skjevhet(d), "har_apne": len(t.get("apne_svar", ())) > 0,
            "vekter": _vekter(d.utvalg), "sporsmaal": len(spm), "konfidens": syn.KONFIDENS,
            "ventet_falske": usikkerhet.ventet_falske(len(spm), syn.KONFIDENS),
        },
    )  # fmt: skip


def _uten(ferdig: dict, mangler: str) -> Undersokelse:
    navn = ("opplegg", "temaer", "fordeling", "vet_ikke", "grupper", "ulike", "drivere")
    return Undersokelse(**ferdig, **dict.fromkeys(navn, uten_tall(mangler)), apne=(), opplysninger={"mangler": mangler})  # fmt: skip


def _ulike(spm: pd.DataFrame, runder: pd.DataFrame, for_: int | None, siste: int) -> Klarert:
    """Spørsmålene som ikke kan sammenliknes med runden før, og hvorfor."""
    if for_ is None:
        return uten_tall("Det finnes bare én runde av undersøkelsen.")
    kan = anslag.sammenliknbare(spm, runder, for_, siste)
    grunner = kan["merknad"].str.removeprefix("kan ikke beregnes: ")
    ordlyd = grunner.str.startswith("ordlyden")
    grunner = grunner.mask(ordlyd, f"ble ikke stilt med denne ordlyden i {for_}")
    ut = spm[["sporsmal", "tekst"]].assign(grunn=grunner.to_numpy())
    ut = ut[ut["grunn"] != ""].reset_index(drop=True)
    return prikking.klarer_uten_personer(ut, "Spørsmålene i skjemaet.", mangler="Alle spørsmålene ble stilt likt i begge rundene.")  # fmt: skip


def _med_ord(klart: Klarert) -> Klarert:
    """Ordet for forskjellen, bare der den er sikker."""

    def regn(t: pd.DataFrame) -> pd.DataFrame:
        if not len(t):
            return t
        ord_ = usikkerhet.ord_for_forskjell(t["forskjell_nedre"], t["forskjell_ovre"], nivaa=syn.NIVAA)  # fmt: skip
        ord_ = [o if o in ("høyere", "lavere") else "" for o in ord_]
        return visning.forskjeller(t.assign(ord=ord_))

    return prikking.avled(klart, regn)


def _drivere(d: syn.Utsnitt, spm: pd.DataFrame, grenser) -> tuple[dict, Klarert]:
    valgt = spm[spm["helhet"].fillna(False).astype(bool)]
    if not len(valgt):
        return {}, uten_tall(UTEN_HELHET)
    helhet = {"sporsmal": valgt["sporsmal"].iloc[0], "tekst": valgt["tekst"].iloc[0]}
    if d.trekkmaate not in anslag.TILFELDIG:
        return helhet, uten_tall(UTEN_UTVALG)
    ut = driver.drivere(d.svar, spm, d.utvalg, helhet=helhet["sporsmal"])
    ut = ut[ut["n"] >= anslag.MINST_SVAR].astype({"n": float}).reset_index(drop=True)
    if not len(ut):
        return helhet, uten_tall(FAA_SVAR)
    sikre = (ut["nedre"] > 0) | (ut["ovre"] < 0)
    tall_ = ["verdi", "se", "nedre", "ovre", "andre_like", "andre_like_nedre", "andre_like_ovre"]
    klart = prikking.klarer_svar(ut.assign(sikker=sikre), avledet=tall_, grenser=grenser)
    return helhet, prikking.avled(klart, visning.drivere)


def _vekter(u) -> dict[str, float]:
    w = u.vekt / u.vekt.mean()
    return {"minst": float(w.min()), "storst": float(w.max()), "n": float(np.size(w)), "n_eff": u.effektivt_antall}  # fmt: skip
