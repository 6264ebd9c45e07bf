"""`check --deploy` as production would run it, with made-up secrets: `python -m secoffice.runtime.deploy_check`."""

import os
import secrets
import subprocess
import sys
import tempfile

from secoffice.runtime import places


def environment(data):
    """A complete production environment that reaches nobody."""
    return dict(
        os.environ,
        DJANGO_SETTINGS_MODULE="secoffice.settings",
        SECOFFICE_ENV="production",
        SECOFFICE_DATA=data,
        SECRET_KEY=secrets.token_urlsafe(60),
        FILES_KEY=secrets.token_urlsafe(60),
        ALLOWED_HOSTS="office.example.org",
        BASE_URL="https://office.example.org",
        DATABASE_URL=f"sqlite:///{data}/db.sqlite3",
        CELERY_BROKER_URL="redis://127.0.0.1:6379/0",
        EMAIL_URL="submission://office:secret@mail.example.org:587",
    )


def main():
    with tempfile.TemporaryDirectory() as data:
        command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
        return subprocess.run(command, cwd=places.HOME, env=environment(data)).returncode


if __name__ == "__main__":
    sys.exit(main())
