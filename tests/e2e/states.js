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
};
