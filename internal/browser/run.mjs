// Opens pages in Chromium as different readers would, and prints one JSON object
// a line for everything that is wrong.
//
// Standard input: {base, chromium, pages: [path…], thorough, probe}. Every page is
// opened by the readers below. Those who judge bring the accessibility checker
// along and share the judging out, and the others share the pages out, unless it
// is thorough. Meanwhile the site is used by hand: see hand.mjs.
import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";
import { byHand } from "./hand.mjs";

const job = JSON.parse(readFileSync(0, "utf8"));
const axe = readFileSync(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const maxRequests = 4;
const atOnce = 2;

const tell = (page, how, what) => console.log(JSON.stringify({ page, how, what }));

const browser = await chromium.launch({
  executablePath: job.chromium,
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
});

const readers = [
  { colorScheme: "light", width: 1440, scripts: true, judge: true },
  { colorScheme: "dark", width: 320, scripts: true, judge: true },
  { colorScheme: "light", width: 320, scripts: false },
  { colorScheme: "dark", width: 768, scripts: false },
];
// Whoever is thorough opens every page as each of them does, and once more.
const everybody = [...readers, { colorScheme: "light", width: 768, scripts: true }];

const used = byHand({ job, tell, contextOf, judge });
for (const [turn, reader] of (job.thorough ? everybody : readers).entries()) {
  const context = await contextOf(reader);
  const how = `${reader.colorScheme}, ${reader.width} px, scripts ${reader.scripts ? "on" : "off"}`;
  const left = [...job.pages.entries()];
  await Promise.all(Array.from({ length: atOnce }, async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      const [n, path] = next;
      if (!job.thorough && !reader.judge && n % 2 === turn % 2) continue;
      await visit(context, path, how, reader.judge && (job.thorough || n % 2 === turn));
    }
  }));
  await context.close();
}
await used;
await browser.close();
console.log(JSON.stringify({ done: true }));

function contextOf(reader) {
  return browser.newContext({
    colorScheme: reader.colorScheme, javaScriptEnabled: reader.scripts, reducedMotion: "reduce",
    viewport: { width: reader.width, height: 900 },
  });
}

// visit opens a page the way one reader does.
async function visit(context, path, how, judged) {
  const page = await context.newPage();
  const requests = [];
  page.on("request", (r) => requests.push(r.url()));
  page.on("console", (m) => tell(path, how, `console: ${m.text()}`));
  page.on("pageerror", (e) => tell(path, how, `error: ${e.message}`));
  const answer = await page.goto(job.base + path, { waitUntil: "load" });
  if (!answer.ok() && !path.endsWith("404.html")) tell(path, how, `answered ${answer.status()}`);
  for (const url of requests.filter((u) => !u.startsWith(job.base))) tell(path, how, `asked another host: ${url}`);
  if (requests.length > maxRequests) tell(path, how, `${requests.length} requests: ${requests.join(" ")}`);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth).catch(() => 0);
  if (over > 0) tell(path, how, `scrolls ${over} px sideways`);
  if (judged) {
    await page.evaluate(() => document.querySelectorAll("main details").forEach((d) => (d.open = true)));
    await judge(page, path, how);
  }
  await page.close();
}

// judge tells what the accessibility checker says of a page as it is now.
async function judge(page, path, how) {
  if (!(await page.evaluate(() => Boolean(window.axe)))) await page.evaluate(axe);
  const result = await page.evaluate((tags) => window.axe.run(document, { runOnly: tags, resultTypes: ["violations"] }), rules);
  for (const v of result.violations) {
    for (const n of v.nodes) tell(path, how, `${v.id}: ${v.help}: ${n.html.slice(0, 200)}`);
  }
}
