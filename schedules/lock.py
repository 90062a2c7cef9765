"""One run at a time: a lock that the system gives back by itself when the process ends, however it ends."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from records.answers import Message


class RunUnderWay(Exception):
    """Another process holds the lock; `message` says which."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


@contextmanager
def only_run(folder: Path) -> Iterator[None]:
    """Hold the folder's lock. Raises RunUnderWay at once if another process holds it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "run.lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            words = "Another run is under way (process {process}). Wait until it has ended; nothing was changed."
            raise RunUnderWay(Message(words, {"process": file.read().strip() or "?"})) from None
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield
