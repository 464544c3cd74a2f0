// Joins each page's changes, and the libraries they need, into one file: node build.mjs OUTDIR
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const folder = fileURLToPath(new URL(".", import.meta.url));
await esbuild.build({
  entryPoints: [`${folder}classic.js`, `${folder}react.js`],
  outdir: process.argv[2],
  bundle: true,
  format: "esm",
  target: "chrome121",
  external: ["/stand-in/*"],
  define: { "process.env.NODE_ENV": '"production"' },
  // react-native-web's own files say require() and module beside import.
  mainFields: ["module", "main"],
  logLevel: "warning",
});
