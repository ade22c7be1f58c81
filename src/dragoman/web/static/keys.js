// Keys for reading and judging, and the place of a selection in an article's text. All else on the pages works without this script.
"use strict";
(() => {
  const said = document.getElementById("said");
  const say = (words) => { if (said) said.textContent = words; };
  const store = (() => { try { return window.localStorage; } catch { return null; } })();
  const off = () => store?.getItem("keys") === "off";
  const cards = () => [...document.querySelectorAll("article[data-claim]")].filter((card) => card.offsetParent);
  let at = -1;
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
  // An address may name a claim: reading goes on from there, and what was just judged of it is told.
  const arrive = () => {
    let target = null;
    try { target = document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch { /* no address of ours */ }
    if (!target) return;
    at = cards().indexOf(target);
    const judged = target.querySelectorAll(".judged > span");
    if (judged.length) say(judged[judged.length - 1].textContent);
  };
  const press = (key) => {
    const card = current();
    const button = (card || document).querySelector(`[data-key="${key}"]`);
    if (button) {
      const box = button.closest("details");
      if (box) box.open = true;
      const other = "sd".includes(key) ? button.form.elements.other : null;
      if (other && other.options.length > 1) {
        other.focus();
        say("Choose the other claim, then the button.");
      } else if (button.form.reportValidity()) button.click();
    } else if (key === "u") say("Nothing to undo here.");
    else if (card) location.href = `/claim/${encodeURIComponent(card.dataset.claim)}#judge`;
  };
  // A browser counts UTF-16, the record code points; characters that are not seen are shown by their number and count as one.
  const unseen = (text) => text.replace(/⟨U\+(10[0-9A-F]{4}|[0-9A-F]{4,5})⟩/gu, (shown, code) => {
    const letter = String.fromCodePoint(parseInt(code, 16));
    return /^\p{C}$/u.test(letter) ? letter : shown;
  });
  const before = (paragraph, node, offset) => {
    const range = document.createRange();
    range.setStart(paragraph, 0);
    range.setEnd(node, offset);
    return [...unseen(range.toString())].length;
  };
  const form = document.getElementById("by-hand");
  const paragraph = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest("#text p[data-start]");
  const select = () => {
    if (!form) return;
    form.closest("details").open = true;
    const range = document.getSelection().rangeCount ? document.getSelection().getRangeAt(0) : null;
    const within = range && !range.collapsed ? paragraph(range.startContainer) : null;
    if (!within || within !== paragraph(range.endContainer)) {
      say(within ? "Select words of one paragraph." : "Select words of the article, or write them here.");
      form.elements.words.focus();
      return;
    }
    const start = Number(within.dataset.start);
    form.elements.start.value = start + before(within, range.startContainer, range.startOffset);
    form.elements.end.value = start + before(within, range.endContainer, range.endOffset);
    form.elements.words.value = unseen(range.toString());
    say("Words taken over; fill in the claim.");
    form.elements.kind.focus();
  };
  form?.elements.words.addEventListener("input", () => { form.elements.start.value = form.elements.end.value = ""; });
  const help = () => {
    let box = document.getElementById("keys");
    if (!box) {
      box = document.createElement("dialog");
      box.id = "keys";
      box.setAttribute("aria-label", "Keys");
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
      tick.addEventListener("change", () => store?.setItem("keys", tick.checked ? "on" : "off"));
      label.append(tick, " single keys");
      const close = document.createElement("button");
      close.textContent = "close";
      close.addEventListener("click", () => box.close());
      box.append(list, label, close);
      document.body.append(box);
    }
    box.showModal();
  };
  const open = document.createElement("button");
  open.textContent = "Keys";
  open.id = "open-keys";
  open.addEventListener("click", help);
  document.querySelector("footer").append(open);
  const acts = {
    j: () => go(1),
    k: () => go(-1),
    f: () => { const found = current()?.dataset.finding; if (found) location.href = `/finding/${encodeURIComponent(found)}`; },
    e: () => { const card = current(); if (card) location.href = `/claim/${encodeURIComponent(card.dataset.claim)}`; else press("e"); },
    w: () => press("w"), s: () => press("s"), d: () => press("d"), u: () => press("u"),
    n: select,
    "/": () => document.getElementById("search").focus(),
    "?": help,
  };
  document.addEventListener("keydown", (event) => {
    if (off() || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, dialog")) return;
    if (Object.hasOwn(acts, event.key)) { event.preventDefault(); acts[event.key](); }
  });
  addEventListener("hashchange", arrive);
  arrive();
})();
