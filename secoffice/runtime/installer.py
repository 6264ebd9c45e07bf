"""Installs pinned, hashed requirements with whatever pip this machine can give us.

In this order: the wheel that Python bundles for its own use; `uv` on PATH; a known pip wheel fetched from the
package index this machine is configured for, and used only if its digest is the one written here.
"""

import base64
import configparser
import hashlib
import html
import os
import re
import shutil
import ssl
import subprocess
import sys
import sysconfig
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

KNOWN_PIPS = {
    "pip-26.3-py3-none-any.whl": "f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13",
    "pip-26.2-py3-none-any.whl": "931c303696af6fa3417112103b1cad26890e5a07eccb5b99783700e33f2b8aad",
    "pip-25.3-py3-none-any.whl": "9655943313a94722b7774661c21049070f6bbb0a1516bf02f7c8d5d9201514cd",
    "pip-24.3.1-py3-none-any.whl": "3790624780082365f47549d032f3770eeb2b1e8bd1f7b2e02dace1afa361b4ed",
}
USUAL_INDEX = (
    "https://pypi.org/simple"  # pip's own default, for a machine that has neither pip nor configuration
)
NO_REGISTRY = (
    "the Python package index cannot be reached, so the requirements could not be installed. Check the network or "
    "the proxy (HTTPS_PROXY), or point pip at your mirror (PIP_INDEX_URL), and run the same command again."
)
UNREACHABLE = (
    "Retrying (",
    "Max retries exceeded",
    "NewConnectionError",
    "ConnectTimeout",
    "ProxyError",
    "SSLError",
    "error sending request",
    "dns error",
    "Failed to fetch",
)


class CannotSetUp(Exception):
    """One clear sentence on why, and what to do."""


def install(python, requirements, say):
    """Install these files into the environment of `python`, showing how far it is."""
    total = sum(file.read_text().count("==") for file in requirements)
    say(f"Installing {total} pinned packages")
    started = time.monotonic()
    files = [word for file in requirements for word in ("-r", str(file))]
    command = [*find_pip(python, say), "--require-hashes", "--only-binary", ":all:", *files]
    lines = follow(command, total)
    if lines is not None:
        raise CannotSetUp(explain(lines))
    say(f"Installed in {time.monotonic() - started:.0f} s")


def find_pip(python, say):
    """The beginning of an install command that works on this machine."""
    bundled = bundled_wheel()
    if bundled is None and (uv := shutil.which("uv")):
        return [uv, "pip", "install", "--python", str(python)]
    wheel = bundled or fetched_wheel(Path(python).parents[1], say)
    return [str(python), f"{wheel}/pip", "install", "--progress-bar", "off"]


def bundled_wheel():
    folders = [sysconfig.get_config_var("WHEEL_PKG_DIR")]
    try:
        import ensurepip

        folders.append(Path(ensurepip.__file__).parent / "_bundled")
    except ImportError:
        pass
    wheels = [wheel for folder in folders if folder for wheel in Path(folder).glob("pip-*.whl")]
    return max(wheels, key=lambda wheel: [int(n) for n in re.findall(r"\d+", wheel.name)[:2]], default=None)


# -- Running it --------------------------------------------------------------------------------------------


def follow(command, total):
    """Run pip, counting packages as it names them. None when all went well, else what it said."""
    said, count, shown = [], 0, sys.stdout.isatty()
    child = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        env=environment(),
    )
    for line in child.stdout:
        said.append(line)
        if line.startswith("Collecting "):
            count += 1
            name = re.split(r"[=<>; ]", line.removeprefix("Collecting "))[0].strip()
            if shown:
                print(f"\r  {min(count, total):3} of {total}  {name:40.40}", end="", flush=True)
            elif count % 10 == 0:
                print(f"  {count:3} of {total}", flush=True)
    if shown and count:
        print("\r" + " " * 60 + "\r", end="", flush=True)
    return said if child.wait() else None


def environment():
    """The user's own pip configuration holds (index, proxy, certificates), but nothing that would lead it
    out of the environment, and it gives up on a dead network in seconds.
    """
    ours = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1", "PIP_USER": "0"}
    ours |= {"PYTHONUNBUFFERED": "1", "UV_NO_PROGRESS": "1"}
    wished = {"PIP_RETRIES": "2", "PIP_ROOT_USER_ACTION": "ignore"}
    dropped = {"PIP_TARGET", "PIP_PREFIX", "PIP_REQUIRE_HASHES", "PYTHONHOME", "PYTHONPATH"}
    return wished | {name: value for name, value in os.environ.items() if name not in dropped} | ours


def explain(lines):
    text = "".join(lines)
    if "No space left" in text:
        return "the disk is full; free some space (about 400 MB) and run the same command again."
    if "DO NOT MATCH THE HASHES" in text or "Hash mismatch" in text:
        return (
            "a package from the index is not the one that was pinned, so nothing of it was installed. "
            "Somebody should look at that index before anybody goes on.\n" + "".join(lines[-12:])
        )
    if "CERTIFICATE_VERIFY_FAILED" in text or "invalid peer certificate" in text:
        return (
            "the package index shows a certificate that this machine does not trust. If your network checks "
            "connections, point pip at its certificates (PIP_CERT) and run the same command again."
        )
    if any(sign in text for sign in UNREACHABLE):
        return NO_REGISTRY
    if missing := re.search(r"No matching distribution found for (\S+)", text):
        python = ".".join(map(str, sys.version_info[:2]))
        return f"the index has no ready-made {missing[1]} for Python {python} on this machine."
    return "the requirements could not be installed; the installer said:\n" + "".join(lines[-12:])


# -- A machine with no pip at all --------------------------------------------------------------------------


def fetched_wheel(folder, say):
    """A pip wheel kept in `.venv`, fetched once. What counts is its digest, not where it came from."""
    for kept in folder.glob("pip-*.whl"):
        if is_known(kept.name, kept.read_bytes()):
            return kept
    say("This Python comes without pip; fetching one")
    failure = None
    for place in offers():
        name = place.partition("#")[0].rpartition("/")[2]
        try:
            content = read(place)
        except OSError as error:
            failure = error
            continue
        if is_known(name, content):
            (folder / name).write_bytes(content)
            return folder / name
    raise CannotSetUp(NO_REGISTRY + (f" ({failure})" if failure else ""))


def is_known(name, content):
    return KNOWN_PIPS.get(name) == hashlib.sha256(content).hexdigest()


def offers():
    """Addresses of the wheels we know, newest first in each place pip would look in."""
    pages = []
    for place in configured("find-links"):
        local = Path(urllib.request.url2pathname(place.removeprefix("file://")))
        if local.is_dir():
            yield from [(local / name).resolve().as_uri() for name in KNOWN_PIPS if (local / name).is_file()]
        else:
            pages.append(place)
    indexes = (configured("index-url") or [USUAL_INDEX])[:1] + configured("extra-index-url")
    for page in [*pages, *(index.rstrip("/") + "/pip/" for index in indexes)]:
        try:
            text = read(page).decode("utf-8", "replace")
        except OSError:
            continue
        links = [html.unescape(link) for link in re.findall(r'href\s*=\s*"([^"]+)"', text)]
        for name in KNOWN_PIPS:
            yield from [urllib.parse.urljoin(page, link) for link in links if f"/{name}" in f"/{link}"]


def configured(option):
    """What pip would use for this option: its environment variable, else its configuration files."""
    value = os.environ.get("PIP_" + option.upper().replace("-", "_"))
    if value is None:
        home = Path.home()
        config = os.environ.get("XDG_CONFIG_HOME") or home / ".config"
        files = ["/etc/pip.conf", home / ".pip/pip.conf", Path(config) / "pip/pip.conf"]
        parser = configparser.RawConfigParser()
        parser.read([*files, os.environ.get("PIP_CONFIG_FILE", "")], encoding="utf-8")
        value = parser.get("install", option, fallback=parser.get("global", option, fallback=""))
    return value.split()


def read(address):
    """The bytes at an http(s) or file address, through the machine's proxies, with a name and password in
    it.
    """
    parts = urllib.parse.urlsplit(address)
    if parts.scheme == "file":
        path = Path(urllib.request.url2pathname(parts.path))
        return (path / "index.html" if path.is_dir() else path).read_bytes()
    bare = parts._replace(netloc=parts.netloc.rpartition("@")[2], fragment="")
    request = urllib.request.Request(bare.geturl(), headers={"Accept": "text/html, */*;q=0.1"})
    if parts.username:
        secret = ":".join(urllib.parse.unquote(part or "") for part in (parts.username, parts.password))
        request.add_header("Authorization", "Basic " + base64.b64encode(secret.encode()).decode())
    proxy = configured("proxy")
    handlers = [urllib.request.ProxyHandler({"http": proxy[0], "https": proxy[0]})] if proxy else []
    return unhurried(request, handlers)


def unhurried(request, handlers):
    """A minimal Debian has no certificates to check a server by. Then we go on unchecked: all we take is a
    file whose digest we know beforehand.
    """
    certificates = (configured("cert") or [None])[0]
    for context in (ssl.create_default_context(cafile=certificates), ssl._create_unverified_context()):
        opener = urllib.request.build_opener(*handlers, urllib.request.HTTPSHandler(context=context))
        try:
            with opener.open(request, timeout=20) as answer:
                return answer.read()
        except urllib.error.URLError as error:
            if not isinstance(error.reason, ssl.SSLCertVerificationError):
                raise
    raise urllib.error.URLError("no certificate to trust")
