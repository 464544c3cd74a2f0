/**
 * The reference for what our own scripts take: an overlay with nothing that it could do without. It reads X's answers,
 * asks for verdicts, and puts a badge into each row that the list mounts. It does not ask whose row it is once it is
 * mounted, knows one list of one client, and has no lights, filters, bar, popover, nor anything else.
 *
 * It stands in the place of the content script (bench/page_stand.py), with the same tap before and background behind it.
 *
 * @typedef {import("../../extension/shared/values.js").Person} Person
 * @typedef {import("../../extension/shared/values.js").Verdict} Verdict
 * @typedef {{host: HTMLElement, button: HTMLElement, number: HTMLElement}} Badge
 */
{
  const CHANNEL = `fm:${crypto.randomUUID()}`;
  const ROW = '[data-testid="UserCell"]';
  const AVATAR = "UserAvatar-Container-";
  const HOST = "fieldmark-badge";
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    ":host{all:initial;position:absolute;inset:0;display:flex;align-items:flex-end;justify-content:flex-end}" +
      ".badge{font:700 11px/16px system-ui;padding:0}.strong{background:#0b6b4f}",
  );
  /** By handle as X writes it. @type {Map<string, string>} */
  const idOf = new Map();
  /** By id. @type {Map<string, Verdict>} */
  const verdicts = new Map();
  /** @type {Map<Element, {handle: string, avatar: Element, badge?: Badge}>} */
  const rows = new Map();
  /** @type {Badge[]} */
  const spare = [];

  /** Everybody in an answer of X's, as it says it. @param {any} node @param {any[]} found */
  const collectUsers = (node, found) => {
    if (node?.user_results) found.push(node.user_results.result);
    else if (node && typeof node === "object") for (const key in node) collectUsers(node[key], found);
    return found;
  };

  /** @param {any} user @returns {Person} */
  const readPerson = ({ rest_id: id, core, legacy, profile_bio: bio, location, relationship_counts: counts }) => ({
    id,
    handle: core?.screen_name ?? legacy.screen_name,
    name: core?.name ?? legacy.name,
    bio: bio?.description ?? legacy?.description ?? "",
    location: location?.location ?? legacy?.location ?? "",
    followers: counts?.followers ?? legacy?.followers_count,
    following: counts?.following ?? legacy?.friends_count,
    source: "answer",
  });

  const makeBadge = () => {
    const host = document.createElement(HOST);
    const root = host.attachShadow({ mode: "closed" });
    root.adoptedStyleSheets = [sheet];
    const button = document.createElement("button");
    const number = document.createElement("span");
    button.append(number);
    root.append(button);
    return { host, button, number };
  };

  /** @param {Element} row */
  const showRow = (row) => {
    const shown = rows.get(row);
    const id = idOf.get(shown?.handle ?? "");
    const verdict = id && verdicts.get(id);
    if (!shown || !verdict || shown.badge) return;
    const { relevance, band, matches } = verdict;
    const badge = (shown.badge = spare.pop() ?? makeBadge());
    badge.host.setAttribute("data-key", id);
    badge.button.className = `badge ${band}`;
    badge.button.setAttribute(
      "aria-label",
      `${relevance}, ${band}: ${matches.map(({ keyword }) => keyword).join(", ")}`,
    );
    badge.number.textContent = String(relevance ?? "–");
    shown.avatar.append(badge.host);
  };

  /** @param {string} text */
  const takeAnswer = async (text) => {
    const people = collectUsers(JSON.parse(text), []).map(readPerson);
    for (const { handle, id = "" } of people) idOf.set(handle, id);
    const request = { account: "42", list: "followers", people, remember: true };
    const answer = people.length > 0 && (await chrome.runtime.sendMessage({ name: "verdicts/ask", request }));
    for (const verdict of answer?.value?.verdicts ?? []) verdicts.set(verdict.key, verdict);
    rows.forEach((_, row) => showRow(row));
  };

  /** @param {Element} row */
  const takeRow = (row) => {
    const avatar = row.querySelector(`[data-testid^="${AVATAR}"]`);
    if (!avatar) return;
    rows.set(row, { handle: avatar.getAttribute("data-testid")?.slice(AVATAR.length) ?? "", avatar });
    showRow(row);
  };

  const dropGone = () => {
    for (const [row, { badge }] of rows) {
      if (row.isConnected) continue;
      rows.delete(row);
      badge?.host.remove();
      if (badge) spare.push(badge);
    }
  };

  document.addEventListener(CHANNEL, (event) => {
    const { detail } = /** @type {CustomEvent<string>} */ (event);
    takeAnswer(detail.slice(detail.indexOf("\n") + 1));
  });
  const sayHello = () => document.dispatchEvent(new CustomEvent("fm:hello", { detail: CHANNEL }));
  document.addEventListener("fm:main", sayHello, { once: true });
  sayHello();
  new MutationObserver((records) => {
    for (const { addedNodes } of records)
      for (const node of addedNodes)
        if (node instanceof Element && node.localName !== HOST) node.querySelectorAll(ROW).forEach(takeRow);
    dropGone();
  }).observe(document, { childList: true, subtree: true });
}
