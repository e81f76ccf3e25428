"""Tallene leses slik de er publisert: i regnearket, i tabellene på nettsiden og i de levende kartene."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from metodikk.grunn.feil import BrukFeil
from metodikk.inn.nettside import les_nettside
from metodikk.inn.publisert import les_publisert, les_rapport
from metodikk.ut import delhtml
from metodikk.ut.side import Figur, Kart, Kolonne, Symbol, Tabell

ANTALL = (Kolonne("Sone"), Kolonne("Antall", "antall"))
ANDEL = (Kolonne("Sone"), Kolonne("Andel", "prosent"))
SONER = (("Nord", Symbol.SKJULT), ("Sør", 1234))


def _side(mappe, *deler, navn="rapport.html"):
    mappe.mkdir(parents=True, exist_ok=True)
    (mappe / navn).write_text(f"<!doctype html><html><body>{''.join(deler)}</body></html>", "utf-8")
    return mappe / navn


def _tabell(kolonner=ANTALL, rader=SONER, tittel="Barn med vedtak, 2024", nummer="Tabell 1"):
    return delhtml.html(Tabell(tittel, kolonner, rader, id="t"), nummer=nummer)


def _ark(mappe, rader, tittel="Barn med vedtak, 2024", hode=("Sone", "Antall"), ark="Tabell 1"):
    bok = Workbook()
    blad = bok.active
    blad.title = ark
    for rad in ((f"{ark}. {tittel}",), ("Arket har én tabell.",), ("Tilbake",), hode, *rader):
        blad.append(rad)
    mappe.mkdir(parents=True, exist_ok=True)
    bok.save(mappe / "tall.xlsx")
    return mappe


def _felt(celler, *felt):
    return celler[list(felt)].to_numpy().tolist()


def test_tabellen_paa_nettsiden_har_samme_form_som_arket(tmp_path):
    _side(tmp_path / "r", _tabell())

    celler = les_rapport(tmp_path / "r")

    assert _felt(celler, "fil", "ark", "celle", "tall", "gruppe", "aar", "slag", "symbol") == [
        ["rapport.html", "Tabell 1", "rad 1, Antall", "barn med vedtak", "Nord", "2024", "antall", ":"],
        ["rapport.html", "Tabell 1", "rad 2, Antall", "barn med vedtak", "Sør", "2024", "antall", ""],
    ]  # fmt: skip
    assert celler["verdi"].iloc[1] == 1234


def test_samme_tabell_i_arket_og_paa_nettsiden_er_med_en_gang(tmp_path):
    _side(tmp_path / "r", _tabell())
    _ark(tmp_path / "r", [("Nord", ":"), ("Sør", 1234)])

    assert set(les_rapport(tmp_path / "r")["fil"]) == {"tall.xlsx"}


def test_en_tabell_som_viser_mer_paa_nettsiden_er_med_hel(tmp_path):
    _side(tmp_path / "r", _tabell(rader=(("Nord", 3), ("Sør", 1234))))
    _ark(tmp_path / "r", [("Nord", ":"), ("Sør", 1234)])

    celler = les_rapport(tmp_path / "r")

    assert _felt(celler, "fil", "symbol") == [
        ["tall.xlsx", ":"], ["tall.xlsx", ""], ["rapport.html", ""], ["rapport.html", ""],
    ]  # fmt: skip


def test_tall_bak_en_figur_er_foldet_sammen_men_leses_med_figurens_nummer(tmp_path):
    t = Tabell("Tallene bak: Barn med vedtak, 2024", ANDEL, (("Nord", -12.5), ("Sør", 3.0)))
    fil = _side(tmp_path, delhtml.html(Figur("Barn", "alt", t, id="f"), nummer="Figur 7"))

    (lest,) = les_nettside(fil)

    assert (lest.ark, lest.tittel) == ("Figur 7", "Barn med vedtak, 2024")
    assert [(r[1].verdi, r[1].desimaler) for r in lest.rader] == [(-12.5, 1), (3.0, 1)]


def test_tallene_i_et_levende_kart_leses(tmp_path):
    steder = [{"navn": n, "sier": s, "d": "", "fyll": "", "skravur": False, "fet": False, "nabo": False}
              for n, s in (("Nord", "14,1 prosent"), ("Sør", Symbol.SKJULT.ord))]  # fmt: skip
    levende = {"bredde": 1, "hoyde": 1, "soner": steder, "punkter": [], "start": [], "tegn": []}
    kart = Kart("Barn, 2024", "alt", Tabell("Barn, 2024", ANDEL, ()), levende=levende, id="k")
    _side(tmp_path / "r", delhtml.html(kart, nummer="Kart 2"))

    assert _felt(les_rapport(tmp_path / "r"), "ark", "celle", "tall", "gruppe", "slag", "symbol") == [
        ["Kart 2", "kartet, Nord", "barn", "Nord", "prosent", ""],
        ["Kart 2", "kartet, Sør", "barn", "Sør", "prosent", ":"],
    ]  # fmt: skip


def test_celler_over_flere_rader_og_kolonner_gjentas(tmp_path):
    fil = _side(tmp_path, "<table><tr><th>Sone<th>År<th>Antall<tr><th scope=row rowspan=2>Nord<td>2023<td>4"
                "<tr><td>2024<td>5<tr><td colspan=2>Sør<td>6</table>")  # fmt: skip

    assert [[r.verdi for r in rad] for rad in les_nettside(fil)[0].rader] == [
        ["Nord", 2023, 4], ["Nord", 2024, 5], ["Sør", "Sør", 6],
    ]  # fmt: skip


def test_en_kode_med_null_foran_er_ikke_et_tall(tmp_path):
    fil = _side(tmp_path, "<table><tr><th>Kode<th>Antall<tr><td>0099<td>−1 200,5</table>")

    assert [r.verdi for r in les_nettside(fil)[0].rader[0]] == ["0099", -1200.5]


def test_grenser_hoerer_til_tallet_til_venstre_for_dem(tmp_path):
    hode = ("Indikator", "År", "Her", "Fra", "Til", "Resten")
    tittel = "Området mot resten, i prosent"
    _ark(tmp_path / "r", [("Barn", "2024", 12.5, 8, 19, 10)], tittel, hode)

    assert _felt(les_rapport(tmp_path / "r"), "kolonne", "gruppe", "slag") == [
        ["Her", "området", "prosent"], ["Fra", "området", "nedre"], ["Til", "området", "ovre"],
        ["Resten", "resten av kommunen", "prosent"],
    ]  # fmt: skip


@pytest.mark.parametrize("tittel", ["Andel", None])
@pytest.mark.parametrize("enhet", ["prosent", "per 1 000", "per 10 000"])
def test_enheten_leses_ogsaa_naar_overskriften_bare_er_enheten(tmp_path, tittel, enhet):
    verdi = Kolonne(tittel or enhet.capitalize(), enhet)
    hode = ("Sone", *(k.overskrift for k in (verdi, Kolonne("Nedre grense", enhet))))
    _ark(tmp_path / "r", [("Nord", 12.5, 8.1), ("Sør", ":", ":")], "Barn med vedtak, 2024", hode)

    assert _felt(les_rapport(tmp_path / "r"), "tall", "slag", "symbol") == [
        ["barn med vedtak", enhet, ""], ["barn med vedtak", "nedre", ""],
        ["barn med vedtak", enhet, ":"], ["barn med vedtak", "nedre", ":"],
    ]  # fmt: skip


def test_to_rader_som_bare_skilles_av_en_tekst_er_ikke_samme_tall(tmp_path):
    _ark(
        tmp_path / "r",
        [("Nord", "kvinner", ":"), ("Nord", "menn", 20)],
        hode=("Sone", "Kjønn", "Antall"),
    )

    celler = les_rapport(tmp_path / "r")

    assert celler["tall"].tolist() == ["barn med vedtak · kvinner", "barn med vedtak · menn"]


def test_like_rader_uten_noe_som_skiller_dem_er_ikke_samme_tall(tmp_path):
    _ark(tmp_path / "r", [("Nord", ":"), ("Nord", 20)])

    assert les_rapport(tmp_path / "r")["tall"].nunique() == 2


def test_rapporter_som_ikke_er_lagt_fram_leses_ikke(tmp_path):
    _side(tmp_path / ".arbeid-r-1", _tabell())
    _side(tmp_path / "r", _tabell())

    assert set(les_publisert(tmp_path)["rapport"]) == {"r"}


def test_en_skadet_fil_sier_fra_med_navnet(tmp_path):
    (tmp_path / "r").mkdir()
    (tmp_path / "r" / "tall.xlsx").write_bytes(b"PK halv fil")

    with pytest.raises(BrukFeil, match="K849") as e:
        les_rapport(tmp_path / "r")

    assert e.value.funn[0].fil == "r/tall.xlsx"


@pytest.mark.parametrize("innhold", ["", "<!-- -->", "<p>Ingen tabell", "<table></table>"])
def test_en_side_uten_tabeller_har_ingen_tall(tmp_path, innhold):
    (tmp_path / "r").mkdir()
    (tmp_path / "r" / "rapport.html").write_text(innhold, encoding="utf-8")

    assert les_rapport(tmp_path / "r").empty


NIVAA_HODE = ("Sone", "Andel (prosent)", "Nedre grense (prosent)", "Øvre grense (prosent)")


@pytest.mark.parametrize(
    ("hode", "rad", "tittel", "note", "nivaa"),
    [
        (("Sone", "Andel (prosent)", "Nedre 99,8 % (prosent)", "Øvre 99,8 % (prosent)"), (), "", "", 0.998),
        (("Sone", "Andel (prosent)", "99 % nedre grense", "Øvre grense (99 prosent)"), (), "", "", 0.99),
        ((*NIVAA_HODE, "Merknad"), ("80 prosent konfidensintervall",), "", "", 0.8),
        (NIVAA_HODE, (), ", med 90 prosents konfidensintervall", "", 0.9),
        (NIVAA_HODE, (), "", "Fra og til: 99-prosentintervall.", 0.99),
        (NIVAA_HODE, (), "", "Vist med 95- og 99-prosentintervall.", None),
        (NIVAA_HODE, (), "", "Over 50 prosent bor trangt.", None),
    ],
)  # fmt: skip
@pytest.mark.parametrize("som", ["ark", "side"])
def test_konfidensnivaaet_leses_der_det_staar(tmp_path, hode, rad, tittel, note, nivaa, som):
    tittel = f"Barn med vedtak, 2024{tittel}"
    if som == "ark":
        _ark(tmp_path / "r", [("Sør", 5.5, 1.5, 16.5, *rad)], tittel, hode)
        _note_i_arket(tmp_path / "r", note)
    else:
        celler = "".join(f"<td>{str(v).replace('.', ',')}" for v in ("Sør", 5.5, 1.5, 16.5, *rad))
        _side(tmp_path / "r", "<div><table><caption>Tabell 1 ", tittel, "</caption><tr>",
              *(f"<th>{h}" for h in hode), "<tr>", celler, f"</table></div><div><p>{note}</div>")  # fmt: skip

    celler = les_rapport(tmp_path / "r")

    grenser = celler[celler["slag"].isin(["nedre", "ovre"])]
    assert grenser["slag"].tolist() == ["nedre", "ovre"]
    assert grenser["tall"].tolist() == ["barn med vedtak"] * 2
    assert [n if n == n else None for n in grenser["konfidens"]] == [nivaa] * 2
    assert celler.loc[celler["slag"] == "prosent", "konfidens"].isna().all()


def _note_i_arket(mappe, note):
    from openpyxl import load_workbook

    bok = load_workbook(mappe / "tall.xlsx")
    bok.worksheets[0]["A2"] = f"Arket har én tabell. {note}"
    bok.save(mappe / "tall.xlsx")
