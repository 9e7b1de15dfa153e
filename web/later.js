// Loads the half of the program that a page does not need to be drawn; see `crates/wasm-split`.
// A build that was not cut (while developing, in tests) has no such half, and nothing is loaded.

const address = new URL("../../../rewind_later.wasm", import.meta.url);
let filled = false;
let loading;

/** Takes the place of the stubs in the first half. */
function fill(module, exports) {
  if (filled) return;
  new WebAssembly.Instance(module, { first: exports });
  filled = true;
}

/** Begins to load; what needs the half meanwhile waits for `load_now`. */
export function load_soon(exports) {
  if (filled || loading || !("has_later_half" in exports)) return;
  loading = WebAssembly.compileStreaming(fetch(address))
    .then((module) => fill(module, exports))
    .catch(() => { loading = undefined; }); // tried again when it is needed, and said then
}

/** Loads before it returns: only when a hand was quicker than `load_soon`. */
export function load_now(exports) {
  if (filled) return;
  const request = new XMLHttpRequest();
  request.open("GET", address, false);
  request.overrideMimeType("text/plain; charset=x-user-defined"); // bytes, one a character
  request.send();
  if (request.status !== 200) throw new Error(`${address}: ${request.status || "could not be loaded"}`);
  const bytes = Uint8Array.from(request.responseText, (character) => character.charCodeAt(0) & 0xff);
  fill(new WebAssembly.Module(bytes), exports);
}
