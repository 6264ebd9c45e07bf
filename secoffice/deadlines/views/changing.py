"""Changing the settings of a rule, and taking the change back: for administrators, with a reason."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect

from secoffice.deadlines import actions, rules
from secoffice.deadlines.forms.rules import Reset, RuleForm
from secoffice.deadlines.views import words
from secoffice.deadlines.views.rules import RulePage

TRY_AGAIN = "Somebody changed this rule meanwhile. Look at it again, then decide."


class ChangeRule(RulePage):
    """The page of a rule, with the form of its settings for those who may change them."""

    @property
    def may_change(self):
        return self.request.user.keeps_accounts

    def page(self, form, status=200, **more):
        return super().page(form, status, may_change=self.may_change, **more)

    def post(self, request):
        only_administrators(request)
        form = self.form(request.POST)
        if form is None:
            raise PermissionDenied("No setting of this rule is changed here.")
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            actions.change_rule(
                code=self.rule.code, values=form.values(), by=request.user,
                reason=form.cleaned_data["reason"], version=form.cleaned_data["version"],
            )  # fmt: skip
        except actions.RuleChanged:
            return self.both_versions(form)
        except ValidationError as refused:
            form.add_error(None, refused)
            return self.page(form, status=422)
        messages.success(request, "The rule is changed. Dates that rest on it are worked out again.")
        return redirect("deadlines:rule", self.rule.code)

    def both_versions(self, sent):
        """Somebody was faster: what was typed stands beside what is in force now, and can be sent again."""
        self.rule = rules.in_force(self.rule.code)
        data = self.request.POST.copy()
        data["version"] = self.version
        mine = [
            (name, sent.cleaned_data[name], words.shown(self.rule, name)) for name in self.rule.may_change
        ]
        stale = [
            (words.NAMES[name], words.said(name, value), words.said(name, now))
            for name, value, now in mine
            if value != now
        ]
        return self.page(self.form(data), status=422, stale=stale, both=True)

    def form(self, *data):
        if not self.may_change or not self.rule.may_change:
            return None
        given = {"initial": {"version": self.version}} if not data else {}
        return RuleForm(*data, rule=self.rule, words=words, **given)


class ResetRule(ChangeRule):
    """The form of the rule's page that takes every change back."""

    def get(self, request):
        return redirect("deadlines:rule", self.rule.code)

    def post(self, request):
        only_administrators(request)
        form = Reset(request.POST)
        said = self.attempt(form) if form.is_valid() else form.errors.get("reason", [TRY_AGAIN])
        if said:
            given = {"reset_errors": said, "reset_reason": request.POST.get("reason", "")}
            return self.page(self.form(), status=422, **given)
        messages.success(request, "The rule is again what the department wrote.")
        return redirect("deadlines:rule", self.rule.code)

    def attempt(self, form):
        """Sentences of the refusal; none when it is done."""
        try:
            actions.reset_rule(code=self.rule.code, by=self.request.user, **form.cleaned_data)
        except actions.RuleChanged:
            return [TRY_AGAIN]
        except ValidationError as refused:
            return refused.messages
        return []


def only_administrators(request):
    if not request.user.keeps_accounts:
        raise PermissionDenied("Rules are changed by system administrators.")
