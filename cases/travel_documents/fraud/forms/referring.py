"""Referring a visa and working the referral."""

import re

from django import forms

from cases.forms.working import LONG, ReasonForm, Sent, StaffField, lines
from cases.kinds import KINDS as CASE_KINDS
from cases.travel_documents.fraud.actions.attaching import FRAUD_KINDS
from cases.travel_documents.fraud.models import Check, Status, VisaReferral
from secoffice.accounts.models import Unit, User
from secoffice.people.normal import normal
from secoffice.search import index

CODE = re.compile(r"^[A-Z]{0,3}\Z")
SIGNS = (
    ("STAFF", "Staff is involved"),
    ("THREAT", "Threats or violence"),
    ("VENDOR", "An organised vendor"),
    ("MANY", "Several applications alike"),
    ("DOCUMENT", "A counterfeit or altered document"),
)
PURPOSES = (
    ("REVIEW", "Review of this application"),
    ("INVESTIGATE", "Investigation of a crime"),
    ("SUPERVISE", "Supervision of the review"),
    ("COURT", "Needed by a court, certified"),
)


class ReferralForm(Sent):
    kind = forms.ChoiceField(
        choices=[("", "Choose …"), *VisaReferral.Kind.choices], label="What is suspected"
    )
    applicant = forms.CharField(max_length=160, label="Applicant", help_text="As written in the application.")
    born = forms.CharField(
        max_length=10, required=False, label="Date of birth", help_text="1974-08-12 or 1974-??-??"
    )
    nationality = forms.CharField(max_length=3, required=False, help_text="Three letters, such as UTO.")
    passport = forms.CharField(max_length=30, required=False, label="Passport number")
    passport_issuer = forms.CharField(max_length=3, required=False, label="Issuer of the passport")
    visa_class = forms.CharField(max_length=12, required=False, label="Visa class")
    application = forms.CharField(max_length=40, required=False, label="Number of the application")
    agent = forms.CharField(max_length=160, required=False, label="Agent or vendor")
    address = forms.CharField(max_length=200, required=False, label="Address given")
    facts = forms.CharField(max_length=8000, widget=lines(6), label="What was seen")
    crime_signs = forms.MultipleChoiceField(
        choices=SIGNS, required=False, widget=forms.CheckboxSelectMultiple, label="Signs of a crime"
    )
    named = StaffField(
        label="Member of staff", required=False,
        help_text="For malfeasance alone. They and whoever supervises them never learn of this.",
    )  # fmt: skip

    def __init__(self, *args, user, **more):
        super().__init__(*args, **more)
        staff = User.objects.present().exclude(pk=user.pk).select_related("office", "unit").order_by("name")
        self.fields["named"].queryset = staff.filter(office__in=[office.pk for office in user.office.chain()])
        self.fields["named"].empty_label = "Nobody is named"

    def clean_born(self):
        try:
            return (
                normal("BORN", self.cleaned_data["born"].strip()) if self.cleaned_data["born"].strip() else ""
            )
        except ValueError as wrong:
            raise forms.ValidationError(str(wrong)) from wrong

    def clean_nationality(self):
        return self._code("nationality")

    def clean_passport_issuer(self):
        return self._code("passport_issuer")

    def _code(self, name):
        code = self.cleaned_data[name].strip().upper().rstrip("<")
        if not CODE.match(code):
            raise forms.ValidationError("Up to three letters, such as UTO; Germany is D.")
        return code

    def clean(self):
        given = super().clean()
        if given.get("named") and given.get("kind") != VisaReferral.Kind.STAFF:
            self.add_error("named", "Staff are named for malfeasance only. Choose that, or name nobody.")
        if given.get("passport") and not given.get("passport_issuer"):
            self.add_error("passport_issuer", "Say who issued the passport.")
        return given


class PurposeForm(forms.Form):
    """Visa records are confidential (INA 222(f)): whoever opens one says what for."""

    purpose = forms.ChoiceField(choices=[("", "Choose …"), *PURPOSES])
    remark = forms.CharField(max_length=300, required=False, label="More to say")


class CheckForm(Sent):
    kind = forms.ChoiceField(choices=Check.Kind.choices, label="What was done")
    done_on = forms.DateField(label="On", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    found = forms.CharField(max_length=4000, widget=lines(4), label="What it found")


class StepForm(ReasonForm):
    reason = forms.CharField(max_length=LONG, widget=lines(5))

    def __init__(self, *args, step, **more):
        label = step.reason_label if step.needs_reason else "A word with it"
        super().__init__(*args, label=label, needed=step.needs_reason, **more)


class OpenReferredForm(Sent):
    kind = forms.ChoiceField(
        choices=[(code, CASE_KINDS[code].label) for code in FRAUD_KINDS], label="Kind of case"
    )
    title = forms.CharField(max_length=160, label="What it is about")
    unit = forms.ModelChoiceField(Unit.objects.none(), required=False, empty_label="No unit yet")

    def __init__(self, *args, referral, **more):
        first = "AD" if referral.is_malfeasance else "VF"
        super().__init__(*args, initial={"kind": first} | more.pop("initial", {}), **more)
        self.fields["unit"].queryset = Unit.objects.filter(office=referral.office).order_by("name")


class ReferralFilter(forms.Form):
    q = forms.CharField(max_length=200, required=False, label="Text")
    which = forms.ChoiceField(
        choices=[("", "All"), ("open", "Not ended"), ("mine", "I reported")], required=False
    )
    status = forms.ChoiceField(choices=[("", "Any state"), *Status.choices], required=False, label="State")
    kind = forms.ChoiceField(
        choices=[("", "Any"), *VisaReferral.Kind.choices], required=False, label="Suspected"
    )

    def __init__(self, *args, user, **more):
        super().__init__(*args, **more)
        self.user = user

    def narrow(self, rows):
        given = self.cleaned_data
        if given["which"] == "open":
            rows = rows.open()
        elif given["which"] == "mine":
            rows = rows.filter(asked_by=self.user)
        plain = {name: given[name] for name in ("status", "kind") if given[name]}
        rows = rows.filter(**plain)
        return index.matching(rows, given["q"]) if given["q"] else rows
