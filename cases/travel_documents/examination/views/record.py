"""The page of one examination."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.generic import View

from cases.travel_documents.examination import comparing, features, origins, workflow
from cases.travel_documents.examination.actions.concluding import is_whole
from cases.travel_documents.examination.actions.picturing import may_picture
from cases.travel_documents.examination.models import Examination, Status
from cases.views.deeds import Deed
from secoffice.audit import trail
from secoffice.deadlines.models import Deadline
from secoffice.files.responses import download
from secoffice.ui import find, panels

AROUND = ("office", "examiner", "second")
PLACE = "examination.examination"


class ExaminationPage(View):
    """A page of one examination: found through need-to-know, and looking at it is recorded."""

    template = ""

    def dispatch(self, request, *args, examination, **more):
        rows = Examination.objects.visible_to(request.user).select_related(*AROUND)
        self.record = find(request, rows, reference=examination)
        self.prepare(**more)
        if request.method == "GET":
            trail.record("viewed", self.record, by=request.user)
        return super().dispatch(request, *args, **more)

    def prepare(self, **more):
        """Find what else the address names, always through the examination."""

    def get(self, request, **more):
        return self.show()

    def show(self, status=200, **more):
        frame = {"record": self.record, "marking": self.record.marking}
        return render(self.request, self.template, frame | self.context() | more, status=status)

    def context(self):
        return {}


class Detail(ExaminationPage):
    template = "cases/travel_documents/examination/detail.html"

    def context(self):
        record, user = self.record, self.request.user
        dates = Deadline.objects.visible_to(user).open().for_target(record).select_related("owner")
        opens, shut = deeds(user, record)
        return {
            "deeds": opens,
            "shut": shut,
            "parts": looked_at(record),
            "differences": comparing.differences(record.reading.get("fields", {}), record.visual),
            "pictures": record.pictures.select_related("stored", "added_by", "struck_by"),
            "pictures_it": not may_picture(user, record),
            "types": record.fraud_types.all(),
            "signs": record.indicators.select_related("fraud_type"),
            "lines": record.lines.select_related("by")[:60],
            "dates": dates.order_by("due_at", "pk"),
            "origin": origins.of(record, user),
            "whole": is_whole(record),
            "panels": panels.at(PLACE, self.request, record),
        }


def looked_at(record):
    """The features that were judged, by part of the document; what was not examined is not listed."""
    seen = {row.code: row for row in record.features.all()}
    parts = (
        (part, [seen[kind.code] for kind in kinds if kind.code in seen])
        for part, kinds in features.PARTS.items()
    )
    return [(part, rows) for part, rows in parts if rows]


def deeds(user, record):
    """Buttons for this reader, and the steps that stay shut, by the reason."""
    opens, shut = [], {}
    if record.status == Status.DRAFT and not workflow.examines(user, record):
        opens += [
            Deed("Features", to(record, "features"), "list-check"),
            Deed("Describe the document", to(record, "describe"), "pencil"),
            Deed("Add an image", to(record, "add_image"), "camera"),
            Deed("Write the conclusion", to(record, "conclusion"), "patch-check"),
        ]
    for offer in workflow.WORKFLOW.offers(user, record):
        if offer.open:
            opens.append(Deed(offer.step.label, to(record, "step", offer.step.name)))
        else:
            shut.setdefault(offer.why_not, []).append(offer.step.label)
    steps = [deed for deed in opens if not deed.icon]
    if main := next(iter(steps or opens), None):
        main.main = True
    return opens, shut


def to(record, name, *more):
    return reverse(f"examination:{name}", args=[record.reference, *more])


class Image(ExaminationPage):
    """The bytes of an image as they came in, to whoever sees the examination; each look is in the trail."""

    def get(self, request, image):
        found = get_object_or_404(self.record.pictures.select_related("stored"), pk=image)
        return download(request, found.stored, name=found.stored.name, target=self.record)
