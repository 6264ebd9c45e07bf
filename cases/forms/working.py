"""The small forms in which a case is worked: one verb each."""

import uuid
from datetime import timedelta

from django import forms
from django.db.models import Count
from django.utils import timezone
from django.utils.functional import cached_property

from cases import kinds, limitations
from cases.forms.editing import DECONTROL
from cases.models import Case, Review, TeamMember
from secoffice.accounts.models import User
from secoffice.deadlines.engine import end_of_day
from secoffice.files.forms import UploadField

LONG, SHORT = 4000, 500
ASKED = ("disposition", "decontrol", "into")


def lines(rows=4):
    return forms.Textarea(attrs={"rows": rows})


def day_field(**more):
    return forms.DateField(
        required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more
    )


def staff_of(case):
    """Who can be named here: active staff of the case's office and of those above it."""
    chain = [office.pk for office in case.office.chain()]
    return User.objects.present().filter(office__in=chain).select_related("office", "unit")


def where(user):
    return f"{user.name} · {user.unit or 'no unit'}, {user.office}"


class StaffField(forms.ModelChoiceField):
    """Choose a colleague; `label_from_instance` may be replaced by a function of the page."""

    default_error_messages = {"invalid_choice": "Choose somebody from the list."}

    def __init__(self, **more):
        super().__init__(User.objects.none(), **{"empty_label": "Choose …"} | more)
        self.label_from_instance = where


class Sent(forms.Form):
    """`key` is made with the empty form: sent twice, it is done once."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=True)


class ReasonForm(forms.Form):
    reason = forms.CharField(max_length=SHORT, widget=lines(3))

    def __init__(self, *args, label="Reason", needed=True, **more):
        super().__init__(*args, **more)
        self.fields["reason"].label, self.fields["reason"].required = label, needed


class StepForm(Sent):
    """A step of the workflow: the reason its table asks for, and the further fields it names."""

    reason = forms.CharField(max_length=LONG, widget=lines(5))
    disposition = forms.ChoiceField(
        choices=[("", "Choose …"), *kinds.DISPOSITIONS], label="Outcome", help_text="How the matter ended."
    )
    decontrol = forms.CharField(
        max_length=120, label="Decontrolled on, or by which event", help_text=DECONTROL
    )
    into = forms.CharField(
        max_length=40,
        label="Number of the case that goes on",
        widget=forms.TextInput(attrs={"class": "so-num", "autocomplete": "off"}),
        help_text="Such as UTP-2026-00417-K. It must be a live case that you may see.",
    )

    def __init__(self, *args, step, case, user, **more):
        super().__init__(*args, **more)
        self.case, self.user = case, user
        self.fields["reason"].label, self.fields["reason"].required = step.reason_label, step.needs_reason
        self.fields["decontrol"].initial = case.decontrol
        for name in {*ASKED} - set(step.asks):
            del self.fields[name]

    def clean_into(self):
        """Anything this reader may not see does not exist."""
        number = self.cleaned_data["into"].strip().upper()
        if number == self.case.reference:
            raise forms.ValidationError("A case cannot be merged into itself.")
        found = Case.objects.visible_to(self.user).live().filter(reference=number).first()
        if found is None:
            raise forms.ValidationError("You can see no live case with this number.")
        return found

    def given(self):
        return {name: self.cleaned_data[name] for name in ASKED if name in self.cleaned_data}


class AssignForm(forms.Form):
    officer = StaffField(label="Officer")
    reason = forms.CharField(
        max_length=SHORT, required=False, widget=lines(3), label="What they should know first"
    )

    def __init__(self, *args, case, user, **more):
        super().__init__(*args, **more)
        self.case, self.user = case, user
        staff = staff_of(case).with_role("AGENT", "CASE_SUP", "RSO", "INTAKE")
        self.fields["officer"].queryset = staff.exclude(pk=case.officer_id or 0)
        self.fields["officer"].label_from_instance = self.with_load

    @cached_property
    def load(self):
        """Live cases by officer, among those this reader may see: a count is no way to learn of others."""
        mine = Case.objects.visible_to(self.user).live().filter(office__in=self.case.office.chain())
        return dict(mine.order_by().values("officer").annotate(n=Count("pk")).values_list("officer", "n"))

    def with_load(self, user):
        count = self.load.get(user.pk, 0)
        return f"{where(user)} · {count} live case{'' if count == 1 else 's'} you can see"


class AnswerForm(ReasonForm):
    """Accept an assignment, or return it with a reason."""

    def __init__(self, *args, **more):
        super().__init__(*args, label="If you return it: why", needed=False, **more)


class UntilForm(forms.Form):
    until = day_field(label="Until", help_text="The last day. Empty means without an end.")

    def __init__(self, *args, case, **more):
        super().__init__(*args, **more)
        self.office = case.office

    def clean_until(self):
        """A day here is that day to its end, at the office of the case."""
        day, today = self.cleaned_data["until"], self.office.local_date(timezone.now())
        if day is None:
            return None
        if not today <= day <= today + timedelta(days=3660):
            raise forms.ValidationError("Choose a day from today on.")
        return end_of_day(day, self.office.tz)


class TeamForm(UntilForm):
    user = StaffField(label="Colleague")
    part = forms.ChoiceField(choices=TeamMember.Part, label="Part")
    reason = forms.CharField(max_length=200, help_text="Why they need to know.")
    field_order = ("user", "part", "reason", "until")

    def __init__(self, *args, case, user, **more):
        super().__init__(*args, case=case, **more)
        self.fields["user"].queryset = staff_of(case).exclude(pk=user.pk)


class ConflictForm(forms.Form):
    """Recusal: oneself, or by a supervisor a colleague."""

    user = StaffField(label="Who is to be kept out")
    reason = forms.CharField(
        max_length=200,
        label="What the conflict is",
        widget=lines(2),
        help_text="One sentence: kin, friend, dealings.",
    )

    def __init__(self, *args, case, user, others, **more):
        super().__init__(*args, **more)
        if others:
            self.fields["user"].queryset = staff_of(case).exclude(pk=user.pk)
        else:
            del self.fields["user"]


class AccessForm(UntilForm):
    """The answer to somebody who asked to see the case."""

    reason = forms.CharField(max_length=200, required=False, help_text="Empty keeps the reason they gave.")


class NoteForm(Sent):
    text = forms.CharField(
        max_length=50_000, widget=lines(6), label="Note", error_messages={"required": "Write the note."}
    )
    happened_at = forms.DateTimeField(
        required=False,
        label="When it happened",
        help_text="Empty means now.",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
    )

    def clean_happened_at(self):
        at = self.cleaned_data["happened_at"]
        if at and at > timezone.now() + timedelta(minutes=1):
            raise forms.ValidationError("This lies in the future.")
        if at and at.year < 1900:
            raise forms.ValidationError("Check the year.")
        return at


class DraftForm(forms.Form):
    text = forms.CharField(max_length=50_000, required=False, strip=False)


class AttachForm(Sent):
    upload = UploadField(label="File")
    describes = forms.CharField(max_length=200, required=False, label="What it is")


class OffenceForm(Sent):
    """An offence and the day from which its limitation period runs."""

    statute = forms.ChoiceField(label="Offence", choices=[("", "Choose …"), *limitations.CHOICES])
    committed_on = forms.DateField(
        label="Day it was committed",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Of several acts, the last one.",
    )

    def clean_committed_on(self):
        on = self.cleaned_data["committed_on"]
        if not on.year >= 1950 or on > timezone.localdate():
            raise forms.ValidationError("Choose a day between 1950 and today.")
        return on


class ReviewForm(Sent, forms.ModelForm):
    """A supervisory review as a record (A.2)."""

    class Meta:
        model = Review
        fields = (
            "on",
            "files_seen",
            "plan_valid",
            "overdue_leads",
            "evidence_status",
            "next_steps",
            "next_review_on",
        )
        widgets = {
            "files_seen": lines(2),
            "overdue_leads": lines(2),
            "evidence_status": lines(2),
            "next_steps": lines(4),
        } | {
            name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            for name in ("on", "next_review_on")
        }
        help_texts = {
            "next_review_on": "When you mean to look again. Before the stage asks for it? You are told that day.",
        }

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise forms.ValidationError("A review cannot lie in the future.")
        if on.year < 2000:
            raise forms.ValidationError("Check the year.")
        return on

    def clean_next_review_on(self):
        on = self.cleaned_data["next_review_on"]
        if on and on <= timezone.localdate():
            raise forms.ValidationError("Choose a day after today.")
        return on
