"""Forms of the evidence desk, one for each deed. What takes two persons asks for the second and for two counts."""

from datetime import timedelta

from django import forms
from django.utils import timezone

from cases.evidence.actions.picturing import SHOWN
from cases.evidence.models import (
    Acquisition,
    CustodyEvent,
    Disposal,
    Exhibit,
    HandOver,
    Room,
    Seizure,
)
from cases.forms.working import ReasonForm, Sent, StaffField, lines, staff_of
from secoffice import markings
from secoffice.files import actions as files
from secoffice.files.forms import UploadField

SHORT = 300
MOMENT = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]


def moment(label="When it happened", help_text="Empty means now.", required=False):
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(
        label=label, help_text=help_text, required=required, widget=widget, input_formats=MOMENT
    )


def text(label, required=True, most=SHORT, help_text="", rows=0):
    more = {"widget": lines(rows)} if rows else {}
    return forms.CharField(label=label, required=required, max_length=most, help_text=help_text, **more)


def count(label):
    return forms.DecimalField(label=label, required=False, min_value=0, max_digits=12, decimal_places=3)


def not_ahead(at):
    if at and at > timezone.now() + timedelta(minutes=1):
        raise forms.ValidationError("This lies in the future.")
    if at and at.year < 1950:
        raise forms.ValidationError("Check the year.")
    return at


def say_choose(form, *names):
    """Empty choices read like the others of the house."""
    for name in names:
        form.fields[name].choices = [("", "Choose …"), *form.fields[name].choices[1:]]


class Deed(Sent):
    """A deed on one exhibit. `two`: asks for a witness and two counts where the exhibit takes two persons."""

    two = False

    def __init__(self, *args, exhibit, user, **more):
        super().__init__(*args, **more)
        self.exhibit, self.user = exhibit, user
        if self.two and exhibit.takes_two:
            self.fields |= {
                "witness": StaffField(label="Witness", help_text="The second person, who counts again."),
                "counted": count("Counted by you"),
                "counted_again": count("Counted by the witness"),
            }
            for name in ("counted", "counted_again"):
                self.fields[name].required = True
            self.fields["witness"].queryset = staff_of(exhibit.case).exclude(pk=user.pk)

    def clean_happened_at(self):
        return not_ahead(self.cleaned_data["happened_at"])


class HandOverForm(Deed):
    receiver = StaffField(label="Receiver", help_text="They must accept it; until then you stay responsible.")
    kind = forms.ChoiceField(label="How", choices=HandOver._meta.get_field("kind").choices)
    purpose = text("Purpose", most=500)
    carrier = text("Carrier", required=False, most=80, help_text="Where it is shipped.")
    tracking = text("Tracking number", required=False, most=80)
    window_days = forms.IntegerField(
        label="Days it may be on its way",
        required=False,
        min_value=1,
        max_value=90,
        help_text="Empty means 10.",
    )

    def __init__(self, *args, **more):
        super().__init__(*args, **more)
        self.fields["receiver"].queryset = staff_of(self.exhibit.case).exclude(pk=self.user.pk)


class StoreForm(Deed):
    two = True
    room = forms.ModelChoiceField(Room.objects.none(), empty_label="Choose …")
    bin = text("Shelf or bin", required=False, most=40)
    happened_at = moment()
    why_late = text(
        "Why it comes late",
        required=False,
        most=500,
        rows=2,
        help_text="Needed one business day after the seizure.",
    )

    def __init__(self, *args, **more):
        super().__init__(*args, **more)
        offices = {self.exhibit.case.office_id, self.user.office_id}
        rooms = Room.objects.filter(office__in=offices)
        self.fields["room"].queryset = rooms.filter(vault=True) if self.exhibit.takes_two else rooms


class ExamineForm(Deed):
    purpose = text("What was done, and why", most=500, rows=3)
    seal_before = text("Seal found", required=False, most=40, help_text="Only if a seal was opened.")
    seal_after = text("Seal put on after it", required=False, most=40)
    condition = text("Condition", required=False)
    happened_at = moment()


class ResealForm(Deed):
    seal_before = text("Seal found", required=False, most=40, help_text="Empty: there was none.")
    seal_after = text("New seal", most=40)
    purpose = text("Why", most=500)
    happened_at = moment()


class CourtForm(Deed):
    place = text("Court", most=200)
    purpose = text("Hearing", most=500)
    happened_at = moment()


class CopyForm(Deed):
    purpose = text("What the copy is for", most=500)


class CorrectForm(Deed):
    event = forms.ModelChoiceField(CustodyEvent.objects.none(), label="Entry", empty_label="Choose …")
    says = text("What is right", most=500, rows=3)

    def __init__(self, *args, **more):
        super().__init__(*args, **more)
        rows = self.exhibit.events.exclude(kind="CORRECTION")
        self.fields["event"].queryset = rows
        self.fields["event"].label_from_instance = lambda e: f"No. {e.seq}, {e.get_kind_display().lower()}"


class DiscrepancyForm(Deed):
    about = forms.ChoiceField(
        label="What does not agree", choices=[("SEAL", "Seal"), ("COUNT", "Count"), ("OTHER", "Other")]
    )
    says = text("What was found", most=500, rows=3)


class HoldForm(Deed):
    reason = text("Why it must be kept", rows=2)


class PhotographForm(Deed):
    upload = UploadField(label="Photograph", help_text="JPEG, PNG, GIF or WebP. It is kept as it is.")
    shows = text(
        "What it shows", most=200, help_text="In words, for those who do not see it: “Seal S-104, torn”."
    )

    def __init__(self, *args, **more):
        super().__init__(*args, **more)
        self.fields["upload"].widget.attrs["accept"] = ",".join(SHOWN)

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        if files.check(upload).media_type not in SHOWN:
            raise forms.ValidationError("Choose a picture: JPEG, PNG, GIF or WebP.")
        return upload


class StrikeForm(Deed):
    reason = text(
        "Why it is struck", most=500, rows=2, help_text="It stays on file, struck out, with this reason."
    )


class LiftForm(Deed):
    reason = text("Why it may go", rows=2)


class OrderForm(Deed):
    method = forms.ChoiceField(label="What becomes of it", choices=Disposal.Method)
    authority = text("Order or authority", help_text="Court order, prosecutor’s release, statute.")
    recipient = text("Who receives it", required=False, most=120)


class AcceptForm(Deed):
    """The receiver’s side: what arrived."""

    two = True
    seal_seen = text("Seal you found", required=False, most=40, help_text="As printed on it. Empty: none.")
    condition = text("Condition", required=False)
    happened_at = moment("When you received it")
    reason = text("If you refuse it, or it was late: why", required=False, most=500, rows=2)
    field_order = ("seal_seen", "witness", "counted", "counted_again", "condition", "happened_at", "reason")


class RefuseForm(Deed):
    reason = text("Why it is refused", most=500, rows=2)


class CarryOutForm(Deed):
    two = True
    witness = StaffField(label="Witness", required=False, help_text="Neither you nor whoever approved it.")
    receipt = text("Receipt or certificate", required=False, most=120)
    reason = text("Remarks, or why it is refused or taken back", required=False, most=500, rows=2)

    def __init__(self, *args, **more):
        super().__init__(*args, **more)
        self.fields["witness"].queryset = staff_of(self.exhibit.case).exclude(pk=self.user.pk)


class CloseForm(ReasonForm):
    def __init__(self, *args, **more):
        super().__init__(*args, label="What was found", **more)


class SeizureForm(forms.ModelForm):
    seized_at = moment(
        "When it was taken", help_text="In the time named at the foot of the page.", required=True
    )

    class Meta:
        model = Seizure
        fields = ("authority", "document", "seized_at", "place", "found_by", "witnessed_by", "receipt")

    def __init__(self, *args, **more):
        super().__init__(*args, **more)
        say_choose(self, "authority")

    def clean_seized_at(self):
        return not_ahead(self.cleaned_data["seized_at"])


class ExhibitForm(forms.ModelForm):
    key = Sent.base_fields["key"]
    marking = text("Marking", required=False, most=80, help_text="Empty: that of the case.")

    class Meta:
        model = Exhibit
        fields = (
            *(
                "category",
                "description",
                "quantity",
                "unit",
                "make",
                "serial",
                "parent",
                "owner",
                "condition",
            ),
            *("value", "hazard", "container", "seal", "marking"),
        )

    def __init__(self, *args, case, user, **more):
        super().__init__(*args, **more)
        self.fields["marking"].widget.attrs["class"] = "so-num"
        self.fields["parent"].queryset = Exhibit.objects.visible_to(user).filter(case=case)
        self.fields["parent"].required, self.fields["parent"].label = False, "Belongs to"
        self.fields["parent"].empty_label = "Nothing else"
        say_choose(self, "category")

    def clean_marking(self):
        try:
            return str(markings.parse(said)) if (said := self.cleaned_data["marking"].strip()) else ""
        except markings.MarkingError as wrong:
            raise forms.ValidationError(str(wrong)) from wrong


class TwoForm(forms.Form):
    """The second person of what takes two. `asked` is set once the category is known."""

    witness = StaffField(label="Second person", required=False)
    counted = count("Counted by you")
    counted_again = count("Counted by the second person")
    asked = False

    def __init__(self, *args, case, user, **more):
        super().__init__(*args, **more)
        self.fields["witness"].queryset = staff_of(case).exclude(pk=user.pk)

    def clean(self):
        given = super().clean()
        for name in self.fields if self.asked else ():
            if given.get(name) is None and name not in self.errors:
                self.add_error(name, "Money, drugs and firearms need a second person, and two counts.")
        return given


class BytesForm(forms.ModelForm):
    upload = UploadField(label="The bytes", required=False)
    began_at = moment("Acquisition began", help_text="")
    finished_at = moment("Acquisition finished", help_text="")

    class Meta:
        model = Acquisition
        fields = (
            "method",
            "tool",
            "write_blocker",
            "began_at",
            "finished_at",
            "clock_offset",
            "source_digest",
        )

    def __init__(self, *args, **more):
        super().__init__(*args, **more)
        self.fields["method"].required = False
        say_choose(self, "method")
        self.fields["source_digest"].help_text = "SHA-256 or SHA3-256, as the tool printed it."

    def clean(self):
        given = super().clean()
        if given.get("upload") and not given.get("method"):
            self.add_error("method", "Say how the bytes were taken.")
        return given


class RoomForm(forms.Form):
    name = text("Name", most=80)
    vault = forms.BooleanField(label="A vault, for money, drugs and firearms", required=False)


class InventoryForm(Sent):
    numbers = text(
        "Numbers seen",
        most=60_000,
        rows=10,
        help_text="One a line, scanned or pasted: UTP-2026-00417-K/E001.",
    )
