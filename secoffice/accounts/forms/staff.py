"""Inviting staff, and changing what they are."""

from crispy_forms.layout import Fieldset
from django import forms
from django.db.models import Q
from django.urls import reverse, reverse_lazy

from secoffice.accounts import roles, staffing
from secoffice.accounts.forms.fields import RolesField, UnitField, helper, two
from secoffice.accounts.models import Office, User

STANDINGS = [
    ("", "All"),
    ("active", "Active"),
    ("invited", "Invited"),
    ("inactive", "Inactive"),
    ("away", "Away today"),
]


def offices_for(by):
    """The offices whose staff this person keeps."""
    return Office.objects.all() if by.keeps_accounts else Office.objects.filter(pk=by.office_id)


class StaffFilter(forms.Form):
    """Narrows what the reader may see already."""

    q = forms.CharField(label="Name or e-mail", required=False, max_length=120)
    office = forms.ModelChoiceField(Office.objects.none(), required=False, empty_label="All")
    unit = UnitField()
    role = forms.ChoiceField(required=False)
    standing = forms.ChoiceField(label="Status", choices=STANDINGS, required=False)

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = offices_for(by)
        if not by.keeps_accounts:
            del self.fields["office"]
        self.fields["unit"].empty_label = "All"
        self.fields["unit"].offer(offices_for(by))
        self.fields["role"].choices = [
            ("", "All"),
            *((role.code, role.label) for role in roles.ROLES.values()),
        ]

    def narrow(self, staff, today):
        given = self.cleaned_data if self.is_valid() else {}
        if text := given.get("q"):
            staff = staff.filter(Q(name__icontains=text) | Q(email__icontains=text))
        if office := given.get("office"):
            staff = staff.filter(office=office)
        if unit := given.get("unit"):
            staff = staff.filter(unit=unit)
        if role := given.get("role"):
            staff = staff.with_role(role)
        match given.get("standing"):
            case "active":
                staff = staff.present()
            case "invited":
                staff = staff.invited()
            case "inactive":
                staff = staff.gone()
            case "away":
                staff = staff.away_on(today)
        return staff

    def said(self):
        """What is filtered by, as (parameter, words) for the chips."""
        for name, value in (self.cleaned_data if self.is_valid() else {}).items():
            if value:
                words = (
                    dict(self.fields[name].choices).get(value, value)
                    if name in ("role", "standing")
                    else value
                )
                yield name, f"{self.fields[name].label or name.title()}: {words}"


class StaffForm(forms.ModelForm):
    """What inviting and changing have in common: a post in the house and the roles that go with it."""

    unit = UnitField()
    roles = RolesField(label="Roles")

    class Meta:
        model = User
        fields = ["name", "office", "unit", "employment"]

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by
        offices = offices_for(by)
        self.fields["office"].queryset = offices
        self.fields["office"].required = True
        self.fields["office"].empty_label = None if len(offices) == 1 else "Choose an office"
        self.fields["unit"].offer(offices)
        self.fields["roles"].offer(staffing.grantable(by))

    def clean(self):
        given = super().clean()
        office, unit = given.get("office"), given.get("unit")
        if office and unit and unit.office_id != office.pk:
            self.add_error("unit", f"{unit} belongs to {unit.office}. Choose a unit of {office}.")
        known = self.instance if self.instance.pk else None
        if "roles" in given and (why := staffing.why_not_roles(self.by, known, given["roles"])):
            self.add_error("roles", why)
        if known and office and (why := staffing.why_not_move(known, office)):
            self.add_error("office", why)
        return given

    def _post_clean(self):
        """The verb saves and the rules are above; the instance stays as it is in the database."""


class InviteForm(StaffForm):
    email = forms.EmailField(
        label="E-mail", max_length=254, help_text="The invitation goes there and names no record."
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper(
            Fieldset("Who", two("name", "email"), "employment"),
            Fieldset("Where", two("office", "unit")),
            "roles",
            save="Send invitation",
            cancel=reverse_lazy("accounts:staff"),
        )

    def clean_email(self):
        email = self.cleaned_data["email"].strip().lower()
        if User.objects.filter(email=email).exists():
            raise forms.ValidationError("Somebody has this address already.")
        return email


class PostForm(StaffForm):
    """Change of post. The version comes back with the form, so that a change by somebody else is noticed."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("roles", sorted(self.instance.roles))
        self.initial["version"] = self.instance.version
        self.helper = helper(
            "version",
            Fieldset("Post", two("name", "employment"), two("office", "unit")),
            "roles",
            save="Save post and roles",
            to=reverse("accounts:staff_edit", args=[self.instance.pk]),
        )

    def show_both(self, user):
        """Somebody saved meanwhile: beside each field that differs, what it says now; nothing typed is lost."""
        now = {name: getattr(user, name) for name in ("name", "office", "unit", "employment")}
        now["roles"] = sorted(user.roles)
        for name, value in now.items():
            typed = sorted(self.cleaned_data[name]) if name == "roles" else self.cleaned_data[name]
            if typed != value:
                words = ", ".join(map(roles.label, value)) if name == "roles" else value
                self.add_error(
                    name,
                    f"Changed meanwhile to “{words or 'nothing'}”. Save again to put yours in its place.",
                )
        self.data = self.data.copy()
        self.data["version"] = user.version


class AddressForm(forms.Form):
    """The invitation once more, to a corrected address."""

    email = forms.EmailField(label="E-mail", max_length=254)

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, initial={"email": person.email}, **kwargs)
        self.person = person

    def clean_email(self):
        email = self.cleaned_data["email"].strip().lower()
        if User.objects.filter(email=email).exclude(pk=self.person.pk).exists():
            raise forms.ValidationError("Somebody has this address already.")
        return email


class ReasonForm(forms.Form):
    reason = forms.CharField(max_length=2000, error_messages={"required": "Say why."})
