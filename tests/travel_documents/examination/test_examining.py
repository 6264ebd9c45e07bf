"""An examination is written by its examiner, and an adverse conclusion counts once two have looked."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from cases.travel_documents.examination import actions
from cases.travel_documents.examination.actions.concluding import is_whole
from cases.travel_documents.examination.models import Examination, Feature
from secoffice.access.models import Recusal
from secoffice.audit.models import AuditEntry
from secoffice.deadlines.models import Deadline
from secoffice.files.refusal import FileRefused
from secoffice.reminders.models import Notice
from secoffice.workflow import StepRefused
from tests.factories import make_office, make_user
from tests.files.made import png
from tests.travel_documents.examination.conftest import ZONE, begin, concluded_as, fresh, seen, take

pytestmark = pytest.mark.django_db


def open_rules(record):
    return set(Deadline.objects.open().for_target(record).values_list("rule", flat=True))


def test_beginning_twice_with_one_key_begins_one(examiner):
    key = uuid4()
    assert begin(examiner.user, key=key) == begin(examiner.user, key=key)
    assert Examination._base_manager.count() == 1


def test_whoever_is_no_examiner_begins_none(officer):
    with pytest.raises(StepRefused, match="examiners"):
        begin(officer.user)


def test_the_conclusion_is_owed_in_ten_working_days(examiner):
    record = begin(examiner.user, at=datetime(2026, 3, 2, 10, tzinfo=UTC))
    row = Deadline.objects.open().for_target(record).get()
    assert (row.rule, row.due_on.isoformat(), row.owner) == (
        "examination.finish",
        "2026-03-16",
        examiner.user,
    )


def test_a_genuine_document_is_concluded_by_one_examiner(record, examiner):
    seen(record, SUBSTRATE=("PRESENT", ""))
    concluded_as(record, "GENUINE", types=())
    done = take(record, "conclude", examiner.user)
    assert done.status == "CONCLUDED" and done.second is None and done.digest
    assert open_rules(record) == set()


def test_an_adverse_conclusion_goes_to_a_second_examiner(adverse, examiner, second):
    with pytest.raises(StepRefused, match="second examiner first"):
        take(adverse, "conclude", examiner.user)
    take(adverse, "submit", examiner.user)
    assert open_rules(adverse) == {"examination.second"}
    done = take(adverse, "confirm", second.user, reason="Looked at the background myself.")
    assert (done.status, done.second) == ("CONCLUDED", second.user)
    assert open_rules(adverse) == set()


def test_nobody_is_the_second_examiner_of_their_own(adverse, examiner):
    take(adverse, "submit", examiner.user)
    with pytest.raises(StepRefused, match="yourself"):
        take(adverse, "confirm", examiner.user, reason="Sure.")


def test_the_database_keeps_no_adverse_conclusion_of_one_person(adverse):
    with pytest.raises(IntegrityError), transaction.atomic():
        Examination._base_manager.filter(pk=adverse.pk).update(
            status="CONCLUDED", digest="0" * 64, concluded_at=datetime(2026, 3, 2, tzinfo=UTC)
        )


def test_what_the_second_examiner_sees_otherwise_sends_it_back(adverse, examiner, second):
    take(adverse, "submit", examiner.user)
    back = take(adverse, "differ", second.user, reason="The dots are dirt.")
    assert (back.status, back.remarks) == ("DRAFT", "The dots are dirt.")
    assert open_rules(adverse) == {"examination.finish"}


def test_whoever_confirms_does_so_on_what_they_read(adverse, examiner, second):
    take(adverse, "submit", examiner.user)
    with pytest.raises(StepRefused, match="changed meanwhile"):
        actions.take(record=adverse, name="confirm", by=second.user, version=1, reason="Looked.")


@pytest.mark.parametrize(
    ("features", "conclusion", "more", "missing"),
    [
        ({}, "GENUINE", {"types": ()}, "No feature is examined"),
        ({"OVD": ("PRESENT", "")}, "ALTERED", {"types": ("ALTERED",)}, "absent or suspect"),
        ({"OVD": ("ABSENT", "x")}, "ALTERED", {"types": ()}, "kind of fraud"),
        ({"OVD": ("ABSENT", "x")}, "ALTERED", {"types": ("ALTERED",), "likelihood": ""}, "how likely"),
        ({"OVD": ("ABSENT", "x")}, "ALTERED", {"types": ("ALTERED",), "grounds": " "}, "rests"),
    ],
)
def test_what_is_missing_keeps_the_conclusion_shut(record, examiner, features, conclusion, more, missing):
    seen(record, **features)
    concluded_as(record, conclusion, **more)
    with pytest.raises(StepRefused, match=missing):
        take(record, "submit" if conclusion == "ALTERED" else "conclude", examiner.user)


def test_a_post_with_one_examiner_asks_the_office_above(db):
    above = make_office()
    alone = make_user(office=make_office(parent=above), roles=["DOC_EXAM"])
    helper = make_user(office=above, roles=["DOC_EXAM"])
    record = begin(alone)
    assert not record.is_visible_to(helper)
    seen(record, OVD=("ABSENT", "no movement"))
    concluded_as(record)
    take(record, "submit", alone)
    assert record.is_visible_to(helper)
    assert Deadline.objects.open().for_target(record).get().owner == helper
    assert take(record, "confirm", helper, reason="On the images.").status == "CONCLUDED"


def test_two_windows_lose_nothing(record, examiner):
    version = fresh(record).version
    seen(record, OVD=("PRESENT", ""))
    with pytest.raises(actions.StaleExamination):
        actions.describe(record=record, by=examiner.user, version=version, kind="visa foil")
    assert fresh(record).kind == "passport"


def test_nothing_is_written_once_it_is_concluded(adverse, examiner, second):
    take(adverse, "submit", examiner.user)
    take(adverse, "confirm", second.user, reason="Looked.")
    with pytest.raises(StepRefused, match="nothing is written"):
        seen(adverse, OVD=("PRESENT", ""))
    with pytest.raises(StepRefused, match="nothing is added"):
        actions.add_image(
            record=fresh(adverse),
            by=examiner.user,
            key=uuid4(),
            shows="late",
            upload=SimpleUploadedFile("a.png", png()),
        )


def test_a_row_changed_behind_the_forms_shows(adverse, examiner, second):
    take(adverse, "submit", examiner.user)
    done = take(adverse, "confirm", second.user, reason="Looked.")
    assert is_whole(done)
    Feature.objects.filter(examination=adverse, code="OVD").update(result="PRESENT")
    assert not is_whole(fresh(adverse))


def test_the_zone_is_read_when_it_is_written(record, examiner):
    actions.describe(record=record, by=examiner.user, version=record.version, zone=ZONE, kind="passport")
    reading = fresh(record).reading
    assert reading["errors"] == ["CHECK_COMPOSITE"] and reading["fields"]["surname"] == "ERIKSSON"


def test_an_image_is_kept_with_its_digest_and_struck_with_a_reason(record, examiner):
    given = {"record": record, "by": examiner.user, "shows": "the hologram", "light": "UV"}
    picture = actions.add_image(upload=SimpleUploadedFile("a.png", png()), key=uuid4(), **given)
    assert len(picture.stored.digest) == 64
    with pytest.raises(FileRefused):
        actions.add_image(upload=SimpleUploadedFile("a.txt", b"words\n"), key=uuid4(), **given)
    with pytest.raises(StepRefused, match="why"):
        actions.strike_image(picture=picture, reason=" ", by=examiner.user)
    actions.strike_image(picture=picture, reason="Another book", by=examiner.user)
    picture.refresh_from_db()
    assert picture.why_struck == "Another book" and not picture.stored.is_destroyed


def test_every_deed_is_in_the_trail(adverse, examiner, second):
    take(adverse, "submit", examiner.user)
    take(adverse, "confirm", second.user, reason="Looked.")
    done = set(AuditEntry.objects.about(adverse).values_list("action", flat=True))
    assert {
        "examination begun",
        "features examined",
        "conclusion drafted",
        "step submit",
        "step confirm",
    } <= done


def test_what_was_handed_over_takes_no_image_from_a_page_still_open(adverse, examiner, second):
    stale = fresh(adverse)
    take(adverse, "submit", examiner.user)
    given = {"record": stale, "by": examiner.user, "shows": "the hologram", "key": uuid4()}
    with pytest.raises(StepRefused, match="nothing is added"):
        actions.add_image(upload=SimpleUploadedFile("a.png", png()), **given)


def test_a_second_look_is_asked_of_somebody_who_may_know_of_the_document(adverse, examiner, second, post):
    third = make_user(office=post, roles=["DOC_EXAM"])
    Recusal.objects.create(
        target_type="examination.examination", target_id=adverse.pk, user=second.user, reason="Kin"
    )
    take(adverse, "submit", examiner.user)
    assert Deadline.objects.open().for_target(adverse).get().owner == third
    assert not Notice.objects.filter(recipient=second.user).exists()
    with pytest.raises(StepRefused, match="no such examination"):
        take(adverse, "confirm", second.user, reason="I looked.")
