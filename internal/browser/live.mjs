// Opens a site that `candor serve` shows, changes its files as an author would,
// and prints one JSON object a line for everything that does not follow.
//
// Standard input: {address, chromium, dir, steps, shots}; live_test.go says what a
// step is. After its changes the page must become one that shows a text, without
// another, and the panel must say all that it should, or be gone where there is
// nothing to say. Whatever is open follows by itself: a step loads a page only where
// it "opens" one.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { chromium } from "playwright-core";

const job = JSON.parse(readFileSync(0, "utf8"));
const axe = readFileSync(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const patience = 15_000;

const tell = (page, how, what) => console.log(JSON.stringify({ page, how, what }));

const browser = await chromium.launch({
  executablePath: job.chromium,
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
});
const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" });
const page = await context.newPage();
let doing = "start";
let missing = false; // a page that is not there makes the browser say so
page.on("console", (m) => {
  if (!(missing && m.text().includes("404"))) tell(page.url(), doing, `console: ${m.text()}`);
});
page.on("pageerror", (e) => tell(page.url(), doing, `error: ${e.message}`));
page.on("request", (r) => {
  if (!r.url().startsWith(new URL(job.address).origin)) tell(page.url(), doing, `asked another host: ${r.url()}`);
});

for (const step of job.steps) {
  doing = step.name;
  missing = missing || step.status === 404;
  change(step);
  if (step.opens) await open(job.address + step.opens);
  await follows(step);
  if (step.judge) await judge(step.name);
  missing = step.status === 404;
}
await browser.close();
console.log(JSON.stringify({ done: true }));

// open loads a page. The one before may be about to load itself again, which breaks
// that off.
async function open(url) {
  for (let tries = 0; ; tries++) {
    try {
      return await page.goto(url, { waitUntil: "load" });
    } catch (e) {
      if (tries === 5) throw e;
      await page.waitForTimeout(200);
    }
  }
}

function change(step) {
  for (const [name, text] of Object.entries(step.files ?? {})) {
    const path = join(job.dir, name);
    if (text === null) {
      rmSync(path, { recursive: true });
      continue;
    }
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  if (step.rename) renameSync(...step.rename.map((name) => join(job.dir, name)));
}

// follows waits until the page and the panel are as the step says.
async function follows(step) {
  let last = "";
  for (const end = Date.now() + patience; Date.now() < end; await new Promise((r) => setTimeout(r, 20))) {
    last = await page.evaluate(differs, step).catch((e) => `is between two pages: ${e.message}`);
    if (!last) return;
  }
  tell(page.url(), doing, last);
}

// differs runs in the page and says how it is not what a step wants.
function differs(step) {
  const main = document.querySelector("main") ?? document.body;
  const panel = document.querySelector(".candor-panel");
  const details = panel?.shadowRoot.querySelector("details");
  const text = (e) => e.innerText.replace(/\s+/g, " ");
  if (step.shows && !text(main).includes(step.shows)) return `does not show ${step.shows}: ${text(main).slice(0, 300)}`;
  if (step.without && text(main).includes(step.without)) return `still shows ${step.without}`;
  if (step.title && document.title !== step.title) return `is called ${document.title}`;
  if (step.style && getComputedStyle(document.body)[step.style[0]] !== step.style[1]) return `${step.style[0]} is ${getComputedStyle(document.body)[step.style[0]]}`;
  if (!panel) return "has no script yet";
  if (!step.panel) return panel.hidden ? "" : `still has the panel: ${text(details)}`;
  if (panel.hidden || !details.open) return "has no open panel";
  for (const part of step.panel) if (!text(details).includes(part)) return `does not say ${part} in the panel: ${text(details)}`;
  const links = [...details.querySelectorAll("a")].map((a) => a.getAttribute("href"));
  if (step.link && !links.some((l) => l.endsWith(step.link))) return `does not lead to ${step.link} but to ${links.join(" ")}`;
  return "";
}

// judge looks at the open panel as different readers do: in both themes, wide and
// narrow, with the accessibility checker and with the keyboard alone.
async function judge(name) {
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    for (const width of [1280, 320]) {
      await page.setViewportSize({ width, height: 800 });
      const how = `${name}, ${colorScheme}, ${width} px`;
      await page.evaluate(axe);
      const result = await page.evaluate((tags) => window.axe.run(document, { runOnly: tags, preload: false }), rules);
      for (const v of result.violations) for (const n of v.nodes) tell(page.url(), how, `${v.id}: ${v.help}: ${n.html.slice(0, 200)}`);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (over > 0) tell(page.url(), how, `scrolls ${over} px sideways`);
      const box = await page.locator(".candor-panel details").boundingBox();
      if (box.x < 0 || box.y < 0 || box.x + box.width > width || box.y + box.height > 800) tell(page.url(), how, `the panel is outside: ${JSON.stringify(box)}`);
      if (job.shots) await page.screenshot({ path: join(job.shots, `${name}-${colorScheme}-${width}.png`.replaceAll(" ", "-")) });
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1280, height: 900 });
  await keyboard(name);
}

// keyboard reaches the panel within a few steps from the end of the page, sees
// where it is, and closes and opens the panel.
async function keyboard(name) {
  await page.evaluate(() => document.activeElement?.blur());
  const stops = [];
  await page.keyboard.press("Shift+Tab"); // backwards from the address bar: the last of the page comes first
  for (let i = 0; i < 30; i++) {
    const at = await page.evaluate(() => {
      const e = document.activeElement.shadowRoot?.activeElement ?? document.activeElement;
      const s = getComputedStyle(e);
      return { panel: document.activeElement.className === "candor-panel", tag: e.tagName, ring: s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0 };
    });
    if (at.panel) {
      stops.push(at.tag);
      if (!at.ring) tell(page.url(), name, `focus cannot be seen on ${at.tag} of the panel`);
    }
    if (at.tag === "SUMMARY" && at.panel) break;
    await page.keyboard.press("Shift+Tab");
  }
  if (!stops.includes("A") || !stops.includes("SUMMARY")) return tell(page.url(), name, `the keyboard reaches ${stops.join(" ") || "nothing"} of the panel`);
  await page.keyboard.press("Enter");
  if (await page.locator(".candor-panel details[open]").count()) tell(page.url(), name, "Enter does not close the panel");
  await page.keyboard.press("Enter");
  if (!(await page.locator(".candor-panel details[open]").count())) tell(page.url(), name, "Enter does not open the panel again");
}
