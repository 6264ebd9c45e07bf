"""Whoever screens themselves or their kin learns of nothing, on whatever page, and whoever helps afterwards tells them
nothing either (domain §0.6.1)."""

from datetime import date
from uuid import uuid4

import pytest

from cases.travel_documents import actions, batches
from cases.travel_documents.hits import actions as watching
from cases.travel_documents.hits.models import Hit
from cases.travel_documents.models import Batch, BatchLine, Screening
from secoffice.people import actions as people
from secoffice.ports import Refused
from tests.conftest import Persona
from tests.factories import make_office, make_user
from tests.travel_documents.desk.conftest import DAY, OSTROVNY, sent
from tests.travel_documents.desk.test_batches import send_in, upload, zone

pytestmark = pytest.mark.django_db


@pytest.fixture
def namesake(post):
    """A liaison who bears the name that is on the watch list."""
    user = make_user(name="Pavel Ostrovny", office=post, roles=["CONS_LIA"])
    people.link_staff(user=user, by=None)
    return Persona(user)


@pytest.fixture
def watched(post, examiner):
    facts = {
        "names": ["OSTROVNY PAVEL"], "born": [], "nationalities": ["UTO"], "sex": "M", "documents": [],
        "ground": "WANTED", "source": "Partner bureau", "valid_until": None, "remark": "",
    }  # fmt: skip
    return watching.add_entry(office=post, by=examiner.user, key=uuid4(), facts=facts)


def own(namesake):
    return actions.screen(by=namesake.user, lines=list(OSTROVNY), on=DAY)


def test_the_trail_of_ones_own_deeds_names_no_hit_one_is_kept_out_of(namesake, examiner, watched):
    made, hit = own(namesake), Hit.objects.get()
    assert not hit.is_visible_to(namesake.user) and made.is_visible_to(namesake.user)
    page = namesake.get("/audit/").content.decode()
    assert made.reference in page and hit.reference not in page


def test_a_century_chosen_by_somebody_else_tells_whoever_screened_their_kin_nothing(
    namesake, examiner, watched
):
    made = own(namesake)
    was = (made.outcome, made.names)
    actions.choose_century(
        screening=made, part="birth_date", chosen=date(1874, 8, 12), by=examiner.user, reason="As printed."
    )
    again = Screening.objects.get(pk=made.pk)
    assert was[1] == [] and again.names == []
    assert again.outcome == was[0] and again.is_visible_to(namesake.user)
    assert Hit.objects.count() == 1


def test_a_batch_counts_and_names_no_hit_that_its_sender_may_not_know_of(namesake, examiner, watched):
    batch = send_in(namesake, zone(OSTROVNY, 1), zone(OSTROVNY, 2))
    batches.run()
    hit, batch = Hit.objects.get(), Batch.objects.get(pk=batch.pk)
    assert not hit.is_visible_to(namesake.user) and hit.is_visible_to(examiner.user)
    assert batch.hits == 0 and set(batch.outcomes) == {"not_checked"}
    for query in ("", "?hit=on"):
        page = namesake.get(f"{batch.get_absolute_url()}{query}").content.decode()
        assert hit.reference not in page and "-H" not in page
    assert not BatchLine.objects.filter(outcome="hit").exists()
    told = b"".join(namesake.get(f"{batch.get_absolute_url()}answers.csv")).decode()
    assert hit.reference not in told and "hit" not in told.casefold().replace("hits", "")


def test_a_document_with_more_hits_than_fit_names_those_that_do(post, examiner):
    facts = {
        "born": [], "nationalities": ["UTO"], "sex": "M", "documents": [], "ground": "WANTED",
        "source": "Partner bureau", "valid_until": None, "remark": "", "names": ["OSTROVNY PAVEL"],
    }  # fmt: skip
    for _ in range(5):
        watching.add_entry(office=post, by=examiner.user, key=uuid4(), facts=facts)
    batch = send_in(examiner, zone(OSTROVNY, 1))
    batches.run()
    line = BatchLine.objects.get(batch=batch)
    assert set(line.hit.split()) <= set(Hit.objects.values_list("reference", flat=True)) and line.hit
    assert examiner.get(batch.get_absolute_url()).status_code == 200


def test_only_who_may_know_of_a_batch_cancels_it_and_of_a_screening_chooses_its_century(examiner, outsider):
    batch, made = send_in(examiner, zone(OSTROVNY, 1)), own(examiner)
    stranger = make_user(office=make_office(), roles=["DOC_EXAM"])
    with pytest.raises(Refused):
        actions.cancel(batch=batch, by=stranger)
    with pytest.raises(Refused):
        actions.choose_century(
            screening=made, part="birth_date", chosen=date(1874, 8, 12), by=stranger, reason="x"
        )


def test_somebody_without_an_office_is_told_so(db):
    nowhere = Persona(make_user(office=None, roles=["DOC_EXAM"]))
    assert nowhere.get("/travel-documents/").status_code == 200
    for form in (sent(), {"issuer": "UTO", "number": "UX7654321", "key": uuid4()}):
        answer = nowhere.post("/travel-documents/", form)
        assert answer.status_code == 422 and "belong to no office" in answer.content.decode()
    file = {"upload": upload(zone(OSTROVNY, 1)), "key": uuid4()}
    answer = nowhere.post("/travel-documents/batches/new/", file)
    assert answer.status_code == 422 and "belong to no office" in answer.content.decode()
    entry = {"names": "A B", "ground": "WANTED", "source": "Bureau", "key": uuid4()}
    answer = nowhere.post("/travel-documents/watch/new/", entry)
    assert answer.status_code == 422 and "belong to no office" in answer.content.decode()


def test_of_two_clicks_at_once_the_slower_finds_what_the_faster_made(examiner, monkeypatch):
    key = uuid4()
    first = actions.screen(by=examiner.user, lines=list(OSTROVNY), on=DAY, key=key)
    asked, real = [], Screening.objects.filter

    class Late:
        """What the slower one saw before the faster one was done, and what it sees after."""

        def first(self):
            asked.append(1)
            return None if len(asked) == 1 else real(key=key).first()

    monkeypatch.setattr(
        Screening.objects, "filter", lambda **given: Late() if "key" in given else real(**given)
    )
    assert actions.screen(by=examiner.user, lines=list(OSTROVNY), on=DAY, key=key) == first
