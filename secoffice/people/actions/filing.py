"""Putting persons on file."""

from django.db import transaction
from django.utils import timezone

from secoffice.audit import trail
from secoffice.files import actions as files
from secoffice.people import keys
from secoffice.people.models import Fact, Judgement, Person, Photograph, Relationship, StaffPerson
from secoffice.people.normal import normal


@transaction.atomic
def put_on_file(*, facts, source, by, person=None, kind=Person.Kind.PERSON, key=None, at=None):
    """Record what `source` says of a person: `facts` is a list of (kind, value, issuer) or, for names, of
    (kind, value, issuer, form).

    Without `person` a new one is made. Saying the same thing twice changes nothing. Raises ValueError where a
    value cannot be read.
    """
    at = at or timezone.now()
    new = person is None
    if new:
        person = Person.objects.create(kind=kind, created_at=at, **({"key": key} if key else {}))
    told = [
        Fact(
            person=person,
            kind=code,
            form=form[0] if form else "",
            value=value.strip(),
            normal=normal(code, value),
            issuer=issuer,
            source_type=source._meta.label_lower,
            source_id=source.pk,
            by_id=by.pk if by else None,
            at=at,
        )
        for code, value, issuer, *form in facts
        if value.strip()
    ]
    Fact.objects.bulk_create(told, ignore_conflicts=True)
    keys.write(person, told if new else None)
    trail.record("put on file", person, by=by, detail={"kinds": [fact.kind for fact in told]}, at=at)
    return person


@transaction.atomic
def link_staff(*, user, by):
    """The person behind an account, made when the account is (§0.6.10)."""
    link = StaffPerson.objects.filter(user=user).select_related("person").first()
    if link is None:
        person = put_on_file(facts=[("NAME", user.name, ""), ("EMAIL", user.email, "")], source=user, by=by)
        link = StaffPerson.objects.create(user=user, person=person)
    return link.person


def staff_of(person):
    """The account linked to this person, or None."""
    link = StaffPerson.objects.filter(person=person).select_related("user").first()
    return link.user if link else None


@transaction.atomic
def purge_told(*, source, by, also_by=None, reason="", at=None):
    """A spill: destroy all that a record told of persons, words and pictures (§0.6.3). Judgements that rest on it
    lose their reason.
    """
    here = {"source_type": source._meta.label_lower, "source_id": source.pk}
    facts = Fact.objects.unrestricted(purpose="purge").filter(**here)
    people = Person.objects.unrestricted(purpose="purge").filter(
        pk__in=set(facts.values_list("person", flat=True))
    )
    facts.delete()
    Relationship.objects.unrestricted(purpose="purge").filter(**here).delete()
    for picture in Photograph.objects.unrestricted(purpose="purge").filter(**here).select_related("stored"):
        files.destroy(picture.stored, by=by, also_by=also_by, reason=reason, at=at)
    rests = Judgement.objects.unrestricted(purpose="purge")
    told = {f"sources__{name}": value for name, value in here.items()}
    rests.filter(pk__in=rests.filter(**told).values("pk")).update(why="", why_undone="")
    for person in people:
        keys.write(person)
