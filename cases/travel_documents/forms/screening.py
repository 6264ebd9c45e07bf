"""One field for the zone, the look-up by number, what narrows the list of screenings, and the century of a date."""

from datetime import date, datetime, time, timedelta

from django import forms
from django.db.models import Exists, OuterRef
from django.utils import timezone

from cases.forms.working import Sent, day_field, lines
from cases.travel_documents.lost.lookup import normal_issuer, normal_number
from cases.travel_documents.models import Century, Fault, Outcome
from secoffice.accounts.models import Office
from secoffice.search import index

LONGEST = 4_000
FARTHEST = timedelta(days=366)
ZONE = {
    "rows": 3, "autofocus": True, "autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false",
    "class": "td-zone-field", "data-reader": "", "wrap": "off",
}  # fmt: skip


class DocumentForm(Sent):
    """What both questions have in common: the day the document is looked at."""

    inspected_on = day_field(label="Day of inspection", help_text="Today, where nothing is given.")

    def clean_inspected_on(self):
        on = self.cleaned_data["inspected_on"]
        if on and not date(1980, 1, 1) <= on <= date.today() + FARTHEST:
            raise forms.ValidationError("Check the year.")
        return on


class ZoneForm(DocumentForm):
    """The field is never trimmed: what was sent is kept as it came."""

    zone = forms.CharField(
        label="Machine-readable zone", max_length=LONGEST, strip=False, widget=forms.Textarea(attrs=ZONE),
        help_text="Swipe the document, or type or paste its two or three lines and press Enter.",
        error_messages={"required": "Swipe a document, or type its lines."},
    )  # fmt: skip
    suggested = forms.CharField(max_length=24, required=False, widget=forms.HiddenInput)

    field_order = ["zone", "inspected_on", "key", "suggested"]

    def clean_zone(self):
        zone = self.cleaned_data["zone"]
        if not zone.strip():
            raise forms.ValidationError("Swipe a document, or type its lines.")
        return zone


class NumberForm(DocumentForm):
    issuer = forms.CharField(max_length=40, help_text="Three letters, such as UTO; D for Germany.")
    number = forms.CharField(max_length=40, label="Document number")
    type = forms.ChoiceField(
        choices=[("P", "Passport"), ("I", "Identity card"), ("V", "Visa"), ("", "Not known")],
        required=False, label="Type of document",
    )  # fmt: skip

    field_order = ["issuer", "number", "type", "inspected_on", "key"]

    def clean_issuer(self):
        issuer = normal_issuer(self.cleaned_data["issuer"])
        if not 1 <= len(issuer) <= 3:
            raise forms.ValidationError("Give the code of the issuer, such as UTO.")
        return issuer

    def clean_number(self):
        number = normal_number(self.cleaned_data["number"])
        if not number:
            raise forms.ValidationError("Give the letters and digits of the number.")
        return number


class ScreeningFilter(forms.Form):
    q = forms.CharField(max_length=200, required=False, label="Name or number")
    outcome = forms.ChoiceField(choices=[("", "Any outcome"), *Outcome.choices], required=False)
    fault = forms.CharField(max_length=40, required=False, label="Fault", widget=forms.HiddenInput)
    issuer = forms.CharField(max_length=3, required=False, widget=forms.HiddenInput)
    faulty = forms.BooleanField(required=False, label="With faults")
    office = forms.ModelChoiceField(Office.objects.none(), required=False, empty_label="Any office")
    mine = forms.BooleanField(required=False, label="Mine")
    since = day_field(label="From")
    till = day_field(label="To")

    def __init__(self, *args, user, **more):
        super().__init__(*args, **more)
        self.user = user
        self.fields["office"].queryset = Office.objects.filter(pk__in=[o.pk for o in offices_of(user)])

    def clean_since(self):
        return sound(self.cleaned_data["since"])

    def clean_till(self):
        return sound(self.cleaned_data["till"])

    def narrow(self, rows):
        given = self.cleaned_data
        narrowed = {
            "outcome": given["outcome"], "issuer": given["issuer"].upper(), "office": given["office"],
            "faults__code": given["fault"], "at__gte": start_of(given["since"]),
            "at__lt": start_of(given["till"], days=1),
            "by": self.user if given["mine"] else None,
        }  # fmt: skip
        rows = rows.filter(**{name: value for name, value in narrowed.items() if value})
        if given["faulty"]:
            rows = rows.filter(Exists(Fault.objects.filter(screening=OuterRef("pk"))))
        return index.matching(rows, given["q"]) if given["q"] else rows


def sound(day):
    """A day that has instants in every zone."""
    if day and not 1900 <= day.year <= 2199:
        raise forms.ValidationError("Check the year.")
    return day


def start_of(day, days=0):
    """The instant at which a day of the reader begins, or one so many days later."""
    return day and timezone.make_aware(datetime.combine(day + timedelta(days=days), time()))


def offices_of(user):
    return user.office.chain() if user.office_id else []


class CenturyForm(forms.Form):
    """The dates the zone gives, each in the other century."""

    chosen = forms.ChoiceField(label="The date is", widget=forms.RadioSelect)
    reason = forms.CharField(max_length=500, widget=lines(2))

    def __init__(self, *args, screening, **more):
        super().__init__(*args, **more)
        self.fields["chosen"].choices = list(others(screening.reading["fields"]))

    def clean_chosen(self):
        part, _, day = self.cleaned_data["chosen"].partition(" ")
        return part, date.fromisoformat(day)


def others(fields):
    """(value, label) of each date of the zone, a century earlier and a century later where there is such a day."""
    for part, label in Century.Part.choices:
        if iso := fields.get(f"{part}_iso"):
            for moved in (-100, 100):
                if there := in_another(iso, moved):
                    yield f"{part} {there}", f"{label}: {there:%d} {there:%B} {there.year}, not {iso[:4]}"


def in_another(iso, years):
    try:
        return date(int(iso[:4]) + years, int(iso[5:7]), int(iso[8:]))
    except ValueError:
        return None
