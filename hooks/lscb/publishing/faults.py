"""What keeps a publication from being sent, said to the person who gave the command."""

from __future__ import annotations

from lscb.problems import NOWHERE, Problem


class NotSentError(Exception):
    """Nothing that readers see has changed, unless the problem says otherwise."""

    def __init__(self, target: str, message: str, hint: str) -> None:
        self.problem = Problem(target, NOWHERE, message, hint)
        super().__init__(str(self.problem))
