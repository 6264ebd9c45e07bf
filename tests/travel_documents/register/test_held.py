"""A document under legal hold: the database keeps it with its losses and revocations, and work on it goes on."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from cases.travel_documents.register.actions import losing, revocations
from cases.travel_documents.register.models import Line, LossReport, Revocation, TravelDocument
from secoffice.records.actions import holds
from tests.factories import make_user
from tests.travel_documents.register.conftest import enter
from tests.travel_documents.register.test_losses import report


@pytest.fixture
def legal(post):
    return make_user(office=post, roles=["LEGAL"])


def place(legal, **more):
    given = {
        "key": uuid4(),
        "reason": "Lawsuit",
        "authority": "Court of Zenith",
        "start_on": date(2026, 3, 2),
    }
    return holds.place(by=legal, **given | more)


def refused(change):
    with pytest.raises(IntegrityError), transaction.atomic():
        change()
    return True


def test_what_is_held_is_neither_changed_nor_deleted(passport, examiner, legal):
    loss = report(examiner.user, document=passport)
    row = revocations.propose(
        document=passport, by=examiner.user, key=uuid4(), codes=["51.62(b)"], summary="Not a national."
    )
    place(legal, records=[passport])
    rows = {model: model._base_manager.filter(pk=pk) for model, pk in
            ((TravelDocument, passport.pk), (LossReport, loss.pk), (Revocation, row.pk))}  # fmt: skip
    assert refused(lambda: rows[TravelDocument].update(number="OTHER"))
    assert refused(lambda: rows[LossReport].update(how="Otherwise"))
    assert refused(lambda: rows[Revocation].update(summary="Otherwise"))
    assert refused(lambda: Line.objects.filter(document=passport).delete())


def test_work_on_it_goes_on(passport, examiner, liaison, legal):
    place(legal, records=[passport])
    loss = report(examiner.user, document=passport)
    losing.take(report=loss, name="ask", by=examiner.user, reason="Mistyped")
    losing.take(report=loss, name="confirm", by=liaison.user, reason="Yes")
    passport.refresh_from_db()
    assert passport.status == "VALID"


def test_a_hold_takes_in_what_is_entered_later(examiner, legal):
    place(legal, scope={"kind": "register.traveldocument", "of": "VISA", "office": examiner.user.office_id})
    visa, passport = enter(examiner.user, type="VISA"), enter(examiner.user, number="UX2")
    assert holds.is_held(visa) and not holds.is_held(passport)


def test_other_documents_stay_free(passport, examiner, legal):
    place(legal, records=[enter(examiner.user, number="UX2")])
    TravelDocument._base_manager.filter(pk=passport.pk).update(number="UX7654329")
