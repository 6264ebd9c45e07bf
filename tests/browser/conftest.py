"""A real office and a real browser, shared by the tests of this folder."""

import json
import os
import subprocess
import sys
import uuid

import pytest
from playwright.sync_api import sync_playwright

from secoffice.runtime import places
from tests.runtime.office import RunningOffice

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Office:
    """The running demonstration office: where it answers, who signs in, and its commands."""

    def __init__(self, running, environment):
        self.running, self.environment = running, environment
        self.url = running.hears("Secoffice is ready: ", seconds=240).split("ready: ")[1]
        lines = self.manage("demo", "--sign-ins").splitlines()
        self.staff = {row["email"].split("@")[0]: row for row in map(json.loads, lines)}

    def manage(self, *command):
        """The output of a management command of this office."""
        return subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=places.HOME,
            env=self.environment,
            check=True,
            text=True,
            stdout=subprocess.PIPE,
        ).stdout


@pytest.fixture(scope="session")
def office(tmp_path_factory):
    data = tmp_path_factory.mktemp("office", numbered=True)
    given = {"SECOFFICE_DATA": str(data), "SECOFFICE_DEMO": "yes"} | production_parts()
    environment = {
        k: v for k, v in os.environ.items() if k not in ("EMAIL_URL", "DJANGO_SETTINGS_MODULE", "PORT")
    }
    environment |= {"CELERY_BROKER_URL": "", "DATABASE_URL": ""} | given
    with RunningOffice(data, **given) as running:
        yield Office(running, environment)


def production_parts():
    """PostgreSQL and Redis where the run is on them: a database of its own, the queue of its own number."""
    url, parts = os.environ.get("DATABASE_URL", ""), {}
    if url.startswith("postgres"):
        import psycopg

        server, name = url.rsplit("/", 1)[0], f"secoffice_browser_{uuid.uuid4().hex[:8]}"
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        parts["DATABASE_URL"] = f"{server}/{name}"
    if broker := os.environ.get("CELERY_BROKER_URL", ""):
        parts["CELERY_BROKER_URL"] = (
            f"{broker.rsplit('/', 1)[0]}/9" if broker.count("/") > 2 else f"{broker}/9"
        )
    return parts


@pytest.fixture(scope="module")  # its event loop must end before other tests of this process run theirs
def chromium(chromium_path):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=QUIET)
        yield browser
        browser.close()


class Visit:
    """One person at one window. Every page opened is looked at by axe and for errors on the console."""

    def __init__(self, chromium, office, width=1280):
        self.office = office
        self.context = chromium.new_context(viewport={"width": width, "height": 900}, base_url=office.url)
        self.page = self.context.new_page()
        self.complaints = []
        self.page.on("console", lambda said: said.type == "error" and self.complaints.append(said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def sign_in(self, row):
        self.page.goto("/accounts/login/")
        self.page.get_by_label("E-mail").fill(row["email"])
        self.page.get_by_label("Password", exact=True).fill(row["password"])
        self.page.get_by_role("button", name="Sign in").click()
        self.page.wait_for_url(self.office.url + "/")
        return self

    def open(self, address):
        answer = self.page.goto(address)
        self.look()
        return answer

    def look(self):
        from axe_playwright_python.sync_playwright import Axe

        found = Axe().run(self.page)
        assert found.violations_count == 0, found.generate_report()
        wide = self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1")
        assert not wide, f"{self.page.url} scrolls sideways"
        assert not self.complaints, self.complaints


@pytest.fixture
def visit(chromium, office):
    visits = []

    def start(width=1280):
        visits.append(Visit(chromium, office, width))
        return visits[-1]

    yield start
    for each in visits:
        each.context.close()
