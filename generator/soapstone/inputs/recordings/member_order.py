"""Orders new members among known ones, by the order of elements in recorded messages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from soapstone.model.contract import QName


def placed(
    known: Sequence[QName], new: Iterable[QName], orders: Iterable[Sequence[QName]]
) -> list[QName]:
    """Return the known names in their order, each new one after all names that it followed in a
    message.
    """
    sequences = list(orders)
    waiting = list(dict.fromkeys(new))
    before = {name: _before(name, sequences) for name in waiting}
    result = list(known)
    while waiting:
        free = (name for name in waiting if not before[name] & set(waiting))
        name = next(
            free, waiting[0]
        )  # messages contradict each other: the first one counts
        waiting.remove(name)
        places = [at for at, each in enumerate(result) if each in before[name]]
        result.insert(max(places, default=-1) + 1, name)
    return result


def _before(name: QName, orders: Iterable[Sequence[QName]]) -> set[QName]:
    return {
        each for order in orders if name in order for each in order[: order.index(name)]
    }
