"""År som er samlet i perioder i kunnskapsgrunnlaget: færre tall skjules, og ingen år kan regnes ut."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metodikk.drift.prosjekt import aapne, eksempelmappe
from metodikk.grunn.kataloger import katalog
from metodikk.metoder import kunnskapsgrunnlag, omraader
from metodikk.metoder._kunnskap_aar import hele_perioder, perioder
from metodikk.metoder.prikking import Port, prikk

VOLD = "anmeldt_vold"


@pytest.fixture(scope="module")
def prosjekt():
    return aapne(eksempelmappe())


def _valg(p, aar, *koder):
    egne = {k: katalog("indikatorer")[k] | {"aar_sammen": aar} for k in koder or (VOLD,)}
    return {"omraade": p.omraade.soner, "naboer": p.naboer, "indikatorer": egne}


@pytest.fixture(scope="module")
def lag(prosjekt):
    return cache(
        lambda aar: kunnskapsgrunnlag.lag(
            prosjekt.tabeller, grenser=prosjekt.grenser, **_valg(prosjekt, aar)
        )
    )


def _port(p, aar, *koder) -> Port:
    return kunnskapsgrunnlag.porter(p.tabeller, **_valg(p, aar, *koder))[1]


@given(
    aar=st.sets(st.integers(2000, 2025), min_size=1),
    minst=st.integers(2, 6),
    brudd=st.sets(st.integers(2000, 2025), max_size=3),
)
def test_periodene_deler_alle_aarene_og_krysser_ingenting(aar, minst, brudd):
    svar = perioder(aar, minst, brudd=sorted(brudd))

    assert [a for p in svar for a in p] == sorted(aar)
    assert all(b - a == 1 and b not in brudd for p in svar for a, b in pairwise(p))
    for p, neste in pairwise(svar):
        henger_sammen = neste[0] - p[-1] == 1 and neste[0] not in brudd
        assert not henger_sammen or min(len(p), len(neste)) >= minst
        assert not henger_sammen or len(neste) == minst  # bare den første er lengre
    assert len(svar[-1]) < 2 * minst


def test_faerre_tall_skjules_naar_aarene_samles(prosjekt):
    foer, etter = (_port(prosjekt, n).omfang(prosjekt.grenser) for n in (1, 2))

    assert etter.skjult < foer.skjult
    assert etter.andel > foer.andel


def test_serien_har_perioder_og_krysser_ikke_grensen_som_ble_ny_i_2019(lag):
    serien = lag(2).serie(VOLD).tabell

    her = serien[serien["sone"] == omraader.OMRAADE]
    assert her["aar"].tolist() == ["2014–2016", "2017–2018", "2019–2021", "2022–2023", "2024–2025"]
    assert her["teller"].notna().all()


def test_periodene_er_summen_av_aarene(prosjekt, lag):
    data = prosjekt.tabell("indikatorer").query("indikator == @VOLD")
    her = data[data["sone"].isin(prosjekt.omraade.soner)]

    serien = lag(2).serie(VOLD).tabell.set_index(["sone", "aar"])["teller"]

    assert (
        serien[(omraader.OMRAADE, "2019–2021")] == her.query("2019 <= aar <= 2021")["teller"].sum()
    )


def test_endringen_er_mellom_den_foerste_og_den_siste_perioden(lag):
    endring = lag(2).endring.tabell.set_index("indikator").loc[VOLD]

    assert (endring["fra"], endring["til"]) == ("2014–2016", "2024–2025")


def test_de_andre_indikatorene_er_som_foer(lag):
    en, to = (lag(n).utvikling.tabell.query("indikator != @VOLD") for n in (1, 2))

    pd.testing.assert_frame_equal(en.reset_index(drop=True), to.reset_index(drop=True))


@pytest.mark.parametrize("aar", [2, 3, 4, 5])
def test_ingen_enkelt_aar_kan_regnes_ut_av_periodene(prosjekt, aar):
    """Skrevet uten motoren: hvert tall er en sum av år i soner, og ingen sum av dem er ett år."""
    port = _port(prosjekt, aar)
    celler = port.data[port.data["indikator"] == VOLD]
    aarene = sorted(prosjekt.tabell("indikatorer").query("indikator == @VOLD")["aar"].unique())
    enheter = omraader.enheter(
        prosjekt.tabell("soner")["sone"].tolist(), prosjekt.omraade.soner, prosjekt.naboer
    )
    soner = list(enheter["kommune"])
    rader = []
    for sone, tid in zip(celler["sone"], celler["tid"], strict=True):
        inne = [s in enheter.get(sone, (sone,)) for s in soner]
        fra, til = int(tid[:4]), int(tid[-4:])
        rader.append(np.outer(inne, [fra <= a <= til for a in aarene]).ravel())
    vist = np.array(rader, dtype=float)

    rang = np.linalg.matrix_rank(vist)
    for a in aarene:
        ett_aar = np.outer([s in prosjekt.omraade.soner for s in soner], [b == a for b in aarene])
        assert np.linalg.matrix_rank(np.vstack([vist, ett_aar.ravel()])) > rang


def test_en_skjult_periode_vernes_ogsaa_naar_en_lengre_vises():
    """2022–2025 vises. Da kan ikke bare den ene av de to periodene i den skjules."""
    data = pd.DataFrame({"tid": ["2022–2023", "2024–2025", "2022–2025"], "teller": [3, 40, 43]})
    summer = {"tid": {t: [str(a) for a in range(int(t[:4]), int(t[5:]) + 1)] for t in data["tid"]}}

    k = prikk(data, celle=["tid"], summer=summer, serie="tid", hele_perioder="tid")

    assert k.tabell["teller"].isna().sum() >= 2
    assert np.isnan(k.tabell["teller"][0])


def test_serieregelen_gjelder_ogsaa_perioder():
    data = pd.DataFrame({"tid": ["2018–2019", "2020–2021", "2022–2023"], "teller": [2, 3, 40]})
    summer = {"tid": {t: [t[:4], t[5:]] for t in data["tid"]}}

    k = prikk(data, celle=["tid"], summer=summer, serie="tid")

    assert k.tabell["teller"].isna().all()
    assert "for mange skjulte år" in k.skjult["regel"].tolist()


@pytest.mark.parametrize(("aar", "samlet", "ventet"), [
    ([2025], [[2022, 2023], [2024, 2025]], [2024, 2025]),
    ([2023, 2024, 2025], [[2022, 2023], [2024, 2025]], [2022, 2023, 2024, 2025]),
    ([2021, 2022, 2023, 2024, 2025], [[2018, 2019], [2022, 2023, 2024, 2025]], [2022, 2023, 2024, 2025]),
    ([2023, 2024, 2025], None, [2023, 2024, 2025]),
    ([], [[2024, 2025]], []),
])  # fmt: skip
def test_tabellene_viser_hele_perioder(aar, samlet, ventet):
    assert hele_perioder(aar, samlet) == ventet
