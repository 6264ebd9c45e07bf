"""Persons and organisations on file, shared by the whole office.

A person is a handle. Everything known about it (a name, a birth date, a picture, a tie to somebody) is told by a
record, and is shown only to those who may see that record (design §2.1).
"""

from secoffice.people.models.judging import Judgement, JudgementSource
from secoffice.people.models.person import IDENTIFIERS, Fact, NameKey, Person, StaffPerson
from secoffice.people.models.ties import Photograph, Relationship
from secoffice.people.models.told import DIRECTORY

__all__ = [
    "DIRECTORY",
    "IDENTIFIERS",
    "Fact",
    "Judgement",
    "JudgementSource",
    "NameKey",
    "Person",
    "Photograph",
    "Relationship",
    "StaffPerson",
]
