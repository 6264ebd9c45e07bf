"""Putting persons on file."""

from django.db import transaction
from django.utils import timezone

from secoffice.audit import trail
from secoffice.people.models import Fact, Person, StaffPerson
from secoffice.people.normal import normal


@transaction.atomic
def put_on_file(*, facts, source, by, person=None, kind=Person.Kind.PERSON, key=None, at=None):
    """Record what `source` says of a person: `facts` is a list of (kind, value, issuer).

    Without `person` a new one is made. Saying the same thing twice changes nothing. Raises ValueError where a
    value cannot be read.
    """
    at = at or timezone.now()
    if person is None:
        person = Person.objects.create(kind=kind, created_at=at, **({"key": key} if key else {}))
    told = [
        Fact(
            person=person,
            kind=code,
            value=value.strip(),
            normal=normal(code, value),
            issuer=issuer,
            source_type=source._meta.label_lower,
            source_id=source.pk,
            by_id=by.pk if by else None,
            at=at,
        )
        for code, value, issuer in facts
        if value.strip()
    ]
    Fact.objects.bulk_create(told, ignore_conflicts=True)
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
