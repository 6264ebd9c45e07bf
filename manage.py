#!/usr/bin/env python3
"""The front door: `python3 manage.py up` starts the office, `python3 manage.py test` proves it.

Any Python can read this file, if only to say in one sentence which one is needed.
"""

import os
import subprocess
import sys

OLDEST = (3, 11)


def newer_python():
    """The newest Python on PATH that is new enough and really starts."""
    for minor in range(OLDEST[1] + 9, OLDEST[1] - 1, -1):
        for folder in os.environ.get("PATH", "").split(os.pathsep):
            candidate = os.path.join(folder, "python3.%d" % minor)
            if os.access(candidate, os.X_OK) and answers(candidate):
                return candidate
    return None


def answers(candidate):
    with open(os.devnull, "w") as nowhere:
        try:
            return subprocess.call([candidate, "-c", "import venv"], stdout=nowhere, stderr=nowhere) == 0
        except OSError:
            return False


if __name__ == "__main__":
    if sys.version_info < OLDEST:
        better = newer_python()
        if better is None:
            sys.exit("Secoffice needs Python 3.11 or newer; this is %d.%d." % sys.version_info[:2])
        os.execv(better, [better] + sys.argv)
    from secoffice.runtime.bootstrap import main

    sys.exit(main(sys.argv))
