"""Machine-readable zones of travel documents by ICAO Doc 9303: pure rules, no records.

read(lines, inspection_date=…) says what stands there and all that is wrong with it; `tidy` makes lines of what was
typed or sent, `suggest` says what was likely misread, `layout` shows it cell by cell, `write` makes a zone."""

from secoffice.mrz.codes import CODES, Code, Codes, DocumentType
from secoffice.mrz.digits import check_digit
from secoffice.mrz.layout import Cell, layout
from secoffice.mrz.reading import Reading, read
from secoffice.mrz.sentences import SENTENCES
from secoffice.mrz.suggestions import Suggestion, suggest
from secoffice.mrz.tidying import Tidied, tidy
from secoffice.mrz.transliteration import spellings, transliterate
from secoffice.mrz.writing import write

__all__ = [
    "CODES", "SENTENCES", "Cell", "Code", "Codes", "DocumentType", "Reading", "Suggestion", "Tidied", "check_digit",
    "layout", "read", "spellings", "suggest", "tidy", "transliterate", "write",
]  # fmt: skip
