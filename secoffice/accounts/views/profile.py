"""One's own account."""

from django.conf import settings
from django.contrib import auth, messages
from django.http import HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from secoffice.accounts import actions
from secoffice.accounts.context import THEMES
from secoffice.accounts.forms.fields import zone_options
from secoffice.accounts.forms.profile import AbsenceForm, ProfileForm
from secoffice.accounts.forms.signing_in import ChangePasswordForm
from secoffice.accounts.models import Session, User
from secoffice.accounts.roles import ROLES
from secoffice.audit import trail

# Wrong old passwords until the session ends: whoever sits there is not the owner.
TRIES = 5


@require_http_methods(["GET", "POST"])
def profile(request):
    user = User.objects.get(
        pk=request.user.pk
    )  # apart from request.user: a refused form must not change the page
    form = ProfileForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        if actions.change_profile(user=request.user, by=request.user, **form.cleaned_data):
            messages.success(request, "Your profile is saved.")
        return with_theme(redirect("accounts:profile"), request.user.theme)
    return profile_page(request, form, AbsenceForm(person=request.user))


@require_POST
def plan_absence(request):
    form = AbsenceForm(request.POST, person=request.user)
    if not form.is_valid():
        return profile_page(request, ProfileForm(instance=request.user), form)
    actions.plan_absence(user=request.user, by=request.user, **form.cleaned_data)
    messages.success(request, "Your absence is planned.")
    return redirect("accounts:profile")


def profile_page(request, form, absence_form):
    today = timezone.localdate()
    given = {
        "form": absence_form if absence_form.errors else form,
        "profile_form": form,
        "absence_form": absence_form,
        "absences": request.user.absences.filter(ends_on__gte=today).select_related("deputy").order_by("starts_on"),
        "elsewhere": Session.objects.filter(account_id=request.user.pk, expire_date__gt=timezone.now())
        .exclude(session_key=request.session.session_key).count(),
        "zones": zone_options(),
        "user_roles": [role for code, role in ROLES.items() if code in request.user.roles],
        "today": today,
    }  # fmt: skip
    refused = form.errors or absence_form.errors
    return render(request, "accounts/profile.html", given, status=422 if refused else 200)


@require_POST
def end_absence(request, pk):
    absence = get_object_or_404(request.user.absences.filter(ends_on__gte=timezone.localdate()), pk=pk)
    actions.end_absence(absence=absence, by=request.user, today=timezone.localdate())
    messages.success(request, "The absence is ended.")
    return redirect("accounts:profile")


@require_http_methods(["GET", "POST"])
def password(request):
    form = ChangePasswordForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        new = form.cleaned_data["new_password1"]
        actions.change_password(user=request.user, password=new, request=request, by=request.user)
        messages.success(request, "Your password is changed. Other browsers are signed out.")
        return redirect("accounts:profile")
    if "old_password" in form.errors and is_not_the_owner(request):
        return redirect("accounts:login")
    return render(request, "accounts/password.html", {"form": form}, status=422 if form.errors else 200)


def is_not_the_owner(request):
    """Count a wrong old password; after too many the session ends."""
    trail.record("password refused", request.user, by=request.user, result="refused")
    tries = request.session["tries"] = request.session.get("tries", 0) + 1
    if tries < TRIES:
        return False
    trail.record("signed out", request.user, by=request.user, reason="too many wrong passwords")
    auth.logout(request)
    messages.error(request, "You were signed out after too many wrong passwords.")
    return True


@require_POST
def sign_out_elsewhere(request):
    key = request.session.session_key
    ended = actions.sign_out_elsewhere(user=request.user, session_key=key, by=request.user)
    messages.success(request, f"Signed out in {ended} other browser{'' if ended == 1 else 's'}.")
    return redirect("accounts:profile")


@require_POST
def theme(request):
    """The switch in the menu of every page."""
    chosen = request.POST.get("theme", "")
    if chosen not in THEMES:
        return HttpResponseBadRequest("There is no such theme.")
    actions.change_profile(user=request.user, by=request.user, theme=chosen)
    back = request.POST.get("next", "")
    safe = back.startswith("/") and url_has_allowed_host_and_scheme(
        back, {request.get_host()}, require_https=request.is_secure()
    )
    return with_theme(redirect(back if safe else "accounts:profile"), chosen)


def with_theme(response, chosen):
    """Kept in the browser too, for the pages before sign-in."""
    response.set_cookie("theme", chosen, max_age=365 * 86400, httponly=True, samesite="Lax",
                        secure=settings.SESSION_COOKIE_SECURE)  # fmt: skip
    return response
