"""Felles for testene i nettleser: Chromium, axe-core fra npm og en logg over alt siden ber om."""

from __future__ import annotations

import atexit
import shutil
import subprocess
import tarfile
import tempfile
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

AXE = "axe-core@4.14.1"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGG = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
REGLER = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
SIDER = ((1280, "light"), (320, "light"), (1280, "dark"), (320, "dark"))


@pytest.fixture(scope="session")
def chromium():
    """Gi en nettleser, eller hopp over med grunn."""
    program = next((p for n in CHROMIUM if (p := shutil.which(n))), None)
    if program is None:
        pytest.skip("Chromium er ikke installert på maskinen.")
    pytest.importorskip("playwright.sync_api", reason="playwright er ikke installert.")
    return _nettleser(program)


@cache
def _nettleser(program: str):
    """Én nettleser for hele kjøringen: playwright kan ikke startes to ganger i samme prosess."""
    from playwright.sync_api import sync_playwright

    p = sync_playwright().start()
    nettleser = p.chromium.launch(executable_path=program, args=list(FLAGG))
    atexit.register(p.stop)
    atexit.register(nettleser.close)
    return nettleser


@pytest.fixture(scope="session")
def axe() -> str:
    """Gi kildekoden til axe-core, hentet fra npm til en mappe utenfor prosjektet."""
    mappe = Path(tempfile.gettempdir()) / f"metodikk-{AXE.replace('@', '-')}"
    fil = mappe / "axe.min.js"
    if not fil.is_file():
        if shutil.which("npm") is None:
            pytest.skip("npm er ikke installert, så axe-core kan ikke hentes.")
        mappe.mkdir(exist_ok=True)
        svar = subprocess.run(
            ["npm", "pack", AXE, "--silent"], cwd=mappe, capture_output=True, text=True, check=False
        )
        if svar.returncode:
            pytest.skip(f"axe-core kunne ikke hentes fra npm: {svar.stderr.strip()[:200]}")
        with tarfile.open(next(mappe.glob("*.tgz"))) as pakke:
            fil.write_bytes(pakke.extractfile("package/axe.min.js").read())
    return fil.read_text(encoding="utf-8")


@contextmanager
def aapnet(
    nettleser, fil: Path, bredde: int = 1280, farger: str = "light", *, apne_alt: bool = True
):
    """Åpne en fil og gi siden, med listen over alt den ba om og alle feil den meldte."""
    kontekst = nettleser.new_context(
        viewport={"width": bredde, "height": 900}, color_scheme=farger, reduced_motion="reduce"
    )
    side = kontekst.new_page()
    side.forespurt, side.feil = [], []
    side.on("request", lambda r: side.forespurt.append(r.url))
    side.on("pageerror", lambda e: side.feil.append(str(e)))
    side.on("console", lambda m: side.feil.append(m.text) if m.type == "error" else None)
    side.goto(Path(fil).resolve().as_uri())
    side.wait_for_load_state()
    if apne_alt:
        utfold(side)
    yield side
    kontekst.close()


def utfold(side) -> None:
    """Åpne alt som er foldet sammen, så det også blir prøvd."""
    side.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")


def brudd(side, axe: str) -> list[str]:
    """Kjør axe på siden og gi bruddene i klartekst."""
    side.evaluate(axe)
    svar = side.evaluate(
        "r => axe.run(document, {runOnly: r, rules: {'target-size': {enabled: true}}})",
        list(REGLER),
    )
    assert len(svar["passes"]) > 15, "axe kjørte ikke over siden"
    return [
        f"{b['id']} ({b['impact']}): {n['html'][:160]} | {n['failureSummary'][:200]}"
        for b in svar["violations"]
        for n in b["nodes"][:3]
    ]


def utenfra(side) -> list[str]:
    """Alt siden ba om som ikke er filen selv eller innebygde data."""
    return [u for u in side.forespurt if not u.startswith(("file:", "data:", "about:", "blob:"))]
