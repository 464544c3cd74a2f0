import { make } from "../shared/dom.js";
import { formatNumber, getText } from "../shared/text.js";
import { KINDS } from "../shared/values.js";
import { makeKeywordEditor, makeKindSelect } from "./keyword-editor.js";
import { addKeywords, changeKeyword, removeKeyword, splitKeywords } from "./keyword-edits.js";
import { drawUndoLine } from "./undo-line.js";

/**
 * The keywords of the niche in use: a field to add some, a chip for each, by kind.
 * @typedef {import("./niche.js").Niche} Niche
 * @typedef {import("../shared/values.js").Keyword} Keyword
 * @typedef {import("../shared/values.js").Kind} Kind
 */

export class NicheView {
  /**
   * @param {HTMLElement} root
   * @param {{niche: Niche, onError: (error: unknown) => void, onSuccess: () => void}} options
   */
  constructor(root, { niche, onError, onSuccess }) {
    this.root = root;
    this.niche = niche;
    this.onError = onError;
    this.onSuccess = onSuccess;
    /** @type {string | undefined} the keyword under edit */
    this.edited = undefined;
    this.field = make("input", {
      id: "add",
      placeholder: getText("add_placeholder"),
      autocomplete: "off",
      maxlength: "20000",
    });
    this.kind = makeKindSelect("core", getText("kind_of_new"));
    this.form = make(
      "form",
      { class: "line", onsubmit: (/** @type {Event} */ event) => this.add(event) },
      make("label", { class: "aside", for: "add", text: getText("add_label") }),
      this.field,
      this.kind,
    );
    this.groups = make("div");
    this.changed = make("div", { role: "status" });
    this.root.replaceChildren(this.form, this.groups, this.changed);
    this.root.addEventListener("keydown", (event) => this.onKey(event));
    this.field.addEventListener("paste", (event) => this.paste(event));
    this.draw();
  }

  /** Draws the keywords as they are; the focus, and what is being typed into an editor, stay. */
  draw() {
    const { keywords } = this.niche.profile;
    const focused = this.findFocusedKeyword();
    const editor = this.groups.querySelector("form");
    this.groups.replaceChildren(
      ...KINDS.map((kind) =>
        this.makeGroup(
          kind,
          keywords.filter((keyword) => keyword.kind === kind),
        ),
      ),
    );
    if (editor && editor.dataset["keyword"] === this.edited) this.groups.querySelector("form")?.replaceWith(editor);
    if (focused !== undefined && document.activeElement === document.body) this.focusChip(focused);
    drawUndoLine(this.changed, this.niche, (step) => this.step(step));
  }

  /** @returns {string | undefined} */
  findFocusedKeyword() {
    const focused = document.activeElement;
    if (!focused || !this.groups.contains(focused)) return undefined;
    return /** @type {HTMLElement | null} */ (focused.closest("[data-keyword]"))?.dataset["keyword"];
  }

  /** @param {Kind} kind @param {Keyword[]} keywords */
  makeGroup(kind, keywords) {
    const chips = keywords.map((keyword, place) => make("li", {}, this.makeChip(keyword, place)));
    const id = `group-${kind}`;
    return make(
      "section",
      { class: "group", "aria-labelledby": id },
      make(
        "h2",
        { id },
        make("span", { text: getText(`kind_${kind}`) }),
        make("span", { text: formatNumber(keywords.length) }),
      ),
      chips.length > 0
        ? make("ul", { class: "chips" }, ...chips)
        : make("p", { class: "empty", text: getText(`empty_${kind}`) }),
    );
  }

  /**
   * One stop of the tab key a group; the arrow keys go from chip to chip.
   * @param {Keyword} keyword @param {number} place
   */
  makeChip(keyword, place) {
    if (this.edited === keyword.text)
      return makeKeywordEditor(keyword, {
        onSave: (changes) => this.save(keyword.text, changes),
        onCancel: () => this.closeEditor(keyword.text),
        onRemove: () => this.remove(keyword.text),
      });
    return make("button", {
      type: "button",
      class: `chip ${keyword.kind}`,
      tabindex: place === 0 ? "0" : "-1",
      "data-keyword": keyword.text,
      title: getText("chip_hint"),
      dir: "auto",
      text: keyword.text,
      onclick: () => this.openEditor(keyword),
    });
  }

  /** @param {Keyword} keyword */
  openEditor(keyword) {
    this.edited = keyword.text;
    this.draw();
    this.groups.querySelector("input")?.select();
  }

  /** @param {string} text @param {{text: string, kind: Kind}} changes */
  save(text, changes) {
    this.edited = undefined;
    this.change(getText("did_change", text), (keywords) => changeKeyword(keywords, text, changes), changes.text);
  }

  /** @param {string} text */
  closeEditor(text) {
    this.edited = undefined;
    this.draw();
    this.focusChip(text);
  }

  /** @param {Event} event */
  add(event) {
    event.preventDefault();
    const texts = splitKeywords(this.field.value);
    if (texts.length === 0) return;
    const kind = /** @type {Kind} */ (this.kind.value);
    const outcome = addKeywords(this.niche.profile.keywords, texts, kind);
    this.field.value = outcome.tooLong.join(", ");
    if (outcome.tooLong.length > 0) this.onError({ code: "keyword_too_long" });
    const touched = [...outcome.added, ...outcome.moved];
    if (touched.length > 0)
      this.change(getText("did_add", touched.join(", ")), (keywords) => addKeywords(keywords, texts, kind).keywords);
    else if (outcome.known.length > 0)
      this.changed.replaceChildren(
        make("p", { class: "empty", text: getText("already_there", outcome.known.join(", ")) }),
      );
  }

  /**
   * An input has one line; a pasted list has many.
   * @param {ClipboardEvent} event
   */
  paste(event) {
    const text = event.clipboardData?.getData("text") ?? "";
    if (!/[\n\r]/.test(text.trim())) return;
    event.preventDefault();
    this.field.value = [this.field.value, ...splitKeywords(text)].filter(Boolean).join(", ");
  }

  /** @param {string} text */
  remove(text) {
    this.edited = undefined;
    const order = this.listChips();
    const place = order.indexOf(text);
    const next = order[place + 1] ?? order[place - 1];
    this.change(getText("did_remove", text), (keywords) => removeKeyword(keywords, text), next);
  }

  /**
   * @param {string} label @param {import("./niche.js").Edit} edit
   * @param {string} [focus] the keyword whose chip has the focus afterwards
   */
  async change(label, edit, focus) {
    try {
      await this.niche.change(label, edit);
      this.onSuccess();
    } catch (error) {
      this.onError(error);
    }
    this.draw();
    if (focus !== undefined) this.focusChip(focus);
  }

  /** @param {"undo" | "redo"} step */
  async step(step) {
    try {
      await this.niche[step]();
      this.onSuccess();
    } catch (error) {
      this.onError(error);
    }
    this.draw();
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey;
    if (isCommand && event.key.toLowerCase() === "z" && !(target instanceof HTMLInputElement && target.value)) {
      event.preventDefault();
      this.step(event.shiftKey ? "redo" : "undo");
    } else if (event.key === "Escape" && this.edited !== undefined) {
      event.preventDefault();
      this.closeEditor(this.edited);
    } else if (target.classList.contains("chip")) {
      this.onChipKey(event, target);
    }
  }

  /** @param {KeyboardEvent} event @param {HTMLElement} chip */
  onChipKey(event, chip) {
    const isRightToLeft = getComputedStyle(chip).direction === "rtl";
    /** @type {Record<string, number>} */
    const steps = {
      ArrowRight: isRightToLeft ? -1 : 1,
      ArrowLeft: isRightToLeft ? 1 : -1,
      ArrowDown: 1,
      ArrowUp: -1,
    };
    const step = steps[event.key];
    if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      this.remove(chip.dataset["keyword"] ?? "");
    } else if (step !== undefined) {
      event.preventDefault();
      const order = this.listChips();
      this.focusChip(order[order.indexOf(chip.dataset["keyword"] ?? "") + step]);
    }
  }

  /** The keywords in the order of their chips. */
  listChips() {
    const chips = /** @type {NodeListOf<HTMLElement>} */ (this.groups.querySelectorAll("[data-keyword]"));
    return [...chips].map((chip) => chip.dataset["keyword"] ?? "");
  }

  /** @param {string | undefined} text */
  focusChip(text) {
    const places = /** @type {NodeListOf<HTMLElement>} */ (this.groups.querySelectorAll("[data-keyword]"));
    const place = [...places].find(({ dataset }) => dataset["keyword"] === text);
    (place?.querySelector("input") ?? place ?? this.field).focus();
  }
}
