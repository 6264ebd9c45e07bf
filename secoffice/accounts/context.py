"""What every page knows about its reader."""

from secoffice.accounts.models import User

THEMES = dict(User._meta.get_field("theme").choices)


def account(request):
    """`theme` and `office`. Before sign-in the theme is the one last used in this browser."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return {"theme": user.theme, "office": user.office}
    theme = request.COOKIES.get("theme", "")
    return {"theme": theme if theme in THEMES else "", "office": None}
