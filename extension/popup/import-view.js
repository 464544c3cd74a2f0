import { make } from "../shared/dom.js";
import { makeKeywordKey } from "../shared/keyword-edits.js";
import { ask } from "../shared/messages.js";
import { formatNumber, getText } from "../shared/text.js";

/**
 * A niche from a file, or a list pasted: what it would change is shown before anything is changed.
 * @typedef {import("../shared/effects.js").FileDifference} FileDifference
 * @typedef {import("../shared/values.js").Keyword} Keyword
 * @typedef {{name?: string, keywords: Keyword[], edit: (keywords: Keyword[]) => Keyword[]}} Take With a name it is for a
 *   new niche.
 */

/** Over this no request is taken, and what goes around the content takes some, too; UTF-16 code units. */
const LONGEST_CONTENT = 900_000;
const MOST_LISTED = 40;
const SIGNS = { added: "+", changed: "~", removed: "−" };

export class ImportView {
  /**
   * @param {object} options
   * @param {import("./niche.js").Niche | undefined} options.niche the one in use
   * @param {(take: Take) => void} options.onTake
   * @param {() => void} options.onCancel
   * @param {(error: unknown) => void} options.onError
   * @param {() => void} options.onSuccess
   * @param {() => Promise<string | undefined>} options.chooseFile
   */
  constructor({ niche, onTake, onCancel, onError, onSuccess, chooseFile }) {
    this.niche = niche;
    this.onTake = onTake;
    this.onError = onError;
    this.onSuccess = onSuccess;
    this.chooseFile = chooseFile;
    this.text = make("textarea", {
      id: "import",
      rows: "4",
      spellcheck: "false",
      placeholder: getText("import_placeholder"),
    });
    this.isNew = make("input", { type: "checkbox", id: "import-new", checked: niche === undefined });
    this.isNew.addEventListener("change", () => this.compare());
    this.result = make("div", { class: "stack", role: "status" });
    const submit = (/** @type {Event} */ event) => {
      event.preventDefault();
      this.compare();
    };
    this.element = make(
      "form",
      { class: "stack", onsubmit: submit },
      make("label", { for: "import", text: getText("import_label") }),
      this.text,
      niche && make("label", { class: "switch" }, this.isNew, getText("import_as_new")),
      make(
        "div",
        { class: "actions" },
        make("button", { type: "submit", class: "main", text: getText("import_compare") }),
        make("button", { type: "button", text: getText("import_file"), onclick: () => this.readFile() }),
        make("button", { type: "button", text: getText("cancel"), onclick: onCancel }),
      ),
      this.result,
    );
  }

  async readFile() {
    try {
      const content = await this.chooseFile();
      if (content === undefined) return;
      this.text.value = content;
      await this.compare();
    } catch (error) {
      this.onError(error);
    }
  }

  /** Shows what the content would change. */
  async compare() {
    const content = this.text.value;
    if (!content.trim()) {
      this.text.focus();
      return;
    }
    if (content.length > LONGEST_CONTENT) {
      const [length, most] = [content.length, LONGEST_CONTENT].map((number) => formatNumber(number));
      this.onError({ code: "invalid", message: getText("import_too_long", length ?? "", most ?? "") });
      return;
    }
    const into = this.isNew.checked ? undefined : this.niche?.profile;
    try {
      this.draw(await ask("profiles/compare", { content, profile: into?.id }), into?.name);
      this.onSuccess();
    } catch (error) {
      this.result.replaceChildren();
      this.onError(error);
    }
  }

  /** @param {FileDifference} difference @param {string | undefined} into the niche's name; undefined for a new one */
  draw(difference, into) {
    const isNew = into === undefined;
    const { added, removed, changed, same, keywords } = difference;
    const name = make("input", {
      id: "import-name",
      maxlength: "100",
      value: difference.name ?? "",
      placeholder: getText("niche_placeholder"),
    });
    const removes = make("input", { type: "checkbox", id: "import-removes" });
    const numbers = [added.length, changed.length, same].map((number) => formatNumber(number));
    const take = () =>
      this.onTake({
        ...(isNew ? { name: name.value.trim() } : {}),
        keywords,
        edit: (now) => merge(now, keywords, removes.checked ? removed : []),
      });
    this.result.replaceChildren(
      isNew ? make("label", { for: "import-name", text: getText("niche_name") }) : "",
      isNew ? name : make("p", { text: getText("import_sum", into, ...numbers) }),
      ...(isNew ? [make("p", { text: getText("import_words", formatNumber(keywords.length)) })] : []),
      ...(isNew
        ? []
        : [
            makeList("added", added),
            makeList(
              "changed",
              changed.map(({ after }) => after),
            ),
          ]),
      ...(isNew || removed.length === 0
        ? []
        : [
            make("label", { class: "switch" }, removes, getText("import_removes", formatNumber(removed.length))),
            makeList("removed", removed),
          ]),
      make("button", { type: "button", class: "main", text: getText(isNew ? "create" : "import_take"), onclick: take }),
    );
  }
}

/**
 * @param {Keyword[]} now @param {Keyword[]} taken @param {Keyword[]} removed
 * @returns {Keyword[]} what is there with what is taken in
 */
export function merge(now, taken, removed) {
  const byKey = new Map(now.map((keyword) => [makeKeywordKey(keyword.text), keyword]));
  for (const keyword of taken) byKey.set(makeKeywordKey(keyword.text), keyword);
  for (const { text } of removed) byKey.delete(makeKeywordKey(text));
  return [...byKey.values()];
}

/** @param {"added" | "changed" | "removed"} name @param {Keyword[]} keywords */
function makeList(name, keywords) {
  if (keywords.length === 0) return "";
  const rest = keywords.length - MOST_LISTED;
  return make(
    "ul",
    { class: "difference", tabindex: "0", "aria-label": getText(`difference_${name}`) },
    ...keywords
      .slice(0, MOST_LISTED)
      .map(({ text, kind }) =>
        make("li", {}, `${SIGNS[name]} `, make("bdi", { text }), ` (${getText(`kind_${kind}`)})`),
      ),
    rest > 0 && make("li", { text: getText("and_more", formatNumber(rest)) }),
  );
}
