"""What somebody says about themselves, and when they are away."""

from django import forms
from django.urls import reverse_lazy
from django.utils import timezone

from secoffice.accounts.forms.fields import Day, ZoneField, helper, two
from secoffice.accounts.models import Absence, User


class ProfileForm(forms.ModelForm):
    time_zone = ZoneField(required=False, help_text="Empty: the zone of your office. Type a city.")
    theme = forms.ChoiceField(
        label="Colours",
        required=False,
        choices=User._meta.get_field("theme").choices,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = User
        fields = ["name", "time_zone", "theme"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper(
            two("name", "time_zone"),
            "theme",
            save="Save profile",
            to=reverse_lazy("accounts:profile"),
        )


class AbsenceForm(forms.ModelForm):
    """`person` is away; `by` may be the administrator who enters it."""

    starts_on = Day(label="First day away")
    ends_on = Day(label="Last day away")

    class Meta:
        model = Absence
        fields = ["starts_on", "ends_on", "deputy", "reason"]
        labels = {"deputy": "Who stands in"}
        help_texts = {
            "deputy": "Reminders go to both meanwhile.",
            "reason": "Seen by those who keep staff.",
        }

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = self.instance.user = person
        self.fields["deputy"].queryset = colleagues_of(person)
        self.fields["deputy"].empty_label = "Nobody"

    def clean(self):
        given = super().clean()
        starts, ends = given.get("starts_on"), given.get("ends_on")
        if not (starts and ends):
            return given
        today = timezone.now().astimezone(self.person.tz).date()
        if ends < starts:
            self.add_error("ends_on", "The last day is before the first.")
        elif ends < today:
            self.add_error("ends_on", "This is over already.")
        elif (ends - starts).days > 3 * 366:
            self.add_error("ends_on", "More than three years away: deactivate the account instead.")
        elif clash := self.person.absences.filter(starts_on__lte=ends, ends_on__gte=starts).first():
            self.add_error(
                "starts_on",
                f"Another absence is planned from {clash.starts_on:%-d %b} to {clash.ends_on:%-d %b %Y}.",
            )
        elif (deputy := given.get("deputy")) and deputy.absences.filter(
            starts_on__lte=starts, ends_on__gte=ends
        ).exists():
            self.add_error("deputy", f"{deputy} is away all that time.")
        return given


def colleagues_of(person):
    """Who may stand in or take over: those of the same office who can sign in."""
    return User.objects.present().filter(office=person.office_id).exclude(pk=person.pk).order_by("name")
