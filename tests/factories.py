"""Records for tests: say only what the test is about."""

from itertools import count
from uuid import uuid4

from django.contrib.auth.models import Group

from secoffice.access.actions import admit
from secoffice.accounts.models import Absence, Office, Unit, User
from secoffice.calendars.models import Calendar

PASSWORD = "a quiet river at noon"
number = count(1)


def letters(n, width=4):
    """A code of capital letters that no other call of this run gets."""
    code = ""
    for _ in range(width):
        n, rest = divmod(n, 26)
        code = chr(65 + rest) + code
    return code


def make_calendar(**more):
    return Calendar.objects.create(**{"code": f"CAL-{next(number)}", "name": "Weekdays"} | more)


def make_office(**more):
    n = next(number)
    given = {"code": letters(n), "name": f"Post {n}", "time_zone": "UTC"} | more
    given.setdefault("calendar", None)
    given["calendar"] = given["calendar"] or make_calendar()
    return Office.objects.create(**given)


def make_unit(**more):
    n = next(number)
    given = {"code": f"U{n}", "name": f"Unit {n}"} | more
    given["office"] = given.get("office") or make_office()
    return Unit.objects.create(**given)


def make_user(*, roles=(), password=PASSWORD, **more):
    """Somebody who signs in with PASSWORD. A unit brings its office; `office=None` means none at all."""
    n = next(number)
    given = {"email": f"person{n}@example.org", "name": f"Robin Person{n}"} | more
    if given.get("unit"):
        given.setdefault("office", given["unit"].office)
    elif "office" not in given:
        given["office"] = make_office()
    user = User.objects.create_user(password=password, **given)
    user.groups.set([Group.objects.get_or_create(name=code)[0] for code in roles])
    return user


def make_absence(**more):
    return Absence.objects.create(**more)


def make_case(*, by=None, officer=None, status=None, told=(), at=None, **more):
    """A case logged by the verb, so that its admissions, clocks and timeline are the real ones.

    `officer` is given the case; `status` is set as if its steps had been taken; `told` are put on the team.
    """
    from cases.actions import opening, team
    from cases.models import Case

    n = next(number)
    by = by or officer or make_user(roles=["AGENT"])
    given = {
        "kind": "PF",
        "title": f"Matter {n}",
        "allegation": f"What was said, {n}.",
        "office": by.office,
        "unit": by.unit,
        "source": "CONSULAR",
        "channel": "REFERRAL",
        "received_on": None,
    } | more
    case = opening.log_case(key=uuid4(), by=by, at=at, **given)
    changed = {"officer": officer} if officer else {}
    changed |= {"status": status} if status else {}
    changed |= {"closed_at": case.opened_at} if status == "CLOSED" else {}
    if changed:
        Case._base_manager.filter(pk=case.pk).update(**changed)
        case.refresh_from_db()
    if officer:
        admit(case, principal=f"user:{officer.pk}", reason="assigned to it", by=by)
    for person in told:
        team.add(case=case, user=person, by=case.officer or by, reason="for the test", part="READER")
    return case
