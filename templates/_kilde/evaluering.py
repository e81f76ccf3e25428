# %% [markdown]
# # Evaluering
#
# Ble det en endring, sammenliknet med hva, hvor sikre er vi, og hva kan vi ikke si?

# %% tags=["parameters"]
prosjekt: str = "."  # prosjektmappen
fro: int = 1  # såkorn for det som trekkes tilfeldig, slik at svaret kan gjentas

# %%
import metodikk as mk

p = mk.aapne(prosjekt)
si, start = mk.setninger_evaluering, p.program.start
ev = mk.evaluering.evaluer(
    p.tabeller, omraade=p.omraade.soner, naboer=p.naboer, program=p.program,
    indikatorer=p.oppsett.indikatorer, fro=fro,
)  # fmt: skip
k = mk.evaluering.klarer(ev, p.grenser)

# %%
mk.Hode(
    "Evaluering", omraade=p.omraade.navn, kommune=p.oppsett.kommunenavn,
    avsender=p.oppsett.avsender, fiktiv=p.oppsett.fiktiv,
    periode=f"{p.program.start}–{p.program.slutt}",
)  # fmt: skip

# %% [markdown]
# ## Kort fortalt

# %%
mk.vis(si.oppsummering(k, p.omraade.navn, p.program), si.nokkeltall(k), si.vakter(k.funn))

# %%
mk.tabell(
    k.oversikt, tittel="Resultatet for hvert utfall",
    kolonner={"navn": "Utfall", "hoved": "Slag", "verdi": mk.Kolonne("Forskjell", k.forskjellsenhet),
              "mellom": "Mellom", "svar": "Forskjellen er", "ledd": "Så langt kan vi gå"},
    noter=["Forskjellen er hvor mye mer området endret seg enn dem det sammenliknes med.",
           "Stigen har tre trinn: beskrivende endring, samvariasjon og sannsynliggjort bidrag. Lenger går den ikke."],
)  # fmt: skip

# %% [markdown]
# ## Hva programmet skulle oppnå
#
# Programteorien er det vi trodde skulle skje, ledd for ledd. Den ble skrevet før resultatene. Stopper kjeden ett sted, hjelper det ikke at resten er på plass.

# %%
mk.figurer.kjede(k.teori, tittel="Fra innsats til samfunnseffekt", maalt="maalt")

# %%
mk.tabell(
    k.teori, tittel="Leddene i programteorien og det vi antok",
    kolonner={"tekst": "Ledd", "type": "Slag", "forer_til": "Skal føre til",
              "antakelse": "Da må dette stemme", "maalt": "Måles med"},
)  # fmt: skip

# %%
mk.tabell(
    k.utfallsliste, tittel="Utfallene, og når de ble valgt",
    kolonner={"utfall": "Kode", "navn": "Utfall", "maalnavn": "Målt med", "onsket": "Ønsket vei",
              "hoved": "Slag", "valgt": "Valgt"}, radhoder=2,
)  # fmt: skip

# %% [markdown]
# ## Hva som ble gjort
#
# Et tiltak som ikke ble gjennomført, kan ikke ha bidratt. Derfor kommer dette før resultatene.

# %%
prosent = mk.Kolonne("Gjennomført", "prosent", 0)
mk.tabell(
    k.tiltak, tittel="Planlagt og levert",
    kolonner={"navn": "Tiltak", "maaler": "Utfall", "ansvarlig": "Ansvarlig", "status": "Status",
              "omfang": "Levert av planlagt", "gjennomfort": prosent,
              "forbruk": mk.Kolonne("Brukt av budsjett", "prosent", 0)},
)  # fmt: skip

# %%
mk.tabell(k.endret, tittel="Endret eller stoppet underveis",
          kolonner={"navn": "Tiltak", "status": "Status", "endring": "Hva som ble endret, og hvorfor"})  # fmt: skip

# %%
mk.vis(
    mk.tabell(k.gjennomforing, tittel="Er tiltakene bak utfallet gjennomført?",
              kolonner={"navn": "Utfall", "tiltak": mk.Kolonne("Tiltak", "antall"),
                        "gjennomfort": prosent, "nok": "Nok til å vente en endring"}),
    si.vakter([*ev.prosess.funn, *ev.programteori.funn], "Det som ikke kan evalueres", alle=True),
)  # fmt: skip

# %% [markdown]
# ## Hvem området sammenliknes med
#
# Sonene som grenser til området, er holdt utenfor. Folk der kan også ha brukt det programmet ga. Blant resten er de valgt som lå nærmest området i årene før det ble valgt ut.

# %%
mk.vis(
    si.rettesnor(p.program),
    mk.tabell(k.soner, tittel="Rollen til hver sone",
              kolonner={"sonenavn": "Sone", "rolle": "Rolle", "utelatt": "Likevel ikke med i"}),
)  # fmt: skip

# %% [markdown]
# ## Hva vi kunne ha oppdaget
#
# Dette er regnet uten å se på resultatet. En endring som er mindre enn tallet i tabellen, kan ha skjedd uten at vi ville ha sett den. Laveste mulige p sier hvor sterkt et svar kan bli med så få soner: Er det over 0,05, kan ingen forskjell bli tydelig.

# %%
mk.tabell(
    k.kan_oppdages, tittel="Minste forskjell vi trolig ville sett",
    kolonner={"navn": "Utfall", "soner": "Soner å sammenlikne med", "minste_p": "Laveste mulige p",
              "mde": mk.Kolonne("Minste forskjell", k.forskjellsenhet), "gjennomfort": prosent},
    noter=["Fire av fem ganger ville vi sett en forskjell av denne størrelsen. Utfall fra undersøkelsen har ikke soner, der er det svarene som setter grensen."],
)  # fmt: skip

# %% [markdown]
# ## Hva som skjedde
#
# Linjen «Ventet uten programmet» begynner i det siste utvalgsåret, går tilbake til det vanlige nivået for området og følger så sammenlikningssonene. Det er avstanden fra den linjen som teller, ikke avstanden fra utvalgsårene.

# %%
mk.vis([
    (si.ved_tallet(d),
     mk.figurer.utvikling(d.utvikling, tittel=d.navn, enhet=d.enhet, fra_null=False,
                          periode=(start, p.program.slutt), merker={start: "Programmet starter"}),
     mk.figurer.hendelsestid(d.hendelsestid, tittel=f"Forskjellen år for år: {d.navn.lower()}", tid="aar",
                             start=start, enhet=d.forskjellsenhet, funn=si.hendelsesfunn(d, p.program)),
     mk.figurer.permutasjon(d.placebo, tittel=f"Kan det være tilfeldig? {d.navn}", observert=d.observert,
                            p=d.p, enhet=d.forskjellsenhet, funn=si.permutasjonsfunn(d)))
    for d in k.hoved
])  # fmt: skip

# %%
niva = mk.Kolonne("Området før", k.enhet), mk.Kolonne("Området etter", k.enhet)
andre = mk.Kolonne("De andre før", k.enhet), mk.Kolonne("De andre etter", k.enhet)
mk.tabell(
    k.nivaaer, tittel="Før og etter, i området og hos dem det sammenliknes med",
    kolonner={"navn": "Utfall", "foer": niva[0], "etter": niva[1], "mot": "Sammenliknet med",
              "andre_foer": andre[0], "andre_etter": andre[1],
              "verdi": mk.Kolonne("Forskjell", k.forskjellsenhet)},
    noter=["Hver sone teller like mye i snittet. Før er snittet av nullpunktet, etter er snittet av oppfølgingen."],
)  # fmt: skip

# %%
mk.tabell(
    k.oversikt, tittel="Hvor sikre er vi på forskjellen?",
    kolonner={"navn": "Utfall", "verdi": mk.Kolonne("Forskjell", k.forskjellsenhet), "mellom": "Mellom",
              "p": mk.Kolonne("p", "tall", 3), "p_holm": mk.Kolonne("p, justert", "tall", 3), "taaler": "Tåler"},
    noter=["p er hvor ofte minst så stor forskjell oppstår av seg selv. Den justerte tar hensyn til at flere utfall er prøvd samtidig, hovedutfallene for seg og tilleggsutfallene for seg (Holm).",
           "Tåler: hvor mange ganger det største avviket før programmet forskjellen kunne vært skjev, og fortsatt vært tydelig."],
)  # fmt: skip

# %% [markdown]
# ### Tilleggsutfall
#
# Disse utfallene ble ikke valgt som hovedutfall. De er med for å gi et bilde, og konklusjonen hviler ikke på dem.

# %%
mk.vis([
    (si.ved_tallet(d),
     mk.figurer.utvikling(d.utvikling, tittel=d.navn, enhet=d.enhet, fra_null=False,
                          periode=(start, p.program.slutt), merker={start: "Programmet starter"}))
    for d in k.tillegg
])  # fmt: skip

# %% [markdown]
# ## Et annet blikk på samme spørsmål
#
# En syntetisk kontroll er en blanding av andre soner, satt sammen slik at den liknet på området før programmet. Peker den samme vei som sammenlikningen over, står svaret sterkere. Peker den en annen vei, må vi være mer forsiktige.

# %%
mk.tabell(
    k.andre_blikk, tittel="Samme utfall, regnet på tre måter",
    kolonner={"navn": "Utfall", "verdi": mk.Kolonne("Sammenlikningssoner", k.forskjellsenhet),
              "syntetisk": mk.Kolonne("Syntetisk kontroll", k.forskjellsenhet),
              "sdid": mk.Kolonne("Begge deler", k.forskjellsenhet),
              "storst": mk.Kolonne("Største vekt på én sone", "prosent", 0)},
    noter=["«Begge deler» er syntetisk forskjell i forskjeller: både soner og år er vektet."],
)  # fmt: skip

# %%
sonenavn = dict(zip(ev.soner["sone"], ev.soner["sonenavn"], strict=True))
mk.vis([
    (si.vakter([f for f in d.funn if f.kode == "K870"], f"Den syntetiske kontrollen: {d.navn.lower()}", alle=True),
     mk.figurer.utvikling(d.syntetisk, tittel=f"Området og den syntetiske kontrollen: {d.navn.lower()}",
                          enhet=d.enhet, fra_null=False, merker={start: "Programmet starter"}),
     mk.tabell(d.vekter, tittel=f"Sonene i blandingen: {d.navn.lower()}", navn=sonenavn,
               kolonner={"sone": "Sone", "vekt": mk.Kolonne("Vekt", "prosent", 0)}))
    for d in k.hoved
])  # fmt: skip

# %% [markdown]
# ## Hva innbyggerne sier
#
# Svarene er vektet til alderen og kjønnet til dem som bor der. Bare spørsmål med samme ordlyd i begge rundene er sammenliknet.

# %%
mk.vis(
    si.undersokelse(k, ev.undersokelse),
    mk.figurer.intervaller(k.endring, tittel="Endringen i området fra første til siste runde", kategori="tekst",
                           verdi="omraadet_endring", nedre="omraadet_nedre", ovre="omraadet_ovre",
                           enhet="prosentpoeng", referanse=0, referansetekst="ingen endring"),
    si.vakter(ev.undersokelse.funn, "Om undersøkelsen", alle=True),
)  # fmt: skip

# %%
poeng = [mk.Kolonne(t, "prosentpoeng", 0) for t in ("Endring i resten", "Forskjell")]
mk.tabell(
    k.endring, tittel="Andel fornøyde i området, målt mot resten av kommunen",
    kolonner={"tekst": "Spørsmål", "omraadet_foer": mk.Kolonne("Før", "prosent", 0),
              "omraadet_etter": mk.Kolonne("Etter", "prosent", 0), "resten_endring": poeng[0],
              "verdi": poeng[1], "mellom": "Mellom"},
    noter=["Forskjellen er endringen i området minus endringen i resten av kommunen."],
)  # fmt: skip

# %% [markdown]
# ## Hva vi kan og ikke kan si

# %%
si.setninger(k)

# %% [markdown]
# ## Neste spørsmål
#
# 1. Hva forklarer leddene i programteorien som ikke ble gjennomført?
# 2. Har de samme menneskene fått det bedre, eller har andre flyttet inn? Spør dem som har bodd der hele tiden.
# 3. Hvem eier tiltakene når programmet er slutt, og hvilket år måles utfallene igjen?
# 4. Skjedde det noe annet i området i samme periode, som kan forklare endringen?
