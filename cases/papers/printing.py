"""Papers as data for their PDF: plain strings, numbered sections, the register up to this copy."""

from cases.papers import content
from cases.papers.models import Report
from secoffice import markings


def whole(paper):
    """The marking of the paper with all that is in it."""
    kept = paper.content["marking"] if isinstance(paper, Report) else paper.marking
    return markings.parse(kept)


def of(paper, copy):
    """Template and data of one copy."""
    return ("roi", report(paper, copy)) if isinstance(paper, Report) else ("moi", memorandum(paper, copy))


def framed(paper, copy):
    """What every paper carries: marking, serial, digest of the approved words, who controls it, its flags."""
    marking = whole(paper)
    return {
        "reference": paper.reference,
        "marking": marking.banner,
        "recipients": ", ".join(marking.lists.get(markings.DL_ONLY, ())),
        "serial": f"Copy {copy.serial}",
        "digest": paper.digest,
        "flags": paper.content["flags"] if isinstance(paper, Report) else paper.flags,
        "controlled": f"{paper.case.office}; contact {paper.case.officer or paper.author}",
        "copy": [["Copy", copy.serial], ["For", recipient(copy)], ["Purpose", copy.purpose]],
        "approvals": approvals(paper),
    }


def recipient(copy):
    return f"{copy.recipient} ({copy.country})" if copy.country else copy.recipient


def memorandum(paper, copy):
    facts = content.said_here(paper.case, copy.by, [paper.subject.compartment_id])
    name = content.names_of([paper.subject], facts)[paper.subject_id]
    return framed(paper, copy) | {
        "who": f"{name} ({paper.subject.get_part_display().lower()})",
        "case": paper.case.reference,
        "facts": content.facts_of(paper),
        "substance": paper.substance,
        "addenda": [
            [f"{each.by}, {day(each.at, paper)}", each.text] for each in paper.addenda.select_related("by")
        ],
    }


def report(paper, copy):
    case = paper.case
    header = [
        ["Case", case.number_inside], ["Type", case.get_kind_display()], ["Status", case.get_status_display()],
        ["Version", paper.tail], ["Period", period(paper)], ["Office", str(case.office)],
        ["Officer", str(case.officer or "")], ["Supervisor", str(case.supervisor or "")],
        ["Written by", str(paper.author)], ["Decontrolled", paper.decontrol or "not decided"],
    ]  # fmt: skip
    return framed(paper, copy) | {
        "header": [row for row in header if row[1]],
        "parts": numbered(paper, copy),
    }


def numbered(paper, copy):
    """The sections of A.5 after the header, as [title, prose, rows]."""
    rows = {name: found for name, _, found in paper.content["sections"]}
    titles = dict(content.SECTIONS)
    order = (
        ("Synopsis", paper.synopsis, ()), ("Predication", paper.predication, ()),
        (titles["subjects"], "", rows["subjects"]), (titles["statutes"], "", rows["statutes"]),
        (titles["findings"], paper.findings, rows["findings"]), (titles["interviews"], "", rows["interviews"]),
        (titles["leads"], "", rows["leads"]), (titles["evidence"], "", rows["evidence"]),
        (titles["proceedings"], "", rows["proceedings"]), ("Losses and recoveries", paper.losses, ()),
        (titles["exhibits"], "", rows["exhibits"]), ("Dissemination", "", dissemination(paper, copy)),
    )  # fmt: skip
    return [[title, prose, list(found)] for title, prose, found in order]


def dissemination(paper, copy):
    """The register up to and with this copy."""
    for each in (*paper.copies.select_related("by").filter(number__lt=copy.number), copy):
        facts = [["To", recipient(each)], ["Purpose", each.purpose], ["Marking", each.marking]]
        facts += [["Released", f"{day(each.at, paper)} by {each.by}"], ["SHA-256", each.digest]]
        yield {"title": each.serial, "facts": [fact for fact in facts if fact[1]], "text": ""}


def approvals(paper):
    rows = [["Written", str(paper.author)]]
    if getattr(paper, "endorsed_by_id", None):
        rows.append(["First approval", f"{paper.endorsed_by}, {day(paper.endorsed_at, paper)}"])
    return [*rows, ["Approved", f"{paper.approved_by}, {day(paper.approved_at, paper)}"]]


def period(paper):
    days = [f"{on:%-d %B %Y}" if on else "…" for on in (paper.period_from, paper.period_until)]
    return " to ".join(days) if paper.period_from or paper.period_until else ""


def day(at, paper):
    return f"{at.astimezone(paper.case.office.tz):%-d %B %Y, %H:%M}"
