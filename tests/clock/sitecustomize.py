"""Standing first on PYTHONPATH, this sets a process's clock to TEST_CLOCK, from where it goes on."""

from __future__ import annotations

import datetime as standard
import os
import time
from typing import Any

SHIFT = standard.datetime.fromisoformat(os.environ["TEST_CLOCK"]) - standard.datetime.now(standard.UTC)
real_time, real_date, real_datetime = time.time, standard.date, standard.datetime


class _Alike(type):
    """What the standard library makes counts as one of ours."""

    def __instancecheck__(cls, one: object) -> bool:
        return isinstance(one, cls.__mro__[1])


class Date(real_date, metaclass=_Alike):
    @classmethod
    def today(cls) -> Any:
        return (real_datetime.now() + SHIFT).date()  # noqa: DTZ005 - the machine's day, as date.today() has it


class DateTime(real_datetime, metaclass=_Alike):
    @classmethod
    def now(cls, tz: standard.tzinfo | None = None) -> Any:
        return (real_datetime.now(standard.UTC) + SHIFT).astimezone(tz).replace(tzinfo=tz)

    @classmethod
    def today(cls) -> Any:
        return cls.now()


time.time = lambda: real_time() + SHIFT.total_seconds()
setattr(standard, "date", Date)  # noqa: B010 - mypy will have no class assigned to
setattr(standard, "datetime", DateTime)  # noqa: B010
