# %% [markdown]
# # Handlingsplan
#
# Henger planen sammen fra behov til virkning, hvor langt er den kommet, hva koster den, og hva er endret?

# %% tags=["parameters"]
prosjekt: str = "."  # prosjektmappen
dato: str = ""  # dagen framdriften regnes fra (ÅÅÅÅ-MM-DD), tomt = siste dag noe er meldt startet eller nådd
ventet: int = 10  # endringen planen håper på i hvert utfall, i prosentpoeng

# %%
from functools import partial

import metodikk as mk

p = mk.aapne(prosjekt)
omraade, si = p.omraade.navn, mk.setninger_handlingsplan
k = mk.handlingsplan.lag(
    p.tabeller, omraade=p.omraade.soner, dato=dato, ventet=ventet / 100,
    program=p.oppsett.program, indikatorer=p.oppsett.indikatorer, grenser=p.grenser,
)  # fmt: skip
spor = mk.sammenheng.lag(p.sporet, indikatorer=p.oppsett.indikatorer)
kr, antall = partial(mk.Kolonne, enhet="kr"), partial(mk.Kolonne, enhet="antall")

# %%
mk.Hode("Handlingsplan", omraade=omraade, kommune=p.oppsett.kommunenavn,
        avsender=p.oppsett.avsender, fiktiv=p.oppsett.fiktiv)  # fmt: skip

# %% [markdown]
# ## Kort fortalt

# %%
mk.vis(si.oppsummering(k, omraade), si.nokkeltall(k), si.vakter(k))

# %% [markdown]
# ## Om opplysningene

# %%
mk.vis(si.om_planen(k))

# %% [markdown]
# ## Målene og veien dit
#
# Mål og strategier ligger fast i perioden. Tiltakene revideres underveis. Veien fra hvert mål er tegnet i et vedlegg.

# %%
mk.tabell(k.maal, tittel="Målene, grepene og det de måles med", kolonner={
    "navn": "Mål", "strategi": "Grep", "tiltak": antall("Tiltak"), "igjen": antall("Ikke over"),
    "maales": "Måles med", "vedtatt": "Vedtatt",
})  # fmt: skip

# %%
mk.tabell(k.strategier, tittel="Strategiene, og hva som er valgt bort", kolonner={
    "navn": "Strategi", "maal": "Skal føre til", "valgt_bort": "Valgt bort", "tiltak": antall("Tiltak"),
})  # fmt: skip

# %% [markdown]
# ## Kontroll av planen
#
# Hullene som bør tettes før planen vedtas, står først.

# %%
mk.tabell(k.kontroll, tittel="Hull i planen", kolonner={
    "tittel": "Kontroll", "antall": antall("Antall"), "hvilke": "Hvilke", "rett": "Gjør dette", "naar": "Når",
})  # fmt: skip

# %% [markdown]
# ## Hva planen svarer på
#
# Hvert behov skal kunne følges fram til et svar. Behovene bak hvert tiltak står i et vedlegg.

# %%
mk.tabell(spor.behov, tittel="Hva det ble av hvert behov", kolonner={
    "navn": "Behov", "fra": "Kommer fra", "maal": "Mål", "tiltak": "Tiltak",
})  # fmt: skip

# %% [markdown]
# ## Kan målene vise det planen håper på?
#
# Et utfall trenger tall fra før planen, og mange nok personer eller svar bak tallet. Ellers kan planen lykkes uten at noen ser det.

# %%
mk.tabell(k.maaling, tittel="Nullpunktet, og den minste endringen tallene kan vise", noter=si.MAALING, kolonner={
    "navn": "Utfall", "antall": antall("Personer eller svar"), "minste": "Minste endring", "haap": "Det planen håper på",
    "kan": "Stort nok?", "nullpunkt": "Nullpunkt",
})  # fmt: skip

# %%
mk.tabell(k.maaling, tittel="Hva utfallene måles med, og nivået i dag",
          kolonner={"navn": "Utfall", "maalnavn": "Måles med", "onsket": "Ønsket vei", "nivaa": "Nivå i dag"})  # fmt: skip

# %% [markdown]
# ## Framdriften

# %%
mk.tabell(k.tiltak, tittel="Hvor langt tiltakene er kommet", noter=si.FARGENE, kolonner={
    "navn": "Tiltak", "ansvarlig": "Ansvarlig", "tid": "Når", "hvor": "Framdrift", "vist_ved": "Vist ved",
})  # fmt: skip

# %%
mk.figurer.tidslinje(k.tidslinje, tittel="Tiltakene som ikke er over, og milepælene i dem", hva="hva", fra="fra", til="til",
                     gruppe="framdrift", naa=k.opplysninger["dato"] or None, funn=si.gantt(k),
                     tekst="Streken er dagen det er regnet fra. ◆ er en milepæl.")  # fmt: skip

# %%
mk.vis(si.milepaelene(k))

# %% [markdown]
# ## Pengene

# %%
mk.tabell(k.aar, tittel="Budsjettet etter år og finansieringskilde", radhoder=2, noter=("Det som er brukt, mangler til noen har ført det.",), kolonner={
    "aar": mk.Kolonne("År", "aar"), "kilde": "Kilde", "tiltak": antall("Tiltak"), "belop": kr("Satt av"), "brukt": kr("Brukt"),
})  # fmt: skip

# %%
mk.tabell(k.finansiering, tittel="Hvem som betaler tiltakene som ikke er over", kolonner={
    "navn": "Tiltak", "budsjett": kr("Budsjett"), "finansiert": kr("Har kilde"), "mangler": kr("Mangler"), "kilder": "Kilder",
})  # fmt: skip

# %%
mk.tabell(k.penger, tittel="Følger pengene målene?", noter=si.DELT, kolonner={
    "navn": "Mål", "tiltak": antall("Tiltak"), "budsjett": kr("Budsjett"), "andel": mk.Kolonne("Andel av planen", "prosent", 0),
    "brukt": kr("Brukt"), "forbruk": mk.Kolonne("Brukt av budsjettet", "prosent", 0),
})  # fmt: skip

# %% [markdown]
# ## Hva er endret siden forrige versjon?

# %%
mk.vis(si.revisjonen(k), *(
    mk.tabell(d, tittel=tittel, radhoder=2, kolonner={"slag": "Slag", "navn": "Navn", **felt}) for d, tittel, felt in si.endringstabeller(k)
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
# ## Vedlegg: milepælene

# %%
mk.tabell(k.milepaeler_vist, tittel="Milepælene", kolonner={
    "navn": "Tiltak", "milepael": "Milepæl", "ferdig_naar": "Ferdig når", "frist": "Frist", "tilstand": "Tilstand",
})  # fmt: skip

# %% [markdown]
# ## Vedlegg: programteorien
#
# Det som skal føre til hva, fra innsats til samfunnseffekt. Ledd uten måling har stiplet ramme.

# %%
mk.vis(
    si.teorien(k), mk.figurer.kjede(k.teori, tittel="Fra innsats til samfunnseffekt", maalt="maalt")
)

# %%
mk.tabell(k.teori, tittel="Leddene, og det som må stemme", kolonner={
    "tekst": "Ledd", "antakelse": "Da må dette stemme", "maalt": "Måles med",
})  # fmt: skip

# %% [markdown]
# ## Vedlegg: veien fra hvert mål
#
# Fra grepet, gjennom tiltakene og det de har levert, til det som skal vise om målet er nådd.

# %%
mk.vis(
    [
        mk.figurer.kjede(k.vei(kode), tittel=f"Mål: {navn}", funn=si.veien(k, kode))
        for kode, navn in k.maalene
    ]
)

# %% [markdown]
# ## Vedlegg: behovene bak tiltakene

# %%
mk.tabell(spor.tiltak, tittel="Hva hvert tiltak springer ut av", kolonner={
    "navn": "Tiltak", "behov": "Behov", "maal": "Mål", "ressurser": "Bygger på",
})  # fmt: skip
