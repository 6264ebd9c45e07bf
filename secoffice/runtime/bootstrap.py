"""From a fresh clone to a running command, with the standard library alone.

`up`, `test` and `install` make or refresh `.venv` and the front-end assets, then go on inside it; any other
command does so only where nothing has been set up yet. What was installed is remembered by the digest of the
files that say what to install, so the next start touches no network.
"""

import contextlib
import hashlib
import os
import shutil
import sys
from pathlib import Path

from secoffice.runtime import installer, places
from secoffice.runtime.installer import CannotSetUp

HOME = places.HOME
VENV = HOME / ".venv"
PYTHON = VENV / "bin" / "python"
RUNS = HOME / "requirements.txt"
TESTS = HOME / "tests" / "requirements.txt"
SETS_UP = ("up", "test", "install")
USAGE = """\
python3 manage.py up        start the office (PORT and SECOFFICE_DATA are honoured); Ctrl-C stops it
python3 manage.py test      run the whole suite; further words go to pytest
python3 manage.py install   set up .venv and the front-end assets, and nothing else (--tests: the test tools too)
"""


def main(argv):
    command = argv[1] if len(argv) > 1 else "help"
    here = at_home() or (command not in SETS_UP and in_another_home())
    try:
        if command in SETS_UP:
            set_up([RUNS, TESTS] if command == "test" or "--tests" in argv[2:] else [RUNS])
        elif not here:
            set_up([RUNS], refresh=False)
    except CannotSetUp as reason:
        print(f"Secoffice: {reason}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped before it was set up; the same command goes on from there.", file=sys.stderr)
        return 130
    if not here:
        os.execv(PYTHON, [str(PYTHON), str(HOME / "manage.py"), *argv[1:]])
    return dispatch(command, argv)


def dispatch(command, argv):
    """We are inside `.venv` (or an environment of your own that has Django)."""
    if command == "up":
        from secoffice.runtime.supervisor import main as up

        return up(argv[2:])
    if command == "test":
        from secoffice.runtime.testing import main as test

        return test(argv[2:])
    if command == "install":
        print(f"Secoffice is installed: {PYTHON} manage.py …, or python3 manage.py up.")
        return 0
    return django(command, argv)


def django(command, argv):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "secoffice.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    if command in ("help", "--help", "-h") and len(argv) < 3:
        print(USAGE)
    try:
        execute_from_command_line(argv)
    except ImproperlyConfigured as error:
        print(f"Secoffice: {error}", file=sys.stderr)
        return 2
    return 0


def at_home():
    """Whether this Python is the one of `.venv`."""
    return VENV.exists() and Path(sys.prefix).resolve() == VENV.resolve()


def in_another_home():
    """Whether this is a virtual environment of somebody's own that has what a command needs."""
    from importlib.util import find_spec

    return sys.prefix != sys.base_prefix and all(find_spec(name) for name in ("django", "celery", "axes"))


# -- Setting up --------------------------------------------------------------------------------------------


def set_up(requirements, refresh=True):
    """Make `.venv` hold what these files ask for, and `static/vendor/` what the pages ask for."""
    if not refresh and PYTHON.exists() and any(VENV.glob("secoffice-*.stamp")):
        return
    if ready(requirements):
        return
    with locked():
        if not runs(PYTHON):
            say("Making .venv")
            make_venv()
        stale = [file for file in requirements if not stamped(file)]
        if stale:
            installer.install(PYTHON, requirements, say)
            for file in stale:
                stamp_of(file).write_text(digest(file))
        from secoffice.runtime import assets

        assets.refresh(HOME, PYTHON, say)


def ready(requirements):
    from secoffice.runtime import assets

    return all(map(stamped, requirements)) and runs(PYTHON) and assets.are_fresh(HOME)


def say(text):
    print(f"  {text}", flush=True)


@contextlib.contextmanager
def locked():
    """One at a time: a test run and a start from the same clone must not install over each other."""
    try:
        import fcntl
    except ImportError:
        raise CannotSetUp("Linux or macOS is needed; on Windows, run it inside WSL.") from None
    try:
        VENV.mkdir(exist_ok=True)
        lock = open(VENV / ".lock", "w")  # noqa: SIM115
    except OSError as error:
        raise CannotSetUp(
            f"this folder cannot be written to ({error.strerror}: {HOME}); "
            "put the clone into a folder of your own and run the command there."
        ) from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            say("Another command is setting up .venv; waiting for it")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def make_venv():
    """Without pip: Debian splits off the part of Python that would bring it, and we need it only once."""
    for left_over in ("bin", "lib", "lib64", "include", "pyvenv.cfg"):
        path = VENV / left_over
        if path.is_symlink() or path.is_file():
            path.unlink()
        elif path.exists():
            shutil.rmtree(path)
    for stamp in VENV.glob("secoffice-*.stamp"):
        stamp.unlink()
    import venv

    try:
        venv.EnvBuilder(with_pip=False, symlinks=True).create(VENV)
    except OSError as error:
        raise CannotSetUp(f".venv could not be made ({error}).") from None


def runs(python):
    """Whether this `.venv` still fits: the Python it was made from is there, and the folder was not moved."""
    try:
        wanted = f"version = {sys.version_info.major}.{sys.version_info.minor}."
        return os.access(python, os.X_OK) and (at_home() or wanted in (VENV / "pyvenv.cfg").read_text())
    except OSError:
        return False


def stamp_of(file):
    return VENV / f"secoffice-{'tests' if file == TESTS else 'runs'}.stamp"


def stamped(file):
    try:
        return stamp_of(file).read_text() == digest(file)
    except OSError:
        return False


def digest(file):
    """Of what is wanted and where: a folder that was moved or copied is set up anew."""
    return hashlib.sha256(file.read_bytes() + os.fsencode(VENV)).hexdigest()
