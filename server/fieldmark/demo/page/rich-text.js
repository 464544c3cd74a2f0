import { getBase, make } from "./element.js";

const PICTURES =
  /(\p{Extended_Pictographic}(?:\ufe0f|[\u{1f3fb}-\u{1f3ff}])?(?:\u200d\p{Extended_Pictographic}\ufe0f?)*)/u;
const LINKS = /(@\w{1,15}\b|#[\p{L}\p{N}_]+)/u;

/**
 * Text as X renders it: emoji are images with the emoji as their alt, mentions and hashtags are links.
 * @param {string} text
 * @returns {Node[]}
 */
export function makeRichText(text) {
  return text.split(PICTURES).flatMap((part) => {
    if (PICTURES.test(part)) return [makePicture(part)];
    return part.split(LINKS).flatMap((piece) => {
      if (!piece) return [];
      return [make("span", {}, LINKS.test(piece) ? makeLink(piece) : piece)];
    });
  });
}

/**
 * @param {string} piece a mention or a hashtag, with its sign
 * @returns {HTMLElement}
 */
function makeLink(piece) {
  const name = encodeURIComponent(piece.slice(1));
  const target = piece.startsWith("@") ? `/${name}` : `/hashtag/${name}`;
  return make("a", { href: getBase() + target, role: "link", dir: "ltr" }, piece);
}

/**
 * @param {string} emoji
 * @returns {HTMLElement}
 */
function makePicture(emoji) {
  const image = /** @type {HTMLImageElement} */ (make("img", { alt: emoji, class: "emoji", draggable: "false" }));
  image.src = drawText(emoji);
  return make("span", {}, image);
}

/**
 * A picture for a person, the same each time.
 * @param {string} id
 * @returns {string} a data: address
 */
export function drawAvatar(id) {
  const hue = [...id].reduce((sum, digit) => (sum * 31 + Number(digit)) % 360, 7);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><linearGradient id="g" x2="1" y2="1">
    <stop stop-color="hsl(${hue} 42% 74%)"/><stop offset="1" stop-color="hsl(${(hue + 40) % 360} 38% 46%)"/>
    </linearGradient><rect width="40" height="40" fill="url(#g)"/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/**
 * @param {string} text
 * @returns {string}
 */
function drawText(text) {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20"><text y="16" font-size="16">${text}</text></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
