"""Who is in a case, and the compartments that keep victims, witnesses and sources to few."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from cases.models.case import STAFF, Case
from secoffice.access.models import Protected, admitted_row


class Compartment(Protected):
    """What only some readers of a case may know of. Facts about the people in it carry it as their source, so
    need-to-know asks for it wherever they could be shown."""

    class Kind(models.TextChoices):
        PROTECTED = "PROTECT", "Victims and witnesses"
        SOURCES = "SOURCES", "Sources"

    case = models.ForeignKey(Case, models.CASCADE, related_name="compartments")
    kind = models.CharField(max_length=8, choices=Kind)
    controls = models.SmallIntegerField(default=0, editable=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ["kind"]
        constraints = [models.UniqueConstraint(fields=["case", "kind"], name="one_compartment_of_a_kind")]

    def __str__(self):
        return f"{self.get_kind_display()} of {self.case}"

    named_with = ("case",)  # what its reference and address need

    @property
    def reference(self):
        return f"{self.case.reference}-{self.kind[0]}"

    def get_absolute_url(self):
        return reverse("cases:subjects", args=[self.case.reference])


def open_to(rows, user):
    """Rows outside every compartment, and those in compartments this reader is in."""
    mine = Compartment.objects.filter(pk=OuterRef("compartment")).filter(admitted_row(Compartment, user))
    return rows.filter(Q(compartment__isnull=True) | Q(Exists(mine)))


class SubjectQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(taken_off_at__isnull=True)

    def open_to(self, user):
        """Of cases this reader sees anyway: without the compartments they are not in."""
        return open_to(self, user)

    def visible_to(self, user):
        return self.open_to(user).filter(case__in=Case.objects.visible_to(user))


class EverybodysSubjects(models.Manager.from_queryset(SubjectQuerySet)):
    """What every reader of the case may know. Whoever asks for no more cannot betray a compartment."""

    def get_queryset(self):
        return super().get_queryset().filter(compartment__isnull=True, taken_off_at__isnull=True)


class Subject(models.Model):
    """A person on a case and the part they play in it. Never deleted: taken off with a reason."""

    class Part(models.TextChoices):
        SUBJECT = "SUBJECT", "Subject"
        ASSOCIATE = "ASSOC", "Subject’s associate"
        VICTIM = "VICTIM", "Victim"
        WITNESS = "WITNESS", "Witness"
        COMPLAINANT = "COMPLAIN", "Complainant"
        FACILITATOR = "FACIL", "Facilitator"
        SOURCE = "SOURCE", "Source"

    KEPT_IN = {
        Part.VICTIM: Compartment.Kind.PROTECTED,
        Part.WITNESS: Compartment.Kind.PROTECTED,
        Part.SOURCE: Compartment.Kind.SOURCES,
    }

    case = models.ForeignKey(Case, models.CASCADE, related_name="subjects")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="parts")
    part = models.CharField(max_length=8, choices=Part, default=Part.SUBJECT)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    remarks = models.TextField(max_length=2000, blank=True)
    compartment = models.ForeignKey(Compartment, models.PROTECT, null=True, related_name="+")
    added_by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    taken_off_at = models.DateTimeField(null=True)
    taken_off_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    why_taken_off = models.CharField(max_length=500, blank=True)

    objects = EverybodysSubjects()
    everybody = SubjectQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "person", "part"],
                condition=Q(taken_off_at__isnull=True),
                name="one_part_once",
            ),
            models.CheckConstraint(
                condition=Q(compartment__isnull=False) | ~Q(part__in=["VICTIM", "WITNESS", "SOURCE"]),
                name="the_endangered_are_in_a_compartment",
            ),
        ]

    def __str__(self):
        return f"{self.get_part_display()} {self.person_id} on {self.case}"
