"""Handing a stored file out: checked against its digest, recorded, and never shown by the browser itself."""

from django.http import FileResponse
from django.shortcuts import render

from secoffice.audit import trail

from . import blobs
from .names import safe_name

DAMAGED = (
    "The stored file is missing or no longer what was uploaded. It is not handed out; the office was told."
)
DESTROYED = "This file was destroyed. Only its digest is kept."


def download(request, stored, *, name, target):
    """The file as an attachment. The caller has made sure that this person may see `target`."""
    if stored.is_destroyed:
        trail.record("downloaded", target, by=request.user, result="destroyed")
        return _refused(request, stored, DESTROYED, 410)
    file = blobs.opened(stored.digest)
    if file is None:
        trail.record(
            "downloaded", target, by=request.user, result="damaged", detail={"digest": stored.digest}
        )
        return _refused(request, stored, DAMAGED, 409)
    trail.record("downloaded", target, by=request.user, detail={"digest": stored.digest})
    text = stored.media_type.startswith("text/")
    response = FileResponse(
        file,
        as_attachment=True,
        filename=safe_name(name),
        content_type=f"{stored.media_type}; charset=utf-8" if text else stored.media_type,
    )
    return _sealed_off(response)


def _refused(request, stored, sentence, status):
    return render(request, "files/refused.html", {"stored": stored, "sentence": sentence}, status=status)


def _sealed_off(response):
    """Whatever is inside runs nowhere and stays in no cache (reliability §1.3, 5.4)."""
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "no-store, private"
    return response
