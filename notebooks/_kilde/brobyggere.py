# %% [markdown]
# # Brobyggere i ressurskartet
#
# Noen organisasjoner binder et nabolag sammen. Etter denne notatboka kan du finne dem, og du vet hvorfor det sjelden er den med flest koblinger. Organisasjonene i den første delen er oppdiktet.

# %% [markdown] tags=["bare_notatbok"]
# Kjør cellene ovenfra og ned med Skift og Enter.

# %%
import metodikk as mk

# %% [markdown]
# ## Gjett

# %%
mk.kurs.gjett("brobyggere")

# %%
mk.vis(mk.kurs.brobyggere.kart())

# %% [markdown]
# ## Prøv
#
# Legg ned én organisasjon om gangen, og se hva som skjer med resten. Legg så til et nytt samarbeid. Bytt til slutt til bare faste avtaler.

# %%
mk.kurs.prov("brobyggere")

# %% [markdown]
# ## Forklar
#
# Koblinger innad i et miljø gir mange veier mellom de samme. Koblinger på tvers er færre. Går alle veiene på tvers gjennom én organisasjon, er den en brobygger: uten den mister parene på hver sin side forbindelsen.
#
# Svaret på spørsmålet over:

# %%
# NBVAL_CHECK_OUTPUT
for navn in ("Idrettslaget", "Frivilligsentralen"):
    print(mk.kurs.brobyggere.tegn(bort=navn).setning)
# -> 14 organisasjoner og 24 koblinger. Idrettslaget legger ned. De 13 andre henger fortsatt sammen, og 0 av 78 par mister forbindelsen.
# -> 14 organisasjoner og 24 koblinger. Frivilligsentralen legger ned. Resten faller i 2 deler, med 7 og 6 organisasjoner, og 42 av 78 par mister forbindelsen.

# %% [markdown]
# Er dette nettverket spesielt? Vi trekker 200 nettverk med tre miljøer, der koblingene er tilfeldige:

# %%
# NBVAL_CHECK_OUTPUT
print(mk.kurs.brobyggere.svaret())
# -> I 194 av 200 trukne nettverk er minst én alene om å binde andre sammen. Den med flest koblinger er den det går mest tapt uten, i 26 prosent av dem.

# %%
mk.kurs.flervalg("brobyggere")

# %% [markdown] tags=["bare_notatbok"]
# ### Oppgave

# %% tags=["bare_notatbok"]
mk.kurs.oppgave("brobyggere")

# %% tags=["bare_notatbok"]
# NBVAL_CHECK_OUTPUT
# <løsning>
for styrke in (1, 2):
    maal = mk.kurs.brobyggere.maal(mk.kurs.brobyggere.koblinger(styrke=styrke))
    print((maal["mister"] > 0).sum())
# </løsning>
# -> 1
# -> 6

# %% [markdown]
# ## Bruk på egne tall
#
# Ressursene og koblingene i et prosjekt. Bytt `mk.eksempel()` med `mk.aapne("mappen din")` for å bruke dine egne, og skriv navnet på den du vil prøve uten. Privatpersoner blir aldri med. Eksempelvik er oppdiktet.

# %%
p = mk.eksempel()
mk.kurs.brobyggere.egne(p.tabeller, uten="Frivilligsentralen Brua", grenser=p.grenser)

# %% [markdown]
# ## Ta med

# %%
mk.kurs.ta_med("brobyggere")
