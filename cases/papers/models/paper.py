"""What a memorandum and a report have in common: an author, a life from draft to frozen, a marking and flags."""

from django.db import models
from django.db.models import Q

from cases.models import Case, SentOnce
from cases.models.case import STAFF
from cases.papers import guards
from secoffice import markings
from secoffice.access.models import controls_for


class Status(models.TextChoices):
    DRAFT = "DRAFT", "Draft"
    SUBMITTED = "SUBMITTED", "Waits for approval"
    ENDORSED = "ENDORSED", "Waits for the second approval"
    APPROVED = "APPROVED", "Approved"


class PaperQuerySet(models.QuerySet):
    def for_employment_of(self, user):
        """Those whose dissemination controls admit this reader."""
        return self.filter(controls__in=controls_for(user))

    def shown_to(self, user, *, drafts):
        """Of those this reader may know: a draft is its author's, until it is handed in. `drafts`: others' too."""
        return self if drafts else self.filter(~Q(status=Status.DRAFT) | Q(author=user))

    def visible_to(self, user):
        return self.open_to(user).filter(case__in=Case.objects.visible_to(user))


class Paper(SentOnce):
    """Its words are edited by its author while it is a draft, compared by `version`, and frozen by approval: the
    database refuses every later change (guards). `remarks`: what whoever sent it back said."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="%(class)ss")
    number = models.PositiveSmallIntegerField()
    reference = models.CharField(max_length=48, unique=True, editable=False)
    status = models.CharField(max_length=9, choices=Status, default=Status.DRAFT)
    status_at = models.DateTimeField()
    author = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    wrote_before = models.JSONField(default=list, editable=False)  # whose words its author took over
    started_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    marking = models.CharField(max_length=200)
    controls = models.SmallIntegerField(default=0, editable=False)
    brady = models.BooleanField("Brady or Giglio: must be disclosed to the defence", default=False)
    grand_jury = models.BooleanField("grand-jury matter, Rule 6(e)", default=False)
    victim_privacy = models.BooleanField("the privacy of a victim is touched", default=False)
    remarks = models.TextField(blank=True, max_length=4000)
    returned_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    deadline = models.ForeignKey("deadlines.Deadline", models.PROTECT, null=True, related_name="+")

    FLAGS = {
        "brady": "BRADY/GIGLIO",
        "grand_jury": "GRAND JURY, RULE 6(e)",
        "victim_privacy": "VICTIM PRIVACY",
    }

    class Meta:
        abstract = True

    def __str__(self):
        return self.reference

    @property
    def tail(self):
        return self.reference.rpartition("/")[2]

    @property
    def writers(self):
        """Everybody whose words are in it: none of them approves it (§0.4)."""
        return {self.author_id, *self.wrote_before}

    @property
    def is_frozen(self):
        return self.status == guards.FROZEN

    @property
    def flags(self):
        """In words, those that travel with every copy."""
        return [word for name, word in self.FLAGS.items() if getattr(self, name)]

    @property
    def banner(self):
        return markings.parse(self.marking).banner
