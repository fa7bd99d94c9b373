// What axe finds on the main pages, light and dark, desktop and phone: nothing serious. With VIGIE_PICTURES, pictures
// of them are kept there to be looked at.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { openBrowser, openDesk, openPage } from "./desk.mjs";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const JULY = "/?area=MLI&from=2025-07&to=2025-07";
const PAGES = {
  situation: JULY, world: "/?area=all", review: "/review", briefs: "/briefs", alerts: "/alerts", actors: "/actors", places: "/places",
  sources: "/sources", campaigns: "/campaigns", subscriptions: "/subscriptions", account: "/account", accounts: "/accounts", search: "/search?q=Diboli", status: "/status", settings: "/settings", data: "/data", entry: "/data/edit/actors?name=JNIM", newplace: "/data/edit/places", newsource: "/data/edit/sources?name=RFI", audit: "/audit",
};
const LOOKS = { "": {}, "-dark": { colorScheme: "dark" }, "-fr": { locale: "fr-FR" }, "-phone": { viewport: { width: 390, height: 844 } } };

let desk, browser;
before(async () => { desk = await openDesk(); browser = await openBrowser(); });
after(async () => { await browser?.close(); await desk?.close(); });

async function check(page, name) {
  // The page's own rule lets no other script in; the tester's is put in by the browser itself.
  const found = await page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { resultTypes: ["violations"] });
    return violations.filter((v) => ["serious", "critical"].includes(v.impact)).map((v) => `${v.id}: ${v.nodes.map((n) => n.target).slice(0, 3).join(" ")}`);
  });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (wide > 1) found.push(`${wide} pixels too wide`);
  if (process.env.VIGIE_PICTURES) await page.screenshot({ path: `${process.env.VIGIE_PICTURES}/${name}.png`, fullPage: true });
  return found.map((what) => `${name}: ${what}`);
}

for (const [look, options] of Object.entries(LOOKS)) {
  test(`axe finds nothing serious${look}`, async () => {
    const { page, wrong, context } = await openPage(browser, desk, { ...options, bypassCSP: true });
    await context.addInitScript({ path: axe });
    const pages = { ...PAGES };
    await page.goto(desk.address + JULY);
    pages.incident = await page.locator(".incidents tr", { hasText: "30–80" }).locator("a").first().getAttribute("href");
    await page.goto(desk.address + pages.incident);
    pages.report = await page.locator("blockquote a").first().getAttribute("href");
    pages.beside = pages.report.replace(/#.*/, "&view=beside");
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(desk.address + path);
      wrong.push(...await check(page, name + look));
    }
    await context.close();
    assert.deepEqual(wrong, []);
  });
}
