# %% [markdown]
# # Samarbeid
#
# Hvem arbeider sammen om området, hvem binder dem sammen, hvor er hullene, og hva er avtalt?

# %% tags=["parameters"]
prosjekt: str = "."  # prosjektmappen
dato: str = ""  # dagen avtalene regnes fra (ÅÅÅÅ-MM-DD), tomt = siste bekreftelse

# %%
import metodikk as mk

p = mk.aapne(prosjekt)
omraade, si = p.omraade.navn, mk.setninger_samarbeid
k = mk.samarbeid.lag(p.tabeller, dato=dato)

# %%
mk.Hode("Samarbeid", omraade=omraade, kommune=p.oppsett.kommunenavn,
        avsender=p.oppsett.avsender, fiktiv=p.oppsett.fiktiv)  # fmt: skip

# %% [markdown]
# ## Kort fortalt

# %%
mk.vis(si.oppsummering(k, omraade), si.nokkeltall(k))

# %% [markdown]
# ## Om opplysningene

# %%
mk.vis(si.om_tallene(k), si.vakter(k))

# %% [markdown]
# ## Hvem som er med
#
# Offentlige, private, frivillige, og beboere som er organisert. Det siste er borettslag, foreldreutvalg og råd.

# %%
mk.tabell(
    k.sektorer, tittel="Aktører, svar og forbindelser i hver sektor", kilde="Tabellene Aktører og Relasjoner",
    kolonner={
        "navn": "Sektor", "aktorer": mk.Kolonne("Aktører", "antall"), "spurt": mk.Kolonne("Spurt", "antall"),
        "svart": mk.Kolonne("Svart", "antall"), "innad": mk.Kolonne("Forbindelser innad", "antall"),
        "ut": mk.Kolonne("Forbindelser ut", "antall"),
    },
    noter=("En forbindelse mellom to sektorer står under begge.",),
)  # fmt: skip

# %% [markdown]
# ### Innflytelse og interesse
#
# Innflytelse er hvor mye aktøren kan endre utfallet. Interesse er hvor mye den bryr seg. Begge går fra 1 til 5, og 4 eller mer er høyt. Matrisen sier hvordan dere bør arbeide med hver aktør. Den sier ikke hvem som er viktigst.

# %%
mk.figurer.matrise(
    k.punkter, tittel="Hvem vil noe, og hvem kan noe", x="interesse", y="innflytelse", etikett="etikett",
    skala=(1, 5), deling=3.5, funn=si.matrisefunn(k), kilde="Tabellen Aktører",
    ruter=("Følg med", "Gi plass og støtte", "Finn ut hva de trenger", "Samarbeid tett"),
)  # fmt: skip

# %%
mk.vis(*(
    mk.tabell(t, tittel="Aktørene i hver rute", kilde="Tabellen Aktører",
              kolonner={"rute": "Slik kan dere arbeide", "antall": mk.Kolonne("Antall", "antall"), "hvem": "Hvem"})
    for t in k.om("ruter")
), *(
    mk.tabell(t, tittel="Må med: høy innflytelse og lav interesse", kilde="Tabellen Aktører", kolonner={
        "navn": "Aktør", "innflytelse": mk.Kolonne("Innflytelse", "tall", 0),
        "interesse": mk.Kolonne("Interesse", "tall", 0), "rolle": "Bidrar med", "hort": "Hørt",
    })
    for t in k.om("maa_med")
), *(
    mk.tabell(t, tittel="Må få en vei inn: berøres mye, kan lite, og er ikke hørt", kilde="Tabellen Aktører", kolonner={
        "navn": "Aktør", "slag": "Sektor", "berores": mk.Kolonne("Berøres", "tall", 0),
        "innflytelse": mk.Kolonne("Innflytelse", "tall", 0), "interesse": mk.Kolonne("Interesse", "tall", 0),
    })
    for t in k.om("vei_inn")
))  # fmt: skip

# %% [markdown]
# ## Hvem som arbeider sammen
#
# Hver strek er en forbindelse som minst én av de to har fortalt om. Plasseringen på siden betyr ingenting. De som har navn, har flest forbindelser eller binder andre sammen.

# %%
mk.figurer.nettverk(
    k.noder, k.koblinger, tittel="Forbindelser mellom aktørene", node="aktor", type="sektor", slag="type",
    fremhev=[k.opplysninger["bro"].get("navn", "")], funn=si.nettfunn(k), kilde="Tabellen Relasjoner",
)  # fmt: skip

# %%
mk.vis(si.nettverk(k))

# %%
mk.tabell(
    k.slag, tittel="Relasjonene etter hva de går ut på, og hvor faste de er", kilde="Tabellen Relasjoner",
    kolonner={
        "navn": "Slag", "antall": mk.Kolonne("I alt", "antall"), "av_og_til": mk.Kolonne("Av og til", "antall"),
        "jevnlig": mk.Kolonne("Jevnlig", "antall"), "fast": mk.Kolonne("Fast", "antall"),
    },
    noter=("To aktører kan ha flere slag relasjoner. Derfor er summen større enn tallet på forbindelser.",),
)  # fmt: skip

# %% [markdown]
# ### Hvem som binder sammen
#
# Her står det hvem samarbeidet henger sammen gjennom. Det er også der det er sårbart.

# %%
mk.tabell(
    k.brobyggere, tittel="De som binder sammen", kilde="Tabellen Relasjoner",
    kolonner={
        "navn": "Aktør", "slag": "Sektor", "grad": mk.Kolonne("Forbindelser", "antall"),
        "mister": mk.Kolonne("Par som skilles uten den", "antall"),
        "i_alt": mk.Kolonne("Par den kan sette i kontakt", "antall"),
        "paa_tvers": mk.Kolonne("Av dem på tvers av sektorer", "antall"),
    },
    noter=("Et par aktøren kan sette i kontakt, er to den kjenner, men som ikke kjenner hverandre.",),
)  # fmt: skip

# %% [markdown]
# ### Hullene mellom sektorene

# %%
mk.vis(si.hullene(k), mk.tabell(
    k.sektorpar, tittel="Forbindelser mellom sektorene, de færreste først", kilde="Tabellen Relasjoner",
    kolonner={
        "navn": "Mellom", "antall": mk.Kolonne("Forbindelser", "antall"), "mulige": mk.Kolonne("Mulige", "antall"),
        "andel": mk.Kolonne("Andel", "prosent", 0), "ukjente": mk.Kolonne("Par der ingen har svart", "antall"),
    },
))  # fmt: skip

# %%
mk.vis(*(
    mk.tabell(t, tittel="De som står utenfor, og hva de har sagt at de kunne bidratt med",
              kilde="Tabellene Aktører og Ressurser",
              kolonner={"navn": "Aktør", "slag": "Sektor", "potensial": "Kunne bidratt med", "hort": "Hørt"})
    for t in k.om("utenfor")
))  # fmt: skip

# %% [markdown]
# ## Hva som er endret

# %%
mk.vis(si.endringen(k), mk.tabell(
    k.endringer, tittel="Forbindelser som ikke er som før", kilde="Tabellen Relasjoner", radhoder=2,
    kolonner={"fra_navn": "Mellom", "til_navn": "og", "tilstand": "Endring", "foer_ord": "Forrige gang",
              "naa_ord": "Nå", "sikkert": "Sikkert?"},
))  # fmt: skip

# %% [markdown]
# ## Hva som er avtalt
#
# En avtale går snart ut når det er under seks måneder igjen. Da er det tid for å snakke sammen.

# %%
mk.vis(*(
    mk.figurer.tidslinje(t, tittel="Avtalene i tid", hva="navn", fra="gjelder_fra", til="gjelder_til", gruppe="tilstand",
                         naa=k.opplysninger["dag"], funn=si.tidsfunn(k), kilde="Tabellen Avtaler")
    for t in k.om("avtaler_i_tid")
), si.avtalene(k))  # fmt: skip

# %%
mk.tabell(
    k.avtaler, tittel="Avtalene, de som haster mest, først", kilde="Tabellen Avtaler",
    kolonner={"navn": "Avtale", "ansvarlig": "Ansvarlig", "periode": "Gjelder", "tilstand": "Tilstand",
              "maa_ordnes": "Må ordnes"},
)  # fmt: skip

# %% [markdown]
# ## Hvem som gjør hva
#
# Én skal beslutte, minst én skal gjøre det, og de som berøres, skal spørres først.

# %%
mk.vis(si.rollene(k))

# %%
mk.vis(*(
    mk.tabell(t, tittel="Det som ikke går opp i rollene", kilde="Tabellen Roller",
              kolonner={"oppgave": "Oppgave", "tittel": "Hull", "hvem": "Snakk med", "rett": "Gjør dette"})
    for t in k.om("hull")
))  # fmt: skip

# %%
mk.vis(*(
    mk.tabell(t, tittel="Tiltakene som pågår eller skal begynne", kilde="Tabellene Tiltak, Roller og Avtaler",
              kolonner={"navn": "Tiltak", "beslutter": "Beslutter", "gjor": "Gjør", "avtale": "Avtale"})
    for t in k.om("tiltak")
), *(
    mk.tabell(t, tittel="Det som faller bort om én går ut", kilde="Tabellene Roller og Avtaler", kolonner={
        "navn": "Går ut", "slag": "Sektor", "oppgaver": "Oppgaver ingen andre gjør", "avtaler": mk.Kolonne("Avtaler den er part i", "antall"),
    })
    for t in k.om("utsatt")
))  # fmt: skip

# %% [markdown]
# ## Hva avtalene skal føre til
#
# Tiltakene hver avtale bærer, og det tiltakene skal endre.

# %%
mk.vis(mk.setninger_sammenheng.sporet(
    mk.sammenheng.rundt(p.sporet, "avtale", indikatorer=p.oppsett.indikatorer), hva="Avtale",
))  # fmt: skip

# %% [markdown]
# ## Hva vi kan si, og hva vi ikke kan si

# %%
mk.vis(si.kan_si(k))

# %% [markdown]
# ## Det neste å gjøre

# %%
mk.vis(si.neste(k))

# %% [markdown]
# ## Vedlegg: alle aktørene, avtalene og rollene
#
# Én tabell for hver sektor, og så avtalene og rollene.

# %%
mk.vis(*(
    mk.tabell(
        k.av_slag(slag), tittel=f"{slag}: hva de bidrar med, og hvor de står", kilde="Tabellen Aktører",
        kolonner={
            "navn": "Aktør", "rolle": "Bidrar med", "innflytelse": mk.Kolonne("Innflytelse", "tall", 0),
            "interesse": mk.Kolonne("Interesse", "tall", 0), "berores": mk.Kolonne("Berøres", "tall", 0), "hort": "Hørt",
        },
    )
    for slag in k.sektorer.tabell["navn"]
), *(
    mk.tabell(t, tittel="Partene og innholdet i avtalene", kilde="Tabellen Avtaler",
              kolonner={"navn": "Avtale", "parter": "Parter", "innhold": "Innhold"})
    for t in k.om("avtaler")
))  # fmt: skip

# %%
mk.tabell(
    k.roller, tittel="Rollene i hver oppgave", kilde="Tabellen Roller",
    kolonner={"oppgave": "Oppgave", "beslutter": "Beslutter", "gjor": "Gjør", "sporres": "Spørres", "faar_vite": "Får vite"},
)  # fmt: skip
