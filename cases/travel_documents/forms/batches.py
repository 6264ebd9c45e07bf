"""Sending in a file of documents."""

from itertools import islice

from django import forms

from cases.forms.working import Sent, day_field
from cases.travel_documents import batches
from cases.travel_documents.models import Batch, BatchLine, Outcome
from secoffice.files.forms import UploadField

FORMS = {".csv": Batch.Form.CSV, ".jsonl": Batch.Form.JSON, ".ndjson": Batch.Form.JSON}
NEEDED = {"mrz", "mrz1", "number"}


class BatchForm(Sent):
    upload = UploadField(
        label="File",
        help_text=f"CSV with the columns {', '.join(batches.COLUMNS)} (those you have), or JSON lines as "
        f"screen_documents takes them. Up to {batches.MOST:,} documents and 25 MB, in UTF-8.",
    )
    inspected_on = day_field(
        label="Day of inspection", help_text="For lines that give none. Today, where nothing is given."
    )

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        ending = f".{upload.name.lower().rpartition('.')[2]}"
        if ending not in FORMS:
            raise forms.ValidationError("Send a file that ends in .csv or .jsonl.")
        self.kind = FORMS[ending]
        if self.kind == Batch.Form.CSV and not NEEDED & set(batches.head(upload.file)[0]):
            raise forms.ValidationError(
                "The first line must name the columns, among them mrz, mrz1 or number."
            )
        documents = islice(batches.documents(upload.file, self.kind), batches.MOST + 1)
        self.total = sum(1 for _ in documents)
        if not self.total:
            raise forms.ValidationError("There is no document in this file.")
        if self.total > batches.MOST:
            raise forms.ValidationError(
                f"There are more documents in this file than {batches.MOST:,}. Send it in parts."
            )
        upload.file.seek(0)
        return upload


class LineFilter(forms.Form):
    outcome = forms.ChoiceField(
        choices=[("", "Any outcome"), *Outcome.choices, ("none", "Could not be answered")], required=False
    )
    hit = forms.BooleanField(required=False, label="With a hit")

    def narrow(self, rows):
        given = self.cleaned_data
        if given["outcome"]:
            rows = rows.filter(outcome="" if given["outcome"] == "none" else given["outcome"])
        return rows.exclude(hit__in=("", BatchLine.UNTOLD)) if given["hit"] else rows
