"""In and out, and back in by mail. The only pages that somebody who has not signed in can open."""

import time

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import auth, messages
from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_not_required
from django.db.models import Sum
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import generic
from django.views.decorators.http import require_http_methods

from secoffice import ports
from secoffice.accounts import actions, devices, kept, links
from secoffice.accounts.forms.signing_in import AskResetForm, NewPasswordForm, SignInForm
from secoffice.audit import trail
from secoffice.lockout import address

# Wrong passwords from one address, whatever the names, until it has to wait as well.
FROM_ONE_ADDRESS = 50
# The answer to a reset takes this long for a known and an unknown address alike.
SECONDS = 0.25


class SignIn(auth_views.LoginView):
    template_name = "registration/login.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def post(self, request, *args, **kwargs):
        if self.is_guessing(request):
            trail.record(
                "sign-in refused", None, by=None, result="refused", reason="too many from one address"
            )
            return locked_out(request)
        return super().post(request, *args, **kwargs)

    def is_guessing(self, request):
        """Many names from one place. A browser that is known for the name typed is let through."""
        if devices.known_as(request, request.POST.get("username", "")):
            return False
        since = timezone.now() - settings.AXES_COOLOFF_TIME
        tried = AccessAttempt.objects.filter(ip_address=address(request) or None, attempt_time__gte=since)
        return (tried.aggregate(n=Sum("failures_since_start"))["n"] or 0) >= FROM_ONE_ADDRESS

    def form_valid(self, form):
        response = super().form_valid(form)
        now = int(time.time())
        self.request.session.update({"began": now, "seen": now})
        trail.record("signed in", form.get_user(), by=form.get_user())
        return devices.remember(self.request, response, form.get_user().email)

    def form_invalid(self, form):
        locked = getattr(self.request, "axes_locked_out", False)
        typed = {"email": form.data.get("username", "")[:254]}
        trail.record(
            "locked out" if locked else "sign-in failed", None, by=None, result="refused", detail=typed
        )
        return self.render_to_response(self.get_context_data(form=form), status=422)


def locked_out(request, response=None, credentials=None):
    """The same page for every lock, whether or not there is such an account."""
    given = {"failure_limit": settings.AXES_FAILURE_LIMIT, "cooloff_timedelta": settings.AXES_COOLOFF_TIME}
    answer = render(request, "registration/locked_out.html", given, status=429)
    answer["Retry-After"] = str(int(settings.AXES_COOLOFF_TIME.total_seconds()))
    return answer


@login_not_required
@require_http_methods(["GET", "POST"])
def sign_out(request):
    """By POST, from any state: also when the session has ended meanwhile."""
    if request.method == "GET":
        return redirect("/" if request.user.is_authenticated else "accounts:login")
    if request.user.is_authenticated:
        trail.record("signed out", request.user, by=request.user)
    auth.logout(request)
    response = render(request, "registration/logged_out.html")
    response["Clear-Site-Data"] = '"cache"'
    return response


@method_decorator(login_not_required, name="dispatch")
class AskReset(generic.FormView):
    template_name = "registration/password_reset_form.html"
    form_class = AskResetForm
    success_url = reverse_lazy("accounts:password_reset_done")

    def form_valid(self, form):
        began = time.monotonic()
        actions.ask_reset(email=form.cleaned_data["email"])
        time.sleep(max(0, SECONDS - (time.monotonic() - began)))
        return super().form_valid(form)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)


class ResetDone(auth_views.PasswordResetDoneView):
    template_name = "registration/password_reset_done.html"


class SetByLink(auth_views.PasswordResetConfirmView):
    """A new password by a link that works once. The verb saves it, not the form."""

    form_class = NewPasswordForm
    template_name = "registration/password_reset_confirm.html"
    success_url = reverse_lazy("accounts:password_reset_complete")
    token_generator = links.RESET
    verb = staticmethod(actions.use_reset)

    def form_valid(self, form):
        try:
            self.verb(user=self.user, password=form.cleaned_data["new_password1"])
        except ports.Refused as refused:  # the same link in two windows
            form.add_error(None, str(refused))
            return self.form_invalid(form)
        self.request.session.flush()
        unlock(self.user.email)
        return redirect(self.get_success_url())

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)


class ResetComplete(auth_views.PasswordResetCompleteView):
    template_name = "registration/password_reset_complete.html"


class Invitation(SetByLink):
    template_name = "registration/invitation.html"
    success_url = reverse_lazy("accounts:login")
    token_generator = links.INVITATION
    verb = staticmethod(actions.accept_invitation)

    def form_valid(self, form):
        response = super().form_valid(form)
        if response.status_code == 302:
            messages.success(self.request, "Your account is open. Sign in with your new password.")
        return response

    def get_context_data(self, **given):
        return super().get_context_data(invited=self.user, **given)


def unlock(email):
    """Who proved themselves by mail need not wait any longer."""
    AccessAttempt.objects.filter(username__startswith=email).delete()


@login_not_required
def stale_form(request, reason=""):
    """The answer to a form whose token is not accepted. If it came from a page of ours, only the token is old, and
    what was typed is given back; if not, nothing of it is repeated."""
    if not kept.is_from_here(request):
        trail.record("form refused", None, by=request.user, result="refused", reason=reason[:200])
        return render(request, "403_csrf.html", status=403)
    if request.path == reverse("accounts:login"):
        return redirect(request.get_full_path())
    if request.path == reverse("accounts:logout"):
        return sign_out(request)
    return kept.page(request)
