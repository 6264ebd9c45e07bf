"""The verbs of staff administration: own.py for one's own account, staff.py for those of others, offices.py."""

from secoffice.accounts.actions.offices import keep
from secoffice.accounts.actions.own import (
    accept_invitation,
    ask_reset,
    change_password,
    change_profile,
    end_absence,
    plan_absence,
    sign_out_elsewhere,
    use_reset,
)
from secoffice.accounts.actions.staff import (
    Stale,
    change_post,
    deactivate,
    hand_over,
    invite,
    invite_again,
    leave,
    reactivate,
    work_of,
)

__all__ = [
    "Stale",
    "accept_invitation",
    "ask_reset",
    "change_password",
    "change_post",
    "change_profile",
    "deactivate",
    "end_absence",
    "hand_over",
    "invite",
    "invite_again",
    "keep",
    "leave",
    "plan_absence",
    "reactivate",
    "sign_out_elsewhere",
    "use_reset",
    "work_of",
]
