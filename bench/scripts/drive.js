/**
 * What the benchmark of the page does with it, in the page's own world: scrolls through a list, changes what is no row.
 * @type {any}
 */
const scope = globalThis;
const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

// X mounts rows in a task of React's scheduler, not in the scroll event itself.
const listen = scope.addEventListener;
scope.addEventListener = (/** @type {string} */ type, /** @type {any} */ listener, /** @type {any} */ options) => {
  if (type !== "scroll") return listen.call(scope, type, listener, options);
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => listener();
  return listen.call(scope, type, () => port2.postMessage(null), options);
};

scope.drive = {
  /**
   * Scrolls down until so many people are in the list and the end of them is reached, or as far as it goes.
   * @param {{step: number, frames: number, people?: number}} how `step` in CSS pixels every so many frames
   */
  async walk({ step, frames, people = Infinity }) {
    const isAtEnd = () => scope.scrollY + scope.innerHeight >= document.body.scrollHeight - 2;
    const isDone = () => {
      const { cursor, users } = scope.standIn.getList();
      return isAtEnd() && (cursor === null || users.length >= people);
    };
    for (let passed = 0; !isDone(); passed += 1) {
      if (passed % frames === 0) scope.scrollBy(0, step);
      await frame();
    }
    return scope.standIn.getList().users.length;
  },

  /**
   * Counts up numbers that stand outside of every row, as those under X's posts do.
   * @param {{aSecond: number, seconds: number}} how
   */
  async stir({ aSecond, seconds }) {
    const place = document.createElement("article");
    scope.standInColumn().append(place);
    const end = performance.now() + seconds * 1000;
    let changes = 0;
    while (performance.now() < end) {
      const due = aSecond * (seconds - (end - performance.now()) / 1000);
      // Each one in a task of its own, so that each is a batch of mutations of its own.
      for (; changes < due; changes += 1) {
        const number = document.createElement("span");
        number.setAttribute("data-testid", "app-text-transition-container");
        number.textContent = String(changes);
        place.replaceChildren(number);
        await new Promise((resolve) => setTimeout(resolve));
      }
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    place.remove();
    return changes;
  },
};
scope.standInColumn = () => document.querySelector('[data-testid="primaryColumn"]');
