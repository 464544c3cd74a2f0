"""A user's hands in Firefox, for what no page can do: pointing, dragging, the context menu, file dialogues."""

from pathlib import Path

from firefox import Firefox

CENTRE = """const box = document.querySelector(arguments[0]).getBoundingClientRect();
return [Math.round(box.left + box.width / 2), Math.round(box.top + box.height / 2)];"""
# Selects a word of the page, and says where it is.
SELECT = """const [selector, word] = arguments;
const texts = [...document.querySelectorAll(selector)].flatMap((element) => {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT), found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  return found;
});
const text = texts.find((one) => one.data.includes(word)), start = text.data.indexOf(word);
getSelection().setBaseAndExtent(text, start, text, start + word.length);
const box = getSelection().getRangeAt(0).getBoundingClientRect();
return [Math.round(box.left + 5), Math.round(box.top + 5)];"""
# The extension's entries are in a menu of its own, which the browser fills when it is opened.
CHOOSE = """
const [label, done] = arguments;
const win = Services.wm.getMostRecentWindow("navigator:browser");
const hear = (target, name) => new Promise((resolve) => target.addEventListener(name, resolve, { once: true }));
async function choose() {
  const menu = win.document.getElementById("contentAreaContextMenu");
  if (menu.state !== "open") await hear(menu, "popupshown");
  const own = [...menu.querySelectorAll("menu")].find(({ id }) => id.startsWith("fieldmark"));
  const shown = hear(own.menupopup, "popupshown");
  own.openMenu(true);
  await shown;
  const hidden = hear(menu, "popuphidden");
  own.menupopup.activateItem([...own.menupopup.querySelectorAll("menuitem")].find((item) => item.label === label));
  await hidden;
}
choose().then(() => done(null), (error) => done(String(error)));
"""
# Stands in for the system's own dialogue, which nobody can click here: whoever opens it next chooses this file.
ANSWER_DIALOGUE = """
const [path, done] = arguments;
const { classes, interfaces, manager } = Components;
class Picker {
  QueryInterface = ChromeUtils.generateQI(["nsIFilePicker"]);
  init() {}
  appendFilter() {}
  appendFilters() {}
  appendRawFilter() {}
  get file() {
    const file = classes["@mozilla.org/file/local;1"].createInstance(interfaces.nsIFile);
    file.initWithPath(path);
    return file;
  }
  open(callback) {
    Services.tm.dispatchToMainThread(() => callback.done(interfaces.nsIFilePicker.returnOK));
  }
}
const registrar = manager.QueryInterface(interfaces.nsIComponentRegistrar);
const CONTRACT = "@mozilla.org/filepicker;1";
const before = registrar.contractIDToCID(CONTRACT);
const id = Services.uuid.generateUUID();
const factory = {
  QueryInterface: ChromeUtils.generateQI(["nsIFactory"]),
  createInstance(wanted) {
    registrar.unregisterFactory(id, factory);
    registrar.registerFactory(before, "", CONTRACT, null);
    return new Picker().QueryInterface(wanted);
  },
};
registrar.registerFactory(id, "", CONTRACT, factory);
done(true);
"""


def point(firefox: Firefox, place: list[int]) -> None:
    """Moves the pointer to a place in the window, in CSS pixels."""
    _act(firefox, _move(place))


def drag(firefox: Firefox, what: str, onto: str) -> None:
    """Drags one element onto another, both by selector."""
    start, end = firefox.run(CENTRE, what), firefox.run(CENTRE, onto)
    halfway = [(start[0] + end[0]) // 2, (start[1] + end[1]) // 2]
    press, let_go = {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}
    _act(firefox, _move(start), press, _move(halfway), _move(end), let_go)


def choose_in_menu(firefox: Firefox, selector: str, word: str, label: str) -> None:
    """Selects a word in elements of the page, and chooses an entry of ours in the context menu on it."""
    place = firefox.run(SELECT, selector, word)
    _act(firefox, _move(place), {"type": "pointerDown", "button": 2}, {"type": "pointerUp", "button": 2})
    error = firefox.run_privileged_async(CHOOSE, label)
    assert error is None, error


def answer_file_dialogue(firefox: Firefox, file: Path) -> None:
    """Whatever asks next for a file gets this one."""
    firefox.run_privileged_async(ANSWER_DIALOGUE, str(file))


def _move(place: list[int]) -> dict[str, object]:
    return {"type": "pointerMove", "duration": 0, "x": place[0], "y": place[1], "origin": "viewport"}


def _act(firefox: Firefox, *actions: dict[str, object]) -> None:
    pointer = {"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": list(actions)}
    firefox.call("WebDriver:PerformActions", actions=[pointer])
