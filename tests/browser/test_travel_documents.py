"""The screening desk with a reader that types, at the width of a desk and of a telephone."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300), pytest.mark.xdist_group("browser")]
DESK = "/travel-documents/"
ALTERED = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F2204156ZE184226B<<<<<10")
MISREAD = (ALTERED[0], "L8989O2C36UTO7408122F1204159ZE184226B<<<<<10")
CARD = ("I<PRT007777779<ZZ92<<<<<<<<<<<", "8303143M3405282PRT<<<<<<<<<<<2", "CACADOR<DE<ARAUJO<<ANDRE<ESTEV")
ENDINGS = {"Enter": ALTERED, "Tab": CARD}


@pytest.fixture(params=[1280, 390])
def desk(visit, office, request):
    at = visit(request.param).sign_in(office.staff["yuki.arranmore"])
    assert at.open(DESK).status == 200
    return at


def swipe(page, lines, ends="Enter"):
    """What a reader sends: characters without a pause, each line with its end."""
    for line in lines:
        page.keyboard.type(line)
        page.keyboard.press(ends)


def shows(at, word):
    expect(at.page.locator("#outcome-word")).to_contain_text(word)
    expect(at.page.locator("#result")).to_be_focused()
    assert "UTOERIKSSON" not in at.page.url and re.search(r"/screenings/[\w-]+/$", at.page.url)
    at.look()


def test_a_reader_screens_one_document_after_the_other_without_a_key(desk):
    expect(desk.page.get_by_label("Machine-readable zone", exact=False).first).to_be_visible()
    for ends, lines in ENDINGS.items():
        before = desk.page.url
        swipe(desk.page, lines, ends)
        desk.page.wait_for_url(lambda url, before=before: url != before and "/screenings/" in url)
        shows(desk, "Refer" if lines is ALTERED else "Not checked")
    expect(desk.page.get_by_text("CACADOR DE ARAUJO, ANDRE ESTEV").first).to_be_visible()


def test_by_hand_enter_ends_a_line_and_then_sends(desk):
    field = desk.page.locator("[data-reader]")
    field.press_sequentially(ALTERED[0], delay=60)
    field.press("Enter")
    assert desk.page.url.endswith(DESK) and field.input_value().endswith("\n")
    field.press_sequentially(ALTERED[1].lower(), delay=60)
    field.press("Enter")
    desk.page.wait_for_url("**/screenings/**")
    shows(desk, "Refer")
    expect(desk.page.get_by_text("Wrote small letters as capitals.")).to_be_visible()
    desk.page.keyboard.press("n")
    expect(desk.page.locator("[data-reader]")).to_be_focused()


def test_a_suggestion_is_put_in_the_field_and_sent_by_a_person(desk):
    swipe(desk.page, MISREAD)
    desk.page.wait_for_url("**/screenings/**")
    shows(desk, "Refer")
    desk.page.get_by_role("button", name="Put in the field").first.click()
    expect(desk.page.get_by_text("The field holds a suggestion, not what was read.")).to_be_visible()
    expect(desk.page.locator("[data-reader]")).to_be_focused()
    desk.look()
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_url(re.compile(r"/screenings/[\w-]+/$"))
    shows(desk, "Not checked")


def test_without_scripts_the_button_does_it(chromium, office):
    context = chromium.new_context(base_url=office.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/accounts/login/")
    page.get_by_label("E-mail").fill(office.staff["yuki.arranmore"]["email"])
    page.get_by_label("Password", exact=True).fill(office.staff["yuki.arranmore"]["password"])
    page.get_by_role("button", name="Sign in").click()
    page.goto(DESK)
    page.locator("[data-reader]").fill("\n".join(ALTERED))
    page.get_by_role("button", name="Screen", exact=True).click()
    expect(page.locator("#outcome-word")).to_contain_text("Refer")
    context.close()
