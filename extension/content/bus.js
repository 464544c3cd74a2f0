/**
 * How features hear of one another. `emitSoon` tells once of what happens many times in a turn, such as each of fifty
 * people of an answer.
 * @returns {{emit: (name: string, value: any) => void, emitSoon: (name: string) => void,
 *   on: (name: string, listener: (value: any) => void) => void}}
 */
export function makeBus() {
  const events = new EventTarget();
  /** @type {Set<string>} */
  const waiting = new Set();
  const emit = (/** @type {string} */ name, /** @type {any} */ value) =>
    void events.dispatchEvent(new CustomEvent(name, { detail: value }));
  return {
    emit,
    emitSoon(name) {
      if (waiting.has(name)) return;
      waiting.add(name);
      queueMicrotask(() => {
        waiting.delete(name);
        emit(name, null);
      });
    },
    on: (name, listener) =>
      events.addEventListener(name, (event) => listener(/** @type {CustomEvent} */ (event).detail)),
  };
}
