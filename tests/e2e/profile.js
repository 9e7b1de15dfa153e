// `node profile.js DIST NAMES PROFILE`: opens a counting build as readers do, and writes down which functions nobody
// called before a hand came near. `cargo xtask profile` makes the build and calls this.
import { readFileSync, writeFileSync } from "node:fs";
import { chromium } from "@playwright/test";
import { launchOptions } from "./browser.js";
import { serve } from "./serve.js";

const [dist, names, profile] = process.argv.slice(2);
const views = [
  { path: "/?lang=en&theme=light", width: 1440, height: 900 },
  { path: "/?lang=zh&theme=dark", width: 1100, height: 900 },
  { path: "/?lang=zh&version=4.9", width: 360, height: 780 },
  { path: "/?mode=mini&lang=en", width: 640, height: 360 },
];
// What is called may depend on how fast the machine is: each view is opened on a quick one and on slow ones.
const slowness = [1, 4, 10];
const list = readFileSync(names, "utf8").split("\n");
const called = new Set();
const site = await serve(dist);
const browser = await chromium.launch(launchOptions);
for (const { path, width, height, slow } of views.flatMap((view) => slowness.map((slow) => ({ ...view, slow })))) {
  const page = await browser.newPage({ viewport: { width, height } });
  await (await page.context().newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate: slow });
  await page.addInitScript(() => addEventListener("TrunkApplicationStarted", (event) => { window.counted = event.detail.wasm; }));
  await page.goto(site.url + path, { waitUntil: "networkidle" });
  await page.waitForFunction(() => document.querySelector("rocketmq-rewind")?.shadowRoot?.querySelector("button"));
  await page.waitForTimeout(1_000 + slow * 200);
  const numbers = await page.evaluate(() => Object.keys(window.counted)
    .filter((name) => /^n\d+$/.test(name) && window.counted[name].value === 1).map((name) => Number(name.slice(1))));
  for (const number of numbers) called.add(list[number]);
  console.log(`${path}, ${slow} times as slow: ${numbers.length} of ${list.length} functions called`);
  await page.close();
}
await browser.close();
site.close();
const later = [...new Set(list)].filter((name) => name !== "-" && !called.has(name)).sort();
const lines = [];
for (let at = 0; at < later.length; at += 13) lines.push(later.slice(at, at + 13).join(" "));
writeFileSync(profile, "# Functions that no page calls before a hand comes near. Written by `cargo xtask profile`.\n"
  + `${lines.join("\n")}\n`);
console.log(`${later.length} names are for later`);
