# %% [markdown]
# # Ressurskart
#
# Hvilke ressurser finnes i området, hva gjør de, hva kan kobles, og hva mangler?

# %% tags=["parameters"]
prosjekt: str = "."  # prosjektmappen
dato: str = ""  # dagen alderen på opplysningene regnes fra (ÅÅÅÅ-MM-DD), tomt = siste bekreftelse

# %%
import metodikk as mk

p = mk.aapne(prosjekt)
omraade, si = p.omraade.navn, mk.setninger_ressurskart
k = mk.ressurskart.lag(
    p.tabeller, omraade=p.omraade.soner, geografi=p.geografi, dato=dato,
    indikatorer=p.oppsett.indikatorer, grenser=p.grenser,
)  # fmt: skip
sonenavn = k.opplysninger["sonenavn"]

# %%
mk.Hode("Ressurskart", omraade=omraade, kommune=p.oppsett.kommunenavn,
        avsender=p.oppsett.avsender, fiktiv=p.oppsett.fiktiv)  # fmt: skip

# %% [markdown]
# ## Kort fortalt

# %%
mk.vis(si.oppsummering(k, omraade), si.nokkeltall(k))

# %% [markdown]
# ## Om opplysningene

# %%
mk.vis(si.om_tallene(k), si.kvalitet(k))

# %% [markdown]
# ## Det som finnes
#
# Ressurser er folk, lag, virksomheter, institusjoner, bygninger og uterom. Kartet viser hvor de er. Tabellene under viser hva de gjør, hva de planlegger, og hva de kunne bidratt med.

# %%
mk.kart.ressurskart(k.ressurser, p.geografi, tittel=f"Ressursene i og rundt {omraade}", fremhev=p.omraade.soner,
    utsnitt=p.omraade.soner, omraadenavn=omraade, navn=sonenavn, funn=si.kartfunn(k),
    kilde="Tabellen Ressurser, uten privatpersoner",
    detaljer={"tema": "Temaer", "tilbud": "Tilbud i dag"},
)  # fmt: skip

# %%
mk.tabell(
    k.typer, tittel="Ressurser av hvert slag",
    kolonner={
        "slag": "Slag", "antall": mk.Kolonne("I alt", "antall"),
        "i_omraadet": mk.Kolonne("I området", "antall"), "tilbud": mk.Kolonne("Har et tilbud", "antall"),
        "planer": mk.Kolonne("Har planer", "antall"), "potensial": mk.Kolonne("Har uttalt potensial", "antall"),
        "ledig_n": mk.Kolonne("Har kapasitet til mer", "antall"),
    },
)  # fmt: skip

# %% [markdown]
# ### Hva ressursene kan bidra til

# %%
antall = {"behov": "Behov", "ressurser": "Ressurser", "i_omraadet": "I området"}
mk.tabell(
    k.temaer, tittel="Ressurser og behov for hvert tema, de med færrest ressurser først",
    kolonner={"tema": "Tema"} | {kode: mk.Kolonne(navn, "antall") for kode, navn in antall.items()},
)  # fmt: skip

# %% [markdown]
# ## Hvem som samarbeider
#
# Hver strek er et samarbeid som noen har fortalt om. Plasseringen på siden betyr ingenting. De som har navn, har flest koblinger eller bygger bro.

# %%
mk.figurer.nettverk(k.noder, k.koblinger, tittel="Samarbeid mellom ressursene", slag="type",
                    fremhev=[k.opplysninger["bro"].get("navn", "")], kilde="Tabellen Koblinger")  # fmt: skip

# %%
mk.vis(si.nettverk(k), *(
    mk.tabell(
        broer, tittel="De som binder sammen", kilde="Tabellen Koblinger",
        kolonner={
            "navn": "Ressurs", "type": "Slag", "grad": mk.Kolonne("Koblinger", "antall"),
            "mister": mk.Kolonne("Par som skilles uten den", "antall"),
        },
        noter=broer.opplysninger["forutsetninger"],
    )
    for broer in k.broer
))  # fmt: skip

# %% [markdown]
# ## Behovene, og hvem som dekker dem
#
# Behov ingen dekker, står først. En ressurs regnes med i «kan dekke» når den arbeider med minst halvparten av det behovet handler om. Sjeldne temaer teller mest.

# %%
mk.tabell(
    k.behov, tittel="Behov og dekning", kilde="Tabellene Behov og Koblinger",
    kolonner={
        "tekst": "Behov", "haster": "Viktighet", "dekning": "Dekning",
        "dekkes_av": "Dekkes av", "kan_dekke": mk.Kolonne("Kan dekke", "antall"), "kilde": "Kommer fra",
    },
)  # fmt: skip

# %% [markdown]
# ## Det som kan kobles

# %%
mk.vis(si.forslagene(k))

# %%
mk.tabell(
    k.forslag, tittel="Foreslåtte koblinger, de viktigste først",
    kolonner={"tekst": "Behov", "navn": "Ressurs", "grunn": "Hvorfor", "alternativer": "Andre muligheter"},
    noter=("Et forslag er et sted å begynne samtalen. Ressursene er ikke spurt om koblingen.",),
)  # fmt: skip

# %% [markdown]
# ## Hvor langt det er

# %%
mk.vis(si.tilgang(k), mk.tabell(
    k.tilgang, tittel="Avstand i luftlinje til nærmeste ressurs for hvert tema",
    kolonner={
        "tema": "Tema", "snitt": mk.Kolonne("Snitt for innbyggerne", "meter"),
        "lengst": mk.Kolonne("Lengst", "meter"), "lengst_fra": "Lengst fra", "navn": "Nærmeste ressurs derfra",
    },
    noter=("Målt fra midten av hver sone og avrundet til nærmeste 50 meter. Snittet er vektet med folketallet i sonene.",),
))  # fmt: skip

# %% [markdown]
# ## Hva det blir av behovene
#
# Sporet fra hvert behov til det kommunen gjør, slik det står i planen.

# %%
mk.vis(mk.setninger_sammenheng.sporet(
    mk.sammenheng.rundt(p.sporet, "behov", indikatorer=p.oppsett.indikatorer), hva="Behov",
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
# ## Alle ressursene
#
# Én tabell for hvert slag. Til høyre står når og av hvem opplysningene sist ble bekreftet.

# %%
mk.vis(*(
    mk.tabell(
        k.av_slag(slag), tittel=f"{slag}: tilbud, planer og potensial",
        kolonner={
            "navn": "Ressurs", "tilbud": "Tilbud i dag", "planer": "Planer", "potensial": "Potensial",
            "sist": "Bekreftet",
        },
    )
    for slag in k.slag
))  # fmt: skip
