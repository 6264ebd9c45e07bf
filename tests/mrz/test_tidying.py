"""Typed, pasted and sent lines: made readable, and every change said."""

import pytest

from secoffice import mrz

FIRST = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"
SECOND = "L898902C36UTO7408122F1204159ZE184226B<<<<<10"
CARD = ["I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<"]
WIDE = {at: at + 0xFEE0 for at in range(33, 127)}  # what some keyboards type for ASCII


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\n\n"])
def test_lines_that_need_no_change_are_left_without_a_word(end):
    assert mrz.tidy(FIRST + end + SECOND + end) == mrz.Tidied([FIRST, SECOND], [])
    assert mrz.tidy(end.join(CARD)) == mrz.Tidied(CARD, [])


@pytest.mark.parametrize(
    ("text", "note"),
    [
        (f"{FIRST}\n{SECOND}".lower(), "Wrote small letters as capitals."),
        (f"\x02{FIRST}\r{SECOND}\r\x03", "Left out control characters (STX)."),
        (f"{FIRST}\t{SECOND}\r", "Took the tab for the end of a line."),
        (f"%{FIRST}\n{SECOND}?", "Left out “%” before a line."),
        (f"{FIRST}\n{SECOND}?", "Left out “?” after a line."),
        (FIRST + SECOND, "Cut 88 characters into 2 lines of 44."),
        (f"{FIRST[:30]}\n{FIRST[30:]}\n{SECOND[:20]}\n{SECOND[20:]}", "Cut 88 characters into 2 lines of 44."),
        (f"{FIRST}\n{SECOND}".replace("<", "‹"), "Wrote ‹ as <."),
        (f"{FIRST}\n{SECOND}".replace("<<", "«"), "Wrote « as <<."),
        (f"{FIRST}\n{SECOND}".replace("<", "&lt;"), "Wrote “&lt;” as <."),
        (f"{FIRST}\n{SECOND}".replace("<", " "), "Wrote blanks as <."),
        (f"P UTOERIKSSON  ANNA MARIA\n{SECOND}", "Wrote blanks as <."),
        (f"{FIRST}\n{SECOND[:13]} {SECOND[13:21]} {SECOND[21:]}", "Left out blanks."),
        (f"Passport\n{FIRST}\n{SECOND}\nThank you", "Left out what stands around the lines: “PASSPORT”, “THANK<YOU<”."),
        (f"MRZ: {FIRST}\n{SECOND}", "Left out “MRZ:” before a line."),
        (f"1) {FIRST}\n2) {SECOND}", "Left out “1)” before a line."),
        (f"{FIRST.rstrip('<')}<\n{SECOND}", "Added 18 < at the end of line 1, which ends with the names."),
        (f"{FIRST}<<\n{SECOND}", "Left out 2 < at the end of line 1, which ends with the names."),
        (f"{FIRST}\n{SECOND}".encode(), "Took the bytes for text."),
        (f"{FIRST}\n{SECOND}".translate(WIDE), "Wrote characters of other widths as plain ones."),
    ],
)  # fmt: skip
def test_each_change_is_said(text, note):
    tidied = mrz.tidy(text)
    assert tidied.lines == [FIRST, SECOND]
    assert note in tidied.notes


def test_three_lines_run_together_are_cut():
    assert mrz.tidy("".join(CARD)) == mrz.Tidied(CARD, ["Cut 90 characters into 3 lines of 30."])


def test_a_character_is_never_guessed_at_and_length_never_made_up():
    assert mrz.tidy(f"{FIRST}\n{SECOND[:-1]}").lines == [FIRST, SECOND[:-1]]
    assert mrz.tidy(f"{FIRST}\n{SECOND.replace('0', 'O')}").lines[1] == SECOND.replace("0", "O")


@pytest.mark.parametrize("text", [None, "", 5, [], "\n\n", b""])
def test_nothing_gives_no_lines(text):
    assert mrz.tidy(text).lines == []


def test_a_text_without_end_is_looked_at_as_far_as_any_zone_goes():
    assert mrz.tidy("<" * 10_000_000).notes == ["Only the first 4,000 characters were looked at."]
