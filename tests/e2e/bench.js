// `node bench.js ARCHIVE`: how long the built page takes for a preview, in a real Chromium. Prints, asserts nothing.
// The archive holds a large store; the page opens it as a person would.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";
import { launchOptions } from "./browser.js";
import { serve } from "./serve.js";

const POSITIONS = 400; // of the handle, all over the store
const CALLS = 50; // at each: the browser's clock is too coarse for one
const [archive] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));

function row(name, times) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share) => sorted[Math.floor((sorted.length - 1) * share)].toFixed(4).padStart(10);
  console.log(`${name.padEnd(44)}${at(0.5)}${at(0.95)}${at(1)}`);
}

const site = await serve(join(here, "../../dist"));
const browser = await chromium.launch(launchOptions);
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
page.on("pageerror", (error) => console.error(`page: ${error}`));
await page.goto(`${site.url}/?lang=en`);
await page.getByRole("button", { name: "Open a store…" }).click();
const begun = performance.now();
await page.locator("input[type=file]").first().setInputFiles(archive);
await page.getByRole("button", { name: "Open in the workbench" }).waitFor({ timeout: 60_000 });
console.log(`${"read and open the archive".padEnd(44)}${(performance.now() - begun).toFixed(0).padStart(10)} ms`);

await page.getByRole("button", { name: "Open in the workbench" }).click();
await page.getByRole("dialog").waitFor({ state: "hidden" });

const measured = await page.evaluate(({ positions, calls }) => {
  const element = document.querySelector("rocketmq-rewind");
  const snapshot = element.snapshot();
  const { group, settings } = snapshot.groups[0];
  const messages = snapshot.topics.flatMap((topic) => topic.queues).reduce((sum, queue) => sum + queue.max - queue.min, 0);
  const [from, to] = snapshot.topics.find((topic) => topic.topic === settings.topic).times;
  const preview = [];
  for (let step = 0; step < positions; step += 1) {
    const time = from + ((step * 7_777_777) % (to - from));
    const start = performance.now();
    for (let call = 0; call < calls; call += 1) element.preview({ group, topic: settings.topic, time: time + call, force: true });
    preview.push((performance.now() - start) / calls);
  }
  return { messages, preview };
}, { positions: POSITIONS, calls: CALLS });

// The whole way of one pointer move: the page's own handle, until the browser has laid the page out again.
const handle = page.locator('rocketmq-rewind [role="slider"]').first();
const box = await handle.boundingBox();
const moves = [];
if (box) {
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  for (let step = 0; step < 200; step += 1) {
    const x = 300 + ((step * 137) % 500);
    moves.push(await page.evaluate(async ([clientX, clientY]) => {
      const element = document.querySelector("rocketmq-rewind");
      const slider = element.shadowRoot.querySelector('[role="slider"]');
      const start = performance.now();
      const event = new PointerEvent("pointermove", { clientX, clientY, pointerId: 1, buttons: 1, bubbles: true, composed: true });
      slider.dispatchEvent(event);
      await new Promise((done) => queueMicrotask(done));
      slider.getBoundingClientRect();
      return performance.now() - start;
    }, [x, box.y + box.height / 2]));
  }
  await page.mouse.up();
}

console.log(`${measured.messages} messages, in wasm in ${browser.browserType().name()} ${browser.version()}\n`);
console.log(`${"".padEnd(44)}${["median", "95 %", "longest"].map((head) => head.padStart(10)).join("")}   in milliseconds`);
row("preview of a rewind, with its way to JavaScript", measured.preview);
if (moves.length > 0) row("a pointer move, with preview and drawing", moves);
await browser.close();
site.close();
