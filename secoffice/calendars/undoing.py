"""The way back after a change of a calendar: kept in the session for a while, offered as one button. It posts to
the address of the opposite deed, so it is checked and written down like any other.
"""

from django.urls import reverse
from django.utils import timezone

KEPT_SECONDS = 600
SLOT = "calendar_undo"


def offer_removal(request, day):
    _keep(request, day.calendar, f"Take {day.name} away again", "remove_day", [day.pk], {})


def offer_return(request, day):
    fields = {"on": str(day.on), "name": day.name, "works": "worked" if day.works else "closed"}
    _keep(request, day.calendar, f"Put {day.name} back", "add_day", [], fields)


def offer_weekend(request, row, calendar):
    fields = {"from_on": str(row.from_on), "weekend": row.weekend, "reason": row.reason or "Put back"}
    fields["version"] = str(calendar.version)
    _keep(request, calendar, "Put the change back", "weekend", [], fields)


def offered(request, calendar):
    """The last change of this calendar by this reader, if it is fresh: label, address and fields as pairs."""
    kept = request.session.get(SLOT)
    if not kept or kept["code"] != calendar.code or timezone.now().timestamp() - kept["at"] > KEPT_SECONDS:
        return None
    pairs = [
        (name, each)
        for name, value in kept["fields"].items()
        for each in (value if isinstance(value, list) else [value])
    ]
    return {"label": kept["label"], "url": kept["url"], "fields": pairs}


def _keep(request, calendar, label, deed, more, fields):
    request.session[SLOT] = {
        "code": calendar.code,
        "at": timezone.now().timestamp(),
        "label": label,
        "url": reverse(f"calendars:{deed}", args=[calendar.code, *more]),
        "fields": fields,
    }


def forget(request):
    request.session.pop(SLOT, None)
