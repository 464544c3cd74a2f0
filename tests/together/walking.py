"""Goes down and up the whole of a list on the page, and looks at every row on the way."""

from typing import Any

from playwright.sync_api import Page

from chromium import ROWS

# A screen at a time; every row that is mounted is looked at once its badge had one frame to come. Arguments: the rows,
# what looks at one (a function of the row, the person's id and what is expected; what it returns is wrong), the latter.
WALK = """async ([rows, look, expected]) => {
  const wrong = [], seen = new Set(), judge = eval(look);
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const lookAtAll = () => {
    for (const row of document.querySelectorAll(rows)) {
      const id = row.querySelector('.follow-place button').dataset.testid.split('-')[0];
      const found = judge(row, id, expected);
      if (found !== undefined) wrong.push([id, found]);
      seen.add(id);
    }
  };
  const ended = () => standIn.getList().cursor === null && scrollY + innerHeight >= document.body.scrollHeight - 2;
  const isBare = (row) => !row.querySelector('fieldmark-badge');
  const go = async (by) => {
    scrollBy(0, by);
    await frame();
    for (let n = 0; n < 40 && [...document.querySelectorAll(rows)].some(isBare); n += 1) await frame();
    lookAtAll();
  };
  for (let step = 0; step < 400 && !ended(); step += 1) await go(innerHeight);
  for (let step = 0; step < 400 && scrollY > 0; step += 1) await go(-innerHeight);
  return {wrong, seen: seen.size};
}"""
# Rows with no badge, more than one, or another person's.
BADGE = """(row, id) => {
  const keys = [...row.querySelectorAll('fieldmark-badge')].map((host) => host.dataset.key);
  return keys.length === 1 && keys[0] === id ? undefined : keys;
}"""


def walk_list(page: Page, look: str = BADGE, expected: object = None) -> dict[str, Any]:
    """What is wrong with which rows, and how many people were seen: ``{"wrong": [[id, what]], "seen": number}``."""
    result: dict[str, Any] = page.evaluate(WALK, [ROWS, look, expected])
    return result
