"""Sending through a server that goes wrong at every place of the conversation: each person counted, by the server and by us."""

from __future__ import annotations

import os
import resource
import shutil
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from pathlib import Path

import pytest
import trustme
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from lscb.mailing import deliver, send, smtp
from lscb.mailing.delivery_log import Status, delivery_log
from lscb.mailing.preflight import Checked, checked
from tests.support.building import Built, Run
from tests.support.faulty_mail_server import ALWAYS, Fault, FaultyMailServer

PEOPLE = ("ann@first.example", "bob@second.example", "cat@third.example", "dan@fourth.example")
ISSUE = "aaaaaaah"
CONNECTING = ("greeting", "ehlo", "starttls", "auth")
MESSAGE = ("mail", "rcpt", "data", "content", "dot")
AROUND = ("rset", "quit")
FAULTS = ("451 later", "550 no", "421 closing", "cut", "silence", "garbage")


@pytest.fixture(scope="session")
def letter(small_site: Built, tmp_path_factory: pytest.TempPathFactory) -> Checked:
    """The small site's issue, looked at once: what these tests change is the server."""
    root = tmp_path_factory.mktemp("looked-at") / "project"
    shutil.copytree(small_site.root, root, symlinks=True)
    return replace(checked(root, "2015-spring", date(2015, 9, 16)), faults=())


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


@dataclass
class Desk:
    """Where staff send from."""

    server: FaultyMailServer
    people: Path

    def send(self, *more: str) -> Run:
        command = ["newsletter", "2015-spring", "--to", str(self.people), "--smtp", f"localhost:{self.server.port}", "--really"]
        ran = CliRunner().invoke(send.app, [*command, *more])
        assert ran.exception is None or isinstance(ran.exception, SystemExit), ran.exception
        return Run(ran.exit_code, ran.stdout, ran.stderr)

    def statuses(self) -> dict[str, Status | None]:
        with delivery_log(ISSUE) as log:
            return {person: log.of(person).get(ISSUE) for person in PEOPLE}


@pytest.fixture
def desk(letter: Checked, authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    trusted = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(trusted)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(context)
    people = tmp_path / "people.txt"
    people.write_text("\n".join(PEOPLE))
    (tmp_path / "project").mkdir()
    monkeypatch.chdir(tmp_path / "project")
    for name, value in {
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "SSL_CERT_FILE": str(trusted),
        "LSCB_SMTP_USER": "office",
        "LSCB_SMTP_PASSWORD": "hunter2",
        "COLUMNS": "200",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(send, "checked", lambda *_: letter)
    monkeypatch.setattr(deliver, "PAUSE", 0)
    with FaultyMailServer(tls=context).serving() as server:
        yield Desk(server, people)


def impatient(monkeypatch: pytest.MonkeyPatch, fault: Fault) -> None:
    """Where the server is silent, wait less long than one does in earnest."""
    if fault.how == "silence":
        for name in ("REPLY", "ACCEPTANCE", "GOODBYE"):
            monkeypatch.setattr(smtp, name, 0.4)
        monkeypatch.setattr(deliver, "IN_VAIN", 2)


def check_count(desk: Desk, run: Run, *, most: int = 1) -> None:
    """What the log says is what the server knows, and whoever was not served is told of."""
    assert "Traceback" not in run.said
    statuses = desk.statuses()
    for person, status in statuses.items():
        taken = desk.server.taken[person]
        assert taken <= most, f"{person} was written to twice"
        if status is Status.SENT:
            assert taken >= 1, f"{person} was left out"
        elif status is Status.BEGUN:
            assert person in desk.server.begun, f"{person} is in doubt, and nothing was handed over"
        else:
            assert taken == 0, f"{person} has it, and would be sent it again"
        assert (f"{person}: " in run.err) == (status is not Status.SENT), f"{person}: {status}"
    assert (run.code == 0) == all(status is Status.SENT for status in statuses.values()), run.said


def table() -> Iterator[Fault]:
    for phase, how in product((*CONNECTING, *AROUND), FAULTS):
        yield Fault(phase, how)
        yield Fault(phase, how, times=ALWAYS)
    for phase, how in product(MESSAGE, FAULTS):
        yield Fault(phase, how, at=2)
        yield Fault(phase, how, times=ALWAYS)
        if how != "silence":
            yield Fault(phase, how, at=3, times=ALWAYS)
    for how in ("cut", "silence", "garbage", "354 what?"):
        yield Fault("dot", how, at=2, kept=True)
        yield Fault("dot", how, times=ALWAYS, kept=True)


@pytest.mark.parametrize(
    "fault", list(table()), ids=lambda fault: f"{fault.phase}-{fault.how}-{fault.at}-{fault.times == ALWAYS}-{fault.kept}"
)
def test_whatever_a_server_does_each_person_is_served_once_or_told_of(
    desk: Desk, fault: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patience:
        impatient(patience, fault)
        desk.server.mend(fault)
        check_count(desk, desk.send())
    desk.server.mend()
    run = desk.send()
    check_count(desk, run)
    assert all(status in {Status.SENT, Status.BEGUN} for status in desk.statuses().values())
    in_doubt = {person for person, status in desk.statuses().items() if status is Status.BEGUN}
    run = desk.send("--unsure")
    check_count(desk, run, most=2 if in_doubt else 1)
    assert run.code == 0, run.said
    assert all(desk.server.taken[person] == 1 for person in set(PEOPLE) - in_doubt)


@pytest.mark.parametrize("how", FAULTS)
@pytest.mark.parametrize("phase", MESSAGE)
def test_what_befalls_one_person_keeps_nobody_else_from_theirs(
    desk: Desk, phase: str, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = Fault(phase, how, at=2)
    impatient(monkeypatch, fault)
    monkeypatch.setattr(deliver, "IN_VAIN", 6)
    desk.server.mend(fault)
    desk.send()
    assert [desk.server.taken[person] for person in PEOPLE if person != "bob@second.example"] == [1, 1, 1]


@pytest.mark.parametrize("phase", ["mail", "rcpt", "data", "content"])
def test_a_connection_that_closes_before_a_message_is_whole_costs_nobody_theirs(desk: Desk, phase: str) -> None:
    """Many servers close after so many messages: the next one goes over another connection."""
    desk.server.mend(Fault(phase, "cut", at=2))
    run = desk.send()
    if phase == "content":  # the dot may have gone by then
        check_count(desk, run)
    else:
        assert run.code == 0, run.said
        assert desk.server.taken == dict.fromkeys(PEOPLE, 1)


@pytest.mark.parametrize("how", ["cut", "421 closing", "451 later"])
@pytest.mark.parametrize("phase", CONNECTING)
def test_a_server_that_is_never_there_is_asked_so_often_and_no_more(desk: Desk, phase: str, how: str) -> None:
    desk.server.mend(Fault(phase, how, times=ALWAYS))
    assert desk.send().code == 1
    assert 1 < desk.server.connections <= deliver.IN_VAIN


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from([(p, h) for p in (*MESSAGE, *AROUND) for h in FAULTS if h != "silence"]), min_size=1, max_size=4),
    st.integers(1, 6),
)
def test_one_fault_after_another_leaves_nobody_out(desk: Desk, faults: list[tuple[str, str]], at: int) -> None:
    for file in (desk.people.parent / "state").rglob("*.log"):
        file.unlink()
    desk.server.taken.clear()
    desk.server.begun.clear()
    for number, (phase, how) in enumerate(faults):
        desk.server.mend(Fault(phase, how, at=at, kept=bool(number % 2) and phase == "dot" and how in {"cut", "garbage"}))
        check_count(desk, desk.send())
    desk.server.mend()
    desk.send()
    assert all(status in {Status.SENT, Status.BEGUN} for status in desk.statuses().values())


def test_an_address_that_is_greylisted_is_served_the_next_time(desk: Desk) -> None:
    desk.server.mend(Fault("rcpt", "450 4.7.1 greylisted, try again", times=ALWAYS))
    run = desk.send()
    assert run.code == 1
    assert "ann@first.example: 450 4.7.1 greylisted, try again" in run.err
    desk.server.mend()
    assert desk.send().code == 0
    assert desk.server.taken == dict.fromkeys(PEOPLE, 1)


def test_a_server_that_takes_nothing_from_anybody_is_not_asked_for_ever(desk: Desk) -> None:
    desk.people.write_text("\n".join(f"n{number}@many.example" for number in range(200)))
    desk.server.mend(Fault("mail", "530 5.7.0 sign in first", times=ALWAYS))
    run = desk.send()
    assert run.code == 1
    assert "took none of the last 20 messages; of the last it said: 530 5.7.0 sign in first" in run.err
    assert desk.server.reached["mail"] == deliver.REJECTED
    assert "n199@many.example: not tried" in run.err


def test_addresses_beyond_ascii_are_written_to_where_the_server_can(desk: Desk) -> None:
    desk.people.write_text("zoë@first.example\nbob@bücher.example\n")
    run = desk.send()
    assert run.code == 1
    assert "zoë@first.example: the server cannot write to an address with such letters (SMTPUTF8)" in run.err
    assert desk.server.taken == {"bob@xn--bcher-kva.example": 1}
    assert b"To: bob@xn--bcher-kva.example\r\n" in desk.server.messages["bob@xn--bcher-kva.example"]
    desk.server.extensions = ("SMTPUTF8", "8BITMIME")
    assert desk.send().code == 0
    assert "To: zoë@first.example\r\n".encode() in desk.server.messages["zoë@first.example"]
    assert desk.server.taken["bob@xn--bcher-kva.example"] == 1


@pytest.mark.parametrize("text", ["", "not a key\n", "\0\0\0", "é\n", "abcd\n"])
def test_a_damaged_log_is_told_and_nothing_sent(desk: Desk, text: str) -> None:
    desk.send()
    [log] = (desk.people.parent / "state").rglob("*.log")
    log.write_text(text)
    run = desk.send()
    assert run.code == 1
    assert f"{log} is damaged, and it says who has the issue" in run.err
    assert desk.server.taken == dict.fromkeys(PEOPLE, 1)


def test_a_log_that_cannot_be_kept_stops_the_sending_before_anybody_is_written_to(desk: Desk) -> None:
    state = desk.people.parent / "state"
    state.write_text("a file, where the folder should be")
    run = desk.send()
    assert run.code == 1
    assert "it says who has the issue, so nothing is sent" in run.err
    assert not desk.server.taken


@pytest.mark.parametrize("room", [0, 1, 32, 40, 60, 100, 130, 200])
def test_a_disk_that_is_full_leaves_nobody_written_to_and_not_on_record(desk: Desk, room: int) -> None:
    """A limit on the size of files is what a full disk is: a line is written in part, or not at all."""
    desk.send("--to", "ann@first.example")
    [log] = (desk.people.parent / "state").rglob("*.log")
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (log.stat().st_size + room, usual[1]))
    try:
        run = desk.send()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    assert f"{log} cannot be written" in run.err
    check_count(desk, run)
    desk.send()
    check_count(desk, desk.send("--unsure"), most=2)


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir, lambda log: log.symlink_to("/dev/zero")], ids=["pipe", "folder", "device"])
def test_a_log_that_is_no_file_is_told_and_not_waited_for(desk: Desk, make: Callable[[Path], None]) -> None:
    desk.send("--to", "ann@first.example")
    [log] = (desk.people.parent / "state").rglob("*.log")
    log.unlink()
    make(log)
    run = desk.send()
    assert run.code == 1
    assert str(log) in run.err
    assert desk.server.taken == {"ann@first.example": 1}
