// node engines.mjs ENGINE SCHEMA VALUES: prints true or false, one line for each value of the array.
import net from "node:net";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const require = createRequire(import.meta.url);

function refuse() {
  throw new Error("the engine tried to open a connection");
}
net.Socket.prototype.connect = refuse;
globalThis.fetch = refuse;

const isDraft07 = (schema) => schema.$schema.includes("draft-07");

function ajv(schema, options) {
  const { default: Ajv } = require(isDraft07(schema) ? "ajv" : "ajv/dist/2020.js");
  return new Ajv({ strict: true, strictRequired: false, allowUnionTypes: true, ...options }).compile(schema);
}

const engines = {
  "ajv": (schema) => ajv(schema),
  "ajv, unicodeRegExp: false": (schema) => ajv(schema, { unicodeRegExp: false }),
  "ajv 6": (schema) => {
    const Ajv = require("ajv-6");
    return new Ajv({ strictKeywords: true, strictDefaults: true, unknownFormats: [] }).compile(schema);
  },
  "z-schema": async (schema) => {
    const { default: ZSchema } = await import("z-schema");
    const validator = ZSchema.create({ safe: true });
    const { valid, err } = validator.validateSchema(schema);
    if (!valid) throw err;
    return (value) => validator.validate(value, schema).valid;
  },
  "@hyperjump/json-schema": async (schema) => {
    const { registerSchema, validate } = await import("@hyperjump/json-schema/draft-2020-12");
    await import("@hyperjump/json-schema/draft-07");
    registerSchema(schema);
    const compiled = await validate(schema.$id);
    return (value) => compiled(value).valid;
  },
  "@cfworker/json-schema": async (schema) => {
    const { Validator } = await import("@cfworker/json-schema");
    const validator = new Validator(schema, isDraft07(schema) ? "7" : "2020-12");
    return (value) => validator.validate(value).valid;
  },
};

const [name, ...files] = process.argv.slice(2);
const [schema, values] = files.map((file) => JSON.parse(readFileSync(file, "utf8")));
try {
  const accepts = await engines[name](schema);
  process.stdout.write(values.map((value) => `${accepts(value)}\n`).join(""));
} catch (error) {
  process.stderr.write(`${error.details?.[0].message ?? error.message}\n`);
  process.exitCode = 1;
}
