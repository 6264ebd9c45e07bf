import pytest

from tests.factories import make_case, make_user


@pytest.fixture
def case(officer, supervisor):
    return make_case(by=make_user(unit=officer.user.unit), officer=officer.user, status="FULL")
