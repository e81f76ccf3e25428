# %% [markdown]
# # Innbyggerundersøkelse
#
# Hva mener innbyggerne, hvor sikre er vi, hva er endret siden sist, og hva skriver de med egne ord?

# %% tags=["parameters"]
prosjekt: str = "."  # prosjektmappen
siste_aar: int = 0  # se bort fra runder etter dette året (0 betyr alle)

# %%
import metodikk as mk

p = mk.aapne(prosjekt)
k = mk.undersokelse.lag(
    p.tabeller, omraade=p.omraade.soner, siste_aar=siste_aar, grenser=p.grenser
)
omraade, si, Kolonne = p.omraade.navn, mk.setninger_undersokelse, mk.Kolonne
andel, antall, kilde = Kolonne("Andel positive svar", "prosent", 0), Kolonne("Svar", "antall"), si.KILDE

# %%
mk.Hode("Innbyggerundersøkelse", omraade=omraade, kommune=p.oppsett.kommunenavn,
        avsender=p.oppsett.avsender, fiktiv=p.oppsett.fiktiv)  # fmt: skip

# %% [markdown]
# ## Kort fortalt

# %%
mk.vis(si.oppsummering(k, omraade), si.nokkeltall(k), si.kvalitet(k))

# %% [markdown]
# ## Om svarene

# %%
mk.vis(si.om_tallene(k, p.oppsett.avsender), mk.tabell(
    k.opplegg, tittel="Rundene: hvem ble spurt, og hvor mange svarte", noter=("Svarandelen er hele svar av alle inviterte i kommunen.",),
    kolonner={"runde": "Runde", "spurt": "Hvem og hvordan", "invitert": Kolonne("Inviterte", "antall"), "svarandel": Kolonne("Svarte", "prosent", 0),
              "n_omraade": Kolonne("Svar i området", "antall"), "n_eff": Kolonne("Verdt etter vekting", "antall")},
))  # fmt: skip

# %% [markdown]
# ### Hvem som svarte

# %%
mk.vis(mk.figurer.soyler(
    k.gruppefordeling, tittel="De som svarte, og de som bor her", kategori="gruppe", gruppe="hvem", sorter=False,
    desimaler=0, kilde="Tabellene Svar og Befolkning, 16 år og over", funn=si.hvemfunn(k),
), si.hvem(k))  # fmt: skip

# %% [markdown]
# ## Hva innbyggerne svarer
#
# Svarene til venstre for midten er negative, svarene til høyre er positive. De som svarte midt på, ligger på streken.

# %%
mk.figurer.svarfordeling(k.fordeling, tittel="Svarene i området", rekkefolge=k.trinn, kategori="tekst", kilde=kilde, funn=si.svarfunn(k))

# %% [markdown]
# ### Mot resten av kommunen

# %%
mk.vis(mk.figurer.intervaller(
    k.sporsmaal, tittel="Andel positive svar på hvert spørsmål", kategori="tekst", gruppe="gruppe", sorter=False,
    desimaler=0, navn={"omraade": omraade, "resten": "Resten av kommunen"}, kilde=kilde, funn=si.restfunn(k),
), si.svarene(k))  # fmt: skip

# %% [markdown]
# ## Svarer noen annerledes?
#
# Hver gruppe er sammenliknet med de andre som bor i området. Bare forskjeller som er større enn usikkerheten, står i tabellen.

# %%
mk.vis(si.grupper(k), *(
    mk.tabell(t, tittel="Grupper som svarer annerledes enn de andre i området", radhoder=2, noter=si.GRUPPER, kolonner={
        "tekst": "Spørsmål", "gruppe": "Gruppe", "n": antall, "verdi": andel, "verdi_mot": Kolonne("De andre", "prosent", 0), "mellom": "Forskjell, trolig (prosentpoeng)"})
    for t in k.finnes("skiller")
))  # fmt: skip

# %% [markdown]
# ## Siden sist
#
# Bare spørsmål som er stilt med samme ord, og besvart på samme måte, er sammenliknet.

# %%
mk.vis(mk.figurer.intervaller(
    k.like, tittel="Endring i andel positive svar i området", kategori="tekst", enhet="prosentpoeng", desimaler=0,
    verdi="forskjell", referanse=0, referansetekst="ingen endring", kilde=f"{kilde}. 99-prosentintervaller", funn=si.endringsfunn(k),
), si.endringer(k))  # fmt: skip

# %% [markdown]
# ## Det som henger sammen med helheten
#
# Figuren viser hvor tett hvert svar følger svaret på spørsmålet om helheten. 1 er helt tett. 0 betyr at svarene ikke har noe med hverandre å gjøre.

# %%
mk.vis(mk.figurer.intervaller(
    k.drivere, tittel="Hvor tett hvert svar følger svaret om helheten", kategori="tekst", enhet="tall", desimaler=2, sorter=False,
    referanse=0, referansetekst="ingen sammenheng", kilde=f"{kilde}. 99-prosentintervaller", funn=si.driverfunn(k),
), si.drivere(k))  # fmt: skip

# %% [markdown]
# ## Med egne ord
#
# Nummer, adresser og navn er skjult før noe er regnet ut. Ingenting vises der færre enn fem personer står bak.

# %%
mk.vis(si.uten_apne(k), *((si.apne(a), mk.tabell(
    a.temaer, tittel=f"Hva svarene handler om: {a.sporsmal}", kilde=si.TALT, noter=("Temaene er satt av mennesker. Ett svar kan ha flere temaer.",),
    kolonner={"tema": "Tema", "teller": Kolonne("Personer her", "antall"), "verdi": Kolonne("Av dem som skrev", "prosent", 0),
              "teller_mot": Kolonne("Personer i resten", "antall"), "verdi_mot": Kolonne("Andel i resten", "prosent", 0)},
), si.enighet(a)) for a in k.apne))  # fmt: skip

# %%
mk.vis(*(
    mk.tabell(a.sitater, tittel=f"Sitater: {a.sporsmal}", kolonner={"tema": "Tema", "tekst": "Sitat"}, noter=si.SITATER)
    for a in k.apne
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
# ## Vedlegg: alle tallene
#
# For den som vil se etter selv.

# %%
mk.tabell(k.alle, tittel="Hvert spørsmål i området, med antall svar og «vet ikke»", kilde=kilde, kolonner={
    "tekst": "Spørsmål", "n": antall, "verdi": andel, "mellom": "Trolig mellom",
    "snitt": Kolonne("Snitt", "tall", 1), "vet_ikke": Kolonne("Vet ikke", "prosent", 0),
})  # fmt: skip

# %%
mk.vis(mk.tabell(
    k.temaer, tittel="Temaene i området", noter=si.ALFA,
    kolonner={"tema": "Tema", "sporsmaal": Kolonne("Spørsmål", "antall"), "verdi": andel, "mellom": "Trolig mellom",
              "alfa": Kolonne("Alfa", "tall", 2), "samlet": "Kan leses som ett tall"},
), si.temaene(k))  # fmt: skip

# %%
mk.vis(*(mk.tabell(t, tittel="Nå og sist, og den minste endringen svarene trolig ville vist", noter=si.MINSTE, kolonner={
    "tekst": "Spørsmål", "verdi_da": Kolonne("Sist", "prosent", 0), "verdi_naa": Kolonne("Nå", "prosent", 0),
    "forskjell": Kolonne("Endring", "prosentpoeng", 0), "minste": Kolonne("Minste synlige", "prosentpoeng", 0), "ord": "Endret?",
}) for t in k.finnes("like")))  # fmt: skip

# %%
mk.vis(*(mk.tabell(t, tittel="Sammenhengen alene, og når de andre svarene er like", noter=si.DE_ANDRE, kolonner={
    "tekst": "Spørsmål", "n": antall, "verdi": Kolonne("Alene", "tall", 2), "mellom": "Alene, trolig",
    "andre_like": Kolonne("De andre like", "tall", 2), "andre_mellom": "De andre like, trolig",
}) for t in k.finnes("drivere")))  # fmt: skip

# %%
mk.vis(*(mk.tabell(
    a.nokkelord, tittel=f"Ord som er typiske for området: {a.sporsmal}", kilde=si.TALT, noter=si.NOKKELORD,
    kolonner={"ord": "Ord", "teller": Kolonne("Personer her", "antall"), "teller_mot": Kolonne("Personer i resten", "antall"),
              "ganger_tekst": "Ganger så ofte", "g2": Kolonne("G²", "tall", 1)},
) for a in k.apne))  # fmt: skip

# %%
mk.vis(*(mk.tabell(
    a.sammen, tittel=f"Ord som brukes av de samme: {a.sporsmal}", kilde=si.TALT,
    kolonner={"ord": "Ord", "med": "Sammen med", "teller": Kolonne("Personer", "antall"), "lofting": Kolonne("Ganger det tilfeldige", "tall", 1)},
) for a in k.apne))  # fmt: skip

# %%
mk.vis(*(mk.tabell(
    g, tittel=f"Temaene i hver gruppe: {a.sporsmal}", radhoder=2, kilde=si.TALT,
    kolonner={"tema": "Tema", "gruppe": "Gruppe", "teller": Kolonne("Personer", "antall"), "verdi": Kolonne("Andel", "prosent", 0)},
) for a in k.apne for g in a.finnes("grupper")))  # fmt: skip

# %% [markdown]
# ## Vedlegg: hva svarene er brukt til
#
# Spørsmålene det er pekt på i planen eller i bildene av stedet, og det de har ført til.

# %%
mk.vis(mk.setninger_sammenheng.sporet(
    mk.sammenheng.rundt(p.sporet, "kilde", koder=p.tabell("kodebok")["sporsmal"], indikatorer=p.oppsett.indikatorer), hva="Spørsmål",
))  # fmt: skip
