"""Who was screened: the key and version under which a cleared pair knows a person, and the side for the matcher.

Pure: facts in, texts out. Somebody without a document has no key of their own, and nothing about them is suppressed.
"""

import hashlib
from dataclasses import replace

from secoffice.people.matching import Side
from secoffice.people.normal import name, number

DOCUMENT = "DOCUMENT"  # what an identifier of a side is called that names a travel document
SHORTEST = 4  # characters of a document number that say anything
TEXTS = ("dob", "sex", "issuer")


def side_of(query):
    """The `Side` of a hit's query, whatever of it is there."""
    names = query.get("names") or ()
    names = (names,) if isinstance(names, str) else names
    said = {fact: str(query.get(fact) or "") for fact in TEXTS}
    document = str(query.get("document") or query.get("number") or "")
    nations = query.get("nationality") or ()
    nations = (nations,) if isinstance(nations, str) else tuple(nations)
    return Side(names=tuple(map(str, names)), nationality=nations, document=document, **said)


def with_document(side):
    """The side with its document among the identifiers, so that every document of an entry is compared."""
    if not (mark := document_of(side)):
        return side
    return replace(side, identifiers=frozenset(side.identifiers) | {(DOCUMENT, mark)})


def document_of(side):
    digits, issuer = number(side.document), str(side.issuer or "").strip("< ").upper()
    return f"{issuer}{digits}" if issuer and len(digits) >= SHORTEST else ""


def key_of(side):
    """Under what the same person comes again: the document that was shown. "" where none was."""
    return f"document:{document_of(side)}"[:80] if document_of(side) else ""


def version_of(side):
    """A digest of what was said of them: any change makes another version, the order of a name's words is none."""
    nations = side.nationality if isinstance(side.nationality, str) else " ".join(sorted(side.nationality))
    said = [*sorted(map(name, side.names)), side.dob, nations, side.sex, document_of(side)]
    return hashlib.sha256("\n".join(map(str, said)).encode()).hexdigest()


def subject(side, key="", version=""):
    """(key, version) as given, and what the side says where they were not."""
    key = key or key_of(side)
    return key[:80], (version or version_of(side))[:64] if key else ""
