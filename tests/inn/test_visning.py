from __future__ import annotations

import pytest

from metodikk.inn.visning import sitat
from tests.inn.arkhjelp import RADER, bok, funnet


@pytest.mark.parametrize(
    "hemmelig", ["13097248022", "130972 48022", "ola@eksempel.no", "+47 22 33 44 55"]
)
def test_personopplysninger_skjules(hemmelig):
    assert hemmelig not in sitat(f"Ring {hemmelig} i morgen")


def test_lang_tekst_kortes_ned():
    assert len(sitat("ord " * 100)) < 70


def test_fotnoter_med_kontaktperson_maskeres_i_funnet(tmp_path):
    fil = bok(tmp_path / "a.xlsx", [*RADER, [], ["Kontakt: 13097248022"]])

    assert "13097248022" not in funnet(fil, "K042").fant
