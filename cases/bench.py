"""What is measured of this department: its pages, for a reader who sees all and one who sees one in a thousand."""

from itertools import count
from uuid import uuid4

from django.urls import reverse
from django.utils import timezone

from cases import scale
from cases.models import Case
from cases.scale import staff, words
from secoffice.access.models import Admission
from secoffice.accounts.models import User
from secoffice.runtime import bench
from secoffice.ui.keyset import Keyset

LIST, SEARCH, RECORD = 20, 25, 15
COMMON = words.COMMON


@bench.data
def load(cases, say):
    scale.load(cases, say=lambda done: say(done) if done.startswith(("10,", "50,", "100,")) else None)
    forget_logged()


def forget_logged():
    """Cases that the reader of few logged in an earlier run would make them a reader of more and more."""
    mine = [f"user:{reader.pk}" for reader in readers().values()]
    Admission.objects.filter(principal__in=mine, reason="logged it").delete()


@bench.readers
def readers():
    emails = {"sees_all": staff.SEES_ALL, "sees_few": staff.SEES_FEW}
    return {name: User.objects.get(email=email) for name, email in emails.items()}


def get(url, **query):
    return lambda client: client.get(url, query)


@bench.page("list", target=LIST)
def case_list(reader):
    return get(reverse("cases:list"))


@bench.page("list.filtered", target=LIST)
def filtered(reader):
    return get(reverse("cases:list"), status="FULL", sort="due")


@bench.page("list.second_page", target=LIST)
def second_page(reader):
    mark = Keyset(Case, ("opened_at",), descending=True).page(Case.objects.visible_to(reader)).next
    return get(reverse("cases:list"), after=mark)


@bench.page("search.rare", target=SEARCH)
def rare(reader):
    return get(reverse("cases:list"), q=words.operation(0))


@bench.page("search.common", target=SEARCH)
def common(reader):
    return get(reverse("cases:list"), q=COMMON)


@bench.page("search.two_words", target=SEARCH)
def two_words(reader):
    return get(reverse("cases:list"), q="passport petrov")


def long_file(reader):
    """A file with many rows at every desk, which both readers see."""
    return Case.objects.visible_to(reader).get(key=scale.key(1, 0))


def of_long_file(page):
    """The page of this name of a long file."""
    return lambda reader: get(reverse(page, args=[long_file(reader).reference]))


@bench.page("case", target=RECORD)
def case_page(reader):
    case = Case.objects.visible_to(reader).order_by("pk").first()
    return get(case.get_absolute_url())


@bench.page("log_a_case", target=RECORD)
def log_a_case(reader):
    numbers = count()

    def visit(client):
        response = client.post(reverse("cases:new"), form(f"Case {next(numbers)} {uuid4().hex[:12]}", reader))
        if response.status_code != 302:
            raise RuntimeError("The case was not logged.")
        return response

    return visit


def form(title, reader):
    return {
        "key": str(uuid4()), "kind": "PF", "title": title, "allegation": "A replaced data page.", "source": "OWN",
        "channel": "PHONE", "office": reader.office_id, "received_on": timezone.localdate().isoformat(), "rows": "1",
        "searched": "on", "priority": "3", "marking": "", "predicate": "",
    }  # fmt: skip
