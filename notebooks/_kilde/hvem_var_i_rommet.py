# %% [markdown]
# # Hvem var i rommet?
#
# Det kom mange på møtet. Vet vi da hva folk mener? Etter denne notatboka vet du hvem du må telle, og hva som hjelper når noen mangler. Innbyggerne og møtene i den første delen er oppdiktet.

# %% [markdown] tags=["bare_notatbok"]
# Kjør cellene ovenfra og ned med Skift og Enter.

# %%
import metodikk as mk

# %% [markdown]
# ## Gjett

# %%
mk.kurs.gjett("hvem_var_i_rommet")

# %% [markdown]
# ## Prøv
#
# Du planlegger møtet. Bytt måten folk blir invitert på, tiden og stedet. Se på stolpene: hvem mangler? Prøv så om kvoter hjelper.

# %%
mk.kurs.prov("hvem_var_i_rommet")

# %% [markdown]
# ## Forklar
#
# De som kommer, mener ofte noe annet enn de som ikke kommer. Den forskjellen heter skjevhet. Tilfeldighetene blir mindre når flere kommer. Skjevheten blir der den er. Derfor kan et stort rom bomme mer enn et lite.
#
# Svaret på spørsmålet over:

# %%
# NBVAL_CHECK_OUTPUT
for kanal, sted in (("brev", "raadhuset"), ("spurt", "skolen")):
    t = mk.kurs.hvem_var_i_rommet.tall_for(kanal, sted)
    print(
        f"{t['antall']:.0f} kom, og {100 * t['ja']:.0f} av 100 sier ja. {t['tilsvarer']:.0f} tilfeldig valgte bommer like mye."
    )
# -> 258 kom, og 37 av 100 sier ja. 8 tilfeldig valgte bommer like mye.
# -> 107 kom, og 57 av 100 sier ja. 82 tilfeldig valgte bommer like mye.

# %%
mk.kurs.flervalg("hvem_var_i_rommet")

# %% [markdown] tags=["bare_notatbok"]
# ### Oppgave

# %% tags=["bare_notatbok"]
mk.kurs.oppgave("hvem_var_i_rommet")

# %% tags=["bare_notatbok"]
# NBVAL_CHECK_OUTPUT
# <løsning>
d = mk.kurs.hvem_var_i_rommet.oversikt()
best, flest = d.loc[d["tilsvarer"].idxmax()], d.loc[d["antall"].idxmax()]
print(f"Riktigst: {best['kanal']}, {best['sted']}: {best['antall']:.0f} kom.")
print(f"Flest: {flest['kanal']}, {flest['sted']}: {flest['antall']:.0f} kom.")
# </løsning>
# -> Riktigst: Spørsmål der folk er, Hverdag kl. 19 på skolen: 107 kom.
# -> Flest: Brev til alle, Lørdag kl. 12 på torget: 259 kom.

# %% [markdown]
# ## Bruk på egne tall
#
# Personene hentes fra tabellen Deltakere, der tellekortene er ført. Har du bare en opptelling i døra, skriver du antallet i hver aldersgruppe selv, med `deltakere={"16–34 år": 17, …}`. Tallene er oppdiktet, som resten av Eksempelvik. Bytt `mk.eksempel()` med `mk.aapne("mappen din")` for å bruke dine egne. Svarene i undersøkelsen viser hva aldersgruppene mener om steder å møtes.

# %%
p = mk.eksempel()
mk.kurs.hvem_var_i_rommet.egne(
    p.tabeller, soner=p.omraade.soner, sporsmal="moteplass", grenser=p.grenser
)

# %% [markdown]
# ## Ta med

# %%
mk.kurs.ta_med("hvem_var_i_rommet")
