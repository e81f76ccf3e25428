# %% [markdown]
# # Kunnskapsgrunnlag
#
# Hva kjennetegner området og dem som bor der, sammenliknet med resten av kommunen og naboene, og hvordan ser innbyggerne det selv?

# %% tags=["parameters"]
prosjekt: str = "."  # prosjektmappen
siste_aar: int = 0  # se bort fra tall etter dette året (0 betyr alle)

# %%
import metodikk as mk

p = mk.aapne(prosjekt)
k = mk.kunnskapsgrunnlag.lag(
    p.tabeller, omraade=p.omraade.soner, naboer=p.naboer, indikatorer=p.oppsett.indikatorer,
    indeks=p.oppsett.indeks, grenser=p.grenser, siste_aar=siste_aar, geografi=p.har("geografi"),
)  # fmt: skip
omraade, si, Kolonne = p.omraade.navn, mk.setninger_kunnskap, mk.Kolonne
navn = si.navn(k, omraade)

# %%
mk.Hode(
    "Kunnskapsgrunnlag", omraade=omraade, kommune=p.oppsett.kommunenavn,
    avsender=p.oppsett.avsender, fiktiv=p.oppsett.fiktiv,
)  # fmt: skip

# %% [markdown]
# ## Kort fortalt

# %%
mk.vis(si.oppsummering(k, omraade), si.nokkeltall(k, omraade))

# %% [markdown]
# ## Om tallene

# %%
mk.vis(si.om_tallene(k, p.oppsett.avsender), si.brudd(k))

# %% [markdown]
# ## Området og dem som bor der
#
# Alderen betyr mye for andre tall. Der det bor mange barn, er det for eksempel færre som bor alene.

# %%
mk.figurer.soyler(
    k.alder, tittel="Alderen til dem som bor her", kategori="aldersgruppe", gruppe="gruppe",
    sorter=False, navn=navn, kilde="Tabellen Befolkning",
)  # fmt: skip

# %%
mk.figurer.utvikling(
    k.folketall, tittel="Folketallet, når første år er 100", serie="gruppe", enhet="tall",
    desimaler=0, fra_null=False, navn=navn, kilde="Tabellen Befolkning",
)  # fmt: skip

# %% [markdown]
# ## Levekår
#
# Tabellen viser hvert tall med usikkerhet, ved siden av resten av kommunen. «På nivå» betyr at en forskjell av betydning ville ha vist seg. «For lite grunnlag» betyr at vi ikke kan si noe.

# %%
mk.vis(mk.tabell(
    k.indikatorer, tittel="Området mot resten av kommunen, i prosent når ikke annet står",
    kolonner={
        "vist_navn": "Indikator", "tid": "Periode", "vist_verdi": Kolonne("Her", "tall", 1),
        "vist_nedre": Kolonne("Fra", "tall", 1), "vist_ovre": Kolonne("Til", "tall", 1),
        "vist_verdi_mot": Kolonne("Resten", "tall", 1), "ord": "Her er det",
        "vist_en_person": Kolonne("Én person", "tall", 2),
    },
    kilde="Tabellen Indikatorer", noter=("Fra og til: 95-prosentintervall. Én person: så mange prosentpoeng flytter én person tallet.",),
), si.levekaar(k))  # fmt: skip

# %% [markdown]
# Nabosonene har ofte mye til felles med området. Forskjeller her er verdt å merke seg.

# %%
mk.tabell(
    k.naboer, tittel="Området mot nabosonene, i prosent når ikke annet står",
    kolonner={
        "vist_navn": "Indikator", "tid": "Periode", "vist_verdi": Kolonne("Her", "tall", 1),
        "vist_verdi_mot": Kolonne("Naboene", "tall", 1), "ord": "Her er det",
    },
    kilde="Tabellen Indikatorer",
)  # fmt: skip

# %% [markdown]
# ### Sonene i kommunen
#
# Kartet viser hvor det er vanlig. Trakten viser hvilke soner som skiller seg fra snittet med mer enn tilfeldigheter kan forklare. Ingen av dem er en rangering. Der en sone er liten, er flere år slått sammen.

# %%
mk.vis(*(
    mk.kart.temakart(k.sonetall(i), p.geografi, tittel=k.sonetittel(i), enhet=k.enhet(i), navn=navn,
                     fremhev=p.omraade.soner, naboer=p.naboer, omraadenavn=omraade)
    for i in k.fremst[:1]
))  # fmt: skip

# %%
mk.vis(*(
    mk.figurer.trakt(k.sonetall(i), **k.trakt(i), tittel=f"{k.sonetittel(i)}: sonene og det tilfeldigheter kan forklare",
                     enhet=k.enhet(i), fremhev=p.omraade.soner, navn=navn)
    for i in k.fremst[:2]
), si.sonene(k))  # fmt: skip

# %% [markdown]
# ## Utvikling over tid
#
# Figurene viser indikatorene der området skiller seg mest fra resten, og dem som har brudd. Båndet er usikkerheten.

# %%
mk.vis(*(
    mk.figurer.utvikling(k.serie(i), tittel=navn[i], serie="sone", enhet=k.enhet(i),
                         brudd=k.brudd(i), navn=navn, kilde="Tabellen Indikatorer")
    for i in k.utvalgte
))  # fmt: skip

# %%
mk.vis(si.endringer(k))

# %% [markdown]
# ## Stedet
#
# Fakta om stedet har ulike enheter og kan ikke legges sammen. Tabellen viser verdiene i området, og den midterste verdien i de andre sonene.

# %%
mk.vis(mk.tabell(
    k.stedsfakta, tittel="Fakta om stedet", radhoder=2, kilde=k.stedskilder,
    kolonner={
        "tema": "Tema", "forhold": "Forhold", "aar": Kolonne("År", "aar"), "her": "Her",
        "andre": "Andre", "plass": "Området ligger",
    },
), mk.tabell(
    k.ressurser, tittel="Kartlagte ressurser i området", kilde="Tabellen Ressurser, uten privatpersoner",
    kolonner={"type": "Type", "antall": Kolonne("Antall", "antall")},
))  # fmt: skip

# %% [markdown]
# ## Slik ser innbyggerne det
#
# Figuren viser hvor stor del som svarer positivt på spørsmålene om de sju temaene i veilederen.

# %%
mk.figurer.intervaller(
    k.syn, tittel="Andel positive svar etter tema", kategori="tema", gruppe="gruppe", sorter=False,
    navn=navn, kilde="Innbyggerundersøkelsen, vektet til befolkningen",
)  # fmt: skip

# %%
mk.vis(si.hvem_svarte(k), mk.figurer.intervaller(
    k.sporsmaal, tittel="Andel positive svar på hvert spørsmål", kategori="tekst", gruppe="gruppe",
    sorter=False, navn=navn, kilde="Innbyggerundersøkelsen, vektet til befolkningen",
), si.syn(k))  # fmt: skip

# %%
mk.tabell(
    k.synsendring, tittel="Andel positive svar i området, i prosent, nå og i forrige runde",
    kolonner={
        "tekst": "Spørsmål", "vist_verdi_da": Kolonne("Forrige", "tall", 0),
        "vist_verdi_naa": Kolonne("Nå", "tall", 0), "vist_forskjell": Kolonne("Endring", "tall", 0),
        "vist_nedre": Kolonne("Fra", "tall", 0), "vist_ovre": Kolonne("Til", "tall", 0), "ord": "Endret?",
    },
    noter=("Endringen er i prosentpoeng, med et 99-prosentintervall. «For lite grunnlag» betyr at endringen kan være tilfeldig.",),
)  # fmt: skip

# %% [markdown]
# ## Der tallene og innbyggerne møtes

# %%
mk.vis(si.sprik(k))

# %% [markdown]
# ## Levekårsindeks

# %%
mk.vis(si.indeks(k), mk.figurer.rangintervall(
    k.indeks, tittel="Hvor i rekken hver sone kan ligge (1 = størst utfordringer)", sorter=False,
    fremhev=p.omraade.soner, navn=navn,
))  # fmt: skip

# %%
mk.vis(*(
    mk.tabell(t, tittel="Det indeksen er satt sammen av: avstand fra snittet (høyt = større utfordringer)", navn=navn,
              kolonner={"sone": "Sone", **{i: Kolonne(navn[i], "tall", 1) for i in p.oppsett.indeks}})
    for t in k.finnes("komponenter")
), *(
    mk.tabell(t, tittel="Hvor stor del av den mest utsatte firedelen som blir stående med andre valg",
              kolonner={"valg": "Andre valg", "verdi": Kolonne("Blir stående", "prosent", 0)})
    for t in k.finnes("overlapp")
))  # fmt: skip

# %% [markdown]
# ## Hva kunnskapen blir brukt til
#
# Målingene som står bak et behov i planen, og det de har ført til.

# %%
mk.vis(mk.setninger_sammenheng.sporet(
    mk.sammenheng.rundt(p.sporet, "kilde", indikatorer=p.oppsett.indikatorer), hva="Måling",
))  # fmt: skip

# %% [markdown]
# ## Hva vi kan si, og hva vi ikke kan si

# %%
mk.vis(si.kan_si(k, omraade), mk.tabell(
    k.dekning, tittel="Hva kunnskapsgrunnlaget skal dekke",
    kolonner={"tema": "Tema", "spor": "Spørsmål", "finnes": "Har vi tall?", "skaff": "Slik skaffer vi det"},
))  # fmt: skip

# %% [markdown]
# ## De neste spørsmålene

# %%
mk.vis(si.neste(k))
