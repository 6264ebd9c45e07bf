"""A thousand cases with all that belongs to them, in a dozen statements."""

import random
from collections import defaultdict
from datetime import timedelta

from cases.actions.opening import first_readers
from cases.kinds import KINDS
from cases.models import ENDED, Case, Event, Note, Status, Subject
from cases.scale import clocks, desks, words
from cases.scale.inserting import insert, with_ids
from cases.scale.numbering import numbers
from cases.scale.staff import MANDATE, ONE_IN
from secoffice.access.models import Admission
from secoffice.deadlines import rules
from secoffice.people import keys, normal
from secoffice.people.models import Fact, NameKey, Person
from secoffice.search import index
from secoffice.search.models import SearchDocument

MONTHS = 36
STATES = {
    Status.COMPLAINT: 6, Status.SCREENED: 4, Status.PRELIMINARY: 10, Status.FULL: 14, Status.REFERRED: 2,
    Status.PROSECUTION: 3, Status.ADMIN_ACTION: 1, Status.CLOSED: 60,
}  # fmt: skip


class Batch:
    """`numbers` maps the number of each case to its key."""

    def __init__(self, numbers, *, seed, at, teams, readers):
        self.numbers, self.seed, self.at, self.teams = numbers, seed, at, teams
        self.sees_all, self.sees_few = readers
        self.chances = {n: random.Random(f"{seed} {n}") for n in numbers}

    def save(self):
        made = with_ids(self.case(number) for number in self.numbers)
        self.number(made)
        self.cases = dict(zip(self.numbers, made, strict=True))
        in_force = {rule.code: rule for rule in rules.all_in_force()}
        clocks_of = [
            row
            for n, case in self.cases.items()
            for row in clocks.of(case, self.chances[n], self.at, in_force)
        ]
        note_next_dates(self.cases.values(), clocks_of)
        insert(made)
        insert(clocks_of)
        self.save_people()
        self.save_timeline()
        insert(row for n, case in self.cases.items() for row in self.admissions(n, case))
        insert(self.document(n, case) for n, case in self.cases.items())
        desks.fill(self)

    def chance(self, number, what):
        """Chance for one desk: what it takes changes nothing of what others get."""
        return random.Random(f"{self.seed} {number} {what}")

    # The case

    def case(self, number):
        chance, team = self.chances[number], self.teams[number % len(self.teams)]
        kind = KINDS[words.kind(chance)]
        opened_at = self.at - timedelta(minutes=chance.randrange(60, MONTHS * 30 * 24 * 60))
        status = chance.choices(list(STATES), STATES.values())[0]
        ended = status in ENDED
        case = Case(
            key=self.numbers[number], kind=kind.code, title=words.title(chance, kind.code),
            allegation=words.allegation(chance, number), status=status, status_at=opened_at,
            priority=chance.choices("123", (1, 3, 16))[0], office=team.office, unit=team.unit,
            officer=None if status == Status.COMPLAINT else chance.choice(team.officers),
            logged_by=chance.choice(team.officers), source=chance.choice(("CONSULAR", "STAFF", "PUBLIC", "PARTNER")),
            channel=chance.choice(("WALK_IN", "PHONE", "MAIL", "REFERRAL")), anonymous=chance.random() < 0.05,
            received_on=team.office.local_date(opened_at), opened_at=opened_at,
            closed_at=min(self.at, opened_at + timedelta(days=chance.randrange(20, 400))) if ended else None,
            disposition=chance.choice(("SUBSTANTIATED", "UNFOUNDED", "INCONCLUSIVE")) if ended else "",
        )  # fmt: skip
        case.set_marking(kind.marking)
        return case

    def number(self, cases):
        """Each case gets the next number of its office and year."""
        for case, reference in zip(cases, numbers((c.office, c.received_on) for c in cases), strict=True):
            case.reference = reference

    # What belongs to it

    def save_people(self):
        named = [
            (n, case) for n, case in self.cases.items() for _ in range(self.chances[n].choice((0, 1, 1, 2)))
        ]
        people = insert(Person(created_at=case.opened_at) for _, case in named)
        self.facts, subjects, found = defaultdict(list), [], []
        for person, (n, case) in zip(people, named, strict=True):
            facts = list(facts_of(person, case, self.chances[n]))
            self.facts[case.pk] += facts
            found += (NameKey(person_id=person.pk, key=key) for key in keys.of_facts(facts))
            subjects.append(subject(person, case, self.chances[n]))
        insert(fact for facts in self.facts.values() for fact in facts)
        insert(sorted(found, key=lambda row: row.key))
        insert(subjects)

    def save_timeline(self):
        self.by_pk = {case.pk: case for case in self.cases.values()}
        notes = insert(
            note for n, case in self.cases.items() for note in notes_of(case, self.chances[n], self.at)
        )
        events = [event for case in self.cases.values() for event in events_of(case)]
        events += [
            event(self.by_pk[note.case_id], "note", "Note added", note.by_id, note.happened_at, note=note)
            for note in notes
        ]
        insert(events)

    def admissions(self, number, case):
        principals = first_readers(case) | {f"group:{MANDATE}": "measuring"}
        if case.officer_id:
            principals[f"user:{case.officer_id}"] = "assigned to it"
        if number % ONE_IN == 0:
            principals[f"user:{self.sees_few.pk}"] = "measuring"
        for principal, reason in principals.items():
            yield Admission(
                target_type="cases.case", target_id=case.pk, principal=principal, reason=reason,
                controls=case.controls, by_id=case.logged_by_id, at=case.opened_at,
            )  # fmt: skip

    def document(self, number, case):
        said = [case.reference, case.title, case.allegation, *(fact.value for fact in self.facts[case.pk])]
        text = " ".join(index.words_of(" ".join(said)))
        return SearchDocument(target_type="cases.case", target_id=case.pk, text=text)


def note_next_dates(cases, deadlines):
    """Copy the soonest running clock onto its case, as `refresh_next_date` does one by one."""
    running = sorted((row for row in deadlines if row.is_open), key=lambda row: row.due_at, reverse=True)
    soonest = {row.target_id: row for row in running}
    for case in cases:
        if row := soonest.get(case.pk):
            case.next_due_at, case.next_duty, case.next_from_at = row.due_at, row.duty, row.trigger_at


def subject(person, case, chance):
    part = chance.choice((Subject.Part.SUBJECT, Subject.Part.SUBJECT, Subject.Part.COMPLAINANT))
    return Subject(
        case_id=case.pk,
        person_id=person.pk,
        part=part,
        added_by_id=case.logged_by_id,
        added_at=case.opened_at,
    )


def facts_of(person, case, chance):
    """A name, a birth date, a passport or a telephone: what one record says of one person."""
    given = [
        ("NAME", words.name(chance)),
        (
            "BORN",
            f"{chance.randrange(1950, 2005)}-{chance.randrange(1, 13):02d}-{chance.randrange(1, 29):02d}",
        ),
        ("PASSPORT", f"{chance.choice('XYZ')}{chance.randrange(10**7, 10**8)}"),
    ]
    if chance.random() < 0.4:
        given.append(("PHONE", f"+3519{chance.randrange(10**7, 10**8)}"))
    for kind, value in given:
        yield Fact(
            person=person, kind=kind, value=value, normal=normal.name(value) if kind == "NAME" else value,
            issuer="UTO" if kind == "PASSPORT" else "", source_type="cases.case", source_id=case.pk,
            by_id=case.logged_by_id, at=case.opened_at,
        )  # fmt: skip


def notes_of(case, chance, at):
    for _ in range(chance.choice((0, 1, 1, 2, 3))):
        written_at = case.opened_at + (at - case.opened_at) * chance.random() * 0.5
        by = case.officer_id or case.logged_by_id
        yield Note(
            case=case, by_id=by, text=words.note(chance), happened_at=written_at, entered_at=written_at
        )


def events_of(case):
    yield event(
        case, "logged", f"Logged as {KINDS[case.kind].label.lower()}", case.logged_by_id, case.opened_at
    )
    if case.officer_id:
        assigned_at = case.opened_at + timedelta(minutes=30)
        yield event(case, "assigned", f"{case.officer} works this case", case.unit.supervisor_id, assigned_at)
    if case.closed_at:
        yield event(case, "close", "Closed", case.unit.supervisor_id, case.closed_at)


def event(case, verb, says, by_id, at, note=None):
    return Event(case_id=case.pk, verb=verb, says=says, by_id=by_id, happened_at=at, entered_at=at, note=note)
