import { PLACES } from "./places/index.js";

/**
 * An operation of X's whose answers hold people: the list they belong to, how they are held, and the places they are for.
 * @typedef {import("./adapter.js").Place} Place
 * @typedef {{list: import("../shared/values.js").ListName, form: import("./adapter.js").AnswerForm, places: Place[]}} Operation
 */

/**
 * By name. Ids in the addresses change with each deployment of X; the names have been the same for years.
 * @type {Map<string, Operation>}
 */
export const OPERATIONS = new Map();
for (const place of PLACES)
  for (const [name, form] of Object.entries(place.operations)) {
    const known = OPERATIONS.get(name);
    if (known) known.places.push(place);
    else OPERATIONS.set(name, { list: place.list, form, places: [place] });
  }

/**
 * The longest answer that is read, in UTF-16 code units. The largest seen have some 150,000; reading a forged one of
 * ten million, nested as deep as it is long, takes V8 two seconds (measured in Node 20).
 */
export const LONGEST_ANSWER = 1_500_000;

// https://x.com/i/api/graphql/<id>/<Operation>?variables=…; relative and on api.x.com too.
const ADDRESS = /\/graphql\/[\w-]+\/(\w+)(?:[?#]|$)/;

/**
 * The operation of an address, if its answers hold people.
 * @param {string} address
 * @returns {string | undefined}
 */
export function findOperation(address) {
  const name = ADDRESS.exec(address)?.[1];
  return name !== undefined && OPERATIONS.has(name) ? name : undefined;
}
