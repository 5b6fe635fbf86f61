"""Newsletters sent through a real SMTP server on this machine: to each alone, once, and to nobody unless it is really meant."""

from __future__ import annotations

import asyncio
import re
import shutil
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.support.building import Built, Run, lscb

LIST = "ann@first.example\nbob@second.example  # since 2015\n\n# a note\nANN@first.example\ncat@third.example\n"
EVERYBODY = ["ann@first.example", "bob@second.example", "cat@third.example"]


@dataclass
class Mailbox:
    """Keeps what arrives; `answers` are what it says to a recipient instead of taking them, `most` how many messages it takes."""

    taken: list[Envelope] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    most: int = 1000
    port: int = 0

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:  # noqa: N802
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if len(self.taken) >= self.most:
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
            return "421 gone"
        self.taken.append(envelope)
        return "250 OK"

    @property
    def raw(self) -> list[bytes]:
        return [envelope.original_content or b"" for envelope in self.taken]

    @property
    def to(self) -> list[list[str]]:
        return [envelope.rcpt_tos for envelope in self.taken]

    @property
    def messages(self) -> list[EmailMessage]:
        return [message_from_bytes(raw, policy=default) for raw in self.raw]


@dataclass
class Desk:
    """Where staff send from: a project that has been built, their list beside it, and a place for logs."""

    root: Path
    list: Path
    env: dict[str, str]

    def send(self, to: Path | str, port: int, *more: str, **env: str) -> Run:
        command = ("send", "newsletter", "2015-spring", "--to", str(to), "--smtp", f"localhost:{port}", *more)
        return lscb(self.root, *command, env={**self.env, **env})


@pytest.fixture
def desk(small_site: Built, tmp_path: Path) -> Desk:
    root = tmp_path / "project"
    shutil.copytree(small_site.site / "newsletters", root / "site" / "newsletters")
    addresses = tmp_path / "addresses.txt"
    addresses.write_text(LIST)
    return Desk(root, addresses, {"XDG_STATE_HOME": str(tmp_path / "state"), "COLUMNS": "200"})


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    yield from serving(Mailbox())


def serving(mailbox: Mailbox, **options: Any) -> Iterator[Mailbox]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        mailbox.port = free.getsockname()[1]
    controller = Controller(mailbox, hostname="127.0.0.1", port=mailbox.port, **options)
    controller.start()
    yield mailbox
    controller.stop()


PLAIN = ("--security", "plain")


def test_nothing_is_sent_unless_it_is_really_meant(desk: Desk, mailbox: Mailbox) -> None:
    run = desk.send(desk.list, mailbox.port, *PLAIN)
    assert run.code == 0
    assert "to 3 of 3 addresses" in run.out
    assert "Nothing was sent" in run.out
    assert mailbox.taken == []


def test_each_recipient_gets_a_message_of_their_own_that_names_no_other(desk: Desk, mailbox: Mailbox) -> None:
    run = desk.send(desk.list, mailbox.port, *PLAIN, "--really")
    assert run.code == 0, run.said
    assert "3 sent" in run.err
    assert mailbox.to == [[address] for address in EVERYBODY]
    for raw, address in zip(mailbox.raw, EVERYBODY, strict=True):
        assert not any(other.encode() in raw.lower() for other in EVERYBODY if other != address)
    ids = {message["Message-ID"] for message in mailbox.messages}
    assert len(ids) == 3
    for message, address in zip(mailbox.messages, EVERYBODY, strict=True):
        assert not message.defects
        assert message["To"] == address
        assert message["Date"].datetime.utcoffset() is not None
        assert message["Subject"] == "Newsletter: Spring 2015"
        assert message["List-Unsubscribe"] == "<mailto:office@testford.example?subject=unsubscribe>"
        assert not [name for name in message if name.startswith("X-")]
        text, html = message.iter_parts()
        assert "Notes from the editors." in text.get_content()
        assert "Notes from the editors." in html.get_content()


def test_the_same_command_again_sends_nothing_again(desk: Desk, mailbox: Mailbox) -> None:
    desk.send(desk.list, mailbox.port, *PLAIN, "--really")
    run = desk.send(desk.list, mailbox.port, *PLAIN, "--really")
    assert run.code == 0
    assert "to 0 of 3 addresses: 3 sent already" in run.out
    assert len(mailbox.taken) == 3


def test_a_sending_that_broke_off_goes_on_without_sending_twice(desk: Desk, mailbox: Mailbox) -> None:
    mailbox.most = 1
    run = desk.send(desk.list, mailbox.port, *PLAIN, "--really")
    assert run.code == 1
    assert "the connection broke off" in run.err
    mailbox.most = 1000
    run = desk.send(desk.list, mailbox.port, *PLAIN, "--really")
    assert "to 1 of 3 addresses: 1 sent already, 1 may have it (--unsure sends again)" in run.out
    assert mailbox.to == [["ann@first.example"], ["cat@third.example"]]
    desk.send(desk.list, mailbox.port, *PLAIN, "--really", "--unsure")
    assert mailbox.to == [["ann@first.example"], ["cat@third.example"], ["bob@second.example"]]


def test_a_refused_recipient_is_told_and_the_others_still_get_theirs(desk: Desk, mailbox: Mailbox) -> None:
    mailbox.answers = {"ann@first.example": "550 no such user", "bob@second.example": "451 try again later"}
    run = desk.send(desk.list, mailbox.port, *PLAIN, "--really")
    assert run.code == 1
    assert "ann@first.example: refused by the server" in run.err
    assert "bob@second.example: not taken now" in run.err
    assert mailbox.to == [["cat@third.example"]]
    mailbox.answers = {}
    run = desk.send(desk.list, mailbox.port, *PLAIN, "--really")
    assert "to 1 of 3 addresses: 1 sent already, 1 refused by the server" in run.out
    assert mailbox.to == [["cat@third.example"], ["bob@second.example"]]


def test_the_log_names_nobody_and_is_for_its_owner_alone(desk: Desk, mailbox: Mailbox, tmp_path: Path) -> None:
    desk.send(desk.list, mailbox.port, *PLAIN, "--really")
    [log] = (tmp_path / "state").rglob("*.log")
    text = log.read_text()
    assert not re.search("ann|bob|cat|@|example", text)
    assert log.stat().st_mode & 0o077 == 0
    assert log.name == "aaaaaaah.log"


def test_a_line_of_the_log_that_was_cut_short_counts_as_begun(desk: Desk, mailbox: Mailbox, tmp_path: Path) -> None:
    desk.send(desk.list, mailbox.port, *PLAIN, "--really")
    [log] = (tmp_path / "state").rglob("*.log")
    log.write_text(log.read_text().rstrip("\n")[:-2])
    run = desk.send(desk.list, mailbox.port, *PLAIN, "--really")
    assert "2 sent already, 1 may have it" in run.out
    assert len(mailbox.taken) == 3


def test_a_list_inside_the_project_is_refused(desk: Desk, mailbox: Mailbox) -> None:
    inside = desk.root / "list.txt"
    inside.write_text(LIST)
    (desk.list.parent / "link.txt").symlink_to(inside)
    for to in (inside, desk.list.parent / "link.txt"):
        run = desk.send(to, mailbox.port, *PLAIN, "--really")
        assert run.code == 1
        assert "is inside the project" in run.err
    assert mailbox.taken == []


@pytest.mark.parametrize(
    ("to", "told"),
    [
        ("ann@", "“ann@” is not an email address"),
        ("ann@first.example, bob@second.example", "is not an email address"),
        ("ann@first.example\nBcc: bob@second.example", "is not an email address"),
        ("no-such-file.txt", "is not an email address, and no file"),
    ],
)
def test_what_is_no_address_is_refused(desk: Desk, mailbox: Mailbox, to: str, told: str) -> None:
    run = desk.send(to, mailbox.port, *PLAIN, "--really")
    assert run.code == 1
    assert told in run.err
    assert mailbox.taken == []


def test_every_bad_line_of_a_list_is_told_and_nothing_sent(desk: Desk, mailbox: Mailbox) -> None:
    desk.list.write_text("ann@first.example\nbob\n\n  cat@@third.example\n")
    run = desk.send(desk.list, mailbox.port, *PLAIN, "--really")
    assert run.code == 1
    assert f"{desk.list}:2:1: “bob” is not an email address" in run.err
    assert f"{desk.list}:4:3: “cat@@third.example” is not an email address" in run.err
    assert mailbox.taken == []


def test_an_unknown_issue_and_an_unknown_server_are_told(desk: Desk) -> None:
    run = lscb(desk.root, "send", "newsletter", "2015-sprin", "--to", "a@b.example", "--smtp", "localhost", env=desk.env)
    assert (run.code, run.err) == (1, "there is no newsletter “2015-sprin” in site/ (did you mean `2015-spring`?)\n")
    run = desk.send("ann@first.example", 1, "--really")
    assert run.code == 1
    assert "localhost:1: [Errno 111] Connection refused" in run.err
    assert "Traceback" not in run.err


def test_a_server_without_encryption_gets_nothing_unless_that_is_said(desk: Desk, mailbox: Mailbox) -> None:
    run = desk.send("ann@first.example", mailbox.port, "--really")
    assert run.code == 1
    assert "STARTTLS" in run.err
    run = desk.send("ann@first.example", mailbox.port, *PLAIN, "--really", LSCB_SMTP_USER="office", LSCB_SMTP_PASSWORD="hunter2")
    assert run.code == 1
    assert "a password never goes over an open line" in run.err
    assert mailbox.taken == []


def test_user_and_password_go_over_an_encrypted_line(desk: Desk, tmp_path: Path) -> None:
    authority = trustme.CA()
    trusted = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(trusted)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(context)

    def known(server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: LoginPassword) -> AuthResult:
        return AuthResult(success=(given.login, given.password) == (b"office", b"hunter2"), handled=False)

    options = {"tls_context": context, "require_starttls": True, "authenticator": known, "auth_required": True}
    for mailbox in serving(Mailbox(), **options):
        env = {"SSL_CERT_FILE": str(trusted), "LSCB_SMTP_USER": "office"}
        run = desk.send(desk.list, mailbox.port, "--really", **env, LSCB_SMTP_PASSWORD="wrong")
        assert (run.code, mailbox.taken) == (1, [])
        assert "does not accept the user and password" in run.err
        run = desk.send(desk.list, mailbox.port, "--really", **env, LSCB_SMTP_PASSWORD="hunter2")
        assert run.code == 0, run.said
        assert "hunter2" not in run.said
        assert len(mailbox.taken) == 3
        del env["SSL_CERT_FILE"]
        run = desk.send("dan@fourth.example", mailbox.port, "--really", **env, LSCB_SMTP_PASSWORD="hunter2")
        assert run.code == 1
        assert "CERTIFICATE_VERIFY_FAILED" in run.err
        assert len(mailbox.taken) == 3
