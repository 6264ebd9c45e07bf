"""What people fill in about calendars. Names of fields are those of the verbs."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Layout, Submit
from django import forms
from django.conf import settings
from django.urls import reverse

from secoffice.calendars import icsfile
from secoffice.calendars.models import Calendar, is_counted
from secoffice.calendars.working_days import FIRST_YEAR, LAST_YEAR
from secoffice.calendars.year import HEADS

WEEKDAYS = [(number, name) for number, (_, name) in enumerate(HEADS)]
NONE = "Tick none where every day is worked."
KINDS = [
    ("closed", "Closed: nobody works that day"),
    ("worked", "Worked, although a weekend or a public holiday"),
]


class DayField(forms.DateField):
    def __init__(self, **more):
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, validators=[is_counted], **more)


class WeekendField(forms.TypedMultipleChoiceField):
    """Weekdays to rest on; none at all is an answer."""

    def __init__(self, **more):
        super().__init__(choices=WEEKDAYS, coerce=int, widget=forms.CheckboxSelectMultiple, **more)

    def validate(self, value):
        if value:
            super().validate(value)

    def clean(self, value):
        days = super().clean(value)
        if len(days) == len(WEEKDAYS):
            raise forms.ValidationError("Leave at least one day to work.")
        return days


def layout(save, cancel, *fields):
    helper = FormHelper()
    helper.form_class = "so-form so-card so-card-body"
    way_out = HTML(f'<a class="so-button" href="{cancel}">Cancel</a>')
    helper.layout = Layout(*fields, Div(Submit("save", save), way_out, css_class="so-form-end"))
    return helper


class OpenForm(forms.ModelForm):
    weekend = WeekendField(label="Days of rest", help_text=NONE, initial=[5, 6])

    class Meta:
        model = Calendar
        fields = ["code", "name", "country", "subdivision", "weekend"]
        labels = {"country": "Public holidays of", "subdivision": "State or region"}
        help_texts = {
            "code": "Short and unique, such as UTP; it never changes.",
            "country": "Two letters, such as US. Empty: no public holidays.",
            "subdivision": "As in GB-SCT: SCT.",
        }

    def __init__(self, *args, **more):
        super().__init__(*args, **more)
        self.helper = layout("Open the calendar", reverse("calendars:list"), *self.fields)

    def clean_country(self):
        return self.cleaned_data["country"].upper()

    def clean_subdivision(self):
        return self.cleaned_data["subdivision"].upper()


class CorrectForm(OpenForm):
    """What was said wrongly when it was opened. The code stays: dates are kept under it."""

    weekend = WeekendField(label="Days of rest from the beginning", help_text=NONE)
    reason = forms.CharField(label="Why", max_length=200, error_messages={"required": "Say why."})
    version = forms.UUIDField(widget=forms.HiddenInput)

    class Meta(OpenForm.Meta):
        fields = ["name", "country", "subdivision", "weekend"]

    def __init__(self, *args, instance, **more):
        super().__init__(*args, instance=instance, initial={"version": instance.version}, **more)
        back = reverse("calendars:year", args=[instance.code])
        self.helper = layout("Correct the calendar", back, *self.fields)


class OwnDayForm(forms.Form):
    on = DayField(label="Day")
    name = forms.CharField(
        label="Why", max_length=80, help_text="Shown wherever a date passes over this day.",
        error_messages={"required": "Say why."},
    )  # fmt: skip
    works = forms.ChoiceField(label="That day is", choices=KINDS, widget=forms.RadioSelect, initial="closed")

    def __init__(self, *args, calendar, **more):
        super().__init__(*args, **more)
        back = reverse("calendars:year", args=[calendar.code])
        self.helper = layout("Add the day", back, "works", "on", "name")

    def clean_works(self):
        return self.cleaned_data["works"] == "worked"


class WeekendForm(forms.Form):
    from_on = DayField(
        label="From", help_text="The first day of the new order. Days before it stay as they are counted."
    )
    weekend = WeekendField(label="Days of rest", help_text=NONE)
    reason = forms.CharField(
        label="Why", max_length=200, help_text="Such as the decree that says so.",
        error_messages={"required": "Say why."},
    )  # fmt: skip
    version = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, calendar, **more):
        super().__init__(*args, **more)
        back = reverse("calendars:year", args=[calendar.code])
        self.helper = layout("Change the weekend", back, "version", "from_on", "weekend", "reason")


class FileForm(forms.Form):
    """The file is read while the form is checked; `cleaned_data["found"]` holds its days. Nothing of it is kept."""

    file = forms.FileField(
        label="Calendar file",
        help_text="A file that ends in .ics. Only days and names are read; the file is not kept.",
        widget=forms.ClearableFileInput(attrs={"accept": ".ics,text/calendar"}),
    )
    first_year = forms.IntegerField(min_value=FIRST_YEAR, max_value=LAST_YEAR, label="From the year")
    last_year = forms.IntegerField(
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        label="To the year",
        help_text="Yearly days repeat until then.",
    )

    def __init__(self, *args, calendar, **more):
        super().__init__(*args, **more)
        back = reverse("calendars:year", args=[calendar.code])
        years = Div("first_year", "last_year", css_class="so-grid so-two")
        self.helper = layout("Look at the days", back, "file", years)

    def clean(self):
        given = super().clean()
        first, last = given.get("first_year"), given.get("last_year")
        if first and last and not 0 <= last - first < settings.CALENDAR_FILE_YEARS:
            self.add_error("last_year", f"Choose up to {settings.CALENDAR_FILE_YEARS} years, first to last.")
        if not self.errors:
            self._read(given, first, last)
        return given

    def _read(self, given, first, last):
        limit = settings.CALENDAR_FILE_BYTES
        try:
            given["found"] = icsfile.read(given["file"].read(limit + 1), first, last)
        except icsfile.Unreadable as refused:
            self.add_error("file", str(refused))
            return
        if not given["found"]:
            self.add_error("file", f"This file holds no day between {first} and {last}.")
