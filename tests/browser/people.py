"""Who walks the journeys: members of staff of the demonstration office, each at a window of their own."""

import re

from playwright.sync_api import expect


class Person:
    """Somebody of the staff at their own window. Wherever a click leads them, the page is looked at."""

    def __init__(self, visit, office, handle):
        self.visit = visit().sign_in(office.staff[handle])
        self.page, self.name = self.visit.page, office.staff[handle]["name"]

    def go(self, address):
        assert self.visit.open(address).status == 200, address

    def follow(self, link, within="body"):
        """By its whole name, or by a pattern. The part for those who hear the page may be a space apart."""
        if isinstance(link, str):
            link = re.compile(f"^{re.escape(link).replace(':', ' ?:')}$")
        self._lands(self.page.locator(within).get_by_role("link", name=link))

    def press(self, button):
        self._lands(self.page.get_by_role("button", name=button, exact=True))

    def tab(self, name):
        self.follow(re.compile(rf"^{name}\b"), within=".so-record .so-tabs")

    def write(self, fields):
        """Label by label; what is chosen from a list is named as it reads there."""
        for label, value in fields.items():
            named = self.page.get_by_label(re.compile(rf"^\s*{re.escape(label)}\s*(\(optional\))?\s*$"))
            field = named.and_(self.page.locator("input, select, textarea"))
            chosen = field.evaluate("field => field.tagName === 'SELECT'")
            field.select_option(label=value) if chosen else field.fill(value)

    def reads(self, words):
        expect(self.page.get_by_text(words).filter(visible=True).first).to_be_visible()

    def stands(self, words):
        """At the head of the record."""
        expect(self.page.locator(".so-record")).to_contain_text(words)

    def finds_nothing_at(self, address, *words):
        """The page says that nothing is there, and none of these words."""
        self._is_told(404, address)
        assert not any(word in self.page.content() for word in words)

    def is_refused_at(self, address):
        self._is_told(403, address)

    def _is_told(self, status, address):
        assert self.page.goto(address).status == status
        self.visit.complaints.clear()  # the browser's own line about the status
        self.visit.look()

    def _lands(self, what):
        with self.page.expect_navigation():
            what.click()
        self.visit.look()
