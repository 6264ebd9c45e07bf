"""“12 of 87, previous, next”: the way through a list, from the pages of its cases.

The list leaves the references of the page it showed in the session; each step is found again through
need-to-know. Where in the whole the page stands is known while somebody pages on from the start.
"""

from django.urls import reverse

KEY = "cases_walk"


def leave(request, *, url, rows, total, before="", after=""):
    """Keep what the list shows; written only when it differs from what was kept."""
    old = request.session.get(KEY) or {}
    here = {
        "url": url,
        "references": [case.reference for case in rows],
        "total": total,
        "first": first_of(old, request.GET, len(rows)),
        "before": before,
        "after": after,
    }
    if here != old:
        request.session[KEY] = here


def first_of(old, asked, count):
    """The place of the page's first row: 1 without a mark, counted on from the page before, else not known."""
    if not (asked.get("after") or asked.get("before")):
        return 1
    if not old.get("first"):
        return None
    if asked.get("after") == old.get("after"):
        return old["first"] + len(old["references"])
    if asked.get("before") == old.get("before"):
        return max(1, old["first"] - count)
    return None


def around(request, case):
    """Where this case stands in the list its reader came from; None when it was not in it."""
    left = request.session.get(KEY) or {}
    references = left.get("references") or []
    if case.reference not in references:
        return None
    here = references.index(case.reference)
    steps = {"previous": here - 1, "next": here + 1}
    return {
        "url": left["url"],
        "place": left["first"] + here if left.get("first") else None,
        "total": left["total"],
        **{
            name: reverse("cases:detail", args=[references[at]]) if 0 <= at < len(references) else ""
            for name, at in steps.items()
        },
    }
