# %% [markdown]
# # Kunne vi ha sett effekten?
#
# Rapporten sier at det ikke er noen tydelig endring. Kunne den ha sagt noe annet? Etter denne notatboka kan du regne ut hvor stor en endring må være før den synes, og skrive det i planen. Området i den første delen er oppdiktet.

# %% [markdown] tags=["bare_notatbok"]
# Kjør cellene ovenfra og ned med Skift og Enter.

# %%
import metodikk as mk

# %% [markdown]
# ## Gjett

# %%
mk.kurs.gjett("kunne_vi_sett_det")

# %% [markdown]
# ## Prøv
#
# Hver stolpe er en nedgang som virkelig har skjedd. Lengden viser hvor ofte målingen ser den. Bytt én kontroll om gangen, og finn den minste nedgangen som blir sett fire av fem ganger.

# %%
mk.kurs.prov("kunne_vi_sett_det")

# %% [markdown]
# ## Forklar
#
# Andelen svinger litt fra år til år, også når ingenting skjer. En endring må være større enn svingningene for å synes. Flere innbyggere og flere år gjør svingningene mindre. Men er det de samme folkene med det samme svaret år etter år, hjelper et år til mindre.
#
# Den endringen vi ser fire av fem ganger, er *minste synlige endring*. Håndboka kaller den også minste synlige effekt. Svaret på spørsmålet over, først når årene likner nokså mye på hverandre:

# %%
# NBVAL_CHECK_OUTPUT
for aarene, samsvar in (("nokså like år", 0.5), ("ulike år", 0.0)):
    minst = 100 * mk.kurs.kunne_vi_sett_det.minste(1800, 3, samsvar)
    print(f"Med {aarene}: {minst:.1f} prosentpoeng".replace(".", ","))
# -> Med nokså like år: 2,9 prosentpoeng
# -> Med ulike år: 2,2 prosentpoeng

# %%
mk.kurs.flervalg("kunne_vi_sett_det")

# %% [markdown] tags=["bare_notatbok"]
# ### Oppgave

# %% tags=["bare_notatbok"]
mk.kurs.oppgave("kunne_vi_sett_det")

# %% tags=["bare_notatbok"]
# NBVAL_CHECK_OUTPUT
# <løsning>
for innbyggere, aar in ((3600, 3), (1800, 6)):
    minst = 100 * mk.kurs.kunne_vi_sett_det.minste(innbyggere, aar, 0.5)
    print(f"{innbyggere} innbyggere og {aar} år: {minst:.1f} prosentpoeng".replace(".", ","))
# </løsning>
# -> 3600 innbyggere og 3 år: 2,1 prosentpoeng
# -> 1800 innbyggere og 6 år: 2,3 prosentpoeng

# %% [markdown]
# ## Bruk på egne tall
#
# Minste synlige endring i sonene i et prosjekt. Bytt `mk.eksempel()` med `mk.aapne("mappen din")` for å bruke dine egne tall. Eksempelvik er oppdiktet.

# %%
p = mk.eksempel()
mk.kurs.kunne_vi_sett_det.egne(p.tabeller, indikator="unge_utenfor", aar=3, grenser=p.grenser)

# %% [markdown]
# ## Ta med

# %%
mk.kurs.ta_med("kunne_vi_sett_det")
