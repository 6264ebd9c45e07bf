"""A form sent after sign-out, or with a token from before: what was typed is given back, never thrown away."""

from django.shortcuts import render

NEVER_KEPT = ("csrfmiddlewaretoken", "password", "token")


def is_from_here(request):
    """Sent by a page of this site, says the browser. Without its word the fields are not shown again: another
    site could have put them there and would only need somebody to press the button."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def typed(request):
    """Names and values as they were sent, without secrets."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        if not any(word in name.lower() for word in NEVER_KEPT)
        for value in values
    ]


def page(request):
    """What was typed, in a form that can be sent again; files have to be chosen again."""
    template, status = ("403_csrf.html", 403) if request.user.is_authenticated else ("401.html", 401)
    given = {
        "action": request.get_full_path(),
        "fields": typed(request),
        "files": [(name, file.name) for name, files in request.FILES.lists() for file in files],
    }
    return render(request, template, given, status=status)
