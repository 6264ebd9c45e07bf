"""Victims are told of their rights, partner agencies what they must hear; compartments keep who they are."""

from datetime import date
from uuid import uuid4

import pytest

from cases import workflow
from cases.actions import subjects, team
from cases.gate import CLOSING
from cases.models import Event
from cases.proceedings.actions import care
from cases.proceedings.models import Notice
from secoffice.workflow import StepRefused

ON = date(2026, 3, 2)


@pytest.fixture
def victim(case, officer):
    return subjects.add_subject(case=case, by=officer.user, part="VICTIM", facts=[("NAME", "Una Halm", "")])


def tell(case, by, **more):
    given = {"about": "RIGHTS", "text": "Leaflet in her language"} | more
    return care.notify(case=case, by=by.user, key=uuid4(), **given)


def open_notices(case):
    return [found.state for found in CLOSING.run(case) if "Victims" in found.label]


def test_a_victim_who_was_not_told_of_their_rights_keeps_the_case_open(case, officer, victim):
    assert open_notices(case) == ["open"]
    notice = tell(case, officer, subject=victim)
    assert open_notices(case) == ["open"]
    care.told(notice=notice, on=ON, how="PERSON", by=officer.user, answer="Understood")
    assert open_notices(case) == ["done"]


def test_the_list_says_nothing_of_a_victim(case, supervisor, victim):
    with pytest.raises(StepRefused) as refused:
        workflow.take(case, "close", by=supervisor.user, reason="Done", given={"disposition": "PLEA"})
    assert "ictim" not in str(refused.value) and "Halm" not in str(refused.value)


def test_a_contact_is_no_notice_of_rights_but_a_reason_why_none_is_owed_is(case, officer, victim):
    tell(case, officer, about="CONTACT", subject=victim, told_on=ON, how="PHONE")
    assert open_notices(case) == ["open"]
    tell(case, officer, subject=victim, told_on=ON, how="NOTREQ", text="The prosecutor told her.")
    assert open_notices(case) == ["done"]


def test_a_partner_agency_is_owed_a_notice_until_it_is_told(case, officer):
    notice = tell(case, officer, about="PARTNER", agency="Customs")
    assert open_notices(case) == ["open"]
    care.told(notice=notice, on=ON, how="LETTER", by=officer.user)
    assert open_notices(case) == ["done"]
    with pytest.raises(StepRefused, match="told already"):
        care.told(notice=notice, on=ON, how="LETTER", by=officer.user)


def test_whoever_is_not_in_the_compartment_neither_reads_nor_writes_of_a_victim(
    case, officer, colleague, victim
):
    tell(case, officer, subject=victim)
    team.add(case=case, user=colleague.user, by=officer.user, reason="Interviews", part="READER")
    assert not Notice.objects.filter(case=case).open_to(colleague.user)
    assert Notice.objects.filter(case=case).open_to(officer.user).count() == 1
    with pytest.raises(StepRefused, match="not on the case"):
        tell(case, colleague, subject=victim)
    assert not Event.whole.filter(case=case, says__startswith="Rights").open_to(colleague.user)
    page = colleague.get(f"{case.get_absolute_url()}proceedings/notices/").content.decode()
    assert "Halm" not in page and "Leaflet" not in page and "ights of victims</b>" not in page


def test_a_notice_names_one_and_both_day_and_way(case, officer, victim):
    for wrong in ({"agency": "Customs"}, {"subject": victim, "agency": "X"}, {}, {"about": "PARTNER"}):
        with pytest.raises(StepRefused, match="Name the victim"):
            tell(case, officer, **wrong)
    with pytest.raises(StepRefused, match="both"):
        tell(case, officer, subject=victim, told_on=ON)
