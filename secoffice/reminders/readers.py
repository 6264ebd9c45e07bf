"""Who could read a notice, asked for many notices at once.

`visible_to` asks for one person at a time. Planning and sending hold hundreds of pairs of person and
record, so the same rule is computed here over sets, in a constant number of queries; a test holds the two
to one answer.
"""

from collections import defaultdict
from datetime import timedelta
from functools import cached_property

from django.db.models import Q

from secoffice.access.models import Admission, Recusal, controls_for
from secoffice.accounts.models import Absence, Office, Unit, User
from secoffice.reminders.cadence import Choices
from secoffice.reminders.models import Snooze, Watch

OFFICERS = ("DUTY_OFF", "RSO", "DIRECTOR", "SYSADMIN")
PEOPLE = User.objects.select_related("office").prefetch_related("groups", "units_supervised", "memberships")


def principals(user):
    """`access.principals_of` from prefetched rows."""
    names = {f"user:{user.pk}"}
    if user.unit_id:
        names.add(f"unit:{user.unit_id}")
    if user.office_id:
        names.add(f"office:{user.office_id}")
        names |= {f"role:{group.name}@{user.office_id}" for group in user.groups.all()}
    names |= {f"lead:{unit.pk}" for unit in user.units_supervised.all()}
    return names | {f"group:{membership.code}" for membership in user.memberships.all()}


class Directory:
    """Staff, units and offices as one run sees them. What is read once is not read again."""

    def __init__(self, now):
        self.now = now
        self.choices = Choices()
        self.asleep = set()  # (deadline, person) whose reminders are put off
        self._people = {}

    def know(self, people):
        """People read already, with all that PEOPLE brings."""
        self._people |= {person.pk: person for person in people}

    def learn(self, ids):
        """Load the people missing so far, with everything the questions below need."""
        missing = {pk for pk in ids if pk} - self._people.keys()
        if missing:
            self.choices.expect(missing)
            found = PEOPLE.filter(pk__in=missing)
            self._people |= dict.fromkeys(missing) | {person.pk: person for person in found}

    def learn_around(self, owners):
        """Everybody a notice to these owners may climb to."""
        above = set(User.objects.filter(pk__in=owners).values_list("unit__supervisor", flat=True))
        above |= {absence.deputy_id for absences in self.absences.values() for absence in absences}
        self.learn(owners | above | {pk for people in self.officers.values() for pk in people})

    def person(self, pk):
        return self._people.get(pk)

    @cached_property
    def offices(self):
        offices = {office.pk: office for office in Office.objects.all()}
        for office in offices.values():
            office.parent = offices.get(office.parent_id)
        return offices

    def zone(self, office_id):
        """The clock an office goes by."""
        return self.offices[office_id].tz

    @cached_property
    def units(self):
        return dict(Unit.objects.values_list("pk", "supervisor_id"))

    @cached_property
    def officers(self):
        """(role, office) → people, the ladder above every unit."""
        rows = User.objects.filter(groups__name__in=OFFICERS, is_active=True).order_by("pk")
        by_post = defaultdict(list)
        for pk, role, office in rows.values_list("pk", "groups__name", "office_id"):
            by_post[role, office].append(pk)
        return by_post

    @cached_property
    def absences(self):
        """Who is away about now, anywhere on earth."""
        day = self.now.date()
        near = Absence.objects.filter(
            starts_on__lte=day + timedelta(days=1), ends_on__gte=day - timedelta(days=1)
        )
        away = defaultdict(list)
        for absence in near.order_by("-starts_on", "-pk"):
            away[absence.user_id].append(absence)
        return away

    def away(self, pk, day):
        return next((a for a in self.absences.get(pk, ()) if a.starts_on <= day <= a.ends_on), None)

    def deputy(self, pk, day):
        """Who stands in on that day, following deputies who are away themselves."""
        seen = {pk}
        while (absence := self.away(pk, day)) and absence.deputy_id and absence.deputy_id not in seen:
            pk = absence.deputy_id
            seen.add(pk)
        return pk if len(seen) > 1 else None

    def supervisor(self, pk):
        person = self.person(pk)
        return self.units.get(person.unit_id) if person else None


class Readers:
    """Whether a person may know of a record, for a set of records."""

    def __init__(self, directory, targets):
        self.directory = directory
        self._admitted, self._recused = defaultdict(list), set()
        self._watching = defaultdict(list)
        by_type = defaultdict(set)
        for kind, pk in targets:
            by_type[kind].add(pk)
        if by_type:
            self._look_up(by_type)

    def _look_up(self, by_type):
        these = Q()
        for kind, ids in by_type.items():
            these |= Q(target_type=kind, target_id__in=ids)
        live = Q(until__isnull=True) | Q(until__gt=self.directory.now)
        rows = Admission.objects.filter(these, live).order_by()
        for kind, pk, principal, controls in rows.values_list(
            "target_type", "target_id", "principal", "controls"
        ):
            self._admitted[kind, pk].append((principal, controls))
        recused = Recusal.objects.filter(these).order_by()
        self._recused = set(recused.values_list("target_type", "target_id", "user_id"))
        watches = Watch.objects.filter(these).order_by("pk")
        for kind, pk, person in watches.values_list("target_type", "target_id", "user"):
            self._watching[kind, pk].append(person)
        self.directory.asleep |= self._put_off(by_type)
        self.directory.learn({person for people in self._watching.values() for person in people})

    def _put_off(self, by_type):
        these = Q()
        for kind, ids in by_type.items():
            these |= Q(deadline__target_type=kind, deadline__target_id__in=ids)
        put_off = Snooze.objects.filter(these, ended_at=None, wake_at__gt=self.directory.now)
        return set(put_off.order_by().values_list("deadline", "user"))

    def reach(self, pk):
        """Active, with an address that has not bounced."""
        person = self.directory.person(pk)
        return person is not None and person.can_be_reached

    def has_address(self, pk):
        """An address to write to, whether or not the account is open: an invitation opens it."""
        person = self.directory.person(pk)
        return person is not None and bool(person.email) and person.bounced_at is None

    def watching(self, target):
        """Who asked to hear of its dates. Whether they may is another question."""
        return self._watching.get(target, ())

    def is_recused(self, pk, target):
        return (*target, pk) in self._recused

    def may_know(self, pk, target):
        person = self.directory.person(pk)
        if person is None or not person.is_active or self.is_recused(pk, target):
            return False
        mine, allowed = self._principals(person), controls_for(person)
        return any(name in mine and bits in allowed for name, bits in self._admitted[target])

    def reads(self, pk, target):
        return self.reach(pk) and self.may_know(pk, target)

    @staticmethod
    def _principals(person):
        if "_principal_set" not in person.__dict__:
            person._principal_set = principals(person)
        return person._principal_set
