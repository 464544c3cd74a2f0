import { make } from "../shared/dom.js";
import { formatNumber, getText } from "../shared/text.js";
import { describeAdvice, describeEffect, describePage, SLOT } from "./effect-words.js";
import { makeLitText } from "./lit-text.js";

/**
 * What a change would do, before it is saved: a sentence, what is to be said of the words, and whom it is about.
 *
 * @typedef {import("../shared/effects.js").Preview} Preview
 * @typedef {import("../shared/effects.js").Example} Example
 * @typedef {import("../shared/effects.js").Holding} Holding
 * @typedef {import("../shared/effects.js").Badge} Badge
 */

const FIELDS = /** @type {const} */ (["bio", "name", "location", "website"]);

export class EffectView {
  constructor() {
    this.isOpen = false;
    this.sentence = make("p", { role: "status" });
    this.more = make("div", { class: "more" });
    this.element = make(
      "section",
      { class: "effect", "aria-label": getText("effect_label"), hidden: true },
      this.sentence,
      this.more,
    );
  }

  hide() {
    this.element.hidden = true;
    this.sentence.replaceChildren();
  }

  /**
   * @param {string} subject what is tried
   * @param {Preview} preview
   * @param {Set<string>} words the keywords that are tried: what is to be said is of them
   */
  draw(subject, preview, words) {
    const [before = "", after] = describeEffect(preview).split(SLOT);
    const page = describePage(preview.open_page);
    const advice = preview.advice.filter(({ keyword }) => words.has(keyword));
    const items = listItems(preview, words);
    const bold = after === undefined ? [] : [make("b", {}, make("bdi", { text: subject })), after];
    this.sentence.replaceChildren(before, ...bold, page ? ` ${page}` : "");
    const focused = this.more.contains(document.activeElement);
    const [button, list] = items.length > 0 ? this.makeList(items) : [];
    this.more.replaceChildren(
      ...(button ? [button] : []),
      ...advice.map((each) => make("p", { class: "advice" }, make("bdi", { text: describeAdvice(each) }))),
      ...(list ? [list] : []),
    );
    if (focused) this.more.querySelector("button")?.focus();
    this.element.hidden = false;
  }

  /** @param {HTMLElement[]} items */
  makeList(items) {
    const list = make(
      "ul",
      {
        class: "examples",
        id: "examples",
        tabindex: "0",
        "aria-label": getText("effect_people"),
        hidden: !this.isOpen,
      },
      ...items,
    );
    const button = make("button", { type: "button", class: "link", "aria-controls": "examples" });
    const show = () => {
      list.hidden = !this.isOpen;
      button.textContent = getText(this.isOpen ? "effect_hide" : "effect_show");
      button.setAttribute("aria-expanded", String(this.isOpen));
    };
    button.addEventListener("click", () => {
      this.isOpen = !this.isOpen;
      show();
    });
    show();
    return [button, list];
  }
}

/**
 * Those whose badge changes; where nobody's does, who holds the words.
 * @param {Preview} preview @param {Set<string>} words
 */
function listItems({ examples, keywords }, words) {
  if (examples.length > 0) return examples.map(makeExample);
  return keywords.filter(({ text }) => words.has(text)).flatMap(({ examples: found = [] }) => found.map(makeHolding));
}

/** @param {Example} example */
function makeExample({ person, before, after, matches, lost }) {
  const field = FIELDS.find((name) => [...matches, ...lost].some((match) => match.field === name)) ?? "bio";
  const spans = [...matches, ...lost.map((match) => ({ ...match, isLost: true }))].filter(
    (match) => match.field === field,
  );
  const triage =
    person.triage === "undecided" ? null : make("span", { class: "soft", text: getText(`standing_${person.triage}`) });
  return make(
    "li",
    {},
    make("div", { class: "who" }, ...nameWho(person.name, person.handle), triage),
    make(
      "div",
      { class: "step" },
      makePill(before),
      make("span", { "aria-hidden": "true", text: "→" }),
      makePill(after),
    ),
    make("p", { dir: "auto" }, ...makeLitText(person[field] ?? "", spans)),
  );
}

/** @param {Holding} holding */
function makeHolding({ name, handle, text, start, end }) {
  return make(
    "li",
    {},
    make("div", { class: "who" }, ...nameWho(name, handle)),
    make("p", { dir: "auto" }, ...makeLitText(text, [{ start, end }])),
  );
}

/** @param {string | null | undefined} name @param {string} handle */
function nameWho(name, handle) {
  return [name ? make("bdi", { class: "name", text: name }) : null, make("bdi", { class: "soft", text: `@${handle}` })];
}

/** @param {Badge} badge */
function makePill({ relevance, band }) {
  const number = relevance === null ? "–" : formatNumber(relevance);
  const words =
    relevance === null ? getText("badge_no_basis") : getText("badge_plain", number, getText(`band_${band}`));
  return make(
    "span",
    { class: `pill ${band}` },
    make("span", { "aria-hidden": "true", text: number }),
    make("span", { class: "aside", text: words }),
  );
}
