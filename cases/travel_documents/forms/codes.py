"""Keeping a code, and what narrows the list of codes."""

import re

from django import forms
from django.db.models import Q

from cases.forms.working import day_field, lines
from cases.travel_documents.models import Code

LETTERS = re.compile(r"[A-Z]{1,3}")


class CodeForm(forms.ModelForm):
    reason = forms.CharField(max_length=500, widget=lines(2), label="Why it changes")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**31 - 1)

    class Meta:
        model = Code
        fields = ("table", "code", "meaning", "use", "first_on", "last_on", "source")
        labels = {"first_on": "Counts from", "last_on": "Counts until", "use": "Used as"}
        help_texts = {
            "code": "Capital letters: one to three for a state, two for a document.",
            "first_on": "Nothing: always.", "last_on": "The last day. Nothing: no end.",
            "source": "The edition or circular that says so.",
        }  # fmt: skip
        widgets = {
            name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            for name in ("first_on", "last_on")
        }

    def clean_code(self):
        code = self.cleaned_data["code"].strip().upper()
        if not LETTERS.fullmatch(code):
            raise forms.ValidationError("Give one to three letters from A to Z.")
        return code

    def clean(self):
        given = super().clean()
        first, last = given.get("first_on"), given.get("last_on")
        if first and last and last < first:
            self.add_error("last_on", "It ends before it begins.")
        if "table" in given and given.get("use") and given["use"] not in Code.OF[given["table"]]:
            self.add_error("use", "That is not a use of a code of this table.")
        if given.get("table") == Code.Table.DOCUMENT and len(given.get("code", "xx")) != 2:
            self.add_error("code", "A document code has two letters.")
        return given

    def values(self):
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class CodeFilter(forms.Form):
    q = forms.CharField(max_length=60, required=False, label="Code or meaning")
    table = forms.ChoiceField(choices=[("", "Both tables"), *Code.Table.choices], required=False)
    use = forms.ChoiceField(choices=[("", "Any use"), *Code.Use.choices], required=False)
    on = day_field(label="Counts on")

    def narrow(self, rows):
        given = self.cleaned_data
        rows = rows.filter(**{name: given[name] for name in ("table", "use") if given[name]})
        if given["q"]:
            rows = rows.filter(Q(code__istartswith=given["q"]) | Q(meaning__icontains=given["q"]))
        if on := given["on"]:
            begun, not_over = Q(first_on=None) | Q(first_on__lte=on), Q(last_on=None) | Q(last_on__gte=on)
            rows = rows.filter(begun, not_over)
        return rows
