# %% [markdown]
# # Grenser og flytting
#
# Tallene for et område endrer seg. Er det folk som får det annerledes, eller er det andre folk? Etter denne notatboka kan du skille de to, og du vet hva du må spørre om før du skriver hvem som fikk det bedre. Folkene i den første delen er oppdiktet.

# %% [markdown] tags=["bare_notatbok"]
# Kjør cellene ovenfra og ned med Skift og Enter.

# %%
import metodikk as mk

# %% [markdown]
# ## Gjett

# %%
mk.kurs.gjett("grenser_og_flytting")

# %% [markdown]
# ## Prøv
#
# Den øverste stolpen er det statistikken viser. De andre er det endringen kommer av. Bytt én kontroll om gangen, og si hvilken stolpe som vil endre seg.

# %%
mk.kurs.prov("grenser_og_flytting")

# %% [markdown]
# ## Forklar
#
# Andelen i et område er snittet av dem som bor der akkurat nå. Den endrer seg på tre måter: de som bodde der hele tiden, endrer seg, folk bytter plass med hverandre, eller noen kommer i tillegg. Statistikken viser bare summen.
#
# Svaret på spørsmålet over:

# %%
# NBVAL_CHECK_OUTPUT
d = mk.kurs.grenser_og_flytting.del_opp(mk.kurs.grenser_og_flytting.fem_aar())
for navn in ("endring", "boende", "bytte", "nye"):
    print(f"{navn}: {100 * d[navn]:.1f} prosentpoeng".replace(".", ","))
# -> endring: 4,3 prosentpoeng
# -> boende: 0,0 prosentpoeng
# -> bytte: -2,8 prosentpoeng
# -> nye: 7,1 prosentpoeng

# %%
mk.kurs.flervalg("grenser_og_flytting")

# %% [markdown] tags=["bare_notatbok"]
# ### Oppgave

# %% tags=["bare_notatbok"]
mk.kurs.oppgave("grenser_og_flytting")

# %% tags=["bare_notatbok"]
# NBVAL_CHECK_OUTPUT
# <løsning>
for flytting in (0.05, 0.10, 0.20):
    d = mk.kurs.grenser_og_flytting.fem_aar(flytting=flytting, tilvekst="ingen", ekte=0.06)
    print(f"{100 * mk.kurs.grenser_og_flytting.del_opp(d)['endring']:.1f}".replace(".", ","))
# </løsning>
# -> 3,0
# -> 0,7
# -> -1,9

# %% [markdown]
# ## Bruk på egne tall
#
# Vi vet sjelden hvordan det går med dem som flytter. Men vi kan snu spørsmålet: Hvor ulike måtte de nye vært, om hele endringen kom av flytting? Er svaret urimelig høyt, er flytting alene en dårlig forklaring. Bytt `mk.eksempel()` med `mk.aapne("mappen din")` for å bruke dine egne tall. Eksempelvik er oppdiktet.

# %%
p = mk.eksempel()
mk.kurs.grenser_og_flytting.egne(
    p.tabeller, soner=p.omraade.soner, indikator="fritid_barn", fra=2019, til=2025, grenser=p.grenser
)

# %% [markdown]
# ## Ta med

# %%
mk.kurs.ta_med("grenser_og_flytting")
