"""What pages of every room ask of reminders: the number beside the inbox, and whether there is a unit board."""

from django.db import connection
from django.utils.functional import SimpleLazyObject

from secoffice.access.models import admitted_sql
from secoffice.reminders.desk import has_people

SHOWN = 99


def inbox(request):
    """`unread_count`, and `has_people` for the tabs of deadlines. Each is asked for when the template prints it: a
    fragment or a download costs no query."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"unread_count": 0, "has_people": False}
    return {
        "unread_count": SimpleLazyObject(lambda: unread(user)),
        "has_people": SimpleLazyObject(lambda: has_people(user)),
    }


def unread(user):
    """How many notices this person has not read; above 99 the words for it. The same as
    `Notice.objects.visible_to(user).unread().still_owed()`, written out because every page asks."""
    if not (user.is_authenticated and user.is_active):
        return 0
    admitted, params = admitted_sql(user, "notice.target_type", "notice.target_id")
    with connection.cursor() as cursor:
        cursor.execute(UNREAD.format(admitted=admitted, most=SHOWN + 1), [user.pk, *params])
        count = cursor.fetchone()[0]
    return f"{SHOWN}+" if count > SHOWN else count


UNREAD = """
    SELECT COUNT(*) FROM (SELECT "notice"."id" FROM "reminders_notice" AS "notice"
        WHERE notice.recipient_id = %s AND notice.current AND notice.read_at IS NULL
        AND NOT (notice.state = 'cancelled')
        AND (NOT notice.needs_access OR {admitted})
        AND (NOT (notice.source_type = 'deadlines.deadline') OR EXISTS (
            SELECT 1 FROM "deadlines_deadline" AS deadline
            WHERE deadline.id = notice.source_id AND deadline.state = 'open' AND deadline.version = notice.due_version))
        LIMIT {most}) AS unread
"""
