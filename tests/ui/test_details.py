"""The page of one record; hidden and missing are the same."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from secoffice.audit.models import AuditEntry
from secoffice.ui import panels

pytestmark = pytest.mark.django_db


def test_looking_at_a_record_is_entered(officer, make_cases):
    case = make_cases(1)[0]
    answer = officer.get(f"/cases/{case.reference}/")
    assert answer.context["marking"] == "CUI"
    entry = AuditEntry.objects.latest("id")
    assert (entry.action, entry.target_id, entry.target_reference) == ("viewed", str(case.pk), case.reference)


def test_hidden_and_missing_are_alike_and_both_are_entered(outsider, make_cases):
    case = make_cases(1)[0]
    answers = []
    for reference in (case.reference, "UTP-2026-99999-X"):
        outsider.get("/cases/")
        with CaptureQueriesContext(connection) as queries:
            answer = outsider.get(f"/cases/{reference}/")
        body = answer.content.decode().replace(reference, "…")
        answers.append((answer.status_code, len(queries), body))
        entry = AuditEntry.objects.latest("id")
        assert (entry.action, entry.result, entry.target_reference) == ("denied", "denied", reference)
        assert (entry.target_type, entry.target_id) == ("cases.case", "")
    assert answers[0][:2] == answers[1][:2] == (404, answers[0][1])
    assert len(answers[0][2]) == len(answers[1][2])


def test_a_number_no_database_holds_is_not_there(officer):
    assert officer.get(f"/found/{'9' * 30}/").status_code == 404


def test_others_put_panels_on_the_page(officer, make_cases, monkeypatch):
    monkeypatch.setattr(panels, "parts", [])
    panels.add("cases.case", 20, "ui/_panel.html", lambda request, record: {"says": f"Second of {record}"})
    panels.add("cases.case", 10, "ui/_panel2.html", lambda request, record: None)
    body = officer.get(f"/cases/{make_cases(1)[0].reference}/").content.decode()
    assert "Second of UTP-2026-00000-X" in body
