"""Who the many cases belong to: the staff that is there, or an office of its own; and two readers to measure."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from secoffice.access.models import Membership
from secoffice.accounts.models import Office, Unit, User
from secoffice.calendars.models import Calendar

OFFICES = (("SCA", "Scale, first post", "Europe/Lisbon"), ("SCB", "Scale, second post", "Asia/Riyadh"))
UNITS, OFFICERS = 4, 6
MANDATE = "scale-all"
SEES_ALL, SEES_FEW = "reads.all@scale.example", "reads.few@scale.example"
ONE_IN = 1000


@dataclass
class Team:
    """A unit at work: its office, supervisor and officers."""

    unit: Unit
    office: Office
    supervisor: User
    officers: list


def teams():
    """Units with a supervisor and officers; where there are none, made here."""
    return _found() or _made()


def readers():
    """(sees all, sees one case in a thousand). Both at an office of their own: nothing else admits them."""
    post = _office("SCR", "Scale, readers", "UTC")
    everything, little = (_person(email, post, roles=("AGENT",)) for email in (SEES_ALL, SEES_FEW))
    Membership.objects.get_or_create(user=everything, code=MANDATE, defaults={"reason": "measuring"})
    return everything, little


def _found():
    units = Unit.objects.select_related("office__calendar", "supervisor").filter(supervisor__is_active=True)
    found = []
    for unit in units.order_by("office__code", "code"):
        officers = list(unit.members.filter(is_active=True).exclude(pk=unit.supervisor_id).order_by("pk"))
        if officers:
            found.append(Team(unit, unit.office, unit.supervisor, officers))
    return found


def _made():
    for code, name, zone in OFFICES:
        office = _office(code, name, zone)
        for role in ("DIRECTOR", "RSO", "INTAKE"):
            _person(f"{role.lower()}@{code.lower()}.example", office, roles=(role,))
        for number in range(1, UNITS + 1):
            unit, _ = Unit.objects.get_or_create(
                office=office, code=f"U{number}", defaults={"name": f"Unit {number}"}
            )
            boss = _person(f"boss{number}@{code.lower()}.example", office, unit, ("CASE_SUP",))
            Unit.objects.filter(pk=unit.pk, supervisor=None).update(supervisor=boss)
            for officer in range(1, OFFICERS + 1):
                _person(f"officer{number}{officer}@{code.lower()}.example", office, unit, ("AGENT",))
    return _found()


def _office(code, name, zone):
    calendar, _ = Calendar.objects.get_or_create(code="SCALE", defaults={"name": "Scale, weekdays"})
    values = {"name": name, "time_zone": zone, "calendar": calendar}
    return Office.objects.get_or_create(code=code, defaults=values)[0]


def _person(email, office, unit=None, roles=()):
    """Nobody signs in as them: they have no password."""
    name = email.partition("@")[0].replace(".", " ").title()
    values = {
        "name": f"{name} {office.code}",
        "office": office,
        "unit": unit,
        "password": make_password(None),
    }
    user, new = User.objects.get_or_create(email=email, defaults=values)
    if new:
        user.groups.set([Group.objects.get_or_create(name=role)[0] for role in roles])
    return user
