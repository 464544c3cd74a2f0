import { make } from "../shared/dom.js";
import { ask } from "../shared/messages.js";
import { formatNumber, getText } from "../shared/text.js";
import { makeCommand } from "./command.js";

/**
 * The user's own data: what is kept about people, for which account; how to back it up, and to forget it.
 * @typedef {import("../shared/values.js").AccountReport} AccountReport
 * @typedef {import("../shared/values.js").LedgerReport} LedgerReport
 * @typedef {import("../shared/sight.js").SightReport} SightReport
 * @typedef {{label: string, name?: string, question: string, forget: () => Promise<{forgotten: number}>}} Forgetting
 */

const BACKUP = "fieldmark-backup.json";

/**
 * Draws the section; it is read from the server each time it is opened.
 * @param {HTMLElement} root
 * @param {SightReport | undefined} report by which the account of the tab is known
 * @param {(error: unknown) => void} onError
 */
export function drawData(root, report, onError) {
  const summary = make("summary", { text: getText("data") });
  // Always there: what is put into a live region is read, what comes with one is not.
  const status = make("p", { role: "status", class: "said" });
  const body = make("div");
  const details = make("details", { ontoggle: () => details.open && refresh() }, summary, status, body);
  root.replaceChildren(details);

  async function refresh() {
    try {
      draw(await ask("ledger/get", null));
    } catch (error) {
      body.replaceChildren();
      onError(error);
    }
  }

  /** @param {LedgerReport} ledger */
  function draw({ accounts, bytes }) {
    const kept = accounts.filter(({ people }) => people > 0);
    body.replaceChildren(
      ...(kept.length > 0 ? [make("ul", {}, ...kept.map(makeAccount))] : [make("p", { text: getText("data_none") })]),
      make("p", { class: "empty", text: getText("data_size", formatBytes(bytes)) }),
      ...(kept.length > 0 ? [makeForgetting(makeForgettingAll())] : []),
      make("p", { class: "empty", text: getText("data_backup") }),
      makeCommand(`fieldmark export --out ${BACKUP}`),
      make("p", { class: "empty", text: getText("data_restore") }),
      makeCommand(`fieldmark import ${BACKUP}`),
    );
  }

  /** @param {AccountReport} kept */
  function makeAccount({ account, people, decisions }) {
    const name = describeAccount(account, report);
    const counts = getText("data_counts", formatNumber(people), formatNumber(decisions));
    return make(
      "li",
      {},
      make("span", {}, make("bdi", { text: name }), make("span", { class: "empty", text: counts })),
      makeForgetting({
        label: getText("data_forget"),
        name: getText("data_forget_label", name),
        question: getText("data_forget_ask", name, counts),
        forget: () => ask("people/forget-account", { account }),
      }),
    );
  }

  /** @returns {Forgetting} */
  function makeForgettingAll() {
    return {
      label: getText("data_forget_all"),
      question: getText("data_forget_all_ask"),
      forget: () => ask("people/forget-all", null),
    };
  }

  /**
   * A button that asks a second time, in its own place.
   * @param {Forgetting} what
   */
  function makeForgetting({ label, name, question, forget }) {
    const place = make("div", { class: "forgetting" });
    const first = make("button", { type: "button", text: label, "aria-label": name, onclick: askAgain });
    place.append(first);

    function askAgain() {
      const keep = make("button", { type: "button", text: getText("data_keep"), onclick: stay });
      const really = make("button", { type: "button", class: "remove", text: getText("data_forget"), onclick: go });
      const buttons = make("div", { class: "line" }, really, keep);
      place.replaceChildren(
        make(
          "div",
          { role: "group", "aria-label": question, onkeydown: leave },
          make("p", { text: question }),
          buttons,
        ),
      );
      keep.focus();

      async function go() {
        for (const button of [really, keep]) button.disabled = true;
        try {
          const { forgotten } = await forget();
          status.textContent = getText("data_forgotten", formatNumber(forgotten));
          await refresh();
          summary.focus();
        } catch (error) {
          stay();
          onError(error);
        }
      }
    }

    function stay() {
      place.replaceChildren(first);
      first.focus();
    }

    /** @param {KeyboardEvent} event */
    function leave(event) {
      if (event.key !== "Escape") return;
      // Else it would close the popup.
      event.preventDefault();
      stay();
    }

    return place;
  }
}

/**
 * An account as the user knows it: the handle, where the tab tells it.
 * @param {string} account @param {SightReport | undefined} report
 */
function describeAccount(account, report) {
  return account === report?.account && report.accountHandle ? `${report.accountHandle} (${account})` : account;
}

/** @param {number} bytes */
function formatBytes(bytes) {
  const [unit, size] = bytes < 1_000_000 ? ["kilobyte", 1_000] : ["megabyte", 1_000_000];
  return formatNumber(bytes / Number(size), { style: "unit", unit: String(unit), maximumFractionDigits: 1 });
}
