// End-to-end tests: a real Chromium on the files in dist/.
import { defineConfig } from "@playwright/test";
import { launchOptions } from "./browser.js";

// Workers load this file again and inherit the port; two clones on one machine rarely choose the same.
process.env.REWIND_PORT ??= String(20000 + (process.pid % 10000));
const baseURL = `http://127.0.0.1:${process.env.REWIND_PORT}`;

export default defineConfig({
  testDir: "specs",
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  retries: process.env.CI ? 1 : 0, // a machine that does other work as well may be too slow once; it says so when it was
  reporter: [["list"]],
  use: { baseURL, launchOptions, trace: "retain-on-failure" },
  webServer: {
    command: `node serve.js ../../dist ${process.env.REWIND_PORT}`,
    url: `${baseURL}/index.html`,
    reuseExistingServer: false,
  },
});
