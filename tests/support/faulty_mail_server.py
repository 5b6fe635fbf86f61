"""A mail server on this machine that goes wrong at one place of the conversation, and knows what it took and for whom."""

from __future__ import annotations

import base64
import socket
import ssl
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

ALWAYS = 1_000_000


@dataclass(frozen=True)
class Fault:
    """What goes wrong, from the `at`th time that `phase` is reached, so many times.

    `how` is a reply, or `silence` or `cut`. Of a whole message, `kept` says whether the server has it all the same.
    """

    phase: str
    how: str
    at: int = 1
    times: int = 1
    kept: bool = False


class _CutError(Exception):
    """The conversation ends here."""


@dataclass
class FaultyMailServer:
    """`taken` counts messages by recipient, `begun` who any part of a message was sent for; `messages` are the last of each."""

    fault: Fault | None = None
    tls: ssl.SSLContext | None = None
    extensions: tuple[str, ...] = ()
    port: int = 0
    taken: Counter[str] = field(default_factory=Counter)
    begun: set[str] = field(default_factory=set)
    messages: dict[str, bytes] = field(default_factory=dict)
    connections: int = 0
    reached: Counter[str] = field(default_factory=Counter)
    closing: threading.Event = field(default_factory=threading.Event)

    def mend(self, fault: Fault | None = None) -> None:
        """From now on, go wrong otherwise or not at all."""
        self.fault = fault
        self.reached.clear()

    @contextmanager
    def serving(self) -> Iterator[FaultyMailServer]:
        with socket.create_server(("127.0.0.1", 0)) as listening:
            self.port = listening.getsockname()[1]
            accepting = threading.Thread(target=self._accept, args=(listening,))
            accepting.start()
            try:
                yield self
            finally:
                self.closing.set()
                socket.create_connection(("127.0.0.1", self.port)).close()  # wakes the thread that waits for one
                accepting.join()

    def _accept(self, listening: socket.socket) -> None:
        talking = []
        while True:
            connection, _ = listening.accept()
            if self.closing.is_set():
                connection.close()
                break
            talking.append(threading.Thread(target=_Conversation(self, connection).hold))
            talking[-1].start()
        for one in talking:
            one.join()


class _Conversation:
    def __init__(self, server: FaultyMailServer, connection: socket.socket) -> None:
        self.server = server
        self.connection = connection
        self.connection.settimeout(60)
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.file = connection.makefile("rb")
        self.recipient = ""

    def hold(self) -> None:
        self.server.connections += 1
        with suppress(OSError, _CutError):
            self.answer("greeting", "220 ready")
            while line := self.file.readline():
                self.obey(line.decode().rstrip("\r\n"))
        with suppress(OSError):
            self.file.close()
            self.connection.close()

    def obey(self, line: str) -> None:
        word = line.split(" ", maxsplit=1)[0].split(":", maxsplit=1)[0].lower()
        {"helo": self.ehlo}.get(word, getattr(self, word, lambda _: self.say("500 what?")))(line)

    def ehlo(self, line: str) -> None:
        offered = ["hello", *self.server.extensions]
        if self.server.tls:
            offered.append("AUTH PLAIN" if isinstance(self.connection, ssl.SSLSocket) else "STARTTLS")
        self.answer("ehlo", "\r\n".join(f"250{'-' if name != offered[-1] else ' '}{name}" for name in offered))

    def starttls(self, line: str) -> None:
        if self.answer("starttls", "220 go ahead"):
            assert self.server.tls
            self.connection = self.server.tls.wrap_socket(self.connection, server_side=True)
            self.file = self.connection.makefile("rb")

    def auth(self, line: str) -> None:
        assert base64.b64decode(line.split(" ")[2]) == b"\0office\0hunter2"
        self.answer("auth", "235 welcome")

    def mail(self, line: str) -> None:
        self.answer("mail", "250 sender ok")

    def rcpt(self, line: str) -> None:
        self.recipient = line[line.index("<") + 1 : line.index(">")]
        self.answer("rcpt", "250 recipient ok")

    def data(self, line: str) -> None:
        if self.answer("data", "354 go ahead"):
            self.take()

    def rset(self, line: str) -> None:
        self.answer("rset", "250 ok")

    def quit(self, line: str) -> None:
        self.answer("quit", "221 bye")
        raise _CutError

    def take(self) -> None:
        server, recipient = self.server, self.recipient
        lines = []
        server.begun.add(recipient)
        self.answer("content", "")
        while (line := self.file.readline()) != b".\r\n":
            if not line:
                raise _CutError
            lines.append(line)
        fault = self.due("dot")
        if fault is None or fault.kept:
            server.taken[recipient] += 1
            server.messages[recipient] = b"".join(line[1:] if line.startswith(b".") else line for line in lines)
        self.end("250 taken", fault)

    def due(self, phase: str) -> Fault | None:
        self.server.reached[phase] += 1
        fault = self.server.fault
        wrong = fault and fault.phase == phase and fault.at <= self.server.reached[phase] < fault.at + fault.times
        return fault if wrong else None

    def answer(self, phase: str, good: str) -> bool:
        """Say what is right at this point, or what the fault says; whether it was right."""
        fault = self.due(phase)
        self.end(good, fault)
        return fault is None

    def end(self, good: str, fault: Fault | None) -> None:
        match fault.how if fault else "":
            case "":
                if good:
                    self.say(good)
            case "cut":
                raise _CutError
            case "silence":
                while not self.server.closing.wait(0.05):
                    with suppress(TimeoutError):
                        self.connection.settimeout(0.05)
                        if not self.connection.recv(4096):
                            break
                raise _CutError
            case reply:
                self.say(reply)
                if reply.startswith("421"):
                    raise _CutError

    def say(self, reply: str) -> None:
        self.connection.sendall(f"{reply}\r\n".encode())
