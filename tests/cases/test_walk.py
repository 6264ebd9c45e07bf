"""“2 of 3, previous, next”: from case to case through the list one came from, filters and all."""

import pytest
from django.urls import reverse

from tests.factories import make_case


@pytest.fixture
def full(officer):
    return [make_case(by=officer.user, officer=officer.user, status="FULL") for _ in range(3)]


@pytest.fixture
def others(officer):
    return [make_case(by=officer.user, officer=officer.user, status="SCREENED") for _ in range(2)]


def test_it_leads_through_what_the_filter_left_and_back_to_it(full, others, officer):
    address = f"{reverse('cases:list')}?status=FULL&sort=reference"
    officer.get(address)
    first, second, third = sorted(full, key=lambda case: case.reference)
    page = officer.get(second.get_absolute_url()).content.decode()
    assert "2 of 3" in page and f'href="{address.replace("&", "&amp;")}"' in page
    assert f'rel="prev" href="{first.get_absolute_url()}"' in page
    assert f'rel="next" href="{third.get_absolute_url()}"' in page


def test_a_case_that_the_filter_left_out_has_no_place_in_it(full, others, officer):
    officer.get(f"{reverse('cases:list')}?status=FULL")
    assert " of 3" not in officer.get(others[0].get_absolute_url()).content.decode()


def test_at_the_ends_it_leads_on_nowhere(full, officer):
    officer.get(f"{reverse('cases:list')}?status=FULL&sort=reference")
    last = max(full, key=lambda case: case.reference)
    page = officer.get(last.get_absolute_url()).content.decode()
    assert "3 of 3" in page and 'rel="next"' not in page
