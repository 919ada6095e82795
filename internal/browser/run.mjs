// Opens pages in Chromium as different readers would, and prints one JSON object
// a line for everything that is wrong.
//
// Standard input: {base, chromium, pages: [path…], thorough}. Every page is opened
// by each of the readers below. Two of them, one in each theme, bring the
// accessibility checker along; they share the pages out unless it is thorough.
import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";

const job = JSON.parse(readFileSync(0, "utf8"));
const axe = readFileSync(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const maxRequests = 4;

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

for (const [turn, reader] of readers.entries()) {
  const context = await browser.newContext({
    colorScheme: reader.colorScheme, javaScriptEnabled: reader.scripts, reducedMotion: "reduce",
    viewport: { width: reader.width, height: 900 },
  });
  const how = `${reader.colorScheme}, ${reader.width} px, scripts ${reader.scripts ? "on" : "off"}`;
  for (const [n, path] of job.pages.entries()) {
    await visit(context, path, how, reader.judge && (job.thorough || n % 2 === turn));
  }
  await context.close();
}
await keyboard();
await browser.close();
console.log(JSON.stringify({ done: true }));

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
  if (judged) await judge(page, path, how);
  await page.close();
}

async function judge(page, path, how) {
  await page.evaluate(() => document.querySelectorAll("main details").forEach((d) => (d.open = true)));
  await page.evaluate(axe);
  const result = await page.evaluate((tags) => window.axe.run(document, { runOnly: tags }), rules);
  for (const v of result.violations) {
    for (const n of v.nodes) tell(path, how, `${v.id}: ${v.help}: ${n.html.slice(0, 200)}`);
  }
}

// keyboard walks the first page as someone without a mouse: the first stop is
// the link to the content, and every stop can be seen.
async function keyboard() {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(job.base + "/");
  await page.keyboard.press("Tab");
  const first = await page.evaluate(() => document.activeElement?.getAttribute("href"));
  if (!first?.startsWith("#")) tell("/", "keyboard", `the first stop is ${first}, not the link to the content`);
  for (let i = 0; i < 15; i++) {
    const seen = await page.evaluate(() => {
      const e = document.activeElement;
      const s = getComputedStyle(e);
      const box = e.getBoundingClientRect();
      return { what: e.outerHTML.slice(0, 80), ring: s.outlineStyle !== "none" || s.boxShadow !== "none", size: box.width * box.height };
    });
    if (!seen.ring || seen.size === 0) tell("/", "keyboard", `focus cannot be seen on ${seen.what}`);
    await page.keyboard.press("Tab");
  }
  await context.close();
}
