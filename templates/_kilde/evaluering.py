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
ev = mk.evaluering.evaluer(
    p.tabeller, omraade=p.omraade.soner, naboer=p.naboer, program=p.program,
    indikatorer=p.oppsett.indikatorer, fro=fro,
)  # fmt: skip
k = mk.evaluering.klarer(ev, p.grenser)
si, start, poeng = mk.setninger_evaluering, p.program.start, k.forskjellsenhet
programmet = {"periode": (start, p.program.slutt), "merker": {start: "Programmet starter"}}

# %%
mk.Hode(
    "Evaluering", omraade=p.omraade.navn, kommune=p.oppsett.kommunenavn,
    avsender=p.oppsett.avsender, fiktiv=p.oppsett.fiktiv, periode=f"{start}–{p.program.slutt}",
)  # fmt: skip

# %% [markdown]
# ## Kort fortalt

# %%
mk.vis(si.oppsummering(k, p.omraade.navn, p.program), si.nokkeltall(k), si.vakter(k.funn))

# %%
mk.tabell(k.oversikt, tittel="Resultatet for hvert utfall", noter=si.STIGEN, kolonner={
    "navn": "Utfall", "hoved": "Slag", "verdi": mk.Kolonne("Forskjell", poeng),
    "mellom": "Mellom", "svar": "Forskjellen er", "ledd": "Så langt kan vi gå",
})  # fmt: skip

# %% [markdown]
# ## Hva programmet skulle oppnå
#
# Programteorien er det vi trodde skulle skje, ledd for ledd. Den ble skrevet før resultatene. Stopper kjeden ett sted, hjelper det ikke at resten er på plass.

# %%
mk.figurer.kjede(k.teori, tittel="Fra innsats til samfunnseffekt", maalt="maalt")

# %%
mk.tabell(k.teori, tittel="Leddene i programteorien og det vi antok", kolonner={
    "tekst": "Ledd", "type": "Slag", "forer_til": "Skal føre til",
    "antakelse": "Da må dette stemme", "maalt": "Måles med",
})  # fmt: skip

# %%
mk.tabell(k.utfallsliste, tittel="Utfallene, og når de ble valgt", radhoder=2, kolonner={
    "utfall": "Kode", "navn": "Utfall", "maalnavn": "Målt med", "onsket": "Ønsket vei",
    "hoved": "Slag", "valgt": "Valgt",
})  # fmt: skip

# %% [markdown]
# ## Hva som ble gjort
#
# Et tiltak som ikke ble gjennomført, kan ikke ha bidratt. Derfor kommer dette før resultatene.

# %%
gjort, brukt = (
    mk.Kolonne("Gjennomført", "prosent", 0),
    mk.Kolonne("Brukt av budsjett", "prosent", 0),
)
mk.tabell(k.tiltak, tittel="Planlagt og levert", kolonner={
    "navn": "Tiltak", "maaler": "Utfall", "ansvarlig": "Ansvarlig", "status": "Status",
    "omfang": "Levert av planlagt", "forbruk": brukt,
})  # fmt: skip

# %%
mk.tabell(k.endret, tittel="Endret eller stoppet underveis", kolonner={
    "navn": "Tiltak", "status": "Status", "endring": "Hva som ble endret, og hvorfor",
})  # fmt: skip

# %%
mk.tabell(k.gjennomforing, tittel="Er tiltakene bak utfallet gjennomført?", kolonner={
    "navn": "Utfall", "tiltak": mk.Kolonne("Tiltak", "antall"), "gjennomfort": gjort, "nok": "Nok til å vente en endring",
})  # fmt: skip

# %%
si.vakter([*ev.prosess.funn, *ev.programteori.funn], "Det som ikke kan evalueres", alle=True)

# %% [markdown]
# ## Hvem området sammenliknes med
#
# Sonene som grenser til området, er holdt utenfor. Folk der kan også ha brukt det programmet ga. Blant resten er de valgt som lå nærmest området i årene før det ble valgt ut.

# %%
mk.vis(si.aarene(p.program), mk.tabell(k.soner, tittel="Rollen til hver sone", kolonner={
    "sonenavn": "Sone", "rolle": "Rolle", "utelatt": "Likevel ikke med i",
}))  # fmt: skip

# %% [markdown]
# ## Hva vi kunne ha oppdaget
#
# Dette er regnet uten å se på resultatet. En endring som er mindre enn tallet i tabellen, kan ha skjedd uten at vi ville ha sett den. Laveste mulige p sier hvor sterkt et svar kan bli med så få soner: Er det over 0,05, kan ingen forskjell bli tydelig.

# %%
mk.tabell(k.kan_oppdages, tittel="Minste forskjell vi trolig ville sett", noter=si.OPPDAGE, kolonner={
    "navn": "Utfall", "soner": "Soner å sammenlikne med", "minste_p": "Laveste mulige p",
    "mde": mk.Kolonne("Minste forskjell", poeng), "gjennomfort": gjort,
})  # fmt: skip

# %% [markdown]
# ## Hva som skjedde
#
# Linjen «Ventet uten programmet» begynner i det siste utvalgsåret, går tilbake til det vanlige nivået for området og følger så sammenlikningssonene. Det er avstanden fra den linjen som teller, ikke avstanden fra utvalgsårene.

# %%
mk.vis([(
    si.ved_tallet(d),
    mk.figurer.utvikling(d.utvikling, tittel=d.navn, enhet=d.enhet, fra_null=False, **programmet),
    mk.figurer.hendelsestid(d.hendelsestid, tittel=f"Forskjellen år for år: {d.navn.lower()}", tid="aar", start=start,
                            enhet=d.forskjellsenhet, funn=si.hendelsesfunn(d, p.program)),
    mk.figurer.permutasjon(d.placebo, tittel=f"Kan det være tilfeldig? {d.navn}", observert=d.observert, p=d.p,
                           enhet=d.forskjellsenhet, funn=si.permutasjonsfunn(d)),
) for d in k.hoved])  # fmt: skip

# %%
andel = {n: mk.Kolonne(t, k.enhet) for n, t in si.FOER_OG_ETTER.items()}
mk.tabell(k.nivaaer, tittel="Før og etter, i området og hos dem det sammenliknes med", noter=si.SNITT,
          kolonner={"navn": "Utfall", **andel, "verdi": mk.Kolonne("Forskjell", poeng)})  # fmt: skip

# %%
mk.tabell(k.oversikt, tittel="Hvor sikre er vi på forskjellen?", noter=si.SIKKERHET, kolonner={
    "navn": "Utfall", "verdi": mk.Kolonne("Forskjell", poeng), "mellom": "Mellom",
    "p": mk.Kolonne("p", "tall", 3), "p_holm": mk.Kolonne("p, justert", "tall", 3), "taaler": "Tåler",
})  # fmt: skip

# %% [markdown]
# ### Tilleggsutfall
#
# Disse utfallene ble ikke valgt som hovedutfall. De er med for å gi et bilde, og konklusjonen hviler ikke på dem.

# %%
mk.vis([(
    si.ved_tallet(d),
    mk.figurer.utvikling(d.utvikling, tittel=d.navn, enhet=d.enhet, fra_null=False, **programmet),
) for d in k.tillegg])  # fmt: skip

# %% [markdown]
# ## Et annet blikk på samme spørsmål
#
# En syntetisk kontroll er en blanding av andre soner, satt sammen slik at den liknet på området før programmet. Peker den samme vei som sammenlikningen over, står svaret sterkere. Peker den en annen vei, må vi være mer forsiktige.

# %%
maater = {n: mk.Kolonne(t, poeng) for n, t in si.MAATER.items()}
mk.tabell(k.andre_blikk, tittel="Samme utfall, regnet på tre måter", noter=si.BEGGE,
          kolonner={"navn": "Utfall", **maater, "plass": "Plass"})  # fmt: skip

# %%
vekt, sonenavn = mk.Kolonne("Vekt", "prosent", 0), dict(ev.soner[["sone", "sonenavn"]].to_numpy())
mk.vis(si.om_syntetisk(k), [(
    mk.figurer.utvikling(d.syntetisk, tittel=f"Området og den syntetiske kontrollen: {d.navn.lower()}", enhet=d.enhet,
                         fra_null=False, **programmet),
    mk.tabell(d.vekter, tittel=f"Sonene i blandingen: {d.navn.lower()}", navn=sonenavn, kolonner={"sone": "Sone", "vekt": vekt}),
) for d in k.hoved])  # fmt: skip

# %% [markdown]
# ## Hva innbyggerne sier
#
# Svarene er vektet til alderen og kjønnet til dem som bor der. Bare spørsmål med samme ordlyd i begge rundene er sammenliknet.

# %%
mk.vis(si.undersokelse(k, ev.undersokelse), si.vakter(ev.undersokelse.funn, "Om undersøkelsen", alle=True), mk.figurer.intervaller(
    k.endring, tittel="Endringen i området fra første til siste runde", kategori="tekst", enhet="prosentpoeng",
    verdi="omraadet_endring", nedre="omraadet_nedre", ovre="omraadet_ovre", referanse=0, referansetekst="ingen endring",
))  # fmt: skip

# %%
svar = {n: mk.Kolonne(t, enhet, 0) for n, (t, enhet) in si.SVAR.items()}
mk.tabell(k.endring, tittel="Andel fornøyde i området, målt mot resten av kommunen", noter=si.FORSKJELLEN,
          kolonner={"tekst": "Spørsmål", **svar, "mellom": "Mellom"})  # fmt: skip

# %% [markdown]
# ## Bor de samme der?
#
# Tallene gjelder stedet, ikke de samme menneskene. Har mange flyttet, kan et tall endre seg fordi andre bor der nå.

# %%
mk.tabell(k.folk, tittel="Befolkningen i området og i sammenlikningssonene", noter=si.FOLK,
          kolonner={"gruppe": "Gruppe", **{n: mk.Kolonne(t, enhet, 0) for n, (t, enhet) in si.FOLKETALL.items()}})  # fmt: skip

# %% [markdown]
# ## Hvorfor tiltakene er der
#
# Behovene hvert tiltak svarer på, og målene det skulle føre til.

# %%
mk.vis(mk.setninger_sammenheng.sporet(
    mk.sammenheng.rundt(p.sporet, "tiltak", indikatorer=p.oppsett.indikatorer, koder=ev.prosess.tiltak.get("tiltak", ())), hva="Tiltak",
))  # fmt: skip

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
