/**
 * Lets an element of ours give the focus back before it goes, or what has the focus in it: else it falls to the page's body,
 * and whoever goes by key begins at the top again.
 *
 * @param {HTMLElement} host
 * @param {ShadowRoot} root of the host
 * @returns {() => void} to be called while the focus is still there
 */
export function makeFocusReturn(host, root) {
  /** @type {EventTarget | null} */
  let before = null;
  // Going from one button of ours to the next is not heard of outside the root.
  host.addEventListener("focusin", ({ relatedTarget }) => (before = relatedTarget));
  return () => {
    const isThere = before instanceof HTMLElement && before.isConnected;
    if (root.activeElement && isThere) /** @type {HTMLElement} */ (before).focus({ preventScroll: true });
  };
}
