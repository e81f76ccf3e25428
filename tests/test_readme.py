"""README lover det som faktisk kjøres, og dokumentasjonen peker ikke på noe som mangler."""

from __future__ import annotations

import re

import pytest

from tests.conftest import ROT

README = (ROT / "README.md").read_text(encoding="utf-8")
DOKUMENTER = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"]


def _kommando(merke: str) -> str:
    return re.search(rf"<!-- bash: {merke} -->\n```bash\n(.+?)\n```", README, re.DOTALL)[1]


def test_readme_er_kort():
    assert len(README.splitlines()) <= 120


@pytest.mark.parametrize("merke", ["demo", "prov"])
def test_kommandoen_er_en_linje_med_laaste_versjoner(merke):
    kommando = _kommando(merke)

    assert "\n" not in kommando
    assert "-c versjoner.txt" in kommando


def test_ci_henter_begge_kommandoene_fra_readme():
    skript = (ROT / ".ci" / "run").read_text(encoding="utf-8")

    assert "fra_readme demo" in skript
    assert "fra_readme prov" in skript


def test_hver_bashkommando_finnes_ogsaa_for_powershell():
    assert README.count("```powershell") == README.count("<!-- bash:")


def test_readme_har_ett_avsnitt_paa_engelsk_og_bilde_med_alternativ_tekst():
    engelsk = README.split("## In English\n")[1].strip()

    assert len(engelsk.splitlines()) == 1
    assert re.search(r"!\[[^\]]{40,}\]\(book/bilder/rapport\.png\)", README)


def test_versjonene_er_laast_uten_adresser_og_kontrollsummer():
    linjer = [
        x
        for x in (ROT / "versjoner.txt").read_text(encoding="utf-8").splitlines()
        if x and x[0] != "#"
    ]

    assert all(re.match(r"[a-z0-9._-]+==[^ ]+( ;.*)?$", linje) for linje in linjer)
    assert not re.search(r"https?:|--hash|--index", "\n".join(linjer))


@pytest.mark.parametrize("dokument", DOKUMENTER)
def test_lenkene_peker_paa_filer_som_finnes(dokument):
    tekst = (ROT / dokument).read_text(encoding="utf-8")
    lenker = [x for x in re.findall(r"\]\(([^)#]+)", tekst) if not x.startswith("http")]

    assert [x for x in lenker if not (ROT / x).exists()] == []


@pytest.mark.parametrize("kommando", ["ny", "kontroll", "kjor", "forklar", "demo"])
def test_kommandoene_i_readme_finnes(kommando):
    cli = (ROT / "src/metodikk/cli.py").read_text(encoding="utf-8")

    assert f"metodikk {kommando}" in README
    assert re.search(rf"\b{kommando}\b", cli)
