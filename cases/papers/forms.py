"""The forms in which papers are written and released."""

import re

from django import forms
from django.utils import timezone

from cases.forms.editing import plain
from cases.forms.working import ReasonForm, Sent, lines
from cases.papers.actions import drafting
from cases.papers.models import Memorandum, Report
from secoffice import markings

MOMENT = "%Y-%m-%dT%H:%M"


def moment_field(**more):
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)
    return forms.DateTimeField(
        widget=widget, input_formats=[MOMENT, "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"], **more
    )


class BeginForm(Sent):
    """Whom, when and where: enough to begin a memorandum."""

    subject = forms.TypedChoiceField(label="Who was interviewed")
    began_at = moment_field(label="When it began")
    place = forms.CharField(max_length=200, label="Where")

    def __init__(self, *args, people, **more):
        """`people`: parts on the case by id, each with the name it is called by."""
        super().__init__(*args, **more)
        standing = [row for row in people.values() if row.taken_off_at is None]
        shown = [(row.pk, f"{row.name} ({row.get_part_display().lower()})") for row in standing]
        self.fields["subject"].choices = [("", "Choose …"), *shown]
        self.fields["subject"].coerce = lambda number: people[int(number)]

    def clean_began_at(self):
        return sound(self.cleaned_data["began_at"])


def sound(at):
    """A moment of an interview: not to come, not out of all reason."""
    if at and at > timezone.now():
        raise forms.ValidationError("This lies in the future.")
    if at and at.year < 1950:
        raise forms.ValidationError("Check the year.")
    return at


class PaperForm(forms.ModelForm):
    """`version` is the state that was read: who saved in between is not written over unseen."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def __init__(self, *args, instance, **more):
        super().__init__(*args, instance=instance, initial={"version": instance.version}, **more)
        self.fields["marking"].help_text = "CUI//categories//controls, such as CUI//INV/PRVCY//NOCON."
        self.fields["marking"].widget.attrs["class"] = "so-num"

    def clean_marking(self):
        try:
            return str(markings.parse(self.cleaned_data["marking"]))
        except markings.MarkingError as wrong:
            raise forms.ValidationError(str(wrong)) from wrong

    def words(self, but=()):
        """What to save, without those of which the version on file was chosen."""
        known = {*drafting.words_of(self.instance), "holds"} & self.cleaned_data.keys()
        return {name: self.cleaned_data[name] for name in known if name not in but}

    def theirs(self, fresh):
        """Field by field where this form and what is on file differ: name, label, mine, theirs."""
        for name in drafting.words_of(fresh):
            mine, theirs = self.cleaned_data[name], getattr(fresh, name)
            if mine != theirs and plain(mine) != plain(theirs):
                yield name, self.fields[name].label, said(mine), said(theirs)


def said(value):
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value if value not in (None, "") else "nothing")


class MemorandumForm(PaperForm):
    began_at = moment_field(label="Began")
    ended_at = moment_field(label="Ended", required=False)

    class Meta:
        model = Memorandum
        fields = drafting.MEMORANDUM
        widgets = {"present": lines(2), "substance": lines(14), "documents": lines(2)}
        help_texts = {
            "present": "Everybody in the room, with their office.",
            "substance": "What was said, in their words where it matters. Facts, no opinion on guilt.",
            "documents": "With their exhibit numbers.",
            "recording": "64 characters; empty where nothing was recorded.",
        }

    def clean_began_at(self):
        return sound(self.cleaned_data["began_at"])

    def clean_recording(self):
        digest = self.cleaned_data["recording"].strip().lower()
        if digest and not re.fullmatch("[0-9a-f]{64}", digest):
            raise forms.ValidationError("A SHA-256 digest has 64 characters, 0 to 9 and a to f.")
        return digest

    def clean(self):
        given = super().clean()
        began, ended = given.get("began_at"), given.get("ended_at")
        if began and ended and ended < began:
            self.add_error("ended_at", "This lies before it began.")
        return given


class ReportForm(PaperForm):
    class Meta:
        model = Report
        fields = (*drafting.REPORT, "holds")
        day = {"attrs": {"type": "date"}, "format": "%Y-%m-%d"}
        widgets = {
            "synopsis": lines(5), "predication": lines(5), "findings": lines(10), "losses": lines(2),
            "period_from": forms.DateInput(**day), "period_until": forms.DateInput(**day),
            "holds": forms.CheckboxSelectMultiple,
        }  # fmt: skip
        help_texts = {
            "synopsis": "At most one page: what happened, who, what came of it.",
            "findings": "Facts and who says so; no opinion on guilt. Findings on each allegation come from the file.",
            "holds": "Only those in every compartment named here can read the report.",
        }

    def __init__(self, *args, compartments, **more):
        super().__init__(*args, **more)
        self.fields["holds"].queryset = compartments
        self.fields["holds"].required = False
        self.fields["holds"].label = "Name people kept in compartments"
        self.fields["holds"].label_from_instance = lambda each: each.get_kind_display()
        if not compartments:
            del self.fields["holds"]


class StepForm(ReasonForm):
    """`version` is what was read: nobody decides about words they have not seen."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def __init__(self, *args, step, version, **more):
        super().__init__(*args, label=step.reason_label, initial={"version": version}, **more)
        if not step.needs_reason:
            del self.fields["reason"]


class ReleaseForm(Sent):
    """For whom a copy is made."""

    recipient = forms.CharField(max_length=200, label="For whom", help_text="Name and office.")
    country = forms.RegexField(
        "^[A-Za-z]{3}$", required=False, label="Of which other state",
        help_text="Three letters, such as FRA; empty for our own. Checked against the marking.",
        error_messages={"invalid": "Three letters, such as FRA."},
    )  # fmt: skip
    purpose = forms.CharField(max_length=500, label="What for", widget=lines(2))

    def clean_country(self):
        return self.cleaned_data["country"].upper()


class AddForm(Sent):
    text = forms.CharField(max_length=20_000, widget=lines(6), label="Addendum")
