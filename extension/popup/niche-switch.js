import { ask } from "../shared/messages.js";
import { ALL_NICHES } from "../shared/niches.js";
import { getText } from "../shared/text.js";
import { AllNiches } from "./all-niches.js";
import { Choice } from "./choice.js";
import { askWhichToKeep } from "./clash-view.js";
import { Niche } from "./niche.js";
import { makeNicheForm } from "./niche-form.js";
import { NicheMenu } from "./niche-menu.js";
import { NicheView } from "./niche-view.js";

/**
 * Which niche is in use, or all of them: the choice, the keywords of the chosen one, or the form for a new one.
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
      onChoose: (id) => this.use(id),
      onChange: () => this.refresh(),
      onError,
      onSuccess,
    });
    this.choice = new Choice(getText("niche_in_use"), (value, how) => this.choose(value, how));
    this.selectRoot.append(this.choice.element, this.menu.button);
    this.all = new AllNiches((id) => this.use(id));
    root.before(this.all.element);
    /** Whether the user is naming a new niche: then nobody's news takes the form away. */
    this.naming = false;
    /** Whether everybody is judged by all niches. */
    this.isAll = false;
  }

  /** @param {boolean} visible */
  setVisible(visible) {
    this.selectRoot.hidden = !visible;
    this.root.hidden = !visible;
    if (!visible) for (const part of [this.menuRoot, this.all.element]) part.hidden = true;
  }

  /** Shows the niches as the server has them. */
  async refresh() {
    if (this.root.hidden) return;
    try {
      const [found, settings] = await Promise.all([ask("profiles/list", null), ask("settings/get", null)]);
      this.profiles = found;
      this.isAll = settings.all_niches;
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

  /**
   * Of all niches it can only be a matter where there are several.
   * @param {Profile[]} profiles @param {Profile | undefined} active
   */
  drawSelect(profiles, active) {
    const isNew = this.naming || !active;
    const isAll = this.isAll && profiles.length > 1;
    this.choice.draw(
      [
        ...profiles.map(({ id, name }) => /** @type {[string, string]} */ ([id, name])),
        ...(profiles.length > 1 ? [/** @type {[string, string]} */ ([ALL_NICHES, getText("all_niches")])] : []),
        [NEW_NICHE, getText("new_niche")],
      ],
      isNew ? NEW_NICHE : isAll ? ALL_NICHES : active.id,
    );
    this.all.draw(profiles, isAll && !isNew ? active : undefined);
  }

  /** @param {string} value a niche's id, or what stands for all, or for a new one @param {{takesFocus: boolean}} how */
  async choose(value, { takesFocus }) {
    this.naming = value === NEW_NICHE;
    if (this.naming) {
      this.all.element.hidden = true;
      this.drawForm({ takesFocus });
      return;
    }
    const isAll = value === ALL_NICHES;
    await this.attempt(async () => {
      if (!isAll) await ask("profiles/activate", { id: value });
      if (isAll !== this.isAll) await ask("settings/change", { all_niches: isAll });
    });
  }

  /** Puts a niche in use; where all of them judge, they go on. @param {string} id */
  use(id) {
    this.naming = false;
    return this.attempt(() => ask("profiles/activate", { id }));
  }

  /** @param {() => Promise<unknown>} act */
  async attempt(act) {
    try {
      await act();
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
  create(name, keywords) {
    return this.attempt(async () => {
      const added = await ask("profiles/add", { name, keywords });
      if (!added.active) await ask("profiles/activate", { id: added.id });
      this.naming = false;
    });
  }
}
