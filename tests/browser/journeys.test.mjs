// The journeys that a person takes, in a real browser, over the demo's reports.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, openDesk, openPage } from "./desk.mjs";

let desk, browser;
before(async () => { desk = await openDesk(); browser = await openBrowser(); });
after(async () => { await browser?.close(); await desk?.close(); });

const to = (page, path) => page.goto(desk.address + path);
const JULY = "/?area=MLI&from=2025-07&to=2025-07";

/** A journey: nothing may complain on the way. */
function journey(name, walk, options) {
  test(name, async () => {
    const { page, wrong, context } = await openPage(browser, desk, options);
    await walk(page, context);
    await context.close();
    assert.deepEqual(wrong, []);
  });
}

journey("the demo opens with verdict, map, series and incidents", async (page) => {
  await to(page, "/");
  assert.match(await page.title(), /^Mali, /);
  assert.match(await page.locator(".verdict .word").innerText(), /Improved|Deteriorated|Unchanged|Insufficient/);
  assert.ok(await page.locator("#map svg circle").count() > 0);
  assert.ok(await page.locator(".incidents tbody tr").count() > 0);
});

journey("the campaign of 1 July is found from its bar", async (page) => {
  await to(page, "/");
  await page.locator('.bars a[data-month="2025-07"]').first().click();
  await page.waitForURL(/from=2025-07/);
  await page.getByRole("link", { name: /1 July 2025.*operation/ }).click();
  await page.waitForURL(/campaigns/);
  const text = await page.locator("main").innerText();
  for (const town of ["Diboli", "Kayes", "Nioro", "Niono", "Molodo", "Sandaré", "Gogui"]) assert.ok(text.includes(town), town);
});

journey("who says that 80 fighters died, and in which words", async (page) => {
  await to(page, JULY);
  await page.locator(".incidents tr", { hasText: "30–80" }).getByRole("link").first().click();
  const claim = page.locator(".field .claim", { has: page.locator(".value", { hasText: /^80/ }) }).first();
  const said = claim.locator("details").first();
  assert.match(await said.innerText(), /Malian Armed Forces/);
  await said.locator("summary").click();
  assert.match(await said.locator("mark").first().innerText(), /80/);
  await said.getByRole("link", { name: "In the report" }).click();
  await page.waitForURL(/document/);
  const mark = page.locator("#mark");
  assert.match(await mark.innerText(), /80/);
  assert.ok(await mark.isVisible());
});

journey("a place is corrected and the correction is taken back", async (page) => {
  await to(page, `${JULY}&place=Kayes`);
  await page.locator(".incidents tr", { hasText: "Kayes" }).getByRole("link").first().click();
  await page.getByText("Correct", { exact: true }).first().click();
  const form = page.locator(".actions form", { has: page.locator('[name=field]') });
  await form.locator("[name=field]").selectOption("place");
  await form.locator("[name=value]").fill("Diboli");
  await form.locator("[name=why]").fill("the radio names the village");
  await form.getByRole("button").click();
  await page.waitForURL(/done=/);
  assert.match(await page.locator(".deck").first().innerText(), /Diboli/);
  await page.locator(".done button").click();
  await page.waitForURL((url) => !url.search.includes("done"));
  assert.match(await page.locator(".deck").first().innerText(), /Kayes/);
});

journey("two incidents are merged, and undone", async (page) => {
  await to(page, JULY);
  const name = async (text) => (await page.locator(".incidents tr", { hasText: text }).locator("a").first().getAttribute("href")).split("/").pop();
  const [one, other] = [await name("Gogui"), await name("Diboli")];
  await to(page, `/incidents/${one}`);
  await page.getByText("Merge", { exact: true }).first().click();
  const form = page.locator(".actions form", { has: page.locator('[name=other]') });
  await form.locator("[name=other]").fill(other);
  await form.locator("[name=why]").fill("one column on one road");
  await form.getByRole("button").click();
  await page.waitForURL(/done=/);
  await to(page, `/incidents/${one}`);
  const merged = new URL(page.url()).pathname;
  const whole = await page.locator("main").innerText();
  assert.ok(whole.includes("Gogui") && whole.includes("Diboli"));
  await page.locator(".rulings button").first().click();
  await page.waitForLoadState();
  await to(page, JULY);
  assert.notEqual(await name("Gogui"), await name("Diboli"), merged);
});

journey("a French brief is made, printed, edited under the checker, and signed", async (page) => {
  await to(page, "/briefs");
  await page.locator("[name=language]").selectOption("fr");
  await page.locator("[name=from]").fill("2025-07");
  await page.locator("[name=to]").fill("2025-07");
  await page.getByRole("button", { name: "Make a brief" }).click();
  await page.waitForURL(/briefs\/\d+$/);
  assert.match(await page.locator("h1").innerText(), /Bulletin de situation/);
  assert.ok((await page.pdf()).length > 20_000);
  await page.getByRole("link", { name: "Edit" }).click();
  const first = page.locator(".sentence").first();
  await first.locator("textarea").fill("Neuf cents personnes ont été tuées à Gao.");
  await first.locator(".check", { hasText: "Not in the cited words" }).waitFor();
  await first.locator("textarea").fill("");
  await page.getByRole("button", { name: "Keep" }).click();
  await page.waitForURL(/briefs\/\d+$/);
  await page.getByRole("button", { name: "Sign" }).click();
  await page.waitForURL(/done=signed/);
  assert.match(await page.locator(".tools").innerText(), /signed by/);
});

journey("review by keyboard alone: confirm, undo, pass over", async (page) => {
  await to(page, "/");
  await page.keyboard.press("g");
  await page.keyboard.press("r");
  await page.waitForURL(/review/);
  const item = () => page.locator("#item h2 a").getAttribute("href");
  const first = await item();
  await page.keyboard.press("c");
  await page.waitForURL(/done=/);
  assert.notEqual(await item(), first);
  await page.keyboard.press("u");
  await page.waitForURL((url) => url.pathname === first);
  assert.equal(await page.locator(".counts .ok").count(), 0);
  await to(page, "/review");
  const second = await item();
  await page.keyboard.press("j");
  await page.waitForURL(/past=/);
  assert.notEqual(await item(), second);
  await page.keyboard.press("e");
  assert.equal(await page.evaluate(() => document.activeElement.name), "field");
});

journey("filters narrow the list, and their address can be handed on", async (page, context) => {
  await to(page, JULY);
  const all = await page.locator(".incidents tbody tr").count();
  await page.locator("[name=killed]").selectOption("10");
  await page.waitForURL(/killed=10/);
  await page.waitForFunction((n) => document.querySelectorAll(".incidents tbody tr").length < n, all);
  const few = await page.locator(".incidents tbody tr").count();
  const other = await context.newPage();
  await other.goto(page.url());
  assert.equal(await other.locator(".incidents tbody tr").count(), few);
});

journey("the live map draws the places without asking anybody else", async (page) => {
  await to(page, JULY);
  await page.getByRole("button", { name: "Live map" }).click();
  await page.locator('#map[data-ready="yes"]').waitFor({ timeout: 60_000 });
  assert.ok(await page.locator("#map canvas").count() > 0);
});

journey("everything can be read without JavaScript", async (page) => {
  for (const path of ["/", JULY, "/search?q=Diboli", "/review", "/briefs", "/actors", "/alerts", "/status"]) {
    await to(page, path);
    assert.ok((await page.locator("main").innerText()).length > 80, path);
  }
  await to(page, JULY);
  await page.locator("[name=killed]").selectOption("10");
  await page.getByRole("button", { name: "Filter" }).click();
  assert.match(page.url(), /killed=10/);
  await page.locator(".incidents tbody a").first().click();
  await page.locator("details.said summary").first().click();
  assert.ok(await page.locator("details.said mark").first().isVisible());
}, { javaScriptEnabled: false });

journey("what changed since the last visit is told", async (page, context) => {
  const past = "2025-01-01T00:00:00.000000Z";
  await context.addCookies([{ name: "vigie_last", value: past, url: desk.address }]);
  await to(page, JULY);
  assert.match(await page.locator(".news").innerText(), /You were here on 1 January 2025[\s\S]*new incidents/);
});

journey("somebody subscribes to alerts, and ends it", async (page) => {
  await to(page, "/subscriptions");
  await page.locator("[name=name]").last().fill("room");
  await page.locator("[name=to]").fill("mailto:desk@ngo.example");
  await page.getByRole("button", { name: "Subscribe" }).click();
  await page.getByRole("cell", { name: "desk@ngo.example" }).waitFor();
  await page.getByRole("button", { name: "End" }).click();
  await page.getByText("Nobody is told of anything yet").waitFor();
});

journey("a colleague is invited", async (page) => {
  await to(page, "/accounts");
  const form = page.locator("form", { has: page.locator('[name=name]') }).first();
  await form.locator("[name=name]").fill("awa");
  await form.getByRole("button").first().click();
  assert.match(await page.locator("body").innerText(), /invitation\//);
});

/** Begins the rebuild that the page of data offers, and waits until the record was made by the data as they stand. */
async function rebuild(page) {
  await page.getByRole("button", { name: "Rebuild" }).click();
  await page.getByText("as they stand").waitFor({ timeout: 300_000 });
}

journey("an actor gets another name, and a fault in the entry is shown with its line", async (page) => {
  await to(page, "/actor?name=JNIM");
  await page.getByRole("link", { name: "Edit the entry" }).click();
  const names = page.locator("[name=aliases]");
  await names.fill(`${await names.inputValue()}\nFAMa`);
  await page.locator("[name=why]").fill("a slip");
  await page.getByRole("button", { name: "Try and keep" }).click();
  assert.match(await page.locator(".faults").innerText(), /actors\/own\/jnim\.toml:\d+[\s\S]*Expected a name of JNIM alone/);
  assert.ok(await page.locator(".lines .bad").count() > 0);
  await names.fill((await names.inputValue()).replace("FAMa", "Roseau Bleu"));
  await page.locator("[name=why]").fill("a radio calls it so");
  await page.getByRole("button", { name: "Try and keep" }).click();
  await page.waitForURL(/kept=/);
  assert.match(await page.locator("main").innerText(), /a radio calls it so/);
});

journey("a place is added, a source is graded anew, and a rebuild puts both in force", async (page) => {
  await to(page, "/places");
  await page.getByRole("link", { name: "Add a place" }).click();
  const values = { name: "Kolodougou-Roseau", country: "MLI", admin1: "Mopti", lat: "14.2", lon: "-4.1",
    example: "Gunmen attacked [Kolodougou-Roseau] in Mali." };
  for (const [key, value] of Object.entries(values)) await page.locator(`[name=${key}]`).fill(value);
  await page.getByRole("button", { name: "Try and keep" }).click();
  await page.waitForURL(/kept=/);
  await to(page, "/source?name=RFI");
  await page.getByRole("link", { name: "Edit the entry" }).click();
  await page.locator("[name=grade]").selectOption("C");
  await page.getByRole("button", { name: "Try and keep" }).click();
  assert.match(await page.locator(".faults").innerText(), /reason of the old grade/);
  await page.locator("[name=reason]").fill("Two of five tolls were taken back this year.");
  await page.getByRole("button", { name: "Try and keep" }).click();
  await page.waitForURL(/kept=/);
  await rebuild(page);
  await to(page, "/source?name=RFI");
  assert.match(await page.locator("main").innerText(), /fairly reliable[\s\S]*Two of five tolls/);
});

journey("a brief is taken along as a Word document", async (page) => {
  await to(page, "/briefs");
  await page.locator("[name=from]").fill("2025-07");
  await page.locator("[name=to]").fill("2025-07");
  await page.getByRole("button", { name: "Make a brief" }).click();
  await page.waitForURL(/briefs\/\d+$/);
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Word" }).click()]);
  assert.match(file.suggestedFilename(), /^brief-\d+\.docx$/);
});
