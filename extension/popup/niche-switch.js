import { make } from "../shared/dom.js";
import { ask } from "../shared/messages.js";
import { getText } from "../shared/text.js";
import { askWhichToKeep } from "./clash-view.js";
import { Niche } from "./niche.js";
import { makeNicheForm } from "./niche-form.js";
import { NicheMenu } from "./niche-menu.js";
import { NicheView } from "./niche-view.js";

/**
 * Which niche is in use: the choice among them, the keywords of the chosen one, or the form for a new one.
 * @typedef {import("../shared/values.js").Profile} Profile
 */

const NEW_NICHE = "new";

export class NicheSwitch {
  /**
   * @param {object} options
   * @param {HTMLElement} options.selectRoot
   * @param {HTMLElement} options.menuRoot
   * @param {HTMLElement} options.root
   * @param {(count: number) => void} [options.onList] told how many niches there are
   * @param {(error: unknown) => void} options.onError
   * @param {() => void} options.onSuccess
   */
  constructor({ selectRoot, menuRoot, root, onList = () => {}, onError, onSuccess }) {
    this.selectRoot = selectRoot;
    this.menuRoot = menuRoot;
    this.onList = onList;
    this.root = root;
    this.onError = onError;
    this.onSuccess = onSuccess;
    /** @type {NicheView | undefined} */
    this.view = undefined;
    /** All niches, those put away too. @type {Profile[]} */
    this.profiles = [];
    this.menu = new NicheMenu({
      root: menuRoot,
      getView: () => this.view,
      listProfiles: () => this.profiles,
      onChoose: (id) => this.choose(id, { takesFocus: false }),
      onChange: () => this.refresh(),
      onError,
    });
    this.selectRoot.append(this.menu.button);
    /** Whether the user is naming a new niche: then nobody's news takes the form away. */
    this.naming = false;
    /** Whether keys have moved the choice: it counts with Enter or when the focus leaves, so that one can pass by others. */
    this.isPending = false;
  }

  /** @param {boolean} visible */
  setVisible(visible) {
    this.selectRoot.hidden = !visible;
    this.root.hidden = !visible;
    if (!visible) this.menuRoot.hidden = true;
  }

  /** Shows the niches as the server has them. */
  async refresh() {
    if (this.root.hidden) return;
    try {
      this.profiles = await ask("profiles/list", null);
      this.onList(this.profiles.length);
      const profiles = this.profiles.filter(({ archived }) => !archived);
      const active = profiles.find((profile) => profile.active);
      this.drawSelect(profiles, active);
      if (active && !this.naming) this.show(active);
      else this.drawForm();
    } catch (error) {
      this.onError(error);
    }
  }

  /** @param {Profile} profile */
  show(profile) {
    const { view } = this;
    if (view?.niche.profile.id !== profile.id) {
      const made = new NicheView({
        niche: new Niche(profile, {
          onChange: () => made.draw(),
          choose: (clashes) => askWhichToKeep(made.changed, clashes),
        }),
        onError: this.onError,
        onSuccess: this.onSuccess,
      });
      // Never away from the choice that the user is in the middle of.
      const takesFocus = document.activeElement === document.body || this.root.contains(document.activeElement);
      this.view = made;
      this.root.replaceChildren(made.element);
      if (takesFocus) made.add.field.focus();
    } else if (profile.revision > view.niche.profile.revision) {
      view.niche.profile = profile;
      view.draw();
    }
  }

  /** @param {Profile[]} profiles @param {Profile | undefined} active */
  drawSelect(profiles, active) {
    if (this.isPending) return;
    const chosen = this.naming || !active ? NEW_NICHE : active.id;
    const makeOption = (/** @type {string} */ value, /** @type {string} */ text) =>
      make("option", { value, text, selected: value === chosen });
    let isByKey = false;
    const commit = (/** @type {boolean} */ takesFocus) => {
      this.isPending = false;
      if (select.value !== chosen) this.choose(select.value, { takesFocus });
    };
    const onKey = (/** @type {KeyboardEvent} */ { key }) => {
      isByKey = key !== "Enter" && key !== " ";
      if (key === "Enter" && this.isPending) commit(true);
    };
    const select = make(
      "select",
      {
        "aria-label": getText("niche_in_use"),
        onpointerdown: () => (isByKey = false),
        onkeydown: onKey,
        onblur: () => this.isPending && commit(false),
        onchange: () => (isByKey ? (this.isPending = true) : commit(true)),
      },
      ...profiles.map(({ id, name }) => makeOption(id, name)),
      makeOption(NEW_NICHE, getText("new_niche")),
    );
    const hadFocus = this.selectRoot.contains(document.activeElement);
    const hadSelect = hadFocus && document.activeElement !== this.menu.button;
    this.selectRoot.querySelector("select")?.remove();
    this.selectRoot.prepend(select);
    if (hadSelect) select.focus();
  }

  /** @param {string} value a niche's id, or that for a new one @param {{takesFocus: boolean}} how */
  async choose(value, { takesFocus }) {
    this.naming = value === NEW_NICHE;
    if (this.naming) {
      this.drawForm({ takesFocus });
      return;
    }
    try {
      await ask("profiles/activate", { id: value });
      this.onSuccess();
    } catch (error) {
      this.onError(error);
    }
    await this.refresh();
  }

  /** The form for a new niche; left as it is where it is there already. */
  drawForm({ takesFocus = true } = {}) {
    if (this.root.querySelector("#name")) return;
    this.view = undefined;
    this.root.replaceChildren(makeNicheForm((name, keywords) => this.create(name, keywords)));
    if (takesFocus) this.root.querySelector("input")?.focus();
  }

  /** @param {string} name @param {import("../shared/values.js").Keyword[]} keywords */
  async create(name, keywords) {
    try {
      const added = await ask("profiles/add", { name, keywords });
      if (!added.active) await ask("profiles/activate", { id: added.id });
      this.naming = false;
      this.onSuccess();
    } catch (error) {
      this.onError(error);
    }
    await this.refresh();
  }
}
