"""Samples in the string literals of programs: they are read as the program would send them."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest

from soapstone.pages.string_literals import unquoted
from soapstone.pages.variables import without_variables
from tests.pages.support import PAGES, origins, read_text, without_origins

PAGE = (PAGES / "rendered/WithHeaders.txt").read_text("utf-8")
SAMPLES = PAGE[PAGE.index("POST ") :].strip()
CLEAN = without_origins(read_text(SAMPLES).operations)

Program = Callable[[str], str]


def each(
    form: str, *, double: str = '\\"', last: str = "", between: str = "\n"
) -> Program:
    """A program with a literal for each line; ``double`` stands for a double quote."""

    def write(text: str) -> str:
        lines = [line.replace('"', double) for line in text.split("\n")]
        shown = between.join(map(form.format, lines))
        return f"{shown.rstrip(' .+&_,' + chr(92))}{last}"

    return write


def whole(before: str, after: str, *, double: str = '"', line: str = "\n") -> Program:
    def write(text: str) -> str:
        shown = text.replace('"', double).replace("\n", line)
        return f"{before}{shown}{after}"

    return write


def assigned(program: Program, before: str) -> Program:
    return lambda text: f"{before}{program(text)}"


PROGRAMS: dict[str, Program] = {
    "PHP": assigned(each('"{}\\r\\n" .', last=";"), "$request = "),
    "PHP, appended": each('$r .= "{}\\n";', last=""),
    "PHP, single quotes": each("'{}' . PHP_EOL .", double='"', last=";"),
    "PHP, both quotes": each("'{}' . \"\\r\\n\" .", double='"', last=";"),
    "PHP, one literal": whole("$r = '", "';\nsend($r);"),
    "PHP, escaped": whole('$r = "', '";', double='\\"'),
    "PHP, heredoc": whole("$r = <<<HTTP\n", "\nHTTP;"),
    "PHP, nowdoc": whole("$r = <<<'HTTP'\n", "\nHTTP;"),
    "shell, heredoc": whole("cat <<EOF | nc host 80\n", "\nEOF"),
    "shell, quoted heredoc": whole("cat > file <<-'EOF'\n", "\nEOF\nnc host 80 < file"),
    "shell": whole("echo '", "' | nc host 80"),
    "shell, continued": each("'{}'$'\\n' \\", double='"'),
    "shell, double quotes": whole('printf "', '" > file', double='\\"'),
    "C#": assigned(each('"{}\\r\\n" +', last=";"), "var request = "),
    "C#, verbatim": whole('string r = @"', '";', double='""'),
    "C#, interpolated": whole('string r = $@"', '";', double='""'),
    "C#, raw": whole('var r = """\n', '\n""";'),
    "C#, StringBuilder": each('sb.AppendLine("{}");'),
    "C#, new line": each('"{}" + Environment.NewLine +', last=";"),
    "Visual Basic": each('"{}" & vbCrLf & _', double='""'),
    "Visual Basic, appended": each('s = s & "{}" & vbCrLf', double='""'),
    "Java": each('    + "{}\\n"', last=";"),
    "Java, writer": each('out.println("{}");'),
    "Java, text block": whole('String r = """\n', '\n""";'),
    "JavaScript, template": whole("const r = `", "`"),
    "JavaScript, list": lambda text: "x = ["
    + each("'{}',", double='"')(text)
    + "].join('\\r\\n')\nconst y = 'z'",
    "JavaScript, continued": whole("r = '", "';", line="\\n\\\n"),
    "Python": whole('r = """', '"""'),
    "Python, started below": whole('r = f"""\\\n', '"""'),
    "Python, joined": assigned(each("'{}\\n'", double='"', last=")"), "r = (\n"),
    "C": each('"{}\\r\\n"', last=";"),
    "C++": each('out << "{}" << endl;'),
    "JSON": whole('{"raw": "', '"}', double='\\"', line="\\r\\n"),
    "JSON, code points": lambda text: whole(
        '{"raw": "', '"}', double="\\u0022", line="\\r\\n"
    )(text).replace("<", "\\u003c"),
}
SAVED: dict[str, Program] = {
    "page.txt": lambda text: f"We send this:\n{text}\nThat is all.\n",
    "page.md": lambda text: f"We send this:\n```\n{text}\n```\n",
    "page.html": lambda text: f"<html><pre>{html.escape(text)}</pre>",
}


@pytest.mark.parametrize("name", SAVED)
@pytest.mark.parametrize("language", PROGRAMS)
def test_literals_around_samples_change_nothing(language: str, name: str) -> None:
    text = SAVED[name](PROGRAMS[language](SAMPLES))
    assert without_origins(read_text(text, name).operations) == CLEAN


@pytest.mark.parametrize("form", ["{}: {}", "{:>5}\t{}", "{}> {}"])
@pytest.mark.parametrize("language", PROGRAMS)
def test_a_program_may_be_a_listing_or_in_a_mail(language: str, form: str) -> None:
    lines = enumerate(PROGRAMS[language](SAMPLES).split("\n"), 7)
    numbers = "{}>" not in form
    text = "\n".join(form.format(at if numbers else "", each) for at, each in lines)
    assert without_origins(read_text(text).operations) == CLEAN


@pytest.mark.parametrize("name", SAVED)
@pytest.mark.parametrize("language", PROGRAMS)
def test_each_message_may_be_a_program_of_its_own(language: str, name: str) -> None:
    messages = re.split(r"\n(?=POST |HTTP/)", SAMPLES)
    text = "\n\n".join(map(PROGRAMS[language], messages))
    facts = read_text(SAVED[name](text), name)
    assert without_origins(facts.operations) == CLEAN


@pytest.mark.parametrize("language", [each for each in PROGRAMS if "JSON" not in each])
def test_xml_alone_may_be_a_literal(language: str) -> None:
    parts = re.split(r"\n(?=POST |HTTP/|<\?xml)", SAMPLES)
    write = PROGRAMS[language]
    text = "\n".join(write(each) if "<" in each else each for each in parts)
    assert without_origins(read_text(text).operations) == CLEAN


@pytest.mark.parametrize("language", PROGRAMS)
def test_a_filled_in_value_of_a_literal_is_quoted_nowhere(language: str) -> None:
    samples = SAMPLES.replace(">string<", ">hunter2<")
    page = read_text(PROGRAMS[language](samples))
    assert page.operations
    assert not [each for each in origins(page) if "hunter2" in each.text]
    assert "hunter2" not in repr(without_origins(page))


@pytest.mark.parametrize("language", ["PHP", "C#", "Java", "C#, StringBuilder"])
def test_lines_of_a_program_keep_their_numbers(language: str) -> None:
    lines = PROGRAMS[language](SAMPLES).split("\n")
    (operation,) = read_text("\n".join(lines)).operations
    for exchange in operation.exchanges:
        assert "POST /" in lines[exchange.request.origin.line - 1]
        body = exchange.request.body
        assert body is not None
        assert f"<{body.name}" in lines[body.origin.line - 1]


SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
VALUES = {
    "PHP": ('"', '" . $user . "'),
    "PHP, a call": ("'", "' . htmlspecialchars($row['user'], \"UTF-8\") . '"),
    "PHP, split": ("'", "' .\n   $user .\n   '"),
    "PHP, in the text": ('"', "{$row['user']}"),
    "JavaScript": ("`", "${user.name}"),
    "JavaScript, added": ("'", "' + (user ? user.name : 'none') + '"),
    "C#": ('"', '" + user.Name + "'),
    "Visual Basic": ('"', '" & user & _\n  "'),
    "shell": ("'", "'\"$USER\"'"),
    "template": ('"', "{{ user }}"),
    "printf": ('"', "%s"),
    "format": ('"', "{0}"),
    "asterisks": ('"', "***"),
    "brackets": ('"', "[USER]"),
    "PHP page": ("", "<?= $user ?>"),
    "JSP": ("", "<%= request.getUser(1) %>"),
}


@pytest.mark.parametrize("kind", VALUES)
def test_a_variable_is_a_filled_in_value(kind: str) -> None:
    quote, value = VALUES[kind]
    mark = "\\'" if quote == "'" else "'"
    lines = [
        "POST /x.asmx HTTP/1.1",
        "Host: h",
        "Content-Type: text/xml",
        "",
        f"<soap:Envelope xmlns:soap={mark}{SOAP}{mark}>",
        f"<soap:Body><Ask><User>{value}</User><Age>int</Age></Ask></soap:Body>",
        "</soap:Envelope>",
    ]
    text = "\n".join(lines)
    facts = read_text(f"r = {quote}{text}{quote};" if quote else text)
    body = facts.operations[0].exchanges[0].request.body
    assert body is not None
    assert [(each.name, each.text) for each in body.children] == [
        ("User", "filled_in"),
        ("Age", "int"),
    ]
    assert not re.search("user", repr(facts).replace("User", ""), re.I)


@pytest.mark.parametrize(
    "variable",
    ["{{host}}", "$host", "${host}", "%s", "***", "[HOST]", "' . $host . '", "{0}"],
)
def test_an_address_or_action_with_a_variable_is_not_known(variable: str) -> None:
    head = SAMPLES.replace("127.0.0.1:18084", variable)
    head = re.sub(r'SOAPAction: "[^"]*"', f"SOAPAction: urn:{variable}", head)
    text = f"r = '{head}';"
    facts = read_text(text)
    for exchange in facts.operations[0].exchanges:
        kept = dict(exchange.request.head.headers)
        assert not {"Host", "SOAPAction"} & set(kept)
    assert "host" not in repr(facts).lower().replace("localhost", "")


def test_an_address_or_action_without_a_variable_stays() -> None:
    for line in ("Host: h:8080", 'SOAPAction: "urn:x/$"', "SOAPAction: urn:{x}"):
        assert without_variables(line) == line


def test_a_path_with_a_variable_is_not_known() -> None:
    text = 'r = "POST " . $path . " HTTP/1.1\\r\\nHost: h\\r\\n\\r\\n" . \n'
    body = SAMPLES[SAMPLES.index("<?xml") :].partition("HTTP/1.1")[0]
    facts = read_text(f"{text}'{body}'")
    head = facts.operations[0].exchanges[0].request.head
    assert (head.path, head.header("Host")) == ("/", "")


@pytest.mark.parametrize(
    "text",
    [
        'SOAPAction: ""\n\n<?xml version="1.0"?>\n<a b="c">"d"</a>',
        'SOAPAction: "urn:x"<?xml version="1.0"?>',
        "Say 'POST' or \"GET /x\" to it.",
        "cat <<EOF\nhello\nEOF",
    ],
)
def test_quotes_that_hold_no_sample_stay(text: str) -> None:
    assert unquoted(text.split("\n")) == text.split("\n")


def test_what_follows_a_sample_is_not_joined_to_it() -> None:
    text = "$x = '<?xml version=\"1.0\"?><a/>';\n$y = 'b';\n$z = 'c' . 'd';"
    assert unquoted(text.split("\n"))[1:] == text.split("\n")[1:]


def test_a_literal_that_breaks_off_ends_with_the_page() -> None:
    assert unquoted(['x = "<?xml?>', "<a>"]) == ["<?xml?>", "<a>"]


def test_the_word_that_ends_a_heredoc_is_not_of_the_sample() -> None:
    text = "cat <<EOF\nPOST /x HTTP/1.1\n\n<a>\nEOF\necho done"
    assert unquoted(text.split("\n")) == [
        *("", "POST /x HTTP/1.1", "", "<a>", "", "echo done"),
    ]


def test_a_list_goes_on_with_other_things_when_its_message_is_complete() -> None:
    text = "send(['POST /x HTTP/1.1', 'Host: h', '<Envelope></Envelope>', 'utf-8'])"
    assert unquoted([text]) == ["POST /x HTTP/1.1\nHost: h\n<Envelope></Envelope>"]


def test_literals_on_lines_of_their_own_are_lines_but_inside_a_tag() -> None:
    text = """'POST /x HTTP/1.1' +\n'Host: h' +\n'<a' +\n' b="c">' +\n'</a>'"""
    assert unquoted(text.split("\n")) == [
        *("POST /x HTTP/1.1", "Host: h", '<a b="c">', "", "</a>"),
    ]
