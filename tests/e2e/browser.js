// How Chromium is found and started, by the tests, by the screenshots and by the benchmark.
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const onPath = (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, "chromium"));

export const launchOptions = {
  executablePath: process.env.CHROMIUM ?? onPath.find(existsSync) ?? "/usr/bin/chromium",
  // No sandbox: it does not start for root. The rest keeps it from calling home.
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync"],
};
