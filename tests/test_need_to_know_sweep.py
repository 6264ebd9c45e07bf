"""Nothing planted in a hidden record comes out anywhere (design §2.1, reliability §1.2).

The sweep walks the URL table itself, so a new route joins without being asked. A route with an argument that
nobody taught the sweep to fill fails it.
"""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from cases.actions import assigning, care, log, offences, opening, reviewing, team, writing
from secoffice.audit.models import AuditEntry
from tests.conftest import Persona
from tests.factories import make_case, make_office, make_user
from tests.travel_documents.desk import planting as desk
from tests.travel_documents.examination import planting as examination
from tests.travel_documents.fraud import planting as fraud
from tests.travel_documents.hits import planting as hits
from tests.travel_documents.lost import planting as lost
from tests.travel_documents.register import planting as register

NEEDLE = "zephyrquill"
# Whose number in an address makes it answer 404.
HIDDEN = ("case", "lead", "screening", "batch", "hit", "travel_document", "loss_report", "revocation",
          "examination", "referral", "family")  # fmt: skip


def routes(resolver=None, prefix="", namespace=""):
    """Every route: (name, pattern text, argument names)."""
    for entry in (resolver or get_resolver()).url_patterns:
        pattern = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            space = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from routes(entry, pattern, space)
        elif isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name or pattern}", pattern, sorted(entry.pattern.converters)


@pytest.fixture
def planted(officer, supervisor, colleague):
    """A case and a log entry full of the needle, with everything a case can hold."""
    by, boss = officer.user, supervisor.user
    case = make_case(
        by=by,
        officer=by,
        title=f"{NEEDLE} title",
        allegation=f"{NEEDLE} allegation",
        kind="HT",
    )
    opening.add_subject(
        case=case, by=by, facts=[("NAME", f"{NEEDLE} Person", ""), ("PASSPORT", f"{NEEDLE}9", "UTO")]
    )
    victim = opening.add_subject(
        case=case, by=by, part="VICTIM", remarks=NEEDLE, facts=[("NAME", f"{NEEDLE} Victim", "")]
    )
    writing.add_note(case=case, by=by, text=f"{NEEDLE} note", key=uuid4())
    writing.keep_draft(case=case, by=by, text=f"{NEEDLE} draft")
    attachment = attach(case, by)
    approval = reviewing.ask_approval(
        case=screened(case, boss), step="open_full", by=by, reason=f"{NEEDLE} facts", key=uuid4()
    )
    reviewing.record_review(case=case, by=boss, key=uuid4(), files_seen=NEEDLE, next_steps=NEEDLE)
    spilled = writing.add_note(case=case, by=by, text=f"{NEEDLE} spilled", key=uuid4())
    spill = care.report(case=case, part="NOTE", part_id=spilled.pk, by=boss)
    member = team.add(case=case, user=colleague.user, by=by, reason=f"{NEEDLE} reason")
    entry = log.log_entry(
        key=uuid4(),
        by=by,
        office=by.office,
        what=f"{NEEDLE} what",
        where=f"{NEEDLE} where",
        happened_at=case.opened_at,
    )
    asked = team.ask_access(
        reference=case.reference, reason=f"{NEEDLE} please", by=make_user(office=by.office)
    )
    return {
        **moving(case, by),
        **pursued(case, by),
        **asked_abroad(case, by, attachment),
        **on_file(case, by),
        **in_evidence(case, by),
        **on_paper(case, by, boss),
        **desk.plant(by.office, NEEDLE),
        **hits.plant(by, NEEDLE),
        **examination.plant(by.office, NEEDLE),
        **fraud.plant(case, NEEDLE),
        **register.plant(by, NEEDLE),
        **lost.plant(by),
        "case": case,
        "victim": victim,
        "operation": operation(case, by),
        "entry": entry,
        "note": case.notes.first(),
        "attachment": attachment,
        "approval": approval,
        "spill": spill,
        "member": member,
        "request": asked,
        "offence": offences.add_offence(
            case=case, statute="18-1542", committed_on=date(2020, 5, 4), by=by, key=uuid4()
        ),
    }


def operation(case, by):
    from datetime import timedelta

    from cases.deconfliction import actions

    begins = case.opened_at + timedelta(days=1)
    planned, _ = actions.plan_operation(
        case=case, by=by, key=uuid4(), kind="SEARCH", place=f"{NEEDLE} place", latitude=38.7, longitude=-9.1,
        starts_at=begins, ends_at=begins + timedelta(hours=1),
    )  # fmt: skip
    return planned


def on_paper(case, by, boss):
    """A memorandum of what somebody said, a report, and a copy that was released."""
    from cases.papers.actions import drafting, releasing

    subject = case.subjects.first()
    memorandum = drafting.begin_memorandum(
        case=case, subject=subject, began_at=case.opened_at, place=f"{NEEDLE} place", by=by, key=uuid4()
    )
    words = {"substance": f"{NEEDLE} substance", "present": NEEDLE}
    drafting.write(paper=memorandum, by=by, version=1, words=words)
    drafting.take(memorandum, "submit", by=by)
    drafting.take(memorandum, "approve", by=boss)
    drafting.add(memorandum=memorandum, text=f"{NEEDLE} addendum", by=by, key=uuid4())
    copy = releasing.release(
        paper=memorandum, recipient=f"{NEEDLE} recipient", purpose=NEEDLE, by=by, key=uuid4()
    )
    report = drafting.begin_report(case=case, by=by, key=uuid4())
    drafting.write(paper=report, by=by, version=1, words={"synopsis": f"{NEEDLE} synopsis"})
    return {"memorandum": memorandum, "report": report, "copy": copy}


def moving(case, by):
    """A change that moved a date of the case, and a request to stop its clock."""
    from secoffice.deadlines.models import Deadline, Recalculation, Toll

    change = Recalculation.objects.create(cause="calendar", key="1", words="Closed day added", state="done")
    date = Deadline.objects.for_target(case).open().first()
    Deadline.objects.for_target(case).open().update(recalculation=change)
    today = case.opened_at.date()
    toll = Toll.objects.create(
        deadline=date, from_on=today, until_on=today, reason=f"{NEEDLE} toll", asked_by=by
    )
    return {"change": change, "toll": toll}


def on_file(case, by):
    """Somebody with a tie, a picture, a fact taken back and a judgement, all told by the case."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from secoffice.people import actions
    from tests.files.made import png

    told = {"source": case, "by": by}
    somebody, other = (
        actions.start_file(facts=[("NAME", f"{NEEDLE} Person {n}", "")], key=uuid4(), **told) for n in "12"
    )
    actions.add_facts(person=somebody, facts=[("PLATE", f"{NEEDLE} 17", "")], **told)
    actions.withdraw(told=somebody.facts.get(kind="PLATE"), reason=f"{NEEDLE} misread", by=by)
    picture = SimpleUploadedFile(f"{NEEDLE}.png", png(), content_type="image/png")
    return {
        "person": somebody,
        "other": other,
        "tie": actions.relate(person=somebody, other=other, kind="KIN", key=uuid4(), remark=NEEDLE, **told),
        "picture": actions.add_photograph(
            person=somebody, upload=picture, key=uuid4(), remark=NEEDLE, **told
        ),
        "judgement": actions.judge(one=somebody, other=other, verdict="SAME", why=f"{NEEDLE} eyes", by=by),
    }


def in_evidence(case, by):
    """An exhibit being handed over, with a photograph, an order and a discrepancy, and a room of its office."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from cases.evidence import actions
    from cases.evidence.models import Room
    from tests.files.made import png

    seizure = {"authority": "CONSENT", "seized_at": case.opened_at, "place": NEEDLE, "found_by": NEEDLE}
    exhibit = actions.register(
        case=case, by=by, key=uuid4(), seizure=seizure, category="DOCUMENT", description=f"{NEEDLE} exhibit"
    )
    given = {"exhibit": exhibit, "by": by, "key": uuid4()}
    upload = SimpleUploadedFile(f"{NEEDLE}.png", png(), content_type="image/png")
    receiver = make_user(office=by.office, roles=["EVID_CUST"])
    return {
        "exhibit": exhibit,
        "photograph": actions.add_photograph(upload=upload, shows=f"{NEEDLE} seal", **given),
        "handover": actions.hand_over(receiver=receiver, purpose=NEEDLE, **given),
        "disposal": actions.order_disposal(method="RETURN", authority=NEEDLE, **given),
        "discrepancy": actions.report_discrepancy(exhibit=exhibit, about="OTHER", says=NEEDLE, by=by),
        "room": Room.objects.create(
            office=by.office, name=f"{NEEDLE} room", opened_by=by, opened_at=case.opened_at
        ),
    }


def asked_abroad(case, by, attachment):
    """A lead to another post, full of the needle, with a file."""
    from cases.leads.actions import drafting

    given = {name: f"{NEEDLE} {name}" for name in ("title", "request", "background", "limits")}
    lead = drafting.draft(
        case=case,
        by=by,
        key=uuid4(),
        to_office=make_office(),
        files=[attachment],
        questions=[NEEDLE],
        **given,
    )
    return {"lead": drafting.send(lead=lead, by=by), "enclosure": lead.enclosures.get()}


def pursued(case, by):
    """A finding, a paper that is out, a referral, a lookout and an owed notice."""
    from cases.proceedings.actions import care, findings, legal, outside, referrals

    new, day = {"case": case, "by": by}, date(2020, 5, 4)
    said = {"authority": NEEDLE, "addressed_to": NEEDLE, "seeks": NEEDLE, "issued_on": day}
    sent = {"name": NEEDLE, "contact": NEEDLE, "sent_on": day, "what": NEEDLE}
    seen = {"system": NEEDLE, "number": NEEDLE, "entered_on": day}
    outside.tell_personnel(decision="NOT", on=day, text=f"{NEEDLE} personnel", key=uuid4(), **new)
    told = {"about": "PARTNER", "agency": NEEDLE, "text": NEEDLE}
    return {
        "allegations": findings.allege(text=f"{NEEDLE} allegation", key=uuid4(), **new),
        "process": legal.issue(kind="ORDER", key=uuid4(), **said, **new),
        "referrals": referrals.refer(kind="AGENCY", key=uuid4(), **sent, **new),
        "lookouts": outside.look_out(key=uuid4(), **seen, **new),
        "notices": care.notify(key=uuid4(), **told, **new),
    }


def screened(case, boss):
    from cases import workflow

    return workflow.take(case, "screen", by=boss, reason=f"{NEEDLE} searched")


def attach(case, by):
    from django.core.files.uploadedfile import SimpleUploadedFile

    upload = SimpleUploadedFile(f"{NEEDLE}.txt", b"words of a witness\n", content_type="text/plain")
    return writing.attach(case=case, by=by, upload=upload, key=uuid4(), describes=NEEDLE)


def arguments(name, pattern, names, planted):
    """Values for a route's arguments, from what was planted."""
    case = planted["case"]
    known = {
        "reference": planted["entry"].reference if "log/" in pattern else case.reference,
        "uidb64": "MQ",
        "token": "x-y",
        "code": "cases.screen" if "rules/" in pattern else "UTP",
        "path": "app.css",
        "step": "close" if "/step/<str" in pattern else "submit",
        "number": planted["copy"].pk,
        "name": "close",
        "kind": "digest",
        "lead": planted["lead"].reference,
        "enclosure": planted["enclosure"].pk,
        "exhibit": planted["exhibit"].tail,
        "deed": "discrepancy",
        "picture": planted["photograph"].pk,
        **{name: planted[name].pk for name in ("handover", "disposal", "discrepancy", "room")},
    }
    if pattern.startswith("calendars/"):
        known["code"] = case.office.calendar.code
    if pattern.startswith("people/"):
        told = next((planted[what] for what in ("tie", "picture") if what in pattern), None)
        known |= {"pk": planted["person"].pk, "told": (told or planted["person"].facts.first()).pk}
        known |= {name: planted[name].pk for name in ("other", "picture", "judgement")}
    if re.match("travel-documents/($|screenings/|codes/|batches/)", pattern):
        known |= desk.arguments(pattern, planted)
    if re.match("travel-documents/(examinations|fraud-types)/", pattern):
        known |= examination.arguments(planted)
    if re.match("travel-documents/(fraud|families|statistics)/", pattern):
        known |= fraud.arguments(pattern, planted)
    if re.match("travel-documents/(hits|watch)/", pattern):
        known |= hits.arguments(planted)
    if pattern.startswith("travel-documents/lost/"):
        known |= lost.arguments(planted)
    if pattern.startswith("travel-documents/register/"):
        known |= register.arguments(pattern, planted)
    if "proceedings/" in pattern:
        known |= {"kind": "allegations", "what": "allegation", "step": "withdraw"}
    special = {
        "proceedings/process": planted["process"].pk,
        "proceedings/referrals": planted["referrals"].pk,
        "proceedings/lookouts": planted["lookouts"].pk,
        "proceedings/notices": planted["notices"].pk,
        "proceedings/": planted["allegations"].pk,
        "interviews/": planted["memorandum"].pk,
        "reports/": planted["report"].pk,
        "changes/": planted["change"].pk,
        "tolls/": planted["toll"].pk,
        "note": planted["note"].pk,
        "file": planted["attachment"].pk,
        "attachment": planted["attachment"].pk,
        "approval": planted["approval"].pk,
        "spill": planted["spill"].pk,
        "team": planted["member"].pk,
        "member": planted["member"].pk,
        "request": planted["request"].pk,
        "deadline": case_deadline(case).pk,
        "offence": planted["offence"].pk,
        "compartment": planted["victim"].compartment_id,
        "operation": planted["operation"].pk,
        "subject": planted["victim"].pk,
    }
    given = {}
    for argument in names:
        if argument in known:
            given[argument] = known[argument]
        else:
            word = next((w for w in special if w in pattern or w in argument), None)
            given[argument] = special.get(word, 1)
    return given


def case_deadline(case):
    from secoffice.deadlines.models import Deadline

    return Deadline.objects.for_target(case).first()


def address(name, pattern, names, planted):
    filled = "/" + pattern
    for argument, value in arguments(name, pattern, names, planted).items():
        filled = re.sub(rf"<(?:\w+:)?{argument}>", str(value), filled)
    assert "<" not in filled, f"Teach the sweep to fill {pattern}"
    return filled.replace("^", "").replace("$", "")


def leaks(response):
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return NEEDLE in (body.decode(errors="replace") + str(response.headers)).lower()


OPEN_TO_ALL = re.compile(r"^(dev/|static/|healthz|readyz|__)")


def walk(planted):
    for name, pattern, names in routes():
        if not OPEN_TO_ALL.match(pattern):
            yield name, address(name, pattern, names, planted)


@pytest.mark.parametrize("who", ["outsider", "sysadmin", "superuser"])
def test_no_page_shows_a_hidden_record(who, planted, request, client):
    if who == "superuser":
        reader, user = client, make_user(is_superuser=True, is_staff=True, roles=["SYSADMIN"])
        reader.force_login(user)
    else:
        reader = request.getfixturevalue(who)
    asked = 0
    for method, url in requests_to(planted):
        response = getattr(reader, method)(url)
        asked += 1
        assert response.status_code < 500, (method, url)
        if "?" in url:
            repeats_only_what_was_typed(response)
        else:
            assert not leaks(response), (method, url)
        if any(planted[name].reference in url for name in HIDDEN):
            assert response.status_code == 404, (method, url, response.status_code)
    assert asked > 100


def requests_to(planted):
    """Every address by GET and by POST; those of no record also with words that would find it."""
    for _, url in walk(planted):
        if "logout" in url:
            continue
        yield "get", url
        yield "post", url
        if not any(planted[name].reference in url for name in HIDDEN):
            yield "get", f"{url}?q={NEEDLE[:6]}&text={NEEDLE}"
            yield "post", f"{url}?words={NEEDLE}"


def repeats_only_what_was_typed(response):
    """A search page may repeat the words that were typed, but nothing beyond them."""
    text = response.content.decode(errors="replace") if not response.streaming else ""
    for word in ("title", "allegation", "note", "what", "where", "person", "draft", "facts"):
        assert f"{NEEDLE} {word}" not in text.lower()


def test_the_sweep_can_see_the_needle_through_the_right_eyes(officer, planted):
    assert leaks(officer.get(planted["case"].get_absolute_url()))
    assert leaks(officer.get("/cases/"))
    for place in ("", "process/", "referrals/", "lookouts/", "notices/"):
        assert leaks(officer.get(f"{planted['case'].get_absolute_url()}proceedings/{place}"))
    assert leaks(officer.get(planted["entry"].get_absolute_url()))
    assert leaks(officer.get(planted["lead"].get_absolute_url()))
    assert leaks(officer.get(planted["hit"].get_absolute_url())) and leaks(
        officer.get("/travel-documents/hits/")
    )
    examiner = Persona(planted["screening"].by)
    for page in ("screening", "batch"):
        assert leaks(examiner.get(planted[page].get_absolute_url()))
    assert leaks(examiner.get("/travel-documents/screenings/")) and leaks(
        examiner.get("/travel-documents/batches/")
    )
    for name in ("travel_document", "loss_report", "loss_flag", "revocation"):
        assert leaks(examiner.get(planted[name].get_absolute_url())), name
    for name in ("examination", "family"):
        assert leaks(examiner.get(planted[name].get_absolute_url())), name
    officer.post(f"{planted['referral'].get_absolute_url()}purpose/", {"purpose": "REVIEW"})
    assert leaks(officer.get(planted["referral"].get_absolute_url()))
    assert leaks(officer.get(planted["person"].get_absolute_url()))
    assert leaks(officer.get(f"/people/?q=P-{planted['person'].pk}"))


def test_hidden_and_missing_answer_alike(outsider, planted, django_assert_num_queries):
    def masked(response, reference):
        text = response.content.decode().replace(reference, "REF")
        return re.sub(r"[A-Za-z0-9]{64}", "TOKEN", text)

    hidden, missing = planted["case"].reference, "UTP-2026-99999-X"
    outsider.get("/")
    answers = []
    for reference in (hidden, missing):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as queries:
            response = outsider.get(f"/cases/{reference}/")
        answers.append((response.status_code, masked(response, reference), len(queries)))
    assert answers[0] == answers[1]
    assert answers[0][0] == 404


def test_a_denial_is_written_down(outsider, planted):
    before = AuditEntry.objects.filter(action="denied").count()
    outsider.get(planted["case"].get_absolute_url())
    assert AuditEntry.objects.filter(action="denied").count() == before + 1


def test_a_visitor_gets_the_sign_in_page_everywhere(visitor, planted):
    for _, url in walk(planted):
        response = visitor.get(url)
        assert not leaks(response), url
        if planted["case"].reference in url:
            assert response.status_code == 302 and "/accounts/login/" in response["Location"], url


def test_a_recused_officer_is_out_at_once(officer, supervisor, planted):
    team.declare_conflict(
        case=planted["case"], user=officer.user, by=officer.user, reason="Cousin of the subject"
    )
    assert officer.get(planted["case"].get_absolute_url()).status_code == 404
    assert planted["case"].reference not in officer.get("/cases/").content.decode()


def test_whoever_is_named_in_a_case_is_kept_out(officer, supervisor):
    from secoffice.people.actions import link_staff

    case = make_case(by=officer.user, kind="AD")
    assert supervisor.get(case.get_absolute_url()).status_code == 200
    opening.add_subject(case=case, by=officer.user, person=link_staff(user=supervisor.user, by=None))
    assert supervisor.get(case.get_absolute_url()).status_code == 404


def test_an_offer_ends_with_the_case_out_of_sight_again(officer, supervisor, colleague):
    case = make_case(by=officer.user)
    assigning.assign(case=case, officer=colleague.user, by=supervisor.user)
    assert colleague.get(case.get_absolute_url()).status_code == 200
    assigning.answer(case=case, by=colleague.user, accepts=False, reason="Too close to home")
    assert colleague.get(case.get_absolute_url()).status_code == 404
