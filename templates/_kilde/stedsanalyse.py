# %% [markdown]
# # Stedsanalyse
#
# Hvordan ser ulike grupper på stedet, hvordan bruker de det, hva vil de med det, og hva sier tallene om ryktet?

# %% tags=["parameters"]
prosjekt: str = "."  # prosjektmappen

# %%
import metodikk as mk

p = mk.aapne(prosjekt)
omraade, si, Kolonne = p.omraade.navn, mk.setninger_stedsanalyse, mk.Kolonne
k = mk.stedsanalyse.lag(
    p.tabeller, omraade=p.omraade.soner, naboer=p.naboer, indikatorer=p.oppsett.indikatorer,
    grenser=p.grenser,
)  # fmt: skip
strek = k.ordene

# %%
mk.Hode("Stedsanalyse", omraade=omraade, kommune=p.oppsett.kommunenavn,
        avsender=p.oppsett.avsender, fiktiv=p.oppsett.fiktiv)  # fmt: skip

# %% [markdown]
# ## Kort fortalt

# %%
mk.vis(si.oppsummering(k, omraade), si.nokkeltall(k), si.kvalitet(k))

# %% [markdown]
# ## Om opplysningene

# %%
mk.vis(si.om_tallene(k))

# %%
mk.tabell(
    k.grupper, tittel="Hvem vi snakket med",
    kolonner={"navn": "Gruppe", "teller": Kolonne("Informanter", "antall")},
)  # fmt: skip

# %%
mk.tabell(
    k.kilder, tittel="Hva som er kodet",
    kolonner={"kilde_slag": "Kilde", "antall": Kolonne("Utsagn", "tall", 0)},
    noter=("Ett utsagn har én kode. Den samme personen har gitt flere utsagn.",),
)  # fmt: skip

# %% [markdown]
# ## Stedsbilder: hvordan stedet er, sier folk
#
# Bildet innenfra står ved siden av bildet utenfra og det som står i media. Det de som bor der, sier oftest, står først.

# %%
mk.tabell(
    k.bilder, tittel="Stedsbilder innenfra og utenfra", kilde="Samtaler og mediesaker",
    kolonner={
        "navn": "Stedet er", "vist_tone": "Tone", "vist_innenfra": "De som bor her", "vist_utenfra": "Andre",
        "media": Kolonne("Mediesaker", "tall", 0), "vist_forskjell": "Forskjell",
    },
    noter=(strek, "Forskjellen nevnes når den er minst en firedel av dem vi snakket med.", *k.stjerne(k.bilder)),
)  # fmt: skip

# %%
mk.tabell(
    k.bilder_grupper, tittel="Stedsbilder gruppe mot gruppe", kilde="Samtaler",
    kolonner={"navn": "Stedet er", "vist_fleste": "De fleste blant", "vist_noen": "Noen blant"},
    noter=(strek, *k.stjerne(k.bilder_grupper)),
)  # fmt: skip

# %%
mk.vis(*(
    mk.tabell(s, tittel="Stedsbilder med folks egne ord", kilde="Samtaler",
              kolonner={"navn": "Stedet er", "sitat": "Sitat", "vist_gruppe": "Hvem"}, noter=k.stjerne(s))
    for s in k.sitater_om("stedsbilde")
))  # fmt: skip

# %% [markdown]
# ## Bildene mot tallene
#
# Et stedsbilde er ikke sant eller usant. Men noen bilder sier noe om omfang, og det kan prøves mot et tall. Tallet for området er satt mot resten av kommunen på samme måte som i kunnskapsgrunnlaget.

# %%
mk.tabell(
    k.myter, tittel="Stedsbilder som er prøvd mot tall",
    kilde="Samtalene, indikatorene og innbyggerundersøkelsen",
    kolonner={
        "vist_tekst": "Stedsbilde", "hvem": "Hvem sier det", "vist_maalt": "Målt med",
        "her": Kolonne("Området", "tall", 1), "ellers": Kolonne("Resten", "tall", 1), "dom": "Hva tallet sier",
    },
    noter=k.stjerne(k.myter),
)  # fmt: skip

# %%
mk.vis(si.myter(k))

# %% [markdown]
# ## Stedsbruk: hvem som er hvor, og når
#
# Det folk har fortalt, ved siden av det som er sett.

# %%
mk.tabell(
    k.bruk, tittel="Hvem som bruker stedet", kilde="Samtaler og observasjon",
    kolonner={
        "sted": "Sted", "navn": "Bruk", "vist_naar": "Når", "vist_fleste": "De fleste blant",
        "vist_noen": "Noen blant", "observert": Kolonne("Ganger sett", "tall", 0),
    },
    noter=(strek, "En observasjon gjelder stedet, ikke enkeltpersoner.", *k.stjerne(k.bruk)),
)  # fmt: skip

# %% [markdown]
# ## Stedsinteresser: hvem som vil hva
#
# Det gruppene er uenige om, står først.

# %%
mk.tabell(
    k.interesser, tittel="Hva gruppene vil, og hva de er enige og uenige om", kilde="Samtaler",
    kolonner={
        "navn": "Sak", "sted": "Sted", "vist_for": "For", "vist_mot": "Mot", "forhold": "Enige?",
    },
    noter=(strek, *k.stjerne(k.interesser)),
)  # fmt: skip

# %%
mk.vis(*(
    mk.tabell(s, tittel="Interessene med folks egne ord", kilde="Samtaler",
              kolonner={"navn": "Sak", "sitat": "Sitat", "vist_gruppe": "Hvem"}, noter=k.stjerne(s))
    for s in k.sitater_om("stedsinteresse")
))  # fmt: skip

# %% [markdown]
# ## Hva vi kan si, og hva vi ikke kan si

# %%
mk.vis(si.kan_si(k))

# %% [markdown]
# ## Det neste å gjøre

# %%
mk.vis(si.neste(k))

# %% [markdown]
# ## Vedlegg: ville en annen kommet til det samme?
#
# To har kodet de samme utsagnene hver for seg.

# %%
mk.vis(si.koding(k), mk.figurer.soyler(
    k.per_kode, tittel="Hvor enige koderne er om hver kode (1 er full enighet)", kategori="navn", verdi="vist_alfa", enhet="tall",
    desimaler=2, referanse=0.667, referansetekst="laveste godtatte", sorter=False, kilde="Dobbeltkodede utsagn",
))  # fmt: skip

# %% [markdown]
# ## Vedlegg: hva bildene har ført til
#
# Et stedsbilde kan peke på noe folk trenger. Her står tallet bildet er prøvd mot, og det planen gjør med det.

# %%
mk.vis(mk.setninger_sammenheng.sporet(
    mk.sammenheng.rundt(p.sporet, "stedsbilde", indikatorer=p.oppsett.indikatorer), hva="Stedsbilde",
))  # fmt: skip
