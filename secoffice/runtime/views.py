"""The operations page; and, in development only, what the mail sink kept: who reads it reads everybody's mail."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from secoffice.reminders import state
from secoffice.runtime import mailbox, operations, places

ONLY_A_PICTURE = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; frame-ancestors 'none'"
)


def in_development(view):
    """Not found in production, whatever the address table says."""

    def guarded(request, **kwargs):
        if settings.PRODUCTION:
            raise Http404
        return view(request, **kwargs)

    return login_not_required(require_safe(never_cache(guarded)))


@in_development
def mail_list(request):
    mails = mailbox.newest(places.mail_folder(settings.DATA))
    return render(request, "runtime/mail_list.html", {"mails": mails})


@in_development
def mail_page(request, name):
    return render(request, "runtime/mail.html", {"mail": found(name)})


@in_development
def mail_html(request, name):
    """The HTML part as a mail program would show it: no scripts, nothing fetched, nothing sent."""
    response = HttpResponse(found(name).html)
    response.headers["Content-Security-Policy"] = ONLY_A_PICTURE
    return response


def found(name):
    mail = mailbox.find(places.mail_folder(settings.DATA), name)
    if mail is None:
        raise Http404
    return mail


@require_safe
def operations_page(request):
    """How the office runs, for administrators. The page asks again by itself, which keeps no sitting alive."""
    if not request.user.has_role("SYSADMIN"):
        raise Http404
    now = timezone.now()
    told = {
        "now": now,
        "parts": operations.parts(now),
        "counts": state.of_reminders(now)["counts"],
        "failures": operations.failures(now),
        "bounces": operations.bounces(now),
        "facts": operations.facts(),
    }
    return render(request, "runtime/operations.html", told)
