"""Need-to-know, in one indexed table (design §2.1).

`Admission` says why somebody may know of a record; `Recusal` outranks it. Every query behind a page starts at
`visible_to(user)`, which is: active account, an admission the record's dissemination controls let this person
use, no recusal. Superusers are not exempt.
"""

from django.conf import settings
from django.db import connection, models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

# Limited dissemination controls as bits (domain F.1); an admission carries those of its record.
NO_CONTRACTORS, NO_FOREIGN = 1, 2
EVERY_CONTROL = (0, NO_CONTRACTORS, NO_FOREIGN, NO_CONTRACTORS | NO_FOREIGN)

# SQLite answers EXISTS slowly for somebody who sees little, IN slowly for somebody who sees all: the first walks
# 51 × rows / admitted rows, the second sorts all that are admitted. Between ten thousand rows and a million the
# two meet at one to seven thousand.
FEW = 5_000


def principals_of(user):
    """Everything this person can be admitted as. Read once a request: it lives on the user object."""
    if getattr(user, "_principals", None) is None:
        ties = _ties_of(user)
        names = [f"user:{user.pk}"]
        if user.unit_id:
            names.append(f"unit:{user.unit_id}")
        if user.office_id:
            names.append(f"office:{user.office_id}")
            names += [f"role:{code}@{user.office_id}" for code in sorted(user.roles)]
        names += [f"lead:{unit}" for unit in user.leads]
        names += [f"group:{code}" for code in ties["group"]]
        user._principals = names
    return user._principals


def _ties_of(user):
    """Roles, units supervised and memberships in one query; roles and units stay on the user, who has
    queries of their own for them. Written out, for every request of everybody begins with it."""
    ties = {"role": [], "lead": [], "group": []}
    with connection.cursor() as cursor:
        cursor.execute(TIES, [user.pk] * 3)
        for kind, name in cursor.fetchall():
            ties[kind].append(name)
    user.roles, user.leads = frozenset(ties["role"]), tuple(map(int, ties["lead"]))
    return ties


TIES = """
    SELECT 'role', auth_group.name FROM "auth_group"
        JOIN "accounts_user_groups" ON accounts_user_groups.group_id = auth_group.id
        WHERE accounts_user_groups.user_id = %s
    UNION ALL SELECT 'lead', CAST(id AS varchar(20)) FROM "accounts_unit" WHERE supervisor_id = %s
    UNION ALL SELECT 'group', code FROM "access_membership" WHERE user_id = %s
"""


def controls_for(user):
    """The combinations of dissemination controls that admit this person."""
    barred = {"CONTRACTOR": NO_CONTRACTORS, "LOCAL": NO_FOREIGN}.get(user.employment, 0)
    return [bits for bits in EVERY_CONTROL if not bits & barred]


class AdmissionQuerySet(models.QuerySet):
    def of(self, user):
        """Admissions in force that this person can use."""
        live = Q(until__isnull=True) | Q(until__gt=timezone.now())
        return self.filter(live, principal__in=principals_of(user), controls__in=controls_for(user))


class Admission(models.Model):
    """Why a principal may know of a record. Written by verbs; `who_can_see` prints it."""

    target_type = models.CharField(max_length=40)
    target_id = models.BigIntegerField()
    principal = models.CharField(max_length=40)
    reason = models.CharField(max_length=120)
    controls = models.SmallIntegerField(default=0)
    until = models.DateTimeField(null=True, blank=True)
    by_id = models.BigIntegerField(null=True)
    at = models.DateTimeField(default=timezone.now)

    objects = AdmissionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["target_type", "target_id", "principal", "reason"], name="admitted_once"
            )
        ]
        indexes = [
            models.Index(fields=["target_type", "principal", "target_id"], name="admission_by_principal")
        ]

    def __str__(self):
        return f"{self.principal} to {self.target_type} {self.target_id}: {self.reason}"


class Recusal(models.Model):
    """This person must not know of this record, whatever else admits them (§0.3.6, §0.6.10)."""

    target_type = models.CharField(max_length=40)
    target_id = models.BigIntegerField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="recusals")
    reason = models.CharField(max_length=200)
    by_id = models.BigIntegerField(null=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["target_type", "target_id", "user"], name="recused_once")
        ]
        indexes = [models.Index(fields=["user", "target_type", "target_id"], name="recusal_by_user")]

    def __str__(self):
        return f"{self.user} from {self.target_type} {self.target_id}"


class Membership(models.Model):
    """A person in a compartment or holding an oversight mandate, granted per matter (§0.6.10)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    code = models.CharField(max_length=32)
    reason = models.CharField(max_length=200)
    by_id = models.BigIntegerField(null=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "code"], name="member_once")]

    def __str__(self):
        return f"{self.user} in {self.code}"


def admitted(user, type_field="target_type", id_field="target_id"):
    """A condition for rows that point at a record by type and id: may this person know of that record?"""
    if not (user.is_authenticated and user.is_active):
        return Q(pk__in=[])
    here = {"target_type": OuterRef(type_field), "target_id": OuterRef(id_field)}
    may = Exists(Admission.objects.of(user).filter(**here))
    return Q(may) & ~Q(Exists(Recusal.objects.filter(user=user, **here)))


def sees_few(user, kind):
    """Are few records of a kind admitted to this person? Counted in the index alone, once a request."""
    known = getattr(user, "_sees_few", None)
    if known is None:
        known = user._sees_few = {}
    if kind not in known:
        principals = principals_of(user)
        count = f"""SELECT COUNT(*) FROM (SELECT "access_admission"."target_id" FROM "access_admission"
            WHERE target_type = %s AND principal IN ({_places(principals)}) LIMIT {FEW + 1}) AS mine"""
        with connection.cursor() as cursor:
            cursor.execute(count, [kind, *principals])
            known[kind] = cursor.fetchone()[0] <= FEW
    return known[kind]


def admitted_sql(user, type_column, id_column):
    """What `admitted` says, as SQL and its parameters: for the number that stands on every page, where building
    the query would cost ten times what the database takes to answer it. A test holds the two together."""
    principals, controls = principals_of(user), controls_for(user)
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    here = f"target_type = {type_column} AND target_id = {id_column}"
    condition = f"""(EXISTS (SELECT 1 FROM "access_admission" WHERE {here}
            AND principal IN ({_places(principals)}) AND controls IN ({_places(controls)})
            AND (until IS NULL OR until > %s))
        AND NOT EXISTS (SELECT 1 FROM "access_recusal" WHERE {here} AND user_id = %s))"""
    return condition, [*principals, *controls, now, user.pk]


def _places(values):
    return ", ".join(["%s"] * len(values))


class ProtectedQuerySet(models.QuerySet):
    """The default is nothing: rows come out through `visible_to` or, for the ledger and housekeeping,
    through `unrestricted`, which the architecture test allow-lists by name."""

    def visible_to(self, user):
        if not (user.is_authenticated and user.is_active):
            return self.none()
        kind = self.model._meta.label_lower
        mine = Admission.objects.of(user).filter(target_type=kind)
        barred = Recusal.objects.filter(user=user, target_type=kind).values("target_id")
        if connection.vendor == "sqlite" and sees_few(user, kind):
            seen = self.filter(pk__in=mine.values("target_id"))
        else:
            seen = self.filter(Exists(mine.filter(target_id=OuterRef("pk"))))
        return seen.exclude(pk__in=barred)

    def unrestricted(self, *, purpose):
        """Every row, for a purpose the architecture test knows by name. Give out opaque references only."""
        if not purpose:
            raise ValueError("Say what for.")
        return self.all()


class PointingQuerySet(models.QuerySet):
    """For rows that stand or fall with another record (`target_type`, `target_id`)."""

    def visible_to(self, user):
        return self.filter(admitted(user))

    unrestricted = ProtectedQuerySet.unrestricted


class Protected(models.Model):
    """Base of every record that need-to-know guards."""

    objects = ProtectedQuerySet.as_manager()

    class Meta:
        abstract = True

    def is_visible_to(self, user):
        return type(self)._base_manager.filter(pk=self.pk).filter(admitted_row(type(self), user)).exists()


def admitted_row(model, user):
    """The condition of `visible_to` for rows of `model` itself, as EXISTS; for use inside other queries."""
    if not (user.is_authenticated and user.is_active):
        return Q(pk__in=[])
    here = {"target_type": model._meta.label_lower, "target_id": OuterRef("pk")}
    may = Exists(Admission.objects.of(user).filter(**here))
    return Q(may) & ~Q(Exists(Recusal.objects.filter(user=user, **here)))
