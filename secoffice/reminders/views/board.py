"""The board of those who answer for others: who has how much, how late, and who is away."""

from django.http import Http404
from django.utils import timezone
from django.utils.functional import cached_property

from secoffice.reminders import desk
from secoffice.reminders.forms.narrowing import UnitFilter
from secoffice.reminders.views.deadlines import DeadlineList


class UnitBoard(DeadlineList):
    """Open deadlines of my people, as far as I may know of them. For others there is no such page."""

    title = "Unit board"
    template = "reminders/board.html"
    whose = "unit"

    def get(self, request, *args, **kwargs):
        if not desk.has_people(request.user):
            raise Http404
        return super().get(request, *args, **kwargs)

    @cached_property
    def lines(self):
        return desk.board(self.request.user, timezone.now())

    def make_form(self):
        people = [line.person for line in self.lines if line.person]
        return UnitFilter(self.request.GET, user=self.request.user, people=people)

    def narrow(self, queryset):
        return self.form.narrow(queryset)

    def resting(self):
        return desk.put_off()

    def more(self):
        totals = [sum(line[place] for line in self.lines) for place in range(2, 6)]
        return {"lines": self.lines, "totals": desk.Line(None, None, *totals)}
