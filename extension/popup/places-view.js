import { make } from "../shared/dom.js";
import { ask } from "../shared/messages.js";
import { PLACE_IDS } from "../shared/places.js";
import { getText } from "../shared/text.js";

/**
 * Where badges appear: one switch for each place of X's that shows people.
 * @param {HTMLElement} root
 * @param {readonly string[]} unknown ids of the places that are not known in the client that X shows
 * @param {(error: unknown) => void} onError
 */
export function drawPlaces(root, unknown, onError) {
  /** @type {Map<string, HTMLInputElement>} */
  const boxes = new Map();
  const change = () => {
    const hidden = PLACE_IDS.filter((id) => !boxes.get(id)?.checked);
    ask("settings/change", { hidden }).catch(onError);
  };
  const items = PLACE_IDS.map((id) => {
    const box = make("input", { type: "checkbox", id: `place-${id}`, checked: "" });
    box.addEventListener("change", change);
    boxes.set(id, box);
    const name = getText(`place_${id}`);
    const text = unknown.includes(id) ? getText("place_unknown", name) : name;
    return make("li", {}, make("label", { class: "switch" }, box, text));
  });
  ask("settings/get", null).then(({ hidden }) => {
    for (const [id, box] of boxes) box.checked = !hidden.includes(id);
  }, onError);
  root.replaceChildren(
    make("details", {}, make("summary", { text: getText("places") }), make("ul", { class: "places" }, ...items)),
  );
}
