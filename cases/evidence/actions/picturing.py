"""Photographs of an exhibit: added by whoever keeps it or works the case, struck with a reason."""

from django.db import transaction

from cases.actions.timeline import now, tell
from cases.evidence.actions import chain
from cases.evidence.models import Picture
from cases.guards import kept_out, may_write
from secoffice.audit import trail
from secoffice.files import actions as files
from secoffice.workflow import StepRefused

SHOWN = ("image/jpeg", "image/png", "image/gif", "image/webp")  # what browsers show
MOST = 40
NOT_THEIRS = "Only its custodian, or whoever may write in its case, can do this."


def may_picture(user, exhibit):
    """Its custodian, who may have nothing else to do with the case; or whoever writes in the case. A page has found
    the exhibit among what its reader may know of; the verbs ask that again."""
    if user.pk == exhibit.custodian_id:
        return ""
    return may_write(user, exhibit.case) and NOT_THEIRS


def may_add(user, exhibit):
    return "The exhibit is gone." if exhibit.gone_as else may_picture(user, exhibit)


@transaction.atomic
def add_photograph(*, exhibit, upload, shows, by, key, at=None):
    """Keep a photograph of an exhibit; `shows` says in words what it shows. Raises FileRefused where the bytes are no
    picture that a browser shows."""
    at = now(at)
    chain.refuse(may_add(by, chain.hold(exhibit)) or kept_out(by, exhibit.case))
    if sent := exhibit.pictures.filter(key=key, added_by=by).first():
        return sent
    if files.check(upload).media_type not in SHOWN:
        raise files.FileRefused("Choose a picture: JPEG, PNG, GIF or WebP.")
    if exhibit.pictures.count() >= MOST:
        raise StepRefused(f"An exhibit has at most {MOST} photographs here.")
    stored = files.store(upload=upload, by=by, at=at)
    picture = Picture.objects.create(
        key=key, exhibit=exhibit, stored=stored, shows=shows, added_by=by, added_at=at
    )
    trail.record("photograph added", exhibit, by=by, detail={"picture": picture.pk}, at=at)
    tell(exhibit.case, "evidence", f"{exhibit.tail}: photograph added", by=by, at=at)
    return picture


@transaction.atomic
def strike_photograph(*, picture, reason, by, at=None):
    """Strike a photograph that shows something else, or is not to be used. It stays on file with the reason."""
    at, exhibit = now(at), picture.exhibit
    chain.refuse(may_picture(by, chain.hold(exhibit)) or kept_out(by, exhibit.case))
    if not reason.strip():
        raise StepRefused("Say in a sentence why it is struck.")
    standing = Picture.objects.filter(pk=picture.pk, struck_at=None)
    if not standing.update(struck_at=at, struck_by=by, why_struck=reason.strip()):
        raise StepRefused("Somebody struck this photograph meanwhile.")
    trail.record("photograph struck", exhibit, by=by, reason=reason, detail={"picture": picture.pk}, at=at)
    tell(exhibit.case, "evidence", f"{exhibit.tail}: photograph struck", by=by, at=at, text=reason)
