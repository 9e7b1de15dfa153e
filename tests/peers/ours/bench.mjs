// `node bench.mjs MODULE.wasm`: measures our store in wasm on request. ../README.md tells the lines it reads and writes.
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";

const { instance } = await WebAssembly.instantiate(await readFile(process.argv[2]), {});
const wasm = instance.exports;
const number = (text) => Number.parseInt(text, 10);
const shape = (text) => (text === "bursts" ? 1 : 0);

// The processor's time is that of all threads of this process: the compiler's are counted too.
function timed(work) {
  const used = process.cpuUsage();
  const start = performance.now();
  const found = work();
  const seconds = (performance.now() - start) / 1e3;
  const { user, system } = process.cpuUsage(used);
  return { seconds, cpu: (user + system) / 1e6, found };
}

const answers = {
  append(count) {
    const append = timed(() => wasm.append(number(count), 1, 0));
    const dispatch = timed(() => wasm.dispatch());
    return { units: number(count), ...append, settled: append.seconds + dispatch.seconds, settledCpu: append.cpu + dispatch.cpu };
  },
  fill(times, count) {
    wasm.append(number(count), 1, shape(times));
    return { units: wasm.dispatch() };
  },
  search(rule, calls, seed) {
    const { found, ...took } = timed(() => wasm.search(number(rule), number(calls), number(seed)));
    return { units: number(calls), ...took, sum: found };
  },
  make(bytes) {
    wasm.make_folder(number(bytes));
    return { units: number(bytes) };
  },
  open(after) {
    const { found, ...took } = timed(() => wasm.open(after === "lost" ? 1 : 0));
    return { units: wasm.log_bytes(), ...took, messages: found };
  },
  memory() {
    const log = wasm.log_bytes(); // before the store is let go
    return { log, store: wasm.store_bytes() };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const [what, ...words] = line.split(" ");
  console.log(JSON.stringify(answers[what]?.(...words) ?? null));
}
