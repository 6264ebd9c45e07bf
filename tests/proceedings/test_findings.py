"""Each allegation gets its finding; earlier ones stay; a case has several outcomes."""

from datetime import date
from uuid import uuid4

import pytest

from cases import kinds, workflow
from cases.actions import subjects
from cases.proceedings.actions import entries, findings
from cases.proceedings.models import Allegation, Outcome
from secoffice import ports
from secoffice.workflow import StepRefused


def allege(case, by, text="Altered the expiry date.", **more):
    return findings.allege(
        case=case, text=text, statute="18-1543", by=by.user, key=more.pop("key", uuid4()), **more
    )


def find(allegation, by, result="SUBST", basis="Memorandum of 3 March, exhibit 2.", version=1):
    return findings.find(allegation=allegation, result=result, basis=basis, version=version, by=by.user)


def close(case, by):
    return workflow.take(case, "close", by=by.user, reason="Done", given={"disposition": "PLEA"})


def test_they_are_numbered_in_order_and_sent_twice_listed_once(case, officer):
    key = uuid4()
    assert allege(case, officer, key=key) == allege(case, officer, key=key)
    entries.take_back(entry=allege(case, officer), reason="Said twice", by=officer.user)
    assert allege(case, officer).number == 3


def test_a_case_is_not_closed_before_each_has_a_finding(case, officer, supervisor):
    first, second, third = (allege(case, officer) for _ in range(3))
    find(first, officer)
    with pytest.raises(StepRefused, match="2 allegations without a finding"):
        close(case, supervisor)
    find(second, officer, "UNFOUNDED")
    entries.take_back(entry=third, reason="Said twice", by=officer.user)
    assert close(case, supervisor).status == "CLOSED"


def test_where_none_is_listed_the_gate_says_that_it_cannot_tell(case):
    from cases.gate import CLOSING

    states = {found.label: found.state for found in CLOSING.run(case)}
    assert states["Every allegation has a finding"] == "not_checked"


def test_a_later_finding_stands_and_the_earlier_one_stays(case, officer):
    allegation = allege(case, officer)
    find(allegation, officer)
    find(allegation, officer, "INCONCL", "The examiner corrected herself.", version=2)
    allegation.refresh_from_db()
    assert allegation.result == "INCONCL"
    assert [found.result for found in allegation.findings.all()] == ["INCONCL", "SUBST"]


def test_of_two_who_find_at_once_the_second_is_shown_what_the_first_found(case, officer, supervisor):
    allegation = allege(case, officer)
    find(allegation, officer, basis="The seal was whole.")
    with pytest.raises(findings.StaleFinding, match="The seal was whole"):
        find(allegation, supervisor, "UNFOUNDED")
    assert allegation.findings.count() == 1


def test_a_case_has_several_outcomes(case, officer):
    for code in ("PLEA", "PASSPORT_REVOKED"):
        findings.dispose(case=case, code=code, on=date(2026, 3, 2), by=officer.user, key=uuid4())
    assert Outcome.objects.filter(case=case).count() == 2


def test_a_closed_case_takes_no_finding(case, officer, supervisor):
    allegation = allege(case, officer)
    find(allegation, officer)
    close(case, supervisor)
    with pytest.raises(StepRefused, match="reopen it"):
        find(allegation, officer, version=2)


def test_only_those_who_work_it_write(case, colleague):
    with pytest.raises(StepRefused):
        allege(case, colleague)
    assert not Allegation.objects.exists()


def test_the_report_gets_them_and_no_stranger_does(case, officer, outsider):
    find(allege(case, officer), officer)
    asked = {"case": case, "section": "findings"}
    (told,) = [a for a in ports.ask("report section", by=officer.user, **asked) if a.rows]
    assert told.rows[0]["title"] == "1. Altered the expiry date."
    assert ["Finding", "Substantiated"] in told.rows[0]["facts"]
    assert told.rows[0]["text"] == "Memorandum of 3 March, exhibit 2."
    assert not [a for a in ports.ask("report section", by=outsider.user, **asked) if a.rows]


def test_an_outcome_names_nobody_in_a_compartment(case, officer):
    victim = subjects.add_subject(case=case, by=officer.user, part="VICTIM", facts=[("NAME", "Una Halm", "")])
    with pytest.raises(StepRefused, match="not on the case"):
        findings.dispose(
            case=case,
            code=kinds.DISPOSITIONS[0][0],
            on=date(2026, 3, 2),
            subject=victim,
            by=officer.user,
            key=uuid4(),
        )
    assert not Outcome.objects.exists()
