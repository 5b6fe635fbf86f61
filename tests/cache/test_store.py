"""What is kept for the next build: whatever has become of it, it is right or it is empty, and it says so in a line."""

from __future__ import annotations

import multiprocessing
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from lscb.cache.store import MAGIC, PLACE, Store


def kept(root: Path, value: object = ("a", "b"), version: str = "one") -> Path:
    store = Store(root, version)
    store.section("things").put(value, "key", "of it")
    store.save()
    assert store.said == []
    return root / PLACE / "things"


def test_what_was_kept_comes_back_for_the_same_key_alone(tmp_path: Path) -> None:
    kept(tmp_path)
    section = Store(tmp_path, "one").section("things")
    assert section.get("key", "of it") == ("a", "b")
    assert section.get("keyof it") is section.get("key", "of", "it") is section.get("key") is None


def test_another_version_of_the_program_begins_anew(tmp_path: Path) -> None:
    kept(tmp_path)
    store = Store(tmp_path, "two")
    assert store.section("things").get("key", "of it") is None
    assert store.said == []


def cut_short(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-3])


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def another_program(file: Path) -> None:
    file.write_bytes(b"\x80\x04." * 100)


def one_bit(file: Path) -> None:
    raw = bytearray(file.read_bytes())
    raw[-5] ^= 1
    file.write_bytes(raw)


def only_the_head(file: Path) -> None:
    file.write_bytes(MAGIC + b"one")


def a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


DAMAGES = [cut_short, emptied, another_program, one_bit, only_the_head, a_folder]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_what_is_damaged_counts_as_empty_is_told_in_a_line_and_made_again(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    file = kept(tmp_path)
    damage(file)
    store = Store(tmp_path, "one")
    assert store.section("things").get("key", "of it") is None
    [said] = store.said
    assert "\n" not in said
    if file.is_file():
        store.section("things").put(("a", "b"), "key", "of it")
        store.save()
        assert Store(tmp_path, "one").section("things").get("key", "of it") == ("a", "b")


class Trap:
    """Something that runs when it is unpickled."""

    def __reduce__(self) -> tuple[Callable[[str], None], tuple[str]]:
        return Path.touch, (Path("sprung"),)  # type: ignore[return-value]


def test_nothing_is_read_from_outside_the_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    elsewhere, root = tmp_path / "elsewhere", tmp_path / "project"
    store = Store(elsewhere, "one")
    store.section("things").put(Trap(), "key")
    store.save()
    root.mkdir()
    (root / ".cache").symlink_to(elsewhere / ".cache")
    inside = Store(root, "one")
    assert inside.section("things").get("key") is None
    inside.section("things").put("mine", "key")
    inside.save()
    assert "leads out of the project" in inside.said[0]
    assert not (tmp_path / "sprung").exists()


def test_what_cannot_be_kept_is_told_in_a_line_and_ends_nothing(tmp_path: Path) -> None:
    (tmp_path / ".cache").write_text("in the way")
    store = Store(tmp_path, "one")
    store.section("things").put(1, "key")
    store.save()
    assert any(said.startswith("the cache could not be kept (") for said in store.said)


def test_what_two_runs_did_not_use_is_dropped(tmp_path: Path) -> None:
    kept(tmp_path)
    size = (tmp_path / PLACE / "things").stat().st_size
    for number in range(3):
        store = Store(tmp_path, "one")
        store.section("things").put("x", "another", str(number % 2))
        store.save()
    assert Store(tmp_path, "one").section("things").get("key", "of it") is None
    assert (tmp_path / PLACE / "things").stat().st_size < 3 * size


def _keep(root: Path, number: int) -> None:
    for _ in range(30):
        kept(root, "x" * 100_000 * (number + 1))


def test_writers_at_once_leave_a_whole_store(tmp_path: Path) -> None:
    writers = [multiprocessing.get_context("spawn").Process(target=_keep, args=(tmp_path, number)) for number in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
        assert writer.exitcode == 0
    store = Store(tmp_path, "one")
    assert len(store.section("things").get("key", "of it")) in {100_000, 200_000}
    assert store.said == []
    assert [file.name for file in (tmp_path / PLACE).iterdir()] == ["things"]


def test_threads_use_one_store_together(tmp_path: Path) -> None:
    """A preview saves while pages are asked for: with the interpreter's switches as frequent as can be, this ended in errors."""
    before = sys.getswitchinterval()
    store = Store(tmp_path, "one")
    faults: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for turn in range(200):
                store.section(f"things {turn % 50}").put(f"{number} {turn}", str(number), str(turn))
        except RuntimeError as fault:
            faults.append(fault)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    sys.setswitchinterval(1e-6)
    try:
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            store.save()
    finally:
        sys.setswitchinterval(before)
    for thread in threads:
        thread.join()
    assert not faults
    assert not store.said
