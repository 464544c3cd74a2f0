/**
 * What the server tells about a niche: what a draft would do, what it suggests, how it agrees with the user.
 *
 * @typedef {import("./values.js").Band} Band
 * @typedef {import("./values.js").Keyword} Keyword
 * @typedef {import("./values.js").Kind} Kind
 * @typedef {import("./values.js").Match} Match
 * @typedef {import("./values.js").Person} Person
 * @typedef {import("./values.js").Triage} Triage
 *
 * @typedef {{relevance: number | null, band: Band}} Badge
 * @typedef {{people: number, followed: number, passed: number, later: number}} Moved
 * @typedef {Partial<Person> & {key: string, handle: string, triage: Triage}} ExamplePerson
 *
 * @typedef {object} Example Somebody whose badge would change.
 * @property {ExamplePerson} person
 * @property {Badge} before
 * @property {Badge} after
 * @property {Match[]} matches by the draft
 * @property {Match[]} lost those that it has no more
 *
 * @typedef {object} Holding Where a keyword stands in somebody's words.
 * @property {string} key
 * @property {string} handle
 * @property {string | null} [name]
 * @property {string} field
 * @property {string} text the piece of the field around it
 * @property {number} start UTF-16 code units
 * @property {number} end UTF-16 code units
 *
 * @typedef {{keyword: string, code: string, of?: string | number, people?: number}} Advice
 * @typedef {{text: string, people: number, examples?: Holding[]}} KeywordCount
 *
 * @typedef {object} Preview
 * @property {number} people of how many all of this is told
 * @property {Moved} up
 * @property {Moved} down
 * @property {{up: number, down: number}} relevance
 * @property {Example[]} examples
 * @property {{key: string, before: Badge, after: Badge}[]} open_page
 * @property {KeywordCount[]} keywords
 * @property {Advice[]} advice
 *
 * @typedef {object} Suggestion
 * @property {string} text
 * @property {Kind} kind
 * @property {{relevant: number, of_relevant: number, not_relevant: number, of_not_relevant: number}} evidence
 * @property {number} people
 * @property {number} of_people
 *
 * @typedef {object} Suggestions
 * @property {Suggestion[]} suggestions
 * @property {{relevant: number, not_relevant: number}} decided
 * @property {number} needed decisions on each side before anything is offered
 *
 * @typedef {{bands: Record<Band, {relevant: number, not_relevant: number}>, agreed: number, of: number}} Agreement
 *
 * @typedef {object} FileDifference What a niche's file says, and what taking it in would change.
 * @property {string | null} name
 * @property {Keyword[]} keywords
 * @property {{id: string, name: string, revision: number} | null} against
 * @property {Keyword[]} added
 * @property {Keyword[]} removed
 * @property {{before: Keyword, after: Keyword}[]} changed
 * @property {number} same
 *
 * @typedef {{id: string, lang: string, name: string, keywords: Keyword[]}} Template
 *
 * @typedef {{account?: string | undefined, keys: string[]}} Company Who is logged in, and the keys of the people of the
 *   open page, at most `MOST_ON_PAGE`.
 *
 * @typedef {object} WordsAdded What came of adding words to a niche.
 * @property {string} niche its name
 * @property {string} niche_id
 * @property {Kind} kind
 * @property {string[]} added
 * @property {Keyword[]} moved as they were before
 * @property {string[]} known those that were there already
 * @typedef {{added: WordsAdded} | {error: {code: string, message: string}}} WordsNews told to one tab alone
 */

/** As many of the open page's people as the server takes. */
export const MOST_ON_PAGE = 200;
