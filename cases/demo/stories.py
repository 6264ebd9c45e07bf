"""Matters with a history of their own: the worked scenario, a colleague under suspicion, what went wrong."""

from datetime import timedelta

from cases.actions import assigning, care, reviewing, team, writing
from cases.demo import lives, work
from cases.demo.chronicle import Hours, dice
from cases.demo.matter import File, Matter
from cases.demo.words import Scenario, Words, documents, inside
from cases.models import Case, Spill
from secoffice.people.actions import link_staff
from secoffice.ports import Refused

ERIKSSON = Scenario(
    "Renewed passport whose printed and coded expiry dates differ, consular hall",
    "The consular section handed over a passport presented for a visa. The machine-readable zone gives an "
    "expiry in April 2022, the printed page April 2012; one check digit is wrong. The bearer says that it "
    "was renewed by a friend of the family. Machine-readable zone as read: P<UTOERIKSSON<<ANNA<MARIA / "
    "L898902C36UTO7408122F2204156ZE184226B<<<<<10.",
    parts=("SUBJECT",), priority="2",
)  # fmt: skip
ERIKSSON_WORDS = Words(
    scenarios=(), predicates=("Two dates of one document contradict each other; an offence may have been "
    "committed.",),
    plans=("Articulable facts: altered expiry confirmed by the first look, use at the counter. Plan: "
    "registry, examiner, interview of the bearer, seizure with receipt.",),
    notes=(
        "Lead sent to headquarters with priority: issuance record of the number. Routine lead for the "
        "travel history.",
        "Passport seized at 14:20 against receipt and stored at 16:05. Bearer interviewed, interpreter "
        "present.",
        "Handed to the examiner. Until she confirms, the custodian answers for it.",
        "The examiner opened seal S-104 without an entry. Discrepancy noted, custodian and auditor told.",
        "Headquarters answers: the number was issued once, to the bearer, with expiry in April 2012.",
    ),
    endings=documents.PASSPORTS.endings, referral="Report of investigation sent to the prosecutor with "
    "exhibits one to five.",
    papers=documents.PASSPORTS.papers,
)  # fmt: skip
ABOUT_A_COLLEAGUE = Scenario(
    "Travel claims of a regional agent that overlap with duty at the centre",
    "Oversight compared travel claims with the gate of the regional centre: on five days both show the "
    "same person. The claims were approved in the unit.",
    source="OWN", channel="OTHER", priority="2",
)  # fmt: skip
# Second complaints, by the kind of the matter that they turn out to belong to.
AGAIN = {
    "PF": "Second report about a passport presented in {quarter}",
    "VF": "Another caller about the visa applications from {street}",
    "PI": "The same man again, reported by a neighbour in {street}",
    "CT": "The same sighting, reported by the school across {street}",
    "CY": "Complaint of one more person deceived, {quarter}",
    "TC": "A customer recognises somebody in {street}",
    "SV": "The same loss, reported by the night guard of {quarter}",
}


def begin(world):
    """Start every one of them."""
    today = world.today
    for story in (
        worked_scenario(world), colleague(world), recused(world), quarantined(world), purged(world), no_spill(world),
        half_agreed(world), wants_access(world), grants_access(world), withdrawn(world), drafting(world),
        *(merged(world, n, today - timedelta(days=days)) for n, days in enumerate((210, 96, 41, 17))),
    ):  # fmt: skip
        world.chronicle.tell(story)


def told(world, number, kind, scenario, words, office, agent, logger, path, days):
    """A matter outside the plan, with its side stories."""
    opened_on = world.today - timedelta(days=days)
    matter = Matter(
        number, kind, scenario, words, office, agent, logger, path, opened_on, frozenset({"punctual"})
    )
    file = File(matter, world)
    world.files.append(file)
    return file


def worked_scenario(world):
    """Passport fraud from the complaint on: offence, lead, custody, review, report, referral."""
    path = (("screen", 2), ("assign", 0), ("preliminary", 0), ("full", 28), ("refer", 64))
    file = told(world, 901, "PF", ERIKSSON, ERIKSSON_WORDS, "UTP", "rhea.dunmore", "nuno.valadao", path, 112)
    world.cast[901] = [
        {
            "part": "SUBJECT",
            "facts": [("NAME", "Anna Maria Eriksson", ""), ("BORN", "1974-08-12", ""), ("NATION", "UTO", ""),
                      ("PASSPORT", "L898902C3", "UTO")],
        }
    ]  # fmt: skip
    world.chronicle.tell(beside(file))
    return (yield from lives.life(file, file.matter.scenario.title))


def beside(file):
    """Notes and reviews begin with the case itself."""
    at = yield file.hours.later(file.hours.on(file.matter.opened_on, roll="back"), 4)
    while file.case is None:
        at = yield at + timedelta(days=1)
    file.world.chronicle.tell(work.paperwork(file, at))
    file.world.chronicle.tell(work.reviews(file, at))


def colleague(world):
    """Somebody on the staff is named: they and the supervisor of their unit are kept out (§0.6.10)."""
    path = (("screen", 2), ("assign", 1), ("preliminary", 3))
    file = told(
        world,
        902,
        "AD",
        ABOUT_A_COLLEAGUE,
        inside.CONDUCT,
        "HQS",
        "kenji.moriwake",
        "hollis.brandemuir",
        path,
        38,
    )
    file.matter.traits |= {"compartment"}
    person = link_staff(user=world.people["dorian.vex"], by=None)
    world.cast[902] = [{"part": "SUBJECT", "person": person, "facts": [("NAME", "Dorian Vex", "")]}]
    world.chronicle.tell(beside(file))
    return (yield from lives.life(file, file.matter.scenario.title))


def merged(world, number, opened_on):
    """A second complaint about a matter that is being worked already."""
    host = next(f for f in world.files if can_take_in(f.matter, opened_on) and f not in world.hosts)
    world.hosts.append(host)
    kind, title = host.matter.kind, AGAIN[host.matter.kind]
    scenario = Scenario(title, host.matter.scenario.allegation, "PUBLIC", "PHONE", ("SUBJECT", "COMPLAIN"))
    matter = Matter(
        910 + number, kind, scenario, host.matter.words, "UTP", host.matter.agent, "joana.peixinho",
        (("screen", 1),), opened_on,
    )  # fmt: skip
    matter.slots, file = host.matter.slots, File(matter, world)
    yield from lives.life(file, matter.say(title))
    at = yield file.hours.later(file.fresh().opened_at, 6)
    reason = "Same people, same street, same week: one matter."
    into = Case._base_manager.get(pk=host.case.pk)
    lives.workflow.take(file.fresh(), "merge", by=file.lead, reason=reason, at=at, given={"into": into})


def can_take_in(matter, opened_on):
    """Worked at the post since three weeks before, and not closed meanwhile."""
    steps = {name for name, _ in matter.path}
    since = opened_on - timedelta(days=21)
    worked = {"preliminary", "full"} & steps and not {"close", "transfer"} & steps
    return matter.office == "UTP" and matter.kind in AGAIN and matter.opened_on <= since and worked


def living(world, agent, *, skip=0, **more):
    """A case that this officer works now, oldest first."""
    rows = Case._base_manager.filter(officer=world.people[agent], status__in=("PRELIMINARY", "FULL"), **more)
    few = list(rows.filter(quarantined_at=None).order_by("opened_at")[: skip + 1])
    if not few:
        raise Refused("Nobody works such a case now.")
    file = next(file for file in world.files if file.case and file.case.pk == few[-1].pk)
    file.fresh()
    return file


def days_ago(world, office, days, number, **when):
    return Hours(world.offices[office], dice("story", number)).on(
        world.today - timedelta(days=days), roll="back", **when
    )


def recused(world):
    """An officer recognises a name, says so, and the case goes to somebody else."""
    at = yield days_ago(world, "UTP", 24, 921)
    file, officer = living(world, "odd.castell"), world.people["odd.castell"]
    reason = "The facilitator is my brother-in-law’s partner."
    team.declare_conflict(case=file.fresh(), user=officer, by=officer, reason=reason, at=at)
    at = yield file.hours.after(at, 1)
    heir = world.people["mirela.sandu-ferro"]
    assigning.assign(case=file.fresh(), officer=heir, by=file.lead, reason="You have the language.", at=at)
    at = yield file.hours.after(at, 0)
    assigning.answer(case=file.fresh(), by=heir, accepts=True, at=at)


def quarantined(world):
    """A note said more than an unclassified system may hold; nobody has decided yet."""
    at = yield days_ago(world, "UTP", 3, 922)
    file, officer = living(world, "rhea.dunmore", skip=1), world.people["rhea.dunmore"]
    text = "Summary of the partner’s paper, received by hand this morning."
    made = writing.add_note(case=file.fresh(), by=officer, text=text, key=file.key(), at=at)
    at = yield file.hours.after(at, 0)
    by = world.people["helene.ashgrove"]
    care.report(case=file.fresh(), part=Spill.Part.NOTE, part_id=made.pk, by=by, at=at)


def purged(world):
    """A file that should not have been here: destroyed by two people, its digest left as a tombstone."""
    at = yield days_ago(world, "UTP", 47, 923)
    file, rng = living(world, "rhea.dunmore"), dice("purged")
    held = work.attach(file, at, "partner-paper.pdf", "Paper of a partner, marked by them")
    at = yield file.hours.after(at, 0)
    spill = care.report(
        case=file.fresh(), part=Spill.Part.ATTACHMENT, part_id=held.pk, by=file.officer, at=at
    )
    for handle in ("ivo.tarn", "helene.ashgrove"):
        at = yield file.hours.after(at, rng.randint(0, 1))
        spill.refresh_from_db()
        care.agree_to_purge(spill=spill, by=world.people[handle], at=at)


def no_spill(world):
    """Reported in good faith, and released by somebody else."""
    at = yield days_ago(world, "UTP", 33, 924)
    file = living(world, "odd.castell", skip=1)
    made = file.case.notes.filter(draft=False).first() or writing.add_note(
        case=file.fresh(),
        by=file.officer,
        text="Page numbers of the partner’s letter.",
        key=file.key(),
        at=at,
    )
    spill = care.report(case=file.fresh(), part=Spill.Part.NOTE, part_id=made.pk, by=file.officer, at=at)
    at = yield file.hours.after(at, 1)
    spill.refresh_from_db()
    care.release(
        spill=spill, by=file.lead, reason="Published in the partner’s annual report. No spill.", at=at
    )


def half_agreed(world):
    """One of the two has agreed to a purge; the second is asked."""
    at = yield days_ago(world, "HQS", 5, 925)
    file = living(world, "kenji.moriwake", skip=2)
    held = work.attach(file, at, "relay-map.png", "Map of relays, sent by the partner")
    at = yield file.hours.after(at, 0)
    spill = care.report(
        case=file.fresh(), part=Spill.Part.ATTACHMENT, part_id=held.pk, by=file.officer, at=at
    )
    at = yield file.hours.after(at, 1)
    spill.refresh_from_db()
    care.agree_to_purge(spill=spill, by=file.lead, at=at)


def wants_access(world):
    """Requests by reference that nobody has answered, one for a number that does not exist."""
    at = yield days_ago(world, "HQS", 4, 926)
    one, two = living(world, "rhea.dunmore", skip=2), living(world, "odd.castell", skip=2)
    asks = (
        ("livia.marrow", one.case.reference, "Same telephone number in a threat report of this week."),
        ("kenji.moriwake", two.case.reference, "The agent’s name is in my case about the manning office."),
        ("bram.oosterlinck", "UTP-2025-00000-0", "Quoted in a letter of the customs service."),
    )
    for handle, reference, reason in asks:
        team.ask_access(reference=reference, reason=reason, by=world.people[handle], at=at)
        at += timedelta(minutes=35)


def grants_access(world):
    """One request granted for a while, one refused."""
    at = yield days_ago(world, "UTP", 29, 927)
    file = living(world, "rhea.dunmore", skip=3)
    for handle, grants in (("dorian.vex", True), ("pema.dolkarma", False)):
        asked = team.ask_access(
            reference=file.case.reference,
            reason="Related matter in my region.",
            by=world.people[handle],
            at=at,
        )
        at = yield file.hours.after(at, 1)
        file.fresh()
        until = at + timedelta(days=90) if grants else None
        why = "Chronology only, for three months." if grants else "Ask the analyst for the summary instead."
        team.answer_request(request=asked, grants=grants, by=file.officer, reason=why, until=until, at=at)


def withdrawn(world):
    """An officer asked too early and took it back."""
    at = yield days_ago(world, "UTP", 12, 928)
    file = living(world, "mirela.sandu-ferro", status="FULL")
    reason = "Ready to go to the prosecutor."
    asked = reviewing.ask_approval(
        case=file.fresh(), step="refer", by=file.officer, reason=reason, key=file.key(), at=at
    )
    at = yield file.hours.after(at, 0)
    reviewing.withdraw_request(approval=asked, by=file.officer, at=at)


def drafting(world):
    """What somebody was writing when they went home."""
    at = yield days_ago(world, "UTP", 1, 929, first=17, last=19)
    file = living(world, "rhea.dunmore", skip=1)
    text = "Spoke to the clerk again. She now remembers a second person who waited at the door and"
    writing.keep_draft(case=file.fresh(), by=world.people["rhea.dunmore"], text=text, at=at)
