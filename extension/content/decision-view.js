import { make } from "../shared/dom.js";
import { getText } from "../shared/text.js";
import { LONGEST_NOTE } from "../shared/values.js";
import { isDecided } from "./decisions.js";

/**
 * The popover's lower part: what the user decides about the person, their note, what was decided before.
 *
 * @typedef {import("../shared/values.js").Verdict} Verdict
 * @typedef {import("../shared/messages.js").PastChange} PastChange
 * @typedef {import("../shared/keys.js").Action} Action
 *
 * @typedef {object} DecisionActions
 * @property {(action: string) => void} decide
 * @property {() => void} editNote
 * @property {(note: string | null) => void} saveNote
 * @property {() => void} stopEditing
 * @property {() => Promise<PastChange[]>} askHistory
 * @property {() => void} forget
 */

/** @type {readonly Action[]} */
const BUTTONS = ["pass", "later", "relevant", "not_relevant"];

/**
 * What the user said of the person, and the buttons to say it.
 * @param {Verdict} verdict
 * @param {Record<Action, string>} keys
 * @param {DecisionActions} actions
 * @returns {(HTMLElement | null)[]}
 */
export function makeDecisionPart(verdict, keys, actions) {
  return [
    makeStanding(verdict),
    verdict.note ? make("p", { class: "note" }, make("bdi", { text: verdict.note })) : null,
    make(
      "div",
      { class: "actions", role: "group", "aria-label": getText("decide_label") },
      ...BUTTONS.map((action) =>
        makeButton(getText(`act_${action}`), keys[action], {
          isPressed: isDecided(verdict, action),
          onclick: () => actions.decide(action),
        }),
      ),
      makeButton(getText("act_note"), keys.note, { onclick: actions.editNote }),
    ),
    makeMore(actions),
  ];
}

/** @param {Verdict} verdict */
function makeStanding({ triage, overrule, came_back: cameBack, pending }) {
  const parts = [
    triage === "undecided" ? "" : getText(`standing_${triage}`),
    overrule ? getText(`standing_${overrule}`) : "",
    cameBack ? getText(`came_back_${cameBack}`) : "",
    pending ? getText("standing_pending") : "",
  ].filter(Boolean);
  return parts.length > 0 ? make("p", { class: "standing", text: parts.join(" · ") }) : null;
}

/**
 * @param {string} text @param {string} key
 * @param {{isPressed?: boolean, onclick: () => void}} how
 */
function makeButton(text, key, { isPressed, onclick }) {
  const shown = key.replace("Shift+", "⇧").toUpperCase();
  return make(
    "button",
    {
      type: "button",
      onclick,
      "aria-keyshortcuts": key,
      ...(isPressed === undefined ? {} : { "aria-pressed": String(isPressed) }),
    },
    text,
    " ",
    make("kbd", { "aria-hidden": "true", text: shown }),
  );
}

/** @param {DecisionActions} actions */
function makeMore({ askHistory, forget }) {
  const list = make("ul", { class: "history" });
  const show = async () => {
    const history = await askHistory().catch(() => undefined);
    const lines = history?.map(describePast) ?? [getText("history_unknown")];
    list.replaceChildren(...(lines.length > 0 ? lines : [getText("history_none")]).map((text) => make("li", { text })));
  };
  let isAsked = false;
  const button = make("button", {
    type: "button",
    class: "quiet",
    text: getText("forget_person"),
    onclick: () => {
      if (isAsked) forget();
      isAsked = true;
      button.textContent = getText("forget_person_really");
    },
  });
  const details = make("details", {}, make("summary", { text: getText("history") }), list, button);
  details.addEventListener("toggle", () => details.open && show());
  return details;
}

/** @param {PastChange} change @returns {string} */
function describePast({ triage, overrule, note, moment, reason }) {
  const day = new Date(moment).toLocaleString(getText("@@ui_locale").replace("_", "-"), {
    dateStyle: "medium",
    timeStyle: "short",
  });
  const parts = [
    triage === undefined ? "" : getText(`standing_${triage}`),
    overrule === undefined ? "" : getText(`standing_${overrule ?? "not_overruled"}`),
    note === undefined ? "" : note ? `“${note}”` : getText("standing_no_note"),
    reason ? getText(`came_back_${reason}`) : "",
  ];
  return `${day}: ${parts.filter(Boolean).join(" · ")}`;
}

/**
 * The field for a note; it keeps what is being written however often the rest is drawn anew. It says whose note it is: their
 * row may be gone by the time it is saved.
 * @param {{text: string, handle: string}} content
 * @param {DecisionActions} actions
 * @returns {{element: HTMLElement, field: HTMLTextAreaElement}}
 */
export function makeNoteEditor({ text, handle }, { saveNote, stopEditing }) {
  const left = make("span", { class: "left", role: "status" });
  const field = make("textarea", {
    rows: "3",
    maxlength: String(LONGEST_NOTE),
    "aria-label": `${getText("note_label")}: @${handle}`,
    dir: "auto",
  });
  field.value = text;
  const count = () => (left.textContent = getText("note_left", LONGEST_NOTE - field.value.length));
  const save = () => saveNote(field.value.trim() || null);
  field.addEventListener("input", count);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    save();
  });
  count();
  const element = make(
    "div",
    { class: "editor" },
    make("p", { class: "whose" }, make("bdi", { text: `@${handle}` })),
    field,
    make(
      "div",
      { class: "actions" },
      make("button", { type: "button", class: "main", text: getText("note_save"), onclick: save }),
      make("button", { type: "button", text: getText("note_cancel"), onclick: stopEditing }),
      left,
    ),
  );
  return { element, field };
}
