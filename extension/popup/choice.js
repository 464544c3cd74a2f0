import { make } from "../shared/dom.js";

/**
 * A choice among several. What is chosen with the pointer counts at once; by keys one can pass by others, so that there it
 * counts with Enter or when the focus leaves.
 */
export class Choice {
  /**
   * @param {string} label
   * @param {(value: string, how: {takesFocus: boolean}) => void} onChoose
   */
  constructor(label, onChoose) {
    this.onChoose = onChoose;
    this.chosen = "";
    this.isByKey = false;
    /** Whether keys have moved it, and it does not count yet. */
    this.isPending = false;
    this.element = make("select", {
      "aria-label": label,
      onpointerdown: () => (this.isByKey = false),
      onkeydown: ({ key }) => this.onKey(key),
      onblur: () => this.isPending && this.commit(false),
      onchange: () => (this.isByKey ? (this.isPending = true) : this.commit(true)),
    });
  }

  /** @param {string} key */
  onKey(key) {
    this.isByKey = key !== "Enter" && key !== " ";
    if (key === "Enter" && this.isPending) this.commit(true);
  }

  /** @param {boolean} takesFocus */
  commit(takesFocus) {
    this.isPending = false;
    const { value } = this.element;
    if (value !== this.chosen) this.onChoose(value, { takesFocus });
  }

  /**
   * Shows what there is to choose from; never under the hands of who is about to choose.
   * @param {[value: string, text: string][]} options
   * @param {string} chosen
   */
  draw(options, chosen) {
    if (this.isPending) return;
    this.chosen = chosen;
    const before = Array.from(this.element.options, ({ value, text }) => [value, text]);
    // What is the same stays: the browser would close a list that is open.
    if (JSON.stringify(before) !== JSON.stringify(options))
      this.element.replaceChildren(...options.map(([value, text]) => make("option", { value, text })));
    this.element.value = chosen;
  }
}
