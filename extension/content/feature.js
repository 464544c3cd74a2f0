/**
 * What a feature is: one file in features/, one line in main.js. Everything it starts ends with the signal.
 *
 * @typedef {import("../site/adapter.js").RowsAdapter} RowsAdapter
 * @typedef {import("../shared/values.js").Person} Person
 * @typedef {import("../shared/values.js").Verdict} Verdict
 * @typedef {import("../shared/values.js").JudgedBy} ProfileStamp
 *
 * @typedef {object} RowView A row, whose it is, and the verdict.
 * @property {Element} row
 * @property {string} key the person key
 * @property {Person} person
 * @property {Verdict} verdict
 *
 * @typedef {object} FeatureContext
 * @property {RowsAdapter} adapter
 * @property {AbortSignal} signal
 * @property {import("./background.js").Background} background
 * @property {import("./keyboard.js").Keyboard} keyboard
 * @property {import("./decisions.js").Decisions} decisions
 * @property {import("./place.js").Place} place the address and the account
 * @property {(row: Element) => RowView | undefined} findView what is shown on a row
 * @property {import("./pointed.js").Pointed} pointed the row that a key is meant for
 * @property {() => Element[]} listRows those on the page, in no order
 * @property {() => {person: Person, verdict: Verdict | undefined}[]} listCompany everybody in the list that the page
 *   shows, as far as they were seen, in its order
 * @property {() => Iterable<{person: Person, verdict: Verdict | undefined}>} walkCompany the same, one after the other
 * @property {(row: Element) => number | undefined} findPosition the place in the list of whose row it is, from 0
 * @property {(row: Element) => boolean} isAwaited whether the verdict on whose row it is will still come
 * @property {() => {person: Person, verdict: Verdict | undefined}[]} listSeen everybody whom this tab has seen
 * @property {(handle: string) => {person: Person, verdict: Verdict | undefined, isHere: boolean} | undefined} findSeen one of them, and
 *   whether they are in the list that the page shows
 * @property {() => {isAll: boolean, handles: Set<string>}} takeChanges about whom something is new since this was asked for last, of
 *   which there is one who asks: the bar
 * @property {import("./following.js").Following} following whom the account follows, as far as it was seen
 * @property {() => Person | undefined} findMe the account itself, once an answer has told of it
 * @property {() => import("../site/adapter.js").Place | undefined} findList the list of people that the page is, where the user
 *   wants to see anything on it
 * @property {() => import("../shared/settings.js").Settings} getSettings
 * @property {() => void} judgeAnew asks for everybody's verdict anew; the old ones are shown until then
 * @property {() => ProfileStamp | undefined} getProfile the niche that the verdicts are of, or all of them
 * @property {(name: string, value: any) => void} emit tells the other features
 * @property {(name: string, listener: (value: any) => void) => void} on hears of the other features, and of
 *   `company/changed` (null), `people/forgotten` (Forgotten), `settings/changed` (Settings), `decision/made` (Made), `decision/news` (DecisionNews),
 *   `decision/failed` (an error), `decide/nobody` (null: a key of a decision while no row is meant), `sight/trouble` (SightReport), `warning` (a code), `page/moved` (null), `page/active` (whether anything is shown at all), `foot/taken` (the pixels at
 *   the window's foot that are not free)
 *
 * @typedef {object} FeatureHooks
 * @property {(view: RowView) => void} [showRow] a row has a verdict, or another one; also when X has rendered it anew
 * @property {(row: Element) => void} [clearRow] a row has none any more, or has left
 * @property {(theme: import("../site/theme.js").Theme, paper?: string) => void} [setTheme] and the page's own colour
 * @property {() => Partial<import("../shared/sight.js").SightReport>} [report] what the popup is to say of the page
 *
 * @typedef {object} Feature
 * @property {string} id
 * @property {(context: FeatureContext) => FeatureHooks} start
 */

export {};
