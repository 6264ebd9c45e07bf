"""Leave with hand-over of all work in one screen."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from secoffice import ports
from secoffice.accounts import actions, staffing
from secoffice.accounts.forms.leave import LeaveForm
from secoffice.accounts.views.staff import for_keepers, found


@require_http_methods(["GET", "POST"])
@for_keepers
def staff_leave(request, pk):
    person = found(request, pk)
    work, unknown = actions.work_of(person)
    may_close = not staffing.why_not_deactivate(request.user, person)
    form = LeaveForm(request.POST or None, person=person, work=work, may_close=may_close)
    if request.method == "POST" and form.is_valid() and left(request, person, form):
        return redirect("accounts:staff_edit", pk)
    known = known_to(request.user, form.work)
    rows = [(item, field, item in known) for item, field in form.rows()]
    given = {"person": person, "form": form, "rows": rows, "more": len(form.more), "unknown": unknown}
    return render(request, "accounts/staff_leave.html", given, status=422 if form.errors else 200)


def left(request, person, form):
    given = form.given()
    try:
        actions.leave(
            user=person,
            by=request.user,
            given=given,
            absence=form.absence(),
            reason=form.cleaned_data["reason"],
        )
    except ports.Refused as refused:
        form.add_error(None, str(refused))
        return False
    handed = f"{len(given)} piece{'' if len(given) == 1 else 's'} of work handed over"
    messages.success(
        request, f"{person}: {handed}, {'absence planned' if form.absence() else 'account closed'}."
    )
    return True


def known_to(user, work):
    """The pieces whose label and link this person may see; the others are a number to them."""
    targets = [(item.kind, item.id) for item in work]
    known = {row for answer in ports.ask("may know of", user=user, targets=targets) for row in answer.rows}
    return {item for item in work if (item.kind, item.id) in known or item.kind == "accounts.unit"}
