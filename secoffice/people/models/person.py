"""Handles, and the facts that records tell of them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from secoffice.people import scripts
from secoffice.people.models.told import Told, ToldQuerySet


class FactQuerySet(ToldQuerySet):
    def names(self):
        return self.filter(kind=Fact.Kind.NAME)


class PersonQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Persons of whom this reader may see at least one fact, be it a withdrawn one."""
        facts = Fact.objects.visible_to(user, withdrawn=True)
        return self.filter(Exists(facts.filter(person=OuterRef("pk"))))

    def unrestricted(self, *, purpose):
        if not purpose:
            raise ValueError("Say what for.")
        return self.all()


class Person(models.Model):
    """Somebody or some organisation; who it is stands in its facts.

    `canonical` is the oldest of the handles judged to be the same; empty while nobody judged so. It bounds where
    to look and says nothing by itself: whom a reader sees as one is worked out in `people.clusters`.
    """

    class Kind(models.TextChoices):
        PERSON = "PERSON", "Person"
        ORGANISATION = "ORG", "Organisation"

    kind = models.CharField(max_length=6, choices=Kind, default=Kind.PERSON)
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    canonical = models.ForeignKey("self", models.PROTECT, null=True, editable=False, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    objects = PersonQuerySet.as_manager()

    def __str__(self):
        return f"Person {self.pk}"

    def get_absolute_url(self):
        return reverse("people:person", args=[self.pk])

    @property
    def reference(self):
        return f"P-{self.pk}"

    @property
    def is_person(self):
        return self.kind == self.Kind.PERSON


class Fact(Told):
    """One thing said of a person by one record. `normal` is the form that is compared; `form` says of a name where
    it stands or what it is.
    """

    class Kind(models.TextChoices):
        NAME = "NAME", "Name"
        BORN = "BORN", "Date of birth"
        BIRTHPLACE = "BIRTHPL", "Place of birth"
        SEX = "SEX", "Sex"
        NATIONALITY = "NATION", "Nationality"
        PASSPORT = "PASSPORT", "Passport number"
        NATIONAL_ID = "NATID", "National number"
        PHONE = "PHONE", "Telephone"
        EMAIL = "EMAIL", "E-mail"
        ADDRESS = "ADDRESS", "Address"
        PLATE = "PLATE", "Number plate"
        ACCOUNT = "ACCOUNT", "Account"

    class Form(models.TextChoices):
        VISUAL = "VISUAL", "As printed in a document"
        MRZ = "MRZ", "Machine-readable line"
        ALIAS = "ALIAS", "Alias"
        MAIDEN = "MAIDEN", "Name at birth"
        FORMER = "FORMER", "Former name"
        NICK = "NICK", "Nickname"

    person = models.ForeignKey(Person, models.CASCADE, related_name="facts")
    kind = models.CharField(max_length=8, choices=Kind)
    form = models.CharField(max_length=8, choices=Form, blank=True)
    value = models.CharField(max_length=200)
    normal = models.CharField(max_length=200)
    issuer = models.CharField(max_length=3, blank=True)

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
                condition=Q(withdrawn_at=None) & ~Q(kind="NAME"),
                name="fact_once_a_source",
            ),
            models.UniqueConstraint(
                fields=["person", "value", "form", "source_type", "source_id"],
                condition=Q(withdrawn_at=None, kind="NAME"),
                name="name_once_a_source",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} of {self.person_id}"

    @property
    def script(self):
        """In what writing a name stands, where it is not Latin: `Cyrillic`."""
        return scripts.named(self.value) if self.kind == self.Kind.NAME else ""

    @property
    def is_identifier(self):
        return self.kind in IDENTIFIERS


IDENTIFIERS = (
    Fact.Kind.PASSPORT,
    Fact.Kind.NATIONAL_ID,
    Fact.Kind.PHONE,
    Fact.Kind.EMAIL,
    Fact.Kind.PLATE,
    Fact.Kind.ACCOUNT,
)


class NameKey(models.Model):
    """Under what keys a person is looked for. Keys come from all facts alike: what is found by them is weighed by
    the facts the reader may see, and by nothing else.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="name_keys", db_index=False)
    key = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="name_key_once")]
        indexes = [models.Index(fields=["key", "person"], name="person_by_name_key")]

    def __str__(self):
        return f"{self.key} of {self.person_id}"


class StaffPerson(models.Model):
    """Links an account to its person, so that whoever is named in a record is kept out of it (§0.6.10)."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="on_file")
    person = models.OneToOneField(Person, models.PROTECT, related_name="staff")

    def __str__(self):
        return f"{self.user} is person {self.person_id}"
