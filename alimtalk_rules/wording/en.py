"""The rules in English.

``{name}`` stands for a param of the finding; ``{name:,}`` shows a number with thousands separators.
"""

from alimtalk_rules.wording import Wording

WORDS = {
    "wrong-type": Wording(
        "Expected {expected}, found {found}.",
        "Give a value of type {expected}.",
        "A value has another JSON type than the schema says, or is a number, a template's name or a sha256 that it does not allow.",
        "Gateways read the request by its schema and refuse, or drop, what does not fit.",
    ),
    "missing-field": Wording(
        "The required field {field!r} is missing.",
        "Add the field {field!r}.",
        "A required field is absent.",
        "Without it Kakao cannot build the message, or cannot match it with its template.",
    ),
    "unknown-field": Wording(
        "This field is not known here.",
        "Remove it, or correct its name. Known here: {known}.",
        "A field that the schema does not list; one whose name may be somebody's text is shown at its object.",
        "It is misspelt or belongs to another button type; what it was meant to do will not happen.",
    ),
    "unknown-button-type": Wording(
        "The guide knows no such button type.",
        "Use one of WL (URL in Infobip's API), AL (APP_LINK), DS (DELIVERY_TRACKING), MD "
        "(MESSAGE_DELIVERY), BK (BOT_KEYWORD), BT (CHATBOT_SWITCH).",
        "A button's type is none of WL, AL, DS, MD, BK and BT.",
        "Infobip's guide knows these types; a message with another is refused or matches no template.",
    ),
    "too-many-buttons": Wording(
        "There are {count:,} buttons; at most {limit} are allowed.",
        "Keep the {limit} most useful buttons.",
        "A message has more than five buttons.",
        "Kakao approves no template with more, so the message matches none.",
    ),
    "empty-value": Wording(
        "This is empty or only white space.",
        "Give a value, or leave the whole field out if it is optional.",
        "A title, a button's or a template's name, a URL or a scheme is empty or only white space.",
        "An empty field is not the same as no field: Kakao refuses it or finds it unequal to the template.",
    ),
    "title-too-long": Wording(
        "The title has {length:,} characters; at most {limit} are allowed.",
        "Shorten it by {over:,}.",
        "The title has more than 50 characters.",
        "Kakao refuses the message.",
    ),
    "button-name-too-long": Wording(
        "The button's name has {length:,} characters; at most {limit} are allowed.",
        "Shorten it by {over:,}, as the approved template has it.",
        "A button's name has more than 28 characters.",
        "Infobip refuses the request; Kakao registers no such name.",
    ),
    "link-too-long": Wording(
        "The link has {length:,} characters; at most {limit} are allowed.",
        "Shorten it by {over:,}, for example by leaving out tracking parameters.",
        "A URL or an app scheme has more than 500 characters.",
        "Gateways refuse the request.",
    ),
    "bad-url": Wording(
        "This is not a complete web address.",
        "Start with http:// or https:// and a host; percent-encode spaces (%20).",
        "A URL does not start with http:// or https:// and a host, or holds white space or control "
        "characters.",
        "The button would open nothing, and Kakao refuses it.",
    ),
    "bad-chat-value": Wording(
        "This takes at most {limit} of the characters A-Z a-z 0-9 _.",
        "Send a key of those characters, and let the chatbot turn it into text.",
        "chatExtra or chatEvent has more than 50 characters, or others than A-Z a-z 0-9 _.",
        "Kakao refuses the message.",
    ),
    "bad-link-target": Wording(
        'The only target is "out", for the external browser.',
        'Use "out", or leave the field out for KakaoTalk\'s own browser.',
        'A web link\'s target is something else than "out".',
        "Gateways refuse other values, even those that HTML knows.",
    ),
    "title-with-image": Wording(
        "A message has a title or an image, never both.",
        "Remove the one that the approved template does not have.",
        "Title and image stand in one message.",
        "Kakao approves templates with one of the two, so the message matches none.",
    ),
    "text-blank": Wording(
        "The text is empty: there is nothing to read in it.",
        "Write a text.",
        "The text is empty, or only white space and invisible characters.",
        "Kakao refuses a message without text.",
    ),
    "text-too-long": Wording(
        "The text has {length:,} characters; at most {limit:,} are allowed.",
        "Shorten it by {over:,}; spaces and line breaks count one each.",
        "The text has more than 1,000 characters (code points), spaces and line breaks included.",
        "Kakao refuses the message, whatever the language.",
    ),
    "text-too-long-in-utf16": Wording(
        "The text has {length:,} characters, but {units:,} UTF-16 units; many gateways count these "
        "and allow {limit:,}.",
        "Remove some emoji or shorten the text by {over:,} units.",
        "The text keeps to 1,000 characters, but not to 1,000 UTF-16 units.",
        "Gateways written in Java or JavaScript count most emoji as two.",
    ),
    "text-decomposed": Wording(
        "The text holds Hangul as separate letters (NFD): {length:,} characters instead of {composed:,}.",
        "Normalize the text to NFC before sending.",
        "The text holds decomposed Hangul, as macOS writes it in file names.",
        "It looks the same, but counts two or three times and does not equal the approved template.",
    ),
    "carriage-return": Wording(
        "This holds {count:,} carriage return(s) (U+000D).",
        "Turn CRLF and CR into LF.",
        "A carriage return stands in the text, the title or a button's name.",
        "It counts as a character of its own, and the text no longer equals the template.",
    ),
    "unprintable-character": Wording(
        "This holds unprintable characters: {codepoints}.",
        "Remove it; look where the text was read or converted.",
        "Control characters other than tab and line breaks, lone surrogates, private use characters "
        "and noncharacters.",
        "Gateways refuse them, and phones show nothing or a box.",
    ),
    "invisible-character": Wording(
        "This holds invisible characters: {codepoints}.",
        "Remove it; it often comes along when text is copied from a web page.",
        "Zero-width, bidirectional and other format characters, Hangul fillers, and variation "
        "selectors that follow no emoji.",
        "The text looks right but does not equal the approved template.",
    ),
    "emoji-sequence": Wording(
        "This emoji is {count} code points joined together and may be shown as several.",
        "Use an emoji that is not joined.",
        "An emoji is joined from several with ZERO WIDTH JOINER.",
        "Some systems split it when they store it; then it no longer equals the template.",
    ),
    "unsupported-script": Wording(
        "This holds {count:,} letter(s) of another script than Korean or English: {script} ({codepoints}).",
        "Write it in Korean or English.",
        "Letters of a script other than Hangul and Latin; Han letters in a message that is not Korean.",
        "AlimTalk is in Korean and English.",
    ),
    "hanja": Wording(
        "This holds {count:,} Han letter(s) ({codepoints}).",
        "Write it in Hangul if readers may not know it.",
        "Han letters in a Korean message.",
        "Kakao shows them, but AlimTalk is documented for Korean and English, and failover SMS may lose "
        "rare ones.",
    ),
    "isolated-symbol": Wording(
        "This Greek letter stands alone, as a symbol ({codepoints}).",
        "Write it out if the reader need not know the symbol.",
        "One Greek letter alone in a Korean or English message.",
        "AlimTalk is in Korean and English; a letter used as a symbol usually passes.",
    ),
    "non-english-letter": Wording(
        "This holds {count:,} Latin letter(s) that English does not have ({codepoints}).",
        "Write it with A to Z if that reads well.",
        "Latin letters beyond A to Z, such as é or ñ.",
        "AlimTalk is in Korean and English, and failover SMS cannot carry most of them.",
    ),
    "leftover-variable": Wording(
        "A placeholder was not filled.",
        "Fill it before sending; if it is meant as text, write it without the brackets.",
        "#{…}, ${…}, {{…}} or #[…] stands in the text, the title, a button's name or a link.",
        "Readers would see the placeholder itself, or the link would open nothing.",
    ),
    "title-truncated": Wording(
        "The title has {length:,} characters; Android shows {limit}.",
        "Shorten it by {over:,}, or put what matters first.",
        "The title has more than 23 characters.",
        "Android shows two lines, 23 characters; iOS shows 27. The rest is cut.",
    ),
    "app-link-needs-two": Wording(
        "An app link needs two of schemeAndroid, schemeIos and urlMobile; it has {count}.",
        "Add what is missing, for example urlMobile for readers without the app.",
        "An AL button has fewer than two of schemeAndroid, schemeIos and urlMobile.",
        "The button would do nothing on some phones, and Kakao refuses it.",
    ),
    "bad-scheme": Wording(
        "This is not an app scheme.",
        "Write it as name:…, for example myapp://orders/1.",
        "schemeAndroid or schemeIos does not start with a scheme and a colon.",
        "The phone cannot tell which app to open.",
    ),
    "url-not-ascii": Wording(
        "This URL holds {count:,} character(s) outside ASCII.",
        "Percent-encode the path, and write the host in punycode.",
        "A URL holds characters outside ASCII.",
        "Some phones and gateways do not encode them, and the page is not found.",
    ),
    "button-name-over-14": Wording(
        "The button's name has {length:,} characters; Kakao registers {limit}.",
        "Shorten it by {over:,}, as the approved template has it.",
        "A button's name has 15 to 28 characters.",
        "Kakao registers templates with names of at most 14, so it can hardly equal one.",
    ),
    "duplicate-button": Wording(
        "This button has the type and the name of an earlier one.",
        "Remove it or give it another name.",
        "Two buttons have the same type and name.",
        "The reader cannot tell them apart.",
    ),
    "payment-word-on-button": Wording(
        "The button's name speaks of paying ({word}).",
        "Say what the button shows instead, such as 상세 보기.",
        "결제, 납부, 송금, 청구서 or 청구 stands in a button's name.",
        "Kakao refuses such templates in review, unless the sender has a licence for payments.",
    ),
    "delivery-details-missing": Wording(
        "The text names no courier that Kakao knows with an invoice (tracking) number of its pattern.",
        "Write both into the text, such as 한진택배 531234567890; CJ대한통운 is not supported: use a WL "
        "button for it.",
        "A DS button without a known courier and invoice number in the text.",
        "Kakao reads them from the text; without them the message arrives without the button.",
    ),
    "too-many-findings": Wording(
        "There is more to find; the first {limit:,} findings are listed.",
        "Fix these and check again.",
        "A document has more than 100 faults.",
        "A longer list would help nobody.",
    ),
    "image-unreadable": Wording(
        "This is no image, or it is damaged or cut off.",
        "Export or download it again.",
        "A file that is no image, is cut off, or is damaged.",
        "The upload fails.",
    ),
    "image-format": Wording(
        "The image is neither JPEG nor PNG.",
        "Save it as JPEG or PNG; renaming it is not enough.",
        "The content is neither JPEG nor PNG, whatever the file's name says.",
        "The upload is refused.",
    ),
    "image-too-large": Wording(
        "The image has {bytes:,} bytes; at most {limit:,} are allowed.",
        "Save it with less quality, or as JPEG instead of PNG.",
        "The file has more than 512,000 bytes (500 KB).",
        "The upload is refused.",
    ),
    "image-size-near-limit": Wording(
        "The image has {bytes:,} bytes: too many where a KB is taken as 1,000 bytes.",
        "Bring it to {limit:,} bytes to be safe.",
        "The file has 500,001 to 512,000 bytes.",
        "Where a KB is taken as 1,000 bytes the upload is refused.",
    ),
    "image-too-narrow": Wording(
        "The image is {width:,} px wide; at least {limit} px are needed.",
        "Export it larger; {recommended_width} × {recommended_height} px is recommended.",
        "The image is less than 500 px wide.",
        "The upload is refused.",
    ),
    "image-not-2-to-1": Wording(
        "The image is {width:,} × {height:,} px; its width must be exactly twice its height.",
        "Crop it to, or export it with, {fitting_width:,} × {fitting_height:,} px.",
        "The width is not exactly twice the height, in pixels as stored.",
        "The upload is refused.",
    ),
    "image-rotated": Wording(
        "The image is stored rotated or mirrored (EXIF orientation {orientation}); shown upright it is "
        "{width:,} × {height:,} px.",
        "Rotate the pixels themselves and remove the EXIF orientation.",
        "EXIF orientation shows the image rotated or mirrored.",
        "Some viewers heed it and some do not: readers may see the image on its side.",
    ),
    "image-animated": Wording(
        "The image has {frames:,} frames.",
        "Save a single picture.",
        "An animated PNG.",
        "Nobody documents what Kakao does with it; at best the first picture is shown.",
    ),
    "image-color-mode": Wording(
        "The image's colours are stored as {mode}.",
        "Save it as RGB with 8 bits a channel.",
        "CMYK, or 16 bits a channel.",
        "Many phones show such images with wrong colours, or not at all.",
    ),
    "image-extension": Wording(
        "The file's name does not end as a {format} file's should.",
        "Rename it to end in {expected}.",
        "The file's name does not end as its content says.",
        "Uploads are often judged by the name.",
    ),
    "image-too-many-pixels": Wording(
        "The image has {width:,} × {height:,} px and was not decoded: damage in it would not be seen.",
        "Make the picture smaller.",
        "Too large to decode safely: only the header was checked.",
        "A small file can hold an enormous picture; decoding it could exhaust the memory.",
    ),
    "image-not-recommended-size": Wording(
        "The image is {width:,} × {height:,} px; {recommended_width} × {recommended_height} px is recommended.",
        "Export it with {recommended_width} × {recommended_height} px.",
        "The image is not 800 × 400 px.",
        "Larger ones load slowly, smaller ones look blurred.",
    ),
    "bad-template-code": Wording(
        "A template's code has 1 to {limit} of the characters A-Z a-z 0-9 - _.",
        "Give it a code of those characters.",
        "A template's code has more than 30 characters, or others than A-Z a-z 0-9 - _.",
        "Kakao refuses to register the template.",
    ),
    "variable-unterminated": Wording(
        "A variable begins with #{{ and does not end.",
        "Close it with }}, or write the text without #{{.",
        "#{ without } before the next #{ or the end.",
        "It is no variable: it would be registered, and sent, as it stands there.",
    ),
    "variable-empty": Wording(
        "A variable has no name.",
        "Write a name between the braces, such as #{{이름}}.",
        "#{} or #{ }: a variable without a name.",
        "No value can be given for it.",
    ),
    "too-many-variables": Wording(
        "There are {count:,} variables; at most {limit} are allowed.",
        "Write more of the text itself.",
        "A template has more than 40 variables.",
        "Kakao refuses to register the template.",
    ),
    "variable-not-allowed": Wording(
        "A button's name holds no variable.",
        "Write the name out; variables are for the text, the title and links.",
        "A variable stands in a button's name.",
        "Kakao refuses to register the template.",
    ),
    "only-variables": Wording(
        "Beside its variables the text has {count} letter(s) or digit(s).",
        "Write the fixed part of the text out.",
        "A text that is hardly anything but variables.",
        "Kakao's review refuses templates into which anything could be filled.",
    ),
    "wrong-variable-mark": Wording(
        "This looks like a variable of another system.",
        "Write it as #{{name}}.",
        "${x}, #[x] or {{x}} instead of #{x}.",
        "It would be registered, and sent, as it stands there.",
    ),
    "text-mismatch": Wording(
        "The text is not the template's: expected {expected}, found {found} (character {index:,} of the "
        "template's text, line {line:,}, column {column:,}).",
        "Make the fixed part equal to the template, to the space and the line break.",
        "The text is not that of the template with its variables filled.",
        "The gateway accepts the message, and Kakao does not deliver it.",
    ),
    "title-mismatch": Wording(
        "The title is not the template's: expected {expected}, found {found}.",
        "Make the title equal to the template's; leave it out where the template has none.",
        "The title is not the template's with its variables filled, or only one of the two has one.",
        "Kakao does not deliver the message.",
    ),
    "button-mismatch": Wording(
        "The button is not the template's: its {part} differs (expected {expected}, found {found}).",
        "Send the template's buttons, in its order, with its names; only variables in links may differ.",
        "Count, order, type, name or the fixed part of a link is not the template's.",
        "Kakao does not deliver the message.",
    ),
    "image-changed": Wording(
        "The image is not the template's: its {part} differs.",
        "Send the approved image, or have a template with the new one approved.",
        "The image's sha256 or URL is not the template's, or only one of the two has an image.",
        "The image is fixed once the template is approved.",
    ),
    "line-endings-differ": Wording(
        "This equals the template only once CRLF and CR are LF.",
        "Turn CRLF and CR into LF.",
        "The text or the title equals the template but for its line endings.",
        "Kakao compares line breaks too.",
    ),
    "variable-empty-value": Wording(
        "Variable {number} of the template stands for nothing.",
        "Give it a value, or use a template without it.",
        "A variable stands for an empty text.",
        "Some gateways refuse empty values, and readers see a gap.",
    ),
    "variable-in-value": Wording(
        "The value of variable {number} of the template holds a variable itself.",
        "Fill it before sending.",
        "A value holds #{…}.",
        "The message matches, and readers see the variable.",
    ),
}
