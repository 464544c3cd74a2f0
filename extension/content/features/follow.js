/**
 * Notes whom the user follows: their own click on X's button, once the page has confirmed it by changing the button.
 * Never causes a click, and takes no answer's word for it.
 *
 * @typedef {import("../feature.js").Feature} Feature
 * @typedef {import("../feature.js").RowView} RowView
 */

// X changes the button at once, and back again where its server refuses.
const CONFIRMED_IN_MS = 20_000;
const REVERTED_IN_MS = 10_000;

/** What a click on a button in this state is to become, and what it then decides. @type {Record<string, {to: string[], triage: "followed" | "undecided"}>} */
const WANTED = {
  follow: { to: ["unfollow", "cancel"], triage: "followed" },
  unfollow: { to: ["follow"], triage: "undecided" },
  cancel: { to: ["follow"], triage: "undecided" },
};

/** @type {Feature} */
export const follow = {
  id: "follow",
  start({ adapter, decisions, signal, findView }) {
    /** By person key. @type {Map<string, {wanted: {to: string[], triage: "followed" | "undecided"}, until: number}>} */
    const clicked = new Map();
    /** Those just confirmed, by key: the state they may fall back to. @type {Map<string, {state: string, until: number}>} */
    const confirmed = new Map();

    /** @param {MouseEvent} event */
    function note(event) {
      if (!event.isTrusted || !(event.target instanceof Element)) return;
      const row = adapter.findRow(event.target);
      const view = row && findView(row);
      const found = view && adapter.findFollow(view.row);
      if (!view || !found?.button.contains(event.target)) return;
      const wanted = WANTED[found.state];
      if (wanted) clicked.set(view.key, { wanted, until: performance.now() + CONFIRMED_IN_MS });
      confirmed.delete(view.key);
    }
    document.addEventListener("click", note, { signal, capture: true });

    /** @param {RowView} view */
    function confirm(view) {
      const { key, row, verdict } = view;
      const click = clicked.get(key);
      const before = confirmed.get(key);
      if (!click && !before) return;
      const state = adapter.findFollow(row)?.state;
      const now = performance.now();
      if (click && state !== undefined && click.wanted.to.includes(state)) {
        clicked.delete(key);
        if (now > click.until) return;
        const { triage } = click.wanted;
        confirmed.set(key, { state, until: now + REVERTED_IN_MS });
        if (verdict.triage !== triage && (triage === "followed" || verdict.triage === "followed"))
          decisions.decide(view, { triage });
      } else if (before && state !== undefined && state !== before.state) {
        confirmed.delete(key);
        const triage = state === "follow" ? "undecided" : "followed";
        if (now <= before.until && verdict.triage !== triage) decisions.decide(view, { triage });
      }
    }

    return { showRow: confirm };
  },
};
