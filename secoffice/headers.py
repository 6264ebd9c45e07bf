"""Headers that depend on who is asking; the rest are settings."""

from django.utils.cache import patch_cache_control


class NoStore:
    """What a signed-in person was shown stays in no cache: not in the browser's after sign-out, not in a
    proxy's.

    Stands outside the session, and looks only at whether this request used one, so a static file stays
    cacheable.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        session = getattr(request, "session", None)
        if session is not None and (session.accessed or session.modified):
            patch_cache_control(response, no_store=True, private=True)
        return response
