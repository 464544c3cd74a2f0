// Another extension with badges of its own, in the avatars and in the rows. It insists on them: at each change of the
// page that is not its own doing, it puts back what is missing, and its badges at the end of where they stand.
const AVATAR = '[data-testid^="UserAvatar-Container-"]';
const ROW = '[data-testid="UserCell"]';
const NAME = "neighbour-badge";

const isMine = (node) => node.localName === NAME;
const isMyDoing = ({ addedNodes, removedNodes }) =>
  addedNodes.length > 0 && [...addedNodes, ...removedNodes].every(isMine);

function insist(place) {
  const mine = [...place.children].filter(isMine);
  for (const extra of mine.slice(1)) extra.remove();
  const badge = mine[0] ?? document.createElement(NAME);
  if (!badge.firstChild) badge.append("neighbour");
  if (place.lastElementChild !== badge) place.append(badge);
}

new MutationObserver((records) => {
  if (records.every(isMyDoing)) return;
  for (const place of document.querySelectorAll(`${AVATAR}, ${ROW}`)) insist(place);
}).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-testid", "class"] });
