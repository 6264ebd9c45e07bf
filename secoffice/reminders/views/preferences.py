"""What reaches me: how often about what, when not, and where else."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from secoffice.ports import Refused
from secoffice.reminders import choosing
from secoffice.reminders.forms.preferences import PreferencesForm
from secoffice.reminders.models import Hook, Preference, Reading


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request):
    hook = Hook.objects.filter(user=request.user).first()
    form = form_of(request, hook)
    if form.is_valid() and chosen(request, form):
        return redirect("reminders:preferences")
    told = {"form": form, "hook": hook, "zone": request.user.tz.key}
    return render(request, "reminders/preferences.html", told, status=422 if form.is_bound else 200)


def form_of(request, hook):
    """The form as it was chosen, or as it was sent."""
    rows = {row.kind: row for row in Preference.objects.filter(user=request.user)}
    rest = Reading.objects.filter(user=request.user).first() or Reading(version=0)
    initial = {name: getattr(rest, name) for name in ("quiet_from", "quiet_until", "weekly_on", "version")}
    return PreferencesForm(request.POST or None, chosen=rows, hook=hook is not None, initial=initial)


def chosen(request, form):
    """Keep it, or say why not above the form."""
    try:
        choosing.choose(by=request.user, version=form.cleaned_data["version"], **form.choices())
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, "Kept. It holds for what comes from now on.")
    return True
