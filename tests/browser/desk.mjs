// A desk over a record of its own, and a browser before it: what every journey needs.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const BROWSERS = [process.env.VIGIE_BROWSER, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Starts `vigie demo` with an empty data folder; the address that it prints, and how to end it. */
export async function openDesk() {
  const folder = mkdtempSync(join(tmpdir(), "vigie-browser-"));
  const env = { ...process.env, XDG_DATA_HOME: folder };
  const program = spawn(process.env.VIGIE, ["demo", "--no-open", "--listen", "127.0.0.1:0"], { env });
  let said = "", wrong = "";
  program.stderr.on("data", (d) => { wrong += d; });
  const address = await new Promise((done, failed) => {
    program.stdout.on("data", (d) => { said += d; const found = said.match(/http:\/\/\S+/); if (found) done(found[0]); });
    program.on("exit", () => failed(new Error(`the desk ended: ${wrong}`)));
  });
  const close = () => new Promise((done) => {
    program.on("exit", () => { rmSync(folder, { recursive: true, force: true }); done(); });
    program.kill("SIGTERM");
  });
  return { address: address.replace(/\/$/, ""), folder, close };
}

/** A browser of the machine. */
export async function openBrowser() {
  const executablePath = BROWSERS.find((path) => path && existsSync(path));
  if (!executablePath) throw new Error("no Chromium: install it, or name it in VIGIE_BROWSER");
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"] });
}

/** A page that reports whatever its scripts complain of, and every request that leaves the machine. */
export async function openPage(browser, desk, options = {}) {
  const context = await browser.newContext({ locale: "en-GB", viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const wrong = [];
  page.on("pageerror", (e) => wrong.push(`script: ${e.message}`));
  // A form that is refused comes back with 422 and says why; the browser calls that an error of its own.
  const refused = (m) => m.text().includes("status of 422");
  page.on("console", (m) => { if (m.type() === "error" && !refused(m)) wrong.push(`console: ${m.text()}`); });
  page.on("request", (r) => {
    const own = r.url().startsWith(desk.address) || r.url().startsWith("blob:") || r.url().startsWith("data:");
    if (!own) wrong.push(`left the machine: ${r.url()}`);
  });
  return { page, wrong, context };
}
