// What a report does beyond its links: search, copying, lines and members that light each other.
"use strict";
(() => {
  const up = document.currentScript.dataset.up;
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const made = (name, text = "", kind = "") => {
    const element = document.createElement(name);
    element.textContent = text;
    if (kind) element.className = kind;
    return element;
  };

  // Search: the index is a script, loaded at the first use.
  const MOST = 60;
  const field = one("#search"), results = one("#results"), counted = one("#counted");
  let index = null, several = false, selected = -1;

  const load = () => index ??= new Promise((done, failed) => {
    const script = made("script");
    script.src = up + "search.js";
    script.onload = () => {
      several = new Set(SOAPSTONE_INDEX.pages.map((each) => each.split("/")[0])).size > 1;
      done(SOAPSTONE_INDEX.entries.map((entry) => ({
        entry, words: [entry[0].toLowerCase(), entry[1].toLowerCase(), entry[3]],
      })));
    };
    script.onerror = failed;
    document.head.append(script);
  });

  // The whole name first, then the name after the dot, then a beginning, then any part.
  const rank = (words, asked) => {
    let best = 9;
    for (const word of words.slice(0, 2)) {
      const last = word.slice(word.lastIndexOf(".") + 1);
      if (word === asked) best = Math.min(best, 0);
      else if (last === asked) best = Math.min(best, 1);
      else if (word.startsWith(asked)) best = Math.min(best, 2);
      else if (last.startsWith(asked)) best = Math.min(best, 3);
      else if (word.includes(asked)) best = Math.min(best, 4);
    }
    return best < 9 || words[2] !== asked ? best : 5;
  };

  const find = (entries, text) => {
    const asked = text.trim().toLowerCase();
    if (!asked) return [];
    const parts = asked.split(/\s+/);
    const found = [];
    for (const each of entries) {
      const at = Math.max(...parts.map((part) => rank(each.words, part)));
      if (at < 9) found.push([at, each.words[0].length, each.entry]);
    }
    found.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    return found.map((each) => each[2]);
  };

  const item = (entry, number) => {
    const [subject, python, decided, sure, kind, page, anchor] = entry;
    const { kinds, certainties, pages } = SOAPSTONE_INDEX;
    const [name, mark] = certainties[sure];
    const link = made("a"), badge = made("span", `${mark} ${sure}`, `sure ${name}`);
    link.id = `result-${number}`;
    link.setAttribute("role", "option");
    link.setAttribute("aria-selected", "false");
    link.href = `${up}${pages[page]}#${anchor}`;
    link.tabIndex = -1;
    const of = several ? `${pages[page].split("/")[0]}: ` : "";
    link.append(made("b", subject), badge, made("span", `${of}${kinds[kind]}, ${python}: ${decided}`, "decided"));
    return link;
  };

  const close = () => {
    results.hidden = true;
    counted.textContent = "";
    selected = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };

  const look = async () => {
    const entries = await load();
    const found = find(entries, field.value);
    results.replaceChildren(...found.slice(0, MOST).map(item));
    close();
    results.hidden = !found.length;
    if (field.value.trim()) {
      const more = found.length > MOST ? `, the first ${MOST} shown` : "";
      counted.textContent = found.length ? `${found.length} found${more}`
        : "Nothing found. Try a part of a name, or how sure it is: guess.";
    }
    field.setAttribute("aria-expanded", String(!results.hidden));
    if (found.length) select(0);
  };

  const select = (to) => {
    const lines = results.children;
    if (!lines.length) return;
    if (selected >= 0) lines[selected].setAttribute("aria-selected", "false");
    selected = (to + lines.length) % lines.length;
    lines[selected].setAttribute("aria-selected", "true");
    lines[selected].scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", lines[selected].id);
  };

  field.addEventListener("focus", () => { if (field.value) look(); else load(); });
  field.addEventListener("input", look);
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") select(selected + 1);
    else if (event.key === "ArrowUp") select(selected - 1);
    else if (event.key === "Enter" && selected >= 0) results.children[selected].click();
    else if (event.key === "Escape") { field.value = ""; close(); }
    else return;
    event.preventDefault();
  });
  results.addEventListener("click", close);
  document.addEventListener("click", (event) => { if (!event.target.closest(".search")) close(); });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      field.focus();
    }
  });
  // index.html?q=RefId can be sent to somebody.
  const asked = new URLSearchParams(location.search).get("q");
  if (asked) { field.value = asked; look(); }

  // Copying: to the clipboard, or where there is none the text is selected.
  document.addEventListener("click", async (event) => {
    const button = event.target.closest(".copy");
    if (!button) return;
    const code = one("code", button.parentElement);
    try {
      await navigator.clipboard.writeText(code.textContent.trim() + "\n");
      button.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(code);
      button.textContent = "Selected";
    }
    setTimeout(() => { button.textContent = "Copy"; }, 1500);
  });

  // A link into a closed explanation opens it.
  const open = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let each = target; each; each = each.parentElement) if (each.tagName === "DETAILS") each.open = true;
    const first = target.tagName === "DETAILS" ? one("summary", target) : one("a", target) ?? target;
    first.focus({ preventScroll: true });
    target.scrollIntoView({ block: target.tagName === "LI" ? "center" : "nearest" });
  };
  addEventListener("hashchange", open);
  // The browser itself goes to the anchor once the page is there, and drops the focus.
  if (location.hash) addEventListener("load", () => setTimeout(open));

  // The page and what was made of it: pointing at one lights the other.
  const card = one("#card");
  if (card) {
    const lines = all(".lines a");
    const about = (line) => (line.dataset.about ?? line.hash.slice(1)).split(" ");
    const linesOf = new Map();
    for (const line of lines) {
      for (const name of about(line)) {
        if (!linesOf.has(name)) linesOf.set(name, []);
        linesOf.get(name).push(line.parentElement);
      }
    }
    let lit = [];
    const dark = () => {
      for (const each of lit) each.classList.remove("on");
      lit = [];
      card.hidden = true;
    };
    const light = (elements) => {
      for (const each of elements) each.classList.add("on");
      lit.push(...elements);
    };
    const boxOf = (name) => {
      const box = document.getElementById(name);
      if (!box) return null;
      return box.matches(".member") ? box : one(".whole", box.parentElement);
    };
    // Of a member that another page explains: its first line here.
    const placeOf = (line) => {
      if (!line) return null;
      const place = made("li"), code = one("code", line).cloneNode(true);
      const file = one("h2", line.closest(".saved")).textContent;
      place.append(made("span", `${file}:${line.id.split("-")[1]}`, "place"), " ", code);
      return place;
    };
    const show = (box, others, beside) => {
      const head = made("h4", box.dataset.subject);
      const badge = one(box.matches(".member") ? ".sure" : "h1 .sure, h3 .sure", box.matches(".member") ? box : box.parentElement);
      if (badge) head.append(badge.cloneNode(true));
      const parts = [head];
      const proof = one(":scope > .why > .evidence > .decides, :scope > .why > .evidence > li", box) ?? placeOf(linesOf.get(box.id)?.[0]);
      if (proof) {
        const list = made("ul", "", "evidence");
        list.append(proof.cloneNode(true));
        parts.push(list);
      }
      for (const each of all(":scope > .why > .rules, :scope > .rules", box)) {
        parts.push(each.cloneNode(true));
        parts.at(-1).hidden = false;
      }
      if (others) parts.push(made("small", `and ${others} more on this line`));
      card.replaceChildren(...parts);
      for (const each of all("a", card)) each.tabIndex = -1;
      card.classList.toggle("above", beside.getBoundingClientRect().bottom > innerHeight * 0.55);
      card.hidden = false;
    };
    // Only where the page has its own pane.
    const bring = (line) => {
      const pane = one(".left");
      if (!line || getComputedStyle(pane).position !== "sticky") return;
      const at = line.getBoundingClientRect(), of = pane.getBoundingClientRect();
      if (at.top < of.top || at.bottom > of.bottom) pane.scrollTop += at.top - of.top - of.height / 3;
    };
    const onLine = (line) => {
      const boxes = about(line).map(boxOf).filter(Boolean);
      dark();
      light([line.parentElement, ...boxes.filter((each) => each.matches(".member"))]);
      if (boxes.length) show(boxes[0], boxes.length - 1, line);
    };
    const onMember = (box, summary) => {
      dark();
      light([box, ...(linesOf.get(box.id) ?? [])]);
      bring(linesOf.get(box.id)?.[0]);
      if (!box.open) show(box, 0, summary);
    };
    const pointed = (event) => {
      const line = event.target.closest(".lines a");
      const member = event.target.closest(".member > summary, a.member");
      if (line) onLine(line);
      else if (member) onMember(member.closest(".member"), member);
      else if (!event.target.closest("#card")) dark();
    };
    document.addEventListener("mouseover", pointed);
    document.addEventListener("focusin", pointed);
    document.addEventListener("keydown", (event) => { if (event.key === "Escape") dark(); });
    for (const each of all(".member > summary, a.member")) {
      each.setAttribute("aria-describedby", "card");
      each.addEventListener("click", () => { card.hidden = true; });
    }

    // One stop for Tab in the page's lines; the arrows go from line to line.
    lines.forEach((line, at) => { line.tabIndex = at ? -1 : 0; line.setAttribute("aria-describedby", "card"); });
    const go = (line) => {
      for (const each of lines) each.tabIndex = -1;
      line.tabIndex = 0;
      line.focus();
    };
    for (const line of lines) {
      line.addEventListener("keydown", (event) => {
        const at = lines.indexOf(line);
        const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: lines.length - 1 }[event.key];
        if (lines[to]) { event.preventDefault(); go(lines[to]); }
      });
    }
  }

  // On paper every explanation is open.
  addEventListener("beforeprint", () => { for (const each of all("details")) each.open = true; });
})();
