"""Hva kartet viser: nettverket, avstandene, forslagene, hva vi kan si, og hva som bør gjøres nå."""

from __future__ import annotations

from metodikk.grunn.tall import HARDT, liste, prosent, tall
from metodikk.ut.setninger import antall, avsnitt, stor
from metodikk.ut.setninger_ressurskart.form import (
    EN,
    INGEN,
    INGEN_KAN,
    bro,
    rader,
    tema_uten,
)
from metodikk.ut.side import Setninger, Tekst


def nettverk(k) -> Tekst | None:
    """Skriv hva nettverket viser: hvor tett, hvor mange alene, og hvem som bygger bro.

    Parametere
    ----------
    k : Ressurskart

    Returnerer
    ----------
    Tekst, eller None når det ikke er noen koblinger
    """
    h = k.opplysninger["helhet"]
    if not h:
        return None
    deler = [
        f"Det er registrert {antall(h['koblinger'])} koblinger mellom {antall(h['noder'])} ressurser. Høyst kunne det vært "
        f"{tall(h['flest_mulige'])}, så {prosent(h['tetthet'])} av de mulige koblingene finnes.",
        f"{stor(antall(h['alene']))} ressurser har ingen registrert kobling. Spør dem først: Er det riktig, og hvem ville de hatt nytte av å kjenne?",
        _paa_tvers(h["ei_indeks"]), bro(k),
    ]  # fmt: skip
    return avsnitt(*deler)


def _paa_tvers(ei: float) -> str:
    if ei != ei:
        return ""
    andel = (ei + 1) / 2
    return f"{prosent(andel, 0).capitalize()} av koblingene går mellom ulike slag ressurser, for eksempel fra et lag til en skole."


def tilgang(k) -> Tekst | None:
    """Skriv hvilke temaer som ligger lengst unna dem som bor i området.

    Parametere
    ----------
    k : Ressurskart

    Returnerer
    ----------
    Tekst, eller None når det ikke er noe å måle
    """
    t = k.tilgang.tabell
    if not len(t):
        return None
    langt = [f"{r.tema} ({tall(r.snitt)}{HARDT}meter)" for r in t.head(2).itertuples()]
    uten = tema_uten(k)
    deler = [f"Lengst er det i snitt til {liste(langt)}. {k.opplysninger['avstand']}",
             f"For {liste(uten)} er det ingen kartlagt ressurs å gå til." if uten else ""]  # fmt: skip
    return avsnitt(*deler)


def forslagene(k) -> Tekst | None:
    """Forklar hva forslagene er, og hva de ikke er.

    Parametere
    ----------
    k : Ressurskart

    Returnerer
    ----------
    Tekst, eller None når det ikke er noen forslag
    """
    f = k.forslag.tabell
    if not len(f):
        return None
    flest = k.opplysninger["flest_mulige"]
    likt = len(f) == flest
    setning = (
        f"Forslagene gir {antall(len(f))} behov én ressurs hver, innenfor kapasiteten ressursene har oppgitt. "
        + ("Flere er ikke mulig med ressursene vi kjenner." if likt else f"Med en annen fordeling kunne {antall(flest)} fått en, men da passer de dårligere.")
    )  # fmt: skip
    hva = (
        "Rekkefølgen følger hvor viktig behovet er, og om noen dekker det i dag. Ressursen er valgt etter felles temaer, hva "
        "den selv sier, avstand og kapasitet. Et forslag er et sted å begynne samtalen. Ressursen er ikke spurt."
    )
    return Tekst(avsnitt=(setning, hva))


def kan_si(k) -> Setninger:
    """Skill det kartet gir grunnlag for å si, fra det det ikke gir grunnlag for.

    Parametere
    ----------
    k : Ressurskart

    Returnerer
    ----------
    Setninger
    """
    b, o = k.behov.tabell, k.opplysninger
    kan = _kartlagt(k)
    kan += [
        f"Vi har ikke kartlagt noen ressurs som kan møte «{t}»."
        for t in rader(k, INGEN_KAN).get("tekst", ())
    ]
    kan += [
        f"«{t}» dekkes ikke av noen i dag, så langt vi vet."
        for t in rader(k, INGEN).get("tekst", ())
    ]
    kan += [f"«{r.tekst}» dekkes bare av {r.dekkes_av}. Faller den bort, står behovet uten dekning."
            for r in (rader(k, EN).itertuples() if len(b) else ())]  # fmt: skip
    if o["bro"]:
        kan.append(f"Blant koblingene som er registrert, binder {o['bro']['navn']} sammen flest.")
    ikke = ["At noe ikke finnes, fordi det ikke står på kartet.", "At en ressurs er bedre enn en annen.",
            "At en foreslått kobling vil virke, eller at ressursen ønsker den."]  # fmt: skip
    ikke += [*k.noder.opplysninger.get("kan_ikke_si", ())]
    if len(k.tilgang.tabell):
        ikke.append("Hvor lang gangveien er. Avstanden er i luftlinje fra midten av sonen.")
    return Setninger(tuple(kan), tuple(ikke))


def _kartlagt(k) -> list[str]:
    t = k.typer.tabell
    if not len(t):
        return []
    return [
        f"Vi har kartlagt {antall(t['antall'].sum())} ressurser, og {antall(t['potensial'].sum())} av dem har sagt hva de kunne bidratt med."
    ]


def neste(k) -> Tekst:
    """Foreslå det neste å gjøre, av hullene i kartet.

    Parametere
    ----------
    k : Ressurskart

    Returnerer
    ----------
    Tekst
    """
    punkter = [
        f"Spør ungdomsråd, beboere og tjenester hvem som arbeider med «{t}»." for t in tema_uten(k)
    ]
    f = k.forslag.tabell
    punkter += [_inviter(r) for r in f.head(3).itertuples()] if len(f) else []
    punkter += [f"Finn en til som kan dekke «{t}»." for t in rader(k, EN).get("tekst", ())]
    if not len(k.behov.tabell):
        punkter.append("Skriv ned hva området trenger i tabellen Behov, sammen med beboerne.")
    if not k.opplysninger["helhet"]:
        punkter.append("Spør hver ressurs hvem de samarbeider med, og fyll ut tabellen Koblinger.")
    if len(k.svakheter.tabell):
        punkter.append("Bekreft radene som mangler kilde eller dato.")
    punkter.append(
        "Bekreft hele kartet på nytt om et år. En liste over ressurser blir fort gammel."
    )
    return Tekst(punkter=tuple(punkter))


def _inviter(r) -> str:
    if r.type.startswith("fysisk"):
        return (
            f"Finn ut hvem som har ansvar for {r.navn}, og hva som skal til for å møte «{r.tekst}»."
        )
    return f"Inviter {r.navn} til en samtale om «{r.tekst}»."
