import { make } from "../shared/dom.js";
import { describeSince } from "../shared/moments.js";
import { formatNumber, getText } from "../shared/text.js";
import { askPageTab } from "./page-tab.js";

/** @typedef {import("../shared/sight.js").SightReport} SightReport */

/**
 * What the extension sees of the page in the tab, and what is the matter with it.
 * @param {HTMLElement} root
 * @param {SightReport | undefined} report undefined where no page of X answers
 * @param {(error: unknown) => void} onError
 */
export function drawSight(root, report, onError) {
  const lines = report ? describeSight(report) : [getText("sight_no_page")];
  const trouble = report?.trouble;
  root.replaceChildren(
    make(
      "details",
      { open: trouble !== undefined },
      make("summary", { text: getText("sight") }),
      trouble && make("p", { class: "trouble", text: getText(`notice_${trouble}`, formatNumber(report.rows)) }),
      ...lines.map((text) => make("p", { class: "empty", text })),
      trouble && makeCopyButton(onError),
    ),
  );
}

/** @param {SightReport} report @returns {string[]} */
function describeSight({ place, client, rows, readable, answers, people, since, news, undecided }) {
  const numbers = [rows, readable, answers, people].map((number) => formatNumber(number));
  return [
    place ? getText("sight_list", getText(`place_${place}`), ...numbers) : getText("sight_no_list"),
    ...(place && since !== undefined && news !== undefined
      ? [getText("sight_new", formatNumber(news), describeSince(since))]
      : []),
    ...(place && undecided !== undefined ? [getText("sight_undecided", formatNumber(undecided))] : []),
    ...(client === "xweb" ? [getText("sight_xweb")] : []),
  ];
}

/** @param {(error: unknown) => void} onError */
function makeCopyButton(onError) {
  const copy = async () => {
    try {
      await navigator.clipboard.writeText((await askPageTab("diagnosis")) ?? "");
      button.textContent = getText("copied");
    } catch (error) {
      onError(error);
    }
  };
  const button = make("button", {
    type: "button",
    text: getText("copy_diagnosis"),
    title: getText("copy_diagnosis_hint"),
    onclick: copy,
  });
  return button;
}
