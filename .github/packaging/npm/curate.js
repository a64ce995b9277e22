#!/usr/bin/env node
// Finds the program of this platform, which npm has installed beside this package, and runs it.
"use strict";

const { spawn } = require("node:child_process");
const { constants } = require("node:os");

const platform = `${process.platform}-${process.arch}`;
const name = `curate-lists-${platform}`;
const file = process.platform === "win32" ? "curate.exe" : "curate";

let program;
try {
  program = require.resolve(`${name}/${file}`);
} catch {
  console.error(`curate: the package ${name} is not installed.`);
  console.error("It is an optional dependency of curate-lists: install without --omit=optional, on the platform that runs it.");
  console.error("Where there is none for this platform: cargo install curate");
  process.exit(2);
}

// A terminal sends these to the whole group; others send them to this process alone, so they are passed on. The program says how
// it ends. They are caught before it starts: what comes in between waits until it has.
let child;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => child.kill(signal));
}
child = spawn(program, process.argv.slice(2), { stdio: "inherit", windowsHide: true });
child.on("error", (error) => {
  console.error(`curate: ${program} cannot be run: ${error.message}`);
  process.exit(2);
});
child.on("exit", (code, signal) => {
  process.exit(signal ? 128 + constants.signals[signal] : code);
});
