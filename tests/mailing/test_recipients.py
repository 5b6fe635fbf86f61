"""Lists as people have them: read whole, or refused with every line that is not understood."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lscb.mailing.recipients import email_address, recipients
from lscb.problems import ContentError, FieldError

TWO = ("ann@first.example", "bob@second.example")

READ = {
    "a line each": "ann@first.example\nbob@second.example\n",
    "Windows' line ends": "ann@first.example\r\nbob@second.example\r\n",
    "an old Mac's line ends": "ann@first.example\rbob@second.example",
    "blank lines and notes": "# ours\n\n  ann@first.example  # since 2015\n\t\nbob@second.example\n",
    "twice, in other letters": "ann@first.example\nANN@First.Example\nbob@second.example\nann@first.example",
    "names": "Ann Lee <ann@first.example>\n<bob@second.example>\n",
    "names in quotes": '"Lee, Ann" <ann@first.example>\n"Bob; \\"B\\"" <bob@second.example>',
    "names turned round": "Lee, Ann <ann@first.example>; Ray, Bob <bob@second.example>",
    "one line with commas": "ann@first.example, bob@second.example,",
    "one line with semicolons": "ann@first.example; Bob <bob@second.example>;",
    "one line, both": "ann@first.example; bob@second.example, ann@first.example",
    "links": "mailto:ann@first.example\nmailto:bob@second.example",
    "a column": "Email\nann@first.example\nbob@second.example\n",
    "a table": "Name,Email\nAnn,ann@first.example\nBob,bob@second.example\n",
    "a table with semicolons": "Name;E-mail address;Since\nAnn;ann@first.example;2015\nBob;bob@second.example;\n",
    "a table with tabs": "name\temail\nAnn\tann@first.example\nBob\tbob@second.example\n",
    "a table as Excel says it": "sep=;\nEmail;Name\nann@first.example;Ann\nbob@second.example;Bob\n",
    "a table with quotes": 'Name,"E-Mail"\n"Lee, Ann","ann@first.example"\n"Ray, ""Bob""",bob@second.example\n',
    "a table with blank rows": "Name,Email\nAnn,ann@first.example\n,\n\nBob,bob@second.example\n# end,\n",
    "a table with another column of emails": "Manager's email,Email\nx@y.example,ann@first.example\nx@y.example,bob@second.example\n",
    "a table of names and addresses": "Name,Email\nAnn,Ann Lee <ann@first.example>\nBob,bob@second.example\n",
    "lines broken in a cell": 'Note,Email\n"one\ntwo",ann@first.example\nx,bob@second.example',
}
ENCODINGS = {
    "UTF-8": lambda text: text.encode(),
    "UTF-8 with a mark": lambda text: codecs.BOM_UTF8 + text.encode(),
    "UTF-16": lambda text: text.encode("utf-16"),
    "UTF-16, the other way round": lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    "UTF-16 without a mark": lambda text: text.encode("utf-16-le"),
    "UTF-16 without a mark, the other way round": lambda text: text.encode("utf-16-be"),
}


def listed(tmp_path: Path, raw: bytes) -> tuple[str, ...]:
    (tmp_path / "project").mkdir(exist_ok=True)
    (tmp_path / "list.txt").write_bytes(raw)
    return recipients(str(tmp_path / "list.txt"), tmp_path / "project")


def told(tmp_path: Path, raw: bytes) -> list[str]:
    with pytest.raises(ContentError) as caught:
        listed(tmp_path, raw)
    return [str(problem).removeprefix(f"{tmp_path}/list.txt:") for problem in caught.value.problems]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("name", READ)
def test_a_list_is_read_as_people_have_it(tmp_path: Path, name: str, encoding: str) -> None:
    assert listed(tmp_path, ENCODINGS[encoding](READ[name])) == TWO


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "ann@first.example\na..b@example.org\n",
            ["2:1: “a..b@example.org” is not an email address: An email address cannot have two"],
        ),
        ("ann@first.example\n  .a@x.example\nbob@\n", ["2:3: “.a@x.example” is not", "3:1: “bob@” is not"]),
        ("Ann <ann@first.example\n", ["1:1: “Ann <ann@first.example” has a quote or bracket without its other half"]),
        ('"Ann <ann@first.example>\n', ['1:1: “"Ann <ann@first.example>” has a quote']),
        ("Ann ann@first.example\n", ["1:1: “Ann ann@first.example” is not an email address"]),
        ("ann@first.example bob@second.example\n", ["1:1: “ann@first.example bob@second.example” is not"]),
        ("ann@first.example; Bob\n", ["1:1: “Bob” is not an email address"]),
        ("Name,Email\nAnn,\nBob,bob@second.example\n", ["2:1: “” is not an email address"]),
        ("Name,Email\nAnn\n", ["2:1: “” is not an email address"]),
        ("Name,Email\nAnn,ann at first.example\n", ["2:1: “ann at first.example” is not"]),
        ('Note,Email\n"one\ntwo",ann@\n', ["3:1: “ann@” is not"]),
        ("Name,Phone\nAnn,999\n", ["1:1: no column is named for addresses: “Name”, “Phone”"]),
        (
            "Work email,Home email\na@b.example,c@d.example\n",
            ["1:1: several columns may hold the addresses: “Work email”, “Home email”"],
        ),
        ("", ["1:1: holds no address"]),
        ("# nobody\n\n", ["1:1: holds no address"]),
        ("Email\n", ["1:1: holds no address"]),
        ("ann@first.example\nbob@localhost\ncat@192.168.1.1\n", ["2:1: “bob@localhost” is not", "3:1: “cat@192.168.1.1” is not"]),
        ("ann@first.example\nbob\u200b@second.example", ["2:1: “bob\N{REPLACEMENT CHARACTER}@second.example” is not"]),
        ("ann@first.example\n\x1b[31mbob", ["2:1: “\N{REPLACEMENT CHARACTER}[31mbob” is not"]),
        ("a" * 65 + "@x.example", ["1:1: “" + "a" * 65 + "@x.example” is not"]),
    ],
)
def test_a_line_that_is_not_understood_is_told(tmp_path: Path, text: str, expected: list[str]) -> None:
    found = told(tmp_path, text.encode())
    assert len(found) == len(expected)
    for said, beginning in zip(found, expected, strict=True):
        assert said.startswith(beginning)
        assert "hint: " in said


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"PK\x03\x04rest", "1:1: is a workbook and not a list"),
        (b"\xd0\xcf\x11\xe0rest", "1:1: is a workbook and not a list"),
        (b"%PDF-1.4", "1:1: is a PDF and not a list"),
        (b"ann@first.example\nJ\xf6 <jo@second.example>\n", "2:1: is not UTF-8 text"),
        (codecs.BOM_UTF16_LE + b"a\0\xd8", "1:1: is not UTF-16 text"),
    ],
)
def test_a_file_that_is_no_text_is_told_with_the_way_out(tmp_path: Path, raw: bytes, expected: str) -> None:
    [said] = told(tmp_path, raw)
    assert said.startswith(expected)
    assert "hint: save it as text, or from Excel as “CSV UTF-8”" in said


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("Ann@First.EXAMPLE", "Ann@first.example"),
        ("bob@bücher.example", "bob@xn--bcher-kva.example"),
        ("zoe\u0308@first.example", "zoë@first.example"),
        (" mailto:o'neil+news@first.example ", "o'neil+news@first.example"),
    ],
)
def test_an_address_is_written_to_in_one_form(said: str, address: str) -> None:
    assert email_address(said) == address


@given(st.text(max_size=60))
def test_whatever_is_given_is_an_address_or_refused(text: str) -> None:
    try:
        address = email_address(text)
    except FieldError:
        return
    assert address.count("@") == 1
    assert not any(sign.isspace() or not sign.isprintable() for sign in address)
