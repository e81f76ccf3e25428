"""Det som er endret siden sist, sies i tall og navn, og det som er borte, nevnes aldri ved navn."""

from __future__ import annotations

from metodikk.ut.rapport.endringer import endringer
from metodikk.ut.rapport.les import Bit, Rapport
from metodikk.ut.side import Hode, Kolonne, Nokkeltall, Symbol, Tabell

KOLONNER = (Kolonne("Sone"), Kolonne("Antall", "antall"))


def rapport(*deler) -> Rapport:
    return Rapport(Hode("Prøve"), tuple(Bit(d, f"Tabell {i}") for i, d in enumerate(deler, 1)))


def tabell(*rader, tittel="Sonene", kolonner=KOLONNER) -> Tabell:
    return Tabell(tittel, kolonner, tuple(rader))


def punkter(ny, forrige) -> tuple[str, ...]:
    return endringer(rapport(*ny), rapport(*forrige), dato="3. mars 2026").punkter


def test_like_rapporter_gir_en_setning_om_at_ingenting_er_endret():
    t = tabell(("Vik", 4), ("Lia", 9))

    svar = endringer(rapport(t), rapport(t), dato="3. mars 2026")

    assert svar.punkter == ()
    assert "Ingen tall eller rader i rapporten er endret." in svar.avsnitt[0]
    assert "3. mars 2026" in svar.avsnitt[0]


def test_nye_rader_og_endrede_celler_telles_og_nevnes():
    naa, da = tabell(("Vik", 5), ("Lia", 9), ("Nes", 1)), tabell(("Vik", 4), ("Lia", 9))

    assert punkter([naa], [da]) == ("«Sonene»: én ny rad («Nes») og én celle er endret.",)


def test_rader_som_er_borte_nevnes_ikke_ved_navn():
    (punkt,) = punkter([tabell(("Vik", 4))], [tabell(("Vik", 4), ("Kari Nordmann", 1))])

    assert punkt == "«Sonene»: én rad er borte."


def test_nokkeltall_vises_med_det_de_var():
    naa, da = Nokkeltall((("Behov", "5", ""),)), Nokkeltall((("Behov", "4", ""),))

    assert punkter([naa], [da]) == ("Behov: 5, før 4.",)


def test_et_nokkeltall_som_er_blitt_skjult_roeper_ikke_hva_det_var():
    naa, da = Nokkeltall((("Unge", ":", ""),)), Nokkeltall((("Unge", "4", ""),))

    assert punkter([naa], [da]) == ()


def test_et_nokkeltall_som_gjelder_noe_annet_enn_sist_vises_uten_det_gamle():
    naa = Nokkeltall((("Anmeldt vold", "2,5", "2022–2025"),))
    da = Nokkeltall((("Anmeldt vold", "3,3", "2024"),))

    assert punkter([naa], [da]) == ("Anmeldt vold er nå 2,5.",)


def test_en_celle_som_er_blitt_skjult_telles_uten_den_gamle_verdien():
    (punkt,) = punkter([tabell(("Vik", Symbol.SKJULT))], [tabell(("Vik", 4))])

    assert punkt == "«Sonene»: én celle er endret."


def test_tabeller_som_er_kommet_til_og_falt_fra():
    assert punkter([tabell(("Vik", 4))], [tabell(("Vik", 4), tittel="Gamle")]) == (
        "Nye tabeller: «Sonene».",
        "Én tabell er ikke lenger med.",
    )


def test_andre_kolonner_sammenliknes_ikke_celle_for_celle():
    ny = tabell(("Vik", 4), kolonner=(Kolonne("Sone"), Kolonne("Personer", "antall")))

    assert punkter([ny], [tabell(("Vik", 9))]) == ("«Sonene»: kolonnene er andre.",)


def test_like_radhoder_holdes_fra_hverandre():
    naa, da = tabell(("Vik", 4), ("Vik", 7)), tabell(("Vik", 4), ("Vik", 6))

    assert punkter([naa], [da]) == ("«Sonene»: én celle er endret.",)


def test_lange_lister_kortes_ned():
    naa = [tabell((f"S{i}", 2), tittel=f"T{i}") for i in range(20)]
    da = [tabell((f"S{i}", 1), tittel=f"T{i}") for i in range(20)]

    svar = punkter(naa, da)

    assert len(svar) == 13
    assert svar[-1] == "Åtte tabeller til er endret."
