from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from cases.models import Case
from secoffice.access.actions import admit_all

START = datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def pages(settings):
    settings.ROOT_URLCONF = "tests.ui.pages"
    folders = [*settings.TEMPLATES[0]["DIRS"], Path(__file__).parent / "templates"]
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": folders}]


@pytest.fixture
def make_cases(officer):
    """Cases the officer may see, with ties and gaps in every field that lists are ordered by."""

    def make(number, *, user=officer.user, **more):
        made = []
        for n in range(Case.objects.count(), Case.objects.count() + number):
            given = {
                "reference": f"UTP-2026-{n:05d}-X",
                "kind": "PF",
                "title": f"Case {n}",
                "allegation": "Something",
                "status": ("COMPLAINT", "SCREENED", "FULL")[n % 3],
                "priority": str(n % 3 + 1),
                "marking": "CUI",
                "office": officer.user.office,
                "officer": officer.user if n % 4 else None,
                "logged_by": officer.user,
                "source": "OWN",
                "channel": "OTHER",
                "received_on": date(2026, 3, 1 + n % 5),
                "opened_at": START + timedelta(hours=n // 4),
                "next_due_at": None if n % 3 == 0 else START + timedelta(days=n % 7, microseconds=n % 2),
            }
            made.append(Case(**given | more))
        made = Case.objects.bulk_create(made)
        for case in made:
            admit_all(case, principals={f"user:{user.pk}": "test", f"unit:{user.unit_id}": "test"}, by=None)
        return made

    return make
