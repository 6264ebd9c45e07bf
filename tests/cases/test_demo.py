"""The demonstration office: all there, the same every time, and made through the verbs.

It takes a while to load, so one test loads it and asks every question below; each question is a function whose
name is the sentence that must hold.
"""

import json
from collections import Counter
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.management import CommandError, call_command

from cases import deadlines as rules
from cases.demo import papers, plan, staff
from cases.demo.chronicle import dice
from cases.demo.places import PLACES, slots
from cases.kinds import KINDS
from cases.leads.models import Lead
from cases.models import (
    AccessRequest,
    Approval,
    Assignment,
    Attachment,
    Case,
    LogEntry,
    Note,
    Review,
    Spill,
    Status,
)
from secoffice.access.models import Admission, Recusal
from secoffice.accounts.models import Absence, Office, User
from secoffice.accounts.roles import ROLES, clash
from secoffice.audit.models import AuditEntry
from secoffice.deadlines.models import Deadline
from secoffice.files.content import recognise
from secoffice.people.models import Fact, Person
from secoffice.reminders.models import Mail, Notice

TODAY = date(2026, 11, 23)
MIDNIGHT = datetime(2026, 11, 23, tzinfo=UTC)
MODELS = (
    Admission, Approval, Assignment, Attachment, AuditEntry, Case, Deadline, Fact, LogEntry, Mail, Note, Notice,
    Person, Recusal, Review, User,
)  # fmt: skip
RULES_NEVER_NEEDED = set()


def demo(*words):
    said, progress = StringIO(), StringIO()
    call_command("demo", *words, stdout=said, stderr=progress)
    return [json.loads(line) for line in said.getvalue().splitlines()], progress.getvalue()


def counts():
    return {model.__name__: model._base_manager.count() for model in MODELS}


def member(handle):
    return User.objects.get(email=f"{handle}@{staff.DOMAIN}")


def live(**more):
    return Case._base_manager.exclude(status__in=("CLOSED", "MERGED", "TRANSFERRED")).filter(**more)


@pytest.mark.timeout(600)
def test_the_demonstration_office_is_all_there(db):
    rows, progress = demo("--today", str(TODAY))
    assert rows and "deeds" in progress
    assert "not done" not in progress, progress
    wrong = {}
    for name, question in QUESTIONS.items():
        try:
            question()
        except AssertionError as why:
            wrong[name] = str(why)[:600]
    assert not wrong, json.dumps(wrong, indent=1)


def loading_it_again_changes_nothing():
    before = counts()
    rows, progress = demo("--today", str(TODAY))
    assert "already" in progress
    assert counts() == before
    assert rows == list(staff.sign_ins())


def there_are_two_hundred_cases_and_one_that_a_referral_led_to_with_titles_of_their_own():
    titles = list(Case._base_manager.values_list("title", flat=True))
    assert len(titles) == len(set(titles)) == 201
    assert not [title for title in titles if "{" in title]


def they_cover_eighteen_months_every_state_and_every_kind():
    cases = Case._base_manager.all()
    months = {case.opened_at.strftime("%Y-%m") for case in cases}
    assert len(months) >= 18, sorted(months)
    assert set(cases.values_list("status", flat=True)) == set(Status.values)
    assert set(cases.values_list("kind", flat=True)) == set(KINDS)


def nothing_happens_after_the_day_it_was_loaded():
    for model, field in ((Case, "opened_at"), (Note, "entered_at"), (Review, "at"), (Deadline, "started_at")):
        assert not model._base_manager.filter(**{f"{field}__gt": MIDNIGHT}).exists(), model
    assert not AuditEntry._base_manager.filter(happened_at__gt=MIDNIGHT).exists()


def every_case_was_logged_by_the_verb():
    for case in Case._base_manager.all():
        held = Admission.objects.filter(target_type="cases.case", target_id=case.pk)
        assert held.filter(principal=f"user:{case.logged_by_id}", at=case.opened_at).exists(), case
        assert held.filter(principal=f"role:DIRECTOR@{case.office_id}").exists(), case
        assert case.events.filter(verb="logged", happened_at=case.opened_at).exists(), case


def the_trail_says_when_things_happened():
    logged = AuditEntry._base_manager.filter(action="logged", target_type="cases.case")
    told = dict(logged.values_list("target_number", "happened_at"))
    assert told == dict(Case._base_manager.values_list("pk", "opened_at"))


def the_trail_can_be_verified():
    said = StringIO()
    call_command("verify_audit", stdout=said)
    assert json.loads(said.getvalue())["ok"] is True


def next_dates_are_on_the_cases():
    for case in Case._base_manager.all():
        matter = Deadline.objects.open().for_target(case).exclude(rule="cases.access_ends")
        first = matter.order_by("due_at", "pk").first()
        assert case.next_due_at == (first and first.due_at), case


def there_are_thirty_people_and_no_two_alike():
    people = User.objects.all()
    assert len(people) == 30
    assert len({person.name for person in people}) == 30
    assert all(person.email.endswith("@secoffice.example") for person in people)


def every_role_is_held_and_no_two_that_must_be_apart():
    people = User.objects.all()
    assert set(ROLES) == {role for person in people for role in person.roles}
    assert not [person for person in people if clash(person.roles)]
    kinds = Counter(person.employment for person in people)
    assert kinds["CONTRACTOR"] and kinds["LOCAL"]


def somebody_is_away_somebody_invited_and_somebody_gone():
    away = Absence.objects.covering(TODAY).get()
    assert away.deputy is not None
    assert User.objects.invited().get().is_invited
    gone = User.objects.gone().get()
    assert not live(officer=gone).exists()
    assert Assignment.objects.filter(reason=f"Hand-over from {gone}").count() >= 3


def every_shown_sign_in_works():
    for row in staff.sign_ins():
        user = User.objects.get(email=row["email"], name=row["name"])
        assert user.is_active and user.check_password(row["password"]), row


def posts_keep_their_own_time_and_weekend():
    zones = {office.time_zone for office in Office.objects.filter(kind="POST")}
    assert {"Asia/Kathmandu", "Asia/Riyadh", "Europe/Lisbon"} <= zones
    assert Office.objects.get(code="QMR").calendar.weekend == [4, 5]
    assert [office.code for office in Office.objects.get(code="UTP").chain()] == ["UTP", "RSC", "HQS"]


def every_clock_of_the_house_has_run():
    used = set(Deadline.objects.values_list("rule", flat=True))
    assert {rule.code for rule in rules.RULES} - used == RULES_NEVER_NEEDED


def dates_were_met_missed_extended_and_dropped():
    states = set(Deadline.objects.values_list("state", flat=True))
    assert states == {"open", "met", "superseded", "extended", "cancelled"}
    met = Deadline.objects.filter(state="met", rule__startswith="cases.review")
    late = [deadline for deadline in met if deadline.met_late()]
    assert len(late) > 20 and len(met) > 3 * len(late)
    assert 10 < Deadline.objects.overdue(MIDNIGHT).count() < 70


def everything_that_can_wait_waits():
    assert Approval.objects.filter(state="ASKED").count() >= 6
    assert set(Approval.objects.values_list("state", flat=True)) == set(Approval.State.values)
    assert Assignment.objects.filter(state="OFFERED").count() >= 3
    assert Assignment.objects.filter(state="RETURNED").exists()
    assert AccessRequest.objects.filter(state="ASKED").count() == 3
    assert AccessRequest.objects.filter(case=None).exists()
    assert set(Spill.objects.values_list("state", flat=True)) == set(Spill.State.values)
    assert Spill.objects.filter(state="QUARANTINED").exclude(first_by=None).exists()
    assert Note.objects.filter(draft=True).exists()


def files_are_kept_and_a_purged_one_left_a_tombstone():
    kinds = set(Attachment.objects.exclude(stored=None).values_list("stored__media_type", flat=True))
    assert {"application/pdf", "image/png", "text/plain", "text/csv"} <= kinds
    gone = Spill.objects.get(state="PURGED")
    assert gone.tombstone and gone.first_by_id != gone.second_by_id
    assert Attachment.objects.get(pk=gone.part_id).stored is None


def a_colleague_who_is_named_sees_nothing_of_it():
    case = Case._base_manager.get(title__startswith="Travel claims of a regional agent")
    barred = set(
        Recusal.objects.filter(target_id=case.pk, target_type="cases.case").values_list(
            "user__name", flat=True
        )
    )
    assert barred == {"Dorian Vex", "Beatrix Volkmarin"}
    for name in barred:
        assert not case.is_visible_to(User.objects.get(name=name))


def several_cases_know_the_same_person():
    shared = [person for person in Person.objects.all() if person.parts.values("case").distinct().count() > 1]
    assert len(shared) >= 3
    partial = Fact.objects.filter(kind="BORN", value__contains="?")
    assert partial.count() > 20
    assert Fact.objects.filter(kind="NAME", value__regex=r"[Ѐ-ӿ]").exists()
    assert Fact.objects.filter(kind="NAME", value__regex=r"[\u0600-ۿ]").exists()


def the_worked_scenario_is_there():
    fact = Fact.objects.get(kind="NAME", value="Anna Maria Eriksson")
    case = fact.person.parts.get().case
    assert (case.status, case.officer.name, case.kind) == ("REFERRED", "Rhea Dunmore", "PF")


def everybody_shown_finds_something_to_do():
    rhea, ivo = member("rhea.dunmore"), member("ivo.tarn")
    hers = live(officer=rhea)
    assert 10 <= hers.count() <= 20
    assert 1 <= hers.filter(next_due_at__lt=MIDNIGHT).count() <= 8
    assert Case._base_manager.filter(offered_to=rhea).exists()
    assert Approval.objects.filter(state="ASKED", office__code="UTP").count() >= 2
    assert Deadline.objects.owned_by(ivo).overdue(MIDNIGHT).exists()
    assert LogEntry._base_manager.filter(by=member("joana.peixinho"), state="OPEN").exists()
    assert Notice.objects.visible_to(rhea).unread().exists()
    for handle in (
        "nuno.valadao",
        "helene.ashgrove",
        "casimir.rothwell",
        "adaeze.obirima",
        "hollis.brandemuir",
    ):
        assert Case.objects.visible_to(member(handle)).exists(), handle


def the_administrator_sees_no_case():
    assert not Case.objects.visible_to(member("sanne.okkervil")).exists()


def nobody_outside_the_post_sees_its_cases_without_a_reason():
    for case in Case.objects.visible_to(member("livia.marrow")):
        assert case.team.filter(user=member("livia.marrow")).exists(), case


def the_log_is_of_the_last_weeks():
    states = Counter(LogEntry._base_manager.values_list("state", flat=True))
    assert states["OPEN"] >= 10 and states["COMPLETE"] >= 30 and states["PROMOTED"] >= 3


def no_mail_of_the_past_is_sent_now():
    assert not Mail.objects.exclude(state=Mail.State.SENT).exists()
    planned = Notice.objects.filter(state=Notice.State.PLANNED)
    assert planned.exists()
    assert set(planned.values_list("kind", flat=True)) <= {"deadline", "no_reader"}
    assert Counter(planned.values_list("source_id", "recipient")).most_common(1)[0][1] == 1


def somebody_is_known_by_several_names_ties_a_picture_and_judgements():
    anna = Fact.objects.get(value="ERIKSSON<<ANNA<MARIA").person
    assert {fact.script for fact in anna.facts.all()} >= {"Cyrillic", "Arabic"}
    assert anna.facts.exclude(withdrawn_at=None).exists()
    assert anna.ties.count() == 2 and anna.photographs.count() == 1
    assert set(anna.judged.values_list("verdict", flat=True)) == {"SAME", "DIFFERENT", "UNSURE"}
    assert Person.objects.filter(canonical=anna).count() == 2


def leads_are_at_every_point_of_their_way_and_one_is_late():
    leads = Lead._base_manager.all()
    held = {"DRAFT", "SENT", "ACCEPTED", "DECLINED", "IN_WORK", "REPLIED", "RETURNED", "CLOSED", "CANCELLED"}
    assert set(leads.values_list("status", flat=True)) == held
    assert leads.filter(status="ACCEPTED", next_due_at__lt=MIDNIGHT).exists()
    assert any(lead.is_at_home for lead in leads) and any(lead.enclosures.exists() for lead in leads)


QUESTIONS = {
    name: question
    for name, question in list(globals().items())
    if callable(question)
    and getattr(question, "__module__", "") == __name__
    and "_" in name
    and "test" not in name
}


def test_production_refuses_it(settings, db):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="not for production"):
        demo()
    assert not User.objects.exists()


def test_an_office_of_its_own_is_left_alone(db, post):
    with pytest.raises(CommandError, match="empty one"):
        demo()


def test_sign_ins_can_be_asked_for_alone(db):
    rows, progress = demo("--sign-ins")
    assert {"role", "email", "password", "office", "name"} <= set(rows[0])
    assert not progress and not User.objects.exists()


def test_a_day_that_is_none_is_refused():
    with pytest.raises(SystemExit) as stopped:
        demo("--today", "yesterday")
    assert stopped.value.code == 2


def test_the_password_is_one_that_the_house_accepts():
    assert len(staff.PASSWORD) >= 15
    for one in staff.MEMBERS:
        validate_password(staff.PASSWORD, User(name=one.name, email=one.email))


def test_every_sentence_can_be_filled_in():
    for office in PLACES:
        facts = slots(office, dice("test", office))
        for words in plan.WORDS.values():
            told = [*words.predicates, *words.plans, *words.notes, *words.endings.values(), words.referral]
            told += [text for scenario in words.scenarios for text in (scenario.title, scenario.allegation)]
            for sentence in told:
                assert "{" not in sentence.format(**facts)
            assert all(len(scenario.title.format(**facts)) <= 160 for scenario in words.scenarios)


def test_every_ending_is_in_the_catalogue():
    known = set(dict(Case._meta.get_field("disposition").flatchoices))
    for words in plan.WORDS.values():
        assert set(words.endings) <= known


@pytest.mark.parametrize("name", ["a.pdf", "a.png", "a.txt", "a.csv", "a.eml"])
def test_papers_are_what_their_names_say(name):
    made = papers.paper(name, "A title (with signs)", ["Première ligne", "Second line"], 7)
    assert recognise(made.file, name).endings[0] == name[1:]


def test_the_plan_is_the_same_every_time():
    one, two = plan.matters(TODAY), plan.matters(TODAY)
    assert [vars(a) | {"rng": 0} for a in one] == [vars(b) | {"rng": 0} for b in two]
