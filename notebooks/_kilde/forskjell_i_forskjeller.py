# %% [markdown]
# # Forskjell i forskjeller
#
# Andelen økte etter at programmet begynte. Hvor mye av det ville kommet uansett? Etter denne notatboka kan du måle området mot andre soner, og du vet når målingen villeder. Sonene i den første delen er oppdiktet.

# %% [markdown] tags=["bare_notatbok"]
# Kjør cellene ovenfra og ned med Skift og Enter.

# %%
import metodikk as mk

# %% [markdown]
# ## Gjett

# %%
mk.kurs.gjett("forskjell_i_forskjeller")

# %% [markdown]
# ## Prøv
#
# Her vet vi fasiten: Den sanne effekten er 5 prosentpoeng. Figuren viser området, det målingen *venter* uten programmet, og det som *virkelig* ville skjedd. Bytt én kontroll om gangen. Når er de to linjene uten programmet nær hverandre?

# %%
mk.kurs.prov("forskjell_i_forskjeller")

# %% [markdown]
# ## Forklar
#
# Vi trekker endringen i de andre sonene fra endringen i området. Det som skjedde overalt, forsvinner da. Men det bygger på at området ellers ville ha fulgt de andre. Det holder ikke når sammenlikningen selv fikk del i programmet, når utviklingen var ulik fra før, eller når noe annet skjedde bare i området.
#
# Slik går det i snitt med tre sammenlikninger, når den sanne effekten er 5 prosentpoeng og ingenting annet skjer:

# %%
# NBVAL_CHECK_OUTPUT
for navn, mot in (("Bare før og etter", "ingen"), ("Mot naboene", "naboer"), ("Mot soner lenger unna", "unna")):
    print(f"{navn}: {100 * mk.kurs.forskjell_i_forskjeller.i_snitt(mot):.1f} prosentpoeng".replace(".", ","))
# -> Bare før og etter: 8,0 prosentpoeng
# -> Mot naboene: 2,5 prosentpoeng
# -> Mot soner lenger unna: 5,0 prosentpoeng

# %%
mk.kurs.flervalg("forskjell_i_forskjeller")

# %% [markdown] tags=["bare_notatbok"]
# ### Oppgave

# %% tags=["bare_notatbok"]
mk.kurs.oppgave("forskjell_i_forskjeller")

# %% tags=["bare_notatbok"]
# NBVAL_CHECK_OUTPUT
# <løsning>
for hvor in ("alle", "omraadet"):
    svar = mk.kurs.forskjell_i_forskjeller.i_snitt("unna", sjokk=hvor)
    print(f"{hvor}: {100 * svar:.1f} prosentpoeng".replace(".", ","))
# </løsning>
# -> alle: 5,0 prosentpoeng
# -> omraadet: 9,0 prosentpoeng

# %% [markdown]
# ## Bruk på egne tall
#
# Området i et prosjekt mot sonene det kan sammenliknes med, slik evalueringen regner. Bytt `mk.eksempel()` med `mk.aapne("mappen din")` for å bruke dine egne tall. Eksempelvik er oppdiktet.

# %%
p = mk.eksempel()
mk.kurs.forskjell_i_forskjeller.egne(
    p.tabeller, omraade=p.omraade.soner, program=p.program, naboer=p.naboer,
    indikator="fritid_barn", grenser=p.grenser,
)  # fmt: skip

# %% [markdown]
# ## Ta med

# %%
mk.kurs.ta_med("forskjell_i_forskjeller")
