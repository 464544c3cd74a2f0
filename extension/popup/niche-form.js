import { make } from "../shared/dom.js";
import { ask } from "../shared/messages.js";
import { formatNumber, getText } from "../shared/text.js";

/**
 * The form for a new niche: its name, or a template to begin from.
 * @typedef {import("../shared/effects.js").Template} Template
 * @typedef {import("../shared/values.js").Keyword} Keyword
 */

/**
 * @param {(name: string, keywords: Keyword[]) => void} onCreate
 * @returns {HTMLFormElement}
 */
export function makeNicheForm(onCreate) {
  /** @type {Template[]} */
  let templates = [];
  const name = make("input", { id: "name", maxlength: "100", placeholder: getText("niche_placeholder") });
  const select = make(
    "select",
    { id: "template", class: "kind" },
    make("option", { value: "", text: getText("no_template") }),
  );
  const words = make("p", { class: "empty", role: "status" });
  const label = make("label", { for: "template", class: "soft", text: getText("template") });
  const part = make("div", { class: "stack", hidden: true }, label, select, words);
  const find = () => templates.find(({ id }) => id === select.value);
  let suggested = "";
  select.addEventListener("change", () => {
    const template = find();
    // A name that the user has typed stays.
    if (name.value === suggested) name.value = template?.name ?? "";
    suggested = template?.name ?? "";
    words.textContent = template ? describeTemplate(template) : "";
  });
  ask("templates/list", null).then(
    (found) => {
      templates = found;
      select.append(...makeGroups(found));
      part.hidden = found.length === 0;
    },
    // Without templates a niche is begun from nothing.
    () => {},
  );
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    onCreate(name.value.trim(), find()?.keywords ?? []);
  };
  return make(
    "form",
    { class: "stack", onsubmit: submit },
    make("h2", { text: getText("name_niche") }),
    make("p", { class: "remedy", text: getText("name_niche_hint") }),
    make("label", { class: "aside", for: "name", text: getText("niche_name") }),
    make("div", { class: "line" }, name, make("button", { type: "submit", class: "main", text: getText("create") })),
    part,
  );
}

/** @param {Template[]} templates by language, the user's own first */
function makeGroups(templates) {
  const own = getText("@@ui_locale").slice(0, 2);
  const languages = [...new Set(templates.map(({ lang }) => lang))];
  const names = new Intl.DisplayNames([own], { type: "language" });
  languages.sort((one, other) => Number(other === own) - Number(one === own));
  return languages.map((lang) =>
    make(
      "optgroup",
      { label: names.of(lang) ?? lang },
      ...templates
        .filter((each) => each.lang === lang)
        .map(({ id, name }) => make("option", { value: id, text: name })),
    ),
  );
}

/** @param {Template} template */
function describeTemplate({ keywords }) {
  const first = keywords.slice(0, 6).map(({ text }) => text);
  return getText("template_words", formatNumber(keywords.length), first.join(", "));
}
