from __future__ import annotations

import datetime as dt

from tests.inn.arkhjelp import RADER, bok, csvfil, funnet, koder, les


def test_celle_med_bare_mellomrom_er_tom_og_meldes(tmp_path):
    fil = bok(tmp_path / "a.xlsx", [*RADER, ["0099000004", 2023, " \u00a0", 20]])

    assert funnet(fil, "K117").celle == "C5"
    assert les(fil).data.loc[3, "Teller"] is None


def test_apostrof_foran_koden_fjernes_og_meldes(tmp_path):
    fil = csvfil(tmp_path / "a.csv", "Sone;Antall\n'0301;4\n'0302;5\n")

    assert les(fil).data["Sone"].tolist() == ["0301", "0302"]
    assert (funnet(fil, "K119").antall, funnet(fil, "K119").rettet) == (2, True)


def test_apostrof_i_navn_roeres_ikke(tmp_path):
    fil = csvfil(tmp_path / "a.csv", "Sone;Sonenavn;Antall\n01;'Nordre' vik;4\n02;D'Arc;5\n")

    assert les(fil).data["Sonenavn"].tolist() == ["'Nordre' vik", "D'Arc"]
    assert koder(fil) == []


def test_hele_tall_forblir_hele_og_typene_beholdes(tmp_path):
    dag = dt.datetime(2024, 3, 1)
    fil = bok(tmp_path / "a.xlsx", [["0099000001", dag, 12, 12.5], ["0099000002", dag, 1e15, True]])

    verdier = les(fil).data.values.tolist()

    assert verdier[0][0] == "0099000001"
    assert (type(verdier[0][2]), verdier[0][3]) == (int, 12.5)
    assert verdier[1][3] is True
    assert verdier[0][1] == dt.date(2024, 3, 1)


def test_tomme_celler_er_none_i_begge_filtyper(tmp_path):
    excel = les(bok(tmp_path / "a.xlsx", [*RADER, ["0099000004", 2023, None, 20]]))
    tekst = les(csvfil(tmp_path / "a.csv", "Sone;År;Teller;Nevner\n01;2023;;20\n"))

    assert excel.data.loc[3, "Teller"] is None
    assert tekst.data.loc[0, "Teller"] is None
