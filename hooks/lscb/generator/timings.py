"""Where the time of a build goes, for `lscb build --timings`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter


def _cpu() -> float:
    """CPU seconds of this process and of those it has waited for."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


@dataclass
class Timings:
    """The stages of a build, each with its wall time and CPU time in seconds."""

    began: float = field(default_factory=perf_counter)
    stages: list[tuple[str, float, float]] = field(default_factory=list)
    _before: float = field(default_factory=_cpu)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time what is done in this block. What ran beside it counts where it is waited for."""
        wall, cpu = perf_counter(), _cpu()
        yield
        self.stages.append((name, perf_counter() - wall, _cpu() - cpu))

    @property
    def wall(self) -> float:
        """Seconds since the build began."""
        return perf_counter() - self.began

    def table(self) -> str:
        """A line a stage."""
        rows = [("start of Python, MkDocs and this program", 0.0, self._before), *self.stages]
        lines = [f"{'stage':42}{'wall s':>8}{'CPU s':>8}", *(f"{name:42}{wall:8.2f}{cpu:8.2f}" for name, wall, cpu in rows)]
        return "\n".join([*lines, f"{'all':42}{self.wall:8.2f}{_cpu():8.2f}"])
