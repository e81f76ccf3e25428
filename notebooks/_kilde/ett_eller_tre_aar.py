# %% [markdown]
# # Ett år eller tre?
#
# Tallet for ett år svinger. Tallet for tre år er roligere, men eldre. Etter denne notatboka vet du når det lønner seg å slå sammen år, og når det skjuler en endring. Gruppen i den første delen er oppdiktet.

# %% [markdown] tags=["bare_notatbok"]
# Kjør cellene ovenfra og ned med Skift og Enter.

# %%
import metodikk as mk

# %% [markdown]
# ## Gjett

# %%
mk.kurs.gjett("ett_eller_tre_aar")

# %% [markdown]
# ## Prøv
#
# Målet er å treffe den sanne andelen i det siste året. Bytt én kontroll om gangen. Se på avstanden mellom linjene helt til høyre.

# %%
mk.kurs.prov("ett_eller_tre_aar")

# %% [markdown]
# ## Forklar
#
# Feilen har to deler. Den *tilfeldige* blir mindre jo flere år vi slår sammen. *Etterslepet* blir større, fordi de gamle årene teller like mye som det siste. Er andelen den samme hele tiden, er det ikke noe etterslep. Typisk feil er de to delene til sammen.
#
# Svaret på spørsmålet over, i prosentpoeng, og det samme i en gruppe med 50 personer:

# %%
# NBVAL_CHECK_OUTPUT
for personer in (200, 50):
    d = mk.kurs.ett_eller_tre_aar.feil(0.02, personer).set_index("vindu")["feil"] * 100
    print(f"{personer} personer: {d[1]:.1f} med ett år, {d[3]:.1f} med tre og {d[5]:.1f} med fem".replace(".", ","))
# -> 200 personer: 2,1 med ett år, 2,4 med tre og 4,1 med fem
# -> 50 personer: 4,3 med ett år, 3,3 med tre og 4,6 med fem

# %%
mk.kurs.flervalg("ett_eller_tre_aar")

# %% [markdown] tags=["bare_notatbok"]
# ### Oppgave

# %% tags=["bare_notatbok"]
mk.kurs.oppgave("ett_eller_tre_aar")

# %% tags=["bare_notatbok"]
# NBVAL_CHECK_OUTPUT
# <løsning>
for personer in (50, 200, 1000):
    print(personer, "personer:", mk.kurs.ett_eller_tre_aar.best(0.01, personer), "år")
# </løsning>
# -> 50 personer: 4 år
# -> 200 personer: 3 år
# -> 1000 personer: 2 år

# %% [markdown]
# ## Bruk på egne tall
#
# Sonene i et prosjekt med siste år alene og med tre år slått sammen. Bytt `mk.eksempel()` med `mk.aapne("mappen din")` for å bruke dine egne tall. Eksempelvik er oppdiktet.

# %%
p = mk.eksempel()
mk.kurs.ett_eller_tre_aar.egne(p.tabeller, indikator="unge_utenfor", aar=3, grenser=p.grenser)

# %% [markdown]
# ## Ta med

# %%
mk.kurs.ta_med("ett_eller_tre_aar")
