"""Nothing is installed here that is not pinned with its hash: a package that was taken over must not run on anybody's machine."""

from __future__ import annotations

import re

import pytest

from tests.support.building import REPOSITORY

INSTALLS = [
    (file.name, line.strip())
    for file in sorted((REPOSITORY / "scripts").iterdir())
    for line in file.read_text(encoding="utf-8").splitlines()
    if re.search(r"\bpip install\b", line)
]


@pytest.mark.parametrize(("script", "line"), INSTALLS, ids=lambda said: said[:40])
def test_what_a_script_installs_is_pinned(script: str, line: str) -> None:
    assert "--require-hashes" in line or "--no-index" in line, f"scripts/{script} installs what is not pinned"


@pytest.mark.parametrize("name", ["base", "dev", "lock"])
def test_every_package_that_is_locked_has_its_hashes(name: str) -> None:
    text = (REPOSITORY / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    packages = re.split(r"^(?=[a-z])", text, flags=re.MULTILINE)[1:]
    assert packages
    assert [package.split()[0] for package in packages if "==" not in package or "--hash=sha256:" not in package] == []


def test_there_are_scripts_that_install() -> None:
    assert {script for script, _ in INSTALLS} == {"lock", "set-up"}
