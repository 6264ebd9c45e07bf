"""The whole way once, by hand: sign in, search, log a case, see its date, be reminded, follow the mail back."""

import email
import email.policy
import json
import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.timeout(420), pytest.mark.xdist_group("browser")]
IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"


def picture(visit, name):
    """Kept for the README when somebody asks for them: SECOFFICE_PICTURES=yes."""
    if os.environ.get("SECOFFICE_PICTURES"):
        visit.page.screenshot(path=IMAGES / f"{name}.png")


def mails_to(office, address):
    """What the sink keeps for somebody, newest last."""
    folder = Path(office.environment["SECOFFICE_DATA"]) / "mail"
    kept = [
        email.message_from_bytes(p.read_bytes(), policy=email.policy.default)
        for p in sorted(folder.glob("*.eml"))
    ]
    return [mail for mail in kept if address in mail["To"]]


def test_a_case_is_logged_and_its_reminder_leads_back_to_it(office, visit):
    officer = office.staff["rhea.dunmore"]
    desk = visit().sign_in(officer)
    page = desk.page
    desk.look()

    desk.open("/cases/new/")
    page.get_by_label("Name, number, or words of a title").fill("Vasile Needlework")
    page.get_by_role("button", name="Search").click()
    page.get_by_text("Nothing that you may see matches").wait_for()
    page.get_by_label("Kind of case").select_option(label="Passport fraud")
    page.locator("#id_title").fill("Two passports, one photograph")
    page.get_by_label("What is alleged").fill("The counter saw the same face under two names.")
    page.get_by_label("Who told us").select_option(label="Consular section")
    page.get_by_label("How it reached us").select_option(label="Referral")
    page.locator("#id_p0-name").fill("Vasile Needlework")
    picture(desk, "log-a-case-1280")
    page.get_by_role("button", name="Log the case").click()
    page.wait_for_url(re.compile(r"/cases/[A-Z]{3}-\d{4}-\d{5}-[0-9A-Z]/"))
    desk.look()
    reference = page.url.rstrip("/").rsplit("/", 1)[1]
    expect(page.get_by_text(f"Logged as {reference}")).to_be_visible()
    assert page.get_by_text("Screening").filter(visible=True).count()

    desk.open("/deadlines/")
    assert page.get_by_text(reference).filter(visible=True).count()
    assert page.get_by_text("business days from").filter(visible=True).count()

    later = (datetime.now(UTC) + timedelta(days=12)).replace(hour=12)  # past the hour at which mails go out
    counted = json.loads(office.manage("run_reminders", "--at", later.strftime("%Y-%m-%dT%H:%MZ")))
    assert counted["planned"] and counted["sent"] and not counted["failed"]
    mails = mails_to(office, officer["email"])[::-1]  # a long digest comes in parts
    mail = next(mail for mail in mails if reference in mail.get_body(("plain",)).get_content())
    text = mail.get_body(("plain",)).get_content()
    html = mail.get_body(("html",)).get_content()
    assert "Needlework" not in text + html and "photograph" not in text + html + mail["Subject"]

    link = re.search(rf"https?://\S*{reference}\S*", text).group()
    page.goto(re.sub(r"^https?://[^/]+", office.url, link))
    expect(page.get_by_role("heading", name="Two passports, one photograph")).to_be_visible()

    stranger = visit().sign_in(office.staff["sanne.okkervil"])
    assert stranger.page.goto(f"/cases/{reference}/").status == 404
    assert "photograph" not in stranger.page.content()


PICTURES = {
    "/": "desk",
    "/cases/?status=live&sort=due": "cases",
    "/deadlines/": "deadlines",
    "/inbox/": "inbox",
}
PAGES = [
    "/",
    "/cases/?status=live&sort=due",
    "/cases/?status=live&q=passport",
    "/cases/log/",
    "/cases/log/new/",
    "/cases/new/",
    "/deadlines/",
    "/deadlines/?near=later",
    "/deadlines/calendar/",
    "/deadlines/tolls/",
    "/deadlines/feed/",
    "/deadlines/changes/",
    "/deadlines/rules/",
    "/deadlines/try/",
    "/calendars/",
    "/inbox/",
    "/inbox/preferences/",
    "/inbox/hook/",
    "/accounts/profile/",
    "/audit/",
    "/cases/NOT-2026-00000-0/",
]


@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_of_an_officer_reads_well(office, visit, width):
    desk = visit(width).sign_in(office.staff["rhea.dunmore"])
    for address in PAGES:
        desk.complaints.clear()
        desk.open(address) if "NOT" not in address else see_nothing(desk, address)
        if address in PICTURES:
            picture(desk, f"{PICTURES[address]}-{width}")
    desk.page.goto("/cases/?officer=me&status=FULL&sort=due")
    case = desk.page.locator("#rows a.go").first.get_attribute("href")
    desk.open(case)
    picture(desk, f"case-{width}")
    for link in desk.page.locator(".so-tabs a").evaluate_all("all => all.map(a => a.getAttribute('href'))"):
        desk.open(link if link.startswith("/") else case + link)
        assert in_view(desk, "nav[aria-label=Case] [aria-current]")


def in_view(desk, selector):
    """Whether all of it is between the left and the right edge of the window."""
    place = desk.page.locator(selector).bounding_box()
    return place["x"] >= 0 and place["x"] + place["width"] <= desk.page.viewport_size["width"]


@pytest.mark.parametrize("width", [1280, 390])
def test_the_pages_of_one_date_read_well(office, visit, width):
    boss = visit(width).sign_in(office.staff["ivo.tarn"])
    boss.open("/deadlines/unit/")
    boss.page.goto("/deadlines/unit/?rule=cases.acknowledge")
    date = boss.page.locator(".due-rows p:first-child > a").first.get_attribute("href")
    boss.open(date)
    for deed in ("extend/", "toll/", "snooze/", "bring-forward/", "owner/"):
        boss.open(date + deed)
        assert boss.page.locator("a.so-back").get_attribute("href")


def test_filters_are_folded_on_a_telephone_and_open_without_a_script(office, chromium):
    context = chromium.new_context(
        java_script_enabled=False, base_url=office.url, viewport={"width": 390, "height": 844}
    )
    page = context.new_page()
    without_a_script(page, office.staff["rhea.dunmore"])
    page.goto("/deadlines/")
    expect(page.get_by_label("Duty")).to_be_hidden()
    page.locator(".so-fold > summary").click()
    page.get_by_label("When").select_option("later")
    page.get_by_role("button", name="Filter", exact=True).click()
    page.wait_for_url("**near=later**")
    expect(page.get_by_label("Duty")).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/deadlines/")
    expect(page.get_by_label("Duty")).to_be_visible()
    context.close()


def see_nothing(desk, address):
    assert desk.page.goto(address).status == 404
    desk.complaints.clear()
    desk.look()


@pytest.mark.parametrize(
    ("who", "pages"),
    [
        ("ivo.tarn", ["/", "/deadlines/unit/", "/cases/?officer=unit"]),
        (
            "sanne.okkervil",
            [
                "/accounts/staff/",
                "/accounts/staff/new/",
                "/accounts/offices/",
                "/accounts/units/",
                "/inbox/deliveries/",
                "/inbox/letters/single/",
                "/calendars/new/",
                "/deadlines/rules/cases.screen/",
                "/audit/",
            ],
        ),
    ],
)
def test_supervisors_and_administrators_have_pages_that_read_well(office, visit, who, pages):
    desk = visit().sign_in(office.staff[who])
    for address in pages:
        desk.open(address)


def without_a_script(page, row):
    page.goto("/accounts/login/")
    page.get_by_label("E-mail").fill(row["email"])
    page.get_by_label("Password", exact=True).fill(row["password"])
    page.get_by_role("button", name="Sign in").click()


def test_a_log_entry_takes_three_fields_without_a_script(office, chromium):
    context = chromium.new_context(java_script_enabled=False, base_url=office.url)
    page = context.new_page()
    without_a_script(page, office.staff["rhea.dunmore"])
    page.goto("/cases/log/new/")
    page.get_by_label("What").fill("Unattended bag at the gate")
    page.get_by_label("Where").fill("Main gate")
    page.get_by_role("button", name="Log it").click()
    expect(page.get_by_role("heading", name="Unattended bag at the gate")).to_be_visible()
    context.close()


def test_what_was_typed_survives_being_signed_out(office, visit):
    desk = visit().sign_in(office.staff["rhea.dunmore"])
    page = desk.page
    page.goto("/cases/log/new/")
    page.get_by_label("What").fill("Grey van circles the block")
    page.get_by_label("Where").fill("North side")
    desk.context.clear_cookies()
    page.get_by_role("button", name="Log it").click()
    assert "Grey van circles the block" in page.content()
