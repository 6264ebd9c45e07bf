"""A data folder of its own for every test, and somebody who uploads."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories import make_user


@pytest.fixture(autouse=True)
def own_data(settings, tmp_path):
    settings.DATA = tmp_path
    settings.MAX_UPLOAD_MB = 25
    return tmp_path


@pytest.fixture
def user(db):
    return make_user()


def upload(name, data):
    """A file as it comes out of a form: the name has been through nothing yet."""
    file = SimpleUploadedFile("x", data)
    file._name = name
    return file
