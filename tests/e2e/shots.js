// `node shots.js [--state NAME]... [--page PATH] [--size WxH]... [--theme dark]... [--lang zh]... [--out FOLDER]`
// Pictures of dist/ in every size, theme and language, into test-results/shots. Build first.
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";
import { launchOptions } from "./browser.js";
import { serve } from "./serve.js";
import { states } from "./states.js";

const here = dirname(fileURLToPath(import.meta.url));
const given = { state: [], page: [], size: [], theme: [], lang: [], out: [] };
const words = process.argv.slice(2);
while (words.length > 0) {
  const [flag, value] = words.splice(0, 2);
  if (!flag.startsWith("--") || !given[flag.slice(2)] || value === undefined) {
    console.error(`shots: unknown or incomplete ${flag}; there are --${Object.keys(given).join(", --")}`);
    process.exit(2);
  }
  given[flag.slice(2)].push(value);
}
const or = (list, standard) => (list.length > 0 ? list : standard);
const unknown = given.state.filter((name) => !states[name]);
if (unknown.length > 0) {
  console.error(`shots: no state ${unknown.join(", ")}; states.js has ${Object.keys(states).join(", ")}`);
  process.exit(2);
}

const [out] = or(given.out, [join(here, "test-results/shots")]);
const [path] = or(given.page, ["/"]);
mkdirSync(out, { recursive: true });
const site = await serve(join(here, "../../dist"));
const browser = await chromium.launch(launchOptions);
for (const name of or(given.state, Object.keys(states))) {
  for (const size of or(given.size, ["1440x900", "360x780"])) {
    for (const theme of or(given.theme, ["light", "dark"])) {
      for (const lang of or(given.lang, ["zh", "en"])) {
        const [width, height] = size.split("x").map(Number);
        const page = await browser.newPage({ viewport: { width, height }, hasTouch: width < 600, reducedMotion: "reduce" });
        page.on("pageerror", (error) => console.error(`  ${name}: ${error}`));
        page.on("console", (message) => message.type() === "error" && console.error(`  ${name}: ${message.text()}`));
        await page.goto(`${site.url}${path}?theme=${theme}&lang=${lang}`, { waitUntil: "networkidle" });
        await page.waitForFunction(() => document.querySelector("rocketmq-rewind")?.shadowRoot?.childElementCount > 0);
        try {
          await states[name](page);
        } catch (problem) {
          console.error(`  ${name}: did not get there: ${problem.message}`);
          process.exitCode = 1;
        }
        const file = join(out, `${name}.${width}.${theme}.${lang}.png`);
        await page.screenshot({ path: file });
        console.log(file);
        await page.close();
      }
    }
  }
}
await browser.close();
site.close();
