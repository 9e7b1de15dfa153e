// The page as a reader first meets it.
import { expect, test } from "@playwright/test";

test("the element draws itself inside an open shadow root", async ({ page }) => {
  await page.goto("/");
  const root = page.locator("rocketmq-rewind").first();
  await expect.poll(() => root.evaluate((element) => element.shadowRoot?.childElementCount ?? 0)).toBeGreaterThan(0);
});

test("nothing is asked of another site, and the console stays empty", async ({ page, baseURL }) => {
  const [requests, complaints] = [[], []];
  page.on("request", (request) => requests.push(request.url()));
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto("/", { waitUntil: "networkidle" });
  expect(requests.filter((url) => !url.startsWith(baseURL) && !/^(data|blob):/.test(url))).toEqual([]);
  expect(complaints).toEqual([]);
});
