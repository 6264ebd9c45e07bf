"""From the reader at the counter to a confirmed hit and the case it leads to, by hand: each at their own window."""

import re

import pytest
from playwright.sync_api import expect

from secoffice import mrz
from tests.browser.people import Person

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300), pytest.mark.xdist_group("browser")]

NUMBER = "UB0001500"  # within a range of stolen blanks of the demonstration
ZONE = mrz.write(
    "TD3", document_code="P", issuing_state="UTO", surname="Bremen", given_names="Tilda", document_number=NUMBER,
    nationality="UTO", birth_date="1991-05-02", sex="F", expiry_date="2031-01-01",
)  # fmt: skip
TITLE = "A blank that was stolen with its courier"


def test_a_document_goes_from_the_reader_to_a_confirmed_hit_and_a_case(office, visit):
    duty, security = (Person(visit, office, handle) for handle in ("joana.peixinho", "helene.ashgrove"))
    hit = it_answers_at_the_reader(duty)
    the_issuer_confirms(duty, hit)
    a_second_person_agrees(security, hit)
    a_case_is_opened_on_it(duty, hit)
    somebody_of_another_post_knows_of_nothing(Person(visit, office, "leila.haddawi"), hit)


def it_answers_at_the_reader(duty):
    duty.go("/travel-documents/")
    for line in ZONE:
        duty.page.keyboard.type(line)
        duty.page.keyboard.press("Enter")
    duty.page.wait_for_url(re.compile(r"/screenings/[\w-]+/$"))
    expect(duty.page.locator("#outcome-word")).to_contain_text("Hit")
    duty.visit.look()
    duty.page.locator(
        "main a[href*='/travel-documents/hits/'].so-num, main a[href*='/hits/UTP-']"
    ).first.click()
    duty.page.wait_for_url(re.compile(r"/hits/[\w-]+/$"))
    duty.visit.look()
    duty.reads(NUMBER)
    return re.search(r"/travel-documents/hits/[\w-]+/", duty.page.url).group()


def the_issuer_confirms(duty, hit):
    duty.follow("Ask for confirmation")
    duty.write({"Whom you asked, and how": "The bureau of Utopia, by its form, at ten."})
    duty.press("Recorded: I asked")
    duty.follow("Record the answer")
    duty.page.get_by_label("Confirmed: it is lost, stolen or invalid").check()
    duty.write({"Their words": "One of the books of the courier."})
    duty.press("Save")
    duty.follow("Propose a decision")
    duty.write({"What it rests on": "The bureau names the theft and the range."})
    duty.press("Propose")
    duty.stands("Waits for a second person")


def a_second_person_agrees(security, hit):
    security.go(hit)
    security.follow("Decide as the second person")
    security.page.get_by_label("I agree", exact=True).check()
    security.press("Save")
    security.stands("Confirmed by the issuer")


def a_case_is_opened_on_it(duty, hit):
    duty.go(hit)
    duty.follow("Open a fraud case")
    duty.write({"What it is about": TITLE})
    duty.press("Open the case")
    duty.stands(TITLE)
    duty.tab("Documents")
    duty.reads(hit.rstrip("/").rpartition("/")[2])
    duty.go("/travel-documents/statistics/")
    duty.reads("Hits by state")


def somebody_of_another_post_knows_of_nothing(stranger, hit):
    stranger.finds_nothing_at(hit, NUMBER, "Bremen")
