"""Write anew under what everybody on file is found, after a change of the matcher."""

from django.core.management.base import BaseCommand

from secoffice.people import keys


class Command(BaseCommand):
    help = "Writes the keys of all persons on file anew, in portions; can be stopped and run again."

    def handle(self, **options):
        done = 0
        for done in keys.rebuild():
            self.stderr.write(f"  {done} people", ending="\r")
        self.stdout.write(f"The keys of {done} people are written.")
