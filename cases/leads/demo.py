"""Leads of the demonstration office: between posts and within one, at every point of their way."""

from dataclasses import dataclass
from datetime import timedelta

from cases.demo import desks
from cases.demo.chronicle import Hours, dice
from cases.demo.papers import paper
from cases.demo.stories import days_ago
from cases.leads import workflow
from cases.leads.actions import asking, drafting, working
from cases.leads.models import Lead
from secoffice.ports import Refused

ENDINGS = ("close", "transfer", "drop")
PLAIN = ("PF", "VF", "TC", "CY", "CT", "PI", "SV", "AS")
WORKED = ("PRELIMINARY", "FULL", "REFERRED", "PROSECUTION")


@dataclass(frozen=True)
class Tale:
    """`to` is an office and a unit or ""; `then` are (working days after, deed, who, words); `of` the number of a
    matter, 0 for one that the asker works and that is not closed."""

    number: int
    asker: str
    to: tuple
    precedence: str
    days: int
    title: str
    request: str
    background: str = ""
    questions: tuple = ()
    limits: str = ""
    host_nation: str = "NO"
    reply_format: str = "SHORT"
    then: tuple = ()
    of: int = 0
    draft: bool = False


RHEA, ODD, BRAM, KENJI, PEMA = (
    "rhea.dunmore",
    "odd.castell",
    "bram.oosterlinck",
    "kenji.moriwake",
    "pema.dolkarma",
)
IVO, HELENE, LEILA, ADAEZE, INGRID, BEATRIX = (
    "ivo.tarn", "helene.ashgrove", "leila.haddawi", "adaeze.obirima", "ingrid.solheim-rai", "beatrix.volkmarin",
)  # fmt: skip

TALES = (
    Tale(1, RHEA, ("HQS", "INV"), "2", 104, "Issuance record of a passport number",
        "Ask the registry to whom the number L898902C3 was issued, when, and with what expiry.",
        "A passport with this number was presented for a visa. Its printed and coded expiry dates differ.",
        ("To whom was the number issued?", "Which expiry stands in the record?", "Was it reported lost or stolen?"),
        limits="Do not tell the consular section in the bearer’s home town.", reply_format="RECORDS", of=901,
        then=((1, "accept", ADAEZE, KENJI), (0, "begin", KENJI, ""),
              (2, "reply", KENJI, "Issued once, to the bearer, with expiry in April 2012. Never reported lost."),
              (1, "close", RHEA, "Agrees with the printed page."))),
    Tale(2, RHEA, ("QMR", "INV"), "3", 103, "Travel history of one traveller",
        "Entries and exits at Najm International for the last two years, by the document number in the file enclosed.",
        "The document may be altered; the traveller may know nothing of it.",
        ("On which days did the traveller enter?", "With which document?"), limits="Do not contact the traveller.",
        host_nation="THEM", of=901,
        then=((2, "receive", LEILA, ""), (1, "accept", LEILA, BRAM), (3, "begin", BRAM, ""),
              (7, "note", BRAM, "The border police answer in writing only; asked on Sunday."),
              (6, "reply", BRAM, "Two entries, both by the same book."),
              (1, "return", RHEA, "The days of the entries are missing; the interview rests on them."),
              (4, "reply", BRAM, "Entered on 3 March and on 19 August, both times by the same book."),
              (1, "close", RHEA, ""))),
    Tale(3, BRAM, ("UTP", ""), "1", 1, "Is a traveller still at the hotel he named?",
        "Find out discreetly whether the guest named in the file is in the house and until when.",
        "Border control here expects him tomorrow on a book that may be stolen.", ("Is he there?", "Until when?"),
        limits="No contact. Do not show a photograph at the desk.", then=()),
    Tale(4, PEMA, ("UTP", "INV"), "3", 19, "Interview of a former clerk now living in Utopia City",
        "Interview the former clerk on how blanks were counted in the last quarter before she left.",
        "Blanks of one series cannot be accounted for. She was not in charge of them.",
        ("Who counted?", "Who held the second key?", "Was a count ever repeated?"), reply_format="MOI",
        limits="She is a witness. Nothing about the series may be told.",
        then=((1, "accept", IVO, ODD), (3, "begin", ODD, ""),
              (4, "note", ODD, "She agrees to talk next week; the interpreter is booked."))),
    Tale(5, RHEA, ("QMR", "INV"), "2", 21, "Owner of a telephone number",
        "Ask the provider who has held +44 7700 900777 since spring.", "The number stands in three applications.",
        ("Who held the number?", "Since when?"), host_nation="THEM",
        then=((2, "accept", LEILA, BRAM), (9, "chase", RHEA, "The hearing is next week. How far is the provider?"))),
    Tale(6, ODD, ("RSC", ""), "3", 9, "Company register of Meridia, two firms",
        "Copies of the register for the two firms named in the enclosed letter, with their officers.",
        "Both firms paid the same agent.", reply_format="RECORDS",
        then=((3, "decline", BEATRIX, "The register is open to anybody by post; please ask it directly."),)),
    Tale(7, RHEA, ("HQS", "INV"), "2", 8, "Payments to one account since January",
        "Ask the liaison desk for payments to the account, by day and sender.",
        "Fees asked outside the counter went there.",
        ("How many payments?", "Do any come from staff?"), limits="Do not approach the bank branch.",
        then=((1, "accept", ADAEZE, KENJI), (1, "begin", KENJI, ""),
              (2, "reply", KENJI, "Forty-one payments since January, none from a member of staff."))),
    Tale(8, ODD, ("UTP", "OPS"), "2", 5, "Recordings of the consular hall, one afternoon",
        "Keep and copy the recordings of cameras two and five, from two to four in the afternoon.",
        "A second person waited at the door.", reply_format="RECORDS", limits="Do not ask the guards about names.",
        then=((0, "accept", HELENE, "yuki.arranmore"), (1, "begin", "yuki.arranmore", ""))),
    Tale(9, KENJI, ("HIM", ""), "3", 41, "Birth records of one district, one month",
        "All births registered in the month, with the hand that entered them.", "One entry may have been added later.",
        ("How many entries?", "Whose hand?"), reply_format="MEMO",
        then=((2, "accept", INGRID, PEMA), (12, "reply", PEMA, "Sixty-two entries. The book cannot leave the office."),
              (5, "return", KENJI, "The second question is open: whose hand made the entry of the ninth?"))),
    Tale(10, RHEA, ("HIM", ""), "3", 33, "Lodgings of one traveller in Sundhara",
        "Ask the registry of lodgings for May.",
        then=((2, "receive", INGRID, ""), (4, "cancel", RHEA, "He gave the address himself, with receipts."))),
    Tale(11, RHEA, ("RSC", ""), "3", 2, "Photographs of a truck at the northern crossing",
        "Photographs of the plate from the crossing, first week of the month.", draft=True),
)  # fmt: skip


@desks.add
def begin(world):
    for tale in TALES:
        world.chronicle.tell(told(world, tale))


def told(world, tale):
    asker, (office, unit) = world.people[tale.asker], tale.to
    at = yield days_ago(world, asker.office.code, tale.days, f"lead {tale.number}", first=13, last=16)
    hours = Hours(world.offices[office], dice("lead", tale.number))
    case = case_of(world, tale)
    lead = drafting.draft(
        case=case, by=asker, key=desks.key("lead", tale.number), at=at, title=tale.title, request=tale.request,
        background=tale.background, questions=list(tale.questions), limits=tale.limits, precedence=tale.precedence,
        host_nation=tale.host_nation, reply_format=tale.reply_format, to_office=world.offices[office],
        to_unit=world.units.get((office, unit)),
        files=list(case.attachments.filter(quarantined_at=None, stored__isnull=False).order_by("pk")[:1]),
    )  # fmt: skip
    if tale.draft:
        return
    at += timedelta(minutes=6)
    drafting.send(lead=lead, by=asker, at=at)
    for turn, (days, deed, who, words) in enumerate(tale.then):
        at = yield hours.after(at, days)
        fresh = Lead._base_manager.select_related("case", "to_office", "to_unit", "assigned_to").get(
            pk=lead.pk
        )
        DEEDS[deed](world, fresh, world.people[who], words, at, desks.key("lead", tale.number, turn))


def case_of(world, tale):
    """The matter named, or one that the asker works now and that the demonstration does not close."""
    if tale.of:
        return next(file for file in world.files if file.matter.number == tale.of).fresh()
    asker = world.people[tale.asker]
    files = [file for file in world.files if file.case and is_going_on(file, asker)]
    if not files:
        raise Refused(f"{asker} works no case now.")
    return files[tale.number % len(files)].case


def is_going_on(file, officer):
    if file.matter.kind not in PLAIN or any(word in name for name, _ in file.matter.path for word in ENDINGS):
        return False
    case = file.fresh()
    return case.officer_id == officer.pk and case.status in WORKED and not case.quarantined_at


def accepted(world, lead, by, words, at, key):
    working.accept(lead=lead, by=by, officer=world.people[words], at=at)


def replied(world, lead, by, words, at, key):
    """With a file, and the answer to each question that the reply gives."""
    ready = working.enclose(
        lead=lead, by=by, key=key, describes="Answer of the registry", at=at - timedelta(minutes=9),
        upload=paper("answer.pdf", lead.title, [words], lead.pk),
    )  # fmt: skip
    parts = [part.strip() + "." for part in words.split(".") if part.strip()]
    answers = dict(zip(lead.questions.all(), parts, strict=False))
    working.reply(lead=lead, by=by, text=words, key=key, answers=answers, enclosures=[ready], at=at)


DEEDS = {
    "accept": accepted,
    "reply": replied,
    "receive": lambda world, lead, by, words, at, key: workflow.take(lead, "receive", by=by, at=at),
    "begin": lambda world, lead, by, words, at, key: workflow.take(lead, "begin", by=by, at=at),
    "decline": lambda world, lead, by, words, at, key: workflow.take(
        lead, "decline", by=by, reason=words, at=at
    ),
    "note": lambda world, lead, by, words, at, key: working.note(
        lead=lead, by=by, text=words, key=key, at=at
    ),
    "chase": lambda world, lead, by, words, at, key: asking.chase(
        lead=lead, by=by, text=words, key=key, at=at
    ),
    "return": lambda world, lead, by, words, at, key: asking.return_reply(
        lead=lead, by=by, missing=words, at=at
    ),
    "close": lambda world, lead, by, words, at, key: asking.accept_reply(
        lead=lead, by=by, reason=words, at=at
    ),
    "cancel": lambda world, lead, by, words, at, key: asking.cancel(lead=lead, by=by, reason=words, at=at),
}
