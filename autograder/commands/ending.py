"""How a run of `autograder grade` ends: who is to be looked at and why, what to do next, and the exit status.

A class is settled when nothing of it was refused, not taken or faulted that an earlier run has not told already. So the
status is 1 for each of these once, when it is told; for a fault every time, since it is no mark yet; and else 0. What
was noticed about work that is graded is told once too, and is no reason for a 1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.classroom import misplaced, not_taken
from autograder.classroom.log import Log
from autograder.classroom.not_taken import NotTaken
from autograder.commands.noticed import flags, for_staff
from autograder.commands.shared import say

MAX_LINES = 20  # of one kind; the log has all


@dataclass(frozen=True)
class Seen:
    """Something to look at.

    Attributes:
        kind: `refused`, `not taken`, `fault`, `flagged`, or another word for what was seen.
        who: whose work, and on which exercise; or which file.
        why: in a sentence or two.
        settled: it was told before, and nothing has changed.
    """

    kind: str
    who: str
    why: str
    settled: bool = False


def tell(
    results: Sequence[dict[str, Any]],
    log: Log,
    others: Sequence[Seen] = (),
    strangers: Sequence[NotTaken] = (),
    some_of: Container[str] | None = None,
) -> int:
    """Tell how a run ended.

    Args:
        results: of all whom the run looked at, with the marks that the gradebook has now.
        log: gets the same, in full.
        others: what else was seen, such as files in the wrong place; the status is 1 until they are gone.
        strangers: what was collected of people whom nobody knows.
        some_of: if the results are of some students alone, the exercises that the class has begun to hand in.

    Returns:
        The exit status.
    """
    before = log.reported()
    kinds = {_name(result): _kind(result) for result in results}
    noticed = {_name(result): " ".join(flags(result)) for result in results}
    told = {name: _what(result) for result in results if kinds[name := _name(result)] or noticed[name]}
    seen = [
        *(
            Seen(
                kind,
                _who(result),
                " ".join(map(for_staff, result["notes"])).removeprefix(not_taken.SAID),
                _is_settled(result, before),
            )
            for result in results
            if (kind := kinds[_name(result)])
        ),
        *others,
        *(
            Seen("flagged", _who(result), noticed[_name(result)])
            for result in results
            if noticed[_name(result)] and not _is_settled(result, before)
        ),
    ]

    def both(line: str) -> None:
        say(line)
        log.line(line)

    for kind in dict.fromkeys(one.kind for one in seen):
        _list(kind, [one for one in seen if one.kind == kind], both, log)
    waiting = [result for result in results if result["status"] == "graded" and result["needs_manual_grade"]]
    if waiting:
        both(f"to be marked by hand: {_listed(_who(result) for result in waiting)}")
    if astray := [result for result in results if _word(result) == "misplaced"]:
        both(f"misplaced, and nothing else there: {_listed(map(_who, astray))}")
    people = Counter(result["assignment"] for result in results)
    absent: dict[str, list[str]] = {}
    for result in results:
        if result["notes"] == [misplaced.NOTHING]:
            absent.setdefault(result["assignment"], []).append(result["student"])
    if some_of is None:
        idle = [stem for stem, names in absent.items() if len(names) == people[stem]]
    else:
        idle = [stem for stem in absent if stem not in some_of]
    for stem in sorted(absent.keys() - {*idle}):
        both(f"handed in nothing to {stem}: {_listed(absent[stem])}")
    if idle and some_of is None:
        both(f"nobody has handed in yet: {', '.join(idle)}")
    if strangers:
        both(of_strangers(strangers))
    if counts := summary([result for result in results if result["assignment"] not in idle]):
        both(counts)
    elif not idle or some_of is not None:
        both("nothing was handed in")
    status = int(any(not one.settled for one in seen if one.kind != "flagged"))
    if log.path.exists():
        say(f"log: {log.path}")
    both(f"next: {_next(seen, bool(waiting), results)}")
    log.line(f"ended with status {status}")
    log.report(told, map(_name, results))
    return status


def of_strangers(found: Sequence[NotTaken]) -> str:
    """What to say of files whose students nobody knows, so that they may be called absent elsewhere."""
    return (f"collected, but of nobody whom the course knows: {_listed(one.place for one in found)}; "
            "`autograder collect` with --roster finds whose they are, and what was collected by mistake is forgotten "
            f"when it is taken out of {not_taken.PLACE}")  # fmt: skip


def summary(results: Sequence[dict[str, Any]]) -> str:
    """How many results there are of each status; what lies in a wrong place is not missing."""
    words = [_word(result) for result in results]
    count = {word: words.count(word) for word in ("graded", "refused", "misplaced", "not taken", "missing", "fault")}
    return ", ".join(f"{number} {status}" for status, number in count.items() if number)


def _list(kind: str, seen: list[Seen], both: Callable[[str], None], log: Log) -> None:
    fresh = [one for one in seen if not one.settled]
    for place, one in enumerate(fresh):
        (both if place < MAX_LINES else log.line)(f"{kind}: {one.who}: {one.why}")
    if len(fresh) > MAX_LINES:
        say(f"{kind}: and {len(fresh) - MAX_LINES} more, see the log")
    if settled := [one for one in seen if one.settled]:
        say(f"{kind} as before, told already: {_listed(one.who for one in settled)}")
        for one in settled:
            log.line(f"{kind} as before: {one.who}: {one.why}")


def _next(seen: Sequence[Seen], waiting: bool, results: Sequence[dict[str, Any]]) -> str:
    kinds = {one.kind for one in seen if not one.settled}
    if "fault" in kinds:
        return "see to the faults, then `autograder grade` again"
    if kinds - {"refused", "flagged", "not taken"}:
        return "put what lies in a wrong place where it belongs, then `autograder grade` again"
    if waiting:
        return "mark by hand in formgrader (`jupyter lab` in this folder), then `autograder feedback`"
    if any(result["status"] in ("graded", "refused") for result in results):
        return "`autograder feedback`"
    return "put notebooks into submitted/, then `autograder grade` again"


def _name(result: dict[str, Any]) -> str:
    return f"{result['assignment']}/{result['student']}"


def _who(result: dict[str, Any]) -> str:
    return f"{result['student']}, {result['assignment']}"


def _word(result: dict[str, Any]) -> str:
    """The status of a result, which of work that is missing says what there is in place of it."""
    if result["status"] != "missing" or result["notes"] == [misplaced.NOTHING]:
        return str(result["status"])
    return "not taken" if result["notes"][0].startswith(not_taken.SAID) else "misplaced"


def _kind(result: dict[str, Any]) -> str:
    """What is to be told of a result by itself; empty if nothing."""
    word = _word(result)
    return word if word in ("refused", "fault", "not taken") else ""


def _what(result: dict[str, Any]) -> str:
    return f"{result['status']} {result['submission']} {' '.join(result['notes'])}"


def _is_settled(result: dict[str, Any], before: dict[str, str]) -> bool:
    """Whether an earlier run ended with telling of just this; a fault is never settled."""
    return result["status"] != "fault" and before.get(_name(result)) == _what(result)


def _listed(names: Iterable[str]) -> str:
    shown = list(names)
    more = len(shown) - 5
    return f"{len(shown)} ({'; '.join(shown[:5])}{f'; and {more} more' if more > 0 else ''})"
