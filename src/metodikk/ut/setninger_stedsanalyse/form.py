"""Det setningene deler: ordene fra analysen, gruppene i en leddsetning, og funnene koderne er enige om."""

from __future__ import annotations

from metodikk.grunn.tall import liste

FLESTE, NOEN = "de fleste", "noen"
UTENFRA, INNENFRA = "sterkest utenfra", "sterkest innenfra"
UENIGHET, INNAD, ENIGHET = "Uenighet mellom grupper", "Uenighet i gruppen", "Alle gruppene vil det"
STOTTER, MOTSATT, STOTTER_IKKE, GIR_IKKE = (
    "Tallet støtter bildet", "Tallet sier det motsatte", "Tallet støtter ikke bildet",
    "Tallet gir ikke grunnlag",
)  # fmt: skip
UENIGE, FORELOPIG, ENIGE = "ikke enige nok", "foreløpig", "enige nok"
NOK_SAMTALER = 3


def sikre(k, del_: str = "bilder"):
    """Radene i en del med koder de som koder, er enige om."""
    b = getattr(k, del_).tabell
    return b[~b["kode"].isin(k.opplysninger["svake_koder"])] if len(b) else b


def paastand(tekst: str) -> str:
    """Påstanden i anførselstegn, klar til å stå i en setning."""
    return f"«{tekst.rstrip('.')}»"


def uenig(r) -> str:
    """Hvem som er for og hvem som er imot."""
    vil, vil_ikke = (grupper(h) for h in (r.hvem_for, r.hvem_mot))
    return f"Gruppene er uenige om «{r.kode}»: {vil} er for, {vil_ikke} er imot."


def grupper(med_ord) -> str:
    """De fleste i noen grupper og noen i andre, i én leddsetning."""
    deler = [f"{o} blant {liste(list(g))}" for o in (FLESTE, NOEN) if (g := med_ord.get(o))]
    return liste(deler)
