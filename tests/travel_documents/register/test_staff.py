"""Special-issuance documents of the office's own staff: custody, reminders before they end, departure."""

from datetime import UTC, date, datetime, timedelta

import pytest

from cases.travel_documents.register.actions import custody, losing, revocations, steps
from cases.travel_documents.register.models import TravelDocument
from secoffice.accounts import actions as accounts
from secoffice.deadlines import keepers
from secoffice.deadlines.models import Deadline
from secoffice.workflow import StepRefused
from tests.factories import make_user
from tests.travel_documents.register.conftest import diplomatic, enter
from tests.travel_documents.register.test_losses import report

ENDS = date(2027, 6, 30)  # a Wednesday
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def book(examiner, liaison, rso, member):
    return diplomatic(
        examiner.user, member.user, keeper=liaison.user, issued_on=date(2022, 7, 1), expires_on=ENDS, at=NOW
    )


def expiry(book):
    return Deadline.objects.open().for_target(book).filter(rule="register.expiry").first()


def test_everybody_sees_their_own_document_and_no_other(book, member, colleague):
    assert book.reference in member.get("/travel-documents/register/mine/").content.decode()
    assert member.get(book.get_absolute_url()).status_code == 200
    assert colleague.get(book.get_absolute_url()).status_code == 404
    assert book.reference not in colleague.get("/travel-documents/register/mine/").content.decode()


def test_its_end_is_told_180_90_and_30_days_before_to_holder_and_keeper(book, member, liaison):
    row = expiry(book)
    assert (row.due_on, row.roll, row.owner) == (ENDS, "NONE", member.user)
    # 30 June 2027 less 180, 90 and 30 days.
    assert row.ahead_on == ["2027-01-01", "2027-04-01", "2027-05-31"]
    [kept] = Deadline.objects.open().for_target(book).filter(rule="register.expiry_kept")
    assert (kept.owner, kept.ahead_on) == (liaison.user, row.ahead_on)


def test_the_planner_tells_both_of_them(book, member, liaison):
    from secoffice.reminders import planning
    from secoffice.reminders.models import Notice

    planning.plan(datetime(2027, 1, 1, 12, tzinfo=UTC))
    told = Notice.objects.filter(kind="deadline", target_id=book.pk).values_list("recipient", flat=True)
    assert set(told) == {member.user.pk, liaison.user.pk}


def test_a_corrected_date_moves_the_reminders(book, examiner):
    from cases.travel_documents.register.actions import documents
    from cases.travel_documents.register.actions.documents import PRINTED

    printed = {name: getattr(book, name) for name in PRINTED} | {"expires_on": date(2027, 5, 31)}
    documents.edit(document=book, by=examiner.user, version=book.version, at=NOW, **printed)
    assert expiry(book).due_on == date(2027, 5, 31)


def test_the_day_printed_is_not_moved_by_hand(book, rso):
    assert "printed" in keepers.why_not("extend", expiry(book), rso.user)


def test_a_keeper_is_somebody_else_and_the_former_one_sees_it_no_more(
    book, examiner, liaison, member, officer
):
    give = {"document": book, "with_holder": False, "where": "Safe 3", "by": examiner.user}
    with pytest.raises(StepRefused, match="choose somebody else"):
        custody.give(keeper=member.user, **give)
    custody.give(keeper=officer.user, **give)
    book.refresh_from_db()
    assert (book.keeper, book.with_holder, book.kept_where) == (officer.user, False, "Safe 3")
    assert book.is_visible_to(officer.user)


def test_nobody_decides_about_their_own_document(examiner, liaison):
    own = diplomatic(liaison.user, examiner.user, number="D2")
    with pytest.raises(StepRefused, match="your own document"):
        steps.take(document=own, name="cancel", by=examiner.user, reason="Mine", ended="POST")
    assert "your own" in revocations.may_propose(examiner.user, own)
    with pytest.raises(StepRefused, match="Somebody else enters"):
        diplomatic(examiner.user, examiner.user, number="D3")


def test_everybody_reports_the_loss_of_their_own_document(book, member):
    losing.report(
        document=book, by=member.user, office=member.user.office, key=book.key, kind="LOST", name="Edda",
        how="On the train.", reported_by="Myself",
    )  # fmt: skip
    book.refresh_from_db()
    assert book.status == "LOST" and expiry(book) is None
    with pytest.raises(StepRefused):
        report(member.user, issuer="UTO", number="OTHER1")


def test_whoever_does_not_work_the_desk_finds_their_documents_in_the_menu(member, examiner):
    assert "/travel-documents/register/mine/" in member.get("/").content.decode()
    assert "/travel-documents/register/mine/" in examiner.get("/travel-documents/register/").content.decode()


def test_an_ordinary_passport_is_nobodys_of_the_staff(examiner, member):
    with pytest.raises(StepRefused, match="special-issuance"):
        enter(examiner.user, staff=member.user)


def test_departure_ends_the_status_that_justified_it(book, member, liaison, sysadmin):
    accounts.deactivate(user=member.user, by=sysadmin.user, reason="Left the service")
    book.refresh_from_db()
    assert book.post_ended_at and book.status == "VALID"
    [row] = Deadline.objects.open().for_target(book)
    assert (row.rule, row.owner) == ("register.left", liaison.user)
    steps.take(document=book, name="cancel", by=liaison.user, reason="Cut at the counter", ended="POST")
    book.refresh_from_db()
    assert (book.status, book.ended) == ("CANCELLED", "POST")
    assert not Deadline.objects.open().for_target(book).exists()


def test_whoever_comes_back_keeps_their_document(book, member, examiner, sysadmin):
    accounts.deactivate(user=member.user, by=sysadmin.user, reason="By mistake")
    book.refresh_from_db()
    with pytest.raises(StepRefused, match="does not work here"):
        custody.post_goes_on(document=book, reason="Back", by=examiner.user)
    accounts.reactivate(user=member.user, by=sysadmin.user, reason="A mistake")
    book.staff.refresh_from_db()
    custody.post_goes_on(document=book, reason="Never left", by=examiner.user)
    assert not Deadline.objects.open().for_target(book).filter(rule="register.left").exists()
    assert expiry(book).due_on == ENDS


def test_a_keeper_who_leaves_hands_the_books_on(book, liaison, officer, sysadmin):
    work, _ = accounts.work_of(liaison.user)
    mine = [row for row in work if row.kind == "register.traveldocument"]
    assert [row.reference for row in mine] == [book.reference]
    accounts.hand_over(user=liaison.user, given=[(mine[0], officer.user)], by=sysadmin.user)
    assert TravelDocument._base_manager.get(pk=book.pk).keeper == officer.user


def test_a_document_that_ended_long_ago_starts_no_clock(examiner, member):
    past = diplomatic(examiner.user, member.user, number="D9", expires_on=date(2020, 1, 1))
    assert expiry(past) is None


def test_the_desk_shows_what_ends_soon(examiner, member):
    soon = date.today() + timedelta(days=60)
    mine = diplomatic(examiner.user, member.user, number="D7", expires_on=soon)
    make_user(office=member.user.office)
    assert mine.get_absolute_url() in member.get("/").content.decode()
