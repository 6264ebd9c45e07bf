"""The number beside the inbox on every page."""

from django.utils.functional import SimpleLazyObject

from secoffice.reminders.models import Notice

SHOWN = 99


def inbox(request):
    """`unread_count`, asked for when the template prints it: a fragment or a download costs no query."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"unread_count": 0}
    return {"unread_count": SimpleLazyObject(lambda: unread(user))}


def unread(user):
    """How many notices this person has not read; above 99 the words for it."""
    rows = Notice.objects.visible_to(user).unread().still_owed()
    count = rows[: SHOWN + 1].count()
    return f"{SHOWN}+" if count > SHOWN else count
