"""`manage.py test`: finds a browser, then runs the whole suite. Further words go to pytest."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from secoffice.runtime import places

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MOST_PROCESSES = 4


def main(arguments):
    browser, reason = find_browser()
    os.environ["SECOFFICE_BROWSER"] = browser or ""
    os.environ["SECOFFICE_NO_BROWSER"] = reason
    print(f"  Browser tests: {browser or 'skipped, because ' + reason}", flush=True)
    os.chdir(places.HOME)
    os.execv(sys.executable, [sys.executable, "-m", "pytest", *parallel(arguments), *arguments])


def parallel(arguments):
    """On several cores, unless something else was asked for or a single test is being looked at."""
    chosen = any(
        word == "-n" or word.startswith(("-n", "--numprocesses", "--pdb", "-k")) for word in arguments
    )
    named = any("::" in word for word in arguments)
    return (
        []
        if chosen or named
        else ["-n", str(min(MOST_PROCESSES, os.cpu_count() or 1)), "--dist", "loadgroup"]
    )


# -- A browser -------------------------------------------------------------------------------------------------


def find_browser():
    """A Chromium that starts, and otherwise why there is none: asked for, found, installed, in this order."""
    for candidate in candidates():
        if candidate and starts(candidate):
            return str(candidate), ""
    reason = install()
    for candidate in candidates() if not reason else ():
        if candidate and starts(candidate):
            return str(candidate), ""
    return None, reason or "Chromium is installed but does not start."


def candidates():
    yield os.environ.get("SECOFFICE_BROWSER")
    yield from map(shutil.which, BROWSERS)
    yield from sorted(Path("/Applications").glob("*/Contents/MacOS/*Chrom*"))
    cache = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache/ms-playwright")
    yield from sorted(cache.glob("chromium-*/chrome-linux*/chrome"), reverse=True)
    yield from sorted(cache.glob("chromium-*/chrome-mac*/*.app/Contents/MacOS/*"), reverse=True)


def starts(browser):
    try:
        return subprocess.run([browser, "--version"], capture_output=True, timeout=30).returncode == 0
    except (OSError, subprocess.SubprocessError):
        return False


def install():
    """Debian's Chromium where we may; else playwright's own. Returns why it did not work."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        print("  Installing Chromium for the browser tests", flush=True)
        quiet = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
        for words in (["update", "-q"], ["install", "-y", "-q", "--no-install-recommends", "chromium"]):
            done = subprocess.run(["apt-get", *words], env=quiet, capture_output=True, text=True)
        if done.returncode == 0:
            return ""
        return "Chromium is not on this machine and apt-get could not install it."
    try:
        done = subprocess.run(
            [sys.executable, "-m", "playwright", "install", "chromium"], capture_output=True, timeout=300
        )
    except (OSError, subprocess.SubprocessError):
        done = None
    if done is not None and done.returncode == 0:
        return ""
    return "Chromium is not on this machine, and installing it needs root and apt, or the browser download."
