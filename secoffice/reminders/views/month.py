"""The month of dates: mine, or those of the people I answer for."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from secoffice.audit import trail
from secoffice.reminders import desk, months


@require_safe
def month(request):
    """One month on a page. An address that names none answers as a page that is not there."""
    now, whose = timezone.now(), request.GET.get("whose", "mine")
    first = asked_month(request, now)
    if whose not in ("mine", "unit") or (whose == "unit" and not desk.has_people(request.user)):
        raise Http404
    weeks, number, cut = months.weeks(request.user, whose, first, now)
    trail.record(
        "listed", trail.Named("deadlines.deadline"), by=request.user,
        detail={"month": f"{first:%Y-%m}", "whose": whose},
    )  # fmt: skip
    before, after = months.beside(first)
    told = {
        "weeks": weeks, "number": number, "cut": cut, "first": first, "before": before, "after": after,
        "whose": "month", "people": whose,
        "calendar": request.user.office.calendar if request.user.office_id else None,
        "now": now,
        "list_url": "reminders:unit" if whose == "unit" else "reminders:deadlines",
    }  # fmt: skip
    return render(request, "reminders/month.html", told)


def asked_month(request, now):
    given = request.GET.get("month")
    if not given:
        return timezone.localtime(now).date().replace(day=1)
    try:
        return months.read(given)
    except ValueError:
        raise Http404 from None
