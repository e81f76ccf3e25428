"""Det planen viser: kravene, evalueringen, stegene, utkastet til vedtak, hva vi kan si, og det neste å gjøre."""

from __future__ import annotations

from metodikk.grunn.tall import dato, liste, tall
from metodikk.ut.setninger import antall, avsnitt, oppramsing, sitat
from metodikk.ut.setninger_videreforing.form import (
    FRISTEN_UTE,
    FUNNET,
    IKKE_BESTEMT,
    IKKE_KLAR,
    KLAR,
    LEVER,
    NESTEN,
    SNART,
    UTE,
    kr,
    med_avtale,
    med_status,
    navnene,
    steg,
    viktige_hull,
)
from metodikk.ut.side import Setninger, Tekst


def kravfunn(k) -> str:
    """Det figuren over kravene viser, i én setning til den alternative teksten.

    Parametere
    ----------
    k : Videreforing

    Returnerer
    ----------
    str
    """
    t = k.krav.tabell
    mest = t[t["mangler"] > 0].head(2) if len(t) else t
    if not len(mest):
        return "Ingen tiltak mangler noe."
    deler = [f"{r.navn.lower()} ({tall(r.mangler)} av {tall(r.trenger)} tiltak)" for r in mest.itertuples()]  # fmt: skip
    return f"Det som oftest mangler, er {liste(deler)}."


def kostnadsnoter(k) -> tuple[str, ...]:
    """Si fra når noen av tiltakene ikke har en kostnad, for da er summen for lav.

    Parametere
    ----------
    k : Videreforing

    Returnerer
    ----------
    tuple of str
    """
    t = k.kostnader.tabell
    n = int(t.iloc[-1]["ukjent"]) if len(t) else 0
    ord_ = antall(n, "ett tiltak", "tiltak")
    return (f"Summen er for lav: {ord_} har ingen kostnad i planen.",) if n else ()


def om_evalueringen(k) -> Tekst:
    """Si hva ordene fra evalueringen betyr, eller hvorfor de ikke er der.

    Parametere
    ----------
    k : Videreforing

    Returnerer
    ----------
    Tekst
    """
    if not k.opplysninger["evaluert"]:
        return avsnitt(k.opplysninger["uten_evaluering"] or k.evaluering.opplysninger["mangler"])
    return avsnitt(
        "Ordene er evalueringens, og de gjelder utfallet. Flere tiltak kan stå bak samme utfall, og evalueringen skiller dem ikke fra hverandre.",
        "«Sannsynliggjort bidrag» er det lengste den går. «Samvariasjon» betyr at endringen kom samtidig, mer vet vi ikke. «Ikke tydelig» betyr ikke at tiltaket var uten virkning.",
    )  # fmt: skip


def tidsfunn(k) -> str:
    """Det tidslinjen viser, i én setning til den alternative teksten.

    Parametere
    ----------
    k : Videreforing

    Returnerer
    ----------
    str
    """
    s = k.steg.tabell
    if not len(s):
        return ""
    n = s["tilstand"].value_counts()
    deler = [f"{tall(n[t])} {ord_}" for t, ord_ in (("gjort i tide", "gjort i tide"), ("gjort for sent", "gjort for sent"), (FRISTEN_UTE, "over fristen"), ("kommer", "kommer")) if n.get(t)]  # fmt: skip
    return f"{tall(len(s))} steg: {liste(deler)}."


def stegene(k) -> Tekst | None:
    """Skriv hva som kom senere enn rådet, og hvilke steg som ikke er ført opp.

    Det som haster, og når utredningen kom, står i begynnelsen av rapporten.

    Parametere
    ----------
    k : Videreforing

    Returnerer
    ----------
    Tekst, eller None uten tabellen Avslutning, eller når det ikke er noe å si
    """
    s = k.steg.tabell
    if not len(s):
        return None
    sene, borte = s.loc[s["sent"], "steg"].tolist(), k.opplysninger["uten_steg"]
    deler = [
        f"Senere enn rådet er {sitat(sene)}." if sene else "",
        f"Ikke ført opp: {liste(borte)}." if borte else "",
    ]
    return avsnitt(*deler) if any(deler) else None


def vedtak(k) -> Tekst | None:
    """Skriv et utkast til vedtak av det som står i planen: tiltak med eier, kroner, måling og melding.

    Parametere
    ----------
    k : Videreforing

    Returnerer
    ----------
    Tekst, eller None når ingen tiltak skal leve videre eller avsluttes
    """
    t = k.plan.tabell
    med = t[t["beslutning"].isin(LEVER) & t["status"].isin([KLAR, NESTEN])] if len(t) else t
    resten = t.loc[t["status"].isin([IKKE_KLAR, IKKE_BESTEMT]), "navn"].tolist() if len(t) else []
    slutt = t.loc[t["beslutning"] == "avsluttes", "navn"].tolist() if len(t) else []
    punkter = [_driften(med.sort_values("tiltak")), f"Kommunedirektøren legger fram en løsning for det som mangler eier, penger eller beslutning: {sitat(resten)}." if resten else "",
               f"{sitat(slutt)} avsluttes." if slutt else "", _maalingen(k), _meldingen(k)]  # fmt: skip
    punkter = tuple(p for p in punkter if p)
    if not len(t) or not (len(med) or resten or slutt):
        return None
    return Tekst(avsnitt=("Et utkast dere kan skrive videre på. Bare det som står i planen, er med.",), punkter=punkter)  # fmt: skip


def _driften(med) -> str:
    if not len(med):
        return ""
    deler = [f"{eier} ({sitat(d['navn'].tolist())})" for eier, d in med.groupby("eier", sort=False)]
    kostnad = med["aarlig_kostnad"].sum()
    penger = f" Kostnaden er {kr(kostnad)} i året." if kostnad else ""
    return f"Disse eier og driver tiltakene som er klare eller nesten klare: {liste(deler)}.{penger}"  # fmt: skip


def _maalingen(k) -> str:
    m = k.maalinger.tabell
    if not len(m):
        return ""
    deler = [
        f"i {int(aar)} {antall(len(d), 'ett tiltak', 'tiltak')} av {liste(sorted(set(d['maales_av'])))}"
        for aar, d in m.groupby("aar")
    ]
    return f"Det måles igjen: {liste(deler)}."


def _meldingen(k) -> str:
    s = k.steg.tabell
    kommer = s[(s["slag"] == "ettermåling") & (s["tilstand"] == "kommer")] if len(s) else s
    if not len(kommer):
        return "Kommunedirektøren melder tilbake om hvilke tiltak som fortsatt er i drift. Sett en dato."
    return f"Kommunedirektøren melder tilbake innen {dato(kommer['frist'].iloc[0])} om hvilke tiltak som fortsatt er i drift."


def kan_si(k) -> Setninger:
    """Skill det planen gir grunnlag for å si, fra det den ikke gir grunnlag for.

    Parametere
    ----------
    k : Videreforing

    Returnerer
    ----------
    Setninger
    """
    t, o = k.plan.tabell, k.opplysninger
    kan = [f"«{r.navn}» er klart, og eies av {r.eier}." for r in t.itertuples() if r.status == KLAR]
    uten_eier, uten_penger = (o["uten"].get(x, []) for x in ("eier", "penger"))
    kan += [f"{sitat(uten_eier)} har ingen eier."] if uten_eier else []
    kan += [f"Hele kostnaden til {sitat(uten_penger)} står ikke i budsjettet."] if uten_penger else []  # fmt: skip
    kan += [f"«{r.navn}» avsluttes. {r.grunn.rstrip('.')}." for r in t.itertuples() if r.beslutning == "avsluttes" and r.grunn != "Ikke skrevet ned"]  # fmt: skip
    kan += [f"Evalueringen sier «{sier}» om «{utfall}»." for utfall, sier in _funnet(k)]
    ikke = (
        "At et tiltak virket, fordi det videreføres, eller at det ikke virket, fordi det avsluttes.",
        "At ett tiltak alene står bak et utfall. Evalueringen gjelder alle tiltakene bak utfallet samlet.",
        "At virkningen varer. Det vet dere først når det er målt igjen.",
        "At arbeidet er i ordinær drift, så lenge eieren eller pengene mangler.",
        "At ingen savner det som avsluttes.",
    )
    return Setninger(tuple(kan), ikke)


def _funnet(k) -> list[tuple[str, str]]:
    e = k.evaluering.tabell
    if not len(e):
        return []
    d = e[e["sier"].isin(FUNNET)].drop_duplicates("utfall")
    return list(d[["utfall", "sier"]].itertuples(index=False, name=None))


def neste(k) -> Tekst:
    """Foreslå det neste å gjøre, av det som mangler, det som haster, først.

    Parametere
    ----------
    k : Videreforing

    Returnerer
    ----------
    Tekst
    """
    o = k.opplysninger
    viktig = list(dict.fromkeys(n for n, _, _ in viktige_hull(k)))
    ikke_klare = [n for n in med_status(k, IKKE_KLAR) if n not in viktig]
    punkter = [
        f"Ta opp {navnene(viktig)} i styringsgruppa nå: {_mangler(k, viktig)}." if viktig else "",
        f"Finn eier og penger til {navnene(ikke_klare)}, eller avslutt med en dato." if ikke_klare else "",
        f"Bestem hva som skal skje med {navnene(med_status(k, IKKE_BESTEMT))}." if med_status(k, IKKE_BESTEMT) else "",
        f"Forny avtalen for {navnene(med_avtale(k, UTE))}." if med_avtale(k, UTE) else "",
        f"Møt partene i avtalen for {navnene(med_avtale(k, SNART))} før den går ut." if med_avtale(k, SNART) else "",
        _uten_avtale(k),
        f"Sett året og enheten for neste måling av {navnene(o['uten']['maaling'])}." if o["uten"].get("maaling") else "",
        f"Gjør ferdig {navnene(steg(k, FRISTEN_UTE))}." if steg(k, FRISTEN_UTE) else "",
        "" if len(k.steg.tabell) else k.steg.opplysninger["mangler"],
        "Heng opp lista over det som lever videre, der folk går forbi, med navnet på eieren.",
    ]  # fmt: skip
    return Tekst(punkter=tuple(p for p in punkter if p))


def _mangler(k, navn: list[str]) -> str:
    t = k.plan.tabell.set_index("navn")
    return liste([t.loc[n, "mangler"] for n in navn]) if len(navn) == 1 else "eier eller penger mangler"  # fmt: skip


def _uten_avtale(k) -> str:
    m = k.mangler.tabell
    navn = m.loc[(m["krav"] == "avtale") & (m["hva"] == "Ingen avtale"), "navn"].tolist() if len(m) else []  # fmt: skip
    return f"Skriv avtalen for {oppramsing([f'«{n}»' for n in navn])}." if navn else ""
