/**
 * How features hear of one another.
 * @returns {{emit: (name: string, value: any) => void, on: (name: string, listener: (value: any) => void) => void}}
 */
export function makeBus() {
  const events = new EventTarget();
  return {
    emit: (name, value) => events.dispatchEvent(new CustomEvent(name, { detail: value })),
    on: (name, listener) =>
      events.addEventListener(name, (event) => listener(/** @type {CustomEvent} */ (event).detail)),
  };
}
