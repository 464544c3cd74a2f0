const REST_MS = 300;
const MOST_ROUNDS = 32;
const SOON_MS = 100;

/**
 * Does something once it is no longer asked for time and again, at the latest after ten seconds: what changes on the page
 * while the user scrolls costs a layout of its own each time, and nobody reads it then.
 * @param {() => void} act
 * @returns {{later: () => void, soon: () => void, cancel: () => void}} `soon` is for what answers the user
 */
export function makeAtRest(act) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let isAskedAgain = false;
  let rounds = 0;

  function cancel() {
    clearTimeout(timer);
    timer = undefined;
    isAskedAgain = false;
    rounds = 0;
  }

  function end() {
    cancel();
    act();
  }

  function look() {
    if (!isAskedAgain || rounds === MOST_ROUNDS) return end();
    isAskedAgain = false;
    rounds += 1;
    timer = setTimeout(look, REST_MS);
  }

  return {
    cancel,
    later() {
      isAskedAgain = timer !== undefined;
      timer ??= setTimeout(look, REST_MS);
    },
    soon() {
      cancel();
      timer = setTimeout(end, SOON_MS);
    },
  };
}
