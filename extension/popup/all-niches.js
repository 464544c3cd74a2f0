import { make } from "../shared/dom.js";
import { MOST_AT_ONCE } from "../shared/niches.js";
import { formatNumber, getText } from "../shared/text.js";
import { Choice } from "./choice.js";

/**
 * What is said while all niches judge: what the rows show, by how many it is, and whose keywords are edited below.
 * @typedef {import("../shared/values.js").Profile} Profile
 */
export class AllNiches {
  /** @param {(id: string) => void} onEdit another niche's keywords are wanted */
  constructor(onEdit) {
    const label = getText("keywords_of");
    this.choice = new Choice(label, onEdit);
    this.limit = make("p");
    this.element = make(
      "section",
      { id: "all-niches", "aria-label": getText("all_niches"), hidden: true },
      make("p", { text: getText("all_niches_hint") }),
      this.limit,
      make("div", { class: "edited" }, make("span", { text: label }), this.choice.element),
    );
  }

  /**
   * @param {Profile[]} profiles those that are not put away
   * @param {Profile | undefined} edited undefined while one is being named, or one alone judges
   */
  draw(profiles, edited) {
    this.element.hidden = edited === undefined;
    if (!edited) return;
    const [all, most] = [profiles.length, MOST_AT_ONCE].map((number) => formatNumber(number));
    this.limit.hidden = profiles.length <= MOST_AT_ONCE;
    this.limit.textContent = this.limit.hidden ? "" : getText("all_niches_many", all ?? "", most ?? "");
    this.choice.draw(
      profiles.map(({ id, name }) => [id, name]),
      edited.id,
    );
  }
}
