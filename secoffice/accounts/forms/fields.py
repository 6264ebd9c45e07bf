"""Fields and layouts that several of these forms share."""

from functools import cache

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Layout, Submit
from django import forms
from django.utils.html import format_html_join

from secoffice.accounts import roles
from secoffice.accounts.models import Unit, is_time_zone, time_zones


class Day(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ZoneField(forms.CharField):
    """A time zone, found by typing a part of it: the page carries the list `zones`."""

    def __init__(self, **given):
        given.setdefault("label", "Time zone")
        given.setdefault(
            "widget", forms.TextInput(attrs={"list": "zones", "autocomplete": "off", "spellcheck": "false"})
        )
        super().__init__(max_length=40, validators=[is_time_zone], **given)


@cache
def zone_options():
    """The options of that list, written once a process: there are four hundred."""
    return format_html_join("", '<option value="{}"></option>', ((zone,) for zone in time_zones()))


class UnitField(forms.ModelChoiceField):
    """Units under their office, so that no script is needed to match the two."""

    def __init__(self, **given):
        super().__init__(queryset=Unit.objects.none(), required=False, empty_label="No unit", **given)

    def offer(self, offices):
        self.queryset = (
            Unit.objects.filter(office__in=offices).select_related("office").order_by("office__code", "code")
        )
        groups = {}
        for unit in self.queryset:
            groups.setdefault(str(unit.office), []).append((unit.pk, unit.name))
        self.widget.choices = [("", self.empty_label), *groups.items()]


class RolesField(forms.MultipleChoiceField):
    """Roles in the order of the house, each with what it means."""

    def __init__(self, **given):
        super().__init__(required=False, widget=forms.CheckboxSelectMultiple, **given)

    def offer(self, codes):
        self.choices = [
            (room, [(role.code, f"{role.label}: {role.says}") for role in members if role.code in codes])
            for room, members in roles.ROOMS.items()
            if any(role.code in codes for role in members)
        ]


def helper(*fields, save="Save", cancel="", to=""):
    """The layout of one form: its fields, one button that says what it does, a way out, and where it goes."""
    made = FormHelper()
    made.form_action = to
    made.form_class = "so-form so-card so-card-body"
    way_out = HTML(f'<a class="so-button" href="{cancel}">Cancel</a>') if cancel else HTML("")
    made.layout = Layout(*fields, Div(Submit("save", save), way_out, css_class="so-form-end"))
    return made


def two(*fields):
    return Div(*fields, css_class="so-grid so-two")
