"""The letters of the office, as text and as mail programs show them, with sample data; and a test."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from secoffice.reminders import actions, samples, words
from secoffice.reminders.messages import as_html
from secoffice.reminders.views.deliveries import only_administrators

IN_A_FRAME = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'"


@require_safe
def letter_list(request):
    only_administrators(request.user)
    now = timezone.now()
    rows = [
        {
            "kind": kind,
            "title": title,
            "own": words.is_own(kind),
            "trouble": words.trouble(kind),
            "subject": samples.letter(kind, request.user, now).subject,
        }
        for kind, (title, *_) in words.KINDS.items()
    ]
    return render(request, "reminders/letters.html", {"rows": rows, "folder": words.own("digest").parent})


@require_safe
def letter_page(request, kind):
    letter = sample(request, kind)
    title, names, placeholders = words.KINDS[kind]
    told = {
        "kind": kind, "title": title, "letter": letter, "own": words.is_own(kind), "trouble": words.trouble(kind),
        "text": render_to_string("emails/letter.txt", {"letter": letter}), "file": words.own(kind),
        "words": words.of(kind).items(), "placeholders": placeholders, "names": names,
    }  # fmt: skip
    return render(request, "reminders/letter.html", told)


@require_safe
@xframe_options_sameorigin
def letter_html(request, kind):
    """The HTML part in a frame of its own: no script, nothing fetched, nothing sent."""
    response = HttpResponse(as_html(sample(request, kind)))
    response.headers["Content-Security-Policy"] = IN_A_FRAME
    return response


def sample(request, kind):
    only_administrators(request.user)
    if kind not in words.KINDS:
        raise Http404
    return samples.letter(kind, request.user, timezone.now())


@require_POST
def send_test(request):
    only_administrators(request.user)
    actions.send_test(by=request.user)
    messages.success(
        request, f"A test goes to {request.user.email} within the minute. Deliveries show what becomes of it."
    )
    return redirect("reminders:letters")
