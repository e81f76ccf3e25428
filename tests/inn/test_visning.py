from __future__ import annotations

import pytest

from metodikk.inn.visning import sitat
from tests.inn.arkhjelp import RADER, bok, funnet


@pytest.mark.parametrize(
    "hemmelig", ["01018012345", "010180 12345", "ola@eksempel.no", "+47 99 88 77 66", "99887766"]
)
def test_numre_og_epost_maskeres(hemmelig):
    assert hemmelig not in sitat(f"Ring {hemmelig} i morgen")


def test_lang_tekst_kortes_ned():
    assert len(sitat("ord " * 100)) < 70


def test_fotnoter_med_kontaktperson_maskeres_i_funnet(tmp_path):
    fil = bok(tmp_path / "a.xlsx", [*RADER, [], ["Kontakt: 01018012345"]])

    assert "01018012345" not in funnet(fil, "K042").fant
