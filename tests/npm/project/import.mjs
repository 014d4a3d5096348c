// What the package exports, by import.
import assert from "node:assert/strict";
import index from "alimtalk-rules-schemas" with { type: "json" };
import message from "alimtalk-rules-schemas/message" with { type: "json" };
import image from "alimtalk-rules-schemas/image" with { type: "json" };
import report from "alimtalk-rules-schemas/report" with { type: "json" };
import draft07 from "alimtalk-rules-schemas/draft-07/message" with { type: "json" };
import strict from "alimtalk-rules-schemas/strict/message" with { type: "json" };
import strictDraft07 from "alimtalk-rules-schemas/strict/draft-07/message" with { type: "json" };
import infobip from "alimtalk-rules-schemas/payloads/infobip" with { type: "json" };
import infobipDraft07 from "alimtalk-rules-schemas/draft-07/payloads/infobip" with { type: "json" };
import { default as rules } from "alimtalk-rules-schemas/rules.json" with { type: "json" };
import { default as urls } from "alimtalk-rules-schemas/conformance/cases/urls.json" with { type: "json" };

const schemas = [message, image, report, draft07, strict, strictDraft07, infobip, infobipDraft07];
assert.equal(new Set(schemas.map((schema) => schema.$id)).size, 8);
assert.equal(index.$id, message.$id);
assert.ok(rules.rules.length > 0);
assert.ok(urls.cases.length > 0);
