"""From a fresh clone to a running command, on machines that lack this or that."""

import ast
import hashlib
import os
import shutil
import subprocess
import sys
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from secoffice.runtime import assets, bootstrap, installer, places

OTHER_PYTHON = """
import runpy, sys
sys.version_info = (3, 9, 18, "final", 0)
sys.argv = ["manage.py", "up"]
runpy.run_path("manage.py", run_name="__main__")
"""


def test_an_old_python_says_in_one_sentence_what_it_needs():
    said = subprocess.run(
        [sys.executable, "-c", OTHER_PYTHON],
        cwd=places.HOME,
        env={"PATH": "/nonexistent"},
        capture_output=True,
        text=True,
    )
    assert said.returncode == 1
    assert said.stderr == "Secoffice needs Python 3.11 or newer; this is 3.9.\n"


def test_an_old_python_makes_way_for_a_newer_one_on_path(tmp_path):
    newer = tmp_path / "python3.12"
    newer.write_text('#!/bin/sh\n[ "$1" = -c ] || echo "started with $1 $2"\n')
    newer.chmod(0o755)
    (tmp_path / "python3.14").write_text("#!/bin/sh\nexit 127\n")  # a shim that leads nowhere
    (tmp_path / "python3.14").chmod(0o755)
    said = subprocess.run(
        [sys.executable, "-c", OTHER_PYTHON],
        cwd=places.HOME,
        env={"PATH": f"{tmp_path}:/bin"},
        capture_output=True,
        text=True,
    )
    assert said.stdout == "started with manage.py up\n"


def test_the_front_door_can_be_read_by_any_python():
    source = (places.HOME / "manage.py").read_text()
    ast.parse(source, feature_version=(3, 4))
    assert source.isascii() and not any(mark in source for mark in ('f"', "f'", ":="))


@pytest.mark.parametrize("name", ["bootstrap", "installer", "assets", "places"])
def test_the_bootstrap_needs_the_standard_library_alone(name):
    code = (
        f"import sys; import secoffice.runtime.{name}; print(*sorted(m.split('.')[0] for m in sys.modules))"
    )
    said = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, '.'); {code}"],
        cwd=places.HOME,
        capture_output=True,
        text=True,
        check=True,
    )
    strangers = set(said.stdout.split()) - sys.stdlib_module_names - {"secoffice", "__main__"}
    assert {name for name in strangers if not name.startswith("_")} == set()


# -- pip on a machine that has none ------------------------------------------------------------------------------


@pytest.fixture
def unconfigured(monkeypatch, tmp_path):
    """A machine without a word of configuration, and without a network it would try."""
    for name in [name for name in os.environ if name.startswith("PIP_") or name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PIP_CONFIG_FILE", str(tmp_path / "pip.conf"))
    monkeypatch.setattr(installer, "USUAL_INDEX", "http://127.0.0.1:1/simple")
    return tmp_path


@pytest.fixture
def wheel(monkeypatch):
    """A pip we know, of eight bytes."""
    monkeypatch.setattr(
        installer, "KNOWN_PIPS", {"pip-99.0-py3-none-any.whl": hashlib.sha256(b"a wheel!").hexdigest()}
    )
    return "pip-99.0-py3-none-any.whl", b"a wheel!"


def index(folder, name, content):
    (folder / "simple/pip").mkdir(parents=True)
    (folder / "files").mkdir()
    (folder / "files" / name).write_bytes(content)
    (folder / "simple/pip/index.html").write_text(
        f'<a href="../../files/pip-1.0.tar.gz#sha256=0">no</a> <a href="../../files/{name}#sha256=1">{name}</a>'
    )


@pytest.fixture
def web(tmp_path):
    """Serves `tmp_path/web` as an index would."""
    folder = tmp_path / "web"
    folder.mkdir()

    class Quiet(SimpleHTTPRequestHandler):
        def __init__(self, *given, **more):
            super().__init__(*given, directory=str(folder), **more)

        def log_message(self, *given):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Quiet) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield folder, f"http://user:pass%20word@127.0.0.1:{server.server_address[1]}/simple"
        server.shutdown()


def test_pip_is_fetched_from_the_index_this_machine_is_configured_for(unconfigured, wheel, web, capsys):
    folder, address = web
    index(folder, *wheel)
    (unconfigured / "pip.conf").write_text(f"[global]\nindex-url = {address}\n")
    found = installer.fetched_wheel(unconfigured, print)
    assert found.read_bytes() == wheel[1]
    shutil.rmtree(folder)
    assert installer.fetched_wheel(unconfigured, print) == found  # the second time without a network


@pytest.mark.parametrize("option", ["PIP_FIND_LINKS", "PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL"])
def test_pip_is_found_in_a_folder_too(unconfigured, wheel, monkeypatch, option):
    (unconfigured / "a mirror").mkdir()
    index(unconfigured / "a mirror", *wheel)
    folder = "files" if option == "PIP_FIND_LINKS" else "simple"
    monkeypatch.setenv(option, (unconfigured / "a mirror" / folder).as_uri())
    assert installer.fetched_wheel(unconfigured, print).read_bytes() == wheel[1]


def test_a_pip_that_is_not_the_one_we_know_is_not_used(unconfigured, wheel, web, monkeypatch):
    folder, address = web
    index(folder, wheel[0], b"another")
    monkeypatch.setenv("PIP_INDEX_URL", address)
    with pytest.raises(installer.CannotSetUp):
        installer.fetched_wheel(unconfigured, print)
    assert not list(unconfigured.glob("*.whl"))


def test_a_kept_pip_that_was_changed_is_not_used(unconfigured, wheel):
    (unconfigured / wheel[0]).write_bytes(b"changed!")
    with pytest.raises(installer.CannotSetUp):
        installer.fetched_wheel(unconfigured, print)


def test_without_a_registry_one_sentence_says_what_to_do(unconfigured, wheel):
    with pytest.raises(installer.CannotSetUp, match="Check the network or the proxy") as reason:
        installer.fetched_wheel(unconfigured, print)
    assert "\n" not in str(reason.value)


def test_uv_serves_where_python_brings_no_pip(monkeypatch, tmp_path):
    monkeypatch.setattr(installer, "bundled_wheel", lambda: None)
    monkeypatch.setattr(installer.shutil, "which", lambda name: f"/bin/{name}")
    assert installer.find_pip(tmp_path / "bin/python", print)[:3] == ["/bin/uv", "pip", "install"]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("WARNING: Retrying (Retry(total=0)) … NewConnectionError", "Check the network or the proxy"),
        (
            "ERROR: Could not find … \nERROR: No matching distribution found for cffi==9",
            "no ready-made cffi==9",
        ),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM", "not the one that was pinned"),
        ("SSLError(… CERTIFICATE_VERIFY_FAILED", "does not trust"),
        ("OSError: [Errno 28] No space left on device", "the disk is full"),
        ("ERROR: something new", "something new"),
    ],
)
def test_what_pip_complains_of_is_said_in_our_words(said, sentence):
    assert sentence in installer.explain(said.splitlines(keepends=True))


def test_the_configuration_of_pip_holds_but_cannot_lead_out_of_the_environment(monkeypatch):
    monkeypatch.setenv("PIP_INDEX_URL", "https://mirror.example.org/simple")
    monkeypatch.setenv("PIP_USER", "1")
    monkeypatch.setenv("PIP_TARGET", "/somewhere")
    environment = installer.environment()
    assert environment["PIP_INDEX_URL"] == "https://mirror.example.org/simple"
    assert environment["PIP_USER"] == "0" and "PIP_TARGET" not in environment


# -- Freshness -------------------------------------------------------------------------------------------------


@pytest.fixture
def clone(tmp_path, monkeypatch):
    """A clone with nothing installed yet, and installers that only note what they were asked."""
    for name in ("HOME", "VENV", "PYTHON", "RUNS", "TESTS"):
        monkeypatch.setattr(bootstrap, name, tmp_path / getattr(bootstrap, name).relative_to(places.HOME))
    (tmp_path / "tests").mkdir()
    bootstrap.RUNS.write_text("django==5\n")
    bootstrap.TESTS.write_text("pytest==9\n")
    asked = []
    monkeypatch.setattr(installer, "install", lambda python, files, say: asked.append(len(files)))
    monkeypatch.setattr(assets, "are_fresh", lambda home: True)
    monkeypatch.setattr(assets, "refresh", lambda *given: None)
    return asked


def test_a_second_start_installs_nothing(clone):
    bootstrap.set_up([bootstrap.RUNS])
    bootstrap.set_up([bootstrap.RUNS])
    assert clone == [1]
    assert bootstrap.runs(bootstrap.PYTHON)


def test_new_requirements_are_installed(clone):
    bootstrap.set_up([bootstrap.RUNS])
    bootstrap.RUNS.write_text("django==6\n")
    bootstrap.set_up([bootstrap.RUNS])
    bootstrap.set_up([bootstrap.RUNS, bootstrap.TESTS])
    assert clone == [1, 1, 2]


def test_an_environment_of_another_python_is_made_anew(clone):
    bootstrap.set_up([bootstrap.RUNS])
    config = bootstrap.VENV / "pyvenv.cfg"
    config.write_text(config.read_text().replace(f"version = {sys.version_info[0]}.", "version = 2."))
    bootstrap.set_up([bootstrap.RUNS])
    assert clone == [1, 1]
    assert bootstrap.runs(bootstrap.PYTHON)


def test_a_failed_installation_is_not_taken_for_a_good_one(clone, monkeypatch):
    def fail(*given):
        raise installer.CannotSetUp("no registry")

    with monkeypatch.context() as patch:
        patch.setattr(installer, "install", fail)
        with pytest.raises(installer.CannotSetUp):
            bootstrap.set_up([bootstrap.RUNS])
    bootstrap.set_up([bootstrap.RUNS])
    assert clone == [1]


def test_a_folder_that_cannot_be_written_is_said_in_one_sentence(clone, monkeypatch, tmp_path):
    (tmp_path / "a file").write_text("")
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / "a file" / ".venv")
    with pytest.raises(installer.CannotSetUp, match="cannot be written to") as reason:
        bootstrap.set_up([bootstrap.RUNS])
    assert "\n" not in str(reason.value)


# -- Front-end assets ------------------------------------------------------------------------------------------


def test_the_assets_are_there_and_ask_for_no_source_map():
    assert assets.are_fresh(places.HOME), "run `python3 manage.py install`"
    for name in assets.FILES.values():
        if name.endswith((".js", ".css")):
            assert b"sourceMappingURL" not in (places.HOME / "static/vendor" / name).read_bytes()


def test_only_the_comment_is_stripped():
    assert assets.SOURCE_MAP.sub(b"\n", b"a{}\n/*# sourceMappingURL=a.css.map */") == b"a{}\n"
    assert assets.SOURCE_MAP.sub(b"\n", b"b();\n//# sourceMappingURL=b.js.map\n") == b"b();\n"


def test_a_borrowed_npm_is_pinned_like_everything_else():
    block = assets.pinned(places.HOME / "tests/requirements.txt", assets.NODE_WHEEL)
    assert block.startswith(f"{assets.NODE_WHEEL}==") and block.count("--hash=sha256:") > 3
    assert block.count("==") == 1
