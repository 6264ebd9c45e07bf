"""An investigation from its complaint to its end, by hand: everybody at their own window, nothing done behind them."""

import io
import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.people import Person

pytestmark = [pytest.mark.browser, pytest.mark.timeout(420), pytest.mark.xdist_group("browser")]

SUBJECT = "Osric Vantongeren"
TITLE = "A courier with two passports"
PROSECUTOR = "Public prosecutor of Utopia"


def test_an_investigation_goes_from_its_complaint_to_its_end(office, visit):
    agent, supervisor = (Person(visit, office, handle) for handle in ("rhea.dunmore", "ivo.tarn"))
    case = complaint_is_logged(agent)
    it_is_screened_and_opened_in_full(agent, supervisor, case)
    another_post_answers_a_lead(agent, Person(visit, office, "leila.haddawi"), case)
    an_exhibit_changes_hands(agent, Person(visit, office, "yuki.arranmore"), case)
    a_report_is_approved_by_two_and_released(
        agent, supervisor, Person(visit, office, "helene.ashgrove"), case
    )
    an_allegation_and_a_referral_are_entered(agent, case)
    it_closes_once_nothing_is_open(agent, supervisor, case)


def complaint_is_logged(agent):
    agent.go("/cases/new/")
    agent.write(
        {
            "Kind of case": "Passport fraud",
            "Title": TITLE,
            "What is alleged": "The same courier crossed twice in a day, under two names.",
            "Who told us": "Consular section",
            "How it reached us": "Referral",
        }
    )
    agent.page.locator("#id_p0-name").fill(SUBJECT)
    agent.press("Log the case")
    agent.reads(re.compile("Logged as"))
    return re.search(r"/cases/[A-Z]{3}-\d{4}-\d{5}-[0-9A-Z]/", agent.page.url).group()


def it_is_screened_and_opened_in_full(agent, supervisor, case):
    supervisor.go(case)
    supervisor.follow("Screen")
    supervisor.write({"Jurisdiction, and what was searched for duplicates": "Ours. Both names: nothing."})
    supervisor.press("Screen")
    agent.go(case)
    agent.follow(re.compile("[Oo]pen a full investigation"))
    agent.write({"Articulable facts, and the plan": "Two entry stamps of one hour. Compare both booklets."})
    agent.press("Ask for approval")
    supervisor.go(case)
    supervisor.follow(re.compile("Approve or refuse"))
    supervisor.press("Approve")
    agent.go(case)
    agent.stands("Full investigation")


def another_post_answers_a_lead(agent, receiver, case):
    agent.tab("Leads")
    agent.follow("Write a lead")
    agent.write(
        {
            "To": "Qamar City, the office",
            "What is asked, in a few words": "Arrivals by ferry in the first week",
            "Exact request": "Please copy the ferry company’s list of arrivals.",
            "Questions": "Is there a list?\nWho keeps it?",
        }
    )
    agent.press("Send it now")
    lead = re.search(r"/cases/leads/[^/]+/", agent.page.url).group()
    receiver.go("/cases/leads/?way=in")
    receiver.follow(lead.split("/")[3])
    receiver.reads("The case it serves is for its own readers.")
    receiver.finds_nothing_at(case, TITLE, SUBJECT)
    receiver.go(lead)
    receiver.follow("Accept")
    receiver.press("Accept")
    receiver.follow("Reply")
    receiver.write(
        {"1. Is there a list?": "Yes.", "2. Who keeps it?": "The harbour master.", "Reply": "Copied."}
    )
    receiver.press("Send the reply")
    receiver.finds_nothing_at(case, TITLE, SUBJECT)
    agent.go(lead)
    agent.reads("The harbour master.")
    agent.follow("Accept the reply and close")
    agent.press("Accept the reply and close")


def an_exhibit_changes_hands(agent, custodian, case):
    agent.go(f"{case}evidence/")
    agent.follow("Register an exhibit")
    yesterday = datetime.now(UTC) - timedelta(days=1)
    agent.write(
        {
            "Authority": "Consent",
            "When it was taken": yesterday.strftime("%Y-%m-%dT%H:%M"),
            "Where": "Counter 4",
            "Found by": "Rhea Dunmore",
            "Category": "Travel document",
            "Description": "Passport in the second name",
            "Seal number": "UT-88120",
        }
    )
    agent.press("Register")
    number = case.split("/")[2]
    agent.follow("Hand over")
    receiver = agent.page.get_by_label("Receiver").locator("option", has_text=custodian.name)
    agent.page.get_by_label("Receiver").select_option(receiver.get_attribute("value"))
    agent.write({"How": "Handed over", "Purpose": "For the evidence room"})
    agent.press("Hand over")
    custodian.go("/")
    custodian.follow(re.compile(f"^Answer for .*{number}.E001$"))
    custodian.write({"Seal you found": "UT-88120"})
    custodian.press("Accept")
    custodian.finds_nothing_at(case, TITLE, SUBJECT)
    agent.go(f"/cases/evidence/{number}/E001/")
    agent.stands("Arranmore")


def a_report_is_approved_by_two_and_released(agent, first, second, case):
    agent.go(f"{case}reports/")
    agent.press("Begin")
    agent.write(
        {
            "Synopsis": "One courier, two booklets.",
            "Predication": "The counter saw one face twice.",
            "Findings": "Both photographs show the same man.",
        }
    )
    agent.press("Save")
    agent.follow("Hand in")
    agent.press("Hand in")
    report = re.search(r"/cases/.+/reports/\d+/", agent.page.url).group()
    first.go(report)
    first.follow("Approve first")
    first.press("Approve first")
    second.go(report)
    second.follow("Approve")
    second.press("Approve")
    agent.go(report)
    agent.follow("Release a copy")
    agent.write({"For whom": PROSECUTOR, "What for": "Referral"})
    agent.press("Make the copy")
    with agent.page.expect_download() as leaving:
        agent.page.locator("section[aria-labelledby=copies] a.go").click()
    words = text_of(leaving.value.path())
    for told in (SUBJECT, "Both photographs show the same man.", "Passport in the second name", PROSECUTOR):
        assert told in words, f"The copy does not say “{told}”:\n{words}"


def text_of(paper):
    """What somebody reads who opens it."""
    pages = PdfReader(io.BytesIO(paper.read_bytes())).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def an_allegation_and_a_referral_are_entered(agent, case):
    agent.go(f"{case}proceedings/")
    agent.follow("List an allegation")
    agent.write({"What is alleged": "He crossed under a name that is not his."})
    agent.press("Save")
    agent.reads("No finding yet")
    agent.follow("Referrals")
    agent.follow("Log a referral")
    agent.write(
        {
            "To": "Prosecutor",
            "Name of the office": PROSECUTOR,
            "Person there, and how to reach them": "Clerk of the day",
            "Day it was sent": datetime.now(UTC).date().isoformat(),
            "What was sent": "The report, copy 1.",
        }
    )
    agent.press("Save")
    agent.reads("Waiting for an answer")


def it_closes_once_nothing_is_open(agent, supervisor, case):
    """Each open line of the gate leads to the page where it is mended."""
    supervisor.is_refused_at(f"{case}step/close/")
    expect(supervisor.page.get_by_role("link", name="Mend it")).to_have_count(3)
    expect(supervisor.page.get_by_role("button", name="Close", exact=True)).to_have_count(0)

    agent.go(f"{case}step/close/")
    agent.follow("Mend it: Every allegation has a finding")
    agent.follow("Record a finding on allegation 1")
    agent.write({"Finding": "Substantiated", "On what it rests": "Exhibit E001 and the stamps."})
    agent.press("File the finding")

    agent.go(f"{case}step/close/")
    agent.follow("Mend it: The prosecutor’s decision is filed")
    agent.follow(f"Accepted: {PROSECUTOR}")
    agent.write({"Who accepted it, and what they will do": "The clerk. They charge him."})
    agent.press("Accepted")

    agent.go(f"{case}step/close/")
    agent.follow("Mend it: Every exhibit has a disposition order or is on hold")
    agent.follow("E001")
    agent.follow("Put on hold")
    agent.write({"Why it must be kept": "For the trial."})
    agent.press("Put on hold")

    supervisor.go(case)
    supervisor.follow("Close")
    expect(supervisor.page.get_by_role("link", name="Mend it")).to_have_count(0)
    supervisor.write({"Closing review: what was found": "One man, two names.", "Outcome": "Substantiated",
                      "Decontrolled on, or by which event": "End of the trial"})  # fmt: skip
    supervisor.press("Close")
    agent.go(case)
    agent.stands("Closed")
    agent.reads("No date is running")
