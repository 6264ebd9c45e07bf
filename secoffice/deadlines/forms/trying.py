"""A question to the date engine, as a form that anybody may keep as an address."""

from crispy_forms.layout import HTML, Div, Layout, Submit
from django import forms

from secoffice.accounts.forms.fields import Day, two
from secoffice.accounts.models import Office
from secoffice.calendars.models import Calendar
from secoffice.deadlines import engine

LONGEST = engine.LONGEST[engine.CALENDAR_DAYS]


class Question(forms.Form):
    """A rule, or free numbers, on a date. `asked()` is the question as `explain_date` reads it."""

    rule = forms.ChoiceField(label="Rule", required=False, help_text="Or leave it, and give numbers below.")
    days = forms.IntegerField(label="How many", required=False, help_text="Negative counts back.")
    unit = forms.ChoiceField(label="Counted in", required=False, help_text="A rule brings its own.")
    roll = forms.ChoiceField(label="On a day nobody works", required=False)
    office = forms.ModelChoiceField(
        None, label="Office", required=False, empty_label="None", to_field_name="code",
        help_text="Its calendar and time zone count.",
    )  # fmt: skip
    calendar = forms.CharField(
        label="Calendar", required=False, max_length=20, help_text="Instead of the office’s: US, GB-SCT.",
        widget=forms.TextInput(attrs={"list": "calendars", "autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    on = Day(label="From", help_text="This day is day 0.")
    time = forms.TimeField(
        label="At", required=False, help_text="Where hours are counted, by the clock of the office.",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )  # fmt: skip
    tolled = forms.IntegerField(
        label="Days the clock stood still", required=False, min_value=0, max_value=LONGEST
    )

    def __init__(self, *given, rules=(), units=(), rolls=(), **more):
        super().__init__(*given, **more)
        self.fields["rule"].choices = [("", "None, free numbers"), *rules]
        self.fields["unit"].choices = [("", "Of the rule, or calendar days"), *units]
        self.fields["roll"].choices = [("", "Of the rule, or forward"), *rolls]
        self.fields["office"].queryset = Office.objects.select_related("calendar")

    def clean_calendar(self):
        code = self.cleaned_data["calendar"].strip().upper()
        if code:
            try:
                Calendar.objects.working_days(code)
            except ValueError as unknown:
                raise forms.ValidationError(str(unknown)) from None
        return code

    def clean(self):
        given = super().clean()
        if given.get("rule"):
            for name in ("unit", "roll"):
                if given.get(name):
                    self.add_error(name, "The rule brings its own. Leave this, or take the rule away.")
        elif given.get("days") is None and not self.errors:
            self.add_error("days", "Give a number, or choose a rule.")
        return given

    def asked(self):
        """Only what was given, in the words of the command."""
        given = self.cleaned_data
        trigger = given["on"].isoformat() + (f"T{given['time']:%H:%M}" if given["time"] else "")
        question = {name: given[name] for name in ("rule", "days", "unit", "roll", "calendar", "tolled")}
        question |= {"office": given["office"] and given["office"].code, "trigger": trigger}
        return {name: value for name, value in question.items() if value not in (None, "")}

    @property
    def layout(self):
        """Two columns; the button says what it does."""
        return Layout(
            "rule", two("days", "unit"), two("roll", "tolled"), two("on", "time"), two("office", "calendar"),
            Div(Submit("", "Work it out"), HTML('<a class="so-button" href="?">Start again</a>'),
                css_class="so-form-end"),
        )  # fmt: skip
