"""What every page's frame reads."""

from functools import cache, partial

from secoffice.ui.places import menu as entries


def menu(request):
    """The menu; worked out only by pages that show it, once."""
    return {"menu": cache(partial(entries.for_request, request))} if hasattr(request, "user") else {}
