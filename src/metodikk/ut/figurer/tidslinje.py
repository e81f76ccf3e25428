"""Tidslinje: hva som skjer når, og hva som overlapper."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import pandas as pd

from metodikk.grunn.tall import MAANEDER, dato
from metodikk.grunn.typer import Klarert
from metodikk.ut import stil
from metodikk.ut.figurer.ramme import Ramme, Tegning
from metodikk.ut.side import Kolonne

RAD, STOLPE, ETIKETT = 0.32, 0.56, 34
FLEST_GRUPPER = 4
FIRE_AAR = 4 * 365


def tidslinje(
    klarert: Klarert, *, tittel: str, hva: str = "hva", fra: str = "fra", til: str = "til",
    gruppe: str = "", akse: str = "", naa: float | str | None = None,
    navn: Mapping[str, str] | None = None, kilde: str = "", funn: str = "", tekst: str = "",
):  # fmt: skip
    """Tegn aktiviteter som stolper og milepæler som ruter på en tidslinje.

    Parametere
    ----------
    klarert : Klarert
        Én rad per aktivitet. `fra` og `til` er datoer, eller tall (år, måned nummer, uke nummer).
        Er `til` tom eller lik `fra`, er raden en milepæl.
    gruppe : str
        Kolonne med det aktivitetene hører til, høyst fire. Hver gruppe får sin farge.
    akse : str
        Hva tallene på aksen er, for eksempel «måneder fra vedtaket».
    naa : dato eller tall
        Tegn en loddrett strek her, for eksempel for dagen rapporten gjelder.

    Returnerer
    ----------
    Figur

    Reiser
    ------
    ValueError
        Når noe slutter før det begynner, eller det er flere enn fire grupper.

    Eksempel
    --------
    >>> import pandas as pd
    >>> import metodikk as mk
    >>> d = pd.DataFrame({"hva": ["Kartlegge", "Vedta"], "fra": [1, 6], "til": [5, 6]})
    >>> plan = mk.prikking.klarer_uten_personer(d, "aktiviteter i planen")
    >>> mk.figurer.tidslinje(plan, tittel="Planen", akse="måned").alt
    'Tidslinje. 1 aktivitet og 1 milepæl, fra 1 til 6. Først kommer Kartlegge, sist Vedta.'
    """
    r = Ramme("tidslinje", "Tidslinje", tittel, "", navn, kilde, funn, tekst, 2 if gruppe else 1)
    tegn = partial(_tegn, hva=hva, fra=fra, til=til, gruppe=gruppe, akse=akse, naa=naa)
    return r.lag(klarert, tegn)


def _tegn(data, *, hva, fra, til, gruppe, akse, naa) -> Tegning:
    er_dato = pd.api.types.is_datetime64_any_dtype(data[fra])
    start, slutt = data[fra].map(_plass), data[til].fillna(data[fra]).map(_plass)
    grupper = list(dict.fromkeys(data[gruppe])) if gruppe else []
    _krev(start, slutt, grupper)
    skriv = _dag if er_dato else _nummer
    vist = data.assign(**{fra: start.map(skriv), til: slutt.map(skriv)})
    kolonner = ({gruppe: Kolonne(gruppe.capitalize())} if gruppe else {}) | {
        hva: Kolonne("Hva"), fra: Kolonne("Fra"), til: Kolonne("Til"),
    }  # fmt: skip
    etiketter = [stil.brekk(h, ETIKETT) for h in data[hva]]
    rad = max(RAD, 0.165 * max(e.count("\n") + 1 for e in etiketter) + 0.08)
    topp = 0.4 if grupper else 0.12
    hoyde = rad * len(data) + topp + 0.6
    with stil.lerret(hoyde, venstre=stil.tekstbredde(data[hva], ETIKETT), topp=topp, bunn=0.6) as (
        fig, ax,
    ):  # fmt: skip
        _stolper(ax, start, slutt, [grupper.index(g) for g in data[gruppe]] if gruppe else [0] * len(data))  # fmt: skip
        ax.set_ylim(len(data) - 0.4, -0.6)
        ax.set_yticks(range(len(data)), etiketter)
        ax.grid(False, axis="y")
        _tidsakse(ax, er_dato, start.min(), slutt.max(), akse)
        if naa is not None:
            ax.axvline(_plass(pd.Timestamp(naa) if er_dato else naa), color=stil.FARGER[2], ls="--", lw=1.6)  # fmt: skip
        _tegnforklaring(fig, grupper)
        png = stil.som_png(fig)
    return Tegning(png, hoyde, _funn(data[hva], start, slutt, skriv), kolonner, vist)


def _plass(tid) -> float:
    return tid.toordinal() if hasattr(tid, "toordinal") else float(tid)


def _krev(start, slutt, grupper) -> None:
    if (slutt < start).any():
        raise ValueError("Noe på tidslinjen slutter før det begynner.")
    if len(grupper) > FLEST_GRUPPER:
        raise ValueError(f"Tidslinjen viser høyst {FLEST_GRUPPER} grupper, men har {len(grupper)}.")


def _dag(dagnummer: float) -> str:
    return dato(pd.Timestamp.fromordinal(int(dagnummer)))


def _nummer(verdi: float) -> str:
    """Et år eller månedsnummer, altså uten skille mellom tusener."""
    return f"{verdi:g}".replace(".", ",")


def _stolper(ax, start, slutt, nr) -> None:
    for i, (a, b, n) in enumerate(zip(start, slutt, nr, strict=True)):
        if a == b:
            ax.scatter([a], [i], marker="D", s=58, color=stil.FARGER[n], zorder=4)
        else:
            ax.barh(i, b - a, left=a, height=STOLPE, color=stil.FARGER[n], edgecolor="white")


def _tidsakse(ax, er_dato, forst, sist, tittel) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    luft = (sist - forst) * 0.03 or 1
    ax.set_xlim(forst - luft, sist + luft)
    if not er_dato:
        ax.xaxis.set_major_locator(MaxNLocator(8, integer=True))
        ax.xaxis.set_major_formatter(FuncFormatter(lambda v, _: f"{v:.0f}"))
    else:
        aarlig = sist - forst > FIRE_AAR
        dager = pd.date_range(
            pd.Timestamp.fromordinal(int(forst)),
            pd.Timestamp.fromordinal(int(sist)),
            freq="YS" if aarlig else "QS",
        )
        dager = dager[:: len(dager) // (7 if aarlig else 5) + 1]
        navn = [str(d.year) if aarlig else f"{MAANEDER[d.month - 1][:3]} {d.year}" for d in dager]
        ax.set_xticks([d.toordinal() for d in dager], navn)
    ax.set_xlabel(tittel[:1].upper() + tittel[1:])


def _tegnforklaring(fig, grupper) -> None:
    from matplotlib.patches import Patch

    if grupper:
        tegn = [Patch(color=stil.FARGER[i], label=g) for i, g in enumerate(grupper)]
        fig.legend(handles=tegn, loc="upper left", bbox_to_anchor=(0.005, 0.995),
                   ncols=len(grupper), frameon=False, borderaxespad=0)  # fmt: skip


def _funn(hva, start, slutt, skriv) -> str:
    milepaeler = int((start == slutt).sum())
    aktiviteter = len(hva) - milepaeler
    deler = [f"{n} {ord_[n != 1]}" for n, ord_ in (
        (aktiviteter, ("aktivitet", "aktiviteter")), (milepaeler, ("milepæl", "milepæler"))) if n]  # fmt: skip
    return (f"{' og '.join(deler)}, fra {skriv(start.min())} til {skriv(slutt.max())}. "
            f"Først kommer {hva[start.idxmin()]}, sist {hva[slutt.idxmax()]}.")  # fmt: skip
