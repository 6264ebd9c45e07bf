"""Calendars, offices and units. Headquarters counts as the United States do; its country is invented."""

from datetime import date

from secoffice.accounts.actions import keep
from secoffice.accounts.models import Office, Unit
from secoffice.calendars import actions as calendars

# code → name, country whose holidays it keeps, weekend
CALENDARS = {
    "ARC": ("Arcadia, headquarters", "US", (5, 6)),
    "MER": ("Meridia", "AT", (5, 6)),
    "UTO": ("Utopia", "PT", (5, 6)),
    "QAM": ("Qamaria, Friday and Saturday", "SA", (4, 5)),
    "HIM": ("Himavat, Saturday and Sunday", "", (5, 6)),
}

# code → name, kind, parent, time zone, calendar, do assignments need an answer
OFFICES = {
    "HQS": ("Headquarters, Arcadia", "HQ", "", "America/New_York", "ARC", False),
    "RSC": ("Regional Security Centre, Meridia", "REGION", "HQS", "Europe/Vienna", "MER", True),
    "UTP": ("Utopia City", "POST", "RSC", "Europe/Lisbon", "UTO", True),
    "QMR": ("Qamar City", "POST", "RSC", "Asia/Riyadh", "QAM", False),
    "HIM": ("Sundhara, Himavat", "POST", "RSC", "Asia/Kathmandu", "HIM", True),
}

UNITS = (
    ("HQS", "INV", "Major investigations"),
    ("HQS", "PSV", "Personnel security"),
    ("HQS", "TAD", "Threat analysis"),
    ("RSC", "INV", "Regional investigations"),
    ("UTP", "INV", "Investigations"),
    ("UTP", "OPS", "Post operations"),
    ("QMR", "INV", "Investigations"),
    ("HIM", "INV", "Investigations"),
)


def open_calendars(*, by, at, years):
    made = {}
    for code, (name, country, weekend) in CALENDARS.items():
        made[code] = calendars.open_calendar(
            code=code, name=name, country=country, weekend=weekend, by=by, at=at
        )
    for year in years:  # what the country's calendar does not say
        close(made["UTO"], date(year, 6, 13), "Day of the Harbour Saint", by=by, at=at)
        for month, day, name in (
            (1, 11, "Unity Day"),
            (4, 14, "New Year of Himavat"),
            (10, 21, "Festival of Lamps"),
        ):
            close(made["HIM"], date(year, month, day), name, by=by, at=at)
    return made


def close(calendar, on, name, *, by, at):
    calendars.add_closed_day(calendar=calendar, on=on, name=name, by=by, at=at)


def open_offices(known, *, by, at):
    made = {}
    for code, (name, kind, parent, zone, calendar, accept) in OFFICES.items():
        made[code] = keep(
            Office(
                code=code, name=name, kind=kind, parent=made.get(parent), time_zone=zone,
                calendar=known[calendar], must_accept=accept,
            ),
            by=by, at=at,
        )  # fmt: skip
    return made


def open_units(offices, *, by, at):
    return {
        (office, code): keep(Unit(office=offices[office], code=code, name=name), by=by, at=at)
        for office, code, name in UNITS
    }
