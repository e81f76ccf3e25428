"""Tilbakefall mot gjennomsnittet: formelen, og at krympingen fjerner den falske bedringen."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from metodikk.metoder import tilbakefall


@pytest.mark.parametrize(
    ("samsvar", "ventet"), [(0, 26.972), (0.2, 21.578), (0.5, 13.486), (0.8, 5.394), (1, 0)]
)
def test_barnetts_eksempel_med_grense_40(samsvar, ventet):
    """Barnett, van der Pols og Dobson (2005): snitt 60, standardavvik 15, grense 40."""
    assert tilbakefall.tilbakefall(60, 15, 40, samsvar) == pytest.approx(ventet, abs=5e-4)


def test_over_en_grense_er_speilbildet_av_under():
    under = tilbakefall.tilbakefall(60, 15, 40, 0.5)

    assert tilbakefall.tilbakefall(60, 15, 80, 0.5, side="over") == pytest.approx(under)


def _kommuner(rng, aar, soner=60):
    """60 soner, sann andel 12 prosent ± 2, ingen effekt av noe."""
    sann = rng.normal(0.12, 0.02, soner).clip(0.02)
    nevner = rng.integers(300, 1500, soner)
    return pd.concat(
        pd.DataFrame(
            {
                "sone": [f"{i:02}" for i in range(soner)],
                "aar": a,
                "teller": rng.binomial(nevner, sann),
                "nevner": nevner,
            }
        )
        for a in aar
    )


def test_de_tre_verste_sonene_bedrer_seg_uten_tiltak_og_krympingen_vet_hvor_mye():
    rng = np.random.default_rng(11)
    raa, ventet, etter = [], [], []
    for _ in range(60):
        data = _kommuner(rng, [1, 2])
        foer = tilbakefall.ventet_uten_tiltak(data, [1]).set_index("sone")
        verst = foer["verdi"].nlargest(3).index
        raa.append(foer.loc[verst, "verdi"].mean())
        ventet.append(foer.loc[verst, "krympet"].mean())
        etter.append(
            tilbakefall.ventet_uten_tiltak(data, [2]).set_index("sone").loc[verst, "verdi"].mean()
        )

    assert np.mean(raa) - np.mean(etter) > 0.008
    assert np.mean(ventet) == pytest.approx(np.mean(etter), abs=0.003)


def test_en_sone_uten_tall_faar_nan_og_inndata_endres_ikke():
    data = pd.DataFrame(
        {"sone": list("ABC"), "aar": 2020, "teller": [5.0, np.nan, 9], "nevner": 100.0}
    )
    foer = data.copy()

    svar = tilbakefall.ventet_uten_tiltak(data, [2020])

    assert svar["verdi"].isna().tolist() == [False, True, False]
    pd.testing.assert_frame_equal(data, foer)
