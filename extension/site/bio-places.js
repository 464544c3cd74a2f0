/**
 * Where the words of a bio stand in what X renders of it. The two differ: an address is `https://t.co/…` in the bio and
 * `example.com/a…` on the page, a bio may be cut off, and an emoji's picture may lack its text. So both are cut at the
 * addresses, and the words are looked for in the part that is the same one: never in an address, nor by counting from another
 * part. Rather nothing is lit than the wrong letters.
 *
 * @typedef {import("./bio-text.js").RenderedText} RenderedText
 * @typedef {{start: number, end: number}} Part UTF-16 code units
 */

const ADDRESS = /https?:\/\/(?:t\.co\/\w+|\S+)/giu;
/** Links that are in the bio as they are on the page. */
const NAMES = /^\P{L}?[@#＃$]/u;

/**
 * Where a stretch of a bio stands in the rendered text.
 * @param {string} bio
 * @param {Pick<RenderedText, "text" | "links">} rendered
 * @param {number} start UTF-16 code units in the bio
 * @param {number} end UTF-16 code units in the bio
 * @returns {number | undefined} UTF-16 code units in the rendered text
 */
export function findInRendered(bio, { text, links }, start, end) {
  if (start >= end) return undefined;
  if (text === bio) return start;
  const addresses = [...bio.matchAll(ADDRESS)].map(({ index, 0: { length } }) => ({
    start: index,
    end: index + length,
  }));
  const parts = listBetween(addresses, bio.length);
  const number = parts.findIndex((part) => part.start <= start && end <= part.end);
  const part = parts[number];
  if (!part) return undefined;
  const shortened = links.filter((link) => !NAMES.test(text.slice(link.start, link.end)));
  const isPaired = shortened.length === addresses.length;
  const shown = (isPaired ? listBetween(shortened, text.length) : findParts(bio, parts, text))[number];
  if (!shown) return undefined;
  const [before, after] = [bio.slice(part.start, part.end), text.slice(shown.start, shown.end)];
  const place = findInPart(before, after, start - part.start, end - part.start);
  return place === undefined ? undefined : shown.start + place;
}

/**
 * What lies between the parts that are given, and before and after them.
 * @param {Part[]} given one after the other
 * @param {number} length of the whole
 * @returns {Part[]} one more than given
 */
function listBetween(given, length) {
  return [0, ...given.map(({ end }) => end)].map((start, place) => ({ start, end: given[place]?.start ?? length }));
}

/**
 * The parts of a bio in a text without its links: the first at the beginning, the last at the end, the others one after the
 * other, each with an address between.
 * @param {string} bio @param {Part[]} parts @param {string} text
 * @returns {(Part | undefined)[]}
 */
function findParts(bio, parts, text) {
  let from = 0;
  return parts.map((part, number) => {
    const words = bio.slice(part.start, part.end);
    const isLast = number === parts.length - 1;
    const start = number === 0 ? 0 : isLast ? text.lastIndexOf(words) : text.indexOf(words, from + 1);
    if (start < from || !(text.startsWith(words, start) || parts.length === 1)) return undefined;
    const end = parts.length === 1 ? text.length : start + words.length;
    from = end;
    return { start, end };
  });
}

/**
 * Where a stretch of one text stands in another that should be the same: as far from the beginning or the end where all is
 * the same up to there, else as many occurrences in, if both have as many.
 * @param {string} before @param {string} after @param {number} start @param {number} end
 * @returns {number | undefined}
 */
function findInPart(before, after, start, end) {
  if (after.startsWith(before.slice(0, end))) return start;
  const rest = before.slice(start);
  if (after.endsWith(rest)) return after.length - rest.length;
  const words = before.slice(start, end);
  const [wanted, found] = [listPlaces(before, words), listPlaces(after, words)];
  return wanted.length === found.length ? found[wanted.indexOf(start)] : undefined;
}

/** @param {string} text @param {string} words @returns {number[]} */
function listPlaces(text, words) {
  const places = [];
  for (let place = text.indexOf(words); place >= 0; place = text.indexOf(words, place + 1)) places.push(place);
  return places;
}
