"""Leave with hand-over of all work in one screen."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from secoffice import ports
from secoffice.access.models import Admission
from secoffice.accounts import actions
from secoffice.accounts.forms.leave import EACH, field_of
from secoffice.accounts.models import User
from tests.factories import make_absence, make_unit, make_user

SOON = date.today() + timedelta(days=7)


@pytest.fixture
def department(monkeypatch):
    """A department that says what work there is and takes note of who has it now."""

    class Department:
        def __init__(self):
            self.rows, self.taken, self.refuses = [], [], ""

        def give(self, n):
            self.rows = [
                ports.Work("A case", f"UTP-{i}", f"/w/{i}/", "test.work", i) for i in range(1, n + 1)
            ]

        def work_of(self, *, user):
            return ports.Answer("known", rows=tuple(self.rows))

        def take(self, *, kind, **told):
            if kind == "test.work":
                if self.refuses:
                    raise ports.Refused(self.refuses)
                self.taken.append({name: told[name] for name in ("id", "from_id", "to_id", "by_id")})

    made = Department()
    monkeypatch.setitem(ports._answering, "work of", [*ports._answering["work of"], made.work_of])
    monkeypatch.setitem(
        ports._listening, "work.handed_over", [*ports._listening["work.handed_over"], made.take]
    )
    return made


def leave(persona, user, **form):
    return persona.post(reverse("accounts:staff_leave", args=[user.pk]), form)


def away(**more):
    return {"how": "away", "starts_on": SOON, "ends_on": SOON + timedelta(days=9)} | more


def test_all_work_goes_to_one_receiver(director, officer, colleague, department):
    department.give(3)
    answer = leave(director, officer.user, **away(everything_to=colleague.user.pk, deputy=colleague.user.pk))
    assert answer.status_code == 302
    assert department.taken == [
        {"id": n, "from_id": officer.user.pk, "to_id": colleague.user.pk, "by_id": director.user.pk}
        for n in (1, 2, 3)
    ]
    assert officer.user.deputy_on(SOON) == colleague.user


def test_each_piece_may_go_elsewhere_or_stay(director, officer, colleague, rso, department):
    department.give(3)
    one, two, _ = department.rows
    form = {"everything_to": colleague.user.pk, field_of(one): rso.user.pk, field_of(two): "stays"}
    assert leave(director, officer.user, **away(**form)).status_code == 302
    assert [(told["id"], told["to_id"]) for told in department.taken] == [
        (1, rso.user.pk),
        (3, colleague.user.pk),
    ]


def test_on_leave_work_may_stay(director, officer, department):
    department.give(2)
    assert leave(director, officer.user, **away()).status_code == 302
    assert department.taken == [] and officer.user.absences.count() == 1


def test_who_leaves_for_good_leaves_nothing_behind(director, officer, colleague, department):
    department.give(2)
    one, two = department.rows
    form = {"how": "gone", "reason": "another service", field_of(one): colleague.user.pk}
    answer = leave(director, officer.user, **form)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field_of(two)]
    assert department.taken == [] and User.objects.get(pk=officer.user.pk).is_active
    assert leave(director, officer.user, **form, everything_to=colleague.user.pk).status_code == 302
    assert len(department.taken) == 2 and not User.objects.get(pk=officer.user.pk).is_active


def test_one_refusal_undoes_all_and_keeps_what_was_chosen(director, officer, colleague, department):
    department.give(2)
    department.refuses = "UTP-1 cannot be given to Odd Castell."
    answer = leave(director, officer.user, **away(everything_to=colleague.user.pk, reason="a long journey"))
    text = answer.content.decode()
    assert answer.status_code == 422 and department.refuses in text and "a long journey" in text
    assert not officer.user.absences.exists()


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"how": ""}, "how"),
        ({"how": "vanished"}, "how"),
        ({"starts_on": "31.02.2026"}, "starts_on"),
        ({"starts_on": ""}, "starts_on"),
        ({"ends_on": SOON - timedelta(days=1)}, "ends_on"),
        ({"everything_to": "999"}, "everything_to"),
        ({"to_test.work_1": "999"}, "to_test.work_1"),
        ({"deputy": "me"}, "deputy"),
        ({"how": "gone", "reason": ""}, "reason"),
    ],
    ids=str,
)
def test_a_bad_form_is_refused_beside_the_field(director, officer, department, form, field):
    department.give(1)
    answer = leave(director, officer.user, **(away() | form))
    assert answer.status_code == 422 and field in answer.context["form"].errors


def test_work_is_a_number_to_who_may_not_know_of_it(sysadmin, officer, department):
    department.give(1)
    text = sysadmin.get(reverse("accounts:staff_leave", args=[officer.user.pk])).content.decode()
    assert "UTP-1" in text and "A case" not in text and "/w/1/" not in text


def test_work_has_a_name_and_a_link_to_who_may_know_of_it(director, officer, department):
    department.give(2)
    Admission.objects.create(
        target_type="test.work", target_id=2, principal=f"user:{director.user.pk}", reason="reviews it"
    )
    text = director.get(reverse("accounts:staff_leave", args=[officer.user.pk])).content.decode()
    assert "/w/2/" in text and "/w/1/" not in text and text.count("A case") == 1


def test_a_unit_is_work_too(director, supervisor, officer):
    user, unit = supervisor.user, supervisor.user.units_supervised.get()
    form = {"how": "gone", "reason": "retires", f"to_accounts.unit_{unit.pk}": officer.user.pk}
    assert leave(director, user, **form).status_code == 302
    unit.refresh_from_db()
    assert unit.supervisor == officer.user


def test_nobody_takes_over_from_another_office(director, officer, outsider, department):
    department.give(1)
    answer = leave(director, officer.user, **away(everything_to=outsider.user.pk))
    assert answer.status_code == 422 and department.taken == []


def test_nobody_sends_a_stranger_away(outsider, colleague, officer):
    for by in (outsider.user, colleague.user):
        with pytest.raises(ports.Refused, match="Leave is for the supervisor"):
            actions.plan_absence(user=officer.user, by=by, starts_on=SOON, ends_on=SOON, deputy=None)
        with pytest.raises(ports.Refused):
            actions.hand_over(user=officer.user, by=by, given=[])


def test_a_supervisor_hands_over_but_closes_no_account(supervisor, officer, colleague, department):
    department.give(1)
    assert leave(supervisor, officer.user, how="gone", reason="x").status_code == 422
    assert leave(supervisor, officer.user, **away(everything_to=colleague.user.pk)).status_code == 302
    assert len(department.taken) == 1


def test_more_work_than_a_form_can_hold_goes_to_one_receiver(director, officer, colleague, department):
    department.give(EACH + 5)
    answer = leave(
        director,
        officer.user,
        how="gone",
        reason="x",
        **{field_of(w): colleague.user.pk for w in department.rows[:EACH]},
    )
    assert list(answer.context["form"].errors) == ["everything_to"]
    assert leave(director, officer.user, **away(everything_to=colleague.user.pk)).status_code == 302
    assert len(department.taken) == EACH + 5


def test_absences_do_not_overlap_and_deputies_are_there(director, officer, colleague):
    make_absence(user=colleague.user, starts_on=SOON, ends_on=SOON + timedelta(days=30))
    answer = leave(director, officer.user, **away(deputy=colleague.user.pk))
    assert list(answer.context["form"].errors) == ["deputy"]
    make_absence(user=officer.user, starts_on=SOON, ends_on=SOON)
    assert list(leave(director, officer.user, **away()).context["form"].errors) == ["starts_on"]


def test_a_deputy_of_a_deputy_stands_in(post):
    one, two, three = (make_user(office=post) for _ in range(3))
    make_absence(user=one, starts_on=SOON, ends_on=SOON, deputy=two)
    make_absence(user=two, starts_on=SOON, ends_on=SOON, deputy=three)
    assert one.deputy_on(SOON) == three
    assert make_user(unit=make_unit()).deputy_on(SOON) is None
