// What makes reading easier with script: a choice of theme, filters on long
// lists, rewards reckoned for a figure of the reader's own, buttons that copy
// addresses, a list of contents that follows the reader, and the search, which
// is fetched when it is first wanted. Without it everything can be read and
// found.
(() => {
  const root = document.documentElement;
  const searchURL = document.currentScript.dataset.find;
  const saved = {
    get theme() { try { return localStorage.theme || ""; } catch { return ""; } },
    set theme(v) { try { localStorage.theme = v; } catch { /* private windows */ } },
  };

  function make(tag, attributes, ...children) {
    const e = document.createElement(tag);
    for (const name in attributes) e.setAttribute(name, attributes[name]);
    e.append(...children);
    return e;
  }

  function select(label, values, change) {
    const s = make("select", {}, ...values.map(([value, text]) => make("option", { value }, text)));
    s.addEventListener("change", () => change(s.value));
    return [make("label", {}, label + " ", s), s];
  }

  const theme = v => v ? root.dataset.theme = v : delete root.dataset.theme;
  theme(saved.theme);

  function themeChoice() {
    const [label, s] = select("Theme", [["", "as the device"], ["light", "light"], ["dark", "dark"]], v => theme(saved.theme = v));
    s.value = saved.theme;
    document.querySelector(".imprint ul")?.append(make("li", { class: "theme" }, label));
  }

  // Rows with data-type, data-chain … below an element with data-filter, the
  // names of those that can be chosen from; data-label says what can be typed,
  // data-none what holds when nothing fits. The query ?q= fills in the text.
  function filter(place) {
    const names = place.dataset.filter.split(" "), first = names[0].toLowerCase();
    const rows = [...document.querySelectorAll("main tr[data-" + first + "]")], sections = new Set(rows.map(r => r.closest("section")).filter(Boolean));
    if (rows.length < 8) return;
    const texts = rows.map(r => r.textContent.toLowerCase()), chosen = {};
    const input = make("input", { type: "search", autocomplete: "off", spellcheck: "false" });
    const told = make("p", { role: "status" });
    function apply() {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      let n = 0;
      rows.forEach((row, i) => {
        const yes = words.every(w => texts[i].includes(w)) && Object.keys(chosen).every(k => !chosen[k] || row.dataset[k] === chosen[k]);
        row.hidden = !yes;
        n += yes;
      });
      for (const s of sections) s.hidden = !s.querySelector("tr[data-" + first + "]:not([hidden])");
      told.textContent = n ? `${n} of ${rows.length}` : place.dataset.none || "Nothing on record fits.";
    }
    const choices = names.flatMap(name => {
      const key = name.toLowerCase(), values = [...new Set(rows.map(r => r.dataset[key]))].filter(Boolean).sort();
      return values.length < 2 ? [] : select(name, [["", "any"], ...values.map(v => [v, v])], v => { chosen[key] = v; apply(); })[0];
    });
    input.addEventListener("input", apply);
    place.className = "filter";
    place.append(make("label", {}, place.dataset.label, input), ...choices, told);
    input.value = new URLSearchParams(location.search).get("q") || "";
    apply();
    if (!input.value) return;
    if (place.previousElementSibling?.localName === "details") place.previousElementSibling.open = true;
    place.scrollIntoView();
  }

  // What each tier comes to for a figure of the reader's own: one more column in
  // the table, whose rows say how they are reckoned; the first, for a phone shows
  // little more.
  function reckoner(place) {
    const money = n => n.toLocaleString("en", { maximumFractionDigits: 0 });
    const input = make("input", { type: "text", inputmode: "numeric", autocomplete: "off", placeholder: "2,500,000" });
    const head = make("th", { scope: "col", class: "num yours" }, "Yours");
    const rows = [...place.querySelectorAll("tr[data-model]")].map(tr => ({ of: tr.dataset, cell: tr.insertBefore(make("td", { class: "num yours" }), tr.cells[1]) }));
    place.querySelector("thead th").after(head);
    place.querySelectorAll("[scope=rowgroup]").forEach(th => th.colSpan++);
    function amount(of, funds) {
      const figure = (name, none) => of[name] ? Number(of[name]) : none;
      let top = figure("max", figure("fixed")), bottom = figure("fixed", figure("min", 0));
      if (of.cap) top = Math.min(top, funds * figure("cap") / 100);
      if (of.percent) top = Math.min(top, Math.max(bottom, funds * figure("percent") / 100));
      bottom = of.percent ? top : Math.min(bottom, top);
      if (of.model === "up_to") return "up to " + money(top);
      return bottom === top ? money(top) : `${money(bottom)} to ${money(top)}`;
    }
    // "2,500,000", "$2.5m" or "10k"; of what is no such figure nothing is reckoned.
    function reckon() {
      const [, n, unit] = /^\p{Sc}?(\d+(?:\.\d+)?)([kmb]?)$/iu.exec(input.value.replace(/[\s,'’_]/g, "")) || [];
      const funds = n * ({ k: 1e3, m: 1e6, b: 1e9 }[unit?.toLowerCase()] || 1);
      for (const { of, cell } of rows) cell.textContent = n ? amount(of, funds) : "";
    }
    input.addEventListener("input", reckon);
    place.prepend(make("p", { class: "filter" }, make("label", {}, `Funds affected, in ${place.dataset.currency}`, input)));
    reckon();
  }

  function copyButton(code) {
    const text = code.textContent, b = make("button", { type: "button", class: "copy", "aria-label": "Copy " + text.slice(0, 8) + "…" + text.slice(-4) }, "Copy");
    b.addEventListener("click", async () => {
      try { await navigator.clipboard.writeText(text); b.textContent = "Copied"; } catch { b.textContent = "Not copied"; }
      setTimeout(() => b.textContent = "Copy", 2000);
    });
    code.after(b);
  }

  function follow(nav) {
    const links = [...nav.querySelectorAll("a[href^='#']")];
    const parts = links.map(a => document.getElementById(decodeURIComponent(a.hash.slice(1))));
    const mark = () => {
      let here = -1;
      parts.forEach((p, i) => { if (p && p.getBoundingClientRect().top < innerHeight / 3) here = i; });
      links.forEach((a, i) => i === here ? a.setAttribute("aria-current", "true") : a.removeAttribute("aria-current"));
    };
    let waiting = false;
    addEventListener("scroll", () => {
      if (!waiting) requestAnimationFrame(() => { waiting = false; mark(); });
      waiting = true;
    }, { passive: true });
    mark();
  }

  // A plain field stands where the search will be; the first touch fetches the
  // search, which takes over what was typed by then.
  function searchField(place) {
    const template = place.querySelector("template"), field = template?.content.querySelector("input");
    if (!field || !searchURL) return;
    const plain = make("input", { type: "search", "aria-label": field.getAttribute("aria-label"), placeholder: field.placeholder, autocomplete: "off" });
    place.replaceChildren(plain, template);
    let asked = false;
    async function wake() {
      if (asked) return;
      asked = true;
      try { await import(searchURL); } catch { asked = false; return; }
      const real = place.querySelector("[role=combobox]");
      if (!real) return;
      real.value = plain.value;
      real.focus();
      if (real.value) real.dispatchEvent(new Event("input"));
    }
    plain.addEventListener("focus", wake);
    document.addEventListener("keydown", e => {
      if (asked || e.key !== "/" || e.ctrlKey || e.metaKey || e.altKey || e.target.closest("input, textarea, select")) return;
      try { if (localStorage.searchKey === "off") return; } catch { /* private windows */ }
      e.preventDefault();
      plain.focus();
    });
  }

  themeChoice();
  document.querySelectorAll("[data-filter]").forEach(filter);
  document.querySelectorAll(".reckon").forEach(reckoner);
  if (navigator.clipboard) document.querySelectorAll("code.address").forEach(copyButton);
  document.querySelectorAll("nav.contents").forEach(follow);
  document.querySelectorAll("[data-search]").forEach(searchField);
})();
