"""Setningene om sammenhengen: hvor sporet er brutt, hva det ble av behovene, og sporet i andre rapporter."""

from __future__ import annotations

from metodikk.grunn.kataloger import katalog
from metodikk.grunn.meldinger import melding
from metodikk.grunn.tall import liste, tall
from metodikk.grunn.typer import Klarert
from metodikk.ut.setninger import antall, avsnitt, oppramsing, sitat, stor
from metodikk.ut.side import Boks, Nokkeltall, Setninger, Tabell, Tekst
from metodikk.ut.tabeller import tabell

SPORET = {"navn": "", "fra": "Springer ut av", "til": "Fører til", "brudd": "Det som mangler"}
UTEN_SVAR, UTEN_BEHOV, UTEN_UTFALL = "K570", "K574", "K575"


def oppsummering(k, omraade: str) -> Tekst:
    """Skriv det viktigste først: behovene uten svar, målene uten vei, og det som henger sammen.

    Parametere
    ----------
    k : Sammenheng
    omraade : str
        Navnet folk kjenner området ved.

    Returnerer
    ----------
    Tekst
    """
    return avsnitt(_helt(k, omraade), _svar(k), _planen(k))


def _helt(k, omraade: str) -> str:
    n, hele = k.opplysninger["antall"]["behov"], k.opplysninger["hele"]
    if not n:
        return f"Prosjektet har ikke skrevet ned hva {omraade} trenger. Begynn med tabellen Behov."
    if hele == n:
        hvem = "Behovet" if n == 1 else f"Alle {antall(n)} behov"
        return f"{hvem} kan følges fram til et tiltak og til noe som måles."
    return (
        f"{stor(antall(hele))} av {antall(n)} behov i {omraade} kan følges helt fram: fra behovet, gjennom et tiltak, "
        "til noe som måles."
    )


def _svar(k) -> str:
    navn = _brutt(k, UTEN_SVAR)
    if not navn:
        return ""
    return f"{stor(antall(len(navn), 'ett behov', 'behov'))} har ikke fått noe svar: {sitat(navn)}."


def _planen(k) -> str:
    andre = {kode: n for kode, n in k.opplysninger["regler"].items() if kode != UTEN_SVAR}
    deler = [_telt(kode, n) for kode, n in andre.items()]
    return f"I planen er det {liste(deler)}." if deler else ""


def _telt(kode: str, n: int) -> str:
    """«to mål uten utfall», av meldingens egen tittel."""
    om = katalog("kjede")["ledd"][katalog("kjede")["brudd"][kode]["ledd"]]
    _, _, mangler = melding(kode).tittel.replace("mangler", "uten").partition(" uten ")
    return f"{antall(n, om['en'], om['flere'])} uten {mangler}"


def _brutt(k, kode: str) -> list[str]:
    t = k.brudd.tabell
    return t.loc[t["kode"] == kode, "navn"].tolist() if len(t) else []


def nokkeltall(k) -> Nokkeltall:
    """Velg noen få tall: hele spor, behov uten svar, tiltak ingen har bedt om, mål uten noe å måle.

    Parametere
    ----------
    k : Sammenheng

    Returnerer
    ----------
    Nokkeltall
    """
    n, ut = k.opplysninger["antall"], []
    if n["behov"]:
        ut.append(("Hele spor", f"{tall(k.opplysninger['hele'])} av {tall(n['behov'])}", "Behov som kan følges til et tiltak og til noe som måles."))  # fmt: skip
        ut.append(
            ("Behov uten svar", tall(len(_brutt(k, UTEN_SVAR))), "Ingen tiltak svarer på dem.")
        )
    if n["tiltak"]:
        ut.append(("Tiltak uten behov", f"{tall(len(_brutt(k, UTEN_BEHOV)))} av {tall(n['tiltak'])}", "Det er ikke skrevet ned hvem som har bedt om dem."))  # fmt: skip
    if n["maal"]:
        ut.append(("Mål uten noe å måle", f"{tall(len(_brutt(k, UTEN_UTFALL)))} av {tall(n['maal'])}", "Ingen vet når de er nådd."))  # fmt: skip
    return Nokkeltall(tuple(ut))


def hull(k) -> Boks | None:
    """Advar om tabellene som mangler, så leseren vet hvor sporet stopper.

    Parametere
    ----------
    k : Sammenheng

    Returnerer
    ----------
    Boks eller None
    """
    from metodikk.grunn.skjema import skjema

    mangler = [f"{skjema(t).tittel}: {skjema(t).beskrivelse}" for t in k.opplysninger["mangler"]]
    if not mangler:
        return None
    return Boks("mangler", "Sporet stopper der tabellene slutter",
                "Disse tabellene finnes ikke i prosjektet. Da er ikke noe av det de binder sammen, med her.", tuple(mangler))  # fmt: skip


def kan_si(k) -> Setninger:
    """Skill det sporet gir grunnlag for å si, fra det det ikke gir grunnlag for.

    Parametere
    ----------
    k : Sammenheng

    Returnerer
    ----------
    Setninger
    """
    t = k.behov.tabell
    svart = t[t["tiltak"] != "Ingen ennå"] if len(t) else t
    kan = [f"På «{r.navn}» har kommunen svart med {r.tiltak}." for r in svart.head(3).itertuples()]
    kan += [f"«{n}» har ikke fått noe svar i planen." for n in _brutt(k, UTEN_SVAR)]
    ikke = (
        "At et tiltak virker, fordi det svarer på et behov. Det er det evalueringen som undersøker.",
        "At et behov er uviktig, fordi ingen tiltak svarer på det.",
        "At et tiltak er unødvendig, fordi ingen har skrevet ned behovet.",
    )
    return Setninger(tuple(kan), ikke)


def neste(k) -> Tekst:
    """Foreslå det neste å gjøre, av bruddene på sporet.

    Parametere
    ----------
    k : Sammenheng

    Returnerer
    ----------
    Tekst
    """
    punkter = [
        f"Bestem hva kommunen svarer på «{n}», og si det til dem som meldte det."
        for n in _brutt(k, UTEN_SVAR)
    ]
    for kode in [r for r in k.opplysninger["regler"] if r != UTEN_SVAR]:
        punkter.append(f"{oppramsing([f'«{n}»' for n in _brutt(k, kode)])}: {melding(kode).slik_retter_du}")  # fmt: skip
    punkter.append("Gå gjennom sporet på nytt ved hver revisjon av planen.")
    return Tekst(punkter=tuple(punkter))


def sporet(klarert: Klarert, *, hva: str, tittel: str = "") -> Tabell | Boks | None:
    """Vis hvor det rapporten handler om, står i kjeden fra behov til virkning.

    Bruk denne nederst i rapporter som handler om én del av arbeidet.

    Parametere
    ----------
    klarert : Klarert
        Resultatet av :func:`metodikk.metoder.sammenheng.rundt`.
    hva : str
        Overskriften over navnene, for eksempel «Tiltak».
    tittel : str
        Tittelen på tabellen. Forvalgt sier hva som er med.

    Returnerer
    ----------
    Tabell, eller boksen som sier hva som mangler
    """
    data = klarert.tabell
    vises = [k for k in SPORET if k == "navn" or (len(data) and (data[k] != "").any())]
    kolonner = {k: SPORET[k] or hva for k in vises}
    return tabell(klarert, tittel=tittel or f"{hva}: hvor det kommer fra, og hva det fører til", kolonner=kolonner if len(data) else None)  # fmt: skip
