"""Offices and units: reference data that a system administrator keeps."""

from crispy_forms.layout import Fieldset
from django import forms
from django.urls import reverse_lazy

from secoffice.accounts.forms.fields import ZoneField, helper, two
from secoffice.accounts.models import Office, Unit, User


class OfficeForm(forms.ModelForm):
    time_zone = ZoneField(help_text="Type a city. Dates of this office are counted there.")

    class Meta:
        model = Office
        fields = ["code", "name", "kind", "parent", "time_zone", "calendar", "must_accept"]
        labels = {"parent": "Answers to", "code": "Code"}
        help_texts = {
            "code": "Three or four capital letters; part of every number, so it never changes.",
            "parent": "Approvals climb there. Headquarters answers to nobody.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["code"].disabled = True
            self.fields["parent"].queryset = Office.objects.exclude(pk=self.instance.pk)
        self.fields["parent"].empty_label = "Nobody"
        self.helper = helper(
            Fieldset("Office", two("code", "name"), two("kind", "parent")),
            Fieldset("Days and hours", two("time_zone", "calendar")),
            Fieldset("Work", "must_accept"),
            save="Save office",
            cancel=reverse_lazy("accounts:offices"),
        )

    def clean_parent(self):
        parent = self.cleaned_data["parent"]
        if parent and self.instance.pk and self.instance in parent.chain():
            raise forms.ValidationError(f"{parent} answers to this office already.")
        return parent


class UnitForm(forms.ModelForm):
    class Meta:
        model = Unit
        fields = ["office", "code", "name", "supervisor"]
        help_texts = {
            "supervisor": "Approves, assigns and reviews the unit’s cases; somebody of the same office."
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        people = User.objects.present().select_related("office").order_by("office__code", "name")
        self.fields["supervisor"].empty_label = "Nobody yet"
        self.fields["supervisor"].label_from_instance = lambda person: (
            f"{person}, {person.office or 'no office'}"
        )
        if self.instance.pk:
            self.fields["office"].disabled = True
            people = people.filter(office=self.instance.office_id)
        self.fields["supervisor"].queryset = people
        self.helper = helper(
            two("office", "code"),
            two("name", "supervisor"),
            save="Save unit",
            cancel=reverse_lazy("accounts:units"),
        )

    def clean(self):
        given = super().clean()
        boss, office = given.get("supervisor"), given.get("office")
        if boss and office and boss.office_id != office.pk:
            self.add_error("supervisor", f"{boss} works at another office.")
        return given
