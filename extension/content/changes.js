/**
 * About whom something may be known by now that was not, so that who counts people need not count all of them anew.
 */

const MOST = 5_000;

export class Changes {
  constructor() {
    /** In lower case. @type {Set<string>} */
    this.handles = new Set();
    this.isAll = true;
  }

  /** @param {string} handle */
  note(handle) {
    if (this.isAll) return;
    this.handles.add(handle.toLowerCase());
    if (this.handles.size > MOST) this.noteAll();
  }

  noteAll() {
    this.isAll = true;
    this.handles.clear();
  }

  /** @returns {{isAll: boolean, handles: Set<string>}} since this was asked for last */
  take() {
    const { isAll, handles } = this;
    this.isAll = false;
    this.handles = new Set();
    return { isAll, handles };
  }
}
