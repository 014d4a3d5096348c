// ajv, in its strict mode, agrees with the verdicts of all cases: on both drafts, plain and strict. Requests of
// gateways have no strict schemas.
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

const ajv = { "": new Ajv2020({ strict: true }), "draft-07/": new Ajv({ strict: true }) };
const schemas = [];
for (const name of ["message", "template", "image"]) {
  const isMeant = ({ document, profile }) => document === name && !profile;
  schemas.push(["", name, "message_schema", isMeant], ["strict/", name, "strict_schema", isMeant]);
}
for (const name of ["message", "template"]) {
  const isMeant = ({ document, profile }) => document === name && profile === "kakao";
  const file = `kakao/${name}`;
  schemas.push(["", file, "message_schema", isMeant], ["strict/", file, "strict_schema", isMeant]);
}
for (const name of ["infobip", "infobip-omni", "sens"]) {
  schemas.push(["", `payloads/${name}`, "message_schema", ({ gateway }) => gateway === name]);
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
