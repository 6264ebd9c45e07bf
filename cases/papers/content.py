"""What a report says of the file: each desk is asked for its section (ports), and this desk answers for its own."""

from django.db.models import Q

from cases.models import Compartment, Subject
from cases.papers.models import Status
from secoffice import markings, ports
from secoffice.access.models import controls_for
from secoffice.people.models import Fact
from secoffice.workflow import StepRefused

SECTIONS = (
    ("subjects", "Subjects, victims and witnesses"),
    ("statutes", "Statutes and standards"),
    ("findings", "Findings on each allegation"),
    ("interviews", "Interviews"),
    ("leads", "Leads"),
    ("evidence", "Evidence"),
    ("proceedings", "Prosecutive and administrative status"),
    ("exhibits", "Papers on file"),
)


def sections(case, *, by, compartments=()):
    """Every section as [name, title, rows]; rows are dictionaries of plain strings. Of what is kept in compartments
    only those named by id are opened: whoever reads the report must be in each."""
    found = []
    for name, title in SECTIONS:
        answers = ports.ask(
            "report section", case=case, by=by, section=name, compartments=tuple(compartments)
        )
        rows = [plain(row) for answer in answers if answer.outcome == "given" for row in answer.rows]
        found.append([name, title, rows])
    return found


def plain(row):
    """A row as it is kept: its marking may stand among the facts."""
    facts = [[str(name), str(value)] for name, value in row.get("facts", ())]
    marking = row.get("marking") or next((value for name, value in facts if name == "Marking"), "")
    return {
        "title": str(row.get("title", "")), "facts": facts, "text": str(row.get("text", "")), "marking": str(marking)
    }  # fmt: skip


def rolled_up(paper, found):
    """The marking of the whole, from the paper's own and those of the rows. Raises MarkingError."""
    parts = [paper.marking, *(row["marking"] for _, _, rows in found for row in rows if row["marking"])]
    return markings.roll_up(dict.fromkeys(parts))


def built(report, *, by):
    """The columns in which a report keeps what the file says now, with the marking of the whole."""
    found = sections(report.case, by=by, compartments=inside(report))
    try:
        whole = rolled_up(report, found)
    except markings.MarkingError as wrong:
        raise StepRefused(str(wrong)) from wrong
    if whole.marking.bits not in controls_for(by):
        raise StepRefused(f"The marking of the whole, {whole.marking.banner}, would keep you out yourself.")
    content = {"sections": found, "marking": str(whole.marking), "why": whole.explanation}
    content["flags"] = travelling(report, found)
    return {"content": content, "controls": narrowest(report, found)}


def travelling(report, found):
    """The flags of the report and of every part of it (A.5)."""
    parts = [
        value for _, _, rows in found for row in rows for name, value in row["facts"] if name == "Handling"
    ]
    return list(dict.fromkeys([*report.flags, *(flag for part in parts for flag in part.split("; "))]))


def narrowest(report, found):
    """Access is decided part by part: the reader must be admitted by every one (F.1)."""
    bits = markings.parse(report.marking).bits
    for _, _, rows in found:
        for row in rows:
            bits |= markings.parse(row["marking"]).bits if row["marking"] else 0
    return bits


def inside(report):
    return tuple(report.holds.values_list("pk", flat=True))


# What this desk and the file itself say


@ports.answers("report section")
def own_section(*, case, by, section, compartments=(), **_):
    if build := {"subjects": people, "statutes": statutes, "interviews": interviews, "exhibits": papers}.get(
        section
    ):
        return ports.Answer("given", dict(SECTIONS)[section], rows=tuple(build(case, by, compartments)))
    return None


def opened(compartments, by):
    return list(Compartment.objects.visible_to(by).filter(pk__in=compartments).values_list("pk", flat=True))


def known(rows, field, compartments, by):
    """Rows outside compartments, and of those that are opened."""
    return rows.filter(Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__in": opened(compartments, by)}))


def people(case, by, compartments):
    """The people on the case with what the case itself says of them, never what other cases say."""
    rows = known(Subject.everybody.standing().filter(case=case), "compartment", compartments, by)
    rows, told = list(rows.select_related("person")[:300]), {}
    for fact in said_here(case, by, compartments).filter(person__in={row.person_id for row in rows}):
        told.setdefault(fact.person_id, {}).setdefault((fact.kind, fact.normal), fact)
    for row in rows:
        facts = list(told.get(row.person_id, {}).values())
        name = next((fact.value for fact in facts if fact.kind == Fact.Kind.NAME), row.person.reference)
        more = [
            [fact.get_kind_display(), f"{fact.value} {fact.issuer}".strip()]
            for fact in facts
            if fact.value != name
        ]
        title = f"{name} ({row.get_part_display().lower()})"
        yield {"title": title, "facts": [["On file as", row.person.reference], *more], "text": row.remarks}


def said_here(case, by, compartments):
    """Facts that this case tells, and the compartments that are opened."""
    of_case = Q(source_type="cases.case", source_id=case.pk)
    of_compartments = Q(source_type="cases.compartment", source_id__in=opened(compartments, by))
    return Fact.objects.visible_to(by).filter(of_case | of_compartments).order_by("pk")


def statutes(case, by, compartments):
    for offence in case.offences.filter(withdrawn_at=None):
        yield {
            "title": offence.law.label,
            "facts": [["Committed", f"{offence.committed_on:%-d %B %Y}"]],
            "text": "",
        }


def interviews(case, by, compartments):
    """Approved memoranda, in the order of the interviews."""
    rows = case.memorandums.open_to(by).filter(status=Status.APPROVED)
    rows = known(rows, "subject__compartment", compartments, by).order_by("began_at")
    rows = list(rows.select_related("subject__person", "author").prefetch_related("addenda"))
    names = names_of([row.subject for row in rows], said_here(case, by, compartments))
    for row in rows:
        row.case = case
        facts = [*facts_of(row), ["Marking", row.marking]]
        text = "\n".join([row.substance, *(f"Addendum: {each.text}" for each in row.addenda.all())])
        yield {"title": f"{row.tail} {names[row.subject_id]}", "facts": facts, "text": text}


def facts_of(memorandum):
    """When, where and how, as [name, value]; what is empty is left out."""
    tz = memorandum.case.office.tz
    ended = f" to {memorandum.ended_at.astimezone(tz):%H:%M}" if memorandum.ended_at else ""
    facts = [
        ["When", f"{memorandum.began_at.astimezone(tz):%-d %B %Y, %H:%M}{ended} ({tz})"],
        ["Where", memorandum.place], ["Present", memorandum.present],
        ["Identification shown", memorandum.identification],
        ["Advisement", memorandum.get_advisement_display()], ["Interpreter", memorandum.interpreter],
        ["Documents shown", memorandum.documents], ["Recording, SHA-256", memorandum.recording],
        ["Written by", str(memorandum.author)], ["Handling", "; ".join(memorandum.flags)],
    ]  # fmt: skip
    return [fact for fact in facts if fact[1]]


def papers(case, by, compartments):
    for file in case.attachments.filter(quarantined_at=None, stored__isnull=False).select_related("stored")[
        :300
    ]:
        facts = [["What it is", file.describes], ["SHA-256", file.stored.digest]]
        yield {"title": file.name, "facts": [fact for fact in facts if fact[1]], "text": ""}


def names_of(subjects, facts):
    """How to call these people, by id of their part: the first name among the facts, or the number on file."""
    rows = facts.names().filter(person__in={each.person_id for each in subjects}).order_by("-pk")
    names = dict(rows.values_list("person_id", "value"))
    return {each.pk: names.get(each.person_id) or each.person.reference for each in subjects}
