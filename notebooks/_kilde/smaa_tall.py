# %% [markdown]
# # Små tall-lotteriet
#
# Små soner havner øverst og nederst på listene av tilfeldigheter alene. Etter denne notatboka vet du hvor ofte, og hva du kan spørre om i stedet for plasseringen. Tallene i den første delen er oppdiktet.

# %% [markdown] tags=["bare_notatbok"]
# Kjør cellene ovenfra og ned med Skift og Enter.

# %%
import metodikk as mk

# %% [markdown]
# ## Gjett

# %%
mk.kurs.gjett("smaa_tall")

# %% [markdown]
# ## Prøv
#
# Trekk et nytt år noen ganger, og se hvor den minste sonen havner. Bytt så folketallet, og trekk igjen.

# %%
mk.kurs.prov("smaa_tall")

# %% [markdown]
# ## Forklar
#
# I en liten sone flytter få personer andelen mye. Derfor svinger den mest, begge veier, og havner oftest ytterst på lista. Trakten viser hvor langt tilfeldigheter alene kan flytte en andel. Den er vid for små soner og smal for store.
#
# Svaret på spørsmålet over, i hele prosent:

# %%
# NBVAL_CHECK_OUTPUT
svar = mk.kurs.smaa_tall.hyppighet([300])["blant_tre"][0]
print(f"Den minste sonen er blant de tre høyeste i {svar:.0%} av trekningene.".replace("%", " prosent"))
# -> Den minste sonen er blant de tre høyeste i 35 prosent av trekningene.

# %%
mk.kurs.flervalg("smaa_tall")

# %% [markdown] tags=["bare_notatbok"]
# ### Oppgave

# %% tags=["bare_notatbok"]
mk.kurs.oppgave("smaa_tall")

# %% tags=["bare_notatbok"]
# NBVAL_CHECK_OUTPUT
# <løsning>
d = mk.kurs.smaa_tall.hyppighet([500, 1000, 1500, 2000, 3000])
print(d[d["blant_tre"] < 0.2]["folketall"].min())
# </løsning>
# -> 1500

# %% [markdown]
# ## Bruk på egne tall
#
# Samme trekning med sonene i et prosjekt. Bytt `mk.eksempel()` med `mk.aapne("mappen din")` for å bruke dine egne tall. Eksempelvik er oppdiktet.

# %%
p = mk.eksempel()
mk.kurs.smaa_tall.egne(p.tabeller, indikator="barn_lavinntekt", grenser=p.grenser)

# %% [markdown]
# ## Ta med

# %%
mk.kurs.ta_med("smaa_tall")
