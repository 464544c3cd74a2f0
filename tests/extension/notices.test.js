import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { installBrowser } from "./browser-stub.js";
import { claimNotice } from "../../extension/background/notices.js";
import { changeStoredSettings, readStoredSettings } from "../../extension/background/settings-store.js";
import { DEFAULT_SETTINGS } from "../../extension/shared/settings.js";

/** @type {any} */
let stub;
beforeEach(() => {
  stub = installBrowser();
});

const MORNING = new Date(2026, 10, 23, 8);

test("each kind of notice is given out once a day, however many tabs ask at once", async () => {
  const asked = await Promise.all([1, 2, 3].map(() => claimNotice({ kind: "no_rows" }, MORNING)));
  assert.deepEqual(asked, [true, false, false]);
  assert.equal(await claimNotice({ kind: "no_bios" }, MORNING), true);
  assert.equal(await claimNotice({ kind: "no_rows" }, new Date(2026, 10, 23, 23)), false);
  assert.equal(await claimNotice({ kind: "no_rows" }, new Date(2026, 10, 24, 0)), true);
});

test("a kind that there is not is refused by the name of its field", async () => {
  for (const kind of ["__proto__", "", 7, undefined])
    await assert.rejects(claimNotice({ kind: /** @type {any} */ (kind) }), { code: "invalid", field: "kind" });
});

for (const stored of [null, 7, "x", [1], { no_rows: 5 }])
  test(`stored notices that are ${JSON.stringify(stored)} do no harm`, async () => {
    stub.stored.notices = stored;
    assert.equal(await claimNotice({ kind: "no_rows" }, MORNING), true);
    assert.equal(await claimNotice({ kind: "no_rows" }, MORNING), false);
  });

test("two changes of the settings at once are both kept", async () => {
  await Promise.all([changeStoredSettings({ paused: true }), changeStoredSettings({ hidden: ["search"] })]);
  assert.deepEqual(await readStoredSettings(), { ...DEFAULT_SETTINGS, paused: true, hidden: ["search"] });
});
