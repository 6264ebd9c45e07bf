"""Losses (domain C.12): in force at once, recorded once, undone by two persons, screened when there are too many."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from cases.travel_documents.register.actions import documents, losing, steps
from cases.travel_documents.register.models import Flag, LossReport, TravelDocument
from secoffice import ports
from secoffice.audit.models import AuditEntry
from secoffice.deadlines.models import Deadline
from secoffice.workflow import StepRefused
from tests.factories import make_office, make_user
from tests.travel_documents.register.conftest import diplomatic, make_person

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


def report(by, **more):
    told = {
        "kind": "LOST", "type": "ORDINARY", "name": "Pavel Ostrovny", "born": "1974-08-12",
        "how": "Left in a taxi.", "reported_by": "The holder", "key": uuid4(), "office": by.office,
    }  # fmt: skip
    return losing.report(by=by, **told | more)


@pytest.fixture
def heard():
    """What the lists of lost documents are told."""
    told = []
    listeners = {
        "document lost": lambda **said: told.append(("lost", said)),
        "document no longer lost": lambda **said: told.append(("found", said)),
    }
    for fact, listener in listeners.items():
        ports._listening[fact].append(listener)
    yield told
    for fact, listener in listeners.items():
        ports._listening[fact].remove(listener)


@pytest.mark.parametrize("kind", ["LOST", "STOLEN"])
def test_a_loss_makes_the_document_invalid_at_once(passport, examiner, kind):
    made = report(examiner.user, kind=kind, document=passport)
    passport.refresh_from_db()
    assert (passport.status, passport.ended) == (kind, "REPORTED")
    assert made.reference.startswith("UTP-") and "-P" in made.reference


def test_the_lists_of_lost_documents_are_told_in_the_same_transaction(passport, examiner, heard):
    made = report(
        examiner.user, kind="STOLEN", document=passport, happened_on=date(2026, 3, 1), place="Harbour"
    )
    [(what, said)] = heard
    assert what == "lost"
    assert (said["issuer"], said["type"], said["number"], said["status"]) == (
        "UTO",
        "P",
        "UX7654321",
        "STOLEN",
    )
    assert (said["date"], said["circumstance"], said["reference"]) == (
        date(2026, 3, 1),
        "Harbour",
        made.reference,
    )


def test_when_a_list_cannot_take_it_nothing_is_recorded(passport, examiner):
    def refuses(**_):
        raise ports.Refused("The list is closed.")

    ports._listening["document lost"].append(refuses)
    try:
        with pytest.raises(ports.Refused):
            report(examiner.user, document=passport)
    finally:
        ports._listening["document lost"].remove(refuses)
    passport.refresh_from_db()
    assert passport.status == "VALID" and not LossReport.objects.unrestricted(purpose="test").exists()


def test_the_same_form_and_the_same_loss_are_recorded_once(passport, examiner, liaison):
    key = uuid4()
    first = report(examiner.user, document=passport, key=key)
    assert report(examiner.user, document=passport, key=key) == first
    assert report(liaison.user, document=passport) == first


def test_a_loss_that_was_recorded_otherwise_is_not_overwritten(passport, examiner):
    first = report(examiner.user, document=passport)
    with pytest.raises(StepRefused, match=first.reference):
        report(examiner.user, document=passport, kind="STOLEN")


def test_a_document_that_nobody_entered_is_entered_with_its_loss(examiner):
    made = report(examiner.user, issuer="UTO", number="ux 111", kind="STOLEN")
    assert (made.document.number_normal, made.document.status) == ("UX111", "STOLEN")
    assert made.document.name_visual == "Pavel Ostrovny"


def test_a_loss_reported_elsewhere_is_in_force_though_the_document_stays_hidden(passport):
    stranger = make_user(office=make_office(), roles=["CONS_LIA"])
    made = report(stranger, issuer="UTO", number="UX7654321")
    passport.refresh_from_db()
    assert made.document_id == passport.pk and passport.status == "LOST"
    assert not passport.is_visible_to(stranger) and made.is_visible_to(stranger)


def test_without_a_number_the_report_stands_alone_until_it_is_known(examiner):
    made = report(examiner.user)
    assert made.document is None
    losing.identify(report=made, issuer="UTO", type="ORDINARY", number="UX5", by=examiner.user)
    assert made.document.status == "LOST"
    with pytest.raises(StepRefused):
        losing.identify(report=made, issuer="UTO", type="ORDINARY", number="UX6", by=examiner.user)


def test_what_is_found_again_is_surrendered_and_stays_invalid(passport, examiner):
    report(examiner.user, document=passport)
    documents.hold(passport)
    steps.take(document=passport, name="surrender", by=examiner.user, reason="Found in the taxi")
    with pytest.raises(StepRefused, match="stays with the office"):
        steps.take(document=passport, name="give_back", by=examiner.user, reason="To the holder")


# Undone by two


def test_a_correction_needs_a_second_person(passport, examiner, liaison, heard):
    made = report(examiner.user, document=passport)
    losing.take(report=made, name="ask", by=examiner.user, reason="A digit was mistyped", at=MONDAY)
    with pytest.raises(StepRefused, match="second person"):
        losing.take(report=made, name="confirm", by=examiner.user, reason="I say so")
    losing.take(report=made, name="confirm", by=liaison.user, reason="Seen on the form")
    passport.refresh_from_db()
    assert (made.status, passport.status, passport.ended) == ("DATA_ERROR", "VALID", "")
    what, said = heard[-1]
    assert what == "found" and {said["by"], said["also_by"]} == {examiner.user, liaison.user}


def test_the_second_person_has_two_working_days(passport, examiner, liaison):
    made = report(examiner.user, document=passport)
    losing.take(report=made, name="ask", by=examiner.user, reason="Mistyped", at=MONDAY)
    row = Deadline.objects.open().for_target(made).get()
    assert (row.rule, row.due_on, row.owner) == ("register.correction", date(2026, 3, 4), liaison.user)


def test_a_refused_correction_leaves_the_loss_as_it_is(passport, examiner, liaison):
    made = report(examiner.user, document=passport)
    losing.take(report=made, name="ask", by=examiner.user, reason="Mistyped")
    losing.take(report=made, name="refuse", by=liaison.user, reason="The form says the same")
    passport.refresh_from_db()
    assert (made.status, passport.status) == ("RECORDED", "LOST")


def test_a_loss_that_another_office_recorded_too_keeps_the_document_invalid(passport, examiner, liaison):
    made = report(examiner.user, document=passport)
    report(make_user(office=make_office(), roles=["INTAKE"]), issuer="UTO", number="UX7654321")
    losing.take(report=made, name="ask", by=examiner.user, reason="Mistyped")
    losing.take(report=made, name="confirm", by=liaison.user, reason="Yes")
    passport.refresh_from_db()
    assert passport.status == "LOST"


# Too many


def test_the_third_loss_of_one_person_raises_a_flag(examiner):
    person = make_person(examiner.user)
    made = [
        report(examiner.user, issuer="UTO", number=f"UX{n}", person=person, at=MONDAY, born="")
        for n in range(3)
    ]
    [flag] = Flag.objects.visible_to(examiner.user)
    assert (flag.report, flag.losses) == (made[2], 3)
    assert AuditEntry.objects.filter(action="losses flagged", target_id=str(flag.pk)).exists()
    row = Deadline.objects.open().for_target(flag).get()
    # Five working days after Monday 2 March 2026.
    assert (row.rule, row.due_on) == ("register.screen_losses", date(2026, 3, 9))


def test_losses_are_one_persons_also_by_name_and_day_of_birth(examiner):
    for n, name in enumerate(("Pavel Ostrovny", "OSTROVNY Pavel", "pavel ostrovný")):
        report(examiner.user, issuer="UTO", number=f"UX{n}", name=name)
    assert Flag.objects.visible_to(examiner.user).count() == 1


def test_a_name_alone_makes_nobody_the_same_person(examiner):
    for n in range(3):
        report(examiner.user, issuer="UTO", number=f"UX{n}", born="1974-??-??")
    assert not Flag.objects.visible_to(examiner.user).exists()


def test_what_the_holder_says_of_earlier_losses_counts(examiner):
    report(examiner.user, issuer="UTO", number="UX1", earlier_losses=2)
    assert Flag.objects.visible_to(examiner.user).get().losses == 3


def test_a_loss_recorded_in_error_does_not_count(examiner, liaison):
    first = report(examiner.user, issuer="UTO", number="UX1")
    losing.take(report=first, name="ask", by=examiner.user, reason="Mistyped")
    losing.take(report=first, name="confirm", by=liaison.user, reason="Yes")
    for n in (2, 3):
        report(examiner.user, issuer="UTO", number=f"UX{n}")
    assert not Flag.objects.visible_to(examiner.user).exists()


def test_how_many_is_a_setting(examiner, settings):
    settings.LOSSES_SCREENED = 2
    for n in range(2):
        report(examiner.user, issuer="UTO", number=f"UX{n}")
    assert Flag.objects.visible_to(examiner.user).exists()


def test_whoever_loses_their_own_documents_does_not_learn_of_the_flag(examiner, liaison):
    from secoffice.people.actions import link_staff

    person = link_staff(user=liaison.user, by=None)
    for n in range(3):
        report(examiner.user, issuer="UTO", number=f"UX{n}", person=person)
    flag = Flag.objects.visible_to(examiner.user).get()
    assert not flag.is_visible_to(liaison.user)
    assert liaison.get(flag.get_absolute_url()).status_code == 404


def test_a_flag_is_answered_once(examiner):
    report(examiner.user, issuer="UTO", number="UX1", earlier_losses=2)
    flag = Flag.objects.visible_to(examiner.user).get()
    losing.screen(flag=flag, name="refer", by=examiner.user, reason="Three in one year, all near the border")
    assert flag.status == "REFERRED" and not Deadline.objects.open().for_target(flag).exists()
    with pytest.raises(StepRefused):
        losing.screen(flag=flag, name="clear", by=examiner.user, reason="No")


def test_only_the_desk_reports_losses_of_others(member, passport):
    with pytest.raises(StepRefused):
        report(member.user, issuer="UTO", number="UX7654321")
    assert TravelDocument.objects.unrestricted(purpose="test").get(pk=passport.pk).status == "VALID"


def test_nobody_confirms_that_the_loss_of_their_own_document_was_an_error(examiner, liaison):
    document = diplomatic(examiner.user, liaison.user)
    made = report(liaison.user, document=document)
    losing.take(report=made, name="ask", by=examiner.user, reason="It lay in the safe.")
    assert made.is_visible_to(liaison.user)
    with pytest.raises(StepRefused, match="own document"):
        losing.take(report=made, name="confirm", by=liaison.user, reason="So it did.")
    document.refresh_from_db()
    assert document.status == "LOST"
