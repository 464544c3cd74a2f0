import { make } from "../shared/dom.js";
import { ask } from "../shared/messages.js";
import { getText } from "../shared/text.js";
import { CHIP_ORDERS } from "./chip-order.js";

/** Over a long list of chips: a field to search it, and the order they are in. The order is kept, the search is not. */

/** Fewer than these can be looked over at once. */
export const LONG_LIST = 24;

export class ChipTools {
  /** @param {{onChange: () => void, onError: (error: unknown) => void}} options */
  constructor({ onChange, onError }) {
    this.search = make("input", {
      id: "search",
      type: "search",
      placeholder: getText("search_chips"),
      "aria-label": getText("search_chips"),
      oninput: onChange,
    });
    this.order = make(
      "select",
      { class: "kind", "aria-label": getText("chip_order") },
      ...CHIP_ORDERS.map((order) => make("option", { value: order, text: getText(`order_${order}`) })),
    );
    this.order.addEventListener("change", () => {
      onChange();
      ask("settings/change", { order: this.order.value }).catch(onError);
    });
    this.element = make("div", { class: "line tools", hidden: true }, this.search, this.order);
    ask("settings/get", null).then(
      ({ order }) => {
        if (order === this.order.value || !CHIP_ORDERS.some((known) => known === order)) return;
        this.order.value = order;
        onChange();
      },
      // Without an answer they stay in the order in which they were added.
      () => {},
    );
  }

  /** @param {number} keywords how many there are */
  setVisible(keywords) {
    this.element.hidden = keywords < LONG_LIST;
    if (this.element.hidden) this.search.value = "";
  }

  /** @returns {{order: string, query: string}} */
  read() {
    return { order: this.element.hidden ? "added" : this.order.value, query: this.search.value };
  }
}
