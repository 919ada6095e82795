// What makes reading easier with script: a choice of theme, filters on long
// lists, buttons that copy addresses, a list of contents that follows the
// reader, and the search, which is fetched when it is first wanted. Without it
// everything can be read and found.
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
  // names of those that can be chosen from. The query ?q= fills in the text.
  function filter(place) {
    const rows = [...document.querySelectorAll("main tr[data-" + place.dataset.filter.split(" ")[0].toLowerCase() + "]")];
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
      for (const s of new Set(rows.map(r => r.closest("section")))) s.hidden = !s.querySelector("tbody tr:not([hidden])");
      told.textContent = n ? `${n} of ${rows.length}` : "Nothing on record fits. That does not say that it is in scope or out of it.";
    }
    const choices = place.dataset.filter.split(" ").map(name => {
      const key = name.toLowerCase(), values = [...new Set(rows.map(r => r.dataset[key]))].filter(Boolean).sort();
      return select(name, [["", "any"], ...values.map(v => [v, v])], v => { chosen[key] = v; apply(); })[0];
    });
    input.addEventListener("input", apply);
    place.className = "filter";
    place.append(make("label", {}, "Name or address", input), ...choices, told);
    input.value = new URLSearchParams(location.search).get("q") || "";
    apply();
    if (!input.value) return;
    if (place.previousElementSibling?.localName === "details") place.previousElementSibling.open = true;
    place.scrollIntoView();
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
  if (navigator.clipboard) document.querySelectorAll("code.address").forEach(copyButton);
  document.querySelectorAll("nav.contents").forEach(follow);
  document.querySelectorAll("[data-search]").forEach(searchField);
})();
