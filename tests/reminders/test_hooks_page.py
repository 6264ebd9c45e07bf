"""The page of one's own web hook."""

import html
import re

import pytest
from django.utils import timezone

from secoffice.audit.models import AuditDetail, AuditEntry
from secoffice.reminders import hooks, hooks_due, hooks_post
from secoffice.reminders.models import Hook
from tests.reminders.hooked import NOON, hook_up, tell
from tests.reminders.owing import at

pytestmark = pytest.mark.django_db


PAGE = "/inbox/hook/"


def code_of(page):
    """The example on the page, as a reader would copy it."""
    text = html.unescape(page.partition('<pre class="so-letter-text">')[2].partition("</pre>")[0])
    given = {}
    exec(text, given)
    return given["is_genuine"]


def shown_secret(page):
    return re.search(r"sec_[0-9a-f]{64}", page)[0]


def test_whoever_sets_an_address_can_check_posts_with_the_secret_and_the_example_on_the_page(tool, officer):
    page = officer.post(PAGE, {"url": tool.url()}).content.decode()
    secret, is_genuine = shown_secret(page), code_of(page)
    assert secret not in officer.get(PAGE).content.decode()
    officer.post(f"{PAGE}test/")
    officer.post(f"{PAGE}test/")  # one waits already
    hooks_post.send(timezone.now())
    (post,) = tool.taken
    assert is_genuine(secret, post.headers, post.body)
    assert not is_genuine(secret, post.headers, post.body + b" ")
    assert not is_genuine("sec_other", post.headers, post.body)
    assert not is_genuine(secret, post.headers | {"Secoffice-Timestamp": "1"}, post.body)
    assert post.says["kind"] == "test"
    assert "Last post taken" in officer.get(PAGE).content.decode()


def test_a_new_secret_takes_the_place_of_the_one_before(tool, officer):
    old = shown_secret(officer.post(PAGE, {"url": tool.url()}).content.decode())
    page = officer.post(f"{PAGE}secret/").content.decode()
    new, is_genuine = shown_secret(page), code_of(page)
    officer.post(f"{PAGE}test/")
    hooks_post.send(timezone.now())
    (post,) = tool.taken
    assert is_genuine(new, post.headers, post.body) and not is_genuine(old, post.headers, post.body)


def test_an_address_that_is_not_allowed_is_refused_beside_the_field_and_kept(tool, officer):
    answer = officer.post(PAGE, {"url": "https://evil.example/in"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["url"])
    assert 'value="https://evil.example/in"' in answer.content.decode()
    assert not Hook.objects.exists()


@pytest.mark.parametrize("deed", ["secret", "test", "away"])
def test_without_a_hook_there_is_nothing_to_do(officer, deed):
    assert officer.get(f"{PAGE}{deed}/").status_code == 405
    answer = officer.post(f"{PAGE}{deed}/", follow=True)
    assert (answer.status_code, "You have no web hook." in answer.content.decode()) == (200, True)


def test_the_hook_of_somebody_else_is_nobodys_business(tool, officer, colleague, sysadmin):
    hooks.put(url=tool.url("/secret-path/"), by=officer.user)
    for other in (colleague, sysadmin):
        assert "secret-path" not in other.get(PAGE).content.decode()
        other.post(f"{PAGE}away/")
    assert Hook.objects.count() == 1


def test_every_deed_is_in_the_trail_without_address_or_secret(tool, officer):
    secret = hooks.put(url=tool.url("/secret-path/"), by=officer.user)
    for deed in ("secret", "test", "away"):
        officer.post(f"{PAGE}{deed}/")
    trail = AuditEntry.objects.filter(actor_id=officer.user.pk).values_list("action", flat=True)
    assert [action for action in trail.order_by("pk") if "hook" in action] == [
        "web hook set", "web hook secret made", "web hook test asked", "web hook taken away",
    ]  # fmt: skip
    words = str(list(AuditDetail.objects.values()))
    assert "127.0.0.1" in words and "secret-path" not in words and secret not in words


def test_the_page_asks_as_often_however_much_waits(tool, officer, django_assert_max_num_queries):
    hook_up(officer.user, tool)
    officer.get(PAGE)
    costs = []
    for count in (1, 9):
        for _ in range(count):
            tell(officer.user)
        hooks_due.write(at(NOON))
        with django_assert_max_num_queries(40) as asked:
            officer.get(PAGE)
        costs.append(len(asked))
    assert costs[0] == costs[1]
