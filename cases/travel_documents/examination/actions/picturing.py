"""Images of an examined document: kept to the byte, struck with a reason and never deleted."""

from django.db import transaction

from cases.actions.timeline import now
from cases.travel_documents.examination import workflow
from cases.travel_documents.examination.actions import following
from cases.travel_documents.examination.models import Examination, Picture, Status
from secoffice.audit import trail
from secoffice.files import actions as files
from secoffice.workflow import StepRefused

SHOWN = ("image/jpeg", "image/png", "image/gif", "image/webp")  # what browsers show
MOST = 60


def may_picture(user, record):
    if record.status != Status.DRAFT:
        return f"It is “{record.get_status_display().lower()}”: nothing is added now."
    return workflow.examines(user, record)


@transaction.atomic
def add_image(*, record, upload, shows, by, key, light="WHITE", at=None):
    """Keep an image. Raises FileRefused where the bytes are no picture that a browser shows."""
    at = now(at)
    if sent := record.pictures.filter(key=key, added_by=by).first():
        return sent
    record = _held(by, record)
    if files.check(upload).media_type not in SHOWN:
        raise files.FileRefused("Choose a picture: JPEG, PNG, GIF or WebP.")
    if record.pictures.count() >= MOST:
        raise StepRefused(f"An examination has at most {MOST} images here.")
    stored = files.store(upload=upload, by=by, at=at)
    given = {"stored": stored, "shows": shows, "light": light, "added_by": by, "added_at": at}
    picture = Picture.objects.create(key=key, examination=record, **given)
    trail.record("image added", record, by=by, detail={"image": picture.pk, "digest": stored.digest}, at=at)
    following.tell(record, "image", f"Image added: {shows}", by=by, at=at)
    following.told_of(record, at=at)
    return picture


@transaction.atomic
def strike_image(*, picture, reason, by, at=None):
    """Strike an image that shows something else. It stays on file with the reason."""
    at, record = now(at), _held(by, picture.examination)
    if not reason.strip():
        raise StepRefused("Say in a sentence why it is struck.")
    standing = Picture.objects.filter(pk=picture.pk, struck_at=None)
    if not standing.update(struck_at=at, struck_by=by, why_struck=reason.strip()):
        raise StepRefused("This image was struck meanwhile.")
    trail.record("image struck", record, by=by, reason=reason, detail={"image": picture.pk}, at=at)
    following.tell(record, "image", "Image struck", by=by, at=at, text=reason)
    following.told_of(record, at=at)


def _held(user, record):
    """The record as it stands: one that was handed over meanwhile takes no image, for its digest speaks of all of
    them."""
    rows = Examination._base_manager.select_for_update(of=("self",)).select_related("office", "examiner")
    held = rows.get(pk=record.pk)
    if not held.is_visible_to(user):
        raise StepRefused("There is no such examination.")
    if why := may_picture(user, held):
        raise StepRefused(why)
    return held
