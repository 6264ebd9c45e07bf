"""A mail provider tells us that a mail came back. No sign-in: the signature says who speaks.

`X-Secoffice-Timestamp`: seconds since 1970, within five minutes of ours. `X-Secoffice-Signature`: HMAC-SHA256
in hex, keyed with BOUNCE_WEBHOOK_SECRET, over the timestamp, a full stop and the body.
"""

import hmac
import json
import time

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from secoffice.reminders import bounces
from secoffice.reminders.models import Bounce

WINDOW = 300  # seconds
LARGEST = 16 * 1024
FIELDS = {"message_id": 200, "recipient": 320, "kind": 20, "code": 12, "said": 1000}
ACTIONS = {"permanent": "failed", "delayed": "delayed"}


@csrf_exempt
@login_not_required
@never_cache
def came_back(request):
    """202 for whatever is signed and can be read: whether it was known is nobody's business."""
    if not settings.BOUNCE_WEBHOOK_SECRET:
        raise Http404
    if request.method != "POST":
        return HttpResponse(status=405, headers={"Allow": "POST"})
    body = request.read(LARGEST + 1)
    if not is_signed(request.headers, body):
        return JsonResponse({"error": "signature"}, status=401)
    told = fields(body)
    if told is None:
        return JsonResponse({"error": "fields"}, status=400)
    bounces.note(report(told), source=Bounce.Source.WEBHOOK, now=timezone.now())
    return JsonResponse({}, status=202)


def is_signed(headers, body):
    stamp, given = headers.get("X-Secoffice-Timestamp", ""), headers.get("X-Secoffice-Signature", "")
    if (
        not (stamp.isascii() and stamp.isdigit() and len(stamp) <= 12)
        or abs(time.time() - int(stamp)) > WINDOW
    ):
        return False
    return hmac.compare_digest(signature(stamp, body).encode(), given.encode())


def signature(stamp, body):
    return hmac.new(
        settings.BOUNCE_WEBHOOK_SECRET.encode(), f"{stamp}.".encode() + body, "sha256"
    ).hexdigest()


def fields(body):
    """What is told, every field a text of reasonable length; None for anything else."""
    try:
        told = json.loads(body) if len(body) <= LARGEST else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, dict):
        return None
    found = {name: told.get(name, "") for name in FIELDS}
    fits = all(isinstance(value, str) and len(value) <= FIELDS[name] for name, value in found.items())
    fits = fits and all(found[name].isprintable() for name in ("message_id", "recipient", "code"))
    return found if fits and found["message_id"] and found["recipient"] else None


def report(told):
    action, code = ACTIONS.get(told["kind"], ""), told["code"].strip()
    message_id, recipient = told["message_id"].strip(), told["recipient"].strip().casefold()
    return bounces.Report(
        bounces.meaning(action, code), message_id, (recipient,), code, bounces.plain(told["said"])
    )
