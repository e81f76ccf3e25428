"use strict";
addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((d) => { d.open = true; }));

document.querySelectorAll(".levende").forEach((rot) => {
  const svg = rot.querySelector("svg[role=listbox]"), svar = rot.querySelector(".svar"), valg = rot.querySelector("select");
  const steder = [...svg.querySelectorAll("[role=option]")];
  const hele = svg.getAttribute("viewBox").split(" ").map(Number);
  const punkter = [...svg.querySelectorAll(".punkt")].map((p) => [p, p.getAttribute("transform")]);
  let ramme = [...hele], naa = -1;
  rot.hidden = false;
  const midt = steder.map((s) => {
    const b = s.getBBox(), t = s.transform.baseVal.consolidate(), m = t ? t.matrix : { e: 0, f: 0 };
    return [b.x + b.width / 2 + m.e, b.y + b.height / 2 + m.f];
  });
  steder.forEach((s, i) => {
    const o = document.createElement("option");
    o.value = String(i);
    o.textContent = s.getAttribute("aria-label").split(":")[0];
    valg.append(o);
    s.addEventListener("click", () => { velg(i); fortell(); });
  });

  function velg(i) {
    if (naa >= 0) { steder[naa].setAttribute("aria-selected", "false"); }
    naa = i;
    svg.toggleAttribute("data-valgt", i >= 0);
    if (i < 0) { svg.removeAttribute("aria-activedescendant"); svar.textContent = ""; valg.value = ""; return; }
    steder[i].setAttribute("aria-selected", "true");
    svg.setAttribute("aria-activedescendant", steder[i].id);
    valg.value = String(i);
    vis(midt[i]);
  }
  function fortell() { svar.textContent = naa < 0 ? "" : steder[naa].getAttribute("aria-label"); }
  function tegn() {
    svg.setAttribute("viewBox", ramme.map((v) => +v.toFixed(1)).join(" "));
    const m = Math.sqrt(ramme[2] / hele[2]).toFixed(3);
    punkter.forEach(([p, sted]) => p.setAttribute("transform", `${sted} scale(${m})`));
  }
  function flytt(dx, dy) {
    ramme[0] = Math.min(Math.max(ramme[0] + dx, hele[0]), hele[0] + hele[2] - ramme[2]);
    ramme[1] = Math.min(Math.max(ramme[1] + dy, hele[1]), hele[1] + hele[3] - ramme[3]);
    tegn();
  }
  function forstorr(f) {
    const b = Math.min(Math.max(ramme[2] * f, hele[2] / 12), hele[2]), h = b * hele[3] / hele[2];
    const dx = (ramme[2] - b) / 2, dy = (ramme[3] - h) / 2;
    ramme = [ramme[0], ramme[1], b, h];
    flytt(dx, dy);
  }
  function vis([x, y]) {
    const utenfor = x < ramme[0] || y < ramme[1] || x > ramme[0] + ramme[2] || y > ramme[1] + ramme[3];
    if (utenfor) { flytt(x - ramme[0] - ramme[2] / 2, y - ramme[1] - ramme[3] / 2); }
  }
  function nabo(dx, dy) {
    if (naa < 0) { return 0; }
    const [x0, y0] = midt[naa];
    let best = naa, minst = Infinity;
    midt.forEach(([x, y], i) => {
      const langs = (x - x0) * dx + (y - y0) * dy, tvers = Math.abs((x - x0) * dy) + Math.abs((y - y0) * dx);
      if (i !== naa && langs > 0.5 && langs + 2 * tvers < minst) { minst = langs + 2 * tvers; best = i; }
    });
    return best;
  }
  const piler = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const taster = {
    Home: () => velg(0), End: () => velg(steder.length - 1), Enter: fortell, " ": fortell,
    Escape: () => { velg(-1); knapper.alt(); }, "+": () => forstorr(1 / 1.5), "-": () => forstorr(1.5),
  };
  const knapper = {
    inn: () => forstorr(1 / 1.5), ut: () => forstorr(1.5),
    venstre: () => flytt(-ramme[2] / 5, 0), hoyre: () => flytt(ramme[2] / 5, 0),
    opp: () => flytt(0, -ramme[3] / 5), ned: () => flytt(0, ramme[3] / 5),
    alt: () => { ramme = [...hele]; tegn(); },
  };
  svg.addEventListener("keydown", (e) => {
    const pil = piler[e.key], gjor = taster[e.key];
    if (e.ctrlKey || e.metaKey || e.altKey || !(pil || gjor)) { return; }
    e.preventDefault();
    if (pil) { velg(nabo(...pil)); } else { gjor(); }
  });
  valg.addEventListener("change", () => { velg(valg.value === "" ? -1 : Number(valg.value)); fortell(); });
  if (svg.dataset.start) { ramme = svg.dataset.start.split(" ").map(Number); flytt(0, 0); }
  rot.querySelectorAll("button").forEach((k) => k.addEventListener("click", knapper[k.dataset.gjor]));
});
document.documentElement.dataset.klar = "ja";
