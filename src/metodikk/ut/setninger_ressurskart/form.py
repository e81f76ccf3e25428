"""Det setningene deler: tall med ord, behov etter dekning og brobyggeren."""

from __future__ import annotations

from metodikk.grunn.tall import liste
from metodikk.ut.setninger import antall

INGEN_KAN, INGEN, EN = "ingen kan dekke", "ingen dekker i dag", "bare én dekker"


def rader(k, status: str):
    """Behovene med en bestemt dekning."""
    b = k.behov.tabell
    return b[b["status"] == status] if len(b) else b


def tema_uten(k) -> list[str]:
    """Temaene noen trenger, men ingen ressurs arbeider med."""
    t = k.temaer.tabell
    return list(t.loc[(t["ressurser"] == 0) & (t["behov"] > 0), "tema"]) if len(t) else []


def bro(k) -> str:
    """Hvem som bygger bro, og hva som skilles uten den."""
    b = k.opplysninger["bro"]
    if not b:
        return ""
    store = [
        f"{antall(d['antall'])} ressurser ({', '.join(d['temaer'])})"
        for d in b["deler"]
        if d["antall"] > 2
    ]
    if len(store) < 2:
        return f"{b['navn']} bygger bro. Uten den mister noen forbindelsen med resten."
    return f"{b['navn']} bygger bro. Uten den er det ingen forbindelse mellom {liste(store)}."
