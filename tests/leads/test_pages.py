"""The pages of leads: both sides of one, the tab of a case, the list, the desk."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.leads.actions import asking, drafting, working
from cases.leads.models import Lead
from cases.leads.workflow import WORKFLOW
from secoffice.deadlines.models import Deadline
from tests.leads.conftest import write


def url(lead, name="detail", *more):
    return reverse(f"leads:{name}", args=[lead.reference, *more])


def text(answer):
    return answer.content.decode()


def filled(qamar, **more):
    given = {
        "key": uuid4(),
        "to": f"office-{qamar.pk}",
        "precedence": "2",
        "title": "Travel history",
        "request": "Ask the border police for entries since May.",
        "background": "Presented here.",
        "questions": "When did he enter?\n\nBy which gate?",
        "limits": "Do not contact the subject.",
        "host_nation": "THEM",
        "legal_process": "",
        "reply_format": "MEMO",
        "marking": "CUI//INV",
        "names_case": "on",
    }
    return given | more


def test_a_lead_is_written_and_sent_from_the_case(case, officer, qamar, their_rso):
    page = reverse("leads:new", args=[case.reference])
    assert "Qamar City, the office" in text(officer.get(page))
    answer = officer.post(page, filled(qamar, send="1"))
    lead = Lead._base_manager.get()
    assert answer.status_code == 302 and answer["Location"] == url(lead)
    assert (lead.status, lead.to_office, lead.marking, lead.host_nation) == (
        "SENT",
        qamar,
        "CUI//INV",
        "THEM",
    )
    assert [q.text for q in lead.questions.all()] == ["When did he enter?", "By which gate?"]
    assert "Travel history" in text(officer.get(reverse("leads:list", args=[case.reference])))
    assert "Do not contact the subject." in text(their_rso.get(url(lead)))


def test_kept_as_a_draft_it_is_changed_and_then_sent(case, officer, qamar):
    officer.post(reverse("leads:new", args=[case.reference]), filled(qamar))
    lead = Lead._base_manager.get()
    assert lead.status == "DRAFT" and "Only readers of the case see a draft" in text(officer.get(url(lead)))
    shown = text(officer.get(url(lead, "edit")))
    assert "When did he enter?" in shown
    officer.post(
        url(lead, "edit"), filled(qamar, version=1, title="Entries since May", questions="By which gate?")
    )
    lead.refresh_from_db()
    assert (lead.title, lead.version, lead.questions.count()) == ("Entries since May", 2, 1)
    assert officer.post(url(lead, "step", "send")).status_code == 302
    assert officer.get(url(lead, "edit")).status_code == 403


def test_two_who_change_a_draft_at_once_see_both_versions(case, officer, supervisor, draft, qamar):
    supervisor.post(url(draft, "edit"), filled(qamar, version=1, title="As the supervisor wrote it"))
    answer = officer.post(url(draft, "edit"), filled(qamar, version=1, title="As the officer wrote it"))
    page = text(answer)
    assert answer.status_code == 422
    assert "As the supervisor wrote it" in page and "As the officer wrote it" in page
    assert 'name="version" value="2"' in page
    draft.refresh_from_db()
    assert draft.title == "As the supervisor wrote it"
    assert officer.post(url(draft, "edit"), filled(qamar, version=2, title="As agreed")).status_code == 302


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"to": "office-0"}, "Select a valid choice"),
        ({"title": ""}, "Fill this in."),
        ({"marking": "TOP SECRET"}, "This system is unclassified"),
        ({"questions": "x" * 501}, "A question has at most 500 letters."),
        ({"questions": "x\n" * 31}, "Ask at most 30 questions"),
        ({"precedence": "9"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_understood_is_said_beside_the_field_and_stays_typed(
    case, officer, qamar, wrong, said
):
    answer = officer.post(reverse("leads:new", args=[case.reference]), filled(qamar, **wrong))
    page = text(answer)
    assert answer.status_code == 422 and said in page
    assert "Ask the border police for entries since May." in page
    assert not Lead._base_manager.exists()


def test_the_receiving_office_accepts_gives_and_replies_on_its_pages(sent, their_rso, their_officer, officer):
    assert their_rso.post(url(sent, "step", "receive")).status_code == 302
    assert their_rso.post(url(sent, "step", "accept"), {"officer": their_officer.user.pk}).status_code == 302
    assert their_officer.post(url(sent, "step", "begin")).status_code == 302
    note = {"key": uuid4(), "text": "The registry answers on Tuesday."}
    assert their_officer.post(url(sent, "note"), note).status_code == 302
    first, second = sent.questions.all()
    given = {
        "key": uuid4(),
        "text": "One book.",
        f"answer-{first.pk}": "To the bearer.",
        f"answer-{second.pk}": "",
    }
    assert their_officer.post(url(sent, "reply"), given).status_code == 302
    page = text(officer.get(url(sent)))
    for said in (
        "One book.",
        "To the bearer.",
        "The registry answers on Tuesday.",
        "Accept the reply and close",
    ):
        assert said in page
    missing = {"reason": "The expiry date."}
    assert officer.post(url(sent, "step", "return"), missing).status_code == 302
    assert "The expiry date." in text(their_officer.get(url(sent)))
    assert their_officer.post(url(sent, "reply"), given | {"key": uuid4()}).status_code == 302
    assert officer.post(url(sent, "step", "close")).status_code == 302
    sent.refresh_from_db()
    assert sent.status == "CLOSED"


def test_whoever_replies_has_the_limits_and_the_request_before_them(worked, their_officer):
    page = text(their_officer.get(url(worked, "reply")))
    assert "Do not contact the subject." in page and "Ask the registry to whom the number was issued." in page
    assert "To whom was it issued?" in page


def test_declining_needs_a_reason_beside_its_field(sent, their_rso):
    answer = their_rso.post(url(sent, "step", "decline"), {"reason": ""})
    assert answer.status_code == 422 and "Fill this in." in text(answer)
    sent.refresh_from_db()
    assert sent.status == "SENT"


def test_a_step_that_is_not_theirs_says_why(sent, officer, their_rso):
    shut = text(officer.get(url(sent, "step", "accept")))
    assert "This is for the office that received the lead" in shut
    assert officer.post(url(sent, "step", "accept")).status_code == 422
    assert "office that asks" in text(their_rso.get(url(sent, "step", "cancel")))
    assert officer.get(url(sent, "step", "nosuch")).status_code == 404
    assert officer.get(url(sent, "step", "reply")).status_code == 404


def test_chasing_and_precedence_have_pages_of_the_asker(worked, officer, their_officer):
    assert officer.post(url(worked, "chase"), {"key": uuid4(), "text": "How far?"}).status_code == 302
    assert (
        officer.post(url(worked, "precedence"), {"precedence": "1", "reason": "He flies."}).status_code == 302
    )
    for name in ("chase", "precedence"):
        assert their_officer.get(url(worked, name)).status_code == 403
    page = text(their_officer.get(url(worked)))
    assert "How far?" in page and "Immediate" in page


def test_the_list_tells_the_two_ways_apart(case, officer, qamar, sent, their_rso, their_officer):
    for reader, way in ((officer, "out"), (their_rso, "in")):
        assert sent.reference in text(reader.get(f"/cases/leads/?way={way}"))
        other = "in" if way == "out" else "out"
        assert sent.reference not in text(reader.get(f"/cases/leads/?way={other}"))
    working.accept(lead=sent, by=their_rso.user, officer=their_officer.user)
    assert sent.reference in text(their_officer.get("/cases/leads/?way=me&status=owed"))
    assert sent.reference in text(officer.get("/cases/leads/?way=asked&status=open&precedence=2"))
    assert sent.reference in text(their_rso.get("/cases/leads/?q=issuance"))
    assert sent.reference not in text(their_rso.get("/cases/leads/?overdue=late"))
    Lead._base_manager.update(next_due_at=timezone.now() - timezone.timedelta(days=1))
    assert sent.reference in text(their_rso.get("/cases/leads/?overdue=late"))
    assert officer.get("/cases/leads/?way=sideways").status_code == 422


def test_the_desk_shows_what_waits_for_each_side(sent, officer, their_rso, their_officer):
    assert sent.title in text(their_rso.get("/"))
    assert sent.title not in text(officer.get("/"))
    working.accept(lead=sent, by=their_rso.user, officer=their_officer.user)
    assert "Leads I work" in text(their_officer.get("/")) and sent.title not in text(their_rso.get("/"))
    Lead._base_manager.update(next_due_at=timezone.now() - timezone.timedelta(days=1))
    assert "Replies that are late" in text(officer.get("/"))
    working.reply(lead=sent, by=their_officer.user, text="Yes.", key=uuid4())
    assert "Leads that wait for me" in text(officer.get("/"))


def grow(lead, officer, their_officer, number):
    for n in range(number):
        working.note(lead=lead, by=their_officer.user, text=f"note {n}", key=uuid4())
        answers = dict.fromkeys(lead.questions.all(), "yes")
        working.reply(lead=lead, by=their_officer.user, text=f"reply {n}", key=uuid4(), answers=answers)
        asking.return_reply(lead=lead, by=officer.user, missing="more")


def test_the_page_of_a_lead_costs_at_most_twelve_queries_whatever_it_holds(
    worked, officer, their_officer, their_rso
):
    costs = {}
    for number in (1, 6):
        grow(worked, officer, their_officer, number)
        for reader in (officer, their_officer, their_rso):
            reader.get(url(worked))
            with CaptureQueriesContext(connection) as queries:
                assert reader.get(url(worked)).status_code == 200
            costs.setdefault(reader, []).append(len(queries))
    assert all(few == many <= 12 for few, many in costs.values()), costs.values()


@pytest.mark.parametrize("where", ["tab", "list", "desk"])
def test_lists_cost_the_same_for_two_leads_and_for_twenty(case, officer, qamar, their_rso, where):
    place = {"tab": reverse("leads:list", args=[case.reference]), "list": "/cases/leads/", "desk": "/"}[where]
    reader, costs = (their_rso if where == "desk" else officer), []
    for number in (2, 18):
        for _ in range(number):
            drafting.send(lead=write(case, officer.user, qamar), by=officer.user)
        reader.get(place)
        with CaptureQueriesContext(connection) as queries:
            assert reader.get(place).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1]
    assert where == "desk" or costs[1] <= 12, costs


def test_every_step_of_the_table_is_offered_or_explained_on_the_page(sent, officer, their_rso):
    labels = [step.label for step in WORKFLOW.from_status("SENT")]
    for reader in (officer, their_rso):
        page = text(reader.get(url(sent)))
        assert all(label in page for label in labels)


def test_the_list_goes_into_a_file(sent, officer):
    lines = b"".join(officer.get("/cases/leads/?export=csv").streaming_content).decode()
    assert sent.reference in lines and "Qamar City" in lines


@pytest.mark.parametrize("state", ["draft", "sent"])
def test_both_sides_bring_a_lead_forward_from_its_page(request, state, officer, their_rso):
    lead = request.getfixturevalue(state)
    for reader in (officer, their_rso) if state == "sent" else (officer,):
        way = re.search(
            r"/deadlines/bring-forward/\?type=leads\.lead&amp;id=\d+", text(reader.get(url(lead)))
        )[0]
        day = timezone.localdate() + timedelta(days=9)
        answer = reader.post(way.replace("&amp;", "&"), {"on": day, "why": "ask again"})
        assert answer.status_code == 302 and answer["Location"] == url(lead)
        assert (
            Deadline.objects.visible_to(reader.user)
            .filter(rule="desk.bring_forward", owner=reader.user)
            .exists()
        )
