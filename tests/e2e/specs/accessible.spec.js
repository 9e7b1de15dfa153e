// What a machine can say about people who read with their ears, or without colour: axe finds nothing in any state.
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";

const tab = (name) => (widget) => widget.getByRole("tab", { name }).click();
const opened = (name) => async (widget) => {
  await widget.page().keyboard.press("Escape");
  await widget.getByRole("button", { name }).click();
};

/** One after the other on one page: each is reached from the one before. */
const walk = [
  ["the article", async () => {}],
  ["the search", tab("Search")],
  ["looking a message up", async (widget) => {
    await widget.getByRole("radio", { name: "Key or id" }).click();
    await widget.getByRole("searchbox").fill("nothing");
  }],
  ["the commit log", tab("Commit log")],
  ["the consume queue", tab("Consume queue")],
  ["the history", tab("History")],
  ["a group's settings", (widget) => widget.getByRole("button", { name: "change" }).click()],
  ["a new group", (widget) => widget.getByRole("radio", { name: /New group/ }).click()],
  ["opening a store", opened("Open a store…")],
  ["saving a store", opened("Save…")],
  ["the log's files", async (widget) => {
    await widget.page().keyboard.press("Escape");
    await widget.getByRole("tab", { name: "Commit log" }).click();
    await widget.getByRole("button", { name: "Files and retention…" }).click();
  }],
  ["what is not modelled", opened("what is not modelled")],
  ["a broken Spring file", async (widget) => {
    await opened("Paste YAML…")(widget);
    await widget.getByRole("textbox", { name: "application.yml" }).fill("spring:\n  cloud:\n   stream: [\n");
  }],
];

// In the dark only the colours differ: three states show them all.
const dark = walk.filter(([name]) => ["the article", "a new group", "a broken Spring file"].includes(name));

for (const [theme, states] of [["light", walk], ["dark", dark]]) {
  test(`axe finds nothing, ${theme}`, async ({ page }) => {
    test.setTimeout(180_000); // ten looks of axe take ten seconds, and a minute beside other builds
    await page.goto(`/?lang=en&theme=${theme}`);
    const widget = page.locator("rocketmq-rewind");
    await expect(widget.getByRole("slider")).toBeVisible();
    const found = [];
    for (const [name, reach] of states) {
      await reach(widget);
      const { violations } = await new AxeBuilder({ page }).analyze();
      found.push(...violations.map(({ id, nodes }) => `${name}, ${id}: ${nodes.map(({ target }) => target.flat().join(" ")).join(", ")}`));
    }
    expect(found).toEqual([]);
  });
}
