"""Keep one group per role of the catalogue."""

from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand

from secoffice.accounts.roles import ROLES


class Command(BaseCommand):
    help = "Creates a group for every role declared in code and names groups that no role explains."

    def handle(self, *args, **options):
        known = set(Group.objects.values_list("name", flat=True))
        Group.objects.bulk_create(Group(name=code) for code in ROLES if code not in known)
        for stray in sorted(known - set(ROLES)):
            self.stderr.write(f"Group {stray} belongs to no role; remove it when nobody is in it.")
