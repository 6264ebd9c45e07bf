"""How tests are run here: which need a browser, which break things on purpose, and a broker for those that mean it."""

import os

import pytest

from secoffice.runtime import testing


def pytest_configure(config):
    """One look for a browser for all processes of the run."""
    if "SECOFFICE_BROWSER" not in os.environ:
        found = next((str(path) for path in testing.candidates() if path and testing.starts(path)), "")
        os.environ["SECOFFICE_BROWSER"] = found
        os.environ["SECOFFICE_NO_BROWSER"] = "" if found else "no Chromium on this machine"


def pytest_collection_modifyitems(items):
    """Where there is no browser, its tests are skipped one by one, by name and with the reason."""
    if os.environ["SECOFFICE_BROWSER"]:
        return
    reason = os.environ.get("SECOFFICE_NO_BROWSER") or "no Chromium on this machine"
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason=f"{item.name}: {reason}"))


@pytest.fixture(scope="session")
def chromium_path():
    """The browser to launch (`executable_path`)."""
    return os.environ["SECOFFICE_BROWSER"]
