"""Why somebody opened a visa record: asked once a working day for each record, and kept in the trail (INA 222(f))."""

from datetime import timedelta

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from secoffice.audit import trail

KEY, HOURS = "visa_purposes", 8
MOST = 200


def told(request, record):
    """Has this reader said within the last hours what they open it for?"""
    since = parse_datetime(str(request.session.get(KEY, {}).get(str(record.pk), "")) or "x")
    return since is not None and since > timezone.now() - timedelta(hours=HOURS)


def keep(request, record, purpose, remark):
    known = dict(list(request.session.get(KEY, {}).items())[-MOST:])
    request.session[KEY] = known | {str(record.pk): timezone.now().isoformat()}
    trail.record("opened for a purpose", record, by=request.user, reason=remark, detail={"purpose": purpose})
