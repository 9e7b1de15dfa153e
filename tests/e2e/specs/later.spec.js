// The page is drawn by half of the program; the other half comes when a hand comes near.
import { expect, test } from "@playwright/test";

function later(page) {
  const asked = [];
  page.on("request", (request) => request.url().endsWith("rewind_later.wasm") && asked.push(request.url()));
  return asked;
}

for (const [name, path] of [["the page", "/?lang=en"], ["the page in Chinese", "/?lang=zh&theme=dark"], ["the mini", "/?mode=mini&lang=en"]]) {
  test(`${name} is drawn without the later half`, async ({ page }) => {
    const asked = later(page);
    await page.goto(path);
    await page.getByRole("slider").waitFor();
    await page.waitForTimeout(500);
    expect(asked).toEqual([]);
  });
}

test("a pointer that comes near has the later half loaded", async ({ page }) => {
  const asked = later(page);
  await page.goto("/?lang=en");
  await page.getByRole("slider").hover();
  await expect.poll(() => asked.length).toBe(1);
});

test("a click that is quicker than that waits for it", async ({ page }) => {
  const asked = later(page);
  await page.goto("/?lang=en");
  await page.getByRole("slider").waitFor();
  // No pointer came near: the click is made by a program.
  await page.getByRole("tab", { name: "Commit log" }).evaluate((tab) => tab.click());
  await expect(page.getByRole("tab", { name: "Commit log" })).toHaveAttribute("aria-selected", "true");
  expect(asked.length).toBe(1);
});
