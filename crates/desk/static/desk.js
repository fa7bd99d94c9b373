// What makes the pages quicker to the hand: keys, a brush over months, and the map when it comes into view.
// Every page does its work without this file.
"use strict";
(() => {
  const typing = (e) => e.target.closest("input, textarea, select, [contenteditable]");
  const go = { s: "/", r: "/review", b: "/briefs", a: "/alerts", k: "/settings" };
  let leader = 0;

  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.key === "Escape" && typing(e)) return e.target.blur();
    if (typing(e)) return;
    if (Date.now() - leader < 1500 && go[e.key]) return void (location.href = go[e.key]);
    leader = e.key === "g" ? Date.now() : 0;
    if (e.key === "/") { e.preventDefault(); return document.getElementById("q")?.focus(); }
    if (e.key === "?") return void (location.href = "/settings");
    if (e.key === "w") return document.querySelectorAll("details.said").forEach((d) => { d.open = !d.open; });
    const hit = document.querySelector(`[data-key="${CSS.escape(e.key)}"]`);
    if (!hit || e.key === "g") return;
    e.preventDefault();
    if (hit.tagName === "SUMMARY") {
      hit.parentElement.open = true;
      hit.parentElement.querySelector("select, input:not([type=hidden])")?.focus();
    } else if (hit.value === "note") {
      hit.form.elements.why.focus();
    } else hit.click();
  });

  // The menu closes when one goes on.
  document.addEventListener("click", (e) => {
    document.querySelectorAll(".more details[open]").forEach((d) => { if (!d.contains(e.target)) d.open = false; });
  });

  // Drag over the bars: from the first month to the last.
  let brush = null;
  const month = (e) => e.target.closest?.(".bars a[data-month]");
  const between = (a, b) => (m) => (a <= b ? a <= m && m <= b : b <= m && m <= a);
  document.addEventListener("pointerdown", (e) => { const a = month(e); brush = a && { a, from: a.dataset.month, to: a.dataset.month }; });
  document.addEventListener("dragstart", (e) => { if (month(e)) e.preventDefault(); });
  document.addEventListener("pointermove", (e) => {
    const a = brush && month(e);
    if (!a) return;
    brush.to = a.dataset.month;
    const inside = between(brush.from, brush.to);
    document.querySelectorAll(".bars a").forEach((x) => x.classList.toggle("brushed", inside(x.dataset.month)));
  });
  document.addEventListener("pointerup", () => {
    if (brush && brush.from !== brush.to) {
      const [from, to] = [brush.from, brush.to].sort();
      const there = new URL(brush.a.getAttribute("href") || brush.a.href.baseVal, location.href);
      there.searchParams.set("from", from);
      there.searchParams.set("to", to);
      location.href = there.href;
    }
    brush = null;
  });

  // The live map is large: it is loaded when its place is in view, and the drawing stays if it cannot be.
  const place = document.getElementById("map");
  if (place?.dataset.script) {
    const load = () => import(place.dataset.script).then((m) => m.start(place)).catch(() => place.classList.remove("live"));
    const tools = document.createElement("p");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = JSON.parse(place.dataset.words).load;
    tools.className = "map-tools";
    tools.append(button);
    place.append(tools);
    button.addEventListener("click", () => { tools.remove(); load(); });
  }
})();
