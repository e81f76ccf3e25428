"""Kartflaten: sonene som linjer på siden, og sonene som lag i en GeoPackage."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from metodikk.ut import stil

SVG_BREDDE, KANT, FORENKLING = 720, 12, 1500
HOYEST = 1.15


@dataclass(frozen=True)
class Flate:
    """Sonene i kartkoordinater, forenklet til det som kan sees, og rammen rundt dem."""

    koder: tuple[str, ...]
    former: np.ndarray
    ramme: tuple[float, float, float, float]

    @property
    def forhold(self) -> float:
        x0, y0, x1, y1 = self.ramme
        return (y1 - y0) / (x1 - x0)

    @property
    def svg_hoyde(self) -> int:
        return round((SVG_BREDDE - 2 * KANT) * self.forhold) + 2 * KANT

    def svg_punkt(self, x: float, y: float) -> tuple[float, float]:
        x0, _, x1, y1 = self.ramme
        skala = (SVG_BREDDE - 2 * KANT) / (x1 - x0)
        return round(KANT + (x - x0) * skala, 1), round(KANT + (y1 - y) * skala, 1)

    def svg_form(self, form) -> str:
        """Skriv en sone som `d` i en SVG-sti."""
        return "".join(f"M{self._punkter(ring)}Z" for ring in ringer(form))

    def _punkter(self, ring: np.ndarray) -> str:
        x0, _, x1, y1 = self.ramme
        skala = (SVG_BREDDE - 2 * KANT) / (x1 - x0)
        xy = np.round(KANT + (ring - (x0, y1)) * (skala, -skala), 1)
        nye = np.r_[True, (np.diff(xy, axis=0) != 0).any(axis=1)]
        return "L".join(f"{x:g} {y:g}" for x, y in xy[nye].tolist())

    def start(self, ramme: tuple[float, float, float, float]) -> list[float]:
        """Utsnittet det levende kartet åpner med rundt `ramme`, i samme forhold som hele kartet."""
        if ramme == self.ramme:
            return []
        (x0, y0), (x1, y1) = self.svg_punkt(ramme[0], ramme[3]), self.svg_punkt(ramme[2], ramme[1])
        bredde = min(max(x1 - x0, (y1 - y0) * SVG_BREDDE / self.svg_hoyde), SVG_BREDDE)
        hoyde = bredde * self.svg_hoyde / SVG_BREDDE
        return [round(v, 1) for v in ((x0 + x1 - bredde) / 2, (y0 + y1 - hoyde) / 2, bredde, hoyde)]

    def midt(self, i: int) -> tuple[float, float]:
        p = self.former[i].representative_point()
        return p.x, p.y


def flate(geografi, sone: str = "sone", utsnitt: Collection[str] = ()) -> Flate:
    """Gjør geografien klar til å tegnes: forenkle grensene likt for begge naboene.

    Med `utsnitt` vises bare disse sonene og det som ligger tett rundt dem.
    """
    import shapely

    former = np.asarray(geografi.geometry.values)
    koder = np.asarray(geografi[sone].astype(str))
    if inne := set(koder) & set(utsnitt):
        former, koder = _klipp(former, koder, np.isin(koder, list(inne)))
    x0, y0, x1, y1 = shapely.total_bounds(former)
    bredde = max(x1 - x0, (y1 - y0) / HOYEST)
    luft = (bredde - (x1 - x0)) / 2
    enkle = _forenkle(former, bredde / FORENKLING)
    return Flate(tuple(koder.tolist()), enkle, (x0 - luft, y0, x1 + luft, y1))


def _klipp(former, koder, inne):
    """Klipp kartet til et rektangel rundt noen soner, med litt luft."""
    import shapely

    x0, y0, x1, y1 = shapely.total_bounds(former[inne])
    luft = 0.08 * max(x1 - x0, y1 - y0)
    bredde = max(x1 - x0, 0.8 * (y1 - y0)) / 2 + luft
    midt = (x0 + x1) / 2
    klippet = shapely.clip_by_rect(former, midt - bredde, y0 - luft, midt + bredde, y1 + luft)
    flater = shapely.get_dimensions(klippet) == 2
    return klippet[flater], koder[flater]


def _forenkle(former, toleranse):
    import shapely

    enkle = shapely.coverage_simplify(former, toleranse)
    return np.where(shapely.is_empty(enkle), former, enkle)


def ringer(form):
    """Gi alle ringene i en sone som koordinatlister."""
    import shapely

    for del_ in shapely.get_parts(form):
        if del_.geom_type == "Polygon":
            yield from (np.asarray(r.coords)[:, :2] for r in (del_.exterior, *del_.interiors))


def sti(form):
    """Gi sonen som en matplotlib-sti."""
    from matplotlib.path import Path

    deler = [
        (r, [Path.MOVETO] + [Path.LINETO] * (len(r) - 2) + [Path.CLOSEPOLY]) for r in ringer(form)
    ]
    return Path(np.concatenate([r for r, _ in deler]), np.concatenate([k for _, k in deler]))


def lag(navn: str, geografi, kolonner: Mapping[str, Sequence]) -> dict:
    """Pakk et klarert lag til GeoPackage: sonene med alle grensepunkter og de klarerte tallene."""
    import shapely

    samling = shapely.geometrycollections(np.asarray(geografi.geometry.values))
    wkb = zlib.compress(shapely.to_wkb(samling, byte_order=1), 6)
    return {
        "navn": navn, "epsg": (geografi.crs.to_epsg() if geografi.crs else None) or 0,
        "geometri": base64.b64encode(wkb).decode("ascii"),
        "kolonner": {k: list(v) for k, v in kolonner.items()},
    }  # fmt: skip


def kartbilde(fl: Flate):
    """Gi lerretet et kart tegnes på, med plass til tegnforklaring til høyre."""
    bredde = stil.BREDDE - FORKLARING - 0.25
    return stil.lerret(
        bredde * fl.forhold + 0.3, venstre=0.1, hoyre=FORKLARING + 0.1, topp=0.1, bunn=0.2
    )


FORKLARING = 2.15


def rigg(ax, fl: Flate) -> None:
    """Sett ramme og målestokk på kartet."""
    x0, y0, x1, y1 = fl.ramme
    luft = (x1 - x0) * 0.01
    ax.set_xlim(x0 - luft, x1 + luft)
    ax.set_ylim(y0 - luft, y1 + luft)
    ax.set_aspect("equal")
    ax.axis("off")
    lengde = _rund((x1 - x0) / 5)
    tekst = f"{lengde / 1000:.0f} km" if lengde >= 1000 else f"{lengde:.0f} m"
    ax.annotate("", (0, 0), (0, 0))
    ax.plot(
        [x1 - lengde, x1], [y0, y0], color=stil.SKRIFT, lw=2, solid_capstyle="butt", clip_on=False
    )
    ax.annotate(tekst, (x1 - lengde / 2, y0), (0, -5), textcoords="offset points", ha="center", va="top", fontsize=8.8, annotation_clip=False)  # fmt: skip


def _rund(meter: float) -> float:
    ti = 10 ** np.floor(np.log10(meter))
    return float(max(s for s in (1, 2, 5) if s * ti <= meter) * ti)


def omriss(ax, fl: Flate, koder, *, farge=stil.SKRIFT, bredde=2.4, strek="-", z=5) -> None:
    """Tegn yttergrensen rundt noen soner samlet."""
    import shapely
    from matplotlib.patches import PathPatch

    valgt = [f for k, f in zip(fl.koder, fl.former, strict=True) if k in set(koder)]
    if valgt:
        hel = shapely.union_all(valgt)
        ax.add_patch(
            PathPatch(sti(hel), facecolor="none", edgecolor="white", lw=bredde + 2, zorder=z - 0.1)
        )
        ax.add_patch(
            PathPatch(sti(hel), facecolor="none", edgecolor=farge, lw=bredde, ls=strek, zorder=z)
        )


def sonenavn(ax, fl: Flate, navn: Mapping[str, str], forst, *, flest: int = 18) -> None:
    """Skriv navn på sonene som får plass, de viktigste først."""
    plass: list[tuple[float, float, float, float]] = []
    x0, _y0, x1, _ = fl.ramme
    per_tomme = (x1 - x0) / (stil.BREDDE - FORKLARING - 0.25)
    orden = sorted(
        range(len(fl.koder)), key=lambda i: (fl.koder[i] not in forst, -fl.former[i].area)
    )
    for i in orden[: max(flest, len(forst))]:
        tekst = stil.brekk(navn.get(fl.koder[i], ""), 14)
        linjer = tekst.split("\n")
        b = max(map(len, linjer)) * 0.068 * per_tomme / 2
        h = len(linjer) * 0.15 * per_tomme / 2
        x, y = fl.midt(i)
        boks = (x - b, y - h, x + b, y + h)
        utenfor = fl.koder[i] not in forst and (x - b < x0 or x + b > x1)
        if tekst and not utenfor and not any(_overlapper(boks, p) for p in plass):
            plass.append(boks)
            _navn(ax, x, y, tekst, fl.koder[i] in forst)


def _navn(ax, x, y, tekst, fet) -> None:
    from matplotlib.patheffects import withStroke

    ax.text(x, y, tekst, ha="center", va="center", fontsize=8.7, zorder=8, linespacing=1.05,
            fontweight="bold" if fet else "normal", path_effects=[withStroke(linewidth=2.6, foreground="white")])  # fmt: skip


def _overlapper(a, b) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
