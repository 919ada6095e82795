// Search over the index that the build made, which the package comment of
// internal/search describes. An element with data-search, its address, holds
// what readers without script see and a template (layouts/_search.html).

const compound = /[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}]|['’_.,-](?=[\p{L}\p{N}]))*/gu;
const clip = (s, n) => s.slice(0, new TextEncoder().encodeInto(s, new Uint8Array(n)).read);

function fold(s) {
  return s.replace(/['’\p{M}]/gu, "").replace(/./gu, c => {
    const small = c.toLowerCase()[0], base = small.normalize("NFD")[0];
    return base < "\u007f" ? base : small;
  });
}

// A compound with a digit is one word, any other several.
function words(text) {
  const all = text.replace(/[\u{10000}-\u{10ffff}]/gu, " ").match(compound) || [];
  return all.flatMap(c => /\d/.test(c) ? c.replace(/[_.,-]/g, "") : c.split(/[_.,-]/)).map(w => clip(fold(w), 64));
}

function stem(w) {
  const undouble = s => s.replace(/(..)([^lsz])\2$/, "$1$2");
  if (!/^[a-z]{4,}$/.test(w)) return w;
  if (/...ies$/.test(w)) return w.slice(0, -3);
  w = w.replace(/([^sui])s$/, "$1");
  if (/...ing$/.test(w)) return undouble(w.slice(0, -3));
  if (/...ed$/.test(w) && !/eed$/.test(w)) return undouble(w.slice(0, -2));
  return w.replace(/(..[^e])e$|(....)y$/, "$1$2");
}

function bounds(text) {
  let b = "";
  return text.split(",").map(s => b = b.slice(0, parseInt(s[0], 36)) + s.slice(1));
}

export async function open(base) {
  const cache = {};
  const get = (name, as = "json") => cache[name] ||= fetch(base + name).then(r => r.ok ? r[as]() : Promise.reject(name));
  const root = await get("root.json"), stop = root.stop.split(" ");
  let n = 0;
  const types = root.types.map(([name, title, size, facets]) => ({ name, title, facets, end: n += size }));

  // The file that a term is in, and where the next one begins.
  async function shard(folder, term) {
    const at = list => list.findLastIndex(b => b <= term), dir = at(bounds(root[folder]));
    const list = bounds(await get(`${folder}/${dir}.txt`, "text")), i = at(list);
    return [`${folder}/${dir * 64 + i}.bin`, list[i + 1]];
  }

  // Level and part by document, for terms that begin with p or are p.
  async function lookup(p, whole) {
    const level = new Uint8Array(root.docs), part = new Uint8Array(root.docs), term = new Uint8Array(256);
    let [name, next] = await shard("t", p), i = 0;
    const wide = !whole && next?.startsWith(p), fits = t => wide || whole ? t === p : t.startsWith(p);
    if (wide) [name] = await shard("p", p);
    const b = new Uint8Array(await get(name, "arrayBuffer"));
    const varint = () => {
      let n = 0, shift = 0, c;
      do n |= ((c = b[i++]) & 127) << shift, shift += 7; while (c > 127);
      return n;
    };
    while (i < b.length) {
      const from = b[i], n = b[i + 1];
      term.set(b.subarray(i + 2, i += 2 + n), from);
      const end = varint() + i, text = new TextDecoder().decode(term.subarray(0, from + n));
      const raise = !wide && stem(text) === p ? 3 : 0;
      if (!fits(text)) i = end;
      while (i < end) {
        const l = (b[i] & 15) + raise, form = b[i++] >> 4, count = varint();
        const put = (d, k) => { if (l > level[d]) level[d] = l, part[d] = k; };
        if (form === 2) {
          const bits = varint() * 8, at = i;
          for (let k = 0; k < bits; k++) if (b[at + (k >> 3)] >> (k & 7) & 1) put(count + k, 0);
          i += bits / 8;
        } else for (let k = 0, d = -1; k < count; k++) {
          const gap = varint();
          put(d += 1 + (form ? gap >> 1 : gap), form && gap & 1 ? b[i++] : 0);
        }
      }
    }
    return { level, part };
  }

  // Documents with most of the words, best first.
  async function search(query, facets = {}) {
    const all = words(query), some = all.filter(w => !stop.includes(w)), phrase = clip(all.join(" "), 128);
    const list = [...new Set((some.length ? some : all).map(stem))].slice(0, root.words);
    const [titles, ...found] = await Promise.all([phrase.includes(" ") ? lookup(phrase) : { level: [] }, ...list.map(w => lookup(w))]);
    const filters = await Promise.all(Object.entries(facets).map(([k, v]) => lookup(clip(`=${k}=${v}`, 128), true)));
    const score = new Uint32Array(root.docs), covered = new Uint8Array(root.docs), part = [], rarest = [];
    let total = 0;
    for (const f of found) {
      const idf = 32 - Math.clz32(root.docs / Math.max(1, f.level.filter(l => l).length));
      total += idf;
      f.level.forEach((l, d) => {
        if (!l || !filters.every(x => x.level[d])) return;
        score[d] += root.weights[l] * idf;
        covered[d] += idf;
        if (!(idf <= rarest[d])) rarest[d] = idf, part[d] = f.part[d];
      });
    }
    titles.level.forEach((l, d) => score[d] += 4 * root.weights[l]);
    const most = covered.reduce((a, b) => Math.max(a, b), 1), share = n => Math.floor(n / total), hits = [];
    covered.forEach((n, d) => {
      if (n < most && (list.length < 3 || 10 * n < 7 * total)) return;
      hits.push({ doc: d, score: share(share(score[d] * n) * n), part: part[d], type: types.find(t => d < t.end) });
    });
    hits.sort((a, b) => b.score - a.score || a.doc - b.doc);
    return { hits, some: most < total, pattern: pattern(list) };
  }

  // A hit's card and where it was found.
  async function show({ doc, part }, pattern) {
    const [card, more] = await Promise.all([get(`d/${doc}.json`), part && get(`d/${doc}.${part}.json`)]);
    return { ...card, ...excerpt((more || card).x, pattern) };
  }

  return { search, show };
}

function pattern(list) {
  const one = w => /\d/.test(w) ? [...w].join("[_.,-]?") : w;
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${list.map(one).join("|")})[\\p{L}\\p{N}]*`, "giu");
}

// The section with most words.
function excerpt(part, pattern) {
  let best = { n: -1 };
  for (const [id, heading, text] of part) {
    const n = new Set(text.match(pattern)?.map(m => m.slice(0, 4).toLowerCase())).size;
    if (text && n > best.n) best = { n, id: n && id, heading: n && heading, text };
  }
  const text = best.text || "", near = text.search(pattern) - 60, from = near < 0 ? 0 : text.lastIndexOf(" ", near) + 1;
  const cut = text.slice(from).match(/^[^]{0,190}(?=\s|$)|^[^]{190}/u)[0];
  return { id: best.id, heading: best.heading, text: (from ? "… " : "") + cut + (from + cut.length < text.length ? " …" : "") };
}

function make(tag, attributes, ...children) {
  const e = document.createElement(tag);
  for (const name in attributes) e.setAttribute(name, attributes[name]);
  e.append(...children);
  return e;
}

function marked(text, pattern) {
  const words = text.match(pattern) || [];
  return text.split(pattern).flatMap((s, i) => i ? [make("mark", {}, words[i - 1]), s] : [s]);
}

function field(place) {
  place.replaceChildren(place.querySelector("template").content);
  const [input, panel, status, filters, results, more, key] =
    ["[role=combobox]", ".panel", "[role=status]", ".filters", "[role=listbox]", ".more", ".key"].map(s => place.querySelector(s));
  let index, turn = 0, active = -1, type, facets = {}, limit = 8;
  const options = () => [...results.querySelectorAll("a")];
  const close = () => { turn++; expand(false); };

  function expand(yes) {
    panel.hidden = !yes;
    input.setAttribute("aria-expanded", yes && options().length > 0);
    choose(-1);
  }

  function choose(n) {
    active = n;
    input.removeAttribute("aria-activedescendant");
    options().forEach((a, i) => {
      a.setAttribute("aria-selected", i === n);
      if (i !== n) return;
      input.setAttribute("aria-activedescendant", a.id);
      a.scrollIntoView({ block: "nearest" });
    });
  }

  async function run() {
    const mine = ++turn;
    try {
      const ix = await (index ||= open(place.dataset.search));
      if (!words(input.value).length) return expand(false);
      const found = await ix.search(input.value, facets), seen = {};
      const hits = found.hits.filter(h => !type || h.type.name === type.name);
      for (const h of hits) h.late = !type && (seen[h.type.name] = (seen[h.type.name] || 0) + 1) > 3;
      const shown = hits.sort((a, b) => a.late - b.late).slice(0, limit);
      const cards = await Promise.all(shown.map(h => ix.show(h, found.pattern)));
      if (mine === turn) draw(found, hits, shown, cards);
    } catch (e) {
      index = null;
      if (mine === turn) status.textContent = e, expand(true);
    }
  }

  function draw(found, hits, shown, cards) {
    const groups = {};
    shown.forEach((h, i) => (groups[h.type.title] ||= []).push(option(cards[i], found.pattern)));
    results.replaceChildren(...Object.entries(groups).map(([title, list]) =>
      make("div", { role: "group", "aria-label": title }, make("p", { "aria-hidden": true }, title), ...list)));
    options().forEach((a, i) => a.id = "c:result" + i);
    results.hidden = !shown.length;
    more.hidden = shown.length === hits.length;
    status.textContent = `Results: ${hits.length}${found.some ? ", none with all words" : ""}`;
    narrow(found.hits);
    expand(true);
  }

  function option(c, pattern) {
    const place = c.id && !c.u.includes("#") ? "#" + c.id : "";
    const a = make("a", { role: "option", tabindex: -1, href: c.u + place });
    const lines = { title: c.t, label: c.l !== c.t && c.l, heading: place && c.heading, excerpt: c.text };
    for (const name in lines) if (lines[name]) a.append(make("span", { class: name }, ...marked(lines[name], pattern)), " ");
    return a;
  }

  // The types with results, and the facets of the chosen one.
  function narrow(hits) {
    const types = type ? { [type.name]: { ...type, n: 0 } } : {}, focus = document.activeElement.name;
    for (const h of hits) (types[h.type.name] ||= { ...h.type, n: 0 }).n++;
    const select = (name, options, value, change) => {
      const s = make("select", { name }, ...options.map(([v, text]) => make("option", { value: v }, text)));
      s.value = value;
      s.onchange = () => { change(s.value); limit = 8; run(); };
      return make("label", {}, name + " ", s);
    };
    const kinds = Object.values(types).map(t => [t.name, `${t.title} (${t.n})`]);
    filters.replaceChildren(select("In", [["", "everything"], ...kinds], type?.name || "", v => { type = types[v]; facets = {}; }));
    for (const [name, values] of Object.entries(type?.facets || {})) {
      const change = v => { delete facets[name]; if (v) facets[name] = v; };
      filters.append(select(name, [["", "any"], ...values.map(v => [v, v])], facets[name] || "", change));
    }
    if (focus) filters.querySelector(`[name="${focus}"]`)?.focus();
  }

  input.onfocus = () => { if (panel.hidden) run(); };
  input.oninput = () => { type = null, facets = {}, limit = 8; run(); };
  more.onclick = () => { limit += 8; run(); };
  results.onclick = close;
  place.addEventListener("focusout", e => { if (e.relatedTarget && !place.contains(e.relatedTarget)) close(); });
  document.addEventListener("pointerdown", e => { if (!place.contains(e.target)) close(); });
  place.addEventListener("keydown", e => {
    const n = options().length, step = (e.key === "ArrowDown") - (e.key === "ArrowUp");
    if (e.key === "Escape" && !panel.hidden) { e.preventDefault(); input.focus(); close(); }
    if (e.target !== input || panel.hidden || !n) return;
    if (step) { e.preventDefault(); choose(active < 0 && step < 0 ? n - 1 : (active + step + n) % n); }
    if (e.key === "Enter") { e.preventDefault(); options()[Math.max(active, 0)].click(); }
  });
  document.addEventListener("keydown", e => {
    if (e.key !== "/" || e.ctrlKey || e.metaKey || e.altKey || !key.checked || e.target.closest("input, textarea, select")) return;
    e.preventDefault();
    input.focus();
  });
  key.checked = localStorage.searchKey !== "off";
  key.onchange = () => localStorage.searchKey = key.checked ? "on" : "off";
}

if (globalThis.document) document.querySelectorAll("[data-search]").forEach(field);
