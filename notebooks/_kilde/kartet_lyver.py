# %% [markdown]
# # Kartet lyver
#
# De samme tallene kan gi et mørkt og et lyst kart. Etter denne notatboka vet du hvilke valg som bestemmer fargen, og hva som bør stå under kartet. Sonene i den første delen er oppdiktet.

# %% [markdown] tags=["bare_notatbok"]
# Kjør cellene ovenfra og ned med Skift og Enter.

# %%
import metodikk as mk

# %% [markdown]
# ## Gjett

# %%
mk.kurs.gjett("kartet_lyver")

# %% [markdown]
# ## Prøv
#
# Lag det mørkeste kartet du klarer for Lia. Lag så det lyseste. Tallene er de samme hele tiden.

# %%
mk.kurs.prov("kartet_lyver")

# %% [markdown]
# ## Forklar
#
# Tre valg bestemmer fargen. **Hvordan klassene deles:** Like mange soner i hver gir alltid like mange mørke soner. Like brede klasser lar én høy sone bestemme grensene for alle. Naturlige grenser følger tallene, men skifter fra år til år. Bare faste grenser gjør at to kart kan sammenliknes. **Hvor mange klasser** det er, flytter grensene. **Hvor sonene går**, bestemmer hvem som regnes sammen. Det siste heter soneproblemet.
#
# Svaret på spørsmålet over:

# %%
# NBVAL_CHECK_OUTPUT
d = mk.kurs.kartet_lyver.alle_kart()
print(f"Mørkest i {(d['klasse'] == d['klasser']).sum()} og lysest i {(d['klasse'] == 1).sum()} av {len(d)} kart.")
# -> Mørkest i 15 og lysest i 8 av 36 kart.

# %%
mk.kurs.flervalg("kartet_lyver")

# %% [markdown] tags=["bare_notatbok"]
# ### Oppgave

# %% tags=["bare_notatbok"]
mk.kurs.oppgave("kartet_lyver")

# %% tags=["bare_notatbok"]
# NBVAL_CHECK_OUTPUT
# <løsning>
d = mk.kurs.kartet_lyver.alle_kart()
print(d[d["klasse"] == 1]["enhet"].unique().tolist())
# </løsning>
# -> ['nedover']

# %% [markdown]
# ## Bruk på egne tall
#
# Sonene i et prosjekt, og fargen én av dem får med andre klasser. Bytt `mk.eksempel()` med `mk.aapne("mappen din")` for å bruke dine egne tall, og velg sonen med `sone`. Prøv `metode="like"` og `klasser=4`. Eksempelvik er oppdiktet.

# %%
p = mk.eksempel()
mk.kurs.kartet_lyver.egne(p.tabeller, geografi=p.geografi, indikator="barn_lavinntekt", grenser=p.grenser)

# %% [markdown]
# ## Ta med

# %%
mk.kurs.ta_med("kartet_lyver")
