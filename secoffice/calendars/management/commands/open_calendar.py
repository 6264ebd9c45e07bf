"""Open a calendar, so that an office can be opened that keeps it."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from secoffice.calendars import actions

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Command(BaseCommand):
    help = "Opens a calendar: its weekend days and the public holidays of a country or a part of it."

    def add_arguments(self, parser):
        parser.add_argument("code", help="short and unique, such as UTP")
        parser.add_argument("name", help="how people call it")
        parser.add_argument("--country", default="", help="two letters; without it no public holidays")
        parser.add_argument("--subdivision", default="")
        parser.add_argument("--weekend", default="sat,sun", help="such as fri,sat")

    def handle(self, *args, code, name, country, subdivision, weekend, **options):
        days = [day.strip().lower()[:3] for day in weekend.split(",") if day.strip()]
        if unknown := [day for day in days if day not in DAYS]:
            raise CommandError(f"“{unknown[0]}” is no day of the week. Write days as fri,sat.", returncode=2)
        given = {"country": country.upper(), "subdivision": subdivision.upper()}
        try:
            actions.open_calendar(code=code, name=name, weekend=map(DAYS.index, days), by=None, **given)
        except ValidationError as refused:
            raise CommandError(" ".join(refused.messages), returncode=2) from refused
        self.stdout.write(f"Calendar {code} is open.")
