// The popup: the connection, the niche in use and its keywords.
import { getElement } from "../shared/dom.js";
import { ask, onAnnouncement } from "../shared/messages.js";
import { getText } from "../shared/text.js";
import { drawConnection } from "./connection-view.js";
import { drawData } from "./data-view.js";
import { drawFooter } from "./footer.js";
import { drawKeys } from "./keys-view.js";
import { NicheSwitch } from "./niche-switch.js";
import { askPageTab } from "./page-tab.js";
import { drawPlaces } from "./places-view.js";
import { drawSight } from "./sight-view.js";
import { drawSteps, findStep } from "./steps-view.js";

/** @typedef {import("../shared/states.js").ConnectionReport} ConnectionReport */

/** What the user did wrong or can mend has words of its own; anything else shows the server's. */
const OWN_WORDS = ["bad_pairing", "pairing_refused", "keyword_too_long", "no_background"];

const niches = new NicheSwitch({
  selectRoot: getElement("niches"),
  menuRoot: getElement("niche-menu"),
  root: getElement("niche"),
  onList: (count) => drawSteps(getElement("steps"), findStep({ state: "ok" }, count > 0)),
  onError: showError,
  onSuccess: clearError,
});
let shown = "";

/**
 * Shows the state of the connection; again only when it is another one, so that nothing being typed is lost.
 * @param {ConnectionReport} report
 */
function showReport(report) {
  const { state, reason, port } = report;
  const isOk = state === "ok";
  const now = [state, reason, isOk ? "" : port].join();
  if (now !== shown) {
    shown = now;
    clearError();
    drawStatus(report);
    drawSteps(getElement("steps"), isOk ? undefined : findStep(report, true));
    drawConnection(getElement("connection"), report, { onReport: showReport, onError: showError });
    niches.setVisible(isOk);
  }
  if (isOk) niches.refresh();
}

/** @param {ConnectionReport} report */
function drawStatus({ state }) {
  const status = getElement("status");
  const words = { ok: "connected", checking: "checking" };
  status.textContent = getText(state === "ok" || state === "checking" ? words[state] : "not_connected");
  status.className = state === "ok" ? "ok" : state === "checking" ? "" : "wrong";
}

/** @param {any} error */
function showError(error) {
  const message = getElement("message");
  const isOwn = OWN_WORDS.includes(error?.code);
  message.textContent = isOwn ? getText(`error_${error.code}`) : String(error?.message ?? error);
  message.hidden = false;
  if (isOwn || error?.code === "invalid") return;
  // Whatever else went wrong may be the connection's fault: then its own words take over.
  ask("connection/get", null).then(
    (report) => report.state !== "ok" && showReport(report),
    () => {},
  );
}

function clearError() {
  getElement("message").hidden = true;
}

async function start() {
  document.documentElement.lang = getText("@@ui_locale").replace("_", "-");
  document.documentElement.dir = getText("@@bidi_dir");
  showReport({ state: "checking" });
  onAnnouncement("connection/changed", showReport);
  onAnnouncement("profile/changed", () => niches.refresh());
  onAnnouncement("settings/changed", () => niches.refresh());
  drawKeys(getElement("keys"), showError);
  drawFooter(getElement("footer"), showError);
  askPageTab("sight").then((report) => {
    drawSight(getElement("sight"), report, showError);
    drawPlaces(getElement("places"), report?.unknownPlaces ?? [], showError);
    drawData(getElement("data"), report, showError);
  }, showError);
  try {
    showReport(await ask("connection/check", null));
  } catch (error) {
    showError(error);
  }
}

start();
