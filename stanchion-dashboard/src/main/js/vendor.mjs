// Fetches vendored libraries from npm: see bin/vendor.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(
  new URL("../resources/META-INF/stanchion/ui/vendor/", import.meta.url),
);
const recordFile = join(folder, "vendor.json");

/** Which files of a package the dashboard serves, and what is changed in them. */
const WANTED = {
  preact: {
    licence: "MIT",
    files: {
      "dist/preact.mjs": { as: "preact.mjs", edits: [noSourceMap] },
      // Behind it in the same file, which saves a browser a request. A bare name would need an
      // import map, too, which is an inline script.
      "hooks/dist/hooks.mjs": {
        as: "preact.mjs",
        edits: [noSourceMap, insideOf({ n: "options" })],
      },
    },
  },
  htm: {
    licence: "Apache-2.0",
    files: { "dist/htm.module.js": { as: "htm.module.js", edits: [noSourceMap] } },
  },
  uplot: {
    licence: "MIT",
    files: {
      // The page loads it when a chart is shown, by import: Trusted Types forbid to add a script.
      "dist/uPlot.iife.min.js": { as: "uplot.mjs", edits: [exporting("uPlot")] },
      "dist/uPlot.min.css": { as: "uplot.css", edits: [] },
    },
  },
};

/** Makes a module of a script that defines one global name. */
function exporting(name) {
  return (text) => `${text.trimEnd()}\nexport default ${name};\n`;
}

function noSourceMap(text) {
  return text.replace(/\n?\/\/# sourceMappingURL=.*\n?/, "\n");
}

/**
 * Lets a module stand behind one that it imports, in the same file: in a function, so that their
 * names do not meet.
 *
 * known: what it imports, with the names that the file has for it
 */
function insideOf(known) {
  return (text) => {
    const parts = /^import\{([^}]+)\}from"\w+";(.*)export\{([^}]+)\};\s*$/s.exec(text);
    if (!parts) {
      throw new Error("expected a module with one import at its beginning and one export at its end");
    }
    const [, imported, body, exported] = parts;
    const pairs = (list) => list.split(",").map((each) => each.split(" as "));
    const parameters = pairs(imported).map(([, local]) => local);
    const given = pairs(imported).map(([name]) => Object.keys(known).find((each) => known[each] === name));
    const results = pairs(exported).map(([local, name]) => `${name}:${local}`);
    const names = pairs(exported).map(([, name]) => name);
    return `export const{${names}}=((${parameters})=>{${body}return{${results}}})(${given});\n`;
  };
}

function hash(algorithm, bytes, encoding) {
  return createHash(algorithm).update(bytes).digest(encoding);
}

/** Returns the record of a package, and its files by their names. */
function fetched(name, version) {
  const wanted = WANTED[name];
  if (!wanted) {
    throw new Error(`${name}: unknown library (expected: ${Object.keys(WANTED).join(", ")})`);
  }
  const work = mkdtempSync(join(tmpdir(), "vendor-"));
  try {
    const npm = (...args) => execFileSync("npm", args, { cwd: work, encoding: "utf8" }).trim();
    const integrity = npm("view", `${name}@${version}`, "dist.integrity");
    const tarball = join(work, npm("pack", "--silent", `${name}@${version}`).split("\n").pop());
    const found = `sha512-${hash("sha512", readFileSync(tarball), "base64")}`;
    if (found !== integrity) {
      throw new Error(`${name}@${version}: ${found} (expected: ${integrity})`);
    }
    execFileSync("tar", ["-xzf", tarball, "-C", work]);
    const files = new Map([
      [`${name}.LICENSE.txt`, readFileSync(join(work, "package/LICENSE"), "utf8")],
    ]);
    const paths = { [`${name}.LICENSE.txt`]: "LICENSE" };
    for (const [path, { as, edits }] of Object.entries(wanted.files)) {
      const text = readFileSync(join(work, "package", path), "utf8");
      const edited = edits.reduce((before, edit) => edit(before), text);
      files.set(as, (files.get(as) ?? "") + edited);
      paths[as] = paths[as] ? `${paths[as]}, ${path}` : path;
    }
    const record = {
      name,
      version,
      licence: wanted.licence,
      integrity,
      files: [...files].map(([as, text]) => ({
        file: as,
        path: paths[as],
        sha256: hash("sha256", text, "hex"),
      })),
    };
    return { record, files };
  } finally {
    rmSync(work, { recursive: true });
  }
}

function recorded() {
  try {
    return JSON.parse(readFileSync(recordFile, "utf8"));
  } catch (missing) {
    return [];
  }
}

function check() {
  for (const known of recorded()) {
    const { record, files } = fetched(known.name, known.version);
    if (JSON.stringify(record) !== JSON.stringify(known)) {
      throw new Error(`${known.name}: vendor.json does not say what npm has`);
    }
    for (const [file, text] of files) {
      if (readFileSync(join(folder, file), "utf8") !== text) {
        throw new Error(`${file} is not what npm has with the recorded edits`);
      }
    }
    console.log(`${known.name} ${known.version}: as recorded`);
  }
}

function take(name, version) {
  const { record, files } = fetched(name, version);
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of files) {
    writeFileSync(join(folder, file), text);
  }
  const others = recorded().filter((each) => each.name !== name);
  const all = [...others, record].sort((one, other) => (one.name < other.name ? -1 : 1));
  writeFileSync(recordFile, `${JSON.stringify(all, null, 2)}\n`);
  console.log(`${name} ${version}: ${[...files.keys()].join(", ")}`);
}

try {
  const [first, version] = process.argv.slice(2);
  if (first === "--check") {
    check();
  } else if (first && version) {
    take(first, version);
  } else {
    throw new Error("usage: bin/vendor NAME VERSION, or bin/vendor --check");
  }
} catch (failure) {
  console.error(`bin/vendor: ${failure.message}`);
  process.exitCode = 1;
}
