import { DEFAULT_SETTINGS } from "../shared/settings.js";

/**
 * What the features get of the page.
 * @param {import("./page.js").Page} page
 * @returns {import("./feature.js").FeatureContext}
 */
export function makeContext(page) {
  const { abort, adapter, background, bus, decisions, keyboard, overlay, place, pointed, sight, verdicts, wishes } =
    page;
  return {
    adapter,
    background,
    decisions,
    keyboard,
    place,
    pointed,
    signal: abort.signal,
    findView: (row) => overlay.views.find(row),
    listRows: () => [...overlay.mounted.keys()],
    listCompany: () => [...overlay.roll.walkCompany()],
    walkCompany: () => overlay.roll.walkCompany(),
    findPosition: (row) => overlay.roll.findPosition(row),
    isAwaited: (row) => overlay.roll.isAwaited(row),
    listSeen: () => overlay.roll.listSeen(),
    findSeen: (handle) => overlay.roll.findSeen(handle),
    takeChanges: () => overlay.changes.take(),
    following: overlay.following,
    findMe: () => overlay.people.findByKey(place.account ?? ""),
    findList: () => (sight.place && page.isActive() && wishes.areFor(sight.place) ? sight.place : undefined),
    getSettings: () => wishes.settings ?? DEFAULT_SETTINGS,
    getProfile: () => verdicts.profile,
    judgeAnew: () => overlay.judgeAnew(),
    ...bus,
  };
}
