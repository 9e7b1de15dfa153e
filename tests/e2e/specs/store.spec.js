// Store folders in and out, looking messages up, and old files that go.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";

const stores = fileURLToPath(new URL("../../truth/stores/", import.meta.url));

let widget, dialog, folder;
const snapshot = () => widget.evaluate((element) => element.snapshot());
const queues = async (name) => (await snapshot()).topics.find(({ topic }) => topic === name)?.queues;

test.beforeEach(async ({ page }) => {
  folder = mkdtempSync(join(tmpdir(), "rewind-"));
  await page.goto("/?lang=en");
  widget = page.locator("rocketmq-rewind");
  dialog = widget.getByRole("dialog");
  await expect(widget.getByRole("button", { name: "Open a store…" })).toBeVisible();
});

test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The folder of a recorded broker, with the times of its files or, as a careless copy, without. */
function unpacked(name, options = "-xzf") {
  execFileSync("tar", [options, join(stores, `${name}.tar.gz`), "-C", folder]);
  return folder;
}

const chooseFolder = async (path) => {
  await widget.getByRole("button", { name: "Open a store…" }).click();
  await dialog.locator("input[webkitdirectory]").setInputFiles(path);
};

const chooseArchive = async (path) => {
  await widget.getByRole("button", { name: "Open a store…" }).click();
  await dialog.locator("input[accept]").setInputFiles(path);
};

/** Saves in the size of that name and returns the archive's path. */
async function save(page, size, packing) {
  await widget.getByRole("button", { name: "Save…" }).click();
  await dialog.getByRole("radio", { name: size }).check();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    dialog.getByRole("button", { name: packing, exact: true }).click(),
  ]);
  const path = join(folder, download.suggestedFilename());
  await download.saveAs(path);
  await expect(dialog.getByRole("status")).toContainText(download.suggestedFilename());
  await dialog.getByRole("button", { name: "Close" }).last().click();
  return path;
}

test("a folder opens with all its files, and times that a copy has lost are told", async () => {
  await chooseFolder(unpacked("files-4.9.7"));
  await expect(dialog).toContainText("Store read");
  await expect(dialog.getByRole("alert")).toHaveCount(0);
  await dialog.getByRole("button", { name: "Open in the workbench" }).click();
  await expect(dialog).toBeHidden();
  const whole = (await snapshot()).topics;
  rmSync(folder, { recursive: true });
  execFileSync("mkdir", [folder]);
  await chooseFolder(unpacked("files-4.9.7", "-xmzf"));
  await expect(dialog.getByRole("alert")).toContainText("Broker 4.9 searches by these times");
  await dialog.getByRole("button", { name: /^Open the/ }).click();
  expect((await snapshot()).topics).toEqual(whole);
});

test("a folder without a store is refused, and the session stays", async () => {
  const before = await snapshot();
  await chooseFolder(fileURLToPath(new URL("../specs", import.meta.url)));
  await expect(dialog.getByRole("alert")).toContainText("no commitlog folder");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  expect(await snapshot()).toEqual(before);
});

for (const [size, packing] of [["Small", ".zip"], ["Small", ".tar.gz"], ["As installed", ".zip"]]) {
  test(`the session is saved (${size}, ${packing}) and opens again`, async ({ page }) => {
    test.setTimeout(180_000); // a browser unpacks 1.4 GB of zeros, perhaps beside other builds
    const before = await queues("test-topic3");
    await chooseArchive(await save(page, size, packing));
    await expect(dialog).toContainText("Store read", { timeout: 120_000 });
    await expect(dialog.getByRole("alert")).toHaveCount(0);
    await dialog.getByRole("button", { name: "Open in the workbench" }).click();
    expect(await queues("test-topic3")).toEqual(before);
    const group = (await snapshot()).groups.find(({ group }) => group === "backtracking-consumer-group");
    expect(group.queues.some(({ committed }) => committed > 0)).toBe(true);
  });
}

test("reading can be stopped, and the session is as it was", async ({ page }) => {
  test.setTimeout(120_000);
  const path = await save(page, "As installed", ".zip");
  const before = await snapshot();
  await chooseArchive(path);
  await dialog.getByRole("button", { name: "Stop" }).click();
  await expect(dialog).toBeHidden();
  await page.waitForTimeout(500);
  await expect(dialog).toBeHidden();
  expect(await snapshot()).toEqual(before);
});

test("a message is found by its key, its unique key and its offset id", async () => {
  await widget.evaluate((element) => element.apply({ do: "produce", topic: "test-topic3", queue: 1, keys: "order77 paid", body: "x" }));
  await widget.evaluate((element) => element.apply({ do: "advance", byMs: 1000 }));
  await widget.getByRole("tab", { name: "Search" }).click();
  await widget.getByRole("radio", { name: "Key or id" }).click();
  const field = widget.getByRole("searchbox");
  await field.fill("order77");
  const row = widget.locator("table.found tbody tr");
  await expect(row).toHaveCount(1);
  await expect(row).toContainText("order77 paid");
  const [unique, offset] = await row.locator(".ids span").allTextContents();
  for (const id of [unique, offset]) {
    await field.fill(id);
    await expect(row).toContainText("order77 paid");
  }
  await field.fill("7F00000100002A9F0000000000000001");
  await expect(widget.locator(".dock")).toContainText("No record begins at that byte");
  await field.fill("order78");
  await expect(widget.locator(".dock")).toContainText("Nothing found");
  await field.fill("order77");
  await row.getByRole("button").click();
  await expect(widget.getByRole("slider")).toHaveAttribute("aria-valuetext", /message \d+ of queue 1/);
});

test("old files go one by one, and undo brings them back", async () => {
  const before = await queues("test-topic3");
  await widget.getByRole("tab", { name: "Commit log" }).click();
  await widget.getByRole("button", { name: "Files and retention…" }).click();
  await dialog.getByLabel("Size of files").selectOption({ label: "log 4 KiB, queue 20 entries" });
  await expect(dialog.locator(".files tr")).not.toHaveCount(1);
  await expect(dialog.getByRole("status")).toContainText("2022-01-21 04:00");
  await dialog.getByLabel("fileReservedTime").fill("0");
  await dialog.getByRole("button", { name: "Apply" }).click();
  await expect(dialog.getByRole("status")).toContainText("2022-01-18 04:00");
  await dialog.getByLabel("fileReservedTime").fill("-1");
  await dialog.getByRole("button", { name: "Apply" }).click();
  await expect(dialog.getByRole("alert")).toContainText(/fileReservedTime can't be -1/i);
  await dialog.getByRole("button", { name: "Delete expired files now" }).click();
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await widget.evaluate((element) => element.apply({ do: "advance", byMs: 20_000 }));
  const after = await queues("test-topic3");
  expect(after.some(({ min }, place) => min > before[place].min)).toBe(true);
  expect((await snapshot()).retention.nextDeletion).toBe(null);
  await widget.getByRole("button", { name: "Files and retention…" }).click();
  await expect(dialog.locator(".files .past")).not.toHaveCount(0);
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await widget.getByRole("button", { name: /^Undo/ }).first().click();
  expect((await queues("test-topic3")).map(({ min }) => min)).toEqual(before.map(({ min }) => min));
});
