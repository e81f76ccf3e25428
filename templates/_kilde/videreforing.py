# %% [markdown]
# # Videreføring
#
# Hva lever videre når programmet er slutt, hvem eier og betaler, er det klart, og hva måles etterpå?

# %% tags=["parameters"]
prosjekt: str = "."  # prosjektmappen
dato: str = ""  # dagen avtaler og frister regnes fra (ÅÅÅÅ-MM-DD), tomt = siste dag noe er bestemt eller gjort
fro: int = 1  # såkorn for det evalueringen trekker tilfeldig, slik at svaret kan gjentas

# %%
import metodikk as mk

p = mk.aapne(prosjekt)
omraade, si = p.omraade.navn, mk.setninger_videreforing
k = mk.videreforing.lag(
    p.tabeller, omraade=p.omraade.soner, program=p.oppsett.program, naboer=p.naboer,
    indikatorer=p.oppsett.indikatorer, dato=dato, fro=fro, grenser=p.grenser,
)  # fmt: skip

# %%
mk.Hode("Videreføring", omraade=omraade, kommune=p.oppsett.kommunenavn,
        avsender=p.oppsett.avsender, fiktiv=p.oppsett.fiktiv)  # fmt: skip

# %% [markdown]
# ## Kort fortalt

# %%
mk.vis(si.oppsummering(k, omraade), si.nokkeltall(k), si.vakter(k))

# %% [markdown]
# ## Om opplysningene

# %%
mk.vis(si.om_planen(k))

# %% [markdown]
# ## Hva som skal skje med hvert tiltak
#
# De som ikke er klare, står først.

# %%
mk.tabell(k.plan, tittel="Beslutningen, eieren og om det er klart", kilde="Tabellen Videreføringsplan", kolonner={
    "navn": "Tiltak", "hvorfor": "Er det klart?", "vedtak": "Beslutning", "eier": "Eier i drift",
})  # fmt: skip

# %% [markdown]
# ## Det som må på plass

# %%
mk.figurer.soyler(k.hull, tittel="Tiltak som mangler noe av det beslutningen krever", kategori="navn", verdi="mangler",
                  enhet="antall", funn=si.kravfunn(k), kilde="Tabellen Videreføringsplan")  # fmt: skip

# %%
mk.tabell(k.hull, tittel="Det som mangler, i hvilke tiltak, og hva dere gjør med det", kilde="Tabellen Videreføringsplan", kolonner={
    "navn": "Mangler", "mangler": mk.Kolonne("Tiltak", "antall"), "trenger": mk.Kolonne("Av dem som trenger det", "antall"),
    "hvilke": "Hvilke", "rett": "Gjør dette",
})  # fmt: skip

# %% [markdown]
# ## Hva evalueringen sier om tiltakene

# %%
mk.vis(si.om_evalueringen(k), mk.tabell(
    k.evaluering, tittel="Det som ble levert, og utfallet tiltaket skulle påvirke", kilde="Evalueringen og tabellen Tiltak",
    kolonner={"navn": "Tiltak", "levert": "Levert av planlagt", "utfall": "Skulle føre til", "ord": "Evalueringen sier", "vedtak": "Beslutning"},
))  # fmt: skip

# %% [markdown]
# ## Hvem som eier og betaler

# %%
mk.tabell(k.kostnader, tittel="Kostnaden i året for det som skal leve videre", kilde="Tabellen Videreføringsplan", kolonner={
    "eier": "Eier", "tiltak": mk.Kolonne("Tiltak", "antall"), "kostnad": mk.Kolonne("I året", "kr"),
    "uten": mk.Kolonne("Tiltak uten alle pengene", "kr"),
}, noter=si.kostnadsnoter(k))  # fmt: skip

# %%
mk.tabell(k.videre, tittel="Pengene til hvert tiltak", kilde="Tabellen Videreføringsplan", kolonner={
    "navn": "Tiltak", "aarlig_kostnad": mk.Kolonne("I året", "kr"), "finansiert": "Finansiert", "budsjettpost": "Budsjettpost",
})  # fmt: skip

# %%
mk.tabell(k.avtaler, tittel="Avtalene, de som går ut først, øverst", kilde="Tabellen Avtaler", radhoder=2, kolonner={
    "navn": "Tiltak", "avtale": "Avtale", "til": "Gjelder til", "tilstand": "Tilstand",
})  # fmt: skip

# %% [markdown]
# ## Når det måles igjen

# %%
mk.tabell(k.maalinger, tittel="Neste måling av hvert tiltak", kilde="Tabellene Videreføringsplan og Utfall", radhoder=2, kolonner={
    "aar": mk.Kolonne("År", "aar"), "navn": "Tiltak", "maales_av": "Måles av", "maales_med": "Utfallet som måles",
})  # fmt: skip

# %% [markdown]
# ## Avslutningen
#
# Stegene regnet bakfra fra den siste dagen i programmet.

# %%
mk.vis(si.stegene(k), mk.figurer.tidslinje(
    k.tidslinje, tittel="Stegene i avslutningen", gruppe="tilstand", naa=k.opplysninger["slutt"], funn=si.tidsfunn(k),
    kilde="Tabellen Avslutning", tekst="Streken er den siste dagen i programmet. ◆ er et steg. En stolpe går fra fristen til dagen det ble gjort.",
))  # fmt: skip

# %%
mk.vis(*(mk.tabell(t, tittel="Frist, gjort, og måneder til slutten", kilde="Tabellen Avslutning", kolonner={
    "steg": "Steg", "ansvarlig": "Ansvarlig", "frist_ord": "Frist", "ferdig_ord": "Gjort", "foer": "Til slutten", "raad": "Bør være",
}) for t in k.om("steg")))  # fmt: skip

# %% [markdown]
# ## Til saken om avslutning

# %%
mk.vis(si.vedtak(k))

# %%
mk.tabell(k.sluttrapport, tittel="Delene i sluttrapporten, og hvor dere henter dem", kolonner={
    "del": "Del", "innhold": "Innhold", "fra": "Hentes fra", "har": "Har dere det?",
})  # fmt: skip

# %% [markdown]
# ## Hvorfor vi gjør dette
#
# Behovene hvert tiltak svarer på, og målet det skal føre til.

# %%
mk.tabell(
    mk.sammenheng.lag(p.sporet, indikatorer=p.oppsett.indikatorer).tiltakene(k.plan.tabell["navn"]),
    tittel="Tiltakene, behovene bak og målet de fører til", kilde="Tabellene Behov, Mål og Tiltak",
    kolonner={"navn": "Tiltak", "behov": "Svarer på", "maal": "Fører til målet", "maales": "Måles med"},
)  # fmt: skip

# %% [markdown]
# ## Hva vi kan si, og hva vi ikke kan si

# %%
mk.vis(si.kan_si(k))

# %% [markdown]
# ## Det neste å gjøre

# %%
mk.vis(si.neste(k))

# %% [markdown]
# ## Vedlegg: grunnen til hver beslutning

# %%
mk.tabell(k.plan, tittel="Grunnen til hver beslutning", kilde="Tabellen Videreføringsplan", kolonner={
    "navn": "Tiltak", "vedtak": "Beslutning", "grunn": "Grunn", "bestemt": "Bestemt av",
})  # fmt: skip
