// Runs in the page's own world, before the page's scripts. Reads the answers the page itself downloads, and hands
// those with people in them to the content script; it asks for nothing and changes nothing.
//
// What it needs of the page's world is taken now: a page that patches Reflect.apply or dispatchEvent later could
// otherwise read the channel's name (facts: measured in Chromium 156 and Firefox 153).
import { findOperation, LONGEST_ANSWER } from "../site/operations.js";

const { apply } = Reflect;
const { stringify } = JSON;
const Event = CustomEvent;
const { dispatchEvent, addEventListener } = EventTarget.prototype;
const { open } = XMLHttpRequest.prototype;
const { push, shift } = Array.prototype;

const MOST_WAITING = 20;

/** @type {string | undefined} */
let channel;
/** @type {string[]} */
const waiting = [];

/** @param {string} name @param {string} detail */
function emit(name, detail) {
  apply(dispatchEvent, document, [new Event(name, { detail })]);
}

/** @param {string} message */
function send(message) {
  if (channel) {
    emit(channel, message);
    return;
  }
  apply(push, waiting, [message]);
  if (waiting.length > MOST_WAITING) apply(shift, waiting, []);
}

/** @param {XMLHttpRequest} request @param {string} operation @param {string} from the page's path when it was made */
function readAnswer(request, operation, from) {
  const { responseType } = request;
  if (responseType !== "" && responseType !== "text" && responseType !== "json") return;
  const text = responseType === "json" ? stringify(request.response) : request.responseText;
  if (text && text.length <= LONGEST_ANSWER) send(`${operation} ${from}\n${text}`);
}

/** @param {XMLHttpRequest} request @param {unknown} address */
function watch(request, address) {
  const operation = findOperation(String(address));
  if (!operation) return;
  const from = location.pathname;
  const onLoad = () => {
    try {
      readAnswer(request, operation, from);
    } catch {
      // Nothing of ours may ever break the page's own request.
    }
  };
  apply(addEventListener, request, ["load", onLoad, { once: true }]);
}

XMLHttpRequest.prototype.open = /** @this {XMLHttpRequest} */ function (/** @type {any[]} */ ...values) {
  try {
    watch(this, values[1]);
  } catch {
    // As above.
  }
  return apply(open, this, values);
};

apply(addEventListener, document, [
  "fm:hello",
  (/** @type {CustomEvent} */ event) => {
    if (channel || typeof event.detail !== "string") return;
    channel = event.detail;
    while (waiting.length > 0) emit(channel, apply(shift, waiting, []));
  },
  true,
]);
emit("fm:main", "");
