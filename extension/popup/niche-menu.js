import { make } from "../shared/dom.js";
import { ask } from "../shared/messages.js";
import { getText } from "../shared/text.js";
import { chooseFile, saveFile } from "./files.js";
import { ImportView } from "./import-view.js";

/**
 * What can be done with a niche beside its keywords: another name, a copy, putting it away, files in and out.
 * @typedef {import("../shared/values.js").Profile} Profile
 * @typedef {import("./niche-view.js").NicheView} NicheView
 */

export class NicheMenu {
  /**
   * @param {object} options
   * @param {HTMLElement} options.root
   * @param {() => NicheView | undefined} options.getView the niche in use
   * @param {() => Profile[]} options.listProfiles all of them, those put away too
   * @param {(id: string) => Promise<void>} options.onChoose puts a niche in use
   * @param {() => Promise<void>} options.onChange the niches are others now
   * @param {(error: unknown) => void} options.onError
   * @param {() => void} [options.onSuccess] what went wrong before is past
   */
  constructor({ root, getView, listProfiles, onChoose, onChange, onError, onSuccess = () => {} }) {
    this.root = root;
    root.hidden = true;
    this.getView = getView;
    this.listProfiles = listProfiles;
    this.onChoose = onChoose;
    this.onChange = onChange;
    this.onError = onError;
    this.onSuccess = onSuccess;
    this.button = make("button", {
      type: "button",
      id: "more",
      class: "plain",
      text: "⋯",
      "aria-label": getText("niche_more"),
      "aria-expanded": "false",
      "aria-controls": root.id,
      onclick: () => (this.root.hidden ? this.open() : this.close()),
    });
    root.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      this.close();
    });
  }

  open() {
    this.show(this.makeActions());
    this.root.querySelector("button")?.focus();
  }

  close() {
    this.root.hidden = true;
    this.root.replaceChildren();
    this.button.setAttribute("aria-expanded", "false");
    this.button.focus();
  }

  /** @param {HTMLElement} content */
  show(content) {
    this.root.replaceChildren(content);
    this.root.hidden = false;
    this.button.setAttribute("aria-expanded", "true");
  }

  makeActions() {
    const putAway = this.listProfiles().filter(({ archived }) => archived);
    const view = this.getView();
    return make(
      "div",
      { class: "stack" },
      make(
        "div",
        { class: "actions" },
        ...(view
          ? [
              makeButton("rename", () => this.rename(view)),
              makeButton("duplicate", () => this.act(() => this.duplicate(view))),
              makeButton("archive", () => this.act(() => this.archive(view))),
              makeButton("export_json", () => this.act(() => exportNiche(view.niche.profile, "json"))),
              makeButton("export_text", () => this.act(() => exportNiche(view.niche.profile, "text"))),
            ]
          : []),
        makeButton("import", () => this.import()),
      ),
      putAway.length > 0 && make("h2", { class: "soft", text: getText("archived") }),
      putAway.length > 0 &&
        make(
          "ul",
          { class: "archived" },
          ...putAway.map(({ id, name }) =>
            make(
              "li",
              {},
              make("bdi", { text: name }),
              makeButton("bring_back", () => this.act(() => this.onChoose(id)), name),
            ),
          ),
        ),
    );
  }

  /** @param {() => Promise<unknown>} work closes the menu if it goes well */
  async act(work) {
    try {
      await work();
      this.onSuccess();
      this.close();
      await this.onChange();
    } catch (error) {
      this.onError(error);
    }
  }

  /** @param {NicheView} view */
  rename({ niche }) {
    const name = make("input", { id: "rename", maxlength: "100", value: niche.profile.name });
    const submit = (/** @type {Event} */ event) => {
      event.preventDefault();
      this.act(() => niche.rename(name.value.trim()));
    };
    this.show(
      make(
        "form",
        { class: "stack", onsubmit: submit },
        make("label", { for: "rename", text: getText("niche_name") }),
        make("div", { class: "line" }, name, make("button", { type: "submit", class: "main", text: getText("save") })),
      ),
    );
    name.select();
  }

  /** @param {NicheView} view */
  async duplicate({ niche }) {
    const { id } = await ask("profiles/duplicate", { id: niche.profile.id });
    await this.onChoose(id);
  }

  /** Another niche is put in use first: with none in use no badge would be shown. @param {NicheView} view */
  async archive({ niche }) {
    const { profile } = niche;
    const next = this.listProfiles().find(({ id, archived }) => !archived && id !== profile.id);
    if (next) await this.onChoose(next.id);
    await ask("profiles/change", { ...profile, active: false, archived: true });
  }

  import() {
    const view = this.getView();
    const importing = new ImportView({
      niche: view?.niche,
      onTake: (take) => this.act(() => this.takeIn(take, view)),
      onCancel: () => this.close(),
      onError: this.onError,
      onSuccess: this.onSuccess,
      chooseFile,
    });
    this.show(importing.element);
    importing.text.focus();
  }

  /**
   * @param {import("./import-view.js").Take} take @param {NicheView | undefined} view
   */
  async takeIn({ name, edit, keywords }, view) {
    if (name === undefined && view) {
      await view.niche.change(getText("did_import"), edit);
      view.draw();
      return;
    }
    const { id } = await ask("profiles/add", { name: name ?? "", keywords });
    await this.onChoose(id);
  }
}

/** @param {Profile} profile @param {"json" | "text"} format */
async function exportNiche({ id, name }, format) {
  const { content } = await ask("profiles/file", { id, format });
  saveFile(`${name}.${format === "json" ? "json" : "txt"}`, content);
}

/** @param {string} text @param {() => void} onclick @param {string} [about] */
function makeButton(text, onclick, about) {
  const words = getText(text);
  return make("button", { type: "button", text: words, "aria-label": about && `${words}: ${about}`, onclick });
}
