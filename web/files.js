// Reads a file as a stream, unpacks gzip on the way, and stops as soon as it grows too large.

/**
 * The unpacked bytes. `progress(read, size, unpacked)` is called on the way and may answer false to stop.
 * Throws ["stopped"], ["large"], ["zip"], ["empty"], ["gzip", bytes read] or ["unreadable", why].
 */
export async function read_file(file, bytes_max, progress) {
  if (file.size === 0) throw ["empty"];
  let head;
  try {
    head = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  } catch (error) {
    throw ["unreadable", String(error.message ?? error)];
  }
  if (head[0] === 0x50 && head[1] === 0x4b) throw ["zip"];
  const gzip = head[0] === 0x1f && head[1] === 0x8b;
  let read = 0;
  const counted = new TransformStream({
    transform(chunk, out) {
      read += chunk.byteLength;
      out.enqueue(chunk);
    },
  });
  let stream = file.stream().pipeThrough(counted);
  if (gzip) stream = stream.pipeThrough(new DecompressionStream("gzip"));
  const reader = stream.getReader();
  const parts = [];
  let length = 0;
  for (;;) {
    let step;
    try {
      step = await reader.read();
    } catch (error) {
      throw gzip ? ["gzip", read] : ["unreadable", String(error.message ?? error)];
    }
    if (step.done) break;
    length += step.value.byteLength;
    const reason = length > bytes_max ? "large" : progress(read, file.size, length) === false ? "stopped" : undefined;
    if (reason) {
      reader.cancel().catch(() => {});
      throw [reason];
    }
    parts.push(step.value);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}
