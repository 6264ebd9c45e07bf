"""Write docs/workflows.md from the step tables."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from secoffice.runtime import workflow_pages


class Command(BaseCommand):
    help = "Writes docs/workflows.md from the step tables; --print shows it instead."

    def add_arguments(self, parser):
        parser.add_argument("--print", action="store_true", dest="only_print")

    def handle(self, *args, only_print=False, **options):
        if only_print:
            self.stdout.write(workflow_pages.page())
        else:
            Path(settings.BASE_DIR, "docs", "workflows.md").write_text(workflow_pages.page())
