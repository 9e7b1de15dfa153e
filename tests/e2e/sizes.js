// `node sizes.js DIST`: what a reader downloads, raw and compressed; ends with an error when the first load is too large.
import { readFileSync, readdirSync } from "node:fs";
import { extname, join, relative } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const KB = 1000;
const WANTED = 200 * KB; // what we promise a reader on a slow line
const MOST = 260 * KB; // above it the build fails

const dist = process.argv[2];
const names = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(dist, join(entry.parentPath ?? entry.path, entry.name)))
  .sort();

// The files that index.html loads by itself, and the modules that those import: the first load.
function firstLoad() {
  const found = new Set(["index.html"]);
  for (const name of found) {
    if (![".html", ".js", ".css"].includes(extname(name))) continue;
    const text = readFileSync(join(dist, name), "utf8");
    const patterns = extname(name) === ".html"
      ? [/<link\b[^>]*\bhref="([^"]+)"/g, /<(?:script|img)\b[^>]*\bsrc="([^"]+)"/g, /\bfrom\s*['"]([^'"]+)['"]/g,
        /\bmodule_or_path:\s*['"]([^'"]+)['"]/g]
      : [/\bfrom\s*['"]([^'"]+)['"]/g, /\bimport\s*['"]([^'"]+)['"]/g, /\burl\(['"]?([^'")]+)['"]?\)/g];
    for (const [, address] of patterns.flatMap((pattern) => [...text.matchAll(pattern)])) {
      const target = address.replace(/^\.?\//, "").replace(/[?#].*$/, "");
      if (names.includes(target)) found.add(target);
    }
  }
  return found;
}

function measure(name) {
  const bytes = readFileSync(join(dist, name));
  const best = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } };
  return { name, raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, brotli: brotliCompressSync(bytes, best).length };
}

function row(name, ...numbers) {
  console.log(name.padEnd(44) + numbers.map((number) => number.toLocaleString("en").padStart(12)).join(""));
}

function table(title, rows) {
  const total = (key) => rows.reduce((sum, one) => sum + one[key], 0);
  console.log(`\n${title.padEnd(44)}${["raw", "gzip -9", "brotli 11"].map((head) => head.padStart(12)).join("")}`);
  for (const one of rows) row(`  ${one.name}`, one.raw, one.gzip, one.brotli);
  row("  total", total("raw"), total("gzip"), total("brotli"));
  return total("brotli");
}

const first = firstLoad();
const later = names.filter((name) => !first.has(name) && !name.endsWith(".d.ts"));
const size = table("First load, bytes", [...first].map(measure));
table("Later loads, bytes", later.map(measure));

const kb = (bytes) => `${(bytes / KB).toFixed(1)} KB`;
console.log(`\nfirst load: ${kb(size)} brotli; wanted at most ${kb(WANTED)}, allowed ${kb(MOST)}`);
if (size > MOST) {
  console.error(`sizes: the first load is ${kb(size - MOST)} too large`);
  process.exitCode = 1;
} else if (size > WANTED) {
  console.log(`NOTE: the first load is ${kb(size - WANTED)} larger than wanted`);
}
