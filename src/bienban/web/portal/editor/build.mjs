// Bundles the editor with its style, and the licences of what is in it, into the folder that is named.
import { build } from "esbuild";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const out = process.argv[2];
mkdirSync(out, { recursive: true });
// Tooltips have styles within, which the policy of pages refuses; a copy of JSON for browsers without it evaluates text.
const OUT = [[`<strong style='text-decoration:underline'>`, "<strong>"], [`eval("(" + text + ")")`, "undefined"]];
const strict = {
  name: "strict",
  setup: (hooks) => hooks.onLoad({ filter: /yasqe\.esm\.js$/ }, ({ path }) => {
    let contents = readFileSync(path, "utf8");
    for (const [from, to] of OUT) {
      if (!contents.includes(from)) throw new Error(`no longer in ${path}: ${from}`);
      contents = contents.replaceAll(from, to);
    }
    return { contents, loader: "js" };
  }),
};
await build({
  entryPoints: { yasqe: "editor.mjs" }, bundle: true, minify: true, format: "iife", target: ["es2020"], charset: "utf8",
  legalComments: "none", plugins: [strict], outdir: out, logLevel: "warning",
});

// Packages that the bundle has parts of: the editor, and what it depends on.
const seen = new Map();
function take(name) {
  const folder = join("node_modules", name);
  if (seen.has(name) || !existsSync(join(folder, "package.json"))) return;
  const about = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
  seen.set(name, { about, text: file === undefined ? null : readFileSync(join(folder, file), "utf8").trim() });
  for (const other of Object.keys(about.dependencies ?? {})) take(other);
}
take("@zazuko/yasqe");

const mit = readFileSync("MIT.txt", "utf8").trim();
const texts = [...seen].sort().map(([name, { about, text }]) => {
  if (text === null && about.license !== "MIT") throw new Error(`${name} has no licence text: ${about.license}`);
  const people = [about.author, ...(about.contributors ?? [])].map((one) => one?.name ?? one).filter(Boolean).join(", ");
  const own = text ?? `Copyright (c) ${people || `the authors of ${name}`}\n\n${mit}`;
  return `${name} ${about.version} (${about.license})\n${"=".repeat(60)}\n\n${own}\n`;
});
writeFileSync(join(out, "yasqe-licences.txt"), `The file yasqe.js has parts of these packages.\n\n${texts.join("\n\n")}`);
