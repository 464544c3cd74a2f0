// Runs every test of the extension. Node 20 and 22 read a folder given to `node --test` differently, so the files are
// listed here.
import { readdirSync } from "node:fs";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../tests/extension/", import.meta.url));
const wanted = process.argv[2] ?? "";
const files = readdirSync(folder)
  .filter((name) => name.endsWith(".test.js") && name.includes(wanted))
  .map((name) => folder + name);

const stream = run({ files, concurrency: true });
stream.on("test:fail", () => (process.exitCode = 1));
stream.compose(new spec()).pipe(process.stdout);
