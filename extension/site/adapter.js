/**
 * What the rest needs of X's page to work on its rows, and what makes it up.
 *
 * A *client* is one of X's own programs (classic, xweb): what its rows are like and where its parts of the page are. A
 * *place* is where X lists or shows people (followers, search, hover card …): the addresses, answers and rows of it.
 * Only clients know selectors; only places know addresses and operations.
 *
 * @typedef {import("../shared/values.js").Person} Person
 * @typedef {import("../shared/values.js").ListName} ListName
 * @typedef {{id?: string, state: string, button: Element}} FollowButton X's button to follow somebody: their id, and its state: `follow`,
 *   `unfollow`, `cancel` (asked for), `unblock`
 * @typedef {{handle: string, id?: string, follow?: FollowButton}} Identity with the button that the id was read from
 *
 * @typedef {object} RowsAdapter
 * @property {string[]} attributes the attributes by whose change a row may have become another person's
 * @property {(root: Element) => Element[]} findRows the rows in an element, itself among them
 * @property {(node: Node) => Element | undefined} findRow the row a node stands in
 * @property {(row: Element) => Place | undefined} findPlace the place a row belongs to
 * @property {(row: Element) => Identity | undefined} identify whose row it is; undefined while it is half built
 * @property {(row: Element) => HTMLElement | undefined} findAnchor the box that a badge may overlay
 * @property {(row: Element) => Element | undefined} findBio the element that shows the bio
 * @property {(row: Element) => FollowButton | undefined} findFollow X's button to follow the person
 * @property {(row: Element) => Person | undefined} readPerson what the row itself shows
 *
 * @typedef {object} RowKind How a row of one kind is built in one client.
 * @property {string} selector what marks a row, or a part of it
 * @property {(found: Element) => Element | undefined} [toRow] the row of what the selector found; itself if absent
 * @property {RowsAdapter["identify"]} identify
 * @property {RowsAdapter["findAnchor"]} findAnchor
 * @property {RowsAdapter["findBio"]} findBio
 * @property {RowsAdapter["findFollow"]} [findFollow] absent where it is not known
 * @property {RowsAdapter["readPerson"]} readPerson
 *
 * @typedef {object} Client
 * @property {string} name
 * @property {string} mark selector of what only this client's pages have
 * @property {string[]} attributes as in RowsAdapter
 * @property {Readonly<Record<string, RowKind>>} kinds by name
 * @property {string} entry selector of what each entry of a list of whatever stands in
 * @property {string} [nobody] selector of what is shown in place of a list of nobody, or of an account that is gone
 * @property {Readonly<Record<string, string>>} containers selectors of the parts of the page, by name
 *
 * @typedef {{kind: string, within: readonly string[]}} PlaceRows a kind of row, and the parts of the page it may act in
 * @typedef {"timeline" | "modules" | "user" | "slice" | "sidebar" | "notifications"} AnswerForm how an answer holds its people
 *
 * @typedef {object} Place
 * @property {string} id
 * @property {ListName} list
 * @property {boolean} [isPeopleList] whether its pages are there to list people: then rows are to be expected
 * @property {boolean} [hasNoBios] whether X leaves the bios out there, in its answers and its rows: that none is seen is no trouble
 * @property {boolean} [isNewestFirst] whether who came last stands first there, in the list of the user's own account. X's
 *   interface for other programs said so of followers and of those one follows, «subject to unannounced change»; of other
 *   accounts' lists X puts some whom it ranks before them (twitter-api-client, issue 185). To be looked at anew in 2027-05.
 * @property {RegExp} [address] path and query that show it; absent where it may be at any address
 * @property {RegExp} [listAddress] path and query of those of its pages that are there to list people; all of them if absent
 * @property {readonly string[]} examples addresses that show it
 * @property {Readonly<Record<string, AnswerForm>>} operations X's operations whose answers hold its people
 * @property {Readonly<Record<string, PlaceRows>>} rows by the client's name; a client that is not named has none
 */

export {};
