# %% [markdown]
# # Tilbake mot midten
#
# Soner som velges fordi tallet var høyt, får lavere tall året etter. Det skjer også når ingen har gjort noe. Etter denne notatboka vet du hvor ofte det ser ut som en sikker bedring, og hva du kan gjøre med det. Tallene i den første delen er oppdiktet.

# %% [markdown] tags=["bare_notatbok"]
# Kjør cellene ovenfra og ned med Skift og Enter.

# %%
import metodikk as mk

# %% [markdown]
# ## Gjett

# %%
mk.kurs.gjett("tilbake_mot_midten")

# %% [markdown]
# ## Prøv
#
# Sonene velges i 2018. Nivået i hver sone er det samme alle årene, så det som endrer seg, er tilfeldig. Bytt antall soner og størrelsen først. Bytt nullpunktet til sist.

# %%
mk.kurs.prov("tilbake_mot_midten")

# %% [markdown]
# ## Forklar
#
# Tallet i en sone er dels nivået der, dels tilfeldigheter det året. De høyeste sonene har høyt nivå *og* et uvanlig høyt år. Året etter er nivået der fortsatt, men ikke det uvanlige. Årene før er heller ikke uvanlige. Derfor er de et rent nullpunkt.
#
# Svaret på spørsmålet over, og det samme med årene før som nullpunkt:

# %%
# NBVAL_CHECK_OUTPUT
for nullpunkt in ("utvalgsåret", "de tre årene før"):
    svar = mk.kurs.tilbake_mot_midten.bedring(nullpunkt=nullpunkt)
    print(f"Nullpunkt {nullpunkt}: nedgangen ser sikker ut i {100 * svar['sikker']:.0f} av 100 kommuner.")
# -> Nullpunkt utvalgsåret: nedgangen ser sikker ut i 21 av 100 kommuner.
# -> Nullpunkt de tre årene før: nedgangen ser sikker ut i 3 av 100 kommuner.

# %%
mk.kurs.flervalg("tilbake_mot_midten")

# %% [markdown] tags=["bare_notatbok"]
# ### Oppgave

# %% tags=["bare_notatbok"]
mk.kurs.oppgave("tilbake_mot_midten")

# %% tags=["bare_notatbok"]
# NBVAL_CHECK_OUTPUT
# <løsning>
for antall in (3, 10):
    svar = mk.kurs.tilbake_mot_midten.bedring(antall)
    print(f"{antall} soner: {100 * svar['sikker']:.0f} av 100 kommuner")
# </løsning>
# -> 3 soner: 21 av 100 kommuner
# -> 10 soner: 33 av 100 kommuner

# %% [markdown]
# ## Bruk på egne tall
#
# De høyeste sonene i et prosjekt, før og etter året de ble valgt på. Bytt `mk.eksempel()` med `mk.aapne("mappen din")` for å bruke dine egne tall. Eksempelvik er oppdiktet. Programmet der begynte i 2020.

# %%
p = mk.eksempel()
mk.kurs.tilbake_mot_midten.egne(p.tabeller, indikator="unge_utenfor", aar=2018, grenser=p.grenser)

# %% [markdown]
# ## Ta med

# %%
mk.kurs.ta_med("tilbake_mot_midten")
