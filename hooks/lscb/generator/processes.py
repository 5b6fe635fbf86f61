"""Work in as many processes as there are processors, by shares; in this one alone where processes cannot be forked."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection
from typing import Generic, TypeVar, cast

T = TypeVar("T")
R = TypeVar("R")

MOST = 4
FEW = 40  # things that are made sooner than a process is started for them


def processors() -> int:
    """How many processes may work at once."""
    if "fork" not in get_all_start_methods():
        return 1
    return min(MOST, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


def in_shares(work: Callable[[Iterable[T]], R], items: Sequence[T], group: Callable[[T], object] | None = None) -> list[R]:
    """What `work` gives for each share of `items`; things of one `group` are in one share.

    A share that another process could not finish is done in this one, where its failure is raised.
    """
    count = processors() if len(items) > FEW else 1
    shares: list[list[T]] = [[] for _ in range(count)]
    places: dict[object, int] = {}
    for number, item in enumerate(items):
        shares[places.setdefault(group(item) if group else number, len(places)) % count].append(item)
    children = [_Child(work, share) for share in shares[1:]]
    try:
        return [work(shares[0]), *(child.result() for child in children)]
    finally:
        for child in children:
            child.end()


@contextmanager
def beside(work: Callable[[], R]) -> Iterator[Callable[[], R]]:
    """Do one thing in a process beside this one. What is given waits for its result; left before that, the process ends."""
    if processors() == 1:
        yield work
        return
    child: _Child[object, R] = _Child(lambda _: work(), [])
    try:
        yield child.result
    finally:
        child.end()


class _Child(Generic[T, R]):
    def __init__(self, work: Callable[[Iterable[T]], R], share: list[T]) -> None:
        self.work, self.share = work, share
        context = get_context("fork")
        self.receiver, sender = context.Pipe(duplex=False)
        self.process = context.Process(target=_run, args=(work, share, sender, os.getpid()), daemon=True)
        self.process.start()
        sender.close()

    def result(self) -> R:
        try:
            done, result = self.receiver.recv()
        except EOFError:
            done, result = False, None
        return cast(R, result) if done else self.work(self.share)

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.receiver.close()


def _run(work: Callable[[Iterable[T]], R], share: list[T], sender: Connection, parent: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        result = work(_while_wanted(share, parent))
    except Exception:
        sender.send((False, None))
    else:
        sender.send((True, result))


def _while_wanted(share: list[T], parent: int) -> Iterator[T]:
    """A process whose parent was killed must not go on writing."""
    for item in share:
        if os.getppid() != parent:
            os._exit(1)
        yield item
