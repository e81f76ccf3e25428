"""Setningene i ressurskartet. Alle bygges av klarerte resultater, ingen er skrevet på forhånd."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from metodikk.grunn.tall import HARDT, dato, liste, prosent, tall
from metodikk.ut.side import Boks, Nokkeltall, Setninger, Tekst

ORD = (
    "ingen",
    "én",
    "to",
    "tre",
    "fire",
    "fem",
    "seks",
    "sju",
    "åtte",
    "ni",
    "ti",
    "elleve",
    "tolv",
)
INGEN_KAN, INGEN, EN = "ingen kan dekke", "ingen dekker i dag", "bare én dekker"
LANGT = 1000


def antall(n: float) -> str:
    """Skriv antall til og med tolv med ord.

    >>> antall(3), antall(40)
    ('tre', '40')
    """
    return ORD[int(n)] if n < len(ORD) else tall(n)


def oppsummering(k, omraade: str) -> Tekst:
    """Skriv det viktigste først: hva som finnes, hva som mangler, hvem som binder sammen, hva som kan kobles.

    Parametere
    ----------
    k : Ressurskart
    omraade : str
        Navnet folk kjenner området ved.

    Returnerer
    ----------
    Tekst
    """
    deler = [_finnes(k, omraade), _mangler(k), _bro(k), _koble(k), _svakt(k)]
    return Tekst(avsnitt=tuple(d for d in deler if d))


def _finnes(k, omraade: str) -> str:
    t = k.typer.tabell
    if not len(t):
        return k.typer.opplysninger["mangler"]
    storst = t.sort_values("antall", ascending=False).head(3)
    slag = liste([f"{antall(r.antall)} {_flertall(r.type, r.antall)}" for r in storst.itertuples()])
    alle, inne, sagt = t["antall"].sum(), t["i_omraadet"].sum(), t["potensial"].sum()
    return (
        f"{omraade} har mye å bygge på. Vi har kartlagt {antall(alle)} ressurser, {antall(inne)} av dem i området. "
        f"Flest er {slag}. {antall(sagt).capitalize()} av ressursene har sagt hva de kunne bidratt med."
    )


def _flertall(slag: str, n: int) -> str:
    bytt = {"frivillig organisasjon": "frivillige organisasjoner", "privat virksomhet": "private virksomheter",
            "offentlig institusjon": "offentlige institusjoner", "fysisk inne": "lokaler og anlegg inne",
            "fysisk ute": "steder ute", "beboere": "grupper av beboere"}  # fmt: skip
    en = {
        "fysisk inne": "lokale eller anlegg inne",
        "fysisk ute": "sted ute",
        "beboere": "gruppe av beboere",
    }
    return bytt.get(slag, slag) if n != 1 else en.get(slag, slag)


def _rader(k, status: str):
    b = k.behov.tabell
    return b[b["status"] == status] if len(b) else b


def _sitat(tekster) -> str:
    return liste([f"«{t}»" for t in tekster])


def _mangler(k) -> str:
    if not len(k.behov.tabell):
        return k.behov.opplysninger["mangler"]
    kan_ikke, udekket, en = (_rader(k, s) for s in (INGEN_KAN, INGEN, EN))
    deler = []
    if len(kan_ikke):
        deler.append(f"Ingen av ressursene vi kjenner, arbeider med {_sitat(kan_ikke['tekst'])}.")
    if len(udekket):
        deler.append(f"Ingen dekker {_sitat(udekket['tekst'])} i dag, men noen kan.")
    if len(en):
        deler.append(
            f"{_sitat(en['tekst'])} hviler på én ressurs: {liste(list(dict.fromkeys(en['dekkes_av'])))}."
        )
    return " ".join(deler) or "Alle behovene dekkes av minst to ressurser."


def _bro(k) -> str:
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


def _koble(k) -> str:
    f = k.forslag.tabell
    nye = f[f["status"] == INGEN] if len(f) else f
    if not len(nye):
        return ""
    par = liste([f"{r.navn} og «{r.tekst}»" for r in nye.itertuples()])
    return f"Start med å snakke om disse koblingene: {par}."


def _svakt(k) -> str:
    s = k.svakheter.tabell
    return (
        f"{antall(len(s)).capitalize()} rader mangler kilde, dato eller sted, eller er gamle. De er merket."
        if len(s)
        else ""
    )


def nokkeltall(k) -> Nokkeltall:
    """Velg noen få tall: ressurser, behov ingen dekker, koblinger og hvor ny kunnskapen er.

    Parametere
    ----------
    k : Ressurskart

    Returnerer
    ----------
    Nokkeltall
    """
    t, b, h = k.typer.tabell, k.behov.tabell, k.opplysninger["helhet"]
    ut = []
    if len(t):
        ut.append(
            (
                "Ressurser",
                tall(t["antall"].sum()),
                f"{tall(t['i_omraadet'].sum())} ligger i området.",
            )
        )
    if len(b):
        uten, en = b["status"].isin([INGEN_KAN, INGEN]).sum(), (b["status"] == EN).sum()
        ut.append(
            (
                "Behov ingen dekker",
                f"{tall(uten)} av {tall(len(b))}",
                f"{antall(en).capitalize()} til dekkes av bare én.",
            )
        )
    if h:
        ut.append(
            (
                "Koblinger",
                tall(h["koblinger"]),
                f"{tall(h['alene'])} ressurser har ingen registrert kobling.",
            )
        )
    if siste := k.opplysninger["siste"]:
        ut.append(("Sist bekreftet", _dag(siste), "Den nyeste opplysningen i ressurskartet."))
    return Nokkeltall(tuple(ut))


def _dag(iso: str) -> str:
    return dato(dt.date.fromisoformat(iso))


def om_tallene(k) -> Tekst:
    """Svar på det leseren først spør om: hvor opplysningene er fra, hvor gamle de er, og hvem som er utelatt.

    Parametere
    ----------
    k : Ressurskart

    Returnerer
    ----------
    Tekst
    """
    r, o = k.ressurser.tabell, k.opplysninger
    punkter = [
        "Hvor er opplysningene fra? Fra samtaler, møter, befaringer og registre. Kilden står ved hver ressurs."
    ]
    if len(r) and o["siste"]:
        eldst = min(d for d in r["bekreftet"] if d)
        punkter.append(
            f"Når gjelder de? Bekreftet mellom {_dag(eldst)} og {_dag(max(r['bekreftet']))}."
        )
    punkter.append(
        "Er alt med? Nei. Kartet viser det noen har fortalt om. At noe ikke står her, betyr ikke at det ikke finnes."
    )
    punkter.append(_om_personer(o["privatpersoner"]))
    if o["omregnet"]:
        punkter.append(
            f"Er noe endret? {antall(o['omregnet']).capitalize()} ressurser hadde lengde- og breddegrad. De er gjort om til meter."
        )
    return Tekst(punkter=tuple(punkter))


def _om_personer(personer: str) -> str:
    if personer == "ingen":
        return "Er noen utelatt? Nei, ingen av ressursene er privatpersoner."
    hvor_mange = "Noen få" if personer == "noen få" else personer
    return f"Er noen utelatt? {hvor_mange} ressurser er privatpersoner. De brukes i arbeidet, men står ikke i rapporten."


def kartfunn(k) -> str:
    """Det kartet viser, i én setning til den alternative teksten.

    Parametere
    ----------
    k : Ressurskart

    Returnerer
    ----------
    str
    """
    r = k.ressurser.tabell
    if not len(r):
        return ""
    inne = r[r["i_omraadet"]]
    soner = [f"{tall(n)} i {s}" for s, n in inne["sone"].value_counts().items()]
    uten = int(r["ost"].isna().sum())
    slutt = f" {antall(uten).capitalize()} har ikke sted på kartet." if uten else ""
    return f"{antall(len(inne)).capitalize()} av {tall(len(r))} ressurser ligger i området: {liste(soner)}.{slutt}"


def kvalitet(k) -> Boks | None:
    """Advar om rader uten kilde eller dato, og om gamle rader. Ingenting når alt er i orden.

    Parametere
    ----------
    k : Ressurskart

    Returnerer
    ----------
    Boks eller None
    """
    s = k.svakheter.tabell
    if not len(s):
        return None
    punkter = tuple(f"{r.navn}: {r.merknad}" for r in s.itertuples())
    return Boks("advarsel", f"{antall(len(s)).capitalize()} rader må bekreftes",
                "Snakk med dem det gjelder, og fyll ut før kartet brukes til å fordele penger eller ansvar.", punkter)  # fmt: skip


def nettverk(k) -> Tekst | Boks:
    """Skriv hva nettverket viser: hvor tett, hvor mange alene, og hvem som bygger bro.

    Parametere
    ----------
    k : Ressurskart

    Returnerer
    ----------
    Tekst, eller Boks når det ikke er noen koblinger
    """
    h = k.opplysninger["helhet"]
    if not h:
        return Boks("mangler", "Nettverk", k.koblinger.opplysninger["mangler"])
    deler = [
        f"Det er registrert {antall(h['koblinger'])} koblinger mellom {antall(h['noder'])} ressurser. Høyst kunne det vært "
        f"{tall(h['flest_mulige'])}, så {prosent(h['tetthet'])} av de mulige koblingene finnes.",
        f"{antall(h['alene']).capitalize()} ressurser har ingen registrert kobling. Spør dem først: Er det riktig, og hvem ville de hatt nytte av å kjenne?",
        _paa_tvers(h["ei_indeks"]), _bro(k),
    ]  # fmt: skip
    return Tekst(avsnitt=tuple(d for d in deler if d))


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
    uten = _tema_uten(k)
    deler = [f"Lengst er det i snitt til {liste(langt)}. {k.opplysninger['avstand']}",
             f"For {liste(uten)} er det ingen kartlagt ressurs å gå til." if uten else ""]  # fmt: skip
    return Tekst(avsnitt=tuple(d for d in deler if d))


def forslagene(k) -> Tekst:
    """Forklar hva forslagene er, og hva de ikke er.

    Parametere
    ----------
    k : Ressurskart

    Returnerer
    ----------
    Tekst
    """
    f = k.forslag.tabell
    if not len(f):
        return Tekst()
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
    kan = [
        f"Ingen av ressursene vi har kartlagt, arbeider med «{t}»."
        for t in _rader(k, INGEN_KAN).get("tekst", ())
    ]
    kan += [
        f"«{t}» dekkes ikke av noen i dag, så langt vi vet."
        for t in _rader(k, INGEN).get("tekst", ())
    ]
    kan += [f"«{r.tekst}» dekkes bare av {r.dekkes_av}. Faller den bort, står behovet uten dekning."
            for r in (_rader(k, EN).itertuples() if len(b) else ())]  # fmt: skip
    if o["bro"]:
        kan.append(f"Blant koblingene som er registrert, binder {o['bro']['navn']} sammen flest.")
    ikke = ["At noe ikke finnes, fordi det ikke står på kartet.", "At en ressurs er bedre enn en annen.",
            "At en foreslått kobling vil virke, eller at ressursen ønsker den."]  # fmt: skip
    ikke += [*k.noder.opplysninger.get("kan_ikke_si", ())]
    if len(k.tilgang.tabell):
        ikke.append("Hvor lang gangveien er. Avstanden er i luftlinje fra midten av sonen.")
    return Setninger(tuple(kan), tuple(ikke))


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
        f"Spør ungdomsråd, beboere og tjenester hvem som arbeider med «{t}»." for t in _tema_uten(k)
    ]
    f = k.forslag.tabell
    punkter += (
        [f"Inviter {r.navn} til en samtale om «{r.tekst}»." for r in f.head(3).itertuples()]
        if len(f)
        else []
    )
    punkter += [f"Finn en til som kan dekke «{t}»." for t in _rader(k, EN).get("tekst", ())]
    if not k.opplysninger["helhet"]:
        punkter.append("Spør hver ressurs hvem de samarbeider med, og fyll ut tabellen Koblinger.")
    if len(k.svakheter.tabell):
        punkter.append("Bekreft radene som mangler kilde eller dato.")
    punkter.append(
        "Bekreft hele kartet på nytt om et år. En liste over ressurser blir fort gammel."
    )
    return Tekst(punkter=tuple(punkter))


def _tema_uten(k) -> list[str]:
    t = k.temaer.tabell
    return list(t.loc[(t["ressurser"] == 0) & (t["behov"] > 0), "tema"]) if len(t) else []


def navn(k) -> Mapping[str, str]:
    """Kode → navn for ressursene, til figurer og tabeller."""
    r = k.ressurser.tabell
    return dict(zip(r["ressurs"], r["navn"], strict=True)) if len(r) else {}
