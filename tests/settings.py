"""The settings of the house, in a folder of their own: a test run touches no office that may be running here.

Every process of the run (pytest-xdist starts several) has its own folder, gone when it ends.
"""

import atexit
import os
import shutil
import tempfile

os.environ["SECOFFICE_ENV"] = "development"
os.environ["SECOFFICE_DATA"] = tempfile.mkdtemp(prefix="secoffice-test-")
os.environ["PORT"] = ""
os.environ["EMAIL_URL"] = "memory://"
os.environ.setdefault("CELERY_BROKER_URL", "")
atexit.register(shutil.rmtree, os.environ["SECOFFICE_DATA"], ignore_errors=True)

from secoffice.settings import *  # noqa: E402, F403

TEST_BROKER_URL = CELERY_BROKER_URL if os.environ["CELERY_BROKER_URL"] else ""  # noqa: F405
CELERY_BROKER_URL = "memory://"  # a test that means the broker asks for the fixture `broker_url`
CELERY_BROKER_TRANSPORT_OPTIONS = {}
