import logging

import pytest

from secoffice.reminders import hooks_line
from tests.reminders.server import MailServer
from tests.reminders.tool import Tool


@pytest.fixture(scope="session")
def running_server():
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)
    server = MailServer()
    yield server
    server.stop()


@pytest.fixture
def server(running_server, settings):
    """A mail server on loopback, well until told otherwise."""
    running_server.fault, running_server.on_taken, running_server.in_one_go = None, None, False
    running_server.taken.clear()
    running_server.connections = 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", running_server.port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_TIMEOUT = 0.6
    settings.BASE_URL = "https://office.example.org"
    yield running_server
    running_server.fault = None


@pytest.fixture(scope="session")
def running_tool():
    tool = Tool()
    yield tool
    tool.stop()


@pytest.fixture
def tool(running_tool, settings, monkeypatch):
    """Somebody's own tool on loopback, well until told otherwise."""
    running_tool.well()
    settings.WEBHOOK_HOSTS = f"http://127.0.0.1:{running_tool.port}"
    settings.BASE_URL = "https://office.example.org"
    monkeypatch.setattr(hooks_line, "PATIENCE", 0.4)
    yield running_tool
    running_tool.well()
