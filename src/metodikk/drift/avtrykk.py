"""Fingeravtrykk av filer, slik at uendret inndata kan kjennes igjen."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

_STOY = {".DS_Store", "Thumbs.db", "desktop.ini"}


def sha256(fil: Path) -> str:
    """Regn ut fingeravtrykket til en fil. Husker filer som ikke er endret siden sist."""
    s = fil.stat()
    return _sha256(str(fil), s.st_size, s.st_mtime_ns, s.st_ino)


@lru_cache(maxsize=4096)
def _sha256(fil: str, storrelse: int, endret: int, inode: int) -> str:
    with open(fil, "rb") as f:
        return hashlib.file_digest(f, "sha256").hexdigest()


def av_mappe(mappe: Path) -> dict[str, str]:
    """Fingeravtrykk av alle filene i en mappe: relativ sti med skråstrek forover → sha256."""
    filer = (f for f in sorted(mappe.rglob("*")) if f.is_file() and _teller_med(f))
    return {f.relative_to(mappe).as_posix(): sha256(f) for f in filer}


def av_verdi(verdi: Any) -> str:
    """Fingeravtrykk av noe som kan skrives som JSON, uavhengig av rekkefølgen på nøklene.

    >>> av_verdi({"a": 1, "b": 2}) == av_verdi({"b": 2, "a": 1})
    True
    """
    skrevet = json.dumps(verdi, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(skrevet.encode(errors="surrogateescape")).hexdigest()


def _teller_med(fil: Path) -> bool:
    return fil.name not in _STOY and not fil.name.startswith(("~$", ".~lock"))


@lru_cache(maxsize=1)
def av_pakken() -> str:
    """Fingeravtrykk av kildekoden og katalogene: endres koden, må rapportene lages på nytt."""
    import metodikk

    rot = Path(metodikk.__file__).parent
    filer = sorted(f for f in rot.rglob("*") if _er_kilde(f.relative_to(rot)))
    return av_verdi([(f.relative_to(rot).as_posix(), sha256(f)) for f in filer])


def _er_kilde(sti: Path) -> bool:
    utenfor = sti.parts[0] in {"_maler", "_eksempel"}
    return not utenfor and sti.suffix in {".py", ".toml", ".j2", ".html", ".css", ".js", ".docx"}
