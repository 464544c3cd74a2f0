import { makeKeywordKey } from "../shared/keyword-edits.js";

/**
 * The words of a bio that may become keywords.
 * @typedef {import("../shared/values.js").Person} Person
 * @typedef {import("../shared/values.js").Verdict} Verdict
 */

/** Shorter ones say little, but where a sign is a syllable or a word by itself. */
const LEAST_LETTERS = 3;
const LEAST_SIGNS = 2;
const SIGNS = /[\p{Script=Han}\p{Script=Katakana}\p{Script=Hangul}]/u;
/** What has no spaces has no words either, or means mischief; and no bio of X's is as long. In UTF-16 code units. */
const LONGEST = 40;
const LONGEST_BIO = 1_000;
/** Addresses and others' handles are about somebody else. */
const ADDRESSES =
  /(?:https?:\/\/|www\.)\S+|\S*@\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:[a-z]{2,}\/\S*|(?:com|org|dev|app|me)\b)/giu;
/** What turns the direction of a text, or is not seen. */
const UNSEEN = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/** Words that are in every bio and say nothing: of the languages of the popup, and of the next most usual in bios. */
const COMMON = new Set(
  `about after all also always and any are been being but can did does doing each every for from had has have her here hers him
  his how http https into its just like lot lots made make making many more most much myself not now off one only other our ours
  out over own really she since some still such than that the their them then there these they thing things this those through too try
  trying using very was way were what when where which who why will with without would you your yours
  aber alle als auch auf aus bei bin das dass dem den der des die dir doch durch ein eine einem einen einer eines für hab habe
  hat hier ich ihr immer ist kann kein keine man mein meine mich mir mit nach nicht noch nur oder ohne sehr sein seine sich sie
  sind über und uns unser vom von vor war was wenn wer wie wir wird zum zur zwischen
  algo aquí cada como con del desde donde ella ellos entre era eres esta este esto estoy hay las los más mis muy nos nosotros otra
  otro para pero por porque que ser sin sobre solo son soy sus también toda todo todos tus una unas uno unos
  au aux avec ces cette dans des elle est être ils les leur mais mes moi mon nous ont par pas plus pour qui sans ses son sont sur
  toi très une vous che con dei della delle gli nel non per più sono tra com das dos ele ela em não nas nos seu sua uma
  です ます した する して こと もの から まで など よう ため ので`.split(/\s+/u),
);

const words = new Intl.Segmenter(undefined, { granularity: "word" });

/**
 * The words of somebody's bio that are no keywords yet, each once, in their order. Words that the judge itself has learnt are
 * none of the user's yet.
 * @param {Person} person
 * @param {Verdict} verdict
 * @returns {string[]}
 */
export function listBioWords({ bio = "" }, { matches, why_not: whyNot }) {
  const known = new Set(whyNot.map(({ text }) => makeKeywordKey(text)));
  const taken = matches.filter(({ field, kind }) => field === "bio" && kind !== "learned");
  /** @type {Map<string, string>} */
  const found = new Map();
  // Of the same length, so that each word stays in its place.
  const text = bio.slice(0, LONGEST_BIO).replace(ADDRESSES, (address) => " ".repeat(address.length));
  for (const { segment, index, isWordLike } of words.segment(text)) {
    if (!isWordLike || taken.some(({ start, end }) => index < end && start < index + segment.length)) continue;
    const word = segment.normalize("NFKC").replace(UNSEEN, "");
    const key = makeKeywordKey(word);
    if (isTelling(word) && !known.has(key) && !found.has(key)) found.set(key, word);
  }
  return [...found.values()];
}

/** @param {string} word */
function isTelling(word) {
  const letters = word.match(/[\p{L}\p{M}]/gu)?.length ?? 0;
  const least = SIGNS.test(word) ? LEAST_SIGNS : LEAST_LETTERS;
  return letters >= least && word.length <= LONGEST && !COMMON.has(word.toLowerCase());
}
