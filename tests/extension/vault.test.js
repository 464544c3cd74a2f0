import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { installBrowser } from "./browser-stub.js";
import { showOnToolbar } from "../../extension/background/toolbar.js";
import { openVault } from "../../extension/background/vault.js";

const PAIRING = { port: 27182, browserId: "b1", token: "t".repeat(43) };
/** @type {any} */
let stub;
beforeEach(() => (stub = installBrowser()));

/** @type {[string, () => void][]} */
const BROWSERS = [
  ["Chromium", () => {}],
  ["Firefox", () => delete stub.storage.local.setAccessLevel],
];
for (const [name, prepare] of BROWSERS)
  test(`in ${name} a pairing is kept, changed and forgotten`, async () => {
    prepare();
    const vault = openVault();
    assert.deepEqual(await vault.read(), {});
    await vault.change(() => ({ current: PAIRING }));
    assert.deepEqual(await openVault().read(), { current: PAIRING });
    // At the same time: neither is lost.
    await Promise.all([
      vault.change((kept) => ({ ...kept, candidate: { ...PAIRING, port: 1 } })),
      vault.change((kept) => ({ ...kept, current: { ...PAIRING, port: 2 } })),
    ]);
    const { current, candidate } = await vault.read();
    assert.deepEqual([current?.port, candidate?.port], [2, 1]);
    await vault.change(() => ({}));
    assert.deepEqual(await openVault().read(), {});
  });

test("in Chromium storage is closed to content scripts before the token is written", async () => {
  await openVault().change(() => ({ current: PAIRING }));
  assert.deepEqual(stub.accessLevel, { accessLevel: "TRUSTED_CONTEXTS" });
});

test("in Firefox the token is not in storage that content scripts can read", async () => {
  delete stub.storage.local.setAccessLevel;
  await openVault().change(() => ({ current: PAIRING }));
  assert.deepEqual(stub.stored, {});
});

for (const broken of [null, "x", {}, { ...PAIRING, port: "27182" }, { ...PAIRING, token: 7 }])
  test(`a stored ${JSON.stringify(broken)} is no pairing`, async () => {
    stub.stored.pairings = { current: broken, candidate: PAIRING };
    assert.deepEqual(await openVault().read(), { candidate: PAIRING });
    stub.stored.pairings = broken;
    assert.deepEqual(await openVault().read(), {});
  });

test("the toolbar shows a mark and the state's words only when something is wrong", async () => {
  /** @type {any[]} */
  const shown = [];
  stub.action.setBadgeText = async (/** @type {any} */ { text }) => shown.push(text);
  stub.action.setTitle = async (/** @type {any} */ { title }) => shown.push(title);
  await showOnToolbar({ state: "ok" });
  await showOnToolbar({ state: "version-mismatch" });
  assert.deepEqual(shown, ["", "Fieldmark", "!", "Fieldmark: Extension and server differ in age"]);
});
