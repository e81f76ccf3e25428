# %% [markdown]
# # Intervaller i praksis
#
# To intervaller overlapper. Er det da ingen forskjell? Og hvor mange forskjeller dukker opp av seg selv når du ser på tjue soner? Etter denne notatboka kan du svare på begge deler. Sonene i den første delen er oppdiktet.

# %% [markdown] tags=["bare_notatbok"]
# Kjør cellene ovenfra og ned med Skift og Enter.

# %%
import metodikk as mk

# %% [markdown]
# ## Gjett

# %%
mk.kurs.gjett("intervaller")

# %% [markdown]
# ## Prøv
#
# Sone 1 har virkelig endret seg, med 10 prosentpoeng. De andre er like i begge rundene. Spør på nytt noen ganger, og se hvilke soner som slår ut. Bytt så antall svar og antall soner.

# %%
mk.kurs.prov("intervaller")

# %% [markdown]
# ## Forklar
#
# Et 95-prosentintervall bommer i 5 prosent av tilfellene. Én sammenlikning går som regel bra. Med tjue er det i snitt én som slår ut uten grunn, uansett hvor mange som har svart.
#
# Svaret på spørsmålet over:

# %%
# NBVAL_CHECK_OUTPUT
h = mk.kurs.intervaller.hyppighet(svar=200, soner=20)
print(f"{h['falske']:.0f} av 20 i snitt, og minst én i {h['minst_en'] * 100:.0f} prosent av trekningene.")
# -> 1 av 20 i snitt, og minst én i 64 prosent av trekningene.

# %% [markdown]
# Så til det andre spørsmålet. I den ene sonen er 56 av 70 trygge, i den andre 48 av 80. Intervallene overlapper, men intervallet for forskjellen rommer ikke null:

# %%
mk.vis(*mk.kurs.intervaller.to_soner())

# %%
# NBVAL_CHECK_OUTPUT
h = mk.kurs.intervaller.hyppighet(svar=400)
print(f"Endringen i Sone 1 blir funnet i {h['funnet'] * 100:.0f} prosent av trekningene med intervallet for forskjellen.")
print(f"Krever vi at de to intervallene ikke overlapper, er det {h['funnet_uten_overlapp'] * 100:.0f} prosent.")
# -> Endringen i Sone 1 blir funnet i 84 prosent av trekningene med intervallet for forskjellen.
# -> Krever vi at de to intervallene ikke overlapper, er det 58 prosent.

# %%
mk.kurs.flervalg("intervaller")

# %% [markdown] tags=["bare_notatbok"]
# ### Oppgave

# %% tags=["bare_notatbok"]
mk.kurs.oppgave("intervaller")

# %% tags=["bare_notatbok"]
# NBVAL_CHECK_OUTPUT
# <løsning>
h = mk.kurs.intervaller.hyppighet(svar=200, soner=20, konfidens=0.99)
print(round(100 * h["minst_en"]), round(100 * h["funnet"]))
# </løsning>
# -> 18 31

# %% [markdown]
# ## Bruk på egne tall
#
# Hver sone mot resten av kommunen. Bytt `mk.eksempel()` med `mk.aapne("mappen din")` for å bruke dine egne tall. Prøv også `konfidens=0.99`, som rapportene bruker. Eksempelvik er oppdiktet.

# %%
p = mk.eksempel()
mk.kurs.intervaller.egne(p.tabeller, indikator="unge_utenfor", grenser=p.grenser)

# %% [markdown]
# ## Ta med

# %%
mk.kurs.ta_med("intervaller")
