"""What reaches a person: a cadence for each kind of news, quiet hours, the weekly day."""

from datetime import date, datetime, timedelta

from django import forms

from secoffice.reminders.cadence import KINDS, PASSED

WEEKDAYS = list(enumerate(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")))
LONGEST = timedelta(hours=16)
WORDS = {"at_once": "At once", "daily": "Daily mail", "weekly": "Weekly mail", "none": "Inbox only"}


class Clock(forms.TimeField):
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class PreferencesForm(forms.Form):
    """`chosen`: kind → Preference; `hook`: whether the person has a web hook to send to."""

    quiet_from = Clock(label="Quiet from", required=False)
    quiet_until = Clock(
        label="Quiet until", required=False, help_text="Leave both empty for none. May cross midnight."
    )
    weekly_on = forms.TypedChoiceField(
        label="Day of the weekly mail", choices=WEEKDAYS, coerce=int, help_text="It leaves at 08:00."
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args, chosen, hook, **kwargs):
        super().__init__(*args, **kwargs)
        self.chosen, self.hook = chosen, hook
        for kind in KINDS.values():
            self._offer(kind)

    def _offer(self, kind):
        mine = self.chosen.get(kind.code)
        if len(kind.allows) > 1:
            self.fields[f"cadence_{kind.code}"] = forms.ChoiceField(
                label=kind.label,
                choices=[(cadence.value, WORDS[cadence]) for cadence in kind.allows],
                initial=mine.cadence if mine and mine.cadence in kind.allows else kind.default,
                widget=forms.Select(attrs={"class": "form-select", "aria-describedby": f"says_{kind.code}"}),
            )
        if self.hook:
            self.fields[f"hook_{kind.code}"] = forms.BooleanField(
                label=f"{kind.label}: also to my web hook", required=False, initial=bool(mine and mine.hook)
            )

    def rows(self):
        """Kind, its select (none where the policy leaves no choice), its one cadence, its hook box."""
        for kind in KINDS.values():
            names = (f"cadence_{kind.code}", f"hook_{kind.code}")
            select, box = (self[name] if name in self.fields else None for name in names)
            yield {
                "kind": kind,
                "select": select,
                "only": "Daily list" if kind.code == PASSED else WORDS[kind.default],
                "box": box,
            }

    def clean(self):
        given = super().clean()
        starts, ends = given.get("quiet_from"), given.get("quiet_until")
        if "quiet_from" in self.errors or "quiet_until" in self.errors:
            return given
        if (starts is None) != (ends is None):
            self.add_error("quiet_from" if starts is None else "quiet_until", "Give both hours or none.")
        elif starts and _length(starts, ends) > LONGEST:
            self.add_error(
                "quiet_until", "At most sixteen hours, so that some of the day is left to write to you."
            )
        return given

    def choices(self):
        """What the verb takes, besides the version."""
        given = self.cleaned_data
        told = {kind: given[f"cadence_{kind}"] for kind in KINDS if f"cadence_{kind}" in given}
        locked = {kind.code: str(kind.default.value) for kind in KINDS.values() if kind.code not in told}
        hooks = {kind for kind in KINDS if given.get(f"hook_{kind}")}
        if not self.hook:
            hooks = {kind for kind, row in self.chosen.items() if row.hook}
        rest = {name: given[name] for name in ("quiet_from", "quiet_until", "weekly_on")}
        return {"cadences": told | locked, "hooks": hooks} | rest


def _length(starts, ends):
    """How long a night from one hour to the other is; the same hour twice is a whole day."""
    first, last = (datetime.combine(date(2000, 1, 1), clock) for clock in (starts, ends))
    return last - first if last > first else last - first + timedelta(days=1)
