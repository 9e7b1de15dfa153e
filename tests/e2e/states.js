// The states that pictures are drawn of and that axe looks at, each with the steps that lead to it.
import { execFileSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

// States of the page that a picture is worth taking of: a name, and how a person gets there.
// Each function is given Playwright's page, open and drawn.
const handle = (page) => page.locator("rocketmq-rewind").getByRole("slider");

/** Takes the handle and moves it by so many pixels, without letting go. */
async function drag(page, by) {
  const box = await handle(page).boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + by, box.y + box.height / 2, { steps: 8 });
}

export const states = {
  start: async () => {},
  dragging: async (page) => {
    await page.locator("rocketmq-rewind").getByRole("switch").first().click();
    await drag(page, -60);
  },
  "new-group": async (page) => {
    await page.locator("rocketmq-rewind").locator(".r-title [role=radio]").nth(1).click();
  },
  "wrong-time": async (page) => {
    await page.locator("rocketmq-rewind").locator(".field.time input").first().fill("2022-13-17 11:01:48");
    await page.keyboard.press("Enter");
  },
  "zoomed-out": async (page) => {
    await handle(page).focus();
    for (let times = 0; times < 12; times++) await page.keyboard.press("-");
  },
  "open-store": async (page) => {
    await page.locator("rocketmq-rewind .hdr button[aria-haspopup]").nth(0).click();
  },
  "store-read": async (page) => {
    const folder = mkdtempSync(join(tmpdir(), "rewind-shot-"));
    const archive = fileURLToPath(new URL("../truth/stores/files-4.9.7.tar.gz", import.meta.url));
    execFileSync("tar", ["-xmzf", archive, "-C", folder]);
    await page.locator("rocketmq-rewind .hdr button[aria-haspopup]").nth(0).click();
    await page.locator("rocketmq-rewind input[webkitdirectory]").setInputFiles(folder);
    await page.locator("rocketmq-rewind dialog .stat").waitFor();
  },
  "save-store": async (page) => {
    await page.locator("rocketmq-rewind .hdr button[aria-haspopup]").nth(1).click();
  },
  retention: async (page) => {
    await expire(page);
    await page.locator("rocketmq-rewind .dock [role=tab]").nth(1).click();
    await page.locator("rocketmq-rewind .dock .panel button[aria-haspopup]").click();
  },
  expired: async (page) => {
    await expire(page);
    await handle(page).press("Home");
    for (let times = 0; times < 2; times++) await page.keyboard.press("-");
  },
  "look-up": async (page) => {
    const widget = page.locator("rocketmq-rewind");
    for (const keys of ["order77 paid", "order78 paid"]) {
      await widget.evaluate((element, keys) => element.apply({ do: "produce", topic: "test-topic3", queue: 1, keys, body: "x" }), keys);
    }
    await widget.evaluate((element) => element.apply({ do: "advance", byMs: 1000 }));
    await widget.locator(".dock [role=tab]").nth(0).click();
    await widget.locator(".dock .panel [role=radio]").nth(1).click();
    await widget.locator(".dock input[type=search]").fill("paid");
  },
};

/** The first log file of several is deleted; all others are there. */
async function expire(page) {
  await page.locator("rocketmq-rewind").evaluate((element) => {
    element.apply({ do: "resizeFiles", logBytes: 4096, queueBytes: 400 });
    element.apply({ do: "setRetention", fileReservedHours: 72, diskUsedPercent: 80 });
    const { now, retention } = element.snapshot();
    element.apply({ do: "advance", byMs: retention.nextDeletion - now });
  });
}
