"""What is installed: everything pinned, hashed, at or above the security minimum, and from no address of ours."""

import json
import re
import tomllib

import pytest

from secoffice.runtime import places

PROJECT = tomllib.loads((places.HOME / "pyproject.toml").read_text())
FILES = {
    "runs": (places.HOME / "requirements.txt").read_text(),
    "tests": (places.HOME / "tests/requirements.txt").read_text(),
}
PINS = {
    name: version
    for text in FILES.values()
    for name, version in re.findall(r"^([a-z0-9-]+)==([^\s;\\]+)", text, re.MULTILINE)
}


def number(version):
    return tuple(int(part) for part in re.findall(r"\d+", version.split("post")[0]))


def name_of(requirement):
    return re.match(r"[A-Za-z0-9-]+", requirement)[0].lower()


@pytest.mark.parametrize("name", PROJECT["tool"]["secoffice"]["security-minimum"])
def test_no_pin_is_below_the_security_minimum(name):
    minimum = PROJECT["tool"]["secoffice"]["security-minimum"][name]
    assert minimum["why"]
    assert number(PINS[name]) >= number(minimum["version"])


@pytest.mark.parametrize("name", PROJECT["tool"]["secoffice"]["assets-minimum"])
def test_no_front_end_asset_is_below_the_security_minimum(name):
    minimum = PROJECT["tool"]["secoffice"]["assets-minimum"][name]["version"]
    lock = json.loads((places.HOME / "static/package-lock.json").read_text())
    assert number(lock["packages"][f"node_modules/{name}"]["version"]) >= number(minimum)


@pytest.mark.parametrize("file", FILES)
def test_every_line_is_a_pin_or_a_digest(file):
    for line in FILES[file].splitlines():
        assert re.fullmatch(
            r"#.*|[a-z0-9-]+==[^\s;\\]+( ; [^\\]+)? \\| {4}--hash=sha256:[0-9a-f]{64}( \\)?", line
        ), line
        assert line.startswith("#") or not re.search(r"://|find-links|index-url|\s/", line)


def test_everything_asked_for_is_pinned():
    for requirement in PROJECT["project"]["dependencies"]:
        assert f"\n{name_of(requirement)}==" in f"\n{FILES['runs']}"
    for requirement in PROJECT["dependency-groups"]["test"]:
        assert name_of(requirement) in PINS


def test_each_direct_dependency_stands_beside_its_reason():
    for line in (places.HOME / "pyproject.toml").read_text().splitlines():
        if re.match(r'^    "[A-Za-z0-9-]+(\[|[=<>~])', line):
            assert re.search(r",\s+# \w+", line), line


def test_both_files_agree_where_both_pin():
    both = [re.findall(r"^([a-z0-9-]+)==([^\s;\\]+)", text, re.MULTILINE) for text in FILES.values()]
    first, second = map(dict, both)
    assert {name: first[name] for name in first.keys() & second.keys()} == {
        name: second[name] for name in first.keys() & second.keys()
    }


def test_the_lock_of_the_assets_holds_digests_and_no_address():
    text = (places.HOME / "static/package-lock.json").read_text()
    packages = json.loads(text)["packages"]
    assert "resolved" not in text and "://" not in text
    assert all(
        package.get("integrity", "").startswith("sha512-") for name, package in packages.items() if name
    )
