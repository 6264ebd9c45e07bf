"""A file of watch entries, each line through the form's own checks. One wrong line, and nothing is loaded."""

import csv
import io
from dataclasses import dataclass, field
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction

from cases.travel_documents.hits import own
from cases.travel_documents.hits.actions import watching
from cases.travel_documents.hits.forms.watch import NewEntryForm
from cases.travel_documents.hits.models import Ground, WatchEntry
from secoffice.ports import Refused

COLUMNS = (
    *("names", "born", "nationalities", "sex", "documents", "ground", "source", "source_number"),
    *("valid_until", "remark"),
)
NEEDED = ("names", "ground", "source")
MANY_IN_CELL = ("names", "born", "documents")
MOST, MOST_ERRORS = 2_000, 50
SAME = "Loaded from a file of the source"


@dataclass
class Loaded:
    """How it went: numbers of entries, and what is wrong by line; with anything wrong nothing was written."""

    made: int = 0
    revised: int = 0
    same: int = 0
    errors: list = field(default_factory=list)


def load(*, data, office, by, most=MOST):
    """Read and write a file. `data` are its bytes. A line whose source and number are on the list already makes the
    next version where it says something new. Raises Refused in a sentence where the file cannot be read."""
    if why := watching.guards.may_edit_list(by):
        raise Refused(why)
    rows, errors = checked(list(lines_of(data, most)))
    if errors:
        return Loaded(errors=errors[:MOST_ERRORS])
    return write(rows, office=office, by=by)


def lines_of(data, most):
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("The file is not in UTF-8. Save it as “CSV UTF-8” and choose it again.") from None
    reader = csv.DictReader(io.StringIO(text.replace("\0", ""), newline=""), strict=True)
    try:
        heads = [str(head or "").strip().lower() for head in reader.fieldnames or ()]
        if missing := [name for name in NEEDED if name not in heads]:
            raise Refused(f"The heading line lacks {', '.join(missing)}.")
        reader.fieldnames = heads
        for number, row in enumerate(reader, start=2):
            if number - 1 > most:
                raise Refused(f"At most {most:,} lines at once. Load the file in parts.")
            yield number, row
    except csv.Error as wrong:
        raise Refused(f"Line {reader.line_num} cannot be read as CSV: {wrong}.") from None


def checked(lines):
    """([(line, form), …], [(line, sentence), …])."""
    good, errors, seen = [], [], {}
    for number, row in lines:
        form = NewEntryForm(given(row))
        if not form.is_valid():
            for name, sentences in form.errors.items():
                errors += [(number, f"{name}: {sentence}") for sentence in sentences]
            continue
        told = form.cleaned_data["source"], form.cleaned_data["source_number"]
        if told[1] and told in seen:
            errors.append((number, f"source_number: the same one stands in line {seen[told]}."))
        seen[told] = number
        good.append((number, form))
    return good, errors


def given(row):
    """A line as the form takes it: several values of one cell are set apart by |."""
    data = {name: str(row.get(name) or "").strip() for name in COLUMNS}
    for name in MANY_IN_CELL:
        data[name] = data[name].replace("|", "\n")
    codes = {label.lower(): code for code, label in Ground.choices}
    data["ground"] = codes.get(data["ground"].lower(), data["ground"].upper())
    data["sex"] = data["sex"].upper()[:1].replace("U", "")
    data["key"] = uuid5(NAMESPACE_URL, "/".join(data[name] for name in COLUMNS))
    return data


@transaction.atomic
def write(rows, *, office, by):
    done, people = Loaded(), own.circle()
    numbers = [form.cleaned_data["source_number"] for _, form in rows if form.cleaned_data["source_number"]]
    known = {
        (one.source, one.source_number): one
        for one in WatchEntry._base_manager.filter(source_number__in=numbers)
    }
    for number, form in rows:
        told = form.cleaned_data
        entry = known.get((told["source"], told["source_number"])) if told["source_number"] else None
        try:
            put(entry, form, done, office=office, by=by, people=people)
        except Refused as why:
            raise Refused(f"Line {number}: {why}") from None
    return done


def put(entry, form, done, *, office, by, people):
    facts = form.facts()
    if entry is None:
        told = {"key": form.cleaned_data["key"], "source_number": form.cleaned_data["source_number"]}
        made = WatchEntry._base_manager.filter(key=told["key"], made_by=by).exists()
        watching.add_entry(office=office, by=by, facts=facts, people=people, **told)
        done.same, done.made = done.same + made, done.made + (not made)
    elif not entry.is_visible_to(by):  # it names them: not theirs to change, and for them it is not there
        done.made += 1
    elif says(entry) == facts:
        done.same += 1
    else:
        watching.revise_entry(entry=entry, by=by, version=entry.version, facts=facts, why=SAME, people=people)
        done.revised += 1


def says(entry):
    """What the newest version says, as a form gives it."""
    version = entry.versions.get(number=entry.version)
    return {name: getattr(version, name) for name in watching.FACTS}
