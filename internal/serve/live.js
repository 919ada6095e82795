// Keeps a served page fresh, and lists what is wrong with the site. It is added
// to pages by `candor serve` only; the published site has no trace of it.
"use strict";

const me = document.currentScript;
const page = me.dataset.page;
let asking = false;
let again = false;
let panel = null;
let shut = "";

const style = document.createElement("link");
style.rel = "stylesheet";
style.href = "/.candor/live.css";
document.head.append(style);

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
  if (!place.open) return element("span", "candor-place", name);
  const a = element("a", "candor-place", name);
  a.href = place.open;
  a.title = "open in the editor";
  return a;
}

function entry(problem) {
  const li = element("li", `candor-${problem.severity}`);
  const head = element("p", "candor-message");
  head.append(element("strong", "", `${problem.severity}[${problem.id}]`), ` ${problem.message}`);
  li.append(head);
  if (problem.place) {
    li.append(link(problem.place));
    if (problem.place.text) li.append(element("code", "", problem.place.text));
  }
  for (const r of problem.related ?? []) {
    const also = element("p", "candor-related", `${r.message} `);
    also.append(link(r));
    li.append(also);
  }
  if (problem.hint) li.append(element("p", "candor-hint", problem.hint));
  return li;
}

function count(n, word) {
  return n === 1 ? `1 ${word}` : `${n} ${word}s`;
}

// Shows what is wrong; errors open the panel, warnings only its handle.
function show(report) {
  const was = panel?.open;
  panel?.remove();
  panel = null;
  const list = report.problems;
  if (list.length === 0) return;
  const errors = list.filter((p) => p.severity === "error").length;
  const key = list.map((p) => `${p.id} ${p.place?.file} ${p.message}`).join("\n");
  panel = element("details", "candor-panel");
  panel.open = errors > 0 ? key !== shut : Boolean(was);
  panel.addEventListener("toggle", () => {
    if (panel) shut = panel.open ? "" : key;
  });
  const words = [errors && count(errors, "error"), list.length - errors && count(list.length - errors, "warning")].filter(Boolean).join(", ");
  const old = me.dataset.old === "true" ? ": this page is as it was before" : "";
  panel.append(element("summary", errors ? "candor-bad" : "", words + old));
  const ol = element("ol");
  ol.append(...list.slice(0, 50).map(entry));
  panel.append(ol);
  if (list.length > 50) panel.append(element("p", "candor-more", `and ${list.length - 50} more: candor check`));
  document.body.append(panel);
}

const events = new EventSource("/.candor/events");
events.addEventListener("changed", look);
events.addEventListener("problems", (e) => show(JSON.parse(e.data)));
addEventListener("pagehide", () => events.close());
