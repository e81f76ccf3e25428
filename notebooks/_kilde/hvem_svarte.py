# %% [markdown]
# # Hvem svarte?
#
# Over 600 har svart. Er tallet riktig? Etter denne notatboka vet du når vekting hjelper, hva den koster, og hva den ikke kan rette. Innbyggerne i den første delen er oppdiktet, og derfor kjenner vi fasiten.

# %% [markdown] tags=["bare_notatbok"]
# Kjør cellene ovenfra og ned med Skift og Enter.

# %%
import metodikk as mk

# %% [markdown]
# ## Gjett

# %%
mk.kurs.gjett("hvem_svarte")

# %% [markdown]
# ## Prøv
#
# Slå vektene av og på, og se på den nederste linjen. Bytt så hvem som er fornøyd og hvem som svarer, og gjør det samme igjen.

# %%
mk.kurs.prov("hvem_svarte")

# %% [markdown]
# ## Forklar
#
# En vekt er antall innbyggere ett svar står for. Svarer få unge, må hver av dem stå for mange. Da blir gruppene riktig store, og feilen som kom av at de unge manglet, er borte. Men vektene ser ikke inn i gruppene. Er de unge som svarte, andre enn de unge som lot være, er den feilen der fortsatt.
#
# Svaret på spørsmålet over, som snitt av 2000 undersøkelser i hver av de tre verdenene:

# %%
# NBVAL_CHECK_OUTPUT
for r in mk.kurs.hvem_svarte.hyppighet(0.1).itertuples():
    print(f"{r.hva}: {r.snitt_likt * 100:.0f} prosent uvektet, {r.snitt_vektet * 100:.0f} vektet. Fasiten er 50.")
# -> Like fornøyde i alle aldre: 50 prosent uvektet, 50 vektet. Fasiten er 50.
# -> De eldre er mest fornøyde: 57 prosent uvektet, 50 vektet. Fasiten er 50.
# -> De eldre er mest fornøyde, og de misfornøyde svarer oftest: 41 prosent uvektet, 35 vektet. Fasiten er 50.

# %%
mk.kurs.flervalg("hvem_svarte")

# %% [markdown] tags=["bare_notatbok"]
# ### Oppgave

# %% tags=["bare_notatbok"]
mk.kurs.oppgave("hvem_svarte")

# %% tags=["bare_notatbok"]
# NBVAL_CHECK_OUTPUT
# <løsning>
d = mk.kurs.hvem_svarte.hyppighet(0.4)
print(list(d[d["rommer_likt"] > 0.9]["hva"]))
# </løsning>
# -> ['Like fornøyde i alle aldre', 'De eldre er mest fornøyde']

# %% [markdown]
# ## Bruk på egne tall
#
# Ett spørsmål i en undersøkelse, med og uten vekter. Vektene her bruker både kjønn og alder. Bytt `mk.eksempel()` med `mk.aapne("mappen din")` for å bruke dine egne tall. Eksempelvik er oppdiktet.

# %%
p = mk.eksempel()
mk.kurs.hvem_svarte.egne(p.tabeller, sporsmal="moteplass", soner=p.omraade.soner, grenser=p.grenser)

# %% [markdown]
# ## Ta med

# %%
mk.kurs.ta_med("hvem_svarte")
