"""Ett ord åpner alle dører: metoden heter det samme som kapitlet, modulen, malen og testen."""

from __future__ import annotations

import pytest

from metodikk.grunn.kataloger import katalog
from tests.conftest import ROT

MALER = sorted(katalog("maler"))
METODER = sorted(
    p.stem
    for p in (ROT / "src/metodikk/metoder").iterdir()
    if not p.name.startswith("_") and p.suffix != ".pyc"
)


@pytest.mark.parametrize("mal", MALER)
def test_hver_mal_har_modul_kilde_notatbok_og_test(mal):
    doerer = [
        ROT / f"src/metodikk/metoder/{mal}",
        ROT / f"templates/_kilde/{mal}",
        ROT / f"templates/{mal}",
        ROT / f"tests/metoder/test_{mal}",
        ROT / f"tests/ende_til_ende/test_{mal}",
    ]

    mangler = [
        d.relative_to(ROT).as_posix()
        for d in doerer
        if not list(d.parent.glob(f"{d.name}.*")) and not d.is_dir()
    ]

    assert not mangler


@pytest.mark.parametrize("metode", METODER)
def test_hver_metode_har_test(metode):
    assert (ROT / f"tests/metoder/test_{metode}.py").is_file()


@pytest.mark.parametrize("metode", sorted({*METODER, *MALER}))
def test_hver_metode_har_kapittel(metode):
    assert list((ROT / "book").rglob(f"{metode}.md"))


@pytest.mark.parametrize("mal", MALER)
def test_malens_tabeller_finnes_i_skjemaet(mal):
    oppslag = katalog("maler")[mal]

    assert {*oppslag["trenger"], *oppslag["bruker"]} <= {*katalog("skjema"), "geografi"}
