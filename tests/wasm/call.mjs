// Calls what the modules of chapter 21_wasm export, and says what came out.
//
//     node call.mjs calls.json FOLDER      FOLDER holds EXERCISE.wasm
//
// In calls.json all numbers are exact as signed 32-bit integers or as f64. With "hashed" the
// export's name has 16 hexadecimal digits behind it, since wasm-bindgen made it.

import { readFile, readdir } from "node:fs/promises";
import { argv, exit } from "node:process";

const [, , file, folder] = argv;
const calls = JSON.parse(await readFile(file, "utf8"));

async function load(exercise) {
  const module = await WebAssembly.compile(await readFile(`${folder}/${exercise}.wasm`));
  // What wasm-bindgen would import from its JavaScript: none of these calls needs it.
  const imports = {};
  for (const { module: from, name, kind } of WebAssembly.Module.imports(module)) {
    if (kind !== "function") throw new Error(`${exercise} imports the ${kind} ${from}.${name}`);
    imports[from] ??= {};
    imports[from][name] = () => {
      throw new Error(`${exercise} called ${from}.${name}`);
    };
  }
  return (await WebAssembly.instantiate(module, imports)).exports;
}

function find(exports, { export: name, hashed }) {
  if (!hashed) return exports[name];
  const found = Object.keys(exports).filter((n) => new RegExp(`^${name}_[0-9a-f]{16}$`).test(n));
  return found.length === 1 ? exports[found[0]] : undefined;
}

let wrong = 0;
const called = new Set();
for (const call of calls) {
  const shown = `${call.exercise}: ${call.export}(${call.args.join(", ")})`;
  const exported = find(await load(call.exercise), call);
  if (typeof exported !== "function") {
    console.log(`✗ ${shown} is not exported`);
    wrong += 1;
    continue;
  }
  const result = exported(...call.args);
  const right = result === call.result;
  console.log(`${right ? "✓" : "✗"} ${shown} = ${result}${right ? "" : `, not ${call.result}`}`);
  wrong += right ? 0 : 1;
  called.add(call.exercise);
}
// A module that nobody calls would be checked by nobody.
for (const name of await readdir(folder)) {
  const exercise = name.replace(/\.wasm$/, "");
  if (name.endsWith(".wasm") && !called.has(exercise)) {
    console.log(`✗ no call of ${exercise} was made`);
    wrong += 1;
  }
}
console.log(`${calls.length} calls of ${called.size} modules, ${wrong} wrong`);
exit(wrong === 0 ? 0 : 1);
