import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const ARGUMENTS = ["lint", "--source-dir", "extension/dist", "--no-config-discovery", "--output", "json"];

/** What the linter says of every such extension, and why that is as it should be. */
const KNOWN = [
  // Chromium reads `service_worker`, Firefox `scripts`: one manifest for both names both.
  "BACKGROUND_SERVICE_WORKER_IGNORED",
  // Firefox for Android knows `data_collection_permissions` from 142 on, that of the desktop from 140.
  "KEY_FIREFOX_ANDROID_UNSUPPORTED_BY_MIN_VERSION",
];

test("Mozilla's linter finds no errors in what is built, and only the two warnings that are known", () => {
  assert.ok(existsSync(`${ROOT}extension/dist/manifest.json`), "run `make build` first");
  const { stdout, stderr } = spawnSync(process.execPath, ["node_modules/web-ext/bin/web-ext.js", ...ARGUMENTS], {
    cwd: ROOT,
    encoding: "utf8",
    // It would ask the package index for a newer version of itself.
    env: { ...process.env, NO_UPDATE_NOTIFIER: "1" },
  });
  assert.ok(stdout, stderr);
  const { errors, warnings, notices } = JSON.parse(stdout);
  assert.deepEqual(errors, []);
  assert.deepEqual(notices, []);
  assert.deepEqual(warnings.map((/** @type {{code: string}} */ { code }) => code).sort(), KNOWN);
});
