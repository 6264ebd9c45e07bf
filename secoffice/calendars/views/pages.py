"""Calendars on pages: the list, the year of one, and the small forms that change it. Everybody who signs in may
read: a calendar says nothing of any record."""

from copy import copy

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from secoffice import ports
from secoffice.accounts.models import Office
from secoffice.calendars import actions, undoing, year
from secoffice.calendars.forms import CorrectForm, OpenForm, OwnDayForm, WeekendForm
from secoffice.calendars.models import Calendar
from secoffice.calendars.words import weekend_words
from secoffice.calendars.working_days import FIRST_YEAR, LAST_YEAR

WITH_OFFICES = Prefetch("offices", Office.objects.order_by("code"))


def listing(request):
    today = timezone.localdate()
    rows = [
        (row, weekend_words(row.working_days().weekend_on(today)))
        for row in Calendar.objects.prefetch_related(WITH_OFFICES, "weekends", "closed_days")
    ]
    return render(request, "calendars/list.html", {"rows": rows, "opens": request.user.keeps_accounts})


def show(request, code):
    calendar, today = found(code), timezone.localdate()
    number = asked_year(request, today)
    days, may = calendar.working_days(), calendar.kept_by(request.user)
    own = {row.on: row for row in calendar.closed_days.filter(on__year=number)}
    given = {
        "calendar": calendar, "year": number, "may": may, "heads": year.HEADS, "today": today,
        "months": year.months(days, number, today), "named": year.named(days, number, own),
        "facts": facts(calendar, days, number, today), "clocks": clocks(calendar, number),
        "undo": undoing.offered(request, calendar) if may else None, "imports": imports(calendar, may),
        "previous": number - 1 if number > FIRST_YEAR else None, "next": number + 1 if number < LAST_YEAR else None,
        "weekends": [(row, weekend_words(row.weekend)) for row in calendar.weekends.all()],
        "first_weekend": weekend_words(calendar.weekend),
    }  # fmt: skip
    return render(request, "calendars/year.html", given)


def open_one(request):
    if not request.user.keeps_accounts:
        raise PermissionDenied("Calendars are opened by system administrators.")
    form = OpenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if calendar := carried_out(form, actions.open_calendar, by=request.user, **form.cleaned_data):
            messages.success(request, f"{calendar} is open. Offices can keep it now.")
            return redirect("calendars:year", calendar.code)
    return form_page(request, form, "Open a calendar", None)


def correct(request, code):
    calendar = kept(request, code)
    form = CorrectForm(request.POST or None, instance=copy(calendar))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if righted := carried_out(form, actions.correct, calendar=calendar, by=request.user, **given):
            return done(request, righted, f"The calendar is corrected. {again(righted)}")
    return form_page(request, form, "Correct the calendar", calendar)


def add_day(request, code):
    calendar = kept(request, code)
    form = OwnDayForm(request.POST or None, calendar=calendar, initial={"on": request.GET.get("on")})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if day := carried_out(form, actions.add_closed_day, calendar=calendar, by=request.user, **given):
            undoing.offer_removal(request, day)
            return done(request, calendar, f"{day.name} is added. {again(calendar)}", day.on.year)
    return form_page(request, form, "Add a day", calendar)


@require_POST
def remove_day(request, code, pk):
    calendar = kept(request, code)
    day = calendar.closed_days.filter(pk=pk).first()
    if day is None:
        return done(request, calendar, "That day was removed already.")
    try:
        actions.remove_closed_day(calendar=calendar, on=day.on, by=request.user)
    except ValidationError:
        return done(request, calendar, "That day was removed already.")
    undoing.offer_return(request, day)
    return done(request, calendar, f"{day.name} is removed. {again(calendar)}", day.on.year)


def change_weekend(request, code):
    calendar = kept(request, code)
    now = calendar.working_days().weekend_on(timezone.localdate())
    start = {"version": calendar.version, "weekend": sorted(now)}
    form = WeekendForm(request.POST or None, calendar=calendar, initial=start)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if carried_out(form, actions.change_weekend, calendar=calendar, by=request.user, **given):
            return done(
                request, calendar, f"The weekend is changed. {again(calendar)}", given["from_on"].year
            )
    return form_page(request, form, "Change the weekend", calendar)


@require_POST
def withdraw_weekend(request, code, pk):
    calendar = kept(request, code)
    row = calendar.weekends.filter(pk=pk).first()
    if row is None:
        return done(request, calendar, "That change was withdrawn already.")
    actions.withdraw_weekend(calendar=calendar, from_on=row.from_on, by=request.user)
    undoing.offer_weekend(request, row, calendar)
    return done(request, calendar, f"The change of the weekend is withdrawn. {again(calendar)}")


def found(code):
    if "\0" in code:  # PostgreSQL refuses to be asked
        raise Http404
    return get_object_or_404(Calendar.objects.prefetch_related(WITH_OFFICES), code=code)


def kept(request, code):
    calendar = found(code)
    if not calendar.kept_by(request.user):
        raise PermissionDenied(actions.NOT_YOURS)
    return calendar


def carried_out(form, verb, **given):
    """What the verb gives (True for nothing); None when it refused, with the reason beside its field."""
    try:
        return verb(**given) or True
    except ValidationError as refused:
        known = refused.error_dict if hasattr(refused, "error_dict") else {None: refused.error_list}
        for name, errors in known.items():
            form.add_error(name if name in form.fields else None, errors)
    except actions.Stale as refused:
        form.data = form.data.copy()
        form.data["version"] = str(Calendar.objects.get(pk=given["calendar"].pk).version)
        form.add_error(None, str(refused))
    except ports.Refused as refused:
        form.add_error(None, str(refused))
    return None


def form_page(request, form, title, calendar):
    given = {"form": form, "title": title, "calendar": calendar}
    return render(request, "calendars/form.html", given, status=422 if form.errors else 200)


def done(request, calendar, words, number=None):
    messages.success(request, words)
    answer = redirect("calendars:year", calendar.code)
    answer["Location"] += f"?year={number}" if number else ""
    return answer


def again(calendar):
    """What a change sets going, said with every change."""
    names = ", ".join(str(office) for office in calendar.offices.all())
    return f"Open dates of {names} are worked out again." if names else "No office keeps this calendar yet."


def asked_year(request, today):
    asked = request.GET.get("year", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else today.year
    return min(max(number, FIRST_YEAR), LAST_YEAR)


def facts(calendar, days, number, today):
    place = "-".join(filter(None, (calendar.country, calendar.subdivision)))
    return [
        ("Code", calendar.code),
        ("Public holidays of", place or "no country"),
        ("Weekend now", weekend_words(days.weekend_on(today))),
        (f"Working days in {number}", year.working_count(days, number)),
    ]


def clocks(calendar, number):
    """For each time zone of the offices: their names, and when its clocks change that year."""
    zones = {}
    for office in calendar.offices.all():
        zones.setdefault(office.time_zone, []).append(office)
    return [
        (zone, offices, year.clock_changes(offices[0].tz, number)) for zone, offices in sorted(zones.items())
    ]


def imports(calendar, may):
    """Imports whose days still stand, newest first; only for those who may undo them."""
    return calendar.imports.prefetch_related("days") if may else ()
