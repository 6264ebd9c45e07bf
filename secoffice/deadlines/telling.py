"""Who hears of a request to stop a clock: the nearest person who may answer it, then whoever asked."""

from django.db.models import Q
from django.urls import reverse

from secoffice import ports
from secoffice.accounts.models import User
from secoffice.accounts.roles import APPROVERS
from secoffice.deadlines import keepers
from secoffice.deadlines.models import Deadline

MOST = 20  # people looked at, nearest first


def asked(toll, *, at):
    """Told to one: the supervisor of the owner's unit before those further up, whoever may answer."""
    for person in near(toll.deadline):
        if person.pk != toll.asked_by_id and may_answer(person, toll.deadline):
            tell(toll, person, "asked", "a request to stop a clock", at)
            return


def answered(toll, *, at):
    """Told to whoever asked, once somebody approved or refused."""
    tell(toll, toll.asked_by, "answered", "an answer to stopping a clock", at)


def near(deadline):
    """Who might answer, nearest first: the owner's supervisor, then the offices of the chain upwards."""
    offices = [office.pk for office in deadline.office.chain()]
    unit = deadline.owner.unit_id if deadline.owner_id else None
    up = Q(pk__in=User.objects.with_role(*APPROVERS).values("pk"), office__in=offices)
    leads = set(
        User.objects.filter(units_supervised=unit, units_supervised__isnull=False).values_list(
            "pk", flat=True
        )
    )
    people = User.objects.present().filter(up | Q(pk__in=leads))

    def distance(person):
        up_the_chain = offices.index(person.office_id) if person.office_id in offices else len(offices)
        return person.pk not in leads, up_the_chain

    return sorted(people.select_related("office").order_by("pk"), key=distance)[:MOST]


def may_answer(person, deadline):
    knows = Deadline.objects.visible_to(person).filter(pk=deadline.pk).exists()
    return knows and not keepers.why_not("toll", deadline, person)


def tell(toll, person, step, duty, at):
    about = toll.deadline
    ports.tell(
        "notice.owed",
        kind="toll",
        source_type="deadlines.toll",
        source_id=toll.pk,
        recipient_id=person.pk,
        duty=duty,
        reference=about.target_reference,
        url=reverse("deadlines:answer_toll", args=[toll.pk]),
        office_id=about.office_id,
        at_once=True,
        step=step,
        target_type=about.target_type,
        target_id=about.target_id,
        at=at,
    )
