"""What a record tells of somebody, written down on their page: by those who may write in that record."""

from uuid import uuid5

from django.db import transaction
from django.utils import timezone

from secoffice import ports
from secoffice.audit import trail
from secoffice.files import actions as files
from secoffice.people import keys, sources
from secoffice.people.actions.filing import put_on_file
from secoffice.people.models import Fact, Person, Photograph, Relationship
from secoffice.people.normal import born
from secoffice.ports import Refused


@transaction.atomic
def start_file(*, facts, source, by, key, kind=Person.Kind.PERSON, at=None):
    """Put somebody new on file. The same key gives the person put on file already."""
    at = at or timezone.now()
    _allowed(source, by)
    if made := Person.objects.visible_to(by).filter(key=key).first():
        return made
    person = put_on_file(facts=facts, source=source, by=by, kind=kind, key=key, at=at)
    _tell(source, person, "put on file", by=by, at=at)
    return person


@transaction.atomic
def add_facts(*, person, facts, source, by, at=None):
    """Write down what a record says of somebody on file: `facts` as for put_on_file. Nothing is overwritten."""
    at = at or timezone.now()
    _allowed(source, by, person)
    _carry(person, source, by=by, at=at)
    put_on_file(person=person, facts=facts, source=source, by=by, at=at)
    labels = dict(Fact.Kind.choices)
    said = ", ".join(dict.fromkeys(labels[code].lower() for code, *_ in facts))
    _tell(source, person, f"{said} added", by=by, at=at)
    return person


@transaction.atomic
def relate(*, person, other, kind, source, by, key, since="", until="", remark="", at=None):
    """Write down that `other` is the spouse, employer … of `person`. Both are named in the record from then on."""
    at = at or timezone.now()
    _allowed(source, by, person)
    _allowed(source, by, other)
    if made := Relationship.objects.visible_to(by, withdrawn=True).filter(key=key, by_id=by.pk).first():
        return made
    if person.pk == other.pk:
        raise Refused("Choose somebody else: nobody is tied to themselves.")
    since, until = (born(day) if day else "" for day in (since, until))
    if since and until and since.replace("?", "0") > until.replace("?", "9"):
        raise Refused("It cannot end before it began.")
    _carry(person, source, by=by, at=at)
    _carry(other, source, by=by, at=at)
    tie = Relationship.objects.create(
        key=key, person=person, other=other, kind=kind, since=since, until=until, remark=remark,
        **_told(source, by, at),
    )  # fmt: skip
    trail.record("tied", person, by=by, detail={"to": other.pk, "kind": kind}, at=at)
    _tell(source, person, f"tie to {other.reference} added", by=by, at=at)
    _tell(source, other, f"tie to {person.reference} added", by=by, at=at)
    return tie


@transaction.atomic
def tie_to(*, person, other, name, other_kind, source, by, key, at=None, **given):
    """The same for somebody who may have to be put on file first: `other` is None, `name` is theirs."""
    if other is None:
        twin = uuid5(key, "other")
        other = start_file(facts=[("NAME", name, "")], kind=other_kind, source=source, by=by, key=twin, at=at)
    return relate(person=person, other=other, source=source, by=by, key=key, at=at, **given)


@transaction.atomic
def add_photograph(*, person, upload, source, by, key, taken_on="", remark="", at=None):
    """Keep a picture of somebody. Raises FileRefused where the bytes are no picture."""
    at = at or timezone.now()
    _allowed(source, by, person)
    if made := Photograph.objects.visible_to(by, withdrawn=True).filter(key=key, by_id=by.pk).first():
        return made
    _carry(person, source, by=by, at=at)
    stored = files.store(upload=upload, by=by, at=at)
    if stored.media_type not in SHOWN:
        raise files.FileRefused("Choose a picture: JPEG, PNG, GIF or WebP.")
    picture = Photograph.objects.create(
        key=key, person=person, stored=stored, taken_on=born(taken_on) if taken_on else "", remark=remark,
        **_told(source, by, at),
    )  # fmt: skip
    trail.record("picture added", person, by=by, detail={"picture": picture.pk}, at=at)
    _tell(source, person, "photograph added", by=by, at=at)
    return picture


SHOWN = ("image/jpeg", "image/png", "image/gif", "image/webp")  # what browsers show


@transaction.atomic
def withdraw(*, told, reason, by, at=None):
    """Take back a fact, tie or picture that was entered wrongly. It stays, struck out, for those who saw it."""
    at = at or timezone.now()
    source = sources.record(told)
    _allowed(source, by)
    if not reason.strip():
        raise Refused("Say in a sentence why it is taken back.")
    standing = type(told)._base_manager.filter(pk=told.pk, withdrawn_at=None)
    if not standing.update(withdrawn_at=at, withdrawn_by_id=by.pk, why_withdrawn=reason.strip()):
        raise Refused("Somebody took this back meanwhile.")
    keys.write(told.person)
    what = told._meta.verbose_name
    trail.record("taken back", told.person, by=by, reason=reason, detail={what: told.pk}, at=at)
    _tell(source, told.person, f"{what} taken back", by=by, at=at)


def _allowed(source, by, person=None):
    if why := sources.why_not(source, by, person=person, firm=True):
        raise Refused(why)


def _told(source, by, at):
    return {"source_type": source._meta.label_lower, "source_id": source.pk, "by_id": by.pk, "at": at}


def _tell(source, person, says, *, by, at):
    """The record hears of it: no value, no name."""
    ports.tell("people.told", source=source, person=person, by=by, at=at, says=f"{person.reference}: {says}")


def _carry(person, source, *, by, at):
    """Whoever a record tells of is named in it: by the name this writer knows."""
    here = Fact.objects.visible_to(by).filter(
        person=person, source_type=source._meta.label_lower, source_id=source.pk
    )
    if here.names().exists():
        return
    known = Fact.objects.visible_to(by).names().filter(person=person).order_by("pk").first()
    if known:
        facts = [(known.kind, known.value, known.issuer, known.form)]
        put_on_file(person=person, facts=facts, source=source, by=by, at=at)
