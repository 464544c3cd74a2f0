/** A visit to a list is over once the list was not looked at for so long. */
export const VISIT_GAP_MS = 30 * 60_000;
/** How often a page tells that its list is being looked at. */
export const TOUCH_EVERY_MS = 60_000;
