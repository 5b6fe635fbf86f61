"""Standing first on PYTHONPATH, this sets a process's clock to TEST_CLOCK, from where it goes on."""

from __future__ import annotations

import datetime as standard
import os
import time
from datetime import date as RealDate  # noqa: N812 - the class itself, before ours takes its name
from datetime import datetime as RealDateTime  # noqa: N812
from typing import Any

SHIFT = standard.datetime.fromisoformat(os.environ["TEST_CLOCK"]) - standard.datetime.now(standard.UTC)
real_time = time.time


class _Alike(type):
    """What the standard library makes counts as one of ours."""

    def __instancecheck__(cls, one: object) -> bool:
        return isinstance(one, cls.__mro__[1])


class Date(RealDate, metaclass=_Alike):
    @classmethod
    def today(cls) -> Any:
        return (RealDateTime.now() + SHIFT).date()  # noqa: DTZ005 - the day of the machine


class DateTime(RealDateTime, metaclass=_Alike):
    @classmethod
    def now(cls, tz: standard.tzinfo | None = None) -> Any:
        return (RealDateTime.now(standard.UTC) + SHIFT).astimezone(tz).replace(tzinfo=tz)

    @classmethod
    def today(cls) -> Any:
        return cls.now()


time.time = lambda: real_time() + SHIFT.total_seconds()
setattr(standard, "date", Date)  # noqa: B010 - mypy will have no class assigned to
setattr(standard, "datetime", DateTime)  # noqa: B010
