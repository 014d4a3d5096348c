// ajv, in its strict mode, agrees with the verdicts of all cases: on both drafts, plain and strict. What gateways
// have has no strict schemas; a value there may be of several types.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Ajv } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";

const require = createRequire(import.meta.url);
const folder = join(dirname(require.resolve("alimtalk-rules-schemas/package.json")), "conformance", "cases");
const cases = readdirSync(folder)
  .flatMap((file) => JSON.parse(readFileSync(join(folder, file), "utf8")).cases)
  .filter((testCase) => "message_schema" in testCase);
assert.ok(cases.length >= 400, `only ${cases.length} cases`);

const options = { strict: true, strictRequired: false, allowUnionTypes: true };
const ajv = { "": new Ajv2020(options), "draft-07/": new Ajv(options) };
const schemas = [];
for (const name of ["message", "template", "image"]) {
  const isMeant = ({ document, profile, gateway }) => document === name && !profile && !gateway;
  schemas.push(["", name, "message_schema", isMeant], ["strict/", name, "strict_schema", isMeant]);
}
for (const name of ["message", "template"]) {
  const isMeant = ({ document, profile }) => document === name && profile === "kakao";
  const file = `kakao/${name}`;
  schemas.push(["", file, "message_schema", isMeant], ["strict/", file, "strict_schema", isMeant]);
}
for (const { name, document: kind, schema } of require("alimtalk-rules-schemas/gateways.json").gateways) {
  const isMeant = ({ document, gateway }) => gateway === name && document === (kind === "request" ? "payload" : kind);
  if (schema) schemas.push(["", schema, "message_schema", isMeant]);
}
let verdicts = 0;
for (const [dialect, engine] of Object.entries(ajv)) {
  for (const [strict, name, verdict, isMeant] of schemas) {
    const file = `${strict}${dialect}${name}`;
    const validate = engine.compile(require(`alimtalk-rules-schemas/${file}`));
    const meant = cases.filter(isMeant);
    assert.ok(meant.length >= 30, `only ${meant.length} cases of ${name}`);
    for (const testCase of meant) {
      assert.equal(validate(testCase.value), testCase[verdict], `${file}: ${testCase.id}`);
      verdicts += 1;
    }
  }
}
console.log(`${verdicts} verdicts on ${cases.length} cases`);
