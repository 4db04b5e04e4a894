"""Work for two processors: a second process does every other job, or one job meanwhile.

That process is a copy of this one (``fork``), so jobs need no pickling; their results do. What it
does not answer, because a job of its failed, it was killed, or it could not even begin (a limit on
processes, or on open files), is done here: errors come as without it, that of the first job first.
It ends with this process, however that ends.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

_Result = TypeVar("_Result")
_Job = Callable[[], _Result]

LARGE = 200
"""So many pages of a service, at least, are worth it: more than a second of work. To begin a
process and to fetch its results takes a tenth of one.
"""


def results_of(jobs: Sequence[_Job[_Result]], *, large: bool) -> list[_Result]:
    """The results of jobs, in order; made by two processes where ``large``, and where there are two
    processors and ``fork``.
    """
    if not large or len(jobs) < 2 or not _can_share():
        return [job() for job in jobs]
    done: dict[int, _Result] = {}
    with _second_process(jobs[1::2]) as answers:
        for at in range(0, len(jobs), 2):
            try:
                done[at] = jobs[at]()
            except Exception:
                break  # an earlier one may fail in the other process
        theirs: list[_Result] = _received(answers)
    done |= {2 * at + 1: result for at, result in enumerate(theirs)}
    return [done[at] if at in done else job() for at, job in enumerate(jobs)]


@contextlib.contextmanager
def meanwhile(job: _Job[_Result], *, large: bool) -> Iterator[_Job[_Result]]:
    """A job that a second process does while this one goes on, where ``large`` and it can.

    What is given is to be called once: it waits for the result.
    """
    if not large or not _can_share():
        yield job
        return
    with _second_process([job]) as answers:

        def result() -> _Result:
            done: list[_Result] = _received(answers)
            return done[0] if done else job()

        yield result


def _can_share() -> bool:
    """macOS has ``fork``, and libraries there that do not outlive it."""
    if sys.platform == "win32" or sys.platform == "darwin":
        return False
    return len(os.sched_getaffinity(0)) > 1


@contextlib.contextmanager
def _second_process(jobs: Sequence[_Job[_Result]]) -> Iterator[int | None]:
    """A process that does the jobs; the file descriptor from which its answer can be read.

    None: there is no such process, for the system refuses it.
    """
    begun = _begun(jobs)
    if begun is None:
        yield None
        return
    child, answers = begun
    try:
        yield answers
    finally:
        os.close(answers)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _begun(jobs: Sequence[_Job[_Result]]) -> tuple[int, int] | None:
    """The process, and where its answer can be read; None where there can be none."""
    first = os.getpid()
    with contextlib.ExitStack() as opened, contextlib.suppress(OSError):
        answers, end = os.pipe()
        opened.callback(os.close, end)
        opened.callback(os.close, answers)
        child = os.fork()
        if not child:
            os.close(answers)
            _work(jobs, first, end)
        opened.pop_all()
        os.close(end)
        return child, answers
    return None


def _work(jobs: Sequence[_Job[_Result]], first: int, end: int) -> None:
    """The life of the second process. The terminal's Ctrl-C is for the first, which ends it."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        done: list[_Result] = []
        with contextlib.suppress(Exception):
            for job in jobs:
                if os.getppid() != first:
                    break  # the first has been killed
                done.append(job())
        answer = pickle.dumps(done, pickle.HIGHEST_PROTOCOL)
        with open(end, "wb") as file:
            file.write(answer)
    finally:
        os._exit(0)


def _received(answers: int | None) -> list[_Result]:
    """What the second process has done until a job failed; nothing where it did not get to tell."""
    if answers is None:
        return []
    with open(answers, "rb", closefd=False) as file:
        try:
            found: list[_Result] = pickle.load(file)
        except (EOFError, pickle.UnpicklingError):
            return []
    return found
