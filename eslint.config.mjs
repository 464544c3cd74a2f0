import js from "@eslint/js";
import globals from "globals";

const MARKUP = "Markup from strings is how hostile text becomes code: build elements with make() and textContent.";

export default [
  { ignores: ["extension/dist/", "node_modules/", ".venv/", ".build/"] },
  js.configs.recommended,
  {
    languageOptions: { ecmaVersion: 2024, sourceType: "module" },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      eqeqeq: "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-shadow": "error",
      "no-unused-vars": ["error", { argsIgnorePattern: "^_", caughtErrors: "none" }],
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
      "no-restricted-properties": [
        "error",
        ...["innerHTML", "outerHTML", "insertAdjacentHTML"].map((property) => ({
          property,
          message: MARKUP,
        })),
        { object: "document", property: "write", message: MARKUP },
      ],
    },
  },
  {
    files: ["extension/**/*.js", "server/fieldmark/demo/page/*.js", "bench/scripts/*.js"],
    languageOptions: { globals: { ...globals.browser, chrome: "readonly", Highlight: "readonly" } },
  },
  {
    files: ["**/*.mjs", "tests/**/*.js"],
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
  },
];
