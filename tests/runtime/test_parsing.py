"""Which documents are parsed, in which encodings, and what is refused."""

from __future__ import annotations

import codecs
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from soapstone.runtime.errors import WireError
from soapstone.runtime.reading.parsing import parse

PLAIN = "<a>Zoë €</a>"
NO_DOCTYPE = (
    r"^\$: found a document type \(<!DOCTYPE …>\), expected a document without one$"
)
MALFORMED = (
    r"^\$\S*: found .+ at line \d+, column \d+, expected a well-formed XML document"
    r"(; forbidden_characters='substitute' reads it)?$"
)
BINARY = r"^\$: found binary data, or another encoding, \d+ bytes, expected an XML mess"


def _declared(encoding: str, text: str = PLAIN) -> str:
    return f'<?xml version="1.0" encoding="{encoding}"?>{text}'


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(PLAIN.encode(), id="utf-8"),
        pytest.param(codecs.BOM_UTF8 + PLAIN.encode(), id="utf-8-bom"),
        pytest.param(
            codecs.BOM_UTF8 + _declared("UTF-8").encode(), id="utf-8-bom-declared"
        ),
        pytest.param(_declared("utf8").encode(), id="utf8-without-hyphen"),
        pytest.param(PLAIN.encode("utf-16"), id="utf-16-bom"),
        pytest.param(
            codecs.BOM_UTF16_BE + PLAIN.encode("utf-16-be"), id="utf-16-be-bom"
        ),
        pytest.param(_declared("utf-16").encode("utf-16"), id="utf-16-bom-declared"),
        pytest.param(PLAIN.encode("utf-16-le"), id="utf-16-le-no-bom"),
        pytest.param(PLAIN.encode("utf-16-be"), id="utf-16-be-no-bom"),
        pytest.param(
            _declared("utf-16").encode("utf-16-le"), id="utf-16-le-no-bom-declared"
        ),
        pytest.param(
            _declared("utf-16").encode("utf-16-be"), id="utf-16-be-no-bom-declared"
        ),
        pytest.param(_declared("windows-1252").encode("cp1252"), id="windows-1252"),
        pytest.param(_declared("Windows-1252").encode("cp1252"), id="letter-case"),
        pytest.param(
            _declared("windows-1252").replace('"', "'").encode("cp1252"),
            id="single-quotes",
        ),
        pytest.param(
            b"<?xml version='1.0'\n\tencoding = 'utf-8' standalone='yes' ?>"
            + PLAIN.encode(),
            id="blanks-in-the-declaration",
        ),
        pytest.param(PLAIN, id="str"),
        pytest.param("\ufeff" + PLAIN, id="str-bom"),
        pytest.param(_declared("utf-16"), id="str-declares-utf-16"),
        pytest.param(_declared("iso-8859-1"), id="str-declares-latin-1"),
        pytest.param(_declared("klingon"), id="str-declares-what-does-not-exist"),
    ],
)
def test_a_document_is_read_in_its_encoding(data: bytes | str) -> None:
    assert parse(data).text == "Zoë €"


def test_latin_1_is_read_as_what_it_is() -> None:
    assert parse(_declared("ISO-8859-1", "<a>ë</a>").encode("latin-1")).text == "ë"


@pytest.mark.parametrize("kind", [bytearray, memoryview])
def test_other_bytes_are_bytes_too(kind: type[bytes]) -> None:
    assert parse(kind(PLAIN.encode())).text == "Zoë €"
    assert parse(kind(_declared("utf-16").encode("utf-16"))).text == "Zoë €"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<a>", MALFORMED),
        (b"<a></b>", MALFORMED),
        (b"<a/><b/>", MALFORMED),
        (b"<a x='1' x='2'/>", MALFORMED),
        (b"<p:a/>", MALFORMED),
        (b"<a>&nbsp;</a>", MALFORMED),
        (b"<a>&#0;</a>", MALFORMED),
        (b"<a>\0</a>", MALFORMED),
        (b" <?xml version='1.0'?><a/>", MALFORMED),
        ("<a>\ud800</a>", MALFORMED),
        (b"<a>\xff</a>", MALFORMED),
        (_declared("utf-8", "<a>ë</a>").encode("latin-1"), MALFORMED),
        (
            _declared("klingon").encode(),
            r"^\$: found encoding 'klingon', expected UTF-8, UTF-16, ",
        ),
        (
            _declared("utf-7").encode(),
            r"found encoding 'utf-7', expected UTF-8, UTF-16, ISO-8859-1",
        ),
        (
            _declared("windows-1252", "<a>\x81</a>").encode("latin-1"),
            r"bytes that are no cp1252 ",
        ),
        (codecs.BOM_UTF16_LE + b"<\0a\0>", r"bytes that are no utf-16 "),
    ],
)
def test_what_is_no_document_is_told(data: bytes | str, message: str) -> None:
    with pytest.raises(WireError, match=message):
        parse(data)


def test_the_place_of_the_fault_is_told() -> None:
    with pytest.raises(WireError, match=r"mismatch.* at line 3, column 5, expected"):
        parse("<a>\n<b>\n</c></a>")


LAUGHS = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;"><!ENTITY d "&c;&c;">]>'


@pytest.mark.parametrize(
    "prolog",
    [
        "<!DOCTYPE a>",
        " \r\n\t<!DOCTYPE a>",
        LAUGHS,
        '<!DOCTYPE a SYSTEM "http://127.0.0.1/x.dtd">',
        '<?xml version="1.0"?><!DOCTYPE a>',
        '<?xml version="1.0"?>\n<!-- <a> --><?pi > ?>\n<!DOCTYPE a>',
        "<!-- - - > --><!-- --><!DOCTYPE a>",
        f"<!--{'x' * 100_000}--><!DOCTYPE a>",
        "<!--><a>--><!DOCTYPE a>",
    ],
)
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", ""]
)
def test_a_document_type_is_refused_wherever_it_stands(
    prolog: str, encoding: str
) -> None:
    text = prolog + "<a>&d;</a>"
    with pytest.raises(WireError, match=f"{NO_DOCTYPE}|{MALFORMED}|{BINARY}") as caught:
        parse(text.encode(encoding) if encoding else text)
    # Without a byte order mark UTF-16 is known by its first character; <!--> is no comment.
    if (
        not (prolog.startswith(" ") and encoding[-3:] in ("-le", "-be"))
        and prolog[:5] != "<!-->"
    ):
        assert "document type" in str(caught.value)


def test_a_document_type_after_the_root_is_refused() -> None:
    with pytest.raises(WireError, match=MALFORMED):
        parse("<a/><!DOCTYPE a>")


@pytest.mark.parametrize(
    "text",
    [
        "<a><![CDATA[<!DOCTYPE a>]]></a>",
        "<!-- <!DOCTYPE a> --><a/>",
        "<?pi <!DOCTYPE a> ?><a/>",
        "<a><!-- <!DOCTYPE a> --></a>",
        '<a x="&lt;!DOCTYPE a>">&lt;!DOCTYPE a></a>',
        "<!-- --><a/><!-- <!DOCTYPE a> -->",
    ],
)
def test_the_words_alone_are_no_document_type(text: str) -> None:
    assert parse(text).tag == "a"


def test_no_file_is_read_and_no_entity_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    for kind in ("SYSTEM", "PUBLIC 'x'"):
        text = f'<!DOCTYPE a [<!ENTITY e {kind} "{secret.as_uri()}">]><a b="1">&e;</a>'
        with pytest.raises(WireError, match=NO_DOCTYPE):
            parse(text)
    include = (
        f'<a xmlns:x="http://www.w3.org/2001/XInclude"><x:include href="{secret}"/></a>'
    )
    (element,) = parse(include)
    assert not element.text


def test_comments_and_instructions_leave_no_gap_in_a_text() -> None:
    assert parse("<a>1<!-- 2 -->3<?pi 4?>5<![CDATA[6]]></a>").text == "1356"


def test_a_text_may_be_larger_than_libxml2_allows_by_itself() -> None:
    assert len(parse(f"<a>{'x' * 11_000_000}</a>").text or "") == 11_000_000


def test_a_long_prolog_takes_no_time_of_its_square() -> None:
    text = "<!-- -->" * 50_000 + "<?pi?> " * 50_000 + "<a><!--<!DOCTYPE--></a>"
    assert parse(text).tag == "a"


def test_a_fault_leaves_nothing_behind_in_the_parser() -> None:
    for _ in range(3):
        with pytest.raises(WireError, match="line 1, column 4"):
            parse("<a>\x01</a>")
        assert parse('<a xmlns="http://x/ü">1</a>').text == "1"
        assert parse(PLAIN).text == "Zoë €"


NS_ERRORS = (
    "<nowhere:a/>",
    "<a nowhere:b='1'/>",
    "<a xmlns:p='u' xmlns:q='u' p:b='1' q:b='2'/>",
    "<a xmlns:p=''/>",
    "<a xmlns:xml='urn:x'/>",
    "<a:b:c xmlns:a='u'/>",
)


@pytest.mark.parametrize("namespaces", [1, 98, 99, 100, 101, 500])
def test_a_fault_is_told_whatever_else_the_parser_has_logged(namespaces: int) -> None:
    """A namespace that is no URI is no fault, but libxml2 keeps no more than 100 complaints."""
    odd = "<x:a xmlns:x='http://x/ü y'/>" * namespaces
    assert len(parse(f"<b>{odd}</b>")) == namespaces
    for wrong in (*NS_ERRORS, "</c>", "<c>", "&e;", "\x01"):
        with pytest.raises(WireError, match=MALFORMED):
            parse(f"<b>{odd}{wrong}</b>")
    whole = f"<b>{odd}</b>"
    for end in ("x", "<c/>", "<", "&lt;", "<!--", "<?xml version='1.0'?>", "\xa0"):
        with pytest.raises(WireError, match=MALFORMED):
            parse(whole + end)
    for cut in (whole[:-1], whole[:-4], f"<b>{odd}<c d="):
        with pytest.raises(WireError, match=MALFORMED):
            parse(cut)
    deep = "<c>" * 300 + "</c>" * 300
    with pytest.raises(WireError, match=r"256 elements inside each other"):
        parse(f"<b>{odd}{deep}</b>")
    assert len(parse(f"<b>{'x' * 11_000_000}{odd}</b>").text or "") == 11_000_000


def test_any_name_is_read_beside_an_odd_namespace() -> None:
    """Expat knows the letters of 1998, of which these are none."""
    names = "\u1233", "a\u1780\U00020000", "\u0220"
    inside = "".join(f"<{name} {name}='1' x{name}='2'/>" for name in names)
    root = parse(f"<\u1233 xmlns='http://x/ü'>{inside}</\u1233>")
    assert [each.tag.rpartition("}")[2] for each in root] == [*names]
    with pytest.raises(WireError, match=MALFORMED):
        parse(f"<\u1233 xmlns='http://x/ü'>{inside}</\u1233>\u1233")


def test_threads_parse_at_the_same_time_each_its_own() -> None:
    def read(number: int) -> tuple[str | None, str]:
        with pytest.raises(WireError) as refused:
            parse("\n" * number + "<a>")
        return parse(f"<a>{number}</a>").text, str(refused.value)

    with ThreadPoolExecutor(8) as pool:
        for number, (text, message) in enumerate(pool.map(read, range(500))):
            assert text == str(number)
            assert f"line {number + 1}," in message
