"""Staff administration: who works here, where, with which roles, and since when no more."""

from functools import wraps
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from secoffice import ports
from secoffice.accounts import actions, staffing
from secoffice.accounts.forms.profile import AbsenceForm
from secoffice.accounts.forms.staff import AddressForm, InviteForm, PostForm, ReasonForm, StaffFilter
from secoffice.accounts.models import Absence, User

A_PAGE = 50


def for_keepers(view):
    """Staff pages are for those who keep staff; the rest are told whose they are."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not staffing.keeps_staff(request.user):
            raise PermissionDenied(
                "Staff pages are for directors, security officers and system administrators."
            )
        return view(request, *args, **kwargs)

    return guarded


def found(request, pk):
    """An account this person may open; any other is as if it were not there."""
    known = User.objects.known_to(request.user).select_related("office", "unit__supervisor")
    return get_object_or_404(known, pk=pk)


@require_GET
@for_keepers
def staff(request):
    today = timezone.localdate()
    form = StaffFilter(request.GET, by=request.user)
    here = Absence.objects.covering(today).select_related("deputy")
    rows = form.narrow(User.objects.known_to(request.user), today).select_related("office", "unit")
    rows = rows.prefetch_related("groups", Prefetch("absences", here, to_attr="away")).order_by("name", "pk")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    given = {
        "filter": form,
        "page": page,
        "chips": list(chips(request, form)),
        "may_invite": staffing.grantable(request.user),
    }
    return render(request, "accounts/staff.html", given | pager(request, page))


def chips(request, form):
    """The filters in use, each with the address of this page without it."""
    for name, words in form.said():
        rest = [(key, value) for key, value in request.GET.items() if key not in (name, "page")]
        yield {"label": words, "url": f"?{urlencode(rest)}"}


def pager(request, page):
    def to(number):
        return f"?{urlencode({**request.GET.dict(), 'page': number})}"

    return {
        "count_words": f"{page.start_index()}–{page.end_index()} of {page.paginator.count}",
        "previous_url": to(page.number - 1) if page.has_previous() else "",
        "next_url": to(page.number + 1) if page.has_next() else "",
    }


@require_http_methods(["GET", "POST"])
@for_keepers
def staff_new(request):
    if not staffing.grantable(request.user):
        raise PermissionDenied("Staff are invited by directors, security officers and system administrators.")
    form = InviteForm(request.POST or None, by=request.user, initial={"office": request.user.office_id})
    if request.method == "POST" and form.is_valid():
        try:
            user = actions.invite(by=request.user, **form.cleaned_data)
        except ports.Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"An invitation is on its way to {user.email}.")
            return redirect("accounts:staff_edit", user.pk)
    return render(request, "accounts/staff_new.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@for_keepers
def staff_edit(request, pk):
    person = found(request, pk)
    if why := staffing.why_not_change(request.user, person):
        if request.method == "POST":
            raise PermissionDenied(why)
        return person_page(request, person, why_not=why)
    form = PostForm(request.POST or None, instance=person, by=request.user)
    if request.method == "POST" and form.is_valid() and saved(request, person, form):
        return redirect("accounts:staff_edit", pk)
    return person_page(request, person, form=form)


def saved(request, person, form):
    try:
        actions.change_post(user=person, by=request.user, **form.cleaned_data)
    except actions.Stale:
        form.show_both(User.objects.get(pk=person.pk))
        form.add_error(None, "Somebody else changed this account meanwhile. Look at what differs below.")
    except ports.Refused as refused:
        form.add_error(None, str(refused))
    else:
        messages.success(request, f"The post of {person} is saved.")
        return True
    return False


def person_page(request, person, *, form=None, absence_form=None, address_form=None, why_not=""):
    """The page of one account; whichever of its forms was refused comes back as it was typed."""
    forms = [form, absence_form, address_form]
    refused = next((given for given in forms if given is not None and given.errors), None)
    today = timezone.localdate()
    if form is None and not why_not and not (why_not := staffing.why_not_change(request.user, person)):
        form = PostForm(instance=person, by=request.user)
    given = {
        "person": person, "form": refused, "post_form": form, "why_not": why_not, "facts": facts_of(person),
        "absence_form": absence_form or AbsenceForm(person=person),
        "address_form": address_form or AddressForm(person=person),
        "absences": person.absences.filter(ends_on__gte=today).select_related("deputy").order_by("starts_on"),
        "why_not_deactivate": staffing.why_not_deactivate(request.user, person),
        "work": len(actions.work_of(person)[0]), "today": today,
    }  # fmt: skip
    return render(request, "accounts/staff_edit.html", given, status=422 if refused else 200)


def facts_of(person):
    """What the page says where nothing may be changed."""
    return [
        ("Employment", person.get_employment_display()),
        ("Roles", ", ".join(person.role_labels) or "none"),
        ("Here since", date_format(timezone.localtime(person.accepted_at or person.date_joined), "j M Y")),
    ]


def deed(verb, said):
    """A view for one deed on one account: ask the verb, say what happened."""

    @require_POST
    @for_keepers
    def view(request, pk):
        person = found(request, pk)
        form = ReasonForm(request.POST)
        try:
            if not form.is_valid():
                raise ports.Refused("Give a reason of at most 2,000 characters.")
            verb(user=person, by=request.user, **form.cleaned_data)
            messages.success(request, said.format(person))
        except ports.Refused as refused:
            messages.error(request, str(refused))
        return redirect("accounts:staff_edit", pk)

    return view


staff_deactivate = deed(actions.deactivate, "{} is deactivated and signed out everywhere.")
staff_reactivate = deed(actions.reactivate, "{} is back.")


@require_POST
@for_keepers
def staff_resend(request, pk):
    person = found(request, pk)
    form = AddressForm(request.POST, person=person)
    if not form.is_valid():
        return person_page(request, person, address_form=form)
    try:
        actions.invite_again(user=person, by=request.user, email=form.cleaned_data["email"])
        messages.success(request, f"A new invitation is on its way to {form.cleaned_data['email']}.")
    except ports.Refused as refused:
        messages.error(request, str(refused))
    return redirect("accounts:staff_edit", pk)


@require_POST
@for_keepers
def staff_absence(request, pk):
    person = found(request, pk)
    form = AbsenceForm(request.POST, person=person)
    if not form.is_valid():
        return person_page(request, person, absence_form=form)
    actions.plan_absence(user=person, by=request.user, **form.cleaned_data)
    messages.success(request, f"The absence of {person} is planned.")
    return redirect("accounts:staff_edit", pk)


@require_POST
@for_keepers
def staff_absence_end(request, pk, absence):
    person, today = found(request, pk), timezone.localdate()
    row = get_object_or_404(person.absences.filter(ends_on__gte=today), pk=absence)
    actions.end_absence(absence=row, by=request.user, today=today)
    messages.success(request, f"The absence of {person} is ended.")
    return redirect("accounts:staff_edit", pk)
