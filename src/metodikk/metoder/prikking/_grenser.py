"""Grensene for hvor små tall som kan vises, hentet fra katalogen."""

from __future__ import annotations

from dataclasses import dataclass, fields

from metodikk.grunn.feil import BrukFeil
from metodikk.grunn.kataloger import katalog
from metodikk.grunn.meldinger import funn

GULV = "ssb"
LAVERE_ER_STRENGERE = ("serie_prosent", "dominans_andel")


@dataclass(frozen=True)
class Grenser:
    """De minste tallene som kan vises. Hentes med :meth:`fra`, som følger katalogen.

    Hva hver grense betyr, står i ``kataloger/grenser.toml``. Ingen grense kan settes under gulvet,
    profilen «ssb», heller ikke når klassen brukes direkte.

    >>> Grenser.fra("standard").min_teller
    5
    """

    min_teller: int = 5
    min_rest: int = 5
    min_nevner: int = 30
    min_svar: int = 10
    skjul_null: bool = True
    min_bredde: int = 3
    serie_prosent: int = 50
    min_bidragsytere: int = 5
    dominans_antall: int = 2
    dominans_andel: int = 85
    p_prosent: int = 10
    min_like: int = 5
    profil: str = "standard"

    def __post_init__(self):
        valgt = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "profil"}
        _krev_minst(valgt, GULV)

    @classmethod
    def fra(cls, profil: str = "standard", **strengere) -> Grenser:
        """Hent en profil fra katalogen, og stram inn om ønsket. Å løsne er ikke mulig.

        Parametere
        ----------
        profil : str, forvalgt "standard"
            En av profilene i `kataloger/grenser.toml`: «ssb» (gulvet), «standard», «folkehelse»
            eller «streng».
        **strengere
            Grensene som skal være strengere enn i profilen, for eksempel ``min_teller=10``.

        Returnerer
        ----------
        Grenser

        Eksempel
        --------
        >>> Grenser.fra("standard", min_teller=10).min_teller
        10
        >>> Grenser.fra("ssb", skjul_null=True).min_teller
        3
        """
        if profil not in katalog("grenser"):
            kjente = ", ".join(f"«{p}»" for p in katalog("grenser"))
            raise BrukFeil(funn("K893", fant=str(profil), kjente=kjente))
        _krev_minst(strengere, profil)
        return cls(**{**_grensene(profil), **strengere}, profil=profil)


def _grensene(profil: str) -> dict[str, int]:
    return {
        n: v for n, v in katalog("grenser")[profil].items() if n in Grenser.__dataclass_fields__
    }


def _krev_minst(valgt: dict[str, int], profil: str) -> None:
    """BrukFeil når noe av det valgte er løsere enn i profilen, eller ikke er en grense."""
    grunn = _grensene(profil)
    for navn, verdi in valgt.items():
        snudd = -1 if navn in LAVERE_ER_STRENGERE else 1
        if navn not in grunn or snudd * verdi < snudd * grunn[navn]:
            raise BrukFeil(funn("K890", fant=f"{navn} = {_vist(verdi)}", navn=navn, profil=profil,
                                krav=_krav(navn, grunn.get(navn))))  # fmt: skip


def _krav(navn: str, gulv: int | None) -> str:
    if gulv is None or isinstance(gulv, bool):
        return "en kjent grense" if gulv is None else _vist(gulv)
    return f"{gulv} eller {'lavere' if navn in LAVERE_ER_STRENGERE else 'høyere'}"


def _vist(verdi: object) -> str:
    return str(verdi).lower() if isinstance(verdi, bool) else str(verdi)
