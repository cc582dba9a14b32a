// Calls functions of ES modules for the tests: requests come in on standard input, answers go out, both as JSON.
// JSON has no NaN and no infinities, so both sides write them as text.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const ODD = { NaN: NaN, Infinity: Infinity, "-Infinity": -Infinity };
const fromText = (_, value) => (typeof value === "string" && value in ODD ? ODD[value] : value);
const toText = (_, value) => (typeof value === "number" && !Number.isFinite(value) ? String(value) : value);

// A request: {path} for the names that a module exports, {path, name, calls: [arguments, ...]} for results.
const answers = [];
for (const { path, name, calls } of JSON.parse(readFileSync(0, "utf8"), fromText)) {
  const module = await import(pathToFileURL(path));
  answers.push(name ? calls.map((args) => module[name](...args)) : Object.keys(module).concat(Object.keys(module.default ?? {})));
}
process.stdout.write(JSON.stringify(answers, toText));
