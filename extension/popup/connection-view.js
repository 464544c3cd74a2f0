import { browser } from "../shared/browser.js";
import { make } from "../shared/dom.js";
import { ask } from "../shared/messages.js";
import { getText } from "../shared/text.js";
import { makeCommand } from "./command.js";

/**
 * The connection to the server: what is the matter in plain words, and the one thing to do about it.
 * @typedef {import("../shared/states.js").ConnectionReport} ConnectionReport
 * @typedef {import("../shared/states.js").ConnectionState} ConnectionState
 */

/**
 * What each state shows besides its words: a command to copy, the field for the pairing string, a button.
 * @type {Record<ConnectionState, {command?: string, pairing?: boolean, permission?: boolean, retry?: boolean}>}
 */
const REMEDIES = {
  checking: {},
  ok: {},
  "no-permission": { permission: true },
  down: { command: "fieldmark serve", retry: true },
  "wrong-app": { command: "fieldmark serve", retry: true },
  unpaired: { command: "fieldmark pair", pairing: true },
  blocked: { retry: true },
  "version-mismatch": { retry: true },
};
const ORIGINS = { origins: ["https://x.com/*", "https://twitter.com/*", "http://127.0.0.1/*"] };

/**
 * Draws the state of the connection.
 * @param {HTMLElement} root
 * @param {ConnectionReport} report
 * @param {{onReport: (report: ConnectionReport) => void, onError: (error: unknown) => void}} options
 */
export function drawConnection(root, report, { onReport, onError }) {
  const name = report.state.replaceAll("-", "_");
  const remedy = REMEDIES[report.state];
  const act = (/** @type {Promise<ConnectionReport>} */ work) => work.then(onReport, onError);
  root.hidden = report.state === "ok";
  root.replaceChildren(
    make("h2", { text: getText(`state_${name}`) }),
    make("p", { class: "remedy", text: describeRemedy(report) }),
    ...(remedy.command ? [makeCommand(remedy.command)] : []),
    ...(remedy.pairing ? [makePairingForm(act)] : []),
    ...(remedy.permission ? [makeButton("allow", () => act(requestPermission()))] : []),
    ...(remedy.retry ? [makeButton("try_again", () => act(ask("connection/check", null)))] : []),
  );
}

/**
 * The words for what to do; a reason may have its own.
 * @param {ConnectionReport} report
 * @returns {string}
 */
function describeRemedy({ state, reason, port }) {
  const name = state.replaceAll("-", "_");
  const special = reason ? `remedy_${name}_${reason}` : "";
  const shown = port === undefined ? "" : String(port);
  const words = special ? getText(special, shown) : "";
  return words && words !== special ? words : getText(`remedy_${name}`, shown);
}

/** @param {(work: Promise<ConnectionReport>) => void} act */
function makePairingForm(act) {
  const field = make("input", {
    id: "pairing",
    placeholder: "fieldmark1:…",
    autocomplete: "off",
    spellcheck: "false",
    maxlength: "400",
    "aria-describedby": "pairing-hint",
  });
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (field.value.trim()) act(ask("pairing/save", { pairing: field.value }));
    else field.focus();
  };
  return make(
    "form",
    { class: "stack", onsubmit: submit },
    make("label", { for: "pairing", text: getText("pairing_label") }),
    make("div", { class: "line" }, field, make("button", { type: "submit", class: "main", text: getText("connect") })),
    make("p", { id: "pairing-hint", class: "empty", text: getText("pairing_hint") }),
  );
}

async function requestPermission() {
  await browser.permissions.request(ORIGINS);
  return ask("connection/check", null);
}

/** @param {string} text @param {() => void} onclick */
function makeButton(text, onclick) {
  return make("button", { type: "button", class: "main", text: getText(text), onclick });
}
