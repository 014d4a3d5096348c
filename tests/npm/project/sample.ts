// What the types allow, and the mistakes that they must not: a mistake that compiles is an unused
// directive, and so an error.

import type {
  Button,
  Finding,
  Image,
  InfobipButton,
  InfobipOmniRequest,
  InfobipRequest,
  Message,
  Report,
  SensRequest,
} from "alimtalk-rules-schemas";

export function where(button: Button): string {
  switch (button.type) {
    case "WL":
      return button.target === "out" ? "browser" : button.urlMobile;
    case "AL":
      return button.schemeAndroid ?? button.schemeIos ?? button.urlMobile ?? "nowhere";
    case "BT":
      return button.chatEvent ?? button.chatExtra ?? "chatbot";
    case "DS":
    case "MD":
    case "BK":
    case "AC":
      return button.name;
    default:
      return button satisfies never;
  }
}

export function withoutDelivery(button: Button): string {
  switch (button.type) {
    case "WL":
    case "AL":
    case "BT":
    case "MD":
    case "BK":
    case "AC":
      return button.name;
    default:
      // @ts-expect-error: DS is left
      return button satisfies never;
  }
}

export const worst = (report: Report): Finding | undefined =>
  report.findings.find((finding) => finding.severity === "error");

export const length = ({ span: [start, end] = [0, 0] }: Finding): number => end - start;

export const full: Message = {
  text: "주문하신 상품이 발송되었습니다.",
  title: "배송 안내",
  image: { url: "https://example.com/a.png", width: 800, height: 400 },
  buttons: [
    { type: "WL", name: "주문 보기", urlMobile: "https://example.com/m", urlPc: "https://example.com", target: "out" },
    { type: "AL", name: "앱 열기", schemeAndroid: "myapp://1", schemeIos: "myapp://1" },
    { type: "DS", name: "배송 조회" },
    { type: "MD", name: "문의하기" },
    { type: "BK", name: "상담 시작" },
    { type: "BT", name: "상담사 연결", chatExtra: "a_1", chatEvent: "b_2" },
  ],
};

export const infobip: InfobipRequest = {
  messages: [
    {
      sender: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b",
      destinations: [{ to: "821012345678", messageId: "1" }],
      content: {
        type: "TEMPLATE",
        templateCode: "order-done",
        text: "주문이 완료되었습니다.",
        buttons: [{ type: "URL", name: "주문 보기", urlMobile: "https://example.com/m" }],
      },
      options: { validityPeriod: { amount: 24, timeUnit: "HOURS" }, smsFailover: { text: "주문 완료" } },
    },
  ],
  options: { schedule: { sendAt: "2026-12-01T09:00:00.000+0900" }, priority: "HIGH" },
};

export const omni: InfobipOmniRequest = {
  destinations: [{ to: { phoneNumber: "821012345678" } }],
  kakaoAlim: {
    templateCode: "order-done",
    text: "주문이 완료되었습니다.",
    buttons: [{ type: "DELIVERY_TRACKING", buttonText: "배송 조회" }],
  },
};

export const sens: SensRequest = {
  plusFriendId: "@dawnmart",
  templateCode: "order-done",
  messages: [{ to: "01012345678", content: "주문이 완료되었습니다.", buttons: [{ type: "MD", name: "문의하기" }] }],
};

export const measured: Image = { format: "png", width: 800, height: 400, bytes: 12_345 };

export const mistakes: (Message | Image | Button | InfobipButton | InfobipRequest | SensRequest)[] = [];
const message = (wrong: Message) => mistakes.push(wrong);
const button = (wrong: Button) => mistakes.push(wrong);
const image = (wrong: Image) => mistakes.push(wrong);
const infobipButton = (wrong: InfobipButton) => mistakes.push(wrong);
const infobipRequest = (wrong: InfobipRequest) => mistakes.push(wrong);
const sensRequest = (wrong: SensRequest) => mistakes.push(wrong);

// @ts-expect-error: a message needs text
message({});
// @ts-expect-error: text is a string
message({ text: null });
// @ts-expect-error: title is a string
message({ text: "안내", title: 5 });
// @ts-expect-error: no such field
message({ text: "안내", footer: "끝" });
// @ts-expect-error: buttons are a list
message({ text: "안내", buttons: { type: "DS", name: "배송 조회" } });
// @ts-expect-error: a size is a number
message({ text: "안내", image: { width: "800" } });

// @ts-expect-error: a button needs a type
button({ name: "배송 조회" });
// @ts-expect-error: no such type
button({ type: "XX", name: "배송 조회" });
// @ts-expect-error: types are in capitals
button({ type: "ds", name: "배송 조회" });
// @ts-expect-error: a button needs a name
button({ type: "DS" });
// @ts-expect-error: WL needs urlMobile
button({ type: "WL", name: "주문 보기" });
// @ts-expect-error: the one target is "out"
button({ type: "WL", name: "주문 보기", urlMobile: "https://example.com", target: "in" });
// @ts-expect-error: WL has no scheme
button({ type: "WL", name: "주문 보기", urlMobile: "https://example.com", schemeIos: "myapp://1" });
// @ts-expect-error: AL has no target
button({ type: "AL", name: "앱 열기", schemeIos: "myapp://1", schemeAndroid: "myapp://1", target: "out" });
// @ts-expect-error: DS has no URL
button({ type: "DS", name: "배송 조회", urlMobile: "https://example.com" });
// @ts-expect-error: MD has no values for a chatbot
button({ type: "MD", name: "문의하기", chatExtra: "a_1" });
// @ts-expect-error: BK has no values for a chatbot
button({ type: "BK", name: "상담 시작", chatEvent: "b_2" });
// @ts-expect-error: BT's values are strings
button({ type: "BT", name: "상담사 연결", chatExtra: 1 });

// @ts-expect-error: an image has a size in bytes
image({ format: "png", width: 800, height: 400 });
// @ts-expect-error: neither JPEG nor PNG
image({ format: "gif", width: 800, height: 400, bytes: 12_345 });

// @ts-expect-error: Infobip has types of its own
infobipButton({ type: "WL", name: "주문 보기", urlMobile: "https://example.com" });
// @ts-expect-error: URL needs urlMobile
infobipButton({ type: "URL", name: "주문 보기" });
// @ts-expect-error: a request needs messages
infobipRequest({});
// @ts-expect-error: a message needs a sender and destinations
infobipRequest({ messages: [{ content: { type: "TEMPLATE", templateCode: "a", text: "안내" } }] });
// @ts-expect-error: no such priority
infobipRequest({ messages: [], options: { priority: "URGENT" } });
// @ts-expect-error: SENS calls the text content
sensRequest({ plusFriendId: "@a", templateCode: "a", messages: [{ to: "01012345678", text: "안내" }] });
