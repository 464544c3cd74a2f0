import { make } from "../shared/dom.js";
import { ask } from "../shared/messages.js";
import { formatNumber, getText } from "../shared/text.js";
import { BANDS } from "../shared/values.js";

/** @typedef {import("../shared/effects.js").Agreement} Agreement */

/**
 * How often the badge and the user agreed, band by band. Asked when it is opened.
 * @param {object} options
 * @param {() => Promise<string | undefined>} options.findAccount whose decisions count
 * @param {() => string} options.getNiche its id
 * @param {(error: unknown) => void} options.onError
 * @returns {HTMLElement}
 */
export function makeAgreementPanel({ findAccount, getNiche, onError }) {
  const content = make("div", {});
  const details = make("details", { class: "agreement" }, make("summary", { text: getText("agreement") }), content);
  const fill = async () => {
    if (!details.open) return;
    try {
      const account = await findAccount();
      const agreement =
        account === undefined ? undefined : await ask("agreement/get", { account, profile: getNiche() });
      content.replaceChildren(...(agreement && hasDecisions(agreement) ? makeAgreement(agreement) : [makeNothing()]));
    } catch (error) {
      onError(error);
    }
  };
  details.addEventListener("toggle", fill);
  return details;
}

/** @param {Agreement} agreement */
function hasDecisions({ bands }) {
  return Object.values(bands).some(({ relevant, not_relevant: not }) => relevant + not > 0);
}

function makeNothing() {
  return make("p", { class: "empty", text: getText("agreement_nothing") });
}

/** @param {Agreement} agreement */
function makeAgreement({ bands, agreed, of }) {
  const rows = BANDS.map((band) =>
    make(
      "tr",
      {},
      make("th", { scope: "row" }, make("span", { class: `pill ${band}`, text: getText(`band_${band}`) })),
      make("td", { text: formatNumber(bands[band].relevant) }),
      make("td", { text: formatNumber(bands[band].not_relevant) }),
    ),
  );
  return [
    make("p", { text: getText("agreement_sum", formatNumber(agreed), formatNumber(of)) }),
    make(
      "table",
      {},
      make(
        "thead",
        {},
        make(
          "tr",
          {},
          make("th", { scope: "col", text: getText("agreement_badge") }),
          make("th", { scope: "col", text: getText("agreement_relevant") }),
          make("th", { scope: "col", text: getText("agreement_not") }),
        ),
      ),
      make("tbody", {}, ...rows),
    ),
  ];
}
