from __future__ import annotations

from tests.inn.arkhjelp import RADER, bok, csvfil, les


def test_stedet_sier_fil_ark_celle_og_kolonne(tmp_path):
    tabell = les(bok(tmp_path / "levekår.xlsx"))

    assert tabell.sted(1, "Teller") == {
        "fil": "levekår.xlsx", "ark": "Tall", "celle": "C3", "rad": 3, "kolonne": "Teller",
    }  # fmt: skip


def test_tekstfiler_har_ogsaa_bokstaver(tmp_path):
    tabell = les(csvfil(tmp_path / "a.csv", "Sone;Antall\n01;4\n"))

    assert tabell.bokstaver == ("A", "B")
    assert tabell.sted(0) == {"fil": "a.csv", "ark": "", "rad": 2}


def test_tabell_som_begynner_midt_paa_arket_faar_riktige_celler(tmp_path):
    def endre(ark):
        ark.insert_cols(1, 2)
        ark.insert_rows(1, 3)

    tabell = les(bok(tmp_path / "a.xlsx", endre=endre))

    assert tabell.celle(0, "Sone") == "C5"
    assert len(tabell.data) == len(RADER)
