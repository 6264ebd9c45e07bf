"""Forms about keeping records."""

import uuid

from django import forms

from secoffice.accounts.forms.fields import Day
from secoffice.accounts.models import Office, User
from secoffice.people import sources
from secoffice.records import kept, schedule


class RetentionForm(forms.Form):
    """`was` is the row this form was made for: two who choose at once lose nothing."""

    item = forms.ChoiceField(label="Item of the schedule")
    reason = forms.CharField(max_length=500, widget=forms.Textarea(attrs={"rows": 3}), label="Why this item")
    was = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, terms, **more):
        super().__init__(*args, **more)
        items = (item for item in schedule.ITEMS.values() if terms or not item.has_term)
        self.fields["item"].choices = [(item.code, item.label) for item in items]


class HoldForm(forms.Form):
    """Named records, or terms by which present and new ones are found, or both."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    reason = forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    authority = forms.CharField(max_length=200, help_text="Court, request or audit that asks for it.")
    start_on = Day(label="Holds from")
    records = forms.CharField(
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "so-num"}),
        label="Records by number",
        help_text="One on each line. You can name what you may see.",
    )
    of = forms.ChoiceField(
        required=False, label="All records of a kind", help_text="New ones join by themselves."
    )
    office = forms.ModelChoiceField(
        Office.objects.all(), required=False, empty_label="Every office", label="Of that kind, only at"
    )
    custodians = forms.ModelMultipleChoiceField(
        User.objects.none(),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text="They are told to keep what they have, and say that they read it; again every six months.",
    )

    def __init__(self, *args, user, **more):
        super().__init__(*args, **more)
        self.user = user
        self.fields["custodians"].queryset = User.objects.present()
        groups = [
            (
                one.label,
                [
                    (f"{kind}:", f"Every {one.label.lower()}"),
                    *((f"{kind}:{code}", label) for code, label in one.sorts),
                ],
            )
            for kind, one in kept.kinds().items()
        ]
        self.fields["of"].choices = [("", "None: only those named"), *groups]

    def clean_records(self):
        found, missing = [], []
        for number in dict.fromkeys(self.cleaned_data["records"].split()):
            record = sources.called(number, self.user)
            (found if record and record._meta.label_lower in kept.kinds() else missing).append(
                record or number
            )
        if missing:
            numbers = ", ".join(str(getattr(each, "reference", each)) for each in missing)
            raise forms.ValidationError(f"You can see no such record: {numbers}")
        return found

    def clean(self):
        given = super().clean()
        of, office = given.pop("of", ""), given.pop("office", None)
        kind, _, sort = of.partition(":")
        given["scope"] = {"kind": kind, "of": sort, "office": office and office.pk} if of else {}
        if office and not of:
            self.add_error("of", "Choose of what kind, or take the office away.")
        return given


class NumberForm(forms.Form):
    """One more record for a hold."""

    number = forms.CharField(max_length=40, label="Number", widget=forms.TextInput(attrs={"class": "so-num"}))

    def __init__(self, *args, user, **more):
        super().__init__(*args, **more)
        self.user = user

    def clean_number(self):
        record = sources.called(self.cleaned_data["number"], self.user)
        if record is None or record._meta.label_lower not in kept.kinds():
            raise forms.ValidationError("You can see no such record.")
        return record


class WhyForm(forms.Form):
    reason = forms.CharField(max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
