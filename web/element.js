// The class behind <rocketmq-rewind>; Rust cannot extend HTMLElement.
// Each element has its own session and its own open shadow root, and gives both up when it leaves the page.

/** Attributes that the element follows while it is on the page. */
const observed = ["mode", "lang", "theme", "zone", "version"];

let styles;

/** One style sheet for all elements: parsed once, and allowed where a page forbids style elements. */
function sheet(css) {
  if (!styles) {
    styles = new CSSStyleSheet();
    styles.replaceSync(css);
  }
  return styles;
}

export function define_element(name, css, mount, near) {
  if (customElements.get(name)) return;
  customElements.define(name, class extends HTMLElement {
    static observedAttributes = observed;
    #view;

    constructor() {
      super();
      for (const sign of ["pointerover", "focusin"]) this.addEventListener(sign, () => near(), { once: true });
    }

    connectedCallback() {
      if (this.#view) return;
      const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = [sheet(css)];
      const place = document.createElement("div");
      root.replaceChildren(place);
      this.#view = mount(place, this.#attributes(), () => this.dispatchEvent(new Event("change")));
    }

    disconnectedCallback() {
      // Moving an element inside the page disconnects and connects it at once; its session should survive that.
      queueMicrotask(() => {
        if (this.isConnected || !this.#view) return;
        this.#view.unmount();
        this.#view = undefined;
        this.shadowRoot.replaceChildren();
      });
    }

    attributeChangedCallback() {
      this.#view?.update(this.#attributes());
    }

    /** What the element shows, as a plain object. */
    snapshot() {
      return this.#mounted().snapshot();
    }

    /** What a rewind {group, topic, time, force} would do; nothing changes. */
    preview(rewind) {
      return this.#mounted().preview(rewind);
    }

    /** Carries a command out and returns what happened. Throws an Error and changes nothing when it is refused. */
    apply(command) {
      return this.#mounted().apply(command);
    }

    #mounted() {
      if (!this.#view) throw new Error("this <rocketmq-rewind> is not on a page");
      return this.#view;
    }

    #attributes() {
      return observed.map((attribute) => this.getAttribute(attribute) ?? "");
    }
  });
}
