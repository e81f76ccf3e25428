# %% [markdown]
# # Mulighetsstudie
#
# Hvilket alternativ er best for stedet, etter hvem, og hvor sikkert er valget?

# %% tags=["parameters"]
prosjekt: str = "."  # prosjektmappen
fro: int = 1  # såkorn for det som trekkes tilfeldig, slik at svaret kan gjentas

# %%
import metodikk as mk

p = mk.aapne(prosjekt)
si, omraade = mk.setninger_mulighetsstudie, p.omraade.navn
k = mk.mulighetsstudie.lag(p.tabeller, fro=fro, grenser=p.grenser)

# %%
mk.Hode("Mulighetsstudie", omraade=omraade, kommune=p.oppsett.kommunenavn,
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
# ## Alternativene

# %%
mk.tabell(k.alternativer, tittel="Hva hvert alternativ er, koster og kan møte", kolonner={
    "navn": "Alternativ", "beskrivelse": "Hva det er", "bygge": mk.Kolonne("Å bygge", "kr"),
    "drift": mk.Kolonne("Drift i året", "kr"), "risiko": "Hva som kan gå galt",
})  # fmt: skip

# %%
mk.tabell(k.onsker, tittel="Hva beboerne ønsket", kolonner={
    "navn": "Alternativ", "teller": mk.Kolonne("Personer", "antall"),
})  # fmt: skip

# %% [markdown]
# ## Poengene
#
# Snittet av det de som vurderte, ga. Høyest er best.

# %%
mk.tabell(k.poeng, tittel="Poeng på hvert kriterium", kolonner=si.kolonner(k.poeng, 1))

# %%
mk.tabell(k.uenige, tittel="Der de som vurderte, skilte lag", radhoder=2, kolonner={
    "navn": "Alternativ", "kriterium": "Kriterium", "hoyest_hos": "Høyest hos", "hoyest": mk.Kolonne("Poeng", "tall", 1),
    "lavest_hos": "Lavest hos", "lavest": mk.Kolonne("Mot", "tall", 1),
})  # fmt: skip

# %% [markdown]
# ## Det ingen burde velge
#
# Et alternativ som ikke er bedre enn et annet på noe, kan strykes uten å spørre om vekter. Det er det sikreste i hele studien.

# %%
mk.tabell(k.dominert, tittel="Alternativer som kan strykes", kolonner={"navn": "Alternativ", "bedre": "Minst like bra på alt"})

# %% [markdown]
# ## Hva hver gruppe legger vekt på

# %%
mk.tabell(k.vektene, tittel="Vektene, av 100 i alt", kolonner=si.kolonner(k.vektene))

# %%
mk.tabell(k.i_grupper, tittel="Summen med hver gruppes vekter, av 100", kolonner=si.grupper(k))

# %% [markdown]
# ## Hvor lite som skal til
#
# Én vekt flyttes om gangen, og de andre deler resten som før.

# %%
mk.vis(si.byttefunn(k), mk.tabell(k.bytter, tittel="Når et annet alternativ kommer først", kolonner={
    "hva": "Kriterium", "naa": mk.Kolonne("Vekt nå", "prosent", 1), "ny": mk.Kolonne("Skifter ved", "prosent", 1), "navn": "Da vinner",
}))  # fmt: skip

# %%
mk.vis(mk.figurer.soyler(k.forst, tittel="Hvor ofte hvert alternativ kommer først", kategori="navn", gruppe="hva", desimaler=0,
                         funn=si.vinnerfunn(k), tekst=" ".join(si.NOTER)))  # fmt: skip

# %% [markdown]
# ## Hvorfor alternativene er der
#
# Behovene hvert alternativ svarer på. Når ett er valgt, står tiltaket det ble til, her også.

# %%
mk.vis(mk.setninger_sammenheng.sporet(
    mk.sammenheng.rundt(p.sporet, "alternativ", indikatorer=p.oppsett.indikatorer), hva="Alternativ",
))  # fmt: skip

# %% [markdown]
# ## Hva vi kan si, og hva vi ikke kan si

# %%
mk.vis(si.kan_si(k))

# %% [markdown]
# ## Det neste å gjøre

# %%
mk.vis(si.neste(k))
