// Two widgets in one tutorial page: each has its own session, its own language, its own choices.
import { expect, test } from "@playwright/test";

test("two elements on the tutorial page are independent", async ({ page }) => {
  await page.goto("/examples/plain/en.html");
  const [first, second] = [0, 1].map((place) => page.locator("rocketmq-rewind").nth(place));
  await expect(second.locator(".feed li").last()).toBeVisible();
  const snapshot = (widget) => widget.evaluate((element) => element.snapshot());
  const untouched = await snapshot(second);
  expect((await snapshot(first)).version).toBe("5.3");
  expect(untouched.version).toBe("4.9");

  await first.getByRole("button", { name: "Rewind the group" }).click();
  await first.getByRole("button", { name: "Let time run" }).click();
  await expect(first.locator(".feed li.again").first()).toBeVisible();
  expect(await snapshot(second)).toEqual(untouched);
  await expect(second.locator(".feed li.again")).toHaveCount(0);
});

test("an element can be moved, removed and put back", async ({ page }) => {
  await page.goto("/examples/plain/index.html");
  const widget = page.locator("rocketmq-rewind").first();
  await expect(widget.locator(".feed li").last()).toBeVisible();
  const now = await widget.evaluate(async (element) => {
    element.apply({ do: "advance", byMs: 1234 });
    const { now } = element.snapshot();
    document.querySelector("main").append(element);
    await Promise.resolve();
    return element.snapshot().now === now;
  });
  expect(now).toBe(true);
  const anew = await page.evaluate(async () => {
    const element = document.querySelector("rocketmq-rewind");
    const { now } = element.snapshot();
    element.remove();
    await new Promise((resolve) => setTimeout(resolve));
    const root = element.shadowRoot.childElementCount;
    document.querySelector("main").append(element);
    return { root, later: element.snapshot().now !== now };
  });
  expect(anew.root).toBe(0);
});

test("the tutorial reads well on a narrow page: nothing scrolls sideways", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 700 });
  for (const name of ["index.html", "en.html"]) {
    await page.goto(`/examples/plain/${name}`);
    await expect(page.locator("rocketmq-rewind .feed").first()).toBeVisible();
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(sideways).toBe(0);
  }
});
