"""The good-guy list: pairs that were looked at and are two persons, until either changes, a year at most (H.4)."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cases.travel_documents.hits import guards
from cases.travel_documents.hits.models import CLOSED, ClearedPair, Hit
from secoffice.audit import trail
from secoffice.workflow import StepRefused

ENTRY_CHANGED = "The entry has a new version"
PERSON_CHANGED = "What is known of the person changed"
A_YEAR = "A year is over"
OPENED = "The hit was opened again"


def clear(hit, *, by, at):
    """Another person: this pair, in these versions, raises no hit for a year. Somebody without a key of their own
    cannot be recognised, so nothing is suppressed for them."""
    if not hit.subject_key:
        return None
    _end(_standing(hit.subject_key, hit.entry_id), "Cleared anew", by=by, at=at)
    pair = ClearedPair.objects.create(
        subject_key=hit.subject_key, subject_version=hit.subject_version, entry_id=hit.entry_id,
        entry_version=hit.watched.number, hit=hit, by=by, at=at,
        until=at + timedelta(days=settings.CLEARED_PAIR_DAYS),
    )  # fmt: skip
    detail = {"entry": pair.entry_id, "entry_version": pair.entry_version, "until": str(pair.until.date())}
    trail.record("pair cleared", hit, by=by, detail=detail, at=at)
    return pair


def changed(hit, *, by, at):
    """A hit on a pair that was cleared says that something changed: the clearance is over."""
    if hit.subject_key and not hit.is_document:
        for pair in _standing(hit.subject_key, hit.entry_id):
            why = PERSON_CHANGED if pair.subject_version != hit.subject_version else A_YEAR
            why = ENTRY_CHANGED if pair.entry_version != hit.watched.number else why
            _end([pair], why, by=by, at=at)


def over(pair, *, by, at):
    """The entry changed, and what is known of the person is no match any more: nothing to clear."""
    _end([pair], ENTRY_CHANGED, by=by, at=at)


def undo(hit, *, by, at):
    """The decision is open again, so it clears nothing."""
    _end(ClearedPair.objects.filter(hit=hit, ended_at=None), OPENED, by=by, at=at)


@transaction.atomic
def end_clearance(*, pair, by, reason, at=None):
    """Take a pair off the good-guy list before its time."""
    if not reason.strip():
        raise StepRefused("Say in a sentence why.")
    if not pair.hit.is_visible_to(by):
        raise StepRefused("There is no such pair.")
    if why := guards.decides(by, pair.hit):
        raise StepRefused(why)
    at = at or timezone.now()
    if not _end(ClearedPair.objects.filter(pk=pair.pk, ended_at=None), reason.strip()[:500], by=by, at=at):
        raise StepRefused("Somebody ended this meanwhile.")
    trail.record("clearance ended", pair.hit, by=by, reason=reason, detail={"entry": pair.entry_id}, at=at)


def earlier(hit):
    """The last decided hit on the same person and entry; whoever decided it may not decide this one alone."""
    if hit.is_document or not hit.subject_key:
        return None
    same = Hit._base_manager.filter(subject_key=hit.subject_key, entry=hit.entry_id, status__in=CLOSED)
    return same.order_by("-raised_at", "-pk").first()


def _standing(key, entry):
    return ClearedPair.objects.filter(subject_key=key, entry=entry, ended_at=None)


def _end(pairs, why, *, by, at):
    numbers = [pair.pk for pair in pairs]
    rows = ClearedPair.objects.filter(pk__in=numbers, ended_at=None)
    return rows.update(ended_at=at, ended_by=by, why_ended=why)
