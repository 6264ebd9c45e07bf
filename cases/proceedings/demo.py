"""Proceedings of the demonstration office: findings, papers that are out, a referral that is chased, hours."""

from datetime import timedelta

from cases.actions import subjects
from cases.demo import desks
from cases.demo.chronicle import dice
from cases.demo.stories import days_ago, living
from cases.models import Subject
from cases.proceedings import gate
from cases.proceedings.actions import care, costs, findings, legal, outside, referrals
from cases.proceedings.models import Allegation, LegalProcess, Lookout, Notice, Referral, WorkedHours

CLEARANCES = "Clearance office at headquarters"
POINTS = (
    ("The expiry date of the passport was altered.", "18-1543"),
    ("The bearer used the passport at the counter knowing that.", "18-1544"),
    ("A member of the consular staff was paid for it.", ""),
)
BASIS = {
    "SUBST": "Examiner’s report and the memorandum of interview; both dates were read from the page itself.",
    "NOTSUBST": "Two witnesses were asked, and neither saw it. The duty roster shows somebody else.",
    "UNFOUNDED": "The payment that was reported was the fee at the counter; the receipt is on file.",
}


def key(*what):
    return desks.key("proceedings", *what)


@desks.add
def begin(world):
    for story in (
        findings_of_three(world),
        papers_out(world),
        chased(world),
        worked(world),
        partners(world),
        looked_out_for(world),
    ):
        world.chronicle.tell(story)


@desks.before("close")
def settled(file, at):
    """Whatever the gate asks of this desk: findings, answers, returns, and notices of rights."""
    case, by = file.fresh(), file.lead
    at = yield at + timedelta(minutes=2)
    for allegation in Allegation.objects.filter(case=case, withdrawn_at=None, result=""):
        find(allegation, "NOTSUBST", by, at)
    for process in LegalProcess.objects.filter(case=case, status__in=LegalProcess.OPEN):
        on = case.office.local_date(at)
        legal.move(process=process, step="return", on=on, said="Records received.", by=by, at=at)
    for referral in Referral.objects.filter(case=case, status__in=Referral.OPEN):
        on = case.office.local_date(at)
        referrals.answer(referral=referral, step="decline", on=on, said="No interest.", by=by, at=at)
    for lookout in Lookout.objects.filter(case=case, withdrawn_at=None, status__in=Lookout.OPEN):
        on = case.office.local_date(at)
        outside.settle(lookout=lookout, step="lift", on=on, said="The matter has ended.", by=by, at=at)
    tell_those_owed(case, by, at)
    return at


def tell_those_owed(case, by, at):
    on = case.office.local_date(at)
    if gate.personnel_security_is_told(case):
        outside.tell_personnel(
            case=case, decision="MADE", to=CLEARANCES, on=on, by=by, at=at, key=key("personnel", case.reference),
            text="Told by telephone that an employee is involved; the report goes by the usual way.",
        )  # fmt: skip
    for notice in Notice.objects.filter(case=case, withdrawn_at=None, told_on=None):
        care.told(notice=notice, on=on, how="LETTER", by=by, at=at)
    knows = Notice.objects.filter(case=case, about="RIGHTS", withdrawn_at=None).values("subject")
    victims = Subject.everybody.standing().filter(case=case, part=Subject.Part.VICTIM).exclude(pk__in=knows)
    for victim in victims.open_to(by):
        care.notify(
            case=case, about="RIGHTS", subject=victim, text="Leaflet on the rights of victims, and whom to call.",
            told_on=on, how="PERSON", by=by, key=key("rights", case.reference, victim.pk), at=at,
        )  # fmt: skip


def find(allegation, result, by, at):
    version, basis = allegation.version, BASIS[result]
    findings.find(allegation=allegation, result=result, basis=basis, version=version, by=by, at=at)


def findings_of_three(world):
    """Three points, two of them found; the third keeps the case open."""
    at = yield days_ago(world, "UTP", 19, "findings")
    file = living(world, "rhea.dunmore")
    case, by = file.case, file.officer
    listed = [
        findings.allege(case=case, text=text, statute=statute, by=by, key=key("point", n), at=at)
        for n, (text, statute) in enumerate(POINTS)
    ]
    at = yield file.hours.after(at, 3)
    if file.fresh().is_live:
        find(listed[0], "SUBST", file.lead, at)
        find(listed[2], "UNFOUNDED", file.lead, at + timedelta(minutes=9))


def papers_out(world):
    """A subpoena served and due back, a preservation letter not yet served."""
    at = yield days_ago(world, "UTP", 16, "papers")
    file = living(world, "rhea.dunmore", skip=1)
    case, by, issued = file.case, file.officer, file.case.office.local_date(at)
    served = legal.issue(
        case=case, kind="SUBPOENA", number="S-2214", authority="District court of Utopia City", by=by,
        addressed_to="Utopia Telecom, legal desk", seeks="Subscriber and calls of one number, March to May.",
        issued_on=issued, return_on=issued + timedelta(days=21), key=key("subpoena"), at=at,
    )  # fmt: skip
    legal.issue(
        case=case, kind="PRESERVE", authority="Chief of the unit", addressed_to="Northlight Mail",
        seeks="Two mailboxes as they are today.", issued_on=issued, by=by, key=key("preserve"), at=at,
    )  # fmt: skip
    at = yield file.hours.after(at, 2)
    if file.fresh().is_live:
        on = case.office.local_date(at)
        legal.move(process=served, step="serve", on=on, said="To the clerk of the legal desk.", by=by, at=at)


def chased(world):
    """Sent to another agency seven weeks ago; asked again after thirty days."""
    at = yield days_ago(world, "UTP", 52, "referral")
    file = living(world, "odd.castell")
    case, by = file.case, file.officer
    referral = referrals.refer(
        case=case, kind="AGENCY", name="Customs investigation service", contact="Duty desk, +351 21 000 0000",
        sent_on=case.office.local_date(at), what="Summary of the file and two exhibits in copy.", by=by,
        key=key("referral"), at=at,
    )  # fmt: skip
    at = yield file.hours.later(at, 30)
    if file.fresh().is_live and file.officer:
        said = "Rang the duty desk: the file is with their analyst, answer next month."
        referrals.chase(referral=referral, said=said, by=file.officer, key=key("chaser"), at=at)


def worked(world):
    """Hours by day of two people, a few expenses, and an arrest."""
    at = yield days_ago(world, "UTP", 13, "hours")
    file, rng = living(world, "rhea.dunmore"), dice("proceedings", "hours")
    activities = list(WorkedHours.Activity.values)
    for turn in range(8):
        at = yield file.hours.after(at, 1)
        if not file.fresh().is_live or file.officer is None:
            return
        for by in (file.officer, file.lead)[: 1 + turn % 2]:
            costs.work(
                case=file.case, on=file.case.office.local_date(at), minutes=rng.randrange(30, 300, 15),
                activity=rng.choice(activities), by=by, key=key("hours", turn, by.pk), at=at,
            )  # fmt: skip
    costs.spend(
        case=file.case, on=file.case.office.local_date(at), amount="48.60", currency="EUR",
        what="Certified copies from the registry", by=file.officer, key=key("copies"), at=at,
    )  # fmt: skip
    arrest(file, at)


def arrest(file, at):
    suspect = Subject.objects.filter(case=file.case, part=Subject.Part.SUBJECT).first()
    suspect = suspect or subjects.add_subject(
        case=file.case, by=file.officer, facts=[("NAME", "Bruno Castelmar", "")], key=key("suspect"), at=at
    )
    legal.arrest(
        case=file.case, subject=suspect, on=file.case.office.local_date(at), place="Port of Utopia City",
        agency="Judiciary police", authority="Arrest warrant 88 of the district court",
        charges="Use of an altered travel document.", since_then="Released on conditions.",
        by=file.officer, key=key("arrest"), at=at,
    )  # fmt: skip


def partners(world):
    """A partner agency that must be told, and is not yet."""
    at = yield days_ago(world, "UTP", 8, "partners")
    file = living(world, "odd.castell", skip=1)
    care.notify(
        case=file.case, about="PARTNER", agency="Border service", text="That the numbers of the series are known.",
        by=file.officer, key=key("partner"), at=at,
    )  # fmt: skip


def looked_out_for(world):
    """One in place at the border, one lifted since."""
    at = yield days_ago(world, "UTP", 15, "lookouts")
    file = living(world, "rhea.dunmore")
    case, by, on = file.case, file.officer, file.case.office.local_date(at)
    given = {"case": case, "entered_on": on, "by": by, "at": at}
    outside.look_out(system="Border control", number="BC-40117", key=key("lookout", 1), **given)
    second = outside.look_out(system="Consular lookout", number="CL-2290", key=key("lookout", 2), **given)
    at = yield file.hours.after(at, 5)
    if file.fresh().is_live:
        on, said = case.office.local_date(at), "The passport was handed in; nobody travels on it any more."
        outside.settle(lookout=second, step="lift", on=on, said=said, by=file.lead, at=at)
