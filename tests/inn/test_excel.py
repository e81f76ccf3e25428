from __future__ import annotations

import time
import tracemalloc
import zipfile

import openpyxl
import pytest

from tests.inn.arkhjelp import HODE, RADER, bok, endre_del, funnet, koder, legg_til_del, les


def flere_ark(fil, **ark):
    wb = openpyxl.Workbook()
    wb.remove(wb.active)
    for navn, rader in ark.items():
        side = wb.create_sheet(navn)
        for rad in rader:
            side.append(rad)
    wb.save(fil)
    return fil


TABELL = [HODE, *RADER]


def test_navngitt_ark_leses_uansett_skrivemaate(tmp_path):
    fil = flere_ark(tmp_path / "a.xlsx", **{"Ark 1": [["x", "y"], [1, 2]], "Levekår 2025": TABELL})

    assert les(fil, ark="levekår_2025").ark == "Levekår 2025"


def test_ukjent_ark_gir_listen_over_dem_som_finnes(tmp_path):
    assert "«Tall»" in funnet(bok(tmp_path / "a.xlsx"), "K101", ark="Data").fant


def test_arket_med_de_ventede_kolonnene_velges_og_de_andre_nevnes(tmp_path):
    fil = flere_ark(tmp_path / "a.xlsx", Notater=[["Husk", "å ringe"], ["x", "y"]], Tall=TABELL)

    tabell = les(fil)

    assert tabell.ark == "Tall"
    assert "«Notater»" in funnet(fil, "K120").fant


def test_flere_ark_med_samme_kolonner_gjettes_ikke(tmp_path):
    fil = flere_ark(tmp_path / "a.xlsx", **{"2023": TABELL, "2024": [[*HODE, "Kilde"], *RADER]})

    assert funnet(fil, "K113").fant == "«2023», «2024»"


def test_ark_med_filens_navn_foretrekkes(tmp_path):
    fil = flere_ark(tmp_path / "befolkning.xlsx", Befolkning=TABELL, Gammel=TABELL)

    assert les(fil).ark == "Befolkning"


def test_forklaringsarket_i_skjemaene_er_ikke_en_kandidat(tmp_path):
    fil = flere_ark(tmp_path / "a.xlsx", Forklaring=[["Felt", "Hva"], ["sone", "x"]], Tall=TABELL)

    assert koder(fil) == []


def test_bare_tomme_ark_stopper(tmp_path):
    assert koder(flere_ark(tmp_path / "a.xlsx", A=[], B=[])) == ["K002"]


def test_ark_uten_adresser_paa_cellene_leses_med_riktige_celler(tmp_path):
    """Noen programmer skriver verken radnummer eller celleadresser."""
    import re

    fil = bok(tmp_path / "a.xlsx", [*RADER, ["0099000004", 2023, "#REF!", 3]])
    with zipfile.ZipFile(fil) as pakke:
        deler = {n: pakke.read(n) for n in pakke.namelist()}
    ark = deler["xl/worksheets/sheet1.xml"]
    deler["xl/worksheets/sheet1.xml"] = re.sub(rb'(<(?:row|c))( r="[^"]*")', rb"\1", ark)
    with zipfile.ZipFile(fil, "w") as pakke:
        for navn, innhold in deler.items():
            pakke.writestr(navn, innhold)

    assert funnet(fil, "K107").celle == "C5"


def test_ark_med_navnerom_paa_elementene_leses(tmp_path):
    fil = bok(tmp_path / "a.xlsx", [*RADER, ["0099000004", 2023, "#N/A", 3]])
    with zipfile.ZipFile(fil) as pakke:
        deler = {n: pakke.read(n) for n in pakke.namelist()}
    ark = deler["xl/worksheets/sheet1.xml"].replace(b"xmlns=", b"xmlns:x=")
    deler["xl/worksheets/sheet1.xml"] = (
        ark.replace(b"</", b"</x:").replace(b"<", b"<x:").replace(b"<x:/x:", b"</x:")
    )
    with zipfile.ZipFile(fil, "w") as pakke:
        for navn, innhold in deler.items():
            pakke.writestr(navn, innhold)

    tabell = les(fil)

    assert tabell.data.shape == (4, 4)
    assert funnet(fil, "K107").celle == "C5"


def test_bortkommen_celle_nederst_til_hoyre_koster_verken_tid_eller_minne(tmp_path):
    fil = bok(tmp_path / "a.xlsx", endre=lambda ark: ark.__setitem__("XFD1048576", "."))

    tracemalloc.start()
    start = time.perf_counter()
    tabell = les(fil)
    brukt = time.perf_counter() - start
    topp = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert brukt < 2
    assert topp < 100e6
    assert tabell.data.shape == (3, 4)
    assert funnet(fil, "K118").celle == "XFD1048576"


def test_mye_innhold_langt_nede_regnes_ikke_som_bortkomment(tmp_path):
    def endre(ark):
        for rad in range(900, 960):
            ark.cell(rad, 1, f"00990000{rad}")
            ark.cell(rad, 3, rad)

    tabell = les(bok(tmp_path / "a.xlsx", endre=endre))

    assert tabell.rader[-1] == 959
    assert "K118" not in {f.kode for f in tabell.funn}


def test_spredte_celler_over_hele_arket_er_en_feil(tmp_path):
    def endre(ark):
        for i in range(1, 60):
            ark.cell(i * 17_000, i * 270, "x")

    assert koder(bok(tmp_path / "a.xlsx", endre=endre)) == ["K013"]


def test_makroer_kjoeres_ikke_og_meldes(tmp_path):
    fil = legg_til_del(bok(tmp_path / "a.xlsm"), "xl/vbaProject.bin", b"x")

    assert koder(fil) == ["K114"]


def test_lenker_til_andre_filer_foelges_ikke_og_meldes(tmp_path):
    fil = legg_til_del(bok(tmp_path / "a.xlsx"), "xl/externalLinks/externalLink1.xml", b"<x/>")

    assert koder(fil) == ["K115"]


@pytest.mark.parametrize(("tilstand", "kode"), [("hidden", "K102"), ("veryHidden", "K103")])
def test_skjulte_ark_meldes_og_leses_ikke(tmp_path, tilstand, kode):
    fil = flere_ark(tmp_path / "a.xlsx", Tall=TABELL, Gammel=TABELL)
    endre_del(
        fil,
        "xl/workbook.xml",
        'name="Gammel" sheetId="2" state="visible"',
        f'name="Gammel" sheetId="2" state="{tilstand}"',
    )

    funn = funnet(fil, kode)

    assert les(fil).ark == "Tall"
    assert "«Gammel»" in funn.fant


def test_skjult_ark_leses_naar_det_er_navngitt(tmp_path):
    fil = flere_ark(tmp_path / "a.xlsx", Tall=TABELL, Gammel=TABELL[:3])
    endre_del(
        fil,
        "xl/workbook.xml",
        'name="Gammel" sheetId="2" state="visible"',
        'name="Gammel" sheetId="2" state="hidden"',
    )

    assert les(fil, ark="Gammel").data.shape == (2, 4)


@pytest.mark.parametrize("navn", ["_lister", "Lister"])
def test_vaare_egne_skjulte_hjelpeark_er_ikke_et_funn(tmp_path, navn):
    fil = flere_ark(tmp_path / "a.xlsx", Tall=TABELL, **{navn: [["ja"], ["nei"]]})
    endre_del(
        fil,
        "xl/workbook.xml",
        f'name="{navn}" sheetId="2" state="visible"',
        f'name="{navn}" sheetId="2" state="hidden"',
    )

    assert koder(fil) == []
