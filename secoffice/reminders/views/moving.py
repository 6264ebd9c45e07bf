"""More time for several dates at once, and another owner for one."""

import re

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from secoffice.clockface import several
from secoffice.deadlines import keepers
from secoffice.deadlines.models import Deadline
from secoffice.reminders import desk, moving
from secoffice.reminders.forms.moving import HandOver, MoreTime
from secoffice.ui import find

AT_ONCE = 100
CHOICE = re.compile(r"(\d{1,18})(?:-(\d{1,9}))?", re.ASCII)


@require_http_methods(["GET", "HEAD", "POST"])
def extend(request):
    """The dates chosen on a list, what holds each back, and the form. Whatever could not be moved stays on the
    page with everything that was typed."""
    chosen = chosen_dates(request)
    if not chosen:
        messages.info(request, "Choose the dates that need more time first.")
        return redirect("reminders:deadlines")
    form, outcomes = MoreTime(request.POST or None, one=len(chosen) == 1), []
    if form.is_valid():
        outcomes = moving.extend_each(chosen=chosen, by=request.user, **form.cleaned_data)
        if all(outcome.new for outcome in outcomes):
            return all_moved(request, outcomes)
    stay = [outcome.deadline.pk for outcome in outcomes if not outcome.new]
    rows = [(deadline, version) for deadline, version in chosen if not outcomes or deadline.pk in stay]
    told = {"form": form, "outcomes": outcomes} | lines(rows, request.user)
    return render(request, "reminders/extend.html", told, status=422 if form.is_bound else 200)


@require_safe
def extend_one(request, pk):
    find(request, Deadline, pk=pk)
    return HttpResponseRedirect(f"{reverse('reminders:extend')}?deadline={pk}")


def all_moved(request, outcomes):
    if len(outcomes) == 1:
        new = outcomes[0].new
        messages.success(request, f"{new.reference} has more time. The earlier date stays on record.")
        warn_of_late(request, outcomes)
        return redirect("reminders:deadline", new.pk)
    messages.success(request, f"{several(len(outcomes), 'date')} moved. The earlier ones stay on record.")
    warn_of_late(request, outcomes)
    others = any(outcome.new.owner_id != request.user.pk for outcome in outcomes)
    return redirect("reminders:unit" if others and desk.has_people(request.user) else "reminders:deadlines")


def warn_of_late(request, outcomes):
    """Days are counted from the day it was due: of what is long late they may all be over."""
    if late := sum(outcome.new.is_overdue(timezone.now()) for outcome in outcomes):
        which = "It is" if len(outcomes) == 1 else f"{late} of them {'is' if late == 1 else 'are'}"
        messages.warning(request, f"{which} still late. Give a new date rather than days.")


def chosen_dates(request):
    """(deadline, version as it was shown) for those chosen that the reader may know of, soonest first."""
    sent = request.POST if request.method == "POST" else request.GET
    found = [each for text in sent.getlist("deadline")[:AT_ONCE] if (each := CHOICE.fullmatch(text))]
    versions = {int(each[1]): each[2] and int(each[2]) for each in found}
    seen = Deadline.objects.visible_to(request.user).filter(pk__in=versions)
    rows = seen.select_related("office__calendar", "owner__unit").order_by("due_at", "pk")
    return [(row, versions[row.pk] or row.version) for row in rows]


def lines(rows, user):
    """What the page says of each; `one` where there is no other, `stuck` where none can be moved."""
    keepers.gather([deadline for deadline, _ in rows])
    said = [line(*row, user) for row in rows]
    return {
        "rows": said,
        "one": said[0]["deadline"] if len(said) == 1 else None,
        "stuck": all(row["why"] for row in said),
    }


def line(deadline, version, user):
    why = keepers.why_not("extend", deadline, user)
    return {
        "deadline": deadline, "value": f"{deadline.pk}-{version}", "why": why,
        "latest": None if why else keepers.latest(deadline),
    }  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request, pk):
    """Another owner for one date, chosen among those who may read the record."""
    rows = Deadline.objects.visible_to(request.user).select_related("office__calendar", "owner__unit")
    deadline = find(request, rows, pk=pk)
    form = HandOver(request.POST or None, deadline=deadline, now=timezone.now())
    if form.is_valid() and handed(request, deadline, form):
        return redirect("reminders:deadline", pk)
    why = keepers.why_not("reassign", deadline, request.user)
    told = {"deadline": deadline, "form": form, "why": why}
    return render(request, "reminders/hand_over.html", told, status=422 if form.is_bound else 200)


def handed(request, deadline, form):
    """Do it, or say beside the field why not."""
    try:
        moving.hand_over(deadline=deadline, by=request.user, **form.cleaned_data)
    except moving.SAID_NO as refused:
        form.add_error("owner", " ".join(getattr(refused, "messages", None) or [str(refused)]))
        return False
    messages.success(request, f"{form.cleaned_data['owner'].name} has it now, and is told.")
    return True
