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
// For each function its name and how many points it has; the counters are the points of all functions in that order.
const functions = readFileSync(names, "utf8").split("\n").map((line) => line.split(" "))
  .map(([name, points]) => ({ name, points: Number(points) }));
const ran = new Set();
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
  for (const number of numbers) ran.add(number);
  console.log(`${path}, ${slow} times as slow: ${numbers.length} stretches of code ran`);
  await page.close();
}
await browser.close();
site.close();
// Functions of one name and shape are one entry: only what ran in none of them is for later.
const entries = new Map();
let number = 0;
for (const { name, points } of functions) {
  const key = `${name}:${points}`;
  const entry = entries.get(key) ?? { name, points, cold: Array(points).fill(true) };
  for (let point = 0; point < points; point += 1) entry.cold[point] &&= !ran.has(number + point);
  entries.set(key, entry);
  number += points;
}
// Four points a hex digit, the first one is the digit's highest bit.
const digits = (cold) => cold.join("").replaceAll("true", "1").replaceAll("false", "0").match(/.{1,4}/g)
  .map((bits) => Number.parseInt(bits.padEnd(4, "0"), 2).toString(16)).join("");
// A name alone stands for all functions of that name, whatever their shape.
const called = new Set([...entries.values()].filter(({ cold }) => !cold[0]).map(({ name }) => name));
const later = [...entries.values()]
  .filter(({ name, cold }) => cold.includes(true) && !(cold[0] && called.has(name)))
  .map(({ name, points, cold }) => (cold[0] ? name : `${name}:${points}:${digits(cold)}`));
const whole = later.filter((entry) => entry.length === 8).length;
const lines = [];
for (const entry of [...new Set(later)].sort()) {
  if (lines.length === 0 || lines.at(-1).length + entry.length >= 120) lines.push(entry);
  else lines[lines.length - 1] += ` ${entry}`;
}
writeFileSync(profile, "# Code that no page runs before a hand comes near: functions, and stretches of functions.\n"
  + `# Written by \`cargo xtask profile\`.\n${lines.join("\n")}\n`);
console.log(`${whole} functions are for later, and parts of ${later.length - whole} others`);
