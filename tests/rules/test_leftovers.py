"""What a program left in a message: variables, words for no value, markup, broken characters."""

from random import Random

from alimtalk_rules import check_template
from tests.rules.rows import (
    DONE,
    Row,
    Span,
    button,
    found_in,
    in_text,
    only,
    places,
    spans,
    web_link,
    with_buttons,
)

# ----------------------------------------------------------- unfilled-variable, leftover-variable

OURS, OTHERS = "unfilled-variable", "leftover-variable"


def test_spans_of_variables() -> None:
    table: dict[str, list[Row]] = {
        "#{이름}님": [(OURS, (0, 5))],
        "C#{이름}": [(OURS, (1, 6))],
        "안녕 #{a}, ${b}": [(OTHERS, (9, 13)), (OURS, (3, 7))],
        "#{a}#{b}": [(OURS, (0, 4)), (OURS, (4, 8))],
        "#{}": [(OURS, (0, 3))],
        "#{ 이\n름 }": [(OURS, (0, 8))],
        "#{월/일(요일)}": [(OURS, (0, 10))],
        "#{a#{b}}": [(OTHERS, (0, 2)), (OURS, (3, 7))],
        "#{a[b]}": [(OURS, (0, 7))],
        "#{{a}}": [(OURS, (0, 5))],
        "##{a}}": [(OURS, (1, 5))],
        "#{a #{b}": [(OTHERS, (0, 2)), (OURS, (4, 8))],
        "#{a}#{b": [(OTHERS, (4, 6)), (OURS, (0, 4))],
        "#{a]": [(OTHERS, (0, 2))],
        "${name}님": [(OTHERS, (0, 7))],
        "{{name}} {{}}": [(OTHERS, (0, 8)), (OTHERS, (9, 13))],
        "{{a{{b}}}}": [(OTHERS, (3, 8))],
        "{{{a}}}": [(OTHERS, (1, 6))],
        "가#[이름] #[]": [(OTHERS, (1, 6)), (OTHERS, (7, 10))],
        "#[a{b}]": [(OTHERS, (0, 7))],
        "#(이름) ＃{이름}": [(OTHERS, (0, 5)), (OTHERS, (6, 11))],
    }
    assert {text: in_text(text) for text in table} == table


def test_what_is_no_variable() -> None:
    texts = (
        *("{{a}", "${a", "#[a", "# {a}", "$[a]", "{ {a} }"),
        *("C#[1] F#[] 3#[호]", "#이름 {이름} [이름] (이름)", "%{a} @{a} $(a)", "#알림톡 #카카오"),
        *("[주문완료] 100$ {할인}", "C#(1) #(주)카카오 #(유)카카오"),
    )
    assert [text for text in texts if in_text(text)] == []


def test_variables_anywhere() -> None:
    app = {"schemeAndroid": "shop://{{f}}", "schemeIos": "shop:#[g]"}
    web = {"urlMobile": "https://a.example/${h}", "urlPc": "https://a.example/?i=#{i}"}
    first = button("${c}", "WL", urlMobile="https://a.example/#{d}/#{e}")
    message = with_buttons(first, button("앱 열기", "AL", **app, **web), text="#{a}")
    assert spans(message | {"title": "주문 #{b}"}) == [
        (OTHERS, "/buttons/0/name", (0, 4)),
        (OURS, "/buttons/0/urlMobile", (18, 22)),
        (OURS, "/buttons/0/urlMobile", (23, 27)),
        (OTHERS, "/buttons/1/schemeAndroid", (7, 12)),
        (OTHERS, "/buttons/1/schemeIos", (5, 9)),
        (OTHERS, "/buttons/1/urlMobile", (18, 22)),
        (OURS, "/buttons/1/urlPc", (21, 25)),
        (OURS, "/text", (0, 4)),
        (OURS, "/title", (3, 7)),
    ]


def test_each_variable_is_a_place_up_to_the_reports_hundred() -> None:
    for count in (9, 11, 100):
        rows = [(OURS, (1 + 5 * n, 5 + 5 * n)) for n in range(count)]
        assert in_text("가" + "#{a}가" * count) == rows
    link = web_link(urlMobile="https://a.example/" + "#{b}" * 50)
    assert places(with_buttons(link, text="#{a}" * 51)) == [
        ("too-many-findings", ""),
        *[(OURS, "/buttons/0/urlMobile")] * 49,
        *[(OURS, "/text")] * 51,
    ]


# ------------------------------------------------- values, line breaks, markup, lost characters


def test_one_place_for_all_of_a_string() -> None:
    table: dict[str, tuple[str, Span, int]] = {
        "None님, null고객님": ("empty-looking-value", (0, 4), 2),
        "금액: nan원 / undefined 건": ("empty-looking-value", (4, 7), 2),
        "금액:null\n주소： None \n(NaN) [NULL]": ("empty-looking-value", (3, 7), 4),
        "완료\\n\\r\\n안내\\n": ("escaped-line-break", (2, 4), 3),
        "Hi\\n there": ("escaped-line-break", (2, 4), 1),
        "<b>완료</b><br/>&nbsp;": ("markup-in-text", (5, 9), 3),
        "&#44032;&#xAC00;&AMP; <a href='x'>": ("markup-in-text", (0, 8), 4),
        "<IMG src=a></Div>": ("markup-in-text", (0, 11), 2),
        "가\ufffd\ufffd\ufffc": ("replacement-character", (1, 2), 3),
    }
    found = {text: only({"text": text}) for text in table}
    assert {text: (one.rule, one.span, one.params["count"]) for text, one in found.items()} == table


def test_what_only_looks_like_it() -> None:
    texts = (
        *("None of them", "nano님", "banana원", "type: null-safe", "'null'님", "is null", "Nan님"),
        *(
            "C:\\new\\names",
            "a\\name",
            "\\\\n",
            "a<b, c>d",
            "<주문>",
            "A & B",
            "R&D;",
            "<3 <brand>",
        ),
    )
    assert [text for text in texts if in_text(text)] == []


def test_they_are_found_in_titles_and_names_and_not_in_links() -> None:
    table = {
        "None님": "empty-looking-value",
        "a \\n b": "escaped-line-break",
        "a<br>": "markup-in-text",
        "\ufffd": "replacement-character",
        "ÈûÁîµ¿": "mojibake",
    }
    for mark, rule in table.items():
        at = [(rule, "/buttons/0/name"), (rule, "/title")]
        assert places(with_buttons(button(mark)) | {"title": mark}) == at
    link = "https://a.example.com/?a=None&nbsp;<br>\\n"
    assert found_in(with_buttons(web_link(urlMobile=link))) == ()


def test_a_variables_name_is_nobodys_business() -> None:
    names = ("null", "None님", "<br>", "&nbsp;", "\\n", "a<b")
    templates = ({"code": "a", "text": f"{DONE} #{{{name}}}"} for name in names)
    assert [each for each in templates if check_template(each).findings] == []


# ------------------------------------------------------------------------------------ mojibake


def test_korean_that_was_decoded_as_latin_1_is_mojibake() -> None:
    """Words of usual syllables, in both encodings; what CP1252 does not have stays as Latin-1."""
    random = Random(3)
    usual = [chr(code) for code in range(0xAC00, 0xD7A4) if len(chr(code).encode("euc_kr")) == 2]
    wrong = []
    for _ in range(300):
        word = "".join(random.choices(usual, k=8))
        utf_8 = word.encode()
        mixed = "".join(bytes([b]).decode("cp1252", "replace") for b in utf_8)
        mixed = "".join(c if c != "\ufffd" else chr(b) for c, b in zip(mixed, utf_8, strict=True))
        table = {word.encode("euc_kr").decode("latin-1"): "EUC-KR"} | dict.fromkeys(
            (utf_8.decode("latin-1"), mixed), "UTF-8"
        )
        for broken, encoding in table.items():
            found = found_in({"text": f"가 {broken} 나"})
            rows = [(one.rule, one.span, one.params.get("encoding")) for one in found]
            if rows[:1] != [("mojibake", (2, 2 + len(broken)), encoding)] or len(rows) > 1:
                wrong.append((word, rows))
    assert len(wrong) < 5, "a few consist of signs alone"


def test_signs_and_accents_are_no_mojibake() -> None:
    assert in_text("·· ·°· °C ±5° ¼·½ ´·` ····") == []
    assert in_text("°¡°È") == [("non-english-letter", (3, 4))]  # one letter among signs
    rules = {
        rule for rule, _ in in_text("Crème brûlée, naïve façade, Ångström, Dvořák, À la carte")
    }
    assert rules == {"non-english-letter"}
