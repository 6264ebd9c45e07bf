"""Watching a record, putting off one's reminders of a date, and setting a date to look at a record again."""

from django.apps import apps
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from secoffice.audit import trail
from secoffice.deadlines.actions import set_date
from secoffice.deadlines.models import Deadline
from secoffice.ports import Refused
from secoffice.reminders import following
from secoffice.reminders.forms.following import BringForward, PutOff
from secoffice.reminders.hours import DAY
from secoffice.ui import find


@require_POST
def watch(request):
    """Begin or end, by the button on the page of a record or of a date."""
    target_type, target_id = target_of(request.POST, request.user)
    this = {"target_type": target_type, "target_id": target_id, "by": request.user}
    if request.POST.get("stop"):
        following.unwatch(**this)
        messages.success(request, "You do not watch it any more.")
    else:
        following.watch(**this)
        messages.success(request, "You watch it: its dates are told to you while you may know of it.")
    return redirect(back_of(request))


@require_http_methods(["GET", "HEAD", "POST"])
def snooze(request, pk):
    """No mails about this date until a day I name."""
    deadline, now = date_of(request, pk), timezone.now()
    why = following.why_not_snooze(deadline, request.user, now)
    first = now.astimezone(request.user.tz).date() + DAY
    last = max(first, following.latest_day(deadline, request.user, now))
    back = reverse("reminders:deadline", args=[pk])
    form = PutOff(request.POST or None, first=first, last=last, cancel=back)
    if form.is_valid() and put_off(request, deadline, form):
        return redirect(back)
    asleep = deadline.snoozes.filter(user=request.user, ended_at=None).first()
    told = {"deadline": deadline, "form": form, "why": why, "snooze": asleep}
    return render(request, "reminders/snooze.html", told, status=422 if form.is_bound else 200)


def put_off(request, deadline, form):
    """Do it, or say beside the field why not."""
    try:
        made = following.snooze(deadline=deadline, by=request.user, **form.cleaned_data)
    except Refused as refused:
        form.add_error("until_on", str(refused))
        return False
    messages.success(request, f"Put off until {made.until_on:%a} {made.until_on.day} {made.until_on:%b}.")
    return True


@require_POST
def wake(request, pk):
    deadline = date_of(request, pk)
    try:
        following.wake_now(deadline=deadline, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "You are reminded of it as before.")
    return redirect("reminders:deadline", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def bring_forward(request, pk):
    """From the page of a date: the record it belongs to."""
    deadline = date_of(request, pk)
    return forward(request, deadline.target_type, deadline.target_id, deadline.office)


@require_http_methods(["GET", "HEAD", "POST"])
def bring_forward_record(request):
    """From the page of a record, named by type and id."""
    return forward(request, *target_of(request.GET, request.user), request.user.office)


def forward(request, target_type, target_id, office):
    record = apps.get_model(target_type)._base_manager.filter(pk=target_id).first()
    if record is None or not hasattr(record, "get_absolute_url"):
        raise Http404
    url, office = record.get_absolute_url(), getattr(record, "office", None) or office
    form = BringForward(request.POST or None, cancel=url)
    if form.is_valid() and brought(request, record, office, form):
        return redirect(url)
    told = {"form": form, "reference": record.reference, "url": url}
    return render(request, "reminders/bring_forward.html", told, status=422 if form.is_bound else 200)


def brought(request, record, office, form):
    """Set the date, or say beside the field why not."""
    try:
        set_date(target=record, office=office, by=request.user, **form.cleaned_data)
    except ValidationError as refused:
        form.add_error("on", " ".join(refused.messages))
        return False
    messages.success(request, "The date is set. You find it among your deadlines.")
    return True


def date_of(request, pk):
    return find(request, Deadline.objects.visible_to(request.user).select_related("office__calendar"), pk=pk)


def target_of(given, user):
    """Type and id of a record this person may know of, or 404; the denial is on the trail."""
    kind, number = given.get("type", "")[:40], given.get("id", "")
    known = number.isascii() and number.isdigit() and len(number) < 19 and "\0" not in kind
    if not (known and following.may_know(user, kind, int(number))):
        trail.record(
            "denied", trail.Named(kind if known else "", number if known else ""), by=user, result="denied"
        )
        raise Http404
    return kind, int(number)


def back_of(request):
    path = request.POST.get("next", "")
    safe = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if safe else "reminders:deadlines"
