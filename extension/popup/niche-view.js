import { make } from "../shared/dom.js";
import { addKeywords, changeKeyword, nameWords, removeKeyword, splitKeywords } from "../shared/keyword-edits.js";
import { ask } from "../shared/messages.js";
import { getText } from "../shared/text.js";
import { AddField } from "./add-field.js";
import { makeAgreementPanel } from "./agreement-view.js";
import { ChipTools } from "./chip-tools.js";
import { findCompany } from "./company.js";
import { EffectView } from "./effect-view.js";
import { KeywordChips } from "./keyword-chips.js";
import { Previewer } from "./previewer.js";
import { SuggestionsView } from "./suggestions-view.js";
import { tryChange, tryWords } from "./trials.js";
import { drawUndoLine } from "./undo-line.js";

/**
 * The niche in use: a field to add keywords, the keywords by kind, what a change would do, and what was done last.
 * @typedef {import("./niche.js").Niche} Niche
 * @typedef {import("../shared/values.js").Kind} Kind
 * @typedef {import("./previewer.js").Trial} Trial
 * @typedef {import("../shared/effects.js").Preview} Preview
 */

export class NicheView {
  /**
   * @param {{niche: Niche, onError: (error: unknown) => void, onSuccess: () => void}} options
   */
  constructor({ niche, onError, onSuccess }) {
    this.niche = niche;
    this.onError = onError;
    this.onSuccess = onSuccess;
    this.add = new AddField({
      onAdd: (typed, kind) => this.addWords(typed, kind),
      onType: () => this.tryTyped(),
      onRefuse: (message) => onError({ code: "invalid", message }),
    });
    this.chips = this.makeChips();
    this.tools = new ChipTools({ onChange: () => this.drawChips(), onError });
    this.effect = new EffectView();
    this.previewer = new Previewer({
      askPreview: (trial) => this.askPreview(trial),
      onPreview: (trial, preview) => this.takePreview(trial, preview),
    });
    /** Whose followers it is about, and who is on the open page. */
    this.company = findCompany();
    // Nobody asked for it; what is the matter with the server is said elsewhere.
    this.company.catch(() => {});
    this.changed = make("div", { role: "status" });
    const about = {
      findAccount: async () => (await this.company)?.account,
      getNiche: () => this.niche.profile.id,
      onError,
    };
    this.suggestions = new SuggestionsView({
      ...about,
      onAdd: ({ text, kind }) =>
        this.change(getText("did_add", text), (keywords) => addKeywords(keywords, [text], kind).keywords),
    });
    this.element = make(
      "div",
      { onkeydown: (/** @type {KeyboardEvent} */ event) => this.onKey(event) },
      this.add.element,
      this.tools.element,
      this.chips.element,
      this.effect.element,
      this.changed,
      this.suggestions.element,
      makeAgreementPanel(about),
    );
    this.draw();
  }

  makeChips() {
    return new KeywordChips({
      onSave: (text, change) =>
        this.change(getText("did_change", text), (keywords) => changeKeyword(keywords, text, change), change.text),
      onMove: (text, kind) =>
        this.change(
          getText("did_move", text, getText(`kind_${kind}`)),
          (keywords) => changeKeyword(keywords, text, { text, kind }),
          text,
        ),
      onRemove: (text, next) =>
        this.change(getText("did_remove", text), (keywords) => removeKeyword(keywords, text), next),
      onTry: (text, change) => this.previewer.propose(tryChange(this.niche.profile.keywords, text, change)),
      focusInstead: () => this.add.field.focus(),
    });
  }

  /** Draws the niche as it is. */
  draw() {
    this.drawChips();
    drawUndoLine(this.changed, this.niche, {
      onStep: (step) => this.step(step),
      focusInstead: () => this.add.field.focus(),
    });
    this.tryTyped();
    this.suggestions.refresh();
  }

  drawChips() {
    const { keywords } = this.niche.profile;
    this.tools.setVisible(keywords.length);
    Object.assign(this.chips, this.tools.read());
    this.chips.draw(keywords);
  }

  /** Tells what the words in the field would do; of an empty one, what is to be said of the niche as it is. */
  tryTyped() {
    this.previewer.propose(tryWords(this.niche.profile.keywords, this.add.readWords(), this.add.getKind()));
  }

  /** @param {Trial} trial @returns {Promise<Preview | undefined>} */
  async askPreview({ keywords }) {
    const company = await this.company;
    if (!company) return undefined;
    const draft = { ...this.niche.profile, keywords };
    return ask("profiles/preview", { draft, account: company.account, open_page: company.keys });
  }

  /** @param {Trial} trial @param {Preview | undefined} preview */
  takePreview({ subject, words = [] }, preview) {
    if (preview && subject === undefined) this.chips.takePreview(preview);
    if (!preview || subject === undefined) {
      this.effect.hide();
      return;
    }
    // Within the editor, where there is one: over the chips it would cover the very button that is pointed at.
    const { editor } = this.chips;
    if (editor) editor.element.append(this.effect.element);
    else this.chips.element.after(this.effect.element);
    this.effect.draw(subject, preview, new Set(words));
  }

  /** @param {string} typed @param {Kind} kind */
  async addWords(typed, kind) {
    const texts = splitKeywords(typed);
    if (texts.length === 0) return;
    const { field } = this.add;
    const { added, moved, known, tooLong } = addKeywords(this.niche.profile.keywords, texts, kind);
    const touched = [...added, ...moved];
    const left = tooLong.join(", ");
    field.value = left;
    if (touched.length > 0) {
      const label = getText("did_add", nameWords(touched));
      const isSaved = await this.change(label, (keywords) => addKeywords(keywords, texts, kind).keywords);
      if (!isSaved) {
        // Nothing that was typed is lost, nor what was typed since.
        field.value = field.value === left ? typed : `${typed}, ${field.value}`;
        return;
      }
    } else if (known.length > 0) {
      this.changed.replaceChildren(make("p", { class: "empty", text: getText("already_there", known.join(", ")) }));
    }
    if (tooLong.length > 0) this.onError({ code: "keyword_too_long" });
  }

  /**
   * @param {string} label @param {import("./niche.js").Edit} edit
   * @param {string} [focus] the keyword whose chip has the focus afterwards
   * @returns {Promise<boolean>} whether it was saved
   */
  async change(label, edit, focus) {
    const isSaved = await this.attempt(() => this.niche.change(label, edit));
    if (focus !== undefined) this.chips.focus(focus);
    return isSaved;
  }

  /** @param {"undo" | "redo"} step */
  step(step) {
    return this.attempt(() => this.niche[step]());
  }

  /**
   * @param {() => Promise<void>} act
   * @returns {Promise<boolean>} whether it went well
   */
  async attempt(act) {
    let isDone = true;
    try {
      await act();
      this.onSuccess();
    } catch (error) {
      isDone = false;
      this.onError(error);
    }
    this.draw();
    return isDone;
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const isTyping = event.target instanceof HTMLInputElement && event.target.value !== "";
    const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey;
    if (!isCommand || event.key.toLowerCase() !== "z" || isTyping) return;
    event.preventDefault();
    this.step(event.shiftKey ? "redo" : "undo");
  }
}
