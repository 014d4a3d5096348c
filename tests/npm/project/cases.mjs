// ajv, in its strict mode, agrees with the verdicts of all cases: on both drafts, plain and strict.
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
let verdicts = 0;
for (const [dialect, engine] of Object.entries(ajv)) {
  for (const [strict, verdict] of [["", "message_schema"], ["strict/", "strict_schema"]]) {
    for (const kind of ["message", "template", "image"]) {
      const validate = engine.compile(require(`alimtalk-rules-schemas/${strict}${dialect}${kind}`));
      for (const testCase of cases.filter(({ document }) => document === kind)) {
        assert.equal(validate(testCase.value), testCase[verdict], `${strict}${dialect}${kind}: ${testCase.id}`);
        verdicts += 1;
      }
    }
  }
}
console.log(`${verdicts} verdicts on ${cases.length} cases`);
