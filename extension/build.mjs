// Builds extension/dist. A content script can't use static `import`, so esbuild joins the two scripts that run in
// the page into one file each; everything else is copied as it is. Nothing is web-accessible: a page cannot tell
// that the extension is there.
import { watch } from "node:fs";
import { cp, mkdir, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const root = fileURLToPath(new URL(".", import.meta.url));
const dist = `${root}dist`;
const copied = ["manifest.json", "_locales", "icons", "shared", "background", "popup", "content/page.css"];

/** @type {import("esbuild").BuildOptions} */
const options = {
  entryPoints: { content: `${root}content/main.js`, tap: `${root}tap/tap.js` },
  outdir: dist,
  bundle: true,
  format: "iife",
  target: ["chrome121", "firefox140"],
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
};

/** @param {string} name */
function copyOne(name) {
  return cp(root + name, `${dist}/${name}`, { recursive: true });
}

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
await Promise.all(copied.map(copyOne));
if (process.argv.includes("--watch")) {
  const context = await esbuild.context({ ...options, logLevel: "info" });
  await context.watch();
  // One copy after another: saving one file is several events.
  let copying = Promise.resolve();
  const copyAgain = (/** @type {string} */ name) => (copying = copying.then(() => copyOne(name)).catch(console.error));
  for (const name of copied) watch(root + name, { recursive: true }, () => copyAgain(name));
} else {
  await esbuild.build(options);
}
