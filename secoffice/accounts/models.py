"""Offices, units, and the people who sign in."""

from datetime import date, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.sessions.base_session import AbstractBaseSession
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property

from secoffice.accounts.roles import ROLES


@lru_cache(maxsize=1)
def time_zones():
    """Every zone by name, sorted; read from disk once a process."""
    return tuple(
        sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/"))
    ) + ("UTC",)


def is_time_zone(name):
    if name and name not in time_zones():
        raise ValidationError(f"“{name}” is not a time zone. Choose one such as Asia/Riyadh.")


class Office(models.Model):
    """A post, a region or headquarters. Approvals climb `parent` (post → region → headquarters, §0.6.5)."""

    class Kind(models.TextChoices):
        POST = "POST", "Post"
        REGION = "REGION", "Region"
        HQ = "HQ", "Headquarters"

    code = models.CharField(
        max_length=4,
        unique=True,
        validators=[RegexValidator(r"^[A-Z]{3,4}$", "Three or four capital letters.")],
    )
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.POST)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="posts")
    time_zone = models.CharField(max_length=40, validators=[is_time_zone])
    calendar = models.ForeignKey("calendars.Calendar", models.PROTECT, related_name="offices")
    must_accept = models.BooleanField(
        "assignments must be accepted", default=True, help_text="The assignee accepts or returns each case."
    )

    class Meta:
        ordering = ["code"]

    def __str__(self):
        return self.name

    @property
    def tz(self):
        return ZoneInfo(self.time_zone)

    def local_date(self, at):
        return at.astimezone(self.tz).date()

    def chain(self):
        """This office and those above it, nearest first. A loop in the data ends the walk."""
        offices, office = [], self
        while office is not None and office not in offices:
            offices.append(office)
            office = office.parent
        return offices


class Unit(models.Model):
    """A team inside an office, with the supervisor who answers for its cases."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="units")
    code = models.CharField(max_length=8)
    name = models.CharField(max_length=80)
    supervisor = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="units_supervised"
    )

    class Meta:
        ordering = ["office__code", "code"]
        constraints = [models.UniqueConstraint(fields=["office", "code"], name="unit_code_in_office")]

    def __str__(self):
        return self.name


class UserQuerySet(models.QuerySet):
    def present(self):
        """Those who can sign in."""
        return self.filter(is_active=True)

    def invited(self):
        return self.filter(is_active=False, invited_at__isnull=False, accepted_at__isnull=True)

    def gone(self):
        return self.filter(is_active=False).exclude(invited_at__isnull=False, accepted_at__isnull=True)

    def with_role(self, *codes):
        return self.filter(
            pk__in=self.model.groups.through.objects.filter(group__name__in=codes).values("user")
        )

    def away_on(self, day):
        return self.filter(pk__in=Absence.objects.covering(day).values("user"))

    def known_to(self, user):
        """Accounts this person may open in staff administration: those they keep, and the unit they answer for."""
        if not user.is_active:
            return self.none()
        return self.filter(
            models.Q(pk__in=self.model.objects.managed_by(user).values("pk")) | models.Q(unit__in=user.leads)
        )

    def managed_by(self, user):
        """Accounts this person keeps: administrators all, directors and security officers those of their office."""
        if not user.is_active:
            return self.none()
        if user.keeps_accounts:
            return self
        if user.has_role("DIRECTOR", "RSO") and user.office_id:
            return self.filter(office=user.office_id)
        return self.none()


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    """Django asks for one: createsuperuser and authentication go through it."""

    def create_user(self, email, password=None, **more):
        user = self.model(email=self.normalize_email(email).strip().lower(), **more)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **more):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **more)

    def get_by_natural_key(self, email):
        return self.get(email=email.strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A member of staff. Being superuser opens settings, never a case."""

    class Employment(models.TextChoices):
        EMPLOYEE = "EMPLOYEE", "Employee"
        CONTRACTOR = "CONTRACTOR", "Contractor"
        LOCAL = "LOCAL", "Locally employed staff"

    email = models.EmailField(
        "e-mail", unique=True, error_messages={"unique": "Somebody has this address already."}
    )
    name = models.CharField(max_length=120)
    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="staff")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="members")
    employment = models.CharField(max_length=12, choices=Employment, default=Employment.EMPLOYEE)
    time_zone = models.CharField(max_length=40, blank=True, validators=[is_time_zone])
    theme = models.CharField(
        max_length=5, blank=True, choices=[("", "As the system"), ("light", "Light"), ("dark", "Dark")]
    )
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField("may open reference data", default=False)
    invited_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    bounced_at = models.DateTimeField(null=True, blank=True)
    date_joined = models.DateTimeField(default=timezone.now)
    # Counts edits by others, so that a stale form is noticed (rule 4 of the house).
    version = models.PositiveIntegerField(default=1, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = UserManager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_any_case"),
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="user_email_is_lower"),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        self.email = self.email.strip().lower()
        if self.unit_id and self.unit.office_id != self.office_id:
            raise ValidationError({"unit": "This unit belongs to another office."})

    @cached_property
    def roles(self):
        return frozenset(group.name for group in self.groups.all())

    @property
    def role_labels(self):
        """What they are, in the order of the house."""
        return [role.label for code, role in ROLES.items() if code in self.roles]

    def has_role(self, *codes):
        return not self.roles.isdisjoint(codes)

    @cached_property
    def leads(self):
        """Ids of the units this person supervises."""
        return tuple(self.units_supervised.values_list("pk", flat=True))

    @property
    def tz(self):
        return ZoneInfo(self.time_zone or (self.office.time_zone if self.office_id else "UTC"))

    @property
    def short_name(self):
        first, _, rest = self.name.partition(" ")
        return f"{first[:1]}. {rest}" if rest else first

    @property
    def is_invited(self):
        """Invited and not yet here: no password, no way in but the link in the mail."""
        return not self.is_active and self.invited_at is not None and self.accepted_at is None

    @property
    def standing(self):
        return "active" if self.is_active else "invited" if self.is_invited else "inactive"

    @property
    def keeps_accounts(self):
        return self.is_superuser or self.has_role("SYSADMIN")

    @property
    def can_be_reached(self):
        """Somebody invited can be reached too, or the invitation would never arrive."""
        return (self.is_active or self.is_invited) and bool(self.email) and self.bounced_at is None

    def deputy_on(self, day: date):
        """Who stands in on that day, following deputies who are away themselves; None when present."""
        seen, person = {self.pk}, self
        while absence := person.absences.covering(day).select_related("deputy").first():
            if absence.deputy_id is None or absence.deputy_id in seen:
                break
            seen.add(absence.deputy_id)
            person = absence.deputy
        return None if person == self else person


class AbsenceQuerySet(models.QuerySet):
    def covering(self, day):
        return self.filter(starts_on__lte=day, ends_on__gte=day)


class Absence(models.Model):
    """Leave with the colleague who stands in; reminders go to both."""

    user = models.ForeignKey(User, models.CASCADE, related_name="absences")
    starts_on = models.DateField("first day away")
    ends_on = models.DateField("last day away")
    deputy = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="covers")
    reason = models.CharField(max_length=120, blank=True)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="absence_ends_after_start"
            ),
            models.CheckConstraint(
                condition=models.Q(deputy__isnull=True) | ~models.Q(deputy=models.F("user")),
                name="absence_deputy_is_other",
            ),
        ]

    def __str__(self):
        return f"{self.user} {self.starts_on} to {self.ends_on}"


class Session(AbstractBaseSession):
    """A signed-in browser. Knowing whose it is lets us end the sessions of one person at once."""

    account_id = models.BigIntegerField(null=True, db_index=True)

    @classmethod
    def get_session_store_class(cls):
        from secoffice.accounts.sessions import SessionStore

        return SessionStore


class ResetRequest(models.Model):
    """Somebody asked for a new password; counted so that nobody's inbox can be flooded."""

    AN_HOUR = 3

    user = models.ForeignKey(User, models.CASCADE, related_name="reset_requests")
    asked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["user", "asked_at"], name="reset_by_user")]

    def __str__(self):
        return f"{self.user} at {self.asked_at}"

    @classmethod
    def too_many(cls, user, at):
        return cls.objects.filter(user=user, asked_at__gt=at - timedelta(hours=1)).count() >= cls.AN_HOUR
