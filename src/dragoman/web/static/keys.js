// Keys for reading and judging, and the place of a selection in an article's text. All else on the pages works without this script.
"use strict";
(() => {
  const said = document.getElementById("said");
  const off = () => localStorage.getItem("keys") === "off";
  const cards = () => [...document.querySelectorAll("[data-claim]")].filter((card) => card.tagName === "ARTICLE" && card.offsetParent);
  let at = -1;
  const say = (words) => { if (said) said.textContent = words; };
  const current = () => cards()[at];
  const go = (step) => {
    const all = cards();
    if (!all.length) return;
    at = Math.max(0, Math.min(all.length - 1, at + step));
    all.forEach((card) => card.classList.remove("here"));
    const card = all[at];
    card.classList.add("here");
    card.tabIndex = -1;
    card.focus({ preventScroll: false });
    say(`claim ${at + 1} of ${all.length}`);
  };
  const press = (key) => {
    const card = current();
    const here = card || document;
    const button = here.querySelector(`[data-key="${key}"]`) || (card ? null : document.querySelector(`[data-key="${key}"]`));
    if (button) {
      const box = button.closest("details");
      if (box) box.open = true;
      if (button.form && !button.form.reportValidity()) return;
      button.click();
    } else if (card) {
      location.href = `/claim/${encodeURIComponent(card.dataset.claim)}#judge`;
    }
  };
  // A browser counts UTF-16; the record counts code points.
  const points = (text) => [...text].length;
  const place = (root, node, offset) => {
    const range = document.createRange();
    range.setStart(root, 0);
    range.setEnd(node, offset);
    return range.toString();
  };
  const select = () => {
    const root = document.getElementById("text");
    const form = document.getElementById("by-hand");
    const chosen = document.getSelection();
    if (!root || !form || !chosen || chosen.isCollapsed || !root.contains(chosen.anchorNode) || !root.contains(chosen.focusNode)) {
      say("Select words of the article first.");
      return;
    }
    const range = chosen.getRangeAt(0);
    const from = range.startContainer.parentElement.closest("p[data-start]");
    const to = range.endContainer.parentElement.closest("p[data-start]");
    if (!from || !to) return;
    const start = Number(from.dataset.start) + points(place(from, range.startContainer, range.startOffset));
    const end = Number(to.dataset.start) + points(place(to, range.endContainer, range.endOffset));
    form.elements.start.value = start;
    form.elements.end.value = end;
    form.elements.words.value = from === to ? range.toString() : "";
    form.closest("details").open = true;
    document.getElementById("chosen").textContent = range.toString();
    say(from === to ? "Words taken over; fill in the claim." : "Select words of one paragraph.");
    form.elements.type.focus();
  };
  const help = () => {
    let box = document.getElementById("keys");
    if (!box) {
      box = document.createElement("dialog");
      box.id = "keys";
      const list = document.createElement("dl");
      for (const [key, what] of [["j / k", "next, previous claim"], ["f", "its finding"], ["e", "why"], ["w", "misread"], ["s / d", "same, different things"],
        ["u", "undo"], ["n", "a claim by hand from the selected words"], ["/", "search"], ["?", "these keys"]]) {
        const name = document.createElement("dt");
        const told = document.createElement("dd");
        name.textContent = key;
        told.textContent = what;
        list.append(name, told);
      }
      const label = document.createElement("label");
      const tick = document.createElement("input");
      tick.type = "checkbox";
      tick.checked = !off();
      tick.addEventListener("change", () => localStorage.setItem("keys", tick.checked ? "on" : "off"));
      label.append(tick, " single keys");
      const close = document.createElement("button");
      close.textContent = "close";
      close.addEventListener("click", () => box.close());
      box.append(list, label, close);
      document.body.append(box);
    }
    box.showModal();
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, dialog")) return;
    if (event.key === "?") { help(); return; }
    if (off()) return;
    const card = current();
    const acts = {
      j: () => go(1),
      k: () => go(-1),
      f: () => { if (card && card.dataset.finding) location.href = `/finding/${encodeURIComponent(card.dataset.finding)}`; },
      e: () => { if (card) location.href = `/claim/${encodeURIComponent(card.dataset.claim)}`; else press("e"); },
      w: () => press("w"), s: () => press("s"), d: () => press("d"), u: () => press("u"),
      n: select,
      "/": () => document.getElementById("search").focus(),
    };
    if (acts[event.key]) { event.preventDefault(); acts[event.key](); }
  });
})();
