// A session as a story, and what a real cluster did with one.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";

const recordings = fileURLToPath(new URL("../../recordings/", import.meta.url));

let widget, dialog, folder;
const snapshot = () => widget.evaluate((element) => element.snapshot());
const open = (path) => widget.locator(".dock input[type=file]").setInputFiles(path);

test.beforeEach(async ({ page }) => {
  folder = mkdtempSync(join(tmpdir(), "rewind-"));
  await page.goto("/?lang=en");
  widget = page.locator("rocketmq-rewind");
  dialog = widget.getByRole("dialog");
  await widget.getByRole("tab", { name: "History" }).click();
});

test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function save(page) {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    widget.getByRole("button", { name: "Save as story" }).click(),
  ]);
  const path = join(folder, download.suggestedFilename());
  await download.saveAs(path);
  return path;
}

test("what was done is saved as a story, and played again it leads to the same", async ({ page }) => {
  await widget.getByRole("button", { name: "Rewind the group" }).click();
  await widget.evaluate((element) => element.apply({ do: "advance", byMs: 20_000 }));
  const before = await snapshot();
  const story = await save(page);
  expect(readFileSync(story, "utf8")).toContain("rewind backtracking-consumer-group on test-topic3 to 2022-01-17 11:01:48.000");
  await widget.evaluate((element) => element.apply({ do: "advance", byMs: 1_000 }));
  await open(story);
  await expect(widget.locator(".hi.cur")).toContainText("story.txt");
  expect(await snapshot()).toEqual(before);
});

test("a recording of a real broker lies beside the session that played the same story", async () => {
  await open(join(recordings, "one-rewind.txt"));
  await expect(widget.locator(".hi.cur")).toContainText("one-rewind.txt");
  await open(join(recordings, "one-rewind.5.3.3.jsonl"));
  await expect(dialog.getByRole("status")).toContainText("Both did the same");
  await expect(dialog).toContainText("5.3.3");
  await expect(dialog.locator("tbody tr")).toHaveCount(7);
});

test("beside another session it says what differs", async () => {
  await open(join(recordings, "one-rewind.5.3.3.jsonl"));
  await expect(dialog.getByRole("status")).toContainText("answers differ");
  await expect(dialog.locator("tr.bad").first()).toContainText("rewind-story");
});

test("a file that is neither leaves the session as it was, and says where it is wrong", async () => {
  const before = await snapshot();
  const wrong = join(folder, "wrong.txt");
  writeFileSync(wrong, "broker 5.3\nsned t: x\n");
  await open(wrong);
  await expect(widget.getByRole("alert")).toContainText("line 2");
  const broken = join(folder, "broken.jsonl");
  writeFileSync(broken, "{}\n");
  await open(broken);
  await expect(widget.getByRole("alert")).toContainText("line 1");
  expect(await snapshot()).toEqual(before);
});

test("what goes on from an opened store has no story", async () => {
  await open(join(recordings, "one-rewind.txt"));
  await expect(widget.locator(".hi.cur")).toContainText("one-rewind.txt");
  await widget.getByRole("button", { name: "Save as story" }).click();
  await expect(widget.getByRole("alert")).toContainText("no story");
});
