"""Search first, create second, in one page."""

import time

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from cases.actions import log, opening, team
from cases.forms.opening import AskAccessForm, CaseForm, SearchForm, Subjects, carried_from
from cases.models import Case, LogEntry
from secoffice.audit import trail
from secoffice.people.search import similar
from secoffice.ports import Refused
from secoffice.search import index
from secoffice.ui import find

FEW = 8
SECONDS = 0.25  # the answer to a request for access takes this long in every case


def look_for(user, words, subjects=()):
    """What is on file already, among what this reader may see: persons and cases."""
    facts = [(kind, value) for subject in subjects for kind, value, _ in subject.facts()]
    cases = Case.objects.visible_to(user).select_related("officer")
    found = index.matching(cases, words)[:FEW] if words.strip() else []
    return {"people": similar(user, words=words, facts=facts), "cases": list(found)}


def entry_behind(request):
    """The log entry a case is made from, when it is."""
    reference = request.GET.get("from") or request.POST.get("from")
    if not reference:
        return None
    return find(request, LogEntry, reference=reference)


def show(request, form, subjects, *, found=None, status=200, entry=None):
    context = {
        "form": form,
        "subjects": subjects,
        "found": found,
        "entry": entry,
        "words": request.POST.get("words", ""),
    }
    return render(request, "cases/new.html", context, status=status)


@require_http_methods(["GET", "POST"])
def new(request):
    entry = entry_behind(request)
    if request.method == "GET":
        form = CaseForm(
            user=request.user, initial=carried_from(entry) if entry and not entry.quarantined_at else None
        )
        return show(request, form, Subjects(user=request.user), entry=entry)
    if verb := next((name for name in ("search", "more", "use") if name in request.POST), None):
        return again(request, verb, entry)
    form, subjects = CaseForm(request.POST, user=request.user), Subjects(request.POST, user=request.user)
    if not all([form.is_valid(), subjects.is_valid()]):
        return show(request, form, subjects, status=422, entry=entry)
    if not form.cleaned_data["searched"]:
        found = first_look(request.user, form, subjects)
        if found["people"] or found["cases"]:
            return show(
                request, searched(form, request.user), subjects, found=found | {"held": True}, entry=entry
            )
    return keep(request, form, subjects, entry)


def first_look(user, form, subjects):
    """Before a case is made: does the title or anybody named in it stand on file?"""
    named = [row for row in subjects if row.has_changed() and not row.picked]
    found = look_for(user, "", named)
    found["cases"] = list(index.matching(Case.objects.visible_to(user), form.cleaned_data["title"])[:FEW])
    trail.record("searched", by=user, detail={"for": "a new case", "people": len(found["people"])})
    return found


def searched(form, user):
    data = form.data.copy()
    data["searched"] = "on"
    return CaseForm(data, user=user)


def keep(request, form, subjects, entry):
    try:
        with transaction.atomic():
            case = opening.log_case(
                key=form.cleaned_data["key"], by=request.user, subjects=subjects.subjects(), **form.case()
            )
            if entry and entry.case_id != case.pk:
                log.promote(entry=entry, case=case, by=request.user)
    except (Refused, ValueError) as refused:
        form.add_error(None, str(refused))
        return show(request, form, subjects, status=422, entry=entry)
    except IntegrityError:
        form.add_error(None, "This form was sent already. Open a new one and type it there.")
        return show(request, form, subjects, status=422, entry=entry)
    if not case.is_visible_to(request.user):
        messages.success(request, f"Logged as {case.reference}. It names you, so you cannot open it.")
        return redirect("desk")
    messages.success(request, f"Logged as {case.reference}.")
    return redirect(case)


def again(request, verb, entry):
    """Search, one more person, or a person picked: the same page with everything typed still in it."""
    data = request.POST.copy()
    found = None
    if verb == "more":
        data["rows"] = str(min(len(Subjects(request.POST, user=request.user)) + 1, Subjects.MOST))
    elif verb == "use":
        pick(data, request)
    else:
        found = search_words(request)
        data["searched"] = "on"
    form = CaseForm(initial=typed(data, CaseForm), user=request.user)
    return show(request, form, kept_rows(data, request.user), found=found, entry=entry)


def typed(data, form):
    """What was typed, as initial values: shown again without being judged yet."""
    return {name: data.get(name) for name in form.base_fields if name in data}


def kept_rows(data, user):
    rows = Subjects(data, user=user)
    for row in rows:
        initial = {
            name: data.get(f"{row.prefix}-{name}") for name in row.fields if f"{row.prefix}-{name}" in data
        }
        row.is_bound, row.initial, row._errors = False, initial, None
        row.data = {}
    return rows


def pick(data, request):
    """Put a person on file into the first empty row."""
    person = str(data.get("use", ""))
    match = next(
        (m for m in similar(request.user, words=data.get("words", "")) if str(m.person_id) == person), None
    )
    rows = Subjects(data, user=request.user)
    empty = next((row.prefix for row in rows if not row.has_changed()), f"p{len(rows)}")
    if match and len(rows) < Subjects.MOST:
        data["rows"] = str(max(len(rows), int(empty[1:]) + 1))
        data[f"{empty}-person"], data[f"{empty}-name"] = person, match.name


def search_words(request):
    form = SearchForm(request.POST)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    found = look_for(request.user, words)
    trail.record(
        "searched", by=request.user, detail={"people": len(found["people"]), "cases": len(found["cases"])}
    )
    return found | {"words": words}


@require_POST
def find_similar(request):
    """The same search as a fragment, while somebody types."""
    context = {"found": search_words(request), "words": request.POST.get("words", "")}
    return render(request, "cases/_found.html", context)


@require_POST
def ask_access(request):
    """Always the same answer in the same time, whether the record exists or not."""
    form, began = AskAccessForm(request.POST), time.monotonic()
    try:
        if not form.is_valid():
            raise Refused("Give the reference and a reason in a sentence.")
        team.ask_access(by=request.user, **form.cleaned_data)
    except Refused as refused:
        messages.error(request, str(refused))
        return render(request, "404.html", {"asked": request.POST}, status=422)
    finally:
        time.sleep(max(0, SECONDS - (time.monotonic() - began)))
    messages.success(
        request, "If there is such a record, whoever keeps it has been asked. You hear from them, or not."
    )
    return redirect("desk")
