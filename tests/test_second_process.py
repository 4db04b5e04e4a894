"""Two processes do what one would do: the same results, the same error, and none is left over."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial

import pytest

from generator.second_process import _can_share, meanwhile, results_of

pytestmark = pytest.mark.skipif(not _can_share(), reason="no fork, or one processor")


def number(at: int) -> tuple[int, int]:
    return at, os.getpid()


def failing(at: int) -> tuple[int, int]:
    raise ValueError(at)


def jobs(count: int, *bad: int) -> list[Callable[[], tuple[int, int]]]:
    return [partial(failing if at in bad else number, at) for at in range(count)]


@pytest.mark.parametrize("count", [0, 1, 2, 3, 10, 1001])
def test_results_come_in_order(count: int) -> None:
    found = results_of(jobs(count), large=True)
    assert [at for at, _ in found] == list(range(count))
    assert len({process for _, process in found}) == min(count, 2)


def test_a_small_service_has_no_second_process() -> None:
    assert {process for _, process in results_of(jobs(10), large=False)} == {
        os.getpid()
    }


@pytest.mark.parametrize("bad", [(0,), (1,), (4, 5), (5, 4), (5, 8), (3, 6), (9,)])
def test_the_first_error_is_raised(bad: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=f"^{min(bad)}$"):
        results_of(jobs(10, *bad), large=True)


def test_a_result_that_cannot_be_sent_is_made_here() -> None:
    """A function of the other process means nothing in this one."""
    made: list[Callable[[], int]] = results_of(
        [lambda: lambda: 1, lambda: lambda: 2], large=True
    )
    assert [each() for each in made] == [1, 2]


def killed(first: int) -> int:
    if os.getpid() != first:
        os.kill(os.getpid(), signal.SIGKILL)
    return os.getpid()


def test_what_a_killed_process_owes_is_made_here() -> None:
    found = results_of([partial(killed, os.getpid())] * 4, large=True)
    assert found == [os.getpid()] * 4


_LONG = r"""
import os, signal, time
from generator.second_process import results_of

# What runs in the background of a shell is born without an ear for Ctrl-C.
signal.signal(signal.SIGINT, signal.default_int_handler)

def job():
    os.write(1, b"%d\n" % os.getpid())
    time.sleep(0.01)

results_of([job] * 10**6, large=True)
"""


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGKILL, signal.SIGTERM])
def test_both_end_together(sent: signal.Signals) -> None:
    """Ctrl-C reaches both; the first may also be killed by itself."""
    with subprocess.Popen(
        [sys.executable, "-c", _LONG],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as first:
        assert first.stdout is not None
        processes = {int(first.stdout.readline())}
        while len(processes) < 2:
            processes.add(int(first.stdout.readline()))
        try:
            if sent is signal.SIGINT:
                os.killpg(first.pid, sent)
            else:
                os.kill(first.pid, sent)
            first.communicate(timeout=30)  # ends when both have closed it
        finally:
            with suppress(ProcessLookupError):
                os.killpg(first.pid, signal.SIGKILL)
        assert first.returncode != 0
    (second,) = processes - {first.pid}
    assert is_gone(second)


def is_gone(process: int) -> bool:
    for _ in range(500):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.01)
    return False


def test_a_job_is_done_meanwhile() -> None:
    with meanwhile(os.getpid, large=True) as process:
        assert process() != os.getpid()
    with meanwhile(os.getpid, large=False) as process:
        assert process() == os.getpid()


def test_an_error_meanwhile_is_raised_where_the_result_is_asked_for() -> None:
    with (
        meanwhile(partial(failing, 7), large=True) as number_of,
        pytest.raises(ValueError, match=r"^7$"),
    ):
        number_of()


def test_a_job_that_nobody_waits_for_ends() -> None:
    """An error here may come first."""
    told, tell = os.pipe()

    def job() -> None:
        os.write(tell, b"%d" % os.getpid())
        time.sleep(600)

    with suppress(KeyError), meanwhile(job, large=True):
        process = int(os.read(told, 20))
        raise KeyError
    os.close(told)
    os.close(tell)
    assert process != os.getpid()
    assert is_gone(process)


@pytest.mark.parametrize("refused", ["fork", "pipe"])
def test_where_the_system_has_no_process_to_spare_all_is_done_here(
    refused: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A limit of a container is no error of ours, and leaves no file open."""

    def refuse() -> None:
        raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))

    monkeypatch.setattr(os, refused, refuse)
    free = unused_descriptor()
    assert {process for _, process in results_of(jobs(5), large=True)} == {os.getpid()}
    with pytest.raises(ValueError, match=r"^1$"):
        results_of(jobs(5, 1, 2), large=True)
    with meanwhile(os.getpid, large=True) as process:
        assert process() == os.getpid()
    assert unused_descriptor() == free


def unused_descriptor() -> int:
    """The next that a file would get."""
    found = os.dup(0)
    os.close(found)
    return found
