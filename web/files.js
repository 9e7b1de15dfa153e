// Files of a person's disk: found in a drop, a choice or a folder, read piece by piece, and written.
// Every function throws ["empty"], ["gzip", bytes read], ["deflate"] or ["unreadable", why].

const unreadable = (error) => ["unreadable", String(error?.message ?? error)];

/** What was chosen in `<input type="file">`: [name, is a folder, [[path, File] …]], or undefined for nothing. */
export function chosen(input) {
  const files = [...input.files];
  if (files.length === 0) return undefined;
  if (!input.webkitdirectory) return [files[0].name, false, [[files[0].name, files[0]]]];
  const path = (file) => file.webkitRelativePath || file.name;
  return [path(files[0]).split("/")[0], true, files.map((file) => [path(file), file])];
}

/** What was dropped, likewise. Called while the drop is handled: afterwards the browser has forgotten its items. */
export async function dropped(data, files_max) {
  const entries = [...data.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  const folders = entries.filter((entry) => entry.isDirectory);
  if (folders.length === 0) return data.files.length ? [data.files[0].name, false, [[data.files[0].name, data.files[0]]]] : undefined;
  const found = [];
  const waiting = [...entries];
  while (waiting.length > 0 && found.length <= files_max) {
    const entry = waiting.pop();
    try {
      if (entry.isFile) found.push([entry.fullPath, await new Promise((resolve, reject) => entry.file(resolve, reject))]);
      else if (entry.isDirectory) waiting.push(...(await inside(entry)));
    } catch (error) {
      throw unreadable(error);
    }
  }
  return [folders[0].name, true, found];
}

async function inside(folder) {
  const reader = folder.createReader();
  const all = [];
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all;
    all.push(...some);
  }
}

/** The first bytes of a file. */
export async function slice(file, from, to) {
  try {
    return new Uint8Array(await file.slice(from, to).arrayBuffer());
  } catch (error) {
    throw unreadable(error);
  }
}

/** Gives the file's bytes to `take(bytes, how many of the file are read)`, unpacked, until it answers false. */
export async function stream(file, gzip, take) {
  if (file.size === 0) throw ["empty"];
  let read = 0;
  const counted = new TransformStream({
    transform(chunk, out) {
      read += chunk.byteLength;
      out.enqueue(chunk);
    },
  });
  let stream = file.stream().pipeThrough(counted);
  if (gzip) stream = stream.pipeThrough(new DecompressionStream("gzip"));
  await pull(stream, (bytes) => take(bytes, read), (error) => (gzip ? ["gzip", read] : unreadable(error)));
}

/** Gives the unpacked bytes of a file of a zip archive to `take(bytes, 0)`, until it answers false. */
export async function inflate(packed, take) {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  await pull(stream, (bytes) => take(bytes, 0), () => ["deflate"]);
}

async function pull(stream, take, failed) {
  const reader = stream.getReader();
  let busy_from = performance.now();
  for (;;) {
    // A stream that always has more would let nobody press a button.
    if (performance.now() - busy_from > 100) {
      await new Promise((resolve) => setTimeout(resolve));
      busy_from = performance.now();
    }
    let step;
    try {
      step = await reader.read();
    } catch (error) {
      throw failed(error);
    }
    if (step.done) return;
    if (take(step.value) === false) {
      reader.cancel().catch(() => {});
      return;
    }
  }
}

/** Saves bytes under a name, where the browser keeps downloads. */
export function download(name, bytes) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Whether a page may write into a folder here. */
export const can_write_folders = () => "showDirectoryPicker" in window;

/** An empty folder to write into; undefined when the person changed their mind. Throws ["full"] when it is not empty. */
export async function target_folder() {
  let folder;
  try {
    folder = await window.showDirectoryPicker({ mode: "readwrite", id: "rewind-store" });
  } catch (error) {
    if (error.name === "AbortError") return undefined;
    throw unreadable(error);
  }
  for await (const _ of folder.keys()) throw ["full"];
  return folder;
}

/** Writes a file: its bytes, and zeros behind them up to its size. */
export async function write_file(folder, path, bytes, size) {
  try {
    const parts = path.split("/");
    const name = parts.pop();
    for (const part of parts) folder = await folder.getDirectoryHandle(part, { create: true });
    const file = await folder.getFileHandle(name, { create: true });
    const out = await file.createWritable();
    await out.write(bytes);
    await out.truncate(size);
    await out.close();
  } catch (error) {
    throw unreadable(error);
  }
}
