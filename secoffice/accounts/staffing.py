"""Who may do what to an account, each rule as a sentence: empty means yes.

Forms print the sentence beside the field, verbs refuse with it, so that both follow one rule (§0.4).
"""

from secoffice.accounts import roles
from secoffice.accounts.models import User

# Roles that only the people named may grant; whoever holds one is out of reach for everybody else.
RESERVED = {"SYSADMIN": (), "OIG": (), "DIRECTOR": (), "RSO": ("DIRECTOR",)}

# Whoever supervises a unit sees its cases and approves them.
NOT_ONESELF = "Nobody makes themselves supervisor of a unit. Ask another administrator."


def grantable(by):
    """The roles this person may give to somebody else."""
    if by.keeps_accounts:
        return frozenset(roles.ROLES)
    if not by.has_role("DIRECTOR", "RSO"):
        return frozenset()
    return frozenset(code for code in roles.ROLES if code not in RESERVED or by.has_role(*RESERVED[code]))


def keeps_staff(user):
    """May open staff administration at all."""
    if user.keeps_accounts or user.has_role("DIRECTOR", "RSO"):
        return True
    return user.has_role("CASE_SUP") and bool(user.leads)


def keeps_offices(user):
    """May change the reference data that every other room leans on."""
    return user.keeps_accounts


def why_not_change(by, user):
    """Why `by` may not change the post of `user`, deactivate the account or bring it back."""
    if by == user:
        return "Nobody changes their own office, unit or role. Ask another administrator."
    if not User.objects.managed_by(by).filter(pk=user.pk).exists():
        return "The director, the security officer or a system administrator changes this account."
    beyond = sorted(user.roles - grantable(by))
    if beyond:
        return f"Only a system administrator changes the account of a {roles.label(beyond[0]).lower()}."
    return ""


def why_not_send_away(by, user):
    """Why `by` may not plan leave for `user` or hand over their work: the unit's supervisor may as well."""
    if by == user or User.objects.known_to(by).filter(pk=user.pk).exists():
        return ""
    return "Leave is for the supervisor of the unit, or for those who keep staff."


def why_not_roles(by, user, codes):
    """Why `user` (None: somebody new) may not hold these roles together, or not from `by`."""
    if by == user:
        return "Nobody grants their own role."
    if beyond := sorted(set(codes) - grantable(by)):
        return f"You cannot grant “{roles.label(beyond[0])}”."
    if pair := roles.clash(codes):
        first, second = (roles.label(code) for code in pair)
        return f"One person may not be {first.lower()} and {second.lower()}. Separate the two duties."
    if user is not None and "SYSADMIN" not in codes and is_last_keeper(user):
        return "This is the last system administrator. Name another first."
    return ""


def why_not_move(user, office):
    """Whoever answers for a unit of one office cannot sit in another."""
    unit = user.units_supervised.exclude(office=office).first()
    return f"{user} still supervises {unit}. Name another supervisor first." if unit else ""


def why_not_deactivate(by, user):
    if by == user:
        return "You cannot deactivate your own account."
    if is_last_keeper(user):
        return "This is the last system administrator. Name another first."
    return why_not_change(by, user)


def is_last_keeper(user):
    if not (user.is_active and user.has_role("SYSADMIN")):
        return False
    return not User.objects.present().with_role("SYSADMIN").exclude(pk=user.pk).exists()
