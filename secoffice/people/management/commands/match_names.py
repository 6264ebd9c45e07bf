"""match_names: a pair a line in, whether they may be the same person and why a line out."""

from secoffice.jsonlines import Answers
from secoffice.people.matching.questions import answer

HELP = """\
Reads one JSON object a line and writes one a line:
  {"a":"Muhammad al-Rasheed","b":"AL RASHID, Mohammed","dob_a":"1980-??-??","dob_b":"1980-05-17"}
  {"score":0.92,"match":true,"reason":"…"}

a, b                        a name, or a list of names of one person
dob_a, dob_b                1974-08-12, with ?? for what is not known: 1974-??-??
nationality_a, …_b          a code of two or three letters, or a list
sex_a, sex_b                M or F; anything else says nothing
issuer_a, document_a, …_b   a document; the same issuer and number outweigh the names

A match is a score from 0.80 on: a hit for a person to judge, never a decision. "id" is given back. A line that
cannot be answered gives {"error": ...}.
Exit: 0 all answered, 1 some line was not, 2 wrong use of the command.
"""


class Command(Answers):
    help = HELP
    answer = staticmethod(answer)
