"""Papers of an exhibit: its chain as a form, its label, and the bytes of a working copy."""

import io

import segno
from django.http import HttpResponse
from django.shortcuts import render

from cases.evidence.actions import sound
from cases.evidence.views.exhibit import ExhibitView
from secoffice import pdf
from secoffice.audit import trail
from secoffice.files.responses import download
from secoffice.ports import Refused


def paper(template, data, name):
    answer = HttpResponse(pdf.render(template, data), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    answer["Cache-Control"] = "no-store, private"
    return answer


class CustodyForm(ExhibitView):
    """Everything on the chain, in the order in which it happened, to be signed where a court wants ink."""

    def get(self, request):
        exhibit = self.exhibit
        trail.record("printed", exhibit, by=request.user, detail={"paper": "custody"})
        events = exhibit.events.select_related("from_user", "to_user", "by", "witness", "room", "corrects")
        tz = exhibit.case.office.tz
        data = {
            "marking": exhibit.marking, "number": exhibit.reference, "description": exhibit.description,
            "zone": str(tz), "facts": facts(exhibit, tz), "events": [line(event, tz) for event in events],
        }  # fmt: skip
        return paper("custody", data, exhibit.reference.replace("/", "-"))


def facts(exhibit, tz):
    seizure, bytes_of = exhibit.seizure, getattr(exhibit, "acquisition", None)
    rows = [
        ["Category", exhibit.get_category_display()], ["Quantity", exhibit.amount], ["Make", exhibit.make],
        ["Serial", exhibit.serial], ["Owner", exhibit.owner], ["Condition", exhibit.condition],
        ["Value", exhibit.value], ["Hazard", exhibit.hazard], ["Seal", exhibit.seal], ["Container", exhibit.container],
        ["Seized", f"{seizure.seized_at.astimezone(tz):%Y-%m-%d %H:%M}, {seizure.place}"],
        ["Authority", f"{seizure.get_authority_display()} {seizure.document}".strip()],
        ["Found by", seizure.found_by], ["Witnessed by", seizure.witnessed_by], ["Receipt", seizure.receipt],
        ["SHA-256", bytes_of.sha256 if bytes_of else ""], ["SHA3-256", bytes_of.sha3 if bytes_of else ""],
    ]  # fmt: skip
    return [row for row in rows if row[1]]


def line(event, tz):
    return {
        "seq": str(event.seq), "kind": event.get_kind_display(),
        "at": f"{event.happened_at.astimezone(tz):%Y-%m-%d %H:%M}",
        "entered": f"{event.entered_at.astimezone(tz):%Y-%m-%d %H:%M}" if event.late else "",
        "from": str(event.from_user or event.from_words or "—"),
        "to": str(event.to_user or event.to_words or "—"),
        "why": event.purpose, "witness": str(event.witness or ""),
        "where": ", ".join(filter(None, (str(event.room or ""), event.place))),
        "by": str(event.by or "the program") if event.by_id != event.to_user_id else "",
        "seal": seal_of(event), "condition": event.condition, "counts": counts_of(event),
        "corrects": str(event.corrects.seq) if event.corrects_id else "",
    }  # fmt: skip


def seal_of(event):
    if event.seal_before == event.seal_after:
        return event.seal_after
    return f"{event.seal_before or 'none'} to {event.seal_after or 'none'}"


def counts_of(event):
    counts = [count for count in (event.counted, event.counted_again) if count is not None]
    return " and ".join(f"{count.normalize():f}" for count in counts)


class Label(ExhibitView):
    """A label to be stuck on: number as text and as a code that a scanner reads into an inventory."""

    def get(self, request):
        exhibit, code = self.exhibit, io.BytesIO()
        trail.record("printed", exhibit, by=request.user, detail={"paper": "label"})
        segno.make(exhibit.reference, error="m").save(code, kind="svg", scale=4, border=2)
        data = {
            "marking": exhibit.marking, "number": exhibit.reference, "category": exhibit.get_category_display(),
            "amount": exhibit.amount, "seal": exhibit.seal, "hazard": exhibit.hazard,
            "code": code.getvalue().decode(),
        }  # fmt: skip
        return paper("label", data, f"label-{exhibit.tail}")


class Bytes(ExhibitView):
    """The bytes of a working copy, after both digests agree. The original stays sealed."""

    def get(self, request):
        exhibit, why = self.exhibit, ""
        if not hasattr(exhibit, "acquisition") or not exhibit.is_copy:
            why = "The original stays sealed. Make a working copy, and use that."
        else:
            try:
                sound(exhibit, by=request.user).close()
            except Refused as refused:
                why = str(refused)
        if why:
            told = {"title": "Bytes", "refused": why, "what": exhibit, "back": exhibit.get_absolute_url()}
            return render(request, "cases/evidence/deed.html", told, status=403)
        bytes_of = exhibit.acquisition
        return download(request, bytes_of.stored, name=bytes_of.name, target=exhibit)
