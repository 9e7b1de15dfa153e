// The one line that a page needs: <script type="module" src="…/embed.js"></script>, then <rocketmq-rewind> anywhere.
// Everything else is loaded from beside this file, wherever the page itself is.
import init from "./rewind.js";
await init({ module_or_path: new URL("./rewind_bg.wasm", import.meta.url) });
