# %% [markdown]
# # Befaring
#
# Hva fant vi ute, hvem eier det, er det rettet, og hvem bruker stedene?

# %% tags=["parameters"]
prosjekt: str = "."  # prosjektmappen
dato: str = ""  # dagen åpne funn er fulgt til (ÅÅÅÅ-MM-DD), tomt = siste dato i tabellen

# %%
import metodikk as mk

p = mk.aapne(prosjekt)
si, omraade = mk.setninger_befaring, p.omraade.navn
k = mk.befaring.lag(p.tabeller, omraade=p.omraade.soner, geografi=p.geografi, dato=dato, grenser=p.grenser)
sonenavn = dict(p.tabell("soner")[["sone", "sonenavn"]].to_numpy())

# %%
mk.Hode("Befaring", omraade=omraade, kommune=p.oppsett.kommunenavn,
        avsender=p.oppsett.avsender, fiktiv=p.oppsett.fiktiv)  # fmt: skip

# %% [markdown]
# ## Kort fortalt

# %%
mk.vis(si.oppsummering(k, omraade), si.nokkeltall(k), si.vakter(k))

# %% [markdown]
# ## Om opplysningene

# %%
mk.vis(si.om_tallene(k))

# %% [markdown]
# ## Det som står åpent
#
# Funn som kan skade noen, står først. Deretter står de som har ligget lengst.

# %%
mk.tabell(k.aapne, tittel="Åpne funn", radhoder=2, kolonner={
    "sted": "Sted", "hva": "Hva", "alvorlighet": "Alvor", "eiernavn": "Eier", "fristord": "Frist",
    "dager": mk.Kolonne("Dager åpen", "antall"),
})  # fmt: skip

# %%
mk.kart.ressurskart(k.aapne, p.geografi, tittel=f"Åpne funn i {omraade}", type="alvorlighet", fremhev=p.omraade.soner,
    utsnitt=p.omraade.soner, omraadenavn=omraade, navn=sonenavn, funn=si.kartfunn(k), hva=("Sted", "Funnene"),
    kilde="Tabellen Befaringsfunn", detaljer={"hva": "Hva", "eiernavn": "Eier"},
)  # fmt: skip

# %% [markdown]
# ## Hvem som eier det

# %%
tall = {"meldt": "Meldt", "utbedret": "Utbedret", "avvist": "Avvist med grunn", "aapne": "Åpne", "over_frist": "Over fristen"}
antall = {kolonne: mk.Kolonne(navn, "antall") for kolonne, navn in tall.items()}
mk.tabell(k.eiere, tittel="Funn etter eier", kolonner={"navn": "Eier"} | antall)

# %%
mk.tabell(k.alvor, tittel="Funn etter alvor", kolonner={"navn": "Alvor"} | antall)

# %% [markdown]
# ## Hvor fort det går
#
# Snittet av dem som er lukket, tar bare med funnene det gikk bra med. Derfor regnes andelen av alle, også de åpne.

# %%
mk.figurer.trinnkurve(k.forlop, tittel="Andelen funn som fortsatt er åpne", gruppe="hvem", merker=(30, 90, 180),
                      funn=si.kurvefunn(k), kilde="Tabellen Befaringsfunn")  # fmt: skip

# %%
andel = {n: mk.Kolonne(t, "prosent", 0) for n, t in (("verdi", "Lukket"), ("nedre", "Nedre grense"), ("ovre", "Øvre grense"))}
mk.tabell(k.innen, tittel="Andelen lukket etter så mange dager", radhoder=2, noter=si.NOTE_INNEN,
          kolonner={"hvem": "Funn", "innen": "Innen"} | andel)  # fmt: skip

# %% [markdown]
# ## Dagslys mot mørke

# %%
mk.tabell(k.lys, tittel="Når funnene ble sett", kolonner={"navn": "Sett"} | antall)

# %% [markdown]
# ## Hvem som bruker stedene
#
# Til stede er et øyeblikksbilde. Forbi er en strøm. De to kan ikke legges sammen.

# %%
bruk = {"runder": mk.Kolonne("Runder", "antall"), "snitt": mk.Kolonne("Til stede i snitt", "tall", 1), "forbi": mk.Kolonne("Forbi i timen", "antall")}
mk.tabell(k.steder, tittel="Bruken av stedene", kolonner={"sted": "Sted"} | bruk, noter=si.NOTE_BRUK)

# %%
mk.tabell(k.aarstider, tittel="Bruken etter årstid", radhoder=2, kolonner={"sted": "Sted", "aarstid": "Årstid"} | bruk)

# %%
mk.tabell(k.dag_og_kveld, tittel="Hvem som er der på dagen og kvelden", radhoder=2, noter=si.NOTE_TID, kolonner={
    "sted": "Sted", "gruppe": "Gruppe", "dag": mk.Kolonne("Til stede på dagen", "tall", 1),
    "kveld": mk.Kolonne("Til stede på kvelden", "tall", 1),
})  # fmt: skip

# %% [markdown]
# ## Hva det blir av funnene
#
# Funnene som viser et behov, eller som et tiltak i planen skal rette.

# %%
mk.vis(mk.setninger_sammenheng.sporet(
    mk.sammenheng.rundt(p.sporet, "funn", indikatorer=p.oppsett.indikatorer, samle=True), hva="Funn",
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
# ## Svarene til dem som gikk

# %%
mk.tabell(k.lukkede, tittel="Det som er lukket", radhoder=2, kolonner={
    "sted": "Sted", "hva": "Dere fant", "statusord": "Status", "lukketord": "Lukket", "svar": "Svaret",
})  # fmt: skip

# %%
mk.tabell(k.runder, tittel="Runder som er gått", radhoder=2, kolonner={
    "sted": "Sted", "aarstid": "Årstid", "dag": mk.Kolonne("Dag", "antall"), "kveld": mk.Kolonne("Kveld", "antall"),
})  # fmt: skip
