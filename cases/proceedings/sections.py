"""What this desk says for the report of investigation (A.5, sections 6 and 8)."""

from django.utils.formats import date_format

from cases.proceedings.models import Allegation, Arrest, LegalProcess, Lookout, Outcome, Referral
from secoffice import ports


def standing(model, case):
    return model.objects.filter(case=case, withdrawn_at=None)


def day(on):
    return date_format(on, "j F Y")


def row(title, *facts, text=""):
    return {"title": title, "facts": [[name, value] for name, value in facts if value], "text": text}


@ports.answers("report section")
def section(*, case, by, section, **_):
    """Findings and proceedings; nothing of a quarantined case, and nothing to anybody who may not see it."""
    if section not in SECTIONS or case.quarantined_at or not case.is_visible_to(by):
        return None
    title, rows = SECTIONS[section]
    return ports.Answer("given", title, rows=tuple(rows(case)))


def findings(case):
    for allegation in standing(Allegation, case).prefetch_related("findings"):
        found = next(iter(allegation.findings.all()), None)
        yield row(
            f"{allegation.number}. {allegation.text}",
            ("Statute or standard", allegation.law),
            ("Finding", allegation.get_result_display() or "Not found yet"),
            text=found.basis if found else "",
        )


def proceedings(case):
    for referral in standing(Referral, case):
        answered = day(referral.answered_on) if referral.answered_on else ""
        yield row(
            f"Referred to {referral.name}",
            ("Sent", day(referral.sent_on)),
            ("State", referral.get_status_display()),
            ("Answered", answered),
            text=referral.answer,
        )
    for process in standing(LegalProcess, case):
        facts = [("Issued by", process.authority), ("Issued", day(process.issued_on))]
        yield row(str(process), *facts, ("State", process.get_status_display()))
    for lookout in standing(Lookout, case):
        facts = [("Entered", day(lookout.entered_on)), ("State", lookout.get_status_display())]
        yield row(str(lookout), *facts, text=lookout.why)
    for arrest in standing(Arrest, case):
        facts = [("Place", arrest.place), ("By", arrest.agency), ("Authority", arrest.authority)]
        yield row(f"Arrest on {day(arrest.on)}", *facts, text=arrest.charges)
    for outcome in standing(Outcome, case):
        yield row(outcome.get_code_display(), ("Day", day(outcome.on)), text=outcome.text)


SECTIONS = {"findings": ("Findings", findings), "proceedings": ("Proceedings", proceedings)}
