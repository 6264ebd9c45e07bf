"""Records for tests: say only what the test is about."""

from itertools import count

from django.contrib.auth.models import Group

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
