# %% [markdown]
# # Finn naboen
#
# Et lite tall er skjult i tabellen. Er det vernet? Etter denne notatboka vet du når det kan regnes ut, og hvorfor naboen må skjules. Barna og sonene i den første delen er oppdiktet.

# %% [markdown] tags=["bare_notatbok"]
# Kjør cellene ovenfra og ned med Skift og Enter.

# %%
import metodikk as mk

# %% [markdown]
# ## Gjett

# %%
mk.kurs.gjett("finn_naboen")

# %%
mk.kurs.finn_naboen.gjettetabell()

# %% [markdown]
# ## Prøv
#
# Du er leseren som kan trekke fra. Figuren viser det du kan regne deg fram til. Bytt én kontroll om gangen, og si hva som vil skje før du bytter.

# %%
mk.kurs.prov("finn_naboen")

# %% [markdown]
# ## Forklar
#
# Hver sum er en likning. Mangler det bare ett tall i en rad eller en kolonne, gir likningen svaret. Derfor skjules en nabo, slik at minst to tall mangler. Så må kolonnene sjekkes på samme måte.
#
# Svaret på spørsmålet over, og det samme med skjult nabo:

# %%
# NBVAL_CHECK_OUTPUT
for nabo in (False, True):
    print(mk.kurs.finn_naboen.tegn(nabo=nabo).setning)
# -> 2 av 10 tall er skjult med grensen 5, med summer. En leser kan regne ut 2 av dem, for eksempel at Nord har 2 barn på 0–9 år.
# -> 4 av 10 tall er skjult med grensen 5, med summer. En leser kan regne ut 0 av dem. Det smaleste spennet er fra 0 til 22, for Nord, 0–9 år.

# %%
mk.kurs.flervalg("finn_naboen")

# %% [markdown] tags=["bare_notatbok"]
# ### Oppgave

# %% tags=["bare_notatbok"]
mk.kurs.oppgave("finn_naboen")

# %% tags=["bare_notatbok"]
# NBVAL_CHECK_OUTPUT
# <løsning>
print(mk.kurs.finn_naboen.tegn(terskel=10, nabo=True).setning)
# </løsning>
# -> 6 av 10 tall er skjult med grensen 10, med summer. En leser kan regne ut 0 av dem. Det smaleste spennet er fra 0 til 22, for Nord, 0–9 år.

# %% [markdown]
# ## Bruk på egne tall
#
# Sonene i et prosjekt gjennom porten. Bytt `mk.eksempel()` med `mk.aapne("mappen din")` for å bruke dine egne tall. Eksempelvik er oppdiktet. De skjulte tallene vises aldri, heller ikke her.

# %%
p = mk.eksempel()
mk.kurs.finn_naboen.egne(p.tabeller, indikator="barn_lavinntekt", grenser=p.grenser)

# %% [markdown]
# ## Ta med

# %%
mk.kurs.ta_med("finn_naboen")
