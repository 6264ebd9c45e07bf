"""Deconfliction in the demonstration office: two posts that met the same passport, a liaison officer who brings them
together, and a surveillance that is planned."""

from datetime import timedelta

from cases.actions import subjects
from cases.deconfliction import actions, telling, terms
from cases.deconfliction.models import Check, Conflict
from cases.demo import desks
from cases.demo.stories import days_ago, living

NUMBER = ("PASSPORT", "UT4471902", "UTO")


@desks.add
def begin(world):
    world.chronicle.tell(before(world))
    world.chronicle.tell(met(world))
    world.chronicle.tell(planned(world))


def before(world):
    """What was met in earlier months was brought together long ago; only the last weeks are told of."""
    yield days_ago(world, "UTP", 16, 951)
    Check.objects.filter(told_at=None).update(told_at=world.chronicle.end)


def met(world):
    """A passport on a file of one post is asked for at another."""
    at = yield days_ago(world, "UTP", 14, 952)
    file = living(world, "rhea.dunmore")
    facts = [("NAME", "Tarik Bessonov", ""), ("BORN", "1986-11-02", ""), NUMBER]
    subjects.add_subject(
        case=file.case, by=file.case.officer, part="FACIL", facts=facts, key=desks.key("deconfliction", 1),
        remarks="Named by two applicants as the man who filled in their forms.", at=at,
    )  # fmt: skip
    at = yield at + timedelta(days=3)
    asker = elsewhere(world, file.case)
    check = actions.ask(
        terms=terms.of([NUMBER]), by=asker, reason="Number noted at the counter", at=at,
        key=desks.key("deconfliction", 2),
    )  # fmt: skip
    telling.tell_others(at)
    at = yield at + timedelta(days=1)
    conflict = Conflict._base_manager.filter(check_made=check, case=file.case).first()
    if conflict:
        brought_together(world, conflict, at)


def elsewhere(world, case):
    """An agent of another post who cannot see the file."""
    people = sorted(world.people.values(), key=lambda person: person.pk)
    agents = [p for p in people if p.is_active and p.has_role("AGENT") and p.office_id != case.office_id]
    return next(agent for agent in agents if not case.is_visible_to(agent))


def brought_together(world, conflict, at):
    liaison = next((p for p in world.people.values() if p.has_role("LIAISON") and p.is_active), None)
    if liaison and Conflict.objects.visible_to(liaison).filter(pk=conflict.pk).exists():
        actions.take(
            conflict=conflict, step="contact", by=liaison, key=desks.key("deconfliction", 3), at=at,
            text="Both officers spoke by telephone on the secure line. The first file goes on; the second waits.",
        )  # fmt: skip


def planned(world):
    at = yield days_ago(world, "UTP", 5, 953)
    file = living(world, "rhea.dunmore")
    begins = at + timedelta(days=8)
    actions.plan_operation(
        case=file.case, by=file.case.officer, key=desks.key("deconfliction", 4), kind="SURVEIL",
        place="Ferry landing, north side", latitude=38.7071, longitude=-9.1355, urban=True,
        starts_at=begins, ends_at=begins + timedelta(hours=5), at=at,
    )  # fmt: skip
