"""My web hook: where notices are posted to as well, its secret, a test, and how the last posts went."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from secoffice.ports import Refused
from secoffice.reminders import hooks, hooks_places
from secoffice.reminders.forms.hook import HookForm
from secoffice.reminders.models import Hook, Preference


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def hook_page(request):
    """POST sets the address and shows its new secret this once."""
    form = HookForm(request.POST or None)
    secret = put(request, form) if form.is_valid() else ""
    return shown(request, HookForm() if secret else form, secret)


@never_cache
@require_POST
def secret(request):
    """A new secret, shown this once."""
    made = done(request, hooks.renew)
    return shown(request, HookForm(), made) if made else redirect("reminders:hook")


@require_POST
def test(request):
    done(
        request,
        hooks.ask_test,
        "A test post goes out within the minute. Reload this page to see how it went.",
    )
    return redirect("reminders:hook")


@require_POST
def take_away(request):
    done(request, hooks.take_away, "Nothing is posted any more.")
    return redirect("reminders:hook")


def put(request, form):
    """Set it, or say beside the field why not."""
    try:
        return hooks.put(url=form.cleaned_data["url"], by=request.user)
    except Refused as refused:
        form.add_error("url", str(refused))
        return ""


def done(request, verb, words=""):
    """What the verb returns; where it refuses, the reason is said."""
    try:
        result = verb(by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return None
    if words:
        messages.success(request, words)
    return result


def shown(request, form, secret):
    hook = Hook.objects.filter(user=request.user).first()
    kinds = Preference.objects.filter(user=request.user, hook=True).exists()
    told = {"form": form, "hook": hook, "secret": secret, "kinds": kinds, "hosts": hooks_places.names()}
    told["waiting"] = hooks.waiting(request.user.pk).count() if hook else 0
    return render(request, "reminders/hook.html", told, status=422 if form.errors else 200)
