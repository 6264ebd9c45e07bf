"""Makes lines of what was typed, pasted or sent by a reader, and says all it changed. It settles how the text is laid
out; it never guesses at a character (that is `suggestions`)."""

import re
import unicodedata
from dataclasses import dataclass

from secoffice.mrz.digits import ALPHABET, FILLER
from secoffice.mrz.formats import SHAPES

LONGEST = 4_000  # characters looked at; the longest zone has 90
SIGNS = frozenset(ALPHABET)
WIDTHS = {width for _, width in SHAPES}
SIZES = {lines * width: (lines, width) for lines, width in SHAPES}
BREAK = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029\t]")
LABEL = re.compile(r"(?i)^\W*(?:mrz|line|zeile|ligne)\s*\d?\s*[:.)]\s*|^\W*\d\s*[:)]\s*")
DOUBLE, SINGLE = "«≪", "‹〈⟨＜〈"
NAMES = {
    "\x02": "STX",
    "\x03": "ETX",
    "\x04": "EOT",
    "\x00": "NUL",
    "\x1b": "ESC",
    "\ufeff": "byte-order mark",
}


@dataclass(frozen=True, slots=True)
class Tidied:
    """`lines` a list of text, ready to be read; `notes` a sentence for each thing that was changed."""

    lines: list
    notes: list


def tidy(text):
    """Tidied, of a text of any kind; for what is no text there are no lines."""
    notes = []
    text = decoded(text, notes)
    if len(text) > LONGEST:
        text = text[:LONGEST]
        notes.append(f"Only the first {LONGEST:,} characters were looked at.")
    if "\t" in text.strip():
        notes.append("Took the tab for the end of a line.")
    parts = [part for part in (plain(part, notes) for part in BREAK.split(text)) if part.strip()]
    parts = [blanks_settled(part, parts, notes) for part in parts]
    return Tidied(cut(parts, notes), list(dict.fromkeys(notes)))


def decoded(text, notes):
    if isinstance(text, (bytes, bytearray)):
        notes.append("Took the bytes for text.")
        return bytes(text[: LONGEST + 1]).decode("utf-8", errors="replace")
    if not isinstance(text, str):
        return ""
    halves = text[: LONGEST + 1].encode("utf-16", errors="surrogatepass")  # half a character is no character
    return halves.decode("utf-16", errors="replace")


def plain(line, notes):
    """One line in capitals and fillers, without what readers and labels put around it."""
    line = without_controls(line, notes)
    labelled = LABEL.sub("", line)
    if labelled != line and any(sign in line for sign in "<«‹&"):
        notes.append(f"Left out “{line[: len(line) - len(labelled)].strip()}” before a line.")
        line = labelled
    line = fillers(line, notes)
    wide = unicodedata.normalize("NFKC", line)
    if wide != line and wide.isascii():
        notes.append("Wrote characters of other widths as plain ones.")
        line = wide
    if any("a" <= sign <= "z" for sign in line):
        notes.append("Wrote small letters as capitals.")
        line = "".join(sign.upper() if "a" <= sign <= "z" else sign for sign in line)
    return without_frame(line, notes)


def without_controls(line, notes):
    hidden = [sign for sign in line if unicodedata.category(sign) in ("Cc", "Cf")]
    if hidden:
        names = dict.fromkeys(NAMES.get(sign, f"U+{ord(sign):04X}") for sign in hidden)
        notes.append(f"Left out control characters ({', '.join(names)}).")
        line = "".join(sign for sign in line if sign not in hidden)
    return line


def fillers(line, notes):
    """Other signs that stand for the filler; a double one stands for two where that gives a width there is."""
    found = line.replace("&lt;", FILLER).replace("&LT;", FILLER)
    if found != line:
        notes.append("Wrote “&lt;” as <.")
    line = found
    for sign in SINGLE:
        if sign in line:
            notes.append(f"Wrote {sign} as <.")
            line = line.replace(sign, FILLER)
    for sign in DOUBLE:
        if sign in line:
            times = 1 if len(line.strip()) in WIDTHS else 2
            notes.append(f"Wrote {sign} as {FILLER * times}.")
            line = line.replace(sign, FILLER * times)
    return line


def without_frame(line, notes):
    """Without the signs a reader may be set to send before and after a line. Blanks at the end stay: they may be
    fillers."""
    line = line.lstrip()
    core = line.strip("".join(set(line) - SIGNS))
    before, _, after = line.partition(core) if core else (line, "", "")
    for left_out, where in ((before, "before"), (after, "after")):
        if left_out.strip():
            notes.append(f"Left out “{left_out.strip()}” {where} a line.")
    return core + (after if not after.strip() else "")


def blanks_settled(line, parts, notes):
    """Blanks within a line are left out, or are fillers where that gives the width of the other lines or of a format,
    or where the line has no others."""
    if " " not in (line := "".join(" " if sign.isspace() else sign for sign in line)):
        return line
    without, stripped = line.replace(" ", ""), line.rstrip()
    others = {len(part) for part in parts if not any(sign.isspace() for sign in part)}
    for widths in (others & WIDTHS, WIDTHS, set(SIZES)):
        for found in (without, line.replace(" ", FILLER), stripped.replace(" ", FILLER)):
            if len(found) in widths:
                return noted(found, without, stripped, notes)
    found = without if FILLER in line or " " not in stripped else stripped.replace(" ", FILLER) + FILLER
    return noted(found, without, stripped, notes)


def noted(found, without, stripped, notes):
    if found != without:
        notes.append("Wrote blanks as <.")
    elif without != stripped:
        notes.append("Left out blanks.")
    return found


def cut(parts, notes):
    """The parts as lines of a format: as they are or with the fillers of the line of names put right, without what
    stands around them, or cut anew. Else as they are, to be found too long or too short."""
    for many in (3, 2):
        for at in range(len(parts) - many + 1):
            lines, change = names_filled(parts[at : at + many])
            if fits(lines):
                notes += change
                if others := parts[:at] + parts[at + many :]:
                    others = ", ".join(f"“{other[:30]}”" for other in others)
                    notes.append(f"Left out what stands around the lines: {others}.")
                return lines
    whole = "".join(parts)
    if len(whole) not in SIZES:
        return parts
    lines, width = SIZES[len(whole)]
    notes.append(f"Cut {len(whole)} characters into {lines} lines of {width}.")
    return [whole[at : at + width] for at in range(0, len(whole), width)]


def fits(parts):
    return (len(parts), len(parts[0]) if parts else 0) in SHAPES and len({len(part) for part in parts}) == 1


def names_filled(lines):
    """(lines, notes): a line of names that ends in fillers is made as long as those beside it; it means the same."""
    at = 0 if len(lines) == 2 else 2
    others = {len(line) for index, line in enumerate(lines) if index != at}
    width, line = max(others), lines[at]
    if len(others) > 1 or (len(lines), width) not in SHAPES or len(line) == width:
        return lines, []
    names = line.rstrip(FILLER)
    if names == line or len(names) >= width:
        return lines, []
    change = f"Added {width - len(line)}" if len(line) < width else f"Left out {len(line) - width}"
    note = f"{change} < at the end of line {at + 1}, which ends with the names."
    return [*lines[:at], names.ljust(width, FILLER), *lines[at + 1 :]], [note]
