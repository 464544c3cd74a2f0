/** @type {Set<string>} */
const told = new Set();

/**
 * Does something that must not take anything else down with it: one row's trouble leaves the others alone. The first
 * of each kind is told to the console.
 * @param {() => void} act
 */
export function attempt(act) {
  try {
    act();
  } catch (error) {
    const words = String(error);
    if (told.has(words)) return;
    told.add(words);
    console.error("Fieldmark:", error);
  }
}
