"""What records tell besides facts: ties between persons, and pictures of them."""

import uuid

from django.db import models
from django.db.models import F, Q

from secoffice.people.models.person import Person
from secoffice.people.models.told import Told


class Relationship(Told):
    """`other` is the `kind` of `person`: their parent, their employer. `since` and `until` may be partial dates."""

    class Kind(models.TextChoices):
        SPOUSE = "SPOUSE", "Spouse or partner"
        PARENT = "PARENT", "Parent"
        CHILD = "CHILD", "Child"
        SIBLING = "SIBLING", "Brother or sister"
        KIN = "KIN", "Other kin"
        ASSOCIATE = "ASSOC", "Associate"
        FRIEND = "FRIEND", "Friend"
        EMPLOYEE = "EMPLOYEE", "Employee"
        EMPLOYER = "EMPLOYER", "Employer"
        OFFICER = "OFFICER", "Officer or director"
        DIRECTED = "DIRECTED", "Directed by them"
        OWNER = "OWNER", "Owner"
        OWNED = "OWNED", "Owned by them"
        MEMBER = "MEMBER", "Member"
        BODY = "BODY", "Organisation they belong to"
        AGENT = "AGENT", "Agent or facilitator"
        CLIENT = "CLIENT", "Client"

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="ties")
    other = models.ForeignKey(Person, models.PROTECT, related_name="ties_back")
    kind = models.CharField(max_length=8, choices=Kind)
    since = models.CharField(max_length=10, blank=True)
    until = models.CharField(max_length=10, blank=True)
    remark = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["source_type", "source_id"], name="tie_by_source")]
        constraints = [
            models.CheckConstraint(condition=~Q(person=F("other")), name="nobody_is_tied_to_themselves")
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.other_id} of {self.person_id}"

    def kind_from(self, person_id):
        """What the other side is to this person, in words."""
        kind = self.kind if person_id == self.person_id else BACK.get(self.kind, self.kind)
        return self.Kind(kind).label


PAIRS = (
    ("PARENT", "CHILD"),
    ("EMPLOYEE", "EMPLOYER"),
    ("OFFICER", "DIRECTED"),
    ("OWNER", "OWNED"),
    ("MEMBER", "BODY"),
    ("AGENT", "CLIENT"),
)
BACK = {one: other for pair in PAIRS for one, other in (pair, pair[::-1])}
KIN = ("SPOUSE", "PARENT", "CHILD", "SIBLING", "KIN")


class Photograph(Told):
    """A picture of a person, handed out only to those who may see the record it came from."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="photographs")
    stored = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    taken_on = models.CharField(max_length=10, blank=True)
    remark = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["source_type", "source_id"], name="picture_by_source")]

    def __str__(self):
        return f"Picture {self.pk} of {self.person_id}"

    @property
    def reference(self):
        return f"P-{self.person_id}/picture-{self.pk}"
