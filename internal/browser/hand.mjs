// Uses the site as people do: with the keyboard alone, on a phone, without
// scripts; looks something up, searches, filters, reckons.
//
// What the site must hold for that comes with the job: probe.search is a question
// and a part of the address that answers it, probe.filter a page with a filter, a
// text and how many rows it leaves, probe.reckon a page with a table of rewards, a
// figure and an amount that is then to be seen.
export async function byHand({ job, tell, contextOf, judge }) {
  const { probe } = job;

  async function scene(how, reader, path, act) {
    const context = await contextOf(reader), page = await context.newPage();
    page.setDefaultTimeout(5000);
    page.on("console", (m) => tell(path, how, `console: ${m.text()}`));
    page.on("pageerror", (e) => tell(path, how, `error: ${e.message}`));
    try {
      await page.goto(job.base + path, { waitUntil: "load" });
      await act(page, (ok, what) => ok || tell(path, how, what));
    } catch (e) {
      tell(path, how, e.message.split("\n")[0]);
    }
    await context.close();
  }

  const wide = { colorScheme: "light", width: 1440, scripts: true };
  const phone = { colorScheme: "dark", width: 320, scripts: true };
  const bare = { colorScheme: "light", width: 320, scripts: false };
  const press = async (page, ...keys) => { for (const k of keys) await page.keyboard.press(k); };

  await scene("keyboard", wide, "/", async (page, want) => {
    await press(page, "Tab");
    const first = await page.evaluate(() => document.activeElement?.getAttribute("href"));
    want(first?.startsWith("#"), `the first stop is ${first}, not the link to the content`);
    for (let i = 0; i < 25; i++) {
      const seen = await page.evaluate(() => {
        const e = document.activeElement, s = getComputedStyle(e), box = e.getBoundingClientRect();
        return { what: e.outerHTML.slice(0, 80), ring: s.outlineStyle !== "none" || s.boxShadow !== "none", size: box.width * box.height };
      });
      want(seen.ring && seen.size > 0, `focus cannot be seen on ${seen.what}`);
      await press(page, "Tab");
    }
  });

  await scene("menu, keyboard", wide, "/", async (page, want) => {
    await page.locator(".menu summary").first().focus();
    await press(page, "Enter", "Tab");
    const href = await page.evaluate(() => document.activeElement?.closest(".menu details[open]") && document.activeElement.href);
    want(href, "the menu does not lead on to the links of an opened group");
    await Promise.all([page.waitForURL(href), press(page, "Enter")]);
    want(await page.locator('.menu [aria-current="page"]').count(), "the menu does not say which page this is");
  });

  for (const reader of [phone, bare]) {
    await scene(`menu on a phone, scripts ${reader.scripts ? "on" : "off"}`, reader, "/", async (page, want) => {
      want(!(await page.locator(".menu").isVisible()), "the menu covers the page before it is asked for");
      await page.locator(".masthead > .opener").focus();
      await press(page, "Enter");
      want(await page.locator(".menu").isVisible(), "the menu does not open");
      await press(page, "Escape");
      want(!(await page.locator(".menu").isVisible()), "Escape does not close the menu");
      await press(page, "Enter");
      await page.locator(".menu summary").first().click();
      const link = page.locator(".menu details[open] a").first(), href = await link.getAttribute("href");
      if (reader.scripts) await judge(page, "/", "menu on a phone");
      await Promise.all([page.waitForURL(job.base + href), link.click()]);
    });
  }

  for (const reader of [wide, phone]) {
    await scene(`search, ${reader.width} px`, reader, "/", async (page, want) => {
      await press(page, "/");
      await page.keyboard.type(probe.search.question, { delay: 20 });
      await page.locator(".search [role=option] .excerpt mark").first().waitFor();
      await page.waitForLoadState("networkidle"); // the last letters may still be looked up
      want(await page.locator(".search [role=group]").count(), "results stand in no groups");
      await press(page, "ArrowDown");
      const active = await page.locator(".search [role=combobox]").getAttribute("aria-activedescendant");
      want(active && await page.locator(`[id="${active}"][aria-selected=true]`).count(), "the arrows choose nothing");
      await judge(page, "/", `search, ${reader.width} px`);
      await press(page, "Escape");
      want(!(await page.locator(".search .panel").isVisible()), "Escape does not close the search");
      await page.locator(".search [role=combobox]").fill(probe.search.question);
      await page.locator(".search [role=option]").first().waitFor();
      await Promise.all([page.waitForURL((u) => u.pathname !== "/"), press(page, "Enter")]);
      want(page.url().includes(probe.search.answer), `the first answer to “${probe.search.question}” is ${page.url()}`);
    });
  }

  await scene("paper", wide, probe.reckon.path, async (page, want) => {
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    for (const gone of [".menu", ".search", ".trail", ".contents", ".opener", ".filter"]) {
      want(!(await page.locator(gone).first().isVisible()), `${gone} is printed`);
    }
    const [ink, paper] = await page.evaluate(() => [getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]);
    want(ink === "rgb(0, 0, 0)" && paper === "rgb(255, 255, 255)", `printed in ${ink} on ${paper}`);
    want(await page.locator("details.long table").first().isVisible(), "what is folded is not printed");
    want((await page.locator(".imprint .paper").textContent()).endsWith(probe.reckon.path), "the address is not printed");
  });

  await scene("theme", wide, "/", async (page, want) => {
    await page.locator(".theme select").selectOption("dark");
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const dark = await ground();
    await page.reload();
    want(await ground() === dark, "the choice of theme is forgotten on the next page");
    await page.locator(".theme select").selectOption("light");
    want(await ground() !== dark, "light looks like dark");
  });

  await scene("filter", wide, probe.filter.path + "?q=" + encodeURIComponent(probe.filter.text), async (page, want) => {
    const rows = await page.locator("main tbody tr:visible").count();
    want(rows === probe.filter.rows, `“${probe.filter.text}” leaves ${rows} rows, not ${probe.filter.rows}`);
    await judge(page, probe.filter.path, "filter");
  });

  await scene("reckoner", phone, probe.reckon.path, async (page, want) => {
    for (const figure of probe.reckon.figures) {
      await page.locator(".reckon input").fill(figure);
      const cells = await page.locator(".reckon td.yours").allTextContents();
      want(cells.includes(probe.reckon.amount), `for ${figure} the table says ${cells.join(" | ")}, nowhere ${probe.reckon.amount}`);
    }
    for (const figure of probe.reckon.none) {
      await page.locator(".reckon input").fill(figure);
      const said = (await page.locator(".reckon td.yours").allTextContents()).join("");
      want(said === "", `${figure} is no figure, and the table says ${said}`);
    }
    await judge(page, probe.reckon.path, "reckoner");
  });
}
