"""An uploaded file gets a plain name: no path, nothing hidden, no longer than it may be."""

import pytest

from secoffice.files.names import hidden_ending, safe_name


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("report.pdf", "report.pdf"),
        ("Zoë’s note.TXT", "Zoë’s note.txt"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\x\\scan.pdf", "scan.pdf"),
        ("a\0b.pdf", "ab.pdf"),
        ('"><script>.pdf', "___script_.pdf"),
        ("two\r\nlines.pdf", "two lines.pdf"),
        ("gpj\u202efdp.exe", "gpjfdp.exe"),
        ("zero\u200bwidth.pdf", "zerowidth.pdf"),
        (".pdf", "file.pdf"),
        ("..", "file"),
        ("", "file"),
        ("...hidden.pdf", "hidden.pdf"),
        ("trailing.pdf. . ", "trailing.pdf"),
        ("con.txt", "_con.txt"),
        ("LPT1.pdf", "_LPT1.pdf"),
        ("a|b:c*d?.pdf", "a_b_c_d_.pdf"),
        ("half \ud800.pdf", "half _.pdf"),
        ("e\u0301.txt", "é.txt"),
    ],
    ids=ascii,
)
def test_names_are_made_safe(given, kept):
    assert safe_name(given) == kept
    assert safe_name(kept) == kept


@pytest.mark.parametrize("stem", ["x" * 300, "ü" * 300, "😀" * 300])
def test_long_names_keep_their_ending(stem):
    name = safe_name(f"{stem}.pdf")
    assert name.endswith(".pdf") and len(name) <= 200 and len(name.encode()) <= 240


@pytest.mark.parametrize(
    ("name", "hidden"),
    [("a.pdf", ""), ("a.php.pdf", ".php"), ("a.exe .pdf", ".exe"), ("v1.2.pdf", ""), ("jar.pdf", "")],
)
def test_a_second_ending_is_noticed(name, hidden):
    assert hidden_ending(name) == hidden
