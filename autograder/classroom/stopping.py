"""Stop when a person presses Ctrl-C or the machine asks: in order, and without a traceback.

It is loaded first of all, and until then Ctrl-C is not handled: so it loads little.
"""

from __future__ import annotations

import os
import signal
from contextlib import contextmanager

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType
    from typing import NoReturn

TEXT = "autograder: stopped; what was graded is kept, run the same command to go on"
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(KeyboardInterrupt):
    """Somebody asked the program to stop.

    Attributes:
        number: of the signal.
    """

    def __init__(self, number: int):
        super().__init__()
        self.number = number


def at_once(end: Callable[[], object] = lambda: None) -> None:
    """From now on, leave on the spot when asked to stop, as is right while the program is being loaded.

    Args:
        end: ends what runs beside it.
    """

    def leave(number: int, _frame: FrameType | None) -> NoReturn:
        _handle(signal.SIG_IGN)
        os.write(2, f"\n{TEXT}\n".encode())
        end()
        os._exit(128 + number)

    _handle(leave)


def by_exception() -> None:
    """From now on, raise `Stopped` when asked to stop, once: who asks again finds us ending already."""

    def stop(number: int, _frame: FrameType | None) -> NoReturn:
        _handle(signal.SIG_IGN)
        raise Stopped(number)

    _handle(stop)


@contextmanager
def deferred() -> Iterator[Callable[[], int | None]]:
    """Within this block nothing is interrupted.

    Yields:
        A function that gives the number of the signal that asked to stop, None if none did.
    """
    import threading

    asked: list[int] = []
    if threading.current_thread() is not threading.main_thread():  # which alone may handle signals
        yield lambda: None
        return
    before = {number: signal.getsignal(number) for number in _SIGNALS}
    _handle(lambda number, _frame: asked.append(number))
    try:
        yield lambda: asked[0] if asked else None
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def held_back(*numbers: signal.Signals) -> Iterator[None]:
    """Start processes in this block: Ctrl-C does not reach them before they are ready for it.

    Args:
        numbers: of other signals that are not to reach them either.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, *numbers})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def leave_terminal() -> None:
    """In a process that was started with Ctrl-C held back: from now on it only ends when its parent says so."""
    os.setsid()
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _handle(handler: Callable[[int, FrameType | None], object] | signal.Handlers) -> None:
    for number in _SIGNALS:
        if number != signal.SIGHUP or signal.getsignal(number) is not signal.SIG_IGN:  # as under nohup
            signal.signal(number, handler)
