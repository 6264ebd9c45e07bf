"""Finding a rule, changing its settings, and taking the change back."""

import re

from crispy_forms.layout import Div, Layout, Submit
from django import forms

from secoffice.accounts.forms.fields import helper
from secoffice.deadlines import engine, rules
from secoffice.deadlines.explanation import WORDS

MOST_AHEAD = 6
MOST_NAG = 30
MOST = engine.LONGEST_ALERT
SPAN = re.compile(r"(\d{1,4})\s*([a-z ]+)")
SPOKEN = {said: unit for unit, word in WORDS.items() for said in (unit, word, f"{word}s")} | {
    "day": engine.CALENDAR_DAYS,
    "days": engine.CALENDAR_DAYS,
}


class RuleFilter(forms.Form):
    """Rules are few and stand in the code, so they are narrowed as a list."""

    q = forms.CharField(label="Text", max_length=60, required=False)
    department = forms.ChoiceField(required=False)
    severity = forms.ChoiceField(required=False)
    changed = forms.BooleanField(label="Changed here", required=False)

    def __init__(self, *given, departments, severities, **more):
        super().__init__(*given, **more)
        self.fields["department"].choices = [("", "Any department"), *departments]
        self.fields["severity"].choices = [("", "Any severity"), *severities]

    def narrow(self, rows):
        chosen = self.cleaned_data
        text = chosen["q"].casefold()
        return [
            row
            for row in rows
            if text in f"{row.rule.code} {row.rule.duty} {row.rule.says}".casefold()
            and chosen["department"] in ("", row.prefix)
            and chosen["severity"] in ("", row.rule.severity)
            and (row.setting or not chosen["changed"])
        ]


class Ahead(forms.CharField):
    """Warnings long before: `12 months, 6 months, 3 months` as ((12, "month"), …)."""

    def prepare_value(self, value):
        if isinstance(value, str):
            return value
        return ", ".join(
            f"{number} {WORDS[unit]}{'' if number == 1 else 's'}" for number, unit in value or ()
        )

    def to_python(self, value):
        parts = [part.strip() for part in super().to_python(value).lower().split(",") if part.strip()]
        if len(parts) > MOST_AHEAD:
            raise forms.ValidationError(f"At most {MOST_AHEAD} warnings.")
        return tuple(map(self.span, parts))

    def span(self, text):
        found = SPAN.fullmatch(text)
        unit = SPOKEN.get(found[2].strip()) if found else None
        if unit not in engine.AHEAD_UNITS or not 0 < int(found[1]) <= MOST:
            raise forms.ValidationError(f"“{text}” is not understood. Write for instance 12 months, 30 days.")
        return int(found[1]), unit


class Climb(forms.CharField):
    """Business days late after which it climbs: `1, 5` as (1, 5)."""

    def prepare_value(self, value):
        return value if isinstance(value, str) else ", ".join(map(str, value or ()))

    def to_python(self, value):
        parts = [part.strip() for part in super().to_python(value).split(",")]
        if len(parts) != 2 or not all(part.isdecimal() and len(part) < 4 for part in parts):
            raise forms.ValidationError("Two numbers: days until the supervisor hears, and the director.")
        first, second = map(int, parts)
        if not 0 < first < second <= MOST:
            raise forms.ValidationError(f"The second is later than the first; both 1 to {MOST}.")
        return first, second


def number(least, most, **more):
    return lambda label: forms.IntegerField(label=label, min_value=least, max_value=most, **more)


def yes_or_no(label):
    return forms.BooleanField(label=label, required=False)


def ahead(label):
    return Ahead(label=label, required=False, max_length=120, help_text="Such as: 12 months, 30 days.")


def climb(label):
    return Climb(label=label, max_length=20, help_text="Supervisor, director. Such as: 1, 5.")


FIELDS = {
    "days": number(None, None),
    "warn_bd": number(0, MOST, help_text="0: no warning."),
    "nag_days": number(0, MOST_NAG, help_text="0: once, then no more."),
    "half": yes_or_no,
    "at_once": yes_or_no,
    "never_twice": yes_or_no,
    "duty_officer": yes_or_no,
    "ahead": ahead,
    "escalate_bd": climb,
}
CHOICES = {"unit": engine.UNITS, "roll": engine.ROLLS, "severity": rules.SEVERITIES}


class RuleForm(forms.Form):
    """The settings an administrator may change, each with what is in force; the reason goes into the trail."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    reason = forms.CharField(
        label="Why", max_length=500, widget=forms.Textarea(attrs={"rows": 2, "maxlength": 500}),
        error_messages={"required": "Say why."},
    )  # fmt: skip

    def __init__(self, *given, rule, words, **more):
        super().__init__(*given, **more)
        self.rule, self.words = rule, words
        for name in rule.may_change:
            self.fields[name] = self.field(name, words.NAMES[name])
            self.fields[name].initial = words.shown(rule, name)
        self.order_fields([*rule.may_change, "reason", "version"])
        self.helper = helper()
        self.helper.form_class, self.helper.form_tag = "", False
        self.helper.layout = Layout(
            *self.fields, Div(Submit("change", "Change the rule"), css_class="so-form-end")
        )

    def field(self, name, label):
        if name in CHOICES:
            options = [(value, self.words.said(name, value).capitalize()) for value in CHOICES[name]]
            return forms.ChoiceField(label=label, choices=options)
        return FIELDS[name](label)

    def values(self):
        """What was chosen; a setting the rule leaves open stays open where the choice is what it gives."""
        chosen = {name: self.cleaned_data[name] for name in self.rule.may_change}
        return {
            name: getattr(self.rule, name) if value == self.words.shown(self.rule, name) else value
            for name, value in chosen.items()
        }

    def clean(self):
        """Back-planning stays back-planning, and no count leaves the years of the calendars."""
        given, unit = super().clean(), self.cleaned_data.get("unit", self.rule.unit)
        days, most = given.get("days"), engine.LONGEST.get(unit, 0)
        if days is not None and (not days or abs(days) > most or (days < 0) != (self.rule.days < 0)):
            side = "below" if self.rule.days < 0 else "above"
            self.add_error("days", f"A whole number {side} 0, at most {most:,} either way.")
        return given


class Reset(forms.Form):
    """Back to what the department wrote, with the reason."""

    version = forms.IntegerField(min_value=0)
    reason = forms.CharField(max_length=500, error_messages={"required": "Say why."})
