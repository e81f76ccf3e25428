# %% [markdown]
# # Medvirkning
#
# Hvem var med, hvor mye fikk de bestemme, hva sa de, og hva ble det til?

# %% tags=["parameters"]
prosjekt: str = "."  # prosjektmappen
dato: str = ""  # dagen fristene regnes fra (ÅÅÅÅ-MM-DD), tomt = siste dato i tabellene

# %%
import metodikk as mk

p = mk.aapne(prosjekt)
omraade, si = p.omraade.navn, mk.setninger_medvirkning
k = mk.medvirkning.lag(p.tabeller, omraade=p.omraade.soner, dato=dato, grenser=p.grenser)

# %%
mk.Hode("Medvirkning", omraade=omraade, kommune=p.oppsett.kommunenavn,
        avsender=p.oppsett.avsender, fiktiv=p.oppsett.fiktiv)  # fmt: skip

# %% [markdown]
# ## Kort fortalt

# %%
mk.vis(si.oppsummering(k, omraade), si.nokkeltall(k), *si.vakter(k))

# %% [markdown]
# ## Om opplysningene

# %%
mk.vis(si.om_tallene(k))

# %% [markdown]
# ## Planen
#
# Hver aktivitet har et nivå, og nivået er det høyeste som ærlig kan loves. Et høyere trinn er ikke alltid bedre. Det viktige er at folk får det de er lovet.

# %%
mk.figurer.trapp(k.stige, tittel="Aktivitetene etter hvor mye deltakerne får bestemme",
                 funn=si.stigefunn(k), kilde="Tabellen Medvirkningsplan")  # fmt: skip

# %%
mk.tabell(
    k.plan, tittel="Medvirkningsplanen: hvem, hvordan og hvor mye innflytelse",
    kolonner={
        "navn": "Aktivitet", "metode": "Metode", "maalgruppe": "Hvem den er for", "nivaa": "Nivå", "naar": "Når",
    },
)  # fmt: skip

# %% [markdown]
# ## Hvem som ble nådd
#
# Her er det personer som telles, ikke oppmøter. Personene er satt opp mot dem som bor i området.

# %%
mk.figurer.intervaller(
    k.figur, tittel=f"Deltakerne og innbyggerne i {omraade}", kategori="gruppe", gruppe="hvem", sorter=False,
    desimaler=0, funn=si.romfunn(k), kilde="Tabellene Deltakere og Befolkning",
)  # fmt: skip

# %%
mk.vis(si.rekkevidden(k))

# %%
andeler = {
    "vist": "Gruppe", "teller": mk.Kolonne("Personer", "antall"), "verdi": mk.Kolonne("Av deltakerne", "prosent", 0),
    "av_innbyggerne": mk.Kolonne("Av innbyggerne", "prosent", 0), "forhold_vist": "Forhold (intervall)",
    "ord": "Mot det ventede",
}  # fmt: skip
mk.tabell(k.del_av("I alt", "Kjønn", "Alder"), tittel="Deltakerne etter kjønn og alder", kolonner=andeler,
          noter=(*si.INTERVALL, si.FORHOLD))  # fmt: skip

# %%
mk.vis(
    mk.tabell(k.del_av("Kjønn og alder"), tittel="Deltakerne etter kjønn og alder sammen", kolonner=andeler, noter=si.om_likheten(k)),
    mk.tabell(k.del_av("Sone"), tittel="Deltakerne etter hvor de bor", kolonner=andeler,
              noter=("Andelene er av dem som bor i området.",)),
)  # fmt: skip

# %% [markdown]
# ### Hvem hver aktivitet nådde
#
# Her er det oppmøter som telles, for spørsmålet er hvem den enkelte aktiviteten når.

# %%
mk.tabell(
    k.per_aktivitet, tittel="Oppmøter av voksne", noter=si.om_oppmotet(k),
    kolonner={
        "navn": "Aktivitet", "teller": mk.Kolonne("Oppmøter", "antall"), "unge": mk.Kolonne("Av dem 16–34 år", "antall"),
        "verdi": mk.Kolonne("Andel 16–34 år", "prosent", 0), "per_oppmote": mk.Kolonne("Kroner per oppmøte", "antall"),
    },
)  # fmt: skip

# %%
mk.tabell(k.grupper, tittel="Andre dere ville nå",
          kolonner={"gruppe": "Kjennetegn", "teller": mk.Kolonne("Personer", "antall")},
          noter=("Det finnes ikke tall for hvor mange av innbyggerne som har kjennetegnet.",))  # fmt: skip

# %% [markdown]
# ## Hvem som aldri var i rommet

# %%
mk.vis(si.aldri_i_rommet(k), mk.tabell(
    k.mangler, tittel="Grupper som mangler, de som er nådd minst, først",
    kolonner={
        "vist": "Gruppe", "teller": mk.Kolonne("Var med", "antall"), "ventet": mk.Kolonne("Ventet", "antall"),
        "mangler": mk.Kolonne("Mangler", "antall"), "forhold_vist": "Forhold (intervall)",
    },
    noter=("Ventet er hvor mange det ville vært om gruppa var like stor i rommet som blant innbyggerne.",),
))  # fmt: skip

# %% [markdown]
# ## Det folk sa

# %%
mk.vis(si.temaene(k), mk.tabell(
    k.temaer, tittel="Innspillene etter tema", kilde="Tabellen Innspill, med temaer satt av mennesker",
    kolonner={
        "tema": "Tema", "antall": mk.Kolonne("Innspill", "antall"), "steder": mk.Kolonne("Aktiviteter", "antall"),
        "har_svar": mk.Kolonne("Har fått svar", "antall"), "blir_noe": mk.Kolonne("Gjort eller vedtatt", "antall"),
    },
    noter=("Et innspill med to temaer står på begge.",),
))  # fmt: skip

# %% [markdown]
# ## Du sa – vi gjorde
#
# Hvert innspill har en status og et svar, også når svaret er nei. De som venter på svar, står først.

# %%
mk.figurer.soyler(k.statuser, tittel="Hva det ble av innspillene", kategori="status", verdi="antall", enhet="antall",
                  sorter=False, funn=si.svarfunn(k), kilde="Tabellen Innspill")  # fmt: skip

# %%
mk.vis(*(
    mk.tabell(
        k.av_tema(tema), tittel=f"Du sa – vi gjorde: {tema}",
        kolonner={"sagt": "Du sa", "svaret": "Svaret", "hvem": "Status og ansvarlig", "navn": "Sagt på"},
    )
    for tema in k.temanavn
), *(
    mk.tabell(
        andre, tittel="Du sa – vi gjorde: andre temaer",
        kolonner={"andre": "Tema", "sagt": "Du sa", "svaret": "Svaret", "hvem": "Status og ansvarlig", "navn": "Sagt på"},
    )
    for andre in k.andre_temaer
))  # fmt: skip

# %% [markdown]
# ## Ble løftene holdt?
#
# Et brutt løfte blir ikke borte av at det utelates. De står først, også de gamle.

# %%
mk.tabell(
    k.lofter, tittel="Løftene, og hvordan det gikk", kilde="Tabellen Medvirkningsplan",
    kolonner={"lovet": "Løfte", "navn": "Gitt på", "svar_til": "Holdt?", "grunn": "Forklaring", "frist": "Frist"},
)  # fmt: skip

# %% [markdown]
# ## Beboerrådet
#
# To tall viser om rådet virker: hvor mye det bestemmer selv, og om det får svar.

# %%
mk.vis(
    mk.tabell(k.saker, tittel="Sakene i rådet", kolonner={
        "raad": "Råd", "moter": mk.Kolonne("Møter", "antall"), "saker": mk.Kolonne("Saker", "antall"),
        "avgjort_selv": mk.Kolonne("Avgjort selv", "antall"), "fulgt_opp": mk.Kolonne("Fulgt opp", "antall"),
    }),
    mk.tabell(k.valg, tittel="Valg til rådet", noter=("Alle stemmene er talt, så andelen har ikke noe intervall.",), kolonner={
        "dag": "Dato", "tema": "Hva er talt", "teller": mk.Kolonne("Stemmer", "antall"),
        "nevner": mk.Kolonne("Kunne stemme", "antall"), "verdi": mk.Kolonne("Andel", "prosent", 0),
        "kandidater": mk.Kolonne("Kandidater", "antall"),
    }),
)  # fmt: skip

# %% [markdown]
# ## Hva vi kan si, og hva vi ikke kan si

# %%
mk.vis(si.kan_si(k))

# %% [markdown]
# ## Det neste å gjøre

# %%
mk.vis(si.neste(k))

# %% [markdown]
# ## Vedlegg: kostnader, tilrettelegging og møter

# %%
mk.tabell(
    k.plan, tittel="Hva det kostet, og hva som gjorde at flere kunne være med",
    kolonner={
        "navn": "Aktivitet", "kostnad": mk.Kolonne("Kostnad", "kr"), "timer": mk.Kolonne("Timer", "antall"),
        "tilrettelagt": "Tilrettelegging", "ansvarlig": "Ansvarlig",
    },
    noter=si.om_kostnaden(k),
)  # fmt: skip

# %%
mk.vis(*(
    mk.tabell(t, tittel="Opplæring og møter", kolonner={
        "dag": "Dato", "hva": "Slag", "tema": "Hva det handlet om", "deltakere": mk.Kolonne("Var med", "antall"),
    })
    for t in (k.hendelser,) if len(t.tabell)
))  # fmt: skip

# %% [markdown]
# ## Vedlegg: hva innspillene har ført til
#
# Behovene det er kommet innspill om, og det planen gjør med dem.

# %%
mk.vis(mk.setninger_sammenheng.sporet(
    mk.sammenheng.rundt(p.sporet, "behov", nevnt_av="innspill", indikatorer=p.oppsett.indikatorer), hva="Behov",
))  # fmt: skip
