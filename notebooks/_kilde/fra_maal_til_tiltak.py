# %% [markdown]
# # Fra mål til tiltak
#
# En plan er mer enn en liste. Etter denne notatboka kan du følge hvert tiltak fram til målet, og si hvilke som kan evalueres før noen bruker penger. Planen i den første delen er oppdiktet.

# %% [markdown] tags=["bare_notatbok"]
# Kjør cellene ovenfra og ned med Skift og Enter.

# %%
import metodikk as mk

# %% [markdown]
# ## Gjett

# %%
mk.kurs.gjett("fra_maal_til_tiltak")

# %%
mk.vis(mk.kurs.fra_maal_til_tiltak.tiltakene())

# %% [markdown]
# ## Prøv
#
# Hel ramme betyr at vi kan få et svar. Stiplet ramme betyr at målingen trolig ikke viser det. Bytt én kontroll om gangen, og si hvilke rammer som endrer seg.

# %%
mk.kurs.prov("fra_maal_til_tiltak")

# %% [markdown]
# ## Forklar
#
# Et tiltak kan evalueres når fire ting er på plass: det fører til noe, noen har skrevet hva som må stemme, det måles, og det er stort nok til å ses. Det et tiltak kan gi, er andelen det når, ganger andelen av dem det hjelper. Den minste endringen vi kan se, følger av hvor mange som svarer. Vi regner med åtte av ti sjanser.
#
# Svaret på spørsmålet over, med 600 og med 1200 svar:

# %%
# NBVAL_CHECK_OUTPUT
for antall in (600, 1200):
    print(mk.kurs.fra_maal_til_tiltak.svaret(antall=antall))
# -> 2 av 6 kan evalueres. Sjansen for å se virkningen: Fritidskoordinator 89 prosent, Åpent grendehus 82 prosent, Lys på skoleveien 67 prosent og Trygghetsvandringer 5 prosent.
# -> 3 av 6 kan evalueres. Sjansen for å se virkningen: Fritidskoordinator 99 prosent, Åpent grendehus 98 prosent, Lys på skoleveien 92 prosent og Trygghetsvandringer 6 prosent.

# %%
mk.kurs.flervalg("fra_maal_til_tiltak")

# %% [markdown] tags=["bare_notatbok"]
# ### Oppgave

# %% tags=["bare_notatbok"]
mk.kurs.oppgave("fra_maal_til_tiltak")

# %% tags=["bare_notatbok"]
# NBVAL_CHECK_OUTPUT
# <løsning>
for antall in (700, 800, 900):
    print(antall, round(100 * mk.kurs.fra_maal_til_tiltak.minste_synlige(0.5, antall), 1))
# </løsning>
# -> 700 7.5
# -> 800 7.0
# -> 900 6.6

# %% [markdown]
# ## Bruk på egne tall
#
# Tiltakene, utfallene og programteorien i et prosjekt. Skriv hvor stor endring planen håper på, når alt blir gjort. Bytt `mk.eksempel()` med `mk.aapne("mappen din")` for å bruke din egen plan. Eksempelvik er oppdiktet.

# %%
p = mk.eksempel()
mk.kurs.fra_maal_til_tiltak.egne(
    p.tabeller, soner=p.omraade.soner, ventet=0.10, grenser=p.grenser
)

# %% [markdown]
# ## Ta med

# %%
mk.kurs.ta_med("fra_maal_til_tiltak")
