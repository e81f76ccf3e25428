# %% [markdown]
# # Vekter i levekårsindeksen
#
# En indeks gir hver sone ett tall og én plass. Hvor mye av plassen er sonen, og hvor mye er valgene? Etter denne notatboka kan du vise hva en indeks tåler. Sonene i den første delen er oppdiktet.

# %% [markdown] tags=["bare_notatbok"]
# Kjør cellene ovenfra og ned med Skift og Enter.

# %%
import metodikk as mk

# %% [markdown]
# ## Gjett

# %%
mk.kurs.gjett("indeksvekter")

# %% [markdown]
# ## Prøv
#
# De fem indikatorene er lavinntekt, lav utdanning, ikke sysselsatt, trangbodd og leier. Finn valgene som får Kvartalet høyest opp. Finn så dem som får det lengst ned.

# %%
mk.kurs.prov("indeksvekter")

# %% [markdown]
# ## Forklar
#
# En sone som er høy på alt, blir liggende øverst uansett vekter. En sone som er høy på noe og lav på noe annet, kan havne nesten hvor som helst. Da bestemmer den som velger vektene, plassen. Punktet i figuren er ett valg. Streken er alle de andre.
#
# Svaret på spørsmålet over:

# %%
# NBVAL_CHECK_OUTPUT
d = mk.kurs.indeksvekter.spenn()
print(f"{(d['overst'] == 1).sum()} soner er alltid blant de fem øverste, og {(d['overst'] > 0).sum()} er det i minst ett vektsett.")
# -> 2 soner er alltid blant de fem øverste, og 11 er det i minst ett vektsett.

# %%
mk.kurs.flervalg("indeksvekter")

# %% [markdown] tags=["bare_notatbok"]
# ### Oppgave

# %% tags=["bare_notatbok"]
mk.kurs.oppgave("indeksvekter")

# %% tags=["bare_notatbok"]
# NBVAL_CHECK_OUTPUT
# <løsning>
for leie in ("utfordring", "ute"):
    d = mk.kurs.indeksvekter.spenn(leie=leie).set_index("sone")
    print(leie, d.loc[["Åsen", "Kvartalet"], "overst"].round(2).tolist())
# </løsning>
# -> utfordring [0.96, 0.53]
# -> ute [0.93, 0.22]

# %% [markdown]
# ## Bruk på egne tall
#
# Sonene i et prosjekt, med indikatorene i prosjektets egen indeks. Bytt `mk.eksempel()` med `mk.aapne("mappen din")` for å bruke dine egne tall. Du kan velge andre indikatorer med `vekter={"barn_lavinntekt": 1, …}`. Eksempelvik er oppdiktet.

# %%
p = mk.eksempel()
mk.kurs.indeksvekter.egne(p.tabeller, vekter=p.oppsett.indeks, grenser=p.grenser)

# %% [markdown]
# ## Ta med

# %%
mk.kurs.ta_med("indeksvekter")
