/**
 * Chips dragged from group to group. By pointer events: Firefox drags no button by its own means (looked at 2026-11; look
 * again when bug 568313 is closed).
 */

/** Nearer than this, in CSS pixels, it is a click. */
const LEAST_MOVE = 6;

/**
 * @param {HTMLElement} root holds groups, `[data-group]`, and in them chips, `.chip`
 * @param {object} options
 * @param {(text: string, group: string | undefined) => void} options.onOver the chip is over another group now, or none
 * @param {(text: string, group: string | undefined) => void} options.onDrop the chip was let go over another group, or none
 */
export function watchDrags(root, { onOver, onDrop }) {
  /** @type {{chip: HTMLElement, x: number, y: number, isMoving: boolean, group: string | undefined} | undefined} */
  let drag;

  /** @param {PointerEvent} event @returns {string | undefined} another group than the chip's own */
  function findGroup({ clientX, clientY }) {
    const under = document.elementsFromPoint(clientX, clientY);
    const group = under
      .map((element) => element.closest("[data-group]"))
      .find((found) => found && root.contains(found));
    return group && !group.contains(drag?.chip ?? null) ? (group.getAttribute("data-group") ?? undefined) : undefined;
  }

  /** @param {string | undefined} name */
  function markGroup(name) {
    for (const group of root.querySelectorAll("[data-group]"))
      group.classList.toggle("target", group.getAttribute("data-group") === name);
  }

  /** @param {PointerEvent} event */
  function move(event) {
    if (!drag) return;
    const [x, y] = [event.clientX - drag.x, event.clientY - drag.y];
    if (!drag.isMoving && Math.hypot(x, y) < LEAST_MOVE) return;
    if (!drag.isMoving) drag.chip.setPointerCapture(event.pointerId);
    drag.isMoving = true;
    drag.chip.classList.add("dragged");
    drag.chip.style.transform = `translate(${x}px, ${y}px)`;
    const group = findGroup(event);
    if (group === drag.group) return;
    drag.group = group;
    markGroup(group);
    onOver(drag.chip.dataset["keyword"] ?? "", group);
  }

  /** @param {boolean} isDropped */
  function end(isDropped) {
    if (!drag) return;
    const { chip, isMoving, group } = drag;
    drag = undefined;
    chip.classList.remove("dragged");
    chip.style.transform = "";
    markGroup(undefined);
    if (!isMoving) return;
    // The click that follows is none; where none follows, the next task lets clicks through again.
    const stop = (/** @type {Event} */ event) => event.stopPropagation();
    root.addEventListener("click", stop, { capture: true, once: true });
    setTimeout(() => root.removeEventListener("click", stop, { capture: true }));
    onDrop(chip.dataset["keyword"] ?? "", isDropped ? group : undefined);
  }

  root.addEventListener("pointerdown", (event) => {
    const chip = /** @type {HTMLElement} */ (event.target).closest?.(".chip");
    if (event.button === 0 && event.pointerType !== "touch" && chip instanceof HTMLElement)
      drag = { chip, x: event.clientX, y: event.clientY, isMoving: false, group: undefined };
  });
  root.addEventListener("pointermove", move);
  root.addEventListener("pointerup", () => end(true));
  root.addEventListener("pointercancel", () => end(false));
  root.addEventListener("keydown", (event) => event.key === "Escape" && drag?.isMoving && end(false));
}
