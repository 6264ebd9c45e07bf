"""Persons and organisations on file, shared by the whole office.

A person is a handle. Everything known about it (a name, a birth date, a number) is a `Fact` that carries the
record it came from and is shown only to those who may see that record (design §2.1).
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from secoffice.access.models import admitted

DIRECTORY = "accounts.user"  # facts from the staff directory, which every member of staff may read


class FactQuerySet(models.QuerySet):
    def visible_to(self, user):
        if not (user.is_authenticated and user.is_active):
            return self.none()
        return self.filter(admitted(user, "source_type", "source_id") | Q(source_type=DIRECTORY))

    def unrestricted(self, *, purpose):
        if not purpose:
            raise ValueError("Say what for.")
        return self.all()

    def names(self):
        return self.filter(kind=Fact.Kind.NAME)


class PersonQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Persons with at least one fact this reader may see."""
        return self.filter(Exists(Fact.objects.visible_to(user).filter(person=OuterRef("pk"))))

    def unrestricted(self, *, purpose):
        if not purpose:
            raise ValueError("Say what for.")
        return self.all()


class Person(models.Model):
    """Somebody or some organisation; who it is stands in its facts."""

    class Kind(models.TextChoices):
        PERSON = "PERSON", "Person"
        ORGANISATION = "ORG", "Organisation"

    kind = models.CharField(max_length=6, choices=Kind, default=Kind.PERSON)
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(default=timezone.now)

    objects = PersonQuerySet.as_manager()

    def __str__(self):
        return f"Person {self.pk}"

    @property
    def reference(self):
        return f"P-{self.pk}"


class Fact(models.Model):
    """One thing said of a person by one record. `normal` is the form that is compared."""

    class Kind(models.TextChoices):
        NAME = "NAME", "Name"
        BORN = "BORN", "Date of birth"
        NATIONALITY = "NATION", "Nationality"
        PASSPORT = "PASSPORT", "Passport number"
        NATIONAL_ID = "NATID", "National number"
        PHONE = "PHONE", "Telephone"
        EMAIL = "EMAIL", "E-mail"
        PLATE = "PLATE", "Number plate"
        ACCOUNT = "ACCOUNT", "Account"

    person = models.ForeignKey(Person, models.CASCADE, related_name="facts")
    kind = models.CharField(max_length=8, choices=Kind)
    value = models.CharField(max_length=200)
    normal = models.CharField(max_length=200)
    issuer = models.CharField(max_length=3, blank=True)
    source_type = models.CharField(max_length=40)
    source_id = models.BigIntegerField()
    by_id = models.BigIntegerField(null=True)
    at = models.DateTimeField(default=timezone.now)

    objects = FactQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["kind", "normal"], name="fact_by_normal"),
            models.Index(fields=["source_type", "source_id"], name="fact_by_source"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "normal", "issuer", "source_type", "source_id"],
                name="fact_once_a_source",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} of {self.person_id}"


IDENTIFIERS = (
    Fact.Kind.PASSPORT,
    Fact.Kind.NATIONAL_ID,
    Fact.Kind.PHONE,
    Fact.Kind.EMAIL,
    Fact.Kind.PLATE,
    Fact.Kind.ACCOUNT,
)


class StaffPerson(models.Model):
    """Links an account to its person, so that whoever is named in a record is kept out of it (§0.6.10)."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="on_file")
    person = models.OneToOneField(Person, models.PROTECT, related_name="staff")

    def __str__(self):
        return f"{self.user} is person {self.person_id}"
