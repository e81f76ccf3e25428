"""Husstilen for figurer og kart: farger, streker, skrift og hvordan et bilde blir til byte.

Fargene er den britiske Analysis Function-paletten. Nabofarger og hvit bakgrunn har kontrast på
minst 3:1, og hver serie har også egen strek og eget merke, slik at fargen aldri er alene.
"""

from __future__ import annotations

import io
import textwrap
from contextlib import contextmanager
from contextvars import ContextVar

FARGER = ("#12436D", "#28A197", "#801650", "#F46A25")
STREKER = ("-", (0, (6, 2)), (0, (2, 1.5)), (0, (8, 2, 2, 2)))
MERKER = ("o", "s", "^", "D")
SKRIFT, GRAA, RUTENETT, BAKGRUNN = "#1D1D1D", "#595959", "#E3E3E3", "#FFFFFF"
DEMPET = "#6F777B"
SKRAVUR = "////"
STIGE = ("#EAF1F7", "#B3CDE0", "#6497B1", "#2B6A99", "#12436D")
LIKERT = ("#801650", "#C98BAE", "#D9D9D9", "#7FA8C9", "#12436D")

BREDDE = 7.2
PX_PER_TOMME = 100
OPPLOSNING = 2 * PX_PER_TOMME
SKJERMOPPLOSNING = 130
TEGN_BREDDE = 0.083
LANG_ETIKETT = 40
FLEST_FARGER = 160
HVIT = (255, 255, 255)
_PAA_SKJERM: ContextVar[bool] = ContextVar("paa_skjerm", default=False)
_RC = {
    "font.family": "DejaVu Sans", "font.size": 9.5, "text.color": SKRIFT,
    "axes.labelcolor": SKRIFT, "xtick.color": SKRIFT, "ytick.color": SKRIFT,
    "axes.edgecolor": GRAA, "axes.spines.top": False, "axes.spines.right": False,
    "axes.spines.left": False, "axes.grid": True, "axes.axisbelow": True, "grid.color": RUTENETT,
    "grid.linewidth": 0.8, "xtick.labelsize": 9.5, "ytick.labelsize": 9.5, "ytick.left": False,
    "hatch.linewidth": 0.7, "hatch.color": GRAA, "lines.linewidth": 2.2, "svg.hashsalt": "metodikk",
}  # fmt: skip


@contextmanager
def lerret(hoyde: float = 4.0, *, venstre=0.6, hoyre=0.2, topp=0.35, bunn=0.4):
    """Gi (figur, akser) i husstilen. Margene er i tommer, slik at ingenting må tegnes to ganger."""
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with mpl.rc_context(_RC):
        fig = Figure(figsize=(BREDDE, hoyde), dpi=OPPLOSNING, facecolor=BAKGRUNN)
        FigureCanvasAgg(fig)
        ax = fig.add_axes((
            venstre / BREDDE, bunn / hoyde, 1 - (venstre + hoyre) / BREDDE,
            1 - (topp + bunn) / hoyde,
        ))  # fmt: skip
        yield fig, ax


@contextmanager
def paa_skjerm():
    """Tegn raskt for en skjerm så lenge blokken varer: lavere oppløsning, og alle fargene.

    Brukes når en figur tegnes på nytt mens leseren ser på. Rapportene tegnes alltid i full oppløsning.
    """
    merke = _PAA_SKJERM.set(True)
    try:
        yield
    finally:
        _PAA_SKJERM.reset(merke)


def som_png(fig) -> bytes:
    """Tegn figuren som PNG med få farger: like byte hver gang, og små."""
    from PIL import Image

    raskt = _PAA_SKJERM.get()
    if raskt:
        fig.set_dpi(SKJERMOPPLOSNING)
    fig.canvas.draw()
    bilde = Image.frombuffer("RGBA", fig.canvas.get_width_height(), fig.canvas.buffer_rgba())
    bilde = bilde.convert("RGB")
    if raskt:
        ut = io.BytesIO()
        bilde.save(ut, "PNG", compress_level=1)
        return ut.getvalue()
    farger = (f for f in bilde.getcolors(1 << 22) if min(f[1]) < 246 or f[1] == HVIT)
    vanligst = sorted(farger, reverse=True)[:FLEST_FARGER]
    palett = Image.new("P", (1, 1))
    palett.putpalette([kanal for _, farge in vanligst for kanal in farge])
    ut = io.BytesIO()
    bilde.quantize(palette=palett, dither=Image.Dither.NONE).save(ut, "PNG", compress_level=7)
    return ut.getvalue()


def piksler(hoyde: float) -> tuple[int, int]:
    """Størrelsen på siden i CSS-piksler (bildet har dobbel oppløsning)."""
    return round(BREDDE * PX_PER_TOMME), round(hoyde * PX_PER_TOMME)


def brekk(tekst: str, bredde: int = 28) -> str:
    """Del en lang etikett på flere linjer. Tekst i figurer er alltid vannrett.

    >>> brekk("Barn i husholdninger med lavinntekt", 20)
    'Barn i husholdninger\\nmed lavinntekt'
    """
    return textwrap.fill(str(tekst), bredde, break_long_words=False)


def etikettbredde(navn, vanlig: int = 32) -> int:
    """Velg bredden på etikettene: bredere når navnene ellers trenger mer enn to linjer.

    >>> etikettbredde(["Tangen", "Nordre Brygge"]), etikettbredde(["Hvor trygg føler du deg ute i nabolaget når det er kveld?"], 26)
    (32, 40)
    """
    lengst = max((brekk(n, vanlig).count("\n") for n in navn), default=0)
    return vanlig if lengst < 2 else LANG_ETIKETT


def tekstbredde(tekster, mest: int = 28) -> float:
    """Anslå hvor mange tommer den lengste linjen trenger."""
    linjer = [linje for t in tekster for linje in brekk(t, mest).split("\n")]
    return max((len(linje) for linje in linjer), default=0) * TEGN_BREDDE + 0.15


def spre(plasser: list[float], avstand: float) -> list[float]:
    """Flytt etiketter fra hverandre slik at de ikke dekker hverandre.

    >>> spre([1.0, 1.1, 5.0], 1.0)
    [0.55, 1.55, 5.0]
    """
    orden = sorted(range(len(plasser)), key=lambda i: plasser[i])
    ut = [plasser[i] for i in orden]
    for _ in range(60):
        for j in range(len(ut) - 1):
            if (mangler := avstand - (ut[j + 1] - ut[j])) > 1e-9:
                ut[j], ut[j + 1] = ut[j] - mangler / 2, ut[j + 1] + mangler / 2
    svar = [0.0] * len(ut)
    for j, i in enumerate(orden):
        svar[i] = round(ut[j], 9)
    return svar
