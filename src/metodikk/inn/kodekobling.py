"""Finner koder igjen blant de kjente, også når Excel eller kilden har endret skrivemåten."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from metodikk.inn.navn import normaliser
from metodikk.inn.ordverdier import naermeste

RETTES = ("mistet_null", "skrivemaate", "navn", "med_navn")


@dataclass(frozen=True, slots=True)
class Kobling:
    """Hva en kode i filen svarer til. `kode` er tom når vi ikke vet det."""

    kode: str = ""
    slag: str = ""
    forslag: str = ""


@dataclass(frozen=True)
class Kodesett:
    """Kodene en kolonne kan vise til.

    koder : de kjente kodene. navn : kode → navnet folk bruker. sone : sann når kodene er
    geografiske, slik at tapte nuller og gamle kommunenummer skal prøves.
    """

    koder: frozenset[str]
    navn: Mapping[str, str] = field(default_factory=dict)
    kommune: str = ""
    sone: bool = False

    @cached_property
    def uten_null(self) -> dict[str, list[str]]:
        return _samle((k.lstrip("0"), k) for k in self.koder if k.isdigit())

    @cached_property
    def former(self) -> dict[str, list[str]]:
        return _samle((normaliser(k), k) for k in self.koder)

    @cached_property
    def navneformer(self) -> dict[str, list[str]]:
        return _samle((normaliser(n), k) for k, n in self.navn.items() if n)

    @cached_property
    def haler(self) -> dict[str, list[str]]:
        """Koden uten kommunenummeret foran. Den er ofte lik når kommunenummeret er endret."""
        return _samle((k[4:], k) for k in self.koder if k.isdigit() and len(k) >= 8)

    @cached_property
    def monstre(self) -> dict[str, list[str]]:
        """Hver kode med ett av tegnene skjult. Finner koder som bare skiller seg i ett siffer."""
        return _samle((m, k) for k in self.koder for m in _monstre(k))


def _monstre(kode: str) -> list[str]:
    return [f"{kode[:i]}?{kode[i + 1 :]}" for i in range(len(kode))]


def _samle(par: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    samlet: dict[str, list[str]] = defaultdict(list)
    for nokkel, verdi in sorted(par):
        samlet[nokkel].append(verdi)
    return dict(samlet)


def koble(verdi: str, kjente: Kodesett) -> Kobling:
    """Finn koden `verdi` svarer til.

    Bruk denne på koder som skal finnes i en annen tabell. Bare utvetydige skrivemåter får en kode.

    Parametere
    ----------
    verdi : str
        Koden slik den er lest.
    kjente : Kodesett
        Kodene som finnes.

    Returnerer
    ----------
    Kobling
        Koden, og slaget: tomt når den fantes slik den sto.

    Eksempel
    --------
    >>> soner = Kodesett(frozenset({"0301", "1103"}), {"0301": "Oslo"}, sone=True)
    >>> koble("301", soner)
    Kobling(kode='0301', slag='mistet_null', forslag='0301 Oslo')
    >>> koble("9999", soner).slag
    'ukjent'
    """
    if verdi in kjente.koder:
        return Kobling(verdi)
    if (funnet := _en(kjente.former.get(normaliser(verdi), []))) and not verdi.isdigit():
        return Kobling(funnet, "skrivemaate", funnet)
    if kjente.sone:
        return _koble_sone(verdi, kjente)
    return Kobling(slag="ukjent", forslag=naermeste(verdi, kjente.koder))


def _koble_sone(verdi: str, kjente: Kodesett) -> Kobling:
    if verdi and verdi == kjente.kommune:
        return Kobling(slag="kommune")
    if (forste := verdi.partition(" ")[0]) in kjente.koder:
        return Kobling(forste, "med_navn", _med_navn(forste, kjente))
    if verdi.isdigit() and (kode := _en(kjente.uten_null.get(verdi.lstrip("0"), []))):
        return Kobling(kode, "mistet_null", _med_navn(kode, kjente))
    if like_navn := kjente.navneformer.get(normaliser(verdi), []):
        if kode := _en(like_navn):
            return Kobling(kode, "navn", kode)
        return Kobling(slag="navn_flertydig", forslag=" eller ".join(like_navn))
    if (
        verdi.isdigit()
        and len(verdi) == 4
        and (kode := _en([k for k in kjente.koder if k[4:] == verdi]))
    ):
        return Kobling(slag="lokal_del", forslag=_med_navn(kode, kjente))
    if len(verdi) >= 8 and (kode := _en(kjente.haler.get(verdi[4:], []))):
        return Kobling(slag="annen_kommune", forslag=_med_navn(kode, kjente))
    return Kobling(slag="ukjent", forslag=_naer_sone(verdi, kjente))


def _naer_sone(verdi: str, kjente: Kodesett) -> str:
    """Foreslå en sone. For sifferkoder bare når nøyaktig én kode skiller seg i ett siffer."""
    if verdi.isdigit():
        naere = {k for m in _monstre(verdi) for k in kjente.monstre.get(m, [])}
        return _med_navn(naere.pop(), kjente) if len(naere) == 1 else ""
    if naert_navn := naermeste(verdi, kjente.navn.values()):
        kode = _en(kjente.navneformer[normaliser(naert_navn)])
        return _med_navn(kode, kjente) if kode else naert_navn
    return ""


def _en(koder: list[str]) -> str:
    return koder[0] if len(koder) == 1 else ""


def _med_navn(kode: str, kjente: Kodesett) -> str:
    return f"{kode} {kjente.navn.get(kode, '')}".strip()
