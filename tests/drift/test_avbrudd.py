"""Blir kjøringen drept midt i noe, står den forrige rapporten hel, og neste kjøring rydder opp."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time

import pytest

from metodikk.drift.avtrykk import sha256
from metodikk.drift.kjoring import kjor
from metodikk.drift.publisering import arbeidsmappe, publiser, rydd
from tests.conftest import ROT
from tests.drift.lite import les_json

MAL = "kunnskapsgrunnlag"
ANTALL = 30

IGJEN_OG_IGJEN = """
import sys
from metodikk.drift.kjoring import kjor
nummer = int(sys.argv[3])
while True:
    nummer += 1
    kjor(sys.argv[1], ["kunnskapsgrunnlag"], malmappe=__import__("pathlib").Path(sys.argv[2]), valg={"aar": nummer})
    print(nummer, flush=True)
"""
BYTT_OG_BYTT = """
import sys
from pathlib import Path
from tests.drift.test_avbrudd import bytt
nummer = 0
while True:
    nummer += 1
    bytt(Path(sys.argv[1]), nummer)
    if nummer == 1:
        print("i gang", flush=True)
"""


def bytt(ut, nummer):
    """Legg fram en liten rapport uten å kjøre noe: da treffer avbruddene selve byttet."""
    from metodikk.drift.kvittering import skriv_kvittering, utdata

    rydd(ut)
    arbeid = arbeidsmappe(ut, MAL)
    (arbeid / "rapport.html").write_text(f"{nummer}\n" * 2000, encoding="utf-8")
    skriv_kvittering({"nummer": nummer, "utdata": utdata(arbeid)}, arbeid)
    publiser(arbeid, ut / MAL)


def _start(kode, *argumenter):
    return subprocess.Popen(
        [sys.executable, "-c", kode, *map(str, argumenter)],
        cwd=ROT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def _drep(prosess):
    prosess.send_signal(signal.SIGKILL)
    prosess.wait()
    prosess.stdout.close()


def _tid_til_ny_rapport(prosjekt, maler, hjem):
    """Så lang tid bruker denne maskinen fra start til rapporten er lagt fram."""
    forrige, start = les_json(hjem / "kvittering.json")["nokkel"], time.monotonic()
    prosess = _start(IGJEN_OG_IGJEN, prosjekt, maler, 0)
    while les_json(hjem / "kvittering.json")["nokkel"] == forrige and time.monotonic() - start < 90:
        time.sleep(0.05)
    _drep(prosess)
    return time.monotonic() - start


def _er_hel(mappe):
    kvittering = les_json(mappe / "kvittering.json")
    return all(sha256(mappe / f["fil"]) == f["sha256"] for f in kvittering["utdata"])


@pytest.mark.treg
@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="SIGKILL og bytte i ett finnes bare på Linux"
)
def test_forrige_rapport_er_hel_uansett_naar_kjoeringen_drepes(prosjekt, maler):
    kjor(prosjekt, [MAL], malmappe=maler)
    tilfeldig = random.Random(2026)
    hjem, laget = prosjekt / "ut" / MAL, set()
    lengst = 1.3 * _tid_til_ny_rapport(prosjekt, maler, hjem)

    for runde in range(ANTALL):
        prosess = _start(IGJEN_OG_IGJEN, prosjekt, maler, 1000 * (runde + 1))
        time.sleep(tilfeldig.uniform(0.2, lengst))
        _drep(prosess)
        assert _er_hel(hjem), f"runde {runde}"
        laget.add(les_json(hjem / "kvittering.json")["nokkel"])

    assert len(laget) > 1, "ingen kjøring rakk å legge fram noe, så prøven sier ingenting"
    assert kjor(prosjekt, [MAL], malmappe=maler, paa_nytt=True).returkode == 0
    assert not list((prosjekt / "ut").glob(".arbeid*"))


@pytest.mark.treg
@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="SIGKILL og bytte i ett finnes bare på Linux"
)
def test_selve_byttet_kan_avbrytes_hvor_som_helst(tmp_path):
    tilfeldig = random.Random(7)
    bytt(tmp_path, 0)

    for runde in range(ANTALL):
        prosess = _start(BYTT_OG_BYTT, tmp_path)
        prosess.stdout.readline()
        time.sleep(tilfeldig.uniform(0, 0.05))
        _drep(prosess)
        assert _er_hel(tmp_path / MAL), f"runde {runde}"


@pytest.mark.treg
@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="barna følger forelderen bare på Linux"
)
def test_arbeiderne_lever_ikke_lenger_enn_den_som_startet_dem(prosjekt, maler):
    prosess = _start(IGJEN_OG_IGJEN, prosjekt, maler, 5)
    prosess.stdout.readline()
    time.sleep(0.4)
    _drep(prosess)
    time.sleep(0.5)

    assert kjor(prosjekt, [MAL], malmappe=maler).resultater[0].status in ("laget", "uendret")


@pytest.mark.treg
@pytest.mark.skipif(os.name == "nt", reason="SIGINT sendes på en annen måte på Windows")
def test_ctrl_c_gir_130_og_hel_rapport(prosjekt, maler):
    kjor(prosjekt, [MAL], malmappe=maler)
    prosess = subprocess.Popen(
        [sys.executable, "-m", "metodikk.cli", "demo", str(prosjekt.parent / "demo")],
        cwd=ROT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    time.sleep(3)
    os.killpg(prosess.pid, signal.SIGINT)
    _, feil = prosess.communicate(timeout=20)

    assert prosess.returncode == 130
    assert b"Traceback" not in feil
    assert _er_hel(prosjekt / "ut" / MAL)
