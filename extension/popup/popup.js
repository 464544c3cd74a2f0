// The popup: the connection, the niche in use and its keywords.
import { getElement, make } from "../shared/dom.js";
import { ask, onAnnouncement } from "../shared/messages.js";
import { getText } from "../shared/text.js";
import { drawConnection } from "./connection-view.js";
import { drawFooter } from "./footer.js";
import { Niche } from "./niche.js";
import { NicheView } from "./niche-view.js";

/** @typedef {import("../shared/states.js").ConnectionReport} ConnectionReport */
/** @typedef {import("../shared/values.js").Profile} Profile */

const NEW_NICHE = "new";
/** What the user did wrong or can mend has words of its own; anything else shows the server's. */
const OWN_WORDS = ["bad_pairing", "pairing_refused", "keyword_too_long", "no_background"];

/** @type {NicheView | undefined} */
let view;

/** @param {ConnectionReport} report */
function showReport(report) {
  const isOk = report.state === "ok";
  const status = getElement("status");
  status.textContent = getText(isOk ? "connected" : report.state === "checking" ? "checking" : "not_connected");
  status.className = isOk ? "ok" : report.state === "checking" ? "" : "wrong";
  drawConnection(getElement("connection"), report, { onReport: showReport, onError: showError });
  getElement("niche").hidden = !isOk;
  getElement("niches").hidden = !isOk;
  if (!isOk) return;
  clearError();
  showNiches().catch(showError);
}

async function showNiches() {
  const profiles = (await ask("profiles/list", null)).filter(({ archived }) => !archived);
  const active = profiles.find((profile) => profile.active);
  drawNicheSelect(profiles, active);
  if (active) showNiche(active);
  else drawNewNiche();
}

/** @param {Profile} profile */
function showNiche(profile) {
  const isSame = view?.niche.profile.id === profile.id;
  if (view && isSame) {
    if (profile.revision > view.niche.profile.revision) {
      view.niche.profile = profile;
      view.draw();
    }
    return;
  }
  const niche = new Niche(profile, { onChange: () => view?.draw() });
  view = new NicheView(getElement("niche"), { niche, onError: showError });
  view.field.focus();
}

/** @param {Profile[]} profiles @param {Profile | undefined} active */
function drawNicheSelect(profiles, active) {
  const options = profiles.map(({ id, name }) =>
    make("option", { value: id, text: name, selected: id === active?.id }),
  );
  const select = make(
    "select",
    { "aria-label": getText("niche_in_use") },
    ...options,
    make("option", { value: NEW_NICHE, text: getText("new_niche"), selected: !active }),
  );
  select.addEventListener("change", () => {
    if (select.value === NEW_NICHE) drawNewNiche();
    else ask("profiles/activate", { id: select.value }).then(showNiches).catch(showError);
  });
  getElement("niches").replaceChildren(select);
}

function drawNewNiche() {
  view = undefined;
  const name = make("input", { id: "name", maxlength: "100", placeholder: getText("niche_placeholder") });
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    clearError();
    try {
      const added = await ask("profiles/add", { name: name.value.trim(), keywords: [] });
      if (!added.active) await ask("profiles/activate", { id: added.id });
      await showNiches();
    } catch (error) {
      showError(error);
    }
  };
  getElement("niche").replaceChildren(
    make(
      "form",
      { class: "stack", onsubmit: submit },
      make("h2", { text: getText("name_niche") }),
      make("p", { class: "remedy", text: getText("name_niche_hint") }),
      make("label", { class: "aside", for: "name", text: getText("niche_name") }),
      make("div", { class: "line" }, name, make("button", { type: "submit", class: "main", text: getText("create") })),
    ),
  );
  name.focus();
}

/** @param {any} error */
function showError(error) {
  const message = getElement("message");
  const isOwn = OWN_WORDS.includes(error?.code);
  message.textContent = isOwn ? getText(`error_${error.code}`) : String(error?.message ?? error);
  message.hidden = false;
  if (!isOwn && error?.code !== "invalid")
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
  onAnnouncement("profile/changed", () => view && showNiches().catch(showError));
  drawFooter(getElement("footer"), showError);
  try {
    showReport(await ask("connection/check", null));
  } catch (error) {
    showError(error);
  }
}

start();
