# %% [markdown]
# # Sammenhengen
#
# Hvorfor gjør kommunen dette, hva ble det av behovene, og hvor er sporet brutt?

# %% tags=["parameters"]
prosjekt: str = "."  # prosjektmappen

# %%
import metodikk as mk

p = mk.aapne(prosjekt)
si, omraade = mk.setninger_sammenheng, p.omraade.navn
k = mk.sammenheng.lag(p.sporet, indikatorer=p.oppsett.indikatorer)

# %%
mk.Hode("Sammenhengen", omraade=omraade, kommune=p.oppsett.kommunenavn,
        avsender=p.oppsett.avsender, fiktiv=p.oppsett.fiktiv)  # fmt: skip

# %% [markdown]
# ## Kort fortalt

# %%
mk.vis(si.oppsummering(k, omraade), si.nokkeltall(k), si.hull(k))

# %% [markdown]
# ## Brudd på sporet
#
# Et brudd er noe som står alene og skulle hengt sammen med noe. De som betyr mest for dem det gjelder, står først.

# %%
mk.tabell(k.brudd, tittel="Det som står alene", radhoder=2, kolonner={
    "slag": "Slag", "navn": "Navn", "skrevet": "Hva som mangler",
})  # fmt: skip

# %% [markdown]
# ## Hva det ble av behovene
#
# Behov uten svar står først. Deretter står de som haster mest.

# %%
mk.tabell(k.behov, tittel="Behovene og svaret på dem", kolonner={
    "navn": "Behov", "fra": "Kommer fra", "tiltak": "Kommunens svar", "maales": "Måles med",
})  # fmt: skip

# %% [markdown]
# ## Hvorfor vi gjør dette

# %%
mk.tabell(k.tiltak, tittel="Tiltakene, behovene bak og målet de fører til", kolonner={
    "navn": "Tiltak", "behov": "Svarer på", "maal": "Fører til målet", "maales": "Måles med", "status": "Status",
})  # fmt: skip

# %% [markdown]
# ## Veien til målene

# %%
mk.tabell(k.maal, tittel="Målene, det de bygger på, og veien dit", kolonner={
    "navn": "Mål", "behov": "Bygger på", "strategi": "Veien dit", "tiltak": mk.Kolonne("Tiltak", "antall"), "maales": "Måles med",
})  # fmt: skip

# %%
mk.vis([mk.figurer.kjede(k.kjede(m), tittel=f"Sporet: {m}") for m in k.maalene])

# %% [markdown]
# ## Hva vi kan si, og hva vi ikke kan si

# %%
mk.vis(si.kan_si(k))

# %% [markdown]
# ## Det neste å gjøre

# %%
mk.vis(si.neste(k))
