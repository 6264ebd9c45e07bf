"""Documents that share something stand together, for each reader among what they may know of."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cases.travel_documents.examination import actions as examining
from cases.travel_documents.fraud import actions, families
from cases.travel_documents.fraud.kinds import ranges
from cases.travel_documents.fraud.models import Trait
from secoffice.workflow import StepRefused
from tests.factories import make_office, make_user
from tests.files.made import png
from tests.travel_documents.fraud.conftest import examined, refer

pytestmark = pytest.mark.django_db


def found(user, kind=""):
    return {(each.kind, each.shown): each.documents for each in families.suggestions(user, kind)}


@pytest.mark.parametrize(("one", "other", "near"), [
    ("UX1000", "UX1049", True), ("UX1049", "UX1051", True), ("UX1099", "UX1100", True), ("UX1000", "UX1099", True),
    ("UX1000", "UX1150", False), ("UX1000", "UY1001", False), ("UX1000", "UX01001", False), ("UX12", "UX13", False),
])  # fmt: skip
def test_numbers_of_one_range_meet_whichever_side_of_a_boundary_they_lie(one, other, near):
    values = [{value for _, value, _ in ranges("UTO", number)} for number in (one, other)]
    assert bool(values[0] & values[1]) is near


def test_documents_of_one_range_are_offered_once(examiner):
    for number in ("UX1000010", "UX1000020"):
        examined(examiner.user, number, COVER=("PRESENT", ""))
    assert list(found(examiner.user)) == [("RANGE", "UTO UX1000000–UX1000099")]


def test_two_documents_with_one_flaw_may_be_a_family(examiner):
    examined(examiner.user, "UX1000001")
    assert found(examiner.user, "FLAW") == {}
    examined(examiner.user, "UX9000001")
    assert found(examiner.user, "FLAW") == {("FLAW", "UTO: Hologram or other changing image absent"): 2}


def test_two_records_of_one_document_are_no_family(examiner):
    examined(examiner.user, "UX1000001")
    examined(examiner.user, "UX1000001")
    assert found(examiner.user) == {}


def test_one_image_in_two_documents_shows(examiner):
    for number in ("UX1000001", "UX9000001"):
        record = examined(examiner.user, number, COVER=("PRESENT", ""))
        upload = SimpleUploadedFile("a.png", png(), content_type="image/png")
        examining.add_image(record=record, upload=upload, shows="the face", by=examiner.user, key=uuid4())
    assert [each.kind for each in families.suggestions(examiner.user)] == ["PHOTO"]


def test_what_is_struck_or_mended_is_shared_no_more(examiner):
    examined(examiner.user, "UX1000001")
    record = examined(examiner.user, "UX9000001")
    examining.look_at(
        record=record, by=examiner.user, version=record.version, features={"OVD": ("PRESENT", "")}
    )
    assert found(examiner.user, "FLAW") == {}


def test_a_reader_who_may_not_know_of_one_sees_no_family(examiner, rso):
    examined(examiner.user, "UX1000001")
    hidden = make_user(office=make_office(), roles=["DOC_EXAM"])
    examined(hidden, "UX9000001")
    assert found(examiner.user) == {} and found(hidden) == {}
    assert Trait.objects.filter(kind="FLAW").count() == 2


def test_a_confirmed_family_is_offered_again_when_another_document_joins(examiner):
    for number in ("UX1000001", "UX9000001"):
        examined(examiner.user, number)
    shared = families.suggestions(examiner.user, "FLAW")[0]
    told = {"kind": shared.kind, "value": shared.value, "by": examiner.user}
    family = actions.confirm(title="Dead hologram", why="Same foil.", key=uuid4(), **told)
    assert family.members.count() == 2 and found(examiner.user, "FLAW") == {}
    examined(examiner.user, "UX5000001")
    assert families.suggestions(examiner.user, "FLAW")[0].new == 1
    assert len(actions.add_members(family=family, by=examiner.user)) == 1
    assert family.members.count() == 3


def test_chance_is_left_out_until_another_document_joins(examiner):
    for number in ("UX1000001", "UX9000001"):
        examined(examiner.user, number)
    shared = families.suggestions(examiner.user, "FLAW")[0]
    actions.dismiss(
        kind=shared.kind, value=shared.value, why="A bad print run.", by=examiner.user, key=uuid4()
    )
    assert found(examiner.user, "FLAW") == {}
    examined(examiner.user, "UX5000001")
    assert found(examiner.user, "FLAW") != {}


def test_one_document_makes_no_family(examiner):
    examined(examiner.user, "UX1000001")
    trait = Trait.objects.get(kind="FLAW")
    with pytest.raises(StepRefused, match="two documents"):
        actions.confirm(kind="FLAW", value=trait.value, title="One", why="x", by=examiner.user, key=uuid4())


def test_vendors_are_compared_however_they_are_written(adjudicator, consular):
    refer(adjudicator.user, agent="Golden  Gate Vísas", passport="UX1000001", passport_issuer="UTO")
    refer(adjudicator.user, agent="GOLDEN GATE VISAS", passport="UX9000001", passport_issuer="UTO")
    assert [each.kind for each in families.suggestions(consular.user)] == ["VENDOR"]


def test_whoever_noted_something_takes_it_back(examiner, second):
    record = examined(examiner.user, "UX1000001")
    row = actions.note_trait(record=record, kind="VENDOR", text="Printshop Nine", by=examiner.user)
    with pytest.raises(StepRefused, match="whoever wrote it"):
        actions.strike_trait(trait=row, record=record, by=second.user)
    actions.strike_trait(trait=row, record=record, by=examiner.user)
    assert not Trait.objects.filter(kind="VENDOR").exists()
