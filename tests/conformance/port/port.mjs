// A port to start from: the schemas' verdicts by ajv, and six of the rules.
//
//     npm install ajv
//     python run.py --rules title-with-image,text-too-long,button-name-over-14,app-link-needs-two,unfilled-variable,leftover-variable \
//       -- node port.mjs SCHEMAS
//
// SCHEMAS is the folder of the schemas; without it, that of the repository or of the npm package.
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";

const { Ajv2020 } = createRequire(import.meta.url)("ajv/dist/2020.js"); // finds NODE_PATH, too
const [REPOSITORY, PACKAGE] = ["../../../schemas", "../.."].map((folder) => join(import.meta.dirname, folder));
const SCHEMAS = process.argv[2] ?? (existsSync(REPOSITORY) ? REPOSITORY : PACKAGE);

const ajv = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true });
const load = (file) => JSON.parse(readFileSync(join(SCHEMAS, `${file}.schema.json`), "utf8"));
const published = { message: load("message"), image: load("image") };
const accepts = { message: ajv.compile(published.message), image: ajv.compile(published.image) };
const strictly = {
  message: ajv.compile(load("strict/message")),
  image: ajv.compile(load("strict/image")),
};
const { gateways } = JSON.parse(readFileSync(join(SCHEMAS, "gateways.json"), "utf8"));
const acceptsOf = new Map(
  gateways
    .filter(({ schema }) => schema)
    .map(({ name, document, schema }) => [
      `${document === "request" ? "payload" : document} ${name}`,
      ajv.compile(load(schema.replace(".schema.json", ""))),
    ]),
);

// ------------------------------------------------------------------ what the rules may read

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** The members that a definition knows; null stands for a rejected value. */
function members(definition, object) {
  const { $id, $defs, properties } = published.message;
  const [at, names] = definition ? [`/$defs/${definition}`, $defs[definition].properties] : ["", properties];
  return Object.fromEntries(
    Object.keys(names)
      .filter((name) => Object.hasOwn(object, name))
      .map((name) => [name, ajv.getSchema(`${$id}#${at}/properties/${name}`)(object[name])])
      .map(([name, accepted]) => [name, accepted ? object[name] : null]),
  );
}

const definitionOf = new Map(
  Object.entries(published.message.$defs)
    .filter(([, definition]) => definition.properties?.type?.const)
    .map(([name, definition]) => [definition.properties.type.const, name]),
);

/** What of a message the rules can read: one mistake of the structure is one finding. */
function readable(message) {
  const { text, title } = isObject(message) ? members(null, message) : {};
  const image = isObject(message?.image) ? members("Image", message.image) : null;
  const buttons = Array.isArray(message?.buttons) ? message.buttons : [];
  return {
    text: text ?? "",
    title,
    image,
    buttons: buttons
      .map((button, index) => ({ button, path: `/buttons/${index}` }))
      .filter(({ button }) => isObject(button) && definitionOf.has(button.type))
      .map(({ button, path }) => ({ ...members(definitionOf.get(button.type), button), path })),
  };
}

// ------------------------------------------------------------------ the rules

const codePoints = (string) => [...string].length; // .length counts UTF-16 units
const MOST_READ = 10_000;
const MOST_FINDINGS = 100;
const LINKS = ["urlMobile", "urlPc", "schemeAndroid", "schemeIos"];
const PLACEHOLDER =
  /(?<variable>#\{(?:[^#}]|#(?!\{))*\})|#\{|[$＃]\{[^{}]*\}|\{\{[^{}]*\}\}|(?<![A-Za-z0-9])#\[[^[\]]*\]|(?<![A-Za-z0-9])#\((?![주유사재]\))[^()]*\)/gu;

const tooLong = (rule, path, length, limit) =>
  length > limit ? [{ rule, path, params: { length, limit, over: length - limit } }] : [];

const marksIn = ({ text, title, buttons }) =>
  [
    ["/text", [...text].slice(0, MOST_READ).join("")],
    ["/title", title ?? ""],
    ...buttons.map(({ path, name }) => [`${path}/name`, name ?? ""]),
    ...buttons.flatMap((button) => LINKS.map((link) => [`${button.path}/${link}`, button[link] ?? ""])),
  ].flatMap(([path, string]) =>
    Array.from(string.matchAll(PLACEHOLDER), ({ groups }) => ({
      rule: groups.variable ? "unfilled-variable" : "leftover-variable",
      path,
    })),
  );

const rules = [
  // errors before warnings, so that they are left if there are too many findings
  ({ title, image }) =>
    title != null && image != null ? [{ rule: "title-with-image", path: "" }] : [],

  ({ text }) => tooLong("text-too-long", "/text", codePoints(text), 1000),

  ({ buttons }) =>
    buttons
      .filter(({ type }) => type === "AL")
      .map((button) => ({
        path: button.path,
        count: ["schemeAndroid", "schemeIos", "urlMobile"].filter((link) => link in button).length,
      }))
      .filter(({ count }) => count < 2)
      .map(({ path, count }) => ({ rule: "app-link-needs-two", path, params: { count } })),

  (message) => marksIn(message).filter(({ rule }) => rule === "unfilled-variable"),

  ({ buttons }) =>
    buttons.flatMap(({ path, name }) =>
      tooLong("button-name-over-14", `${path}/name`, codePoints(name ?? ""), 14),
    ),

  (message) => marksIn(message).filter(({ rule }) => rule === "leftover-variable"),
];

// ------------------------------------------------------------------ the adapter

function answer({ id, document, gateway, profile, value }) {
  if (profile) return "skip"; // this port knows the guide alone
  const accepted = acceptsOf.get(`${document} ${gateway}`);
  if (accepted) return { id, message_schema: accepted(value) };
  if (!(document in accepts)) return "skip"; // this port knows no files, no templates, no rule of gateways
  const message = readable(document === "message" ? value : undefined); // none is about images
  return {
    id,
    message_schema: accepts[document](value),
    strict_schema: strictly[document](value),
    findings: rules.flatMap((rule) => rule(message)).slice(0, MOST_FINDINGS),
  };
}

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(answer(JSON.parse(line))));
}
