// Builds extension/dist. A content script can't use static `import`, so esbuild joins the two scripts that run in
// the page into one file each; everything else is copied as it is. Nothing is web-accessible: a page cannot tell
// that the extension is there.
import { cp, mkdir, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const root = fileURLToPath(new URL(".", import.meta.url));
const dist = `${root}dist`;
const copied = ["manifest.json", "_locales", "icons", "shared", "background", "popup", "content/highlight.css"];

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

async function copyFiles() {
  for (const name of copied) await cp(root + name, `${dist}/${name}`, { recursive: true });
}

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
await copyFiles();
if (process.argv.includes("--watch")) {
  const copyAgain = { name: "copy", setup: (/** @type {any} */ build) => build.onEnd(copyFiles) };
  const context = await esbuild.context({ ...options, plugins: [copyAgain], logLevel: "info" });
  await context.watch();
} else {
  await esbuild.build(options);
}
