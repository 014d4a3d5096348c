// Everything that the package exports, by require.
const assert = require("node:assert/strict");
const { readdirSync } = require("node:fs");
const { dirname, join } = require("node:path");

const ENDING = ".schema.json";
const root = dirname(require.resolve("alimtalk-rules-schemas/package.json"));

const schemas = new Map();
for (const folder of ["", "payloads/", "draft-07/", "draft-07/payloads/", "strict/", "strict/draft-07/"]) {
  const files = readdirSync(join(root, folder)).filter((file) => file.endsWith(ENDING));
  for (const name of files.map((file) => file.slice(0, -ENDING.length))) {
    const schema = require(`alimtalk-rules-schemas/${folder}${name}`);
    assert.ok(schema.$schema.includes(folder.includes("draft-07/") ? "draft-07" : "2020-12"), schema.$schema);
    assert.ok(schema.$id.endsWith(`:${name}`), schema.$id);
    schemas.set(schema.$id, schema);
  }
}
const kinds = ["message", "image", "report", "draft-07:report", "strict:image", "draft-07:strict:message"];
for (const kind of [...kinds, "payloads:infobip", "draft-07:payloads:infobip-omni", "payloads:solapi-template"]) {
  assert.ok(schemas.has(`urn:alimtalk-rules:v1:${kind}`), kind);
}

assert.equal(require("alimtalk-rules-schemas"), require("alimtalk-rules-schemas/message"));
assert.equal(require("alimtalk-rules-schemas"), require("alimtalk-rules-schemas/message.schema.json"));
assert.ok(require("alimtalk-rules-schemas/rules.json").rules.some(({ name }) => name === "text-too-long"));
for (const { schema } of require("alimtalk-rules-schemas/gateways.json").gateways) {
  assert.ok(!schema || require(`alimtalk-rules-schemas/${schema}`).title, schema);
}
assert.ok(require("alimtalk-rules-schemas/conformance/cases/urls.json").cases.length > 0);
const { version } = require("alimtalk-rules-schemas/package.json");
for (const [id, { $comment }] of schemas) {
  assert.ok($comment.endsWith(` ${version}`), id);
}
