"""Closed days out of a calendar file: choose it, look at what would happen, import what is ticked, take it back."""

from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from secoffice.calendars import actions, icsfile
from secoffice.calendars.forms import FileForm
from secoffice.calendars.rehearsal import packed, rehearse, unpacked
from secoffice.calendars.views.pages import again, done, form_page, kept
from secoffice.calendars.words import count_words


def choose(request, code):
    calendar, this = kept(request, code), timezone.localdate().year
    start = {"first_year": this, "last_year": this + 1}
    form = FileForm(request.POST or None, request.FILES or None, calendar=calendar, initial=start)
    if request.method == "POST" and form.is_valid():
        return rehearsal(request, calendar, rehearse(calendar, form.cleaned_data["found"]))
    return form_page(request, form, "Import days from a file", calendar)


def rehearsal(request, calendar, rows, error="", key=None):
    counts = [(row.label, row.tone) for row in rows]
    given = {
        "calendar": calendar, "rows": rows, "packed": packed(rows), "key": key or uuid4(), "error": error,
        "counts": [(label, tone, counts.count((label, tone))) for label, tone in dict.fromkeys(counts)],
        "any": any(row.choosable for row in rows),
    }  # fmt: skip
    return render(request, "calendars/rehearsal.html", given, status=422 if error else 200)


@require_POST
def import_chosen(request, code):
    calendar = kept(request, code)
    try:
        key = UUID(request.POST.get("key", ""))
        found = unpacked(request.POST.get("rows", ""), icsfile.Found)
    except ValueError:
        return redirect("calendars:import", calendar.code)
    if batch := calendar.imports.filter(key=key).first():
        return imported(request, calendar, batch)
    ticked = set(request.POST.getlist("day"))
    rows = rehearse(calendar, found, {each.on for each in found if str(each.on) in ticked})
    days = [(row.on, row.name) for row in rows if row.chosen]
    try:
        if not days:
            raise ValidationError("Tick at least one day.")
        batch = actions.import_days(calendar=calendar, days=days, key=key, by=request.user)
    except ValidationError as refused:
        return rehearsal(request, calendar, rows, " ".join(refused.messages), key)
    return imported(request, calendar, batch)


def imported(request, calendar, batch):
    days = batch.days.order_by("on")
    words = f"{count_words(days.count(), 'day')} imported. {again(calendar)}"
    first = days.first()
    return done(request, calendar, words, first.on.year if first else None)


@require_POST
def undo(request, code, pk):
    calendar = kept(request, code)
    batch = calendar.imports.filter(pk=pk).first()
    if batch is None:
        return done(request, calendar, "This import was undone already.")
    try:
        count = actions.undo_import(calendar=calendar, batch=batch, by=request.user)
    except ValidationError as refused:
        return done(request, calendar, refused.messages[0])
    return done(request, calendar, f"{count_words(count, 'imported day')} removed. {again(calendar)}")
