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

from tests.support.building import Built, Run, built, edit, lscb, parse, shown

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


@pytest.fixture(scope="session")
def published(small_site: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site as it stands after a publication."""
    root = tmp_path_factory.mktemp("published") / "project"
    shutil.copytree(small_site.root, root, symlinks=True)
    recorded = lscb(root, "ledger", "--record")
    assert recorded.code == 0, recorded.said
    return root


@pytest.fixture
def desk(published: Path, tmp_path: Path) -> Desk:
    root = tmp_path / "project"
    shutil.copytree(published, root, symlinks=True)
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
    assert "3 of 3 addresses sent" in run.err
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
        assert [name for name in message if name.startswith("X-")] == ["X-Auto-Response-Suppress"]
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
    assert "bob@second.example: may have it or not; ask, and --unsure sends it again" in run.err
    mailbox.most = 1000
    run = desk.send(desk.list, mailbox.port, *PLAIN, "--really")
    assert run.code == 1
    assert "to 0 of 3 addresses: 1 sent already, 2 may have it (--unsure sends again)" in run.out
    assert mailbox.to == [["ann@first.example"]]
    run = desk.send(desk.list, mailbox.port, *PLAIN, "--really", "--unsure")
    assert run.code == 0
    assert mailbox.to == [["ann@first.example"], ["bob@second.example"], ["cat@third.example"]]


def test_a_refused_recipient_is_told_and_the_others_still_get_theirs(desk: Desk, mailbox: Mailbox) -> None:
    mailbox.answers = {"ann@first.example": "550 no such user", "bob@second.example": "451 try again later"}
    run = desk.send(desk.list, mailbox.port, *PLAIN, "--really")
    assert run.code == 1
    assert "ann@first.example: 550 no such user\n" in run.err
    assert "ann@first.example: refused by the server\n" in run.err
    assert "bob@second.example: 451 try again later\n" in run.err
    assert "bob@second.example: not taken now\n" in run.err
    assert mailbox.to == [["cat@third.example"]]
    mailbox.answers = {"ann@first.example": "550 no such user"}
    run = desk.send(desk.list, mailbox.port, *PLAIN, "--really")
    assert run.code == 1
    assert "to 2 of 3 addresses: 1 sent already" in run.out
    assert mailbox.to == [["cat@third.example"], ["bob@second.example"]]
    desk.list.write_text(LIST.replace("ann@first.example\n", "").replace("ANN@first.example\n", ""))
    assert desk.send(desk.list, mailbox.port, *PLAIN, "--really").code == 0


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
        ("a..b@example.org", "“a..b@example.org” is not an email address: An email address cannot have two periods in a row"),
        ("a" * 5000, "is not an email address"),
        ("no-such-file.txt", "is not an email address"),
        ("no-such-file.txt", "and no file"),
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
    run = desk.send("ann@first.example", 1, "--really", "--security", "quick")
    assert run.code == 2
    run = desk.send("ann@first.example", 1, "--really")
    assert run.code == 1
    assert "localhost:1: [Errno 111] Connection refused" in run.err
    assert "ann@first.example: not tried" in run.err
    run = lscb(
        desk.root, "send", "newsletter", "2015-spring", "--to", "a@b.example", "--smtp", "a..b:25", "--really", env=desk.env
    )
    assert (run.code, "Traceback" in run.err) == (1, False)
    assert "is not the name of a server" in run.err
    assert "Traceback" not in run.err


def test_a_server_without_encryption_gets_nothing_unless_that_is_said(desk: Desk, mailbox: Mailbox) -> None:
    run = desk.send("ann@first.example", mailbox.port, "--really")
    assert run.code == 1
    assert "offers no encryption (STARTTLS): use the server and port that your mail program sends through" in run.err
    assert "--security plain" in run.err
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


def test_a_test_is_marked_goes_to_few_and_keeps_nobody_from_the_real_one(desk: Desk, mailbox: Mailbox, tmp_path: Path) -> None:
    run = desk.send("ann@first.example", mailbox.port, *PLAIN, "--test")
    assert (run.code, mailbox.taken) == (0, [])
    for _ in range(2):
        run = desk.send("ann@first.example", mailbox.port, *PLAIN, "--test", "--really")
        assert run.code == 0, run.said
    assert not list((tmp_path / "state").rglob("*.log"))
    assert desk.send(desk.list, mailbox.port, *PLAIN, "--really").code == 0
    assert mailbox.to == [["ann@first.example"], ["ann@first.example"], *([address] for address in EVERYBODY)]
    assert [message["Subject"] for message in mailbox.messages][1:3] == [
        "[Test] Newsletter: Spring 2015",
        "Newsletter: Spring 2015",
    ]
    assert len({message["Message-ID"] for message in mailbox.messages}) == 5
    desk.list.write_text("\n".join(f"n{number}@many.example" for number in range(11)))
    run = desk.send(desk.list, mailbox.port, *PLAIN, "--test", "--really")
    assert run.code == 1
    assert "a test goes to at most 10 people, and this list has 11" in run.err


CORRECTION = """corrections:
  - id: aaaaaaar
    on: 2015-09-16
    what: The second story named the wrong day.
"""


def corrected(desk: Desk) -> None:
    edit(desk.root, "content/newsletters/2015-spring/issue.md", "events: [safety-week]\n", f"events: [safety-week]\n{CORRECTION}")
    built(desk.root, "--strict")


def test_a_correction_goes_to_those_who_had_the_issue_and_says_what_was_wrong(desk: Desk, mailbox: Mailbox) -> None:
    run = desk.send(desk.list, mailbox.port, *PLAIN, "--correction", "--really")
    assert run.code == 1
    assert "the issue has no correction: say what was wrong under `corrections:`" in run.err
    desk.send("ann@first.example", mailbox.port, *PLAIN, "--really")
    mailbox.most = 1
    desk.send("bob@second.example", mailbox.port, *PLAIN, "--really")
    mailbox.most = 1000
    corrected(desk)
    run = desk.send(desk.list, mailbox.port, *PLAIN, "--correction", "--really")
    assert run.code == 0, run.said
    assert "to 2 of 2 addresses that had the issue before" in run.out
    assert mailbox.to == [["ann@first.example"], ["ann@first.example"], ["bob@second.example"]]
    message = mailbox.messages[-1]
    assert message["Subject"] == "Correction: Newsletter: Spring 2015"
    assert message["Message-ID"].startswith("<aaaaaaar.")
    for part in message.iter_parts():
        assert "The second story named the wrong day." in part.get_content()
    assert "The second story named the wrong day." in shown_page(desk, "newsletters/2015-spring/index.html")
    assert "The second story named the wrong day." in shown_page(desk, "newsletters/2015-spring/whole/index.html")
    assert "Correction: Newsletter: Spring 2015" in (desk.root / "site/newsletters/feed.xml").read_text()
    run = desk.send(desk.list, mailbox.port, *PLAIN, "--correction", "--really")
    assert "to 0 of 2 addresses that had the issue before: 2 sent already" in run.out
    run = desk.send(desk.list, mailbox.port, *PLAIN, "--really")
    assert "to 1 of 3 addresses: 2 sent already" in run.out
    run = desk.send(desk.list, mailbox.port, *PLAIN, "--correction", "--really")
    assert "to 0 of 2 addresses that had the issue before" in run.out
    assert mailbox.to[3:] == [["cat@third.example"]]


def shown_page(desk: Desk, path: str) -> str:
    return shown(parse(desk.root / "site" / path))


def test_an_edition_that_is_older_than_its_content_is_refused(desk: Desk, mailbox: Mailbox) -> None:
    """Whatever it says, wherever that stands: a number in a contact's file is in the email too."""
    for path, old, new in (
        ("content/newsletters/2015-spring/lead.md", "The story", "Another story"),
        ("content/contacts/emergency.md", "title: ", "title: The new "),
        ("content/board.yml", "name: Testford Local", "name: New Testford Local"),
    ):
        file = desk.root / path
        before = file.read_text()
        edit(desk.root, path, old, new)
        run = desk.send(desk.list, mailbox.port, *PLAIN, "--really")
        assert run.code == 1
        assert "2015-spring is not ready: it is older than its content: make build" in run.err
        file.write_text(before)
    assert mailbox.taken == []
    assert desk.send(desk.list, mailbox.port, *PLAIN, "--really").code == 0


def test_an_edition_for_a_later_day_or_of_an_address_that_is_not_published_is_refused(desk: Desk, mailbox: Mailbox) -> None:
    built(desk.root, "--strict", env={"LSCB_AS_OF": "2015-10-01"})
    (desk.root / "content" / "ledger.json").unlink()
    run = desk.send(desk.list, mailbox.port, *PLAIN, "--really")
    assert run.code == 1
    assert "as it stands on 1 October 2015" in run.out
    assert "it was built for a later day, 1 October 2015; the site stands at 16 September 2015" in run.err
    assert "https://www.testford.example/newsletters/2015-spring/ is not published" in run.err
    assert mailbox.taken == []
    run = desk.send("ann@first.example", mailbox.port, *PLAIN, "--test", "--really")
    assert (run.code, len(mailbox.taken)) == (0, 1)
    assert "is not published" in run.err


def test_an_issue_that_is_no_longer_public_is_refused(desk: Desk, mailbox: Mailbox) -> None:
    edit(desk.root, "content/newsletters/2015-spring/issue.md", "season:", "publish_from: 2016-01-01\nseason:")
    (desk.root / "content" / "ledger.json").unlink()
    run = desk.send(desk.list, mailbox.port, *PLAIN, "--really")
    assert run.code == 1
    assert "2015-spring is not public on 16 September 2015" in run.err
    assert mailbox.taken == []


def test_each_message_holds_its_readers_own_way_out(desk: Desk, mailbox: Mailbox) -> None:
    web = "mailings:\n  unsubscribe_web: https://lists.example.org/stop?address={recipient}\n"
    edit(desk.root, "content/board.yml", "as_of:", f"{web}as_of:")
    built(desk.root, "--strict")
    assert desk.send(desk.list, mailbox.port, *PLAIN, "--really").code == 0
    for message, address in zip(mailbox.messages, EVERYBODY, strict=True):
        stop = f"https://lists.example.org/stop?address={address.replace('@', '%40')}"
        for part in message.iter_parts():
            assert stop in part.get_content()
        assert message["List-Unsubscribe"].startswith(f"<{stop}>, <mailto:")
    assert "lists.example.org" not in (desk.root / "site/newsletters/2015-spring/email.eml").read_text()


def changes(desk: Desk, month: str, port: int, *more: str) -> Run:
    command = ("send", "changes", month, "--to", str(desk.list), "--smtp", f"localhost:{port}", *PLAIN, *more)
    return lscb(desk.root, *command, env=desk.env)


def test_a_months_changes_to_procedures_are_sent_once_to_each(desk: Desk, mailbox: Mailbox) -> None:
    run = changes(desk, "2015-03", mailbox.port, "--really")
    assert run.code == 0, run.said
    assert mailbox.to == [[address] for address in EVERYBODY]
    for message in mailbox.messages:
        assert message["Subject"] == "Changes to procedures: March 2015"
        assert message["List-Id"] == "<changes.testford.example>"
        text, html = message.iter_parts()
        for part in (text.get_content(), html.get_content()):
            assert "What to do when professionals disagree." in part
            assert "https://www.testford.example/procedures/escalation/" in part
    assert "3 sent already" in changes(desk, "2015-03", mailbox.port, "--really").out
    assert len(mailbox.taken) == 3


def test_a_month_that_is_not_over_or_had_no_change_is_not_sent(desk: Desk, mailbox: Mailbox) -> None:
    amendment = "amendments: [{id: yyyyyy60, on: 2015-09-10, what: Ring., why: People wrote.}]\npublished:"
    edit(desk.root, "content/procedures/escalation.md", "published:", amendment)
    built(desk.root)
    run = changes(desk, "2015-09", mailbox.port, "--really")
    assert run.code == 1
    assert "2015-09 is not ready: September 2015 is not over: more may change in it" in run.err
    assert "there is no month of changes “2015-06” in site/" in changes(desk, "2015-06", mailbox.port, "--really").err
    assert mailbox.taken == []


def test_a_months_changes_come_in_every_form_a_mailing_has(small_site: Built) -> None:
    for name in ("email.html", "email.txt", "notify.md"):
        said = small_site.files[f"procedures/changes/2015-03/{name}"].decode()
        assert "What to do when professionals disagree." in said
        assert "/whole/" not in said
