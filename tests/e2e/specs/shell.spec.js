// Everything around the timeline: files that are opened, Spring files, undo, versions, language.
import { readFile } from "node:fs/promises";
import { expect, test } from "@playwright/test";

const stores = new URL("../../truth/stores/", import.meta.url);
const archive = async (name) => ({ name, mimeType: "application/gzip", buffer: await readFile(new URL(name, stores)) });

const file = `spring:
  cloud:
    stream:
      bindings:
        input-back:
          destination: paid-orders
          group: audit-group
      rocketmq:
        bindings:
          input-back:
            consumer:
              consumeFromWhere: CONSUME_FROM_TIMESTAMP
              consumeTimestamp: 20220117110148
`;

let widget;
const snapshot = () => widget.evaluate((element) => element.snapshot());
const topics = async () => (await snapshot()).topics.map((topic) => topic.topic);

test.beforeEach(async ({ page }) => {
  await page.goto("/?lang=en");
  widget = page.locator("rocketmq-rewind");
  await expect(widget.getByRole("button", { name: "Open a store…" })).toBeVisible();
});

async function choose(upload) {
  await widget.getByRole("button", { name: "Open a store…" }).click();
  await widget.locator("input[type=file][accept]").setInputFiles(upload);
}

/** Drops a file in the middle of the page, as an operating system would. */
async function drop(page, { name, buffer }) {
  const data = await page.evaluateHandle(([name, base64]) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name));
    return transfer;
  }, [name, buffer.toString("base64")]);
  await widget.locator(".main").dispatchEvent("dragover", { dataTransfer: data });
  await widget.locator(".main").dispatchEvent("drop", { dataTransfer: data });
}

test("an archive from the file dialog stands on the timeline at its true times", async () => {
  await choose(await archive("mixed-5.3.3.tar.gz"));
  await expect(widget.getByRole("dialog")).toContainText("16");
  await widget.getByRole("button", { name: "Open in the workbench" }).click();
  await expect(widget.getByRole("dialog")).toBeHidden();
  expect(await topics()).toContain("Mixed");
  await expect(widget.locator(".i-title")).toContainText("Mixed");
  await expect(widget.getByRole("button", { name: /Rewind the group/ })).toBeVisible();
});

test("an archive can be dropped anywhere, and undo brings the first session back", async ({ page }) => {
  await drop(page, await archive("simple-4.9.7.tar.gz"));
  await widget.getByRole("button", { name: "Open in the workbench" }).click();
  expect(await topics()).not.toContain("test-topic3");
  await widget.getByRole("button", { name: "Undo: open simple-4.9.7.tar.gz" }).click();
  expect(await topics()).toContain("test-topic3");
  await expect(widget.locator(".i-title")).toContainText("test-topic3");
});

test("a broken, cut or wrong file says what and where, and the session stays", async () => {
  const whole = await archive("ties-5.3.3.tar.gz");
  const before = await snapshot();
  const cases = [
    [{ ...whole, buffer: whole.buffer.subarray(0, 900) }, /broken or cut off after byte 900 of 900/],
    [{ name: "notes.tar.gz", mimeType: "text/plain", buffer: Buffer.from("just some words, many times. ".repeat(60)) }, /notes\.tar\.gz.*archive is broken after 0 entries/],
    [{ name: "store.zip", mimeType: "application/zip", buffer: Buffer.from("PK\u0003\u0004 and so on") }, /store\.zip.*archive is broken/],
    [{ name: "empty.tar.gz", mimeType: "application/gzip", buffer: Buffer.alloc(0) }, /empty \(0 bytes\)/],
  ];
  for (const [upload, says] of cases) {
    await choose(upload);
    await expect(widget.getByRole("alert")).toContainText(says);
    await widget.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  }
  expect(await snapshot()).toEqual(before);
});

test("a store after a crash opens with what is good", async () => {
  await choose(await archive("crash-5.1.4.tar.gz"));
  await widget.getByRole("button", { name: /^Open (in the workbench|the)/ }).click();
  await expect(widget.getByRole("dialog")).toBeHidden();
  expect((await snapshot()).topics.length).toBeGreaterThan(0);
});

test("a Spring file shows what each line does, and is built as one step", async () => {
  await widget.getByRole("button", { name: "Paste YAML…" }).click();
  await widget.getByRole("textbox", { name: "application.yml" }).fill(file);
  const dialog = widget.getByRole("dialog");
  await expect(dialog).toContainText("paid-orders");
  await expect(dialog).toContainText("audit-group");
  await expect(dialog.locator(".rem")).toContainText("consumeTimestamp");
  await expect(dialog).toContainText("When it starts");
  await dialog.getByRole("button", { name: "Build this" }).click();
  expect(await topics()).toContain("paid-orders");
  await expect(widget.locator(".group h2")).toHaveText("audit-group");
  await widget.getByRole("status").getByRole("button", { name: "Undo" }).click();
  expect(await topics()).not.toContain("paid-orders");
});

test("a broken Spring file says the line and the column, can be mended, and is never lost", async () => {
  await widget.getByRole("button", { name: "Paste YAML…" }).click();
  const text = widget.getByRole("textbox", { name: "application.yml" });
  await text.fill(file.replace("              consumeTimestamp", "             consumeTimestamp"));
  await expect(widget.getByRole("alert")).toContainText("Line 13, column 14");
  await expect(widget.getByRole("button", { name: "Build this" })).toBeDisabled();
  await widget.getByRole("button", { name: "Move it to column 15" }).click();
  await expect(widget.getByRole("button", { name: "Build this" })).toBeEnabled();
  await widget.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await widget.getByRole("button", { name: "Paste YAML…" }).click();
  await expect(text).toHaveValue(file);
});

test("a message is sent, waits its delay, and is consumed; undo takes it back", async () => {
  const before = await snapshot();
  await widget.getByRole("button", { name: "Send", exact: true }).click();
  await expect(widget.getByText(/2 messages wait/)).toBeVisible();
  await widget.getByRole("radio", { name: "×60" }).click();
  await widget.getByRole("button", { name: "Let time run" }).click();
  await expect.poll(async () => (await snapshot()).waiting.length).toBe(0);
  await widget.getByRole("button", { name: "Stop the clock" }).click();
  expect((await snapshot()).deliveries).toBeGreaterThan(before.deliveries);
  const undo = widget.getByRole("group", { name: "History" }).getByRole("button", { name: /^Undo/ });
  while (await undo.isEnabled()) await undo.click();
  expect(await snapshot()).toEqual(before);
  await widget.getByRole("button", { name: /^Redo: send/ }).click();
  expect((await snapshot()).waiting.length).toBe(2);
});

test("undo stops a running clock, so that what was done before can be undone", async () => {
  const before = await snapshot();
  await widget.getByRole("button", { name: "Let time run" }).click();
  await widget.getByRole("button", { name: "Send", exact: true }).click();
  await expect(widget.getByText(/2 messages wait/)).toBeVisible();
  const undo = widget.getByRole("group", { name: "History" }).getByRole("button", { name: /^Undo/ });
  await undo.click();
  await expect(widget.getByRole("button", { name: "Let time run" })).toBeVisible();
  while (await undo.isEnabled()) await undo.click();
  expect(await snapshot()).toEqual(before);
});

test("another version lands elsewhere on the same store", async () => {
  await widget.getByRole("radio", { name: "4.9" }).click();
  expect((await snapshot()).version).toBe("4.9");
  await expect(widget.getByText("Models RocketMQ 4.9.7")).toBeVisible();
  await widget.getByRole("tab", { name: "Search" }).click();
  await expect(widget.getByRole("tabpanel")).toContainText("4.9 lands on");
  await expect(widget.getByRole("tabpanel")).toContainText("5.1 lands on");
});

test("the language changes everywhere, and the group's log line is the article's", async () => {
  await widget.getByRole("button", { name: "中文" }).click();
  await expect(widget.getByRole("button", { name: "回溯消费组" })).toBeVisible();
  await expect(widget.getByRole("heading", { name: "生产者" })).toBeVisible();
  await expect(widget.locator(".feed li").last()).toContainText("接收到回溯消息：{\"id\":1,\"desc\":\"test\"}");
});

test("a page can ask and command, and a refused command changes nothing", async () => {
  const result = await widget.evaluate((element) => {
    let told = 0;
    element.addEventListener("change", () => { told += 1; });
    const events = element.apply({ do: "produce", topic: "test-topic3", tag: "test01", body: "from the page" });
    const before = JSON.stringify(element.snapshot());
    let refused;
    try {
      element.apply({ do: "advance", byMs: -1 });
    } catch (error) {
      refused = error.message;
    }
    return { told, events: events.map(({ what }) => what.event), refused, same: JSON.stringify(element.snapshot()) === before };
  });
  expect(result.told).toBe(1);
  expect(result.events).toContain("stored");
  expect(result.refused).toContain("-1 ms");
  expect(result.same).toBe(true);
});
