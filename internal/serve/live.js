// Keeps a served page fresh, and lists what is wrong with the site. It is added
// to pages by `candor serve` only; the published site has no trace of it.
"use strict";

const me = document.currentScript;
const page = me.dataset.page;
let old = me.dataset.old === "true"; // the page is as it was before a mistake
let asking = false;
let again = false;
let said = ""; // the report that is shown
let report = { problems: [] };

const style = (name) => {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = `/.candor/${name}`;
  return link;
};

// The panel has a tree of its own: the styles of the site do not reach it.
const panel = element("aside", "candor-panel");
panel.setAttribute("aria-label", "What is wrong with the site");
panel.hidden = true;
const root = panel.attachShadow({ mode: "open" });
const status = element("p", "said");
status.setAttribute("role", "status"); // read out when it changes
const details = element("details");
const summary = element("summary");
const list = element("ol");
list.setAttribute("role", "list"); // Safari takes it away with the numbers
details.append(summary, list);
root.append(style("panel.css"), status, details);
document.head.append(style("live.css"));
document.body.append(panel);

details.addEventListener("toggle", () => (panel.dataset.open = details.open));
summary.addEventListener("click", () => remember(details.open ? key() : "")); // before it opens or closes

// Loads the page again if it looks different now.
async function look() {
  if (asking) {
    again = true;
    return;
  }
  asking = true;
  try {
    const answer = await fetch(location.href, { method: "HEAD", cache: "no-store" });
    const now = answer.headers.get("X-Candor-Page");
    if (now && now !== page) location.reload();
    old = answer.headers.get("X-Candor-Old") === "true";
    head();
  } catch {
    // The server is gone; the next event says that it is back.
  }
  asking = false;
  if (again) {
    again = false;
    look();
  }
}

function element(name, className, text) {
  const e = document.createElement(name);
  if (className) e.className = className;
  if (text) e.textContent = text;
  return e;
}

function link(place) {
  const name = `${place.file}:${place.line}:${place.column}`;
  if (!place.open) return element("span", "place", name);
  const a = element("a", "place", name);
  a.href = place.open;
  a.title = "open in the editor";
  return a;
}

// The line as it is written, with what is wrong in it marked.
function quote(place) {
  const code = element("code");
  const [before, marked, after] = place.text;
  code.append(before);
  if (marked) code.append(element("mark", "", marked));
  code.append(after);
  return code;
}

function entry(problem) {
  const li = element("li", problem.severity);
  const message = element("p", "message", problem.message);
  message.prepend(element("span", "severity", `${problem.severity} `));
  li.append(message);
  if (problem.place) {
    li.append(link(problem.place));
    if (problem.place.text) li.append(quote(problem.place));
  }
  for (const r of problem.related ?? []) {
    const also = element("p", "related", `${r.message} `);
    also.append(link(r));
    li.append(also);
  }
  if (problem.hint) li.append(element("p", "hint", problem.hint));
  li.append(element("p", "id", `candor explain ${problem.id}`));
  return li;
}

function count(n, word) {
  return n === 1 ? `1 ${word}` : `${n} ${word}s`;
}

const errors = () => report.problems.filter((p) => p.severity === "error").length;
const key = () => report.problems.map((p) => `${p.id} ${p.place?.file} ${p.message}`).join("\n");

// What the author has closed stays closed on other pages, until it is something
// else that is wrong.
function remember(what) {
  try {
    sessionStorage.setItem("candor-closed", what);
  } catch {
    // A browser that keeps nothing.
  }
}

function closed() {
  try {
    return sessionStorage.getItem("candor-closed") === key();
  } catch {
    return false;
  }
}

// Writes the line that is always seen.
function head() {
  const warnings = report.problems.length - errors();
  const words = [errors() && count(errors(), "error"), warnings && count(warnings, "warning")].filter(Boolean).join(", ");
  const note = old ? "This page is as it was before." : "";
  if (summary.textContent === words + note) return;
  summary.replaceChildren(element("strong", errors() ? "bad" : "", words), element("span", "note", note));
  status.textContent = report.problems.length > 0 ? `${words}. ${note}` : "";
}

// Shows what is wrong. Errors open the panel, warnings only its handle.
function show(text) {
  if (text === said) return; // the server repeats itself
  said = text;
  report = JSON.parse(text);
  const among = panel.contains(document.activeElement);
  head();
  list.replaceChildren(...report.problems.slice(0, 50).map(entry));
  if (report.problems.length > 50) list.append(element("li", "more", `and ${report.problems.length - 50} more: candor check`));
  panel.hidden = report.problems.length === 0;
  details.open = errors() > 0 ? !closed() : details.open && !panel.hidden;
  panel.dataset.open = details.open;
  if (among && !panel.hidden) summary.focus();
}

const events = new EventSource("/.candor/events");
events.addEventListener("changed", look);
events.addEventListener("problems", (e) => show(e.data));
addEventListener("pagehide", () => events.close());
