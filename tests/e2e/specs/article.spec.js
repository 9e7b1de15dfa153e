// The demo of the article: a delayed message is sent, stored and received; the group is sent back to before its store
// time, and receives it again. Once by mouse, once by keyboard alone. Pictures stay in test-results/article.
import { mkdirSync } from "node:fs";
import { expect, test } from "@playwright/test";

const pictures = "test-results/article";
mkdirSync(pictures, { recursive: true });

const root = (page) => page.locator("rocketmq-rewind");
const slider = (page) => root(page).getByRole("slider", { name: "Rewind to" });
const feed = (page) => root(page).getByRole("list", { name: "Handler log" });
const row = (page, queue) => root(page).locator(".p-body tbody tr").nth(queue);
const cells = (page, queue) => row(page, queue).locator("td .n, td .zero").allTextContents();
const picture = (page, name) => page.screenshot({ path: `${pictures}/${name}.png` });

async function open(page) {
  await page.goto("/?lang=en");
  await expect(slider(page)).toBeVisible();
}

/** Where a time of day stands on the plot, in page pixels: from the view that the overview names. */
async function pixelOf(page, clock) {
  const view = await root(page).getByRole("img", { name: /^Part in view/ }).getAttribute("aria-label");
  const [from, to] = view.match(/\d\d:\d\d:\d\d\.\d{3}/g).map(ms);
  const box = await root(page).locator(".plot").boundingBox();
  return box.x + ((ms(clock) - from) / (to - from)) * box.width;
}

function ms(clock) {
  const [hours, minutes, seconds] = clock.split(":").map(Number);
  return Math.round(((hours * 60 + minutes) * 60 + seconds) * 1000);
}

/** Time runs ten times faster until the feed says so. */
async function runUntil(page, line) {
  await root(page).getByRole("radio", { name: "×10" }).click();
  await root(page).getByRole("button", { name: "Let time run" }).click();
  await expect(line).toBeVisible({ timeout: 20_000 });
  await root(page).getByRole("button", { name: "Stop the clock" }).click();
}

test("by mouse: sent, received, looked at, sent back, received again", async ({ page }) => {
  await open(page);
  const producer = root(page).getByRole("region", { name: "Producer" });
  await producer.getByRole("radio", { name: "test03" }).click();
  await producer.getByRole("combobox", { name: "Delay" }).selectOption("2");
  await producer.getByRole("combobox", { name: "Queue" }).selectOption({ label: "Q1" });
  await producer.getByRole("textbox", { name: "Body" }).fill('{"id":1,"desc":"test"}');
  await producer.getByRole("button", { name: "Send", exact: true }).click();
  await expect(root(page).getByRole("button", { name: /^Undo: .*test-topic3/ })).toBeEnabled();
  await picture(page, "mouse-1-sent");

  const line = feed(page).getByRole("listitem").filter({ hasText: "Q1 #9" });
  await runUntil(page, line);
  await expect(line).toContainText('接收到回溯消息：{"id":1,"desc":"test"}');
  await picture(page, "mouse-2-received");

  // Its store time is not the time at which it was sent: the broker stored it again when it was due.
  const said = await root(page).locator(".names button", { hasText: "Queue 1, message 9" }).textContent();
  const stored = said.match(/stored (\S+),/)[1];
  const x = await pixelOf(page, stored);
  const received = await feed(page).getByRole("listitem").count();
  const thumb = await slider(page).boundingBox();
  await page.mouse.move(thumb.x + thumb.width / 2, thumb.y + thumb.height / 2);
  await page.mouse.down();
  await page.mouse.move(x - 40, thumb.y, { steps: 5 });
  await page.mouse.move(x - 10, thumb.y, { steps: 5 });

  // Before anything happens: the ghost stands at 9, one message would come again, and the broker is as it was.
  expect(await cells(page, 1)).toEqual(["10", "9", "1", "–"]);
  await expect(root(page).locator(".gpen-t").filter({ hasText: /^9$/ }).first()).toBeAttached();
  await picture(page, "mouse-3-held");
  await page.mouse.up();
  await expect(feed(page).getByRole("listitem")).toHaveCount(received);

  await root(page).getByRole("button", { name: "Rewind the group" }).click();
  await expect(root(page).getByRole("status").filter({ hasText: "Rewound to" })).toBeVisible();
  await picture(page, "mouse-4-rewound");
  const again = line.filter({ hasText: "2nd time" });
  await runUntil(page, again);
  await picture(page, "mouse-5-received-again");
});

/** Presses Tab until the focus is on something with this name. */
async function tabTo(page, name) {
  for (let presses = 0; presses < 200; presses++) {
    await page.keyboard.press("Tab");
    const found = await page.evaluate((name) => {
      const at = document.activeElement?.shadowRoot?.activeElement;
      return at && (at.getAttribute("aria-label") ?? at.textContent).trim() === name;
    }, name);
    if (found) return;
  }
  throw new Error(`Tab never came to ${name}`);
}

test("by keyboard alone: the same", async ({ page }) => {
  test.setTimeout(90_000);
  await open(page);
  await tabTo(page, "Send");
  await page.keyboard.press("Enter");
  await expect(root(page).getByRole("button", { name: /^Undo: .*test-topic3/ })).toBeEnabled();
  await tabTo(page, "Let time run");
  await page.keyboard.press("Enter");
  await tabTo(page, "×1");
  await page.keyboard.press("ArrowRight");
  // The delayed message of the opening and ours: both are stored again when they are due, ours last.
  const waits = root(page).getByText(/messages? waits?:/);
  await expect(waits).toHaveText(/^2 messages/);
  await expect(waits).toHaveCount(0, { timeout: 20_000 });
  await tabTo(page, "Rewind to");
  await page.keyboard.press("End");
  const at = await slider(page).getAttribute("aria-valuetext");
  const [, message, queue] = at.match(/On message (\d+) of queue (\d+)/);
  const line = feed(page).getByRole("listitem").filter({ hasText: `Q${queue} #${message}` });
  await expect(line).toHaveCount(1, { timeout: 20_000 });
  await picture(page, "keys-1-received");

  await page.keyboard.press("Control+ArrowLeft");
  await expect(slider(page)).toHaveAttribute("aria-valuetext", new RegExp(`1 message again.*Queue ${queue} would be at ${message}`));
  expect((await cells(page, Number(queue))).slice(1)).toEqual([message, "1", "–"]);
  await picture(page, "keys-2-asked");
  await page.keyboard.press("Enter");
  await expect(root(page).getByRole("button", { name: "Rewind the group" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(line.filter({ hasText: "2nd time" })).toBeVisible({ timeout: 40_000 });
  await picture(page, "keys-3-received-again");
});

test("a typed time is read, asked about, or refused in words", async ({ page }) => {
  await open(page);
  const field = root(page).locator(".i-ctl").getByRole("textbox", { name: "Rewind to" });
  const check = async (text, value) => {
    await field.fill(text);
    await field.press("Enter");
    await expect(slider(page)).toHaveAttribute("aria-valuenow", value);
  };
  await check("2022-01-17#11:01:48:123", "1642388508123");
  await expect(root(page).locator(".i-enc")).toContainText("123 ms lost");
  await check("2022-13-17 11:01:48", "1642388508123");
  await expect(root(page).getByRole("alert")).toHaveText("Month 13 does not exist (character 6). Nothing changed.");
  await check("20220117110149", "1642388509000");
  await check("1642388508", "1642388509000");
  await expect(root(page).getByRole("alert")).toContainText("seconds → 2022-01-17 11:01:48");
  await root(page).getByRole("button", { name: "Seconds", exact: true }).click();
  await expect(slider(page)).toHaveAttribute("aria-valuenow", "1642388508000");
  await expect(root(page).getByRole("alert")).toHaveCount(0);
});

test("Ctrl with the wheel zooms, Shift pans, and a plain wheel is the page's", async ({ page }) => {
  await page.setViewportSize({ width: 1200, height: 500 });
  await open(page);
  const view = () => root(page).getByRole("img", { name: /^Part in view/ }).getAttribute("aria-label");
  const plot = await root(page).locator(".plot").boundingBox();
  await page.mouse.move(plot.x + plot.width / 2, plot.y + 100);
  const first = await view();
  await page.mouse.wheel(0, 120);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(0);
  expect(await view()).toBe(first);
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -300);
  await page.keyboard.up("Control");
  await expect.poll(view).not.toBe(first);
  const zoomed = await view();
  await page.keyboard.down("Shift");
  await page.mouse.wheel(0, 100);
  await page.keyboard.up("Shift");
  await expect.poll(view).not.toBe(zoomed);
  await slider(page).focus();
  await page.keyboard.press("0");
  for (const key of ["+", "+", "+", "-"]) await page.keyboard.press(key);
  await expect(root(page).locator(".rt").first()).toHaveText(/^\d\d:\d\d:\d\d/);
});

test("Escape puts a dragged handle back, and a double click puts it on a message", async ({ page }) => {
  await open(page);
  const before = await slider(page).getAttribute("aria-valuenow");
  const thumb = await slider(page).boundingBox();
  await page.mouse.move(thumb.x + 20, thumb.y + 10);
  await page.mouse.down();
  await page.mouse.move(thumb.x + 120, thumb.y + 10, { steps: 4 });
  await expect(slider(page)).not.toHaveAttribute("aria-valuenow", before);
  await page.keyboard.press("Escape");
  await expect(slider(page)).toHaveAttribute("aria-valuenow", before);
  await page.mouse.up();
  await expect(slider(page)).toHaveAttribute("aria-valuenow", before);

  const plot = await root(page).locator(".plot").boundingBox();
  await page.mouse.dblclick(await pixelOf(page, "11:01:51.372"), plot.y + 57);
  await expect(slider(page)).toHaveAttribute("aria-valuetext", /On message 5 of queue 0, tag test01/);
});

test("the overview's frame and the lanes move the view, the ruler moves the handle", async ({ page }) => {
  await open(page);
  const view = () => root(page).getByRole("img", { name: /^Part in view/ }).getAttribute("aria-label");
  const drag = async (from, to, y) => {
    const before = await view();
    await page.mouse.move(from, y);
    await page.mouse.down();
    await page.mouse.move(to, y, { steps: 4 });
    await page.mouse.up();
    await expect.poll(view).not.toBe(before);
  };
  const over = await root(page).locator(".over").boundingBox();
  const frame = await root(page).locator(".brush").boundingBox();
  await drag(frame.x + frame.width / 2, frame.x + frame.width / 2 + 40, over.y + 20);
  await drag(over.x + over.width - 120, over.x + over.width - 20, over.y + 20);
  const plot = await root(page).locator(".plot").boundingBox();
  await drag(plot.x + 300, plot.x + 400, plot.y + 100);
  await slider(page).focus();
  await page.keyboard.press("0");
  await page.mouse.click(await pixelOf(page, "11:01:50.260"), plot.y + 10);
  await expect(slider(page)).toHaveAttribute("aria-valuetext", /On message 6 of queue 3/);
});

test("a new group says where it starts and why, starts, and is undone in one go", async ({ page }) => {
  await open(page);
  await root(page).getByRole("radio", { name: "New group from this time" }).click();
  await expect(root(page).locator(".r-q")).toContainText("used in 0 of 4 queues");
  await expect(root(page).locator(".trail li").first()).toContainText("answers 0");
  await root(page).locator("#new-group-name").fill("replay-group");
  await root(page).getByRole("button", { name: "Start the new group" }).click();
  await expect(root(page).getByRole("button", { name: "Group: replay-group" })).toBeVisible();
  const toast = root(page).getByRole("status").filter({ hasText: "replay-group was started" });
  await toast.getByRole("button", { name: "Undo" }).click();
  await root(page).getByRole("button", { name: /^Group: / }).click();
  await expect(root(page).getByRole("menuitemradio")).toHaveCount(1);
});

test("in the mini size a rewind plays by itself until it is through, and can be undone", async ({ page }) => {
  await page.setViewportSize({ width: 640, height: 360 });
  await page.goto("/?lang=en&mode=mini");
  await expect(root(page).locator(".ans")).toContainText("13again");
  await root(page).getByRole("button", { name: "Rewind the group" }).click();
  await expect(root(page).locator(".ans")).toContainText("13/ 13 received again", { timeout: 20_000 });
  await expect(root(page).getByRole("button", { name: "Let time run" })).toBeVisible();
  await picture(page, "mini-received-again");
  await root(page).getByRole("button", { name: "Undo" }).click();
  await expect(root(page).locator(".ans")).toContainText("13again");
});

test.describe("with a finger", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("the handle follows, the lanes pan sideways, and the page still scrolls", async ({ page }) => {
    await open(page);
    const client = await page.context().newCDPSession(page);
    const swipe = async (from, to) => {
      const touch = (type, points) => client.send("Input.dispatchTouchEvent", { type, touchPoints: points });
      await touch("touchStart", [from]);
      for (let step = 1; step <= 8; step++) {
        const at = (name) => from[name] + ((to[name] - from[name]) * step) / 8;
        await touch("touchMove", [{ x: at("x"), y: at("y") }]);
      }
      await touch("touchEnd", []);
    };
    const value = () => slider(page).getAttribute("aria-valuenow");
    const thumb = await slider(page).boundingBox();
    expect(thumb.height).toBeGreaterThanOrEqual(44);
    const before = await value();
    const middle = { x: thumb.x + thumb.width / 2, y: thumb.y + thumb.height / 2 };
    await swipe(middle, { x: middle.x + 80, y: middle.y });
    expect(Number(await value())).toBeGreaterThan(Number(before));
    const moved = await value();

    const view = () => root(page).getByRole("img", { name: /^Part in view/ }).getAttribute("aria-label");
    const plot = await root(page).locator(".plot").boundingBox();
    const first = await view();
    const lane = { x: plot.x + 200, y: plot.y + 120 };
    await swipe(lane, { x: lane.x - 100, y: lane.y });
    await expect.poll(view).not.toBe(first);
    expect(await value()).toBe(moved);
    const panned = await view();
    await swipe(lane, { x: lane.x, y: lane.y - 150 });
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(50);
    expect(await view()).toBe(panned);
    await picture(page, "finger");
  });
});
