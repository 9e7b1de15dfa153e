// Small hurts: focus that falls out of reach, words that are cut, texts in the wrong language, times that are not read.
import { expect, test } from "@playwright/test";

let widget;
const open = async (page, query = "") => {
  await page.goto(`/?lang=en${query}`);
  widget = page.locator("rocketmq-rewind");
  await expect(widget.getByRole("slider")).toBeVisible();
};
const button = (name) => widget.getByRole("button", { name });
const focused = () => widget.evaluate((element) => {
  const at = element.shadowRoot.activeElement;
  return at?.getAttribute("aria-label") ?? at?.textContent;
});

test("a consumer that stops hands the focus on", async ({ page }) => {
  await open(page);
  await button("Stop A").press("Enter");
  expect(await focused()).toBe("Stop B");
  await button("Stop B").press("Enter");
  expect(await focused()).toContain("Start a consumer");
});

test("a button that its own click switches off keeps the focus", async ({ page }) => {
  await open(page);
  await button("Start a consumer").click();
  const undo = button(/^Undo/);
  while (await undo.isEnabled()) await undo.press("Enter");
  expect(await focused()).toMatch(/^Undo/);
  const before = await widget.evaluate((element) => element.snapshot());
  await undo.press("Enter");
  expect(await widget.evaluate((element) => element.snapshot())).toEqual(before);
  await button("Now").press("Enter");
  await expect(button("Now")).toBeDisabled();
  expect(await focused()).toBe("Now");
  await button(/Rewind the group/).press("Enter");
  await expect(button(/Rewind the group/)).toBeDisabled();
  expect(await focused()).toContain("Rewind the group");
});

/** Everything of a selector stands inside of its parent, and no text in it is cut. */
async function whole(selector) {
  const cut = await widget.evaluate((element, selector) => {
    const found = [...element.shadowRoot.querySelectorAll(selector)].filter((one) => one.checkVisibility());
    const inside = (one) => {
      const [box, outer] = [one, one.parentElement].map((at) => at.getBoundingClientRect());
      return box.width > 0 && box.left >= outer.left - 1 && box.right <= outer.right + 1 && one.scrollWidth <= one.clientWidth + 1;
    };
    return found.length === 0 ? ["nothing found"] : found.filter((one) => !inside(one)).map((one) => one.textContent);
  }, selector);
  expect(cut, selector).toEqual([]);
}

for (const lang of ["en", "zh"]) {
  test(`nothing that is needed is cut or gone at any width, ${lang}`, async ({ page }) => {
    for (const width of [320, 360, 899, 901, 984, 1020, 1100, 1180, 1181, 1440]) {
      await page.setViewportSize({ width, height: 800 });
      await open(page, `&lang=${lang}`);
      await whole(".worker .q");
      await whole(".i-ctl > *:not(.grow)");
      await whole(".clock > *:not(.grow)");
      if (width > 900) await expect(widget.locator(".i-ctl > .btn")).toHaveCount(2);
      await widget.locator(".clock .link").click();
      await expect(widget.getByRole("dialog")).toBeVisible();
    }
  });
}

test("a mini fills the place it is given", async ({ page }) => {
  await page.setViewportSize({ width: 1200, height: 700 });
  await open(page, "&mode=mini");
  expect(await widget.locator(".mini").evaluate((mini) => mini.getBoundingClientRect().width)).toBe(1200);
});

test("with the language everything that was said changes, or goes", async ({ page }) => {
  await open(page);
  await widget.evaluate((element) => { element.addEventListener("change", () => {}); });
  await button(/Rewind the group/).click();
  await expect(widget.locator(".toast")).toBeVisible();
  await widget.locator(".field.time input").fill("2022-13-17");
  await page.keyboard.press("Enter");
  await expect(widget.getByRole("alert")).toContainText("Month 13");
  await button("中文").click();
  await expect(widget.locator(".toast")).toHaveCount(0);
  await expect(widget.getByRole("alert")).toContainText("没有 13 月");
  await expect(widget.locator(".vh[role=status]")).toHaveText("");
});

test("a time on another day says which day", async ({ page }) => {
  await open(page);
  const ruler = widget.locator(".plot .day");
  await expect(ruler).toHaveCount(0);
  const field = widget.locator(".field.time input");
  await field.fill("2021-12-31 10:00");
  await field.press("Enter");
  await expect(ruler).toHaveText("2021-12-31");
  await button(/Rewind the group/).click();
  await expect(widget.locator(".toast")).toContainText("2021-12-31 10:00:00.000");
  await field.fill("2999-01-01");
  await field.press("Enter");
  await expect(ruler).toHaveText(/^299[89]-/);
});

test("typed words for times are read, and what is none says what to write", async ({ page }) => {
  await open(page);
  const field = widget.locator(".field.time input");
  const type = async (text) => { await field.fill(text); await field.press("Enter"); };
  for (const [text, shows] of [["latest", "2022-01-17 11:02:10.000"], ["+10 s", "2022-01-17 11:02:20.000"], ["now", "2022-01-17 11:02:10.000"], ["earliest", "2022-01-17 11:01:36.180"]]) {
    await type(text);
    await expect(field).not.toHaveAttribute("aria-invalid", "true");
    await expect(field).toHaveValue(shows);
  }
  await type("-1");
  await expect(widget.getByRole("alert")).toContainText("-1s is a second before now");
  await type("soon");
  await expect(widget.getByRole("alert")).toContainText("earliest");
});

test("no label of a lane covers another one or a mark's middle", async ({ page }) => {
  for (const width of [360, 984, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await open(page);
    await widget.getByRole("switch").first().click();
    const covered = await widget.evaluate((element) => {
      const boxes = (selector) => [...element.shadowRoot.querySelectorAll(`.plot ${selector}`)].map((one) => ({ box: one.getBoundingClientRect(), text: one.parentElement.textContent }));
      const labels = boxes(".pen, .gpen, .vpen");
      const over = (a, b) => a.left < b.right - 0.5 && b.left < a.right - 0.5 && a.top < b.bottom - 0.5 && b.top < a.bottom - 0.5;
      const middle = ({ left, right, top, bottom }, { box }) => box.left < (left + right) / 2 && (left + right) / 2 < box.right && box.top < (top + bottom) / 2 && (top + bottom) / 2 < box.bottom;
      const pairs = labels.flatMap((a, at) => labels.slice(at + 1).filter((b) => over(a.box, b.box)).map((b) => `${a.text} and ${b.text}`));
      const marks = boxes(".mk").flatMap((mark) => labels.filter((label) => middle(mark.box, label)).map((label) => `${label.text} over a mark`));
      return [...pairs, ...marks];
    });
    expect(covered, String(width)).toEqual([]);
  }
});

test("in forced colours the focus and what is chosen are still seen", async ({ page }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await open(page);
  const line = (locator) => locator.evaluate((one) => {
    const { outlineStyle, outlineColor, outlineWidth } = getComputedStyle(one);
    return outlineStyle === "solid" && outlineWidth !== "0px" && outlineColor !== "rgba(0, 0, 0, 0)";
  });
  const now = button("Now");
  expect(await line(now)).toBe(false);
  await now.focus();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Tab");
  expect(await line(now)).toBe(true);
  expect(await line(widget.getByRole("radio", { name: "5.3" }))).toBe(true);
  expect(await line(widget.getByRole("radio", { name: "4.9" }))).toBe(false);
});
