"""Legger fram en ferdig rapport i ett grep: enten står den gamle der, eller den nye, aldri en halv."""

from __future__ import annotations

import ctypes
import errno
import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from metodikk.drift import avtrykk
from metodikk.drift.kvittering import FILNAVN as KVITTERING
from metodikk.drift.kvittering import les_kvittering
from metodikk.grunn.feil import BrukFeil
from metodikk.grunn.meldinger import funn

ARBEID, FORRIGE, EGNE = ".arbeid-", ".forrige-", "egne-endringer"
_CWD, _BYTT = -100, 2


@contextmanager
def laas(ut: Path) -> Iterator[None]:
    """Hold prosjektet for oss selv mens rapportene lages. BrukFeil når en annen holder på."""
    from filelock import FileLock, Timeout

    with skrivefeil(ut):
        ut.mkdir(parents=True, exist_ok=True)
        laas_ = FileLock(ut / ".laas", timeout=0)
        try:
            laas_.acquire()
        except Timeout as e:
            raise BrukFeil(funn("K830", sted={"fil": f"{ut.name}/"})) from e
    try:
        yield
    finally:
        laas_.release()


def rydd(ut: Path) -> None:
    """Fjern rester etter en kjøring som ble avbrutt, og legg tilbake en rapport midt i et bytte.

    Må bare kalles med låsen. Da vet vi at ingen bruker mappene.
    """
    for forrige in ut.glob(f"{FORRIGE}*"):
        maal = ut / forrige.name.removeprefix(FORRIGE)
        if maal.exists():
            shutil.rmtree(forrige, ignore_errors=True)
        else:
            forrige.rename(maal)
    for arbeid in ut.glob(f"{ARBEID}*"):
        shutil.rmtree(arbeid, ignore_errors=True)


def arbeidsmappe(ut: Path, mal: str) -> Path:
    """Lag en tom mappe rapporten kan lages i. Den ligger på samme disk som målet."""
    with skrivefeil(ut):
        mappe = ut / f"{ARBEID}{mal}-{secrets.token_hex(4)}"
        mappe.mkdir(parents=True)
    return mappe


def publiser(arbeid: Path, maal: Path) -> Path | None:
    """Bytt ut `maal` med den ferdige mappen `arbeid`. Gir mappen egne endringer er lagt i, om noen.

    Bruk denne til slutt, når kvitteringen er skrevet. Filer noen har endret for hånd i den gamle
    rapporten, blir tatt vare på.
    """
    with skrivefeil(maal):
        _skriv_til_disk(arbeid)
        if not maal.exists():
            arbeid.rename(maal)
            _skriv_til_disk(maal.parent)
            return None
        gammel = _bytt(arbeid, maal)
        reddet = _ta_vare_paa(gammel, maal)
        shutil.rmtree(gammel, ignore_errors=True)
    return reddet


def _bytt(arbeid: Path, maal: Path) -> Path:
    """Bytt plass på to mapper. Gir stedet den gamle ligger etterpå."""
    if _bytt_i_ett(arbeid, maal):
        return arbeid
    gammel = maal.with_name(f"{FORRIGE}{maal.name}")
    shutil.rmtree(gammel, ignore_errors=True)
    try:
        maal.rename(gammel)
    except PermissionError as e:
        raise BrukFeil(
            funn("K831", sted={"fil": maal.name}, mappe=f"ut/{maal.name}", fil=_aapen_fil(maal))
        ) from e
    arbeid.rename(maal)
    return gammel


def _bytt_i_ett(a: Path, b: Path) -> bool:
    """La kjernen i Linux bytte to mapper i ett. Usann der det ikke finnes."""
    if not sys.platform.startswith("linux"):
        return False
    bytt = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if bytt is None:
        return False
    if bytt(_CWD, os.fsencode(a), _CWD, os.fsencode(b), _BYTT) == 0:
        return True
    if (nummer := ctypes.get_errno()) in (errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP):
        return False
    raise OSError(nummer, os.strerror(nummer), str(b))


def _skriv_til_disk(mappe: Path) -> None:
    """Be om at innholdet virkelig er lagret, slik at et strømbrudd ikke gir tomme filer."""
    for sti in [*mappe.iterdir(), mappe]:
        if sti.is_dir() and os.name == "nt":
            continue
        if sti.is_dir() and sti != mappe:
            continue
        fd = os.open(sti, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        try:
            os.fsync(fd)
        except OSError as e:
            # Windows lar oss ikke gjøre dette på filer som er åpnet for lesing.
            if e.errno not in (errno.EBADF, errno.EINVAL):
                raise
        finally:
            os.close(fd)


def _ta_vare_paa(gammel: Path, maal: Path) -> Path | None:
    """Flytt filer som er lagt til eller endret for hånd, ut av den gamle rapporten."""
    laget = {f["fil"]: f["sha256"] for f in les_kvittering(gammel).get("utdata", ())}
    if not laget:
        return None
    egne = [
        f
        for f in gammel.iterdir()
        if f.is_file() and f.name != KVITTERING and laget.get(f.name) != avtrykk.sha256(f)
    ]
    if not egne:
        return None
    nummer = 1
    while (hjem := maal.parent / EGNE / f"{maal.name}-{nummer}").exists():
        nummer += 1
    hjem.mkdir(parents=True)
    for fil in egne:
        fil.rename(hjem / fil.name)
    return hjem


def _aapen_fil(mappe: Path) -> str:
    for fil in sorted(mappe.iterdir()):
        try:
            fil.open("r+b").close()
        except OSError:
            return fil.name
    return "filene i mappen"


@contextmanager
def skrivefeil(mappe: Path) -> Iterator[None]:
    """Gjør full disk og manglende skrivetilgang om til meldinger brukeren kan gjøre noe med."""
    try:
        yield
    except OSError as e:
        if e.errno in (errno.ENOSPC, errno.EDQUOT):
            raise BrukFeil(funn("K833")) from e
        if e.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise BrukFeil(funn("K832", sted={"fil": mappe.name}, mappe=mappe.name)) from e
        raise
