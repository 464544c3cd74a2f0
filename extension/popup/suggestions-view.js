import { make } from "../shared/dom.js";
import { ask } from "../shared/messages.js";
import { formatNumber, getText } from "../shared/text.js";

/**
 * Words that set apart whom the user followed from whom they passed, each with its evidence; to add, or never to be
 * offered again.
 * @typedef {import("../shared/effects.js").Suggestion} Suggestion
 * @typedef {import("../shared/effects.js").Suggestions} Suggestions
 */

/** More would take the place of the niche itself. */
const MOST_SHOWN = 5;
const KINDS = /** @type {const} */ (["related", "avoid"]);

export class SuggestionsView {
  /**
   * @param {object} options
   * @param {() => Promise<string | undefined>} options.findAccount whose decisions count
   * @param {() => string} options.getNiche its id
   * @param {(suggestion: Suggestion) => void} options.onAdd
   * @param {(error: unknown) => void} options.onError
   */
  constructor({ findAccount, getNiche, onAdd, onError }) {
    this.findAccount = findAccount;
    this.getNiche = getNiche;
    this.onAdd = onAdd;
    this.onError = onError;
    this.lists = make("div", {});
    this.status = make("div", { role: "status" });
    this.element = make(
      "section",
      { class: "suggestions", "aria-label": getText("suggestions_label") },
      this.lists,
      this.status,
    );
  }

  /** Asks anew, since the niche or the decisions are others. Where nobody answers, what was shown stays. */
  async refresh() {
    try {
      const account = await this.findAccount();
      if (account === undefined) return;
      this.draw(await ask("suggestions/list", { account, profile: this.getNiche() }));
    } catch {
      // Nobody asked for it; what is the matter with the server is said elsewhere.
    }
  }

  /** @param {Suggestions} answer */
  draw({ suggestions, decided, needed }) {
    const focused = this.lists.contains(document.activeElement) ? document.activeElement : null;
    const place = [...this.lists.querySelectorAll("button")].indexOf(/** @type {HTMLButtonElement} */ (focused));
    const missing = { relevant: needed - decided.relevant, not: needed - decided.not_relevant };
    const isEnough = missing.relevant <= 0 && missing.not <= 0;
    this.lists.replaceChildren(
      ...(isEnough ? KINDS.flatMap((kind) => this.makeList(kind, suggestions)) : [makeMissing(missing)]),
    );
    if (!focused) return;
    const buttons = [...this.lists.querySelectorAll("button")];
    (buttons[place] ?? buttons.at(-1) ?? this.status.querySelector("button"))?.focus();
  }

  /** @param {"related" | "avoid"} kind @param {Suggestion[]} suggestions */
  makeList(kind, suggestions) {
    const found = suggestions.filter((one) => (one.kind === "avoid") === (kind === "avoid")).slice(0, MOST_SHOWN);
    if (found.length === 0) return [];
    return [
      make("h2", { text: getText(`suggestions_${kind}`) }),
      make("ul", {}, ...found.map((suggestion) => this.makeItem(suggestion))),
    ];
  }

  /** @param {Suggestion} suggestion */
  makeItem(suggestion) {
    const { text } = suggestion;
    return make(
      "li",
      {},
      make("bdi", { class: "word", text }),
      make("span", { class: "soft", text: describeEvidence(suggestion) }),
      make("button", {
        type: "button",
        text: getText("suggestion_add"),
        "aria-label": getText("suggestion_add_label", text, getText(`kind_${suggestion.kind}`)),
        onclick: () => this.onAdd(suggestion),
      }),
      make("button", {
        type: "button",
        class: "plain",
        text: getText("suggestion_never"),
        "aria-label": getText("suggestion_never_label", text),
        onclick: () => this.refuse(text),
      }),
    );
  }

  /** @param {string} text */
  async refuse(text) {
    if (!(await this.tell(text, false))) return;
    const undo = make("button", { type: "button", text: getText("undo"), onclick: () => this.takeBack(text) });
    const words = make("bdi", { text: getText("did_never", text) });
    this.status.replaceChildren(make("div", { class: "changed" }, words, undo));
  }

  /** @param {string} text */
  async takeBack(text) {
    if (await this.tell(text, true)) this.status.replaceChildren();
  }

  /** @param {string} text @param {boolean} undo @returns {Promise<boolean>} whether the server has heard */
  async tell(text, undo) {
    try {
      await ask("suggestions/never", { profile: this.getNiche(), text, undo });
      await this.refresh();
      return true;
    } catch (error) {
      this.onError(error);
      return false;
    }
  }
}

/**
 * «9 of 11 followed, 1 of 60 passed»
 * @param {Suggestion} suggestion
 * @returns {string}
 */
export function describeEvidence({ evidence }) {
  const { relevant, of_relevant: ofRelevant, not_relevant: not, of_not_relevant: ofNot } = evidence;
  return getText("evidence", ...[relevant, ofRelevant, not, ofNot].map((number) => formatNumber(number)));
}

/** @param {{relevant: number, not: number}} missing decisions, at most 0 where there are enough */
function makeMissing({ relevant, not }) {
  const numbers = [relevant, not].map((number) => formatNumber(Math.max(0, number)));
  return make("p", { class: "empty", text: getText("suggestions_missing", ...numbers) });
}
