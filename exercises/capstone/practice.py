"""Practice for the exercise `capstone`: fresh problems for your functions, as often as you like.

    import practice

    practice.run(fit)

It says what it sees, and names a slip that is known and gives just your numbers. It gives no points: the hidden checks
that decide your mark are others, and ask more. This file is made by a program, and needs NumPy only.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np


SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-./:;<=>?@[]^_`{|}~ "
EXACT, COARSE = 4, 3  # signs for a right answer, and for one of a slip
NONE = "'"  # begins what stands for no number


class Draw:
    """Draws the numbers of one problem, the same on every machine.

    Args:
        number: that of the problem.
    """

    def __init__(self, number: int):
        self._random = random.Random(number)

    def between(self, low: float, high: float, *shape: int, digits: int = 2) -> Any:
        """Numbers with a few digits; one number if no shape is given."""
        numbers = [round(low + (high - low) * self._random.random(), digits) for _ in range(math.prod(shape))]
        return np.array(numbers).reshape(shape) if shape else numbers[0]

    def whole(self, low: int, high: int, *shape: int) -> Any:
        """Whole numbers from low to high; one if no shape is given."""
        numbers = [low + int((high - low + 1) * self._random.random()) for _ in range(math.prod(shape))]
        return np.array(numbers).reshape(shape) if shape else numbers[0]

    def one_of(self, *things: Any) -> Any:
        """One of several things."""
        return things[self.whole(0, len(things) - 1)]


@dataclass(frozen=True)
class Task:
    """What is practised of one function.

    Attributes:
        draw: makes the arguments of a problem.
        shapes: what shapes the pieces of the answer have, from the arguments; () is a number.
        play: calls a function with arguments and returns the pieces of its answer; if None, it returns the one piece.
        pieces: what to call the pieces.
        parts: the pieces that each part of the catalogue is about; if empty, all pieces.
        unseen: a sentence on what these problems cannot show.
    """

    draw: Callable[[Draw], tuple[Any, ...]]
    shapes: Callable[..., tuple[tuple[int, ...], ...]]
    play: Callable[..., Any] | None = None
    pieces: tuple[str, ...] = ("result",)
    parts: tuple[tuple[str, tuple[int, ...]], ...] = ()
    unseen: str = ""

    def answer(self, function: Callable[..., Any], args: tuple[Any, ...]) -> tuple[Any, ...]:
        """The pieces of a function's answer."""
        if self.play is None:
            return (function(*args),)
        return tuple(self.play(function, *args))


def copied(args: tuple[Any, ...]) -> tuple[Any, ...]:
    """Copies of the arrays among some arguments."""
    return tuple(arg.copy() if isinstance(arg, np.ndarray) else arg for arg in args)


def mixture(value: Any, salt: int) -> float:
    """One number made of all entries of an array, and of its shape; a number itself."""
    array = np.asarray(value, float)
    if array.ndim == 0:
        return float(array)
    places = sum((axis + 1.618) * (index + 1) for axis, index in enumerate(np.indices(array.shape)))
    return float(np.sum(array * np.cos(places + salt))) + 0.01 * float(np.dot(array.shape, range(1, array.ndim + 1)))


def written(number: float, signs: int) -> str:
    """A number in a few signs; larger ones with fewer digits."""
    if not math.isfinite(number):
        return NONE * signs
    level = round((number / (1 + abs(number)) + 1) / 2 * (len(SIGNS) ** signs - 1))
    text = ""
    for _ in range(signs):
        level, sign = divmod(level, len(SIGNS))
        text = SIGNS[sign] + text
    return text


def level_of(text: str) -> int:
    """The level that some signs stand for; far from all others if they stand for no number."""
    level = 0
    for sign in text:
        if sign == NONE:
            return -(10**12)
        level = level * len(SIGNS) + SIGNS.index(sign)
    return level


def number_of(text: str) -> float:
    """The number that some signs stand for."""
    share = 2 * level_of(text) / (len(SIGNS) ** len(text) - 1) - 1
    return float(share / (1 - abs(share)))


def close(number: float, text: str) -> bool:
    """Whether a number is the one that some signs stand for."""
    return abs(level_of(written(number, len(text))) - level_of(text)) <= 1


# What `release` found out: the pieces of the right answers, and the slips with part, sentence and numbers.
TASKS: dict[str, Task] = {}
ANSWERS: dict[str, tuple[str, ...]] = {}
SLIPS: dict[str, tuple[tuple[str, str, str], ...]] = {}
WITHOUT: dict[str, str] = {}  # functions without problems of their own, and why there are none
POOL = 60  # problems of each function


def problem(name: str, number: int) -> tuple[Any, ...]:
    """The arguments of one problem, to try things by hand."""
    return TASKS[name].draw(Draw(number))


def run(function: Callable[..., Any], count: int = 20) -> None:
    """Try a function on problems drawn afresh, and say what is seen. It gives no points.

    Args:
        function: one of yours, under its own name.
        count: how many problems.
    """
    name = getattr(function, "__name__", "")
    if name in WITHOUT:
        print(f"There is nothing to practise for {name}: {WITHOUT[name]}")
        return
    if name not in TASKS:
        print(f"There are problems for {', '.join(TASKS)}, and for no other function.")
        return
    numbers = random.SystemRandom().sample(range(POOL), min(count, POOL))
    print(f"{name}: {verdict(function, name, sorted(numbers))}")
    print("Practice gives no points: the hidden checks ask more than this.")


def verdict(function: Callable[..., Any], name: str, numbers: list[int]) -> str:
    """What is seen of a function's answers to some problems of the pool."""
    task = TASKS[name]
    seen: dict[int, tuple[Any, ...]] = {}
    for number in numbers:
        args = problem(name, number)
        where = f"practice.problem({name!r}, {number})"
        mine = copied(args)
        try:
            answer = task.answer(function, mine)
        except NotImplementedError:
            return "not written yet, or a function that it calls is not."
        except Exception as error:  # whatever a student's function does
            return f"it stopped with {type(error).__name__}: {error}\nThe arguments were those of {where}."
        for before, after in zip(args, mine, strict=True):
            if isinstance(before, np.ndarray) and not np.array_equal(before, after):
                return f"it changed an argument, which belongs to the caller. The arguments were those of {where}."
        if complaint := unusable(task, args, answer):
            return f"{complaint} The arguments were those of {where}."
        seen[number] = answer
    wrong = {number: pieces for number in numbers if (pieces := wrong_pieces(name, number, seen[number]))}
    if not wrong:
        return f"right on all of {len(numbers)} problems. {task.unseen}".rstrip()
    first = min(wrong)
    lines = [f"wrong on {len(wrong)} of {len(numbers)} problems."]
    if sentences := explained(name, seen, wrong):
        lines += sentences
    else:
        lines.append("No slip that is known here gives these numbers.")
    for piece in wrong[first]:
        shown = compared(name, first, piece, seen[first][piece])
        lines.append(f"The {task.pieces[piece]} for practice.problem({name!r}, {first}): {shown}")
    return "\n".join(lines)


def unusable(task: Task, args: tuple[Any, ...], answer: tuple[Any, ...]) -> str:
    """What is wrong with the kind of an answer, whatever its numbers; nothing if it can be compared."""
    shapes = task.shapes(*args)
    if len(answer) != len(shapes):
        return f"it returned {len(answer)} things; {len(shapes)} were asked for: {', '.join(task.pieces)}."
    for piece, shape, value in zip(task.pieces, shapes, answer, strict=True):
        if value is None:
            return f"its {piece} is None. Did you print it instead of returning it?"
        try:
            array = np.asarray(value)
        except ValueError:
            return f"its {piece} is no array of numbers."
        if array.dtype.kind not in "biuf":
            return f"its {piece} is of type {type(value).__name__}, and not {'an array' if shape else 'a number'}."
        if not np.isfinite(array).all():
            return f"its {piece} holds {array[~np.isfinite(array)][0] if array.ndim else array}."
    return ""


def wrong_pieces(name: str, number: int, answer: tuple[Any, ...]) -> list[int]:
    """The pieces of an answer that are not the right ones."""
    shapes = TASKS[name].shapes(*problem(name, number))
    return [
        piece
        for piece, (shape, value) in enumerate(zip(shapes, answer, strict=True))
        if np.shape(value) != shape or not close(mixture(value, number), right(name, number, piece))
    ]


def right(name: str, number: int, piece: int) -> str:
    """The signs of a right piece."""
    return ANSWERS[name][piece][number * EXACT : (number + 1) * EXACT]


def of_pieces(answer: tuple[Any, ...], pieces: tuple[int, ...], number: int) -> float:
    """One number made of some pieces of an answer; not a number if that cannot be."""
    try:
        return math.fsum((1 + piece) * mixture(answer[piece], number) for piece in pieces)
    except (TypeError, ValueError, IndexError):
        return math.nan


def explained(name: str, seen: dict[int, tuple[Any, ...]], wrong: dict[int, list[int]]) -> list[str]:
    """The sentences of the slips that give just these numbers: of one for all that is wrong, or of one a piece."""
    every = tuple(sorted({piece for pieces in wrong.values() for piece in pieces}))
    for groups in ([every], [(piece,) for piece in every]):
        found = [slip for pieces in groups if (slip := only_slip(name, pieces, seen))]
        if len(found) == len(groups):
            return found
    return []


def only_slip(name: str, pieces: tuple[int, ...], seen: dict[int, tuple[Any, ...]]) -> str:
    """The sentence of the one slip that gives these pieces on every problem; nothing if there is none, or several."""
    parts, every = dict(TASKS[name].parts), tuple(range(len(TASKS[name].pieces)))
    fitting = [
        sentence
        for part, sentence, numbers in SLIPS[name]
        if set(pieces) <= set(about := parts.get(part, every))
        and all(
            close(of_pieces(answer, about, number), numbers[number * COARSE : (number + 1) * COARSE])
            for number, answer in seen.items()
        )
    ]
    return fitting[0] if len(fitting) == 1 and len(seen) > 3 else ""


def compared(name: str, number: int, piece: int, value: Any) -> str:
    """A wrong piece beside the right one, as far as that is known here."""
    shape = TASKS[name].shapes(*problem(name, number))[piece]
    if np.shape(value) != shape:
        return f"its shape is {np.shape(value)}, and should be {shape}."
    if shape == ():
        return f"it should be about {number_of(right(name, number, piece)):.5g}, and is {float(value):.5g}."
    return f"yours is\n{value}"


def _records(draw: Draw) -> tuple[Any, ...]:
    """Settings, mostly the cheaper the worse, around the line of one standard error; sometimes a run was lost."""
    runs, spread = draw.whole(4, 9), draw.one_of(0.004, 0.02, 0.03)
    middle, records = draw.between(0.92, 0.95, digits=4), []
    for place in range(draw.whole(6, 9)):
        noise = [draw.between(-1, 1, digits=4) for _ in range(runs)]
        width = draw.one_of(1.0, 1.0, 4.0)
        records.append(
            {
                "cost": 10_000 - 1000 * place + draw.one_of(0, 0, 2500),
                "train_loss": [draw.between(0.1, 0.5, digits=4) for _ in range(runs)],
                "validation": [middle + width * spread * (each - sum(noise) / runs) for each in noise],
                "test": [draw.between(0.88, 0.94, digits=4) for _ in range(runs)],
            }
        )
        middle -= spread / math.sqrt(runs) * draw.between(0.1, 0.7, digits=2)
    if draw.whole(0, 2) == 0:
        lost = max(records, key=lambda record: sum(record["validation"]))
        run = draw.whole(0, runs - 1)
        for key in ("train_loss", "validation", "test"):
            lost[key][run] = math.nan
    return (records,)


def _bowl(draw: Draw) -> tuple[Any, ...]:
    """Points in as many dimensions as there are weights, whose mean is best; and a budget."""
    middle, W0 = draw.between(-1, 1, 10, 65), draw.between(-0.1, 0.1, 10, 65)
    return middle, W0, draw.whole(900, 1000), draw.one_of(0, 19, 20, draw.whole(100, 400), draw.whole(900, 3000))


def _fitted(function: Any, middle: Any, W0: Any, n_examples: int, budget: int) -> Any:
    """Ones and zeros: whether the budget is kept, whether it is used, whether the weights come nearer, and again."""
    found, spent = [], [0, 0]
    for run in range(2):

        def gradient(W: Any, indices: Any, run: int = run) -> Any:
            spent[run] += max(20, len(indices))
            if spent[run] > 40 * (budget + 100):
                raise RuntimeError("gradient has been called for 40 times the budget: what ends the loop?")
            return W - middle - 0.1 * np.cos(np.add.outer(np.asarray(indices), np.arange(65))).mean(axis=0)

        W = function(gradient, W0, n_examples, budget, np.random.default_rng(1))
        if W is None:
            return 1.0, 1.0, None, None
        found.append(np.asarray(W, float))
    nearer = np.linalg.norm(found[0] - middle) < np.linalg.norm(W0 - middle)
    return (
        float(spent[0] <= budget),
        float(spent[0] >= 0.7 * budget or budget < 100),
        float(nearer if budget >= 400 else np.array_equal(found[0], W0) or budget >= 20),
        float(found[0].shape == found[1].shape and np.allclose(found[0], found[1])),
    )


def _batch(draw: Draw) -> tuple[Any, ...]:
    """Examples, sometimes fewer than ten of them."""
    N, D, C = draw.one_of(7, 15, 20, 25), draw.whole(2, 5), draw.whole(3, 6)
    return draw.between(-1, 1, C, D, digits=3), draw.between(-2, 2, N, D, digits=3), draw.whole(0, C - 1, N)


TASKS = {
    "fit": Task(
        _bowl,
        lambda middle, W0, n_examples, budget: ((), (), (), ()),
        _fitted,
        (
            "budget (1 if it is kept)",
            "budget (1 if it is used)",
            "result (1 if it is nearer to the best weights, or W0 if no call is paid for)",
            "second result (1 if it is the first, from rng in the same state)",
        ),
        unseen="How well you train is not looked at here: each Digits(seed, budget) is a new split to try it on.",
    ),
    "choose": Task(_records, lambda records: ((),)),
    "describe_failure": Task(
        _batch,
        lambda W, X, y: ((min(10, len(y)),),),
        unseen="Equal losses are rare here: that their order is right is for the visible check to show.",
    ),
}


ANSWERS["fit"] = (
    ")M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M"
    ")M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M"
    ")M)M)M)M)M)M)M)M)M)M",
    ")M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M"
    ")M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M"
    ")M)M)M)M)M)M)M)M)M)M",
    ")M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M"
    ")M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M"
    ")M)M)M)M)M)M)M)M)M)M",
    ")M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M"
    ")M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M)M"
    ")M)M)M)M)M)M)M)M)M)M",
)


SLIPS["fit"] = (
)


ANSWERS["choose"] = (
    ";;;;jjjj^b^b;;;;^b^b````;;;;)M)M)M)M;;;;;;;;)M)M?u?ujjjj)M)Mjjjj^b^bjjjj^b^bjjjj?u?ujjjj[[[[)M)M`Sd/)M)M`Sd/)M"
    ")M)M)M;;;;[[[[jjjj?u?u?u?u)M)M;;;;^b^b;;;;?u?u[[[[?u?ujjjj;;;;;;;;;;;;;;;;;;;;jjjj;;;;)M)M)M)M_jjj?u?u_jjj)M)M"
    "_jjj^b^b^b^b)M)M;;;;",
)


SLIPS["choose"] = (
    ('choose', 'Your choice looks at the test accuracies; a test set on which choices are made is no test any more.',
    "_jj;;;)M);;;)M)`Sd;;;?u?`Sd```;;;_jj^b]_jj_jj^b];;;_jj^b]^b]`Sd^b]_jj^b]_jj?u?`Sd^b]?u?[[[)M)`Sd[[[^b]?u?[[[_j"
    "j^b]^b]_jj_jj^b][[[_jj[[[)M)[[[)M)^b]_jj;;;)M)?u?_jj[[[^b]^b][[[```^b]"),
    ('choose', 'Your choice is the setting with the best test accuracy; choose by validation, and leave the test for the end.',
    ";;;;;;)M);;;)M)`Sd;;;jjj^b]`Sd)M)_jj?u??u?)M)jjj;;;?u??u?jjj)M)^b]_jj[[[;;;?u?jjj^b];;;[[[;;;)M)[[[^b]?u?[[[``"
    "`^b])M)_jj_jj^b]?u?_jj)M))M)[[[;;;;;;[[[;;;)M))M)?u?;;;^b]^b]jjj;;;[[["),
    ('choose', 'Your choice is the setting with the lowest training loss; what counts is the validation accuracy.',
    "[[[)M)^b]jjjjjj```?u?jjj_jjjjj;;;_jj)M)^b]jjj)M);;;?u?[[[_jj`Sdjjj?u?^b][[[;;;[[[;;;jjj)M)`Sd_jj)M))M)jjj```;;"
    ";jjj)M)jjjjjj[[[jjj_jjjjj;;;[[[[[[jjj?u?[[[;;;jjjjjj?u??u?`Sd[[[;;;^b]"),
    ('choose', 'Your choice is the setting of the best single run, which may be luck; compare the means over all runs.',
    "jjj?u??u?[[[)M))M)jjj)M);;;?u??u??u?^b]?u?jjj?u?)M))M))M)^b];;;?u?)M);;;^b]jjjjjj)M))M)[[[jjj[[[jjjjjj[[[)M)jj"
    "j;;;jjj[[[_jj)M)?u?;;;;;;[[[)M)[[[^b]`Sdjjjjjj^b]jjjjjj?u?jjjjjj?u?;;;"),
    ('choose', 'Your choice compares the worst run of each setting; compare the means over all runs.',
    ";;;jjj;;;;;;?u?^b])M)jjjjjj)M))M)jjjjjjjjj)M))M);;;jjj;;;jjj?u?jjj;;;)M);;;)M)?u?jjj)M))M))M)jjj)M);;;;;;jjj;;"
    ";;;;)M))M))M);;;)M))M)?u?)M)?u?jjj)M);;;)M)?u?)M);;;;;;;;;)M);;;)M)?u?"),
    ('choose', 'Your choice is always the best mean; a cheaper setting within one standard error of it is to be preferred.',
    ")M)jjj)M))M))M))M))M)jjjjjj)M))M)jjjjjjjjj)M)jjj)M)jjj)M)jjjjjjjjjjjj)M))M)jjjjjjjjj)M)jjjjjjjjjjjj)M))M)jjj)M"
    "))M)jjjjjj)M)jjj)M))M))M)jjjjjjjjj)M)jjj)M))M))M)jjj)M)jjjjjjjjjjjj)M)"),
    ('choose', 'Your line lies one standard deviation below the best mean; the standard error of a mean is smaller by sqrt(n).',
    "[[[jjj^b][[[^b]```^b];;;?u??u??u??u?^b])M);;;[[[^b]?u?^b];;;`Sd)M)```[[[```[[[`Sd[[[?u?^b]_jj)M)```^b]?u?^b]`S"
    "d[[[^b]^b]^b]^b]?u?;;;^b][[[_jj)M)?u??u??u?_jj[[[_jj[[[`Sd_jj`Sd^b]^b]"),
    ('choose', 'Your line lies two standard errors below the best mean; the rule is one.',
    "?u?jjj^b][[[^b]```[[[;;;?u??u??u??u?[[[)M);;;?u?^b]jjj^b])M)[[[)M)```;;;```;;;`Sd?u??u??u?_jj)M)```^b];;;;;;`S"
    "d[[[^b]^b][[[[[[?u?;;;;;;[[[^b])M)?u??u??u?_jj[[[_jj?u?`Sd_jj`Sd?u?^b]"),
    ('choose', 'Your choice lets each setting reach up by its own standard error; the line is that of the best setting alone.',
    "?u??u??u?[[[)M)?u??u?)M)_jj?u??u??u?^b][[[)M)?u?_jjjjj^b]jjj_jj?u?)M)[[[_jjjjj`Sd;;;?u?[[[?u?[[[jjj?u?[[[_jj[["
    "[;;;^b][[[_jj^b]?u?^b]^b][[[;;;[[[^b]`Sd)M)```_jj^b]^b])M))M))M)[[[;;;"),
    ('choose', 'Your standard deviation divides by n; with so few runs use n - 1, which is ddof=1 in NumPy.',
    ";;;jjj^b];;;^b]`Sd;;;)M))M);;;;;;)M))M)jjj)M)jjj^b]jjj^b]jjj;;;jjj?u?)M)`Sd)M)`Sd)M))M))M)[[[jjj?u??u?)M);;;[["
    "[;;;?u??u?)M)jjj;;;;;;;;;;;;;;;jjj)M))M))M)_jj?u?_jj)M)^b]^b]?u?)M);;;"),
    ('choose', 'Your means leave out the runs that were lost; a setting that sometimes fails gets 0 for such a run.',
    ")M)jjjjjj;;;)M)jjj^b])M))M);;;;;;)M)?u?jjj)M)jjj;;;jjjjjjjjj?u?jjj[[[jjj)M))M)`Sd)M))M);;;[[[jjj?u?^b]jjj;;;^b"
    "];;;?u?[[[jjjjjjjjj)M);;;;;;;;;jjjjjj)M))M)_jj?u?_jj)M)_jj^b]^b])M)jjj"),
)


ANSWERS["describe_failure"] = (
    "2`Nh$xu#8iE^_U|Y[ 5V|a>q|+>O31/I=M5j4)2M6^8~`jV`3!23<:q/7Az*AB^(RVtX}IBU-4W>1^ib0[>-#{/4 0l)|o~}BJJ 3b0A=P3A|="
    "r^[b@P`tMU{*!w?AXa%N3F238h~RA~Ixl~_5@ <;z11Ob%<$=%|nDs9#TB_}g$:.NR85:R8ewD8ONAHejV})%`:i;^6@=~@Q]r{=$C6Mmz~&/c"
    "`S_:8^<>6.e6QHUi.PM~",
)


SLIPS["describe_failure"] = (
    ('describe_failure', 'Your indices are those of the smallest losses, so of the examples that are easiest.',
    "3JJuRA7zT^@:8kuDnG2zN4RT(Sw7+a}~XAUL9E{6k{^+/5~lJ3r2Q?JH>2[Z7l~8 e~-^~6~BmZ29O6T0|lr_lb^O)6#Y*dRC%N9Os>P7|T?~P"
    "T2c57?CH.j{s}nGG3*h49r7<Q25MB=o5R!~k-ELS3U_^9y3NOz9x~-65>Q[2:@Cu}Ja]yb"),
    ('describe_failure', 'Your indices run from the tenth largest loss up to the largest; the largest comes first.',
    "3O$uRAQ4v^@:8ku5B&1rI2!h(Sw] /62R^$ULs;.ul^+/~KaS(G~9mJH>6q-0_ 8 e~vcgX!`KW^&NA X4%<^F.`Sg[gT*dRC%Nej6/ZuLYW4|"
    "7DgL1UtH.jC82`<{@:|Id3eki1uk$dK{sx~NuELS2`48}NKMV3k/~*|5>Q1f;@Cu2KE]yb"),
    ('describe_failure', "Your losses hold the largest violation of each example only; the SVM's loss adds up all of them.",
    "^!)A!E<LQ?Cg[ 47z83iE2cE[c9|b?}L/]vG`f*1w?Ei/~L=Hb$~G@+-w}%V1bg@{v~Wt~@45Yb4R@7_{2B7?TO}*41`FNz1:Io?Mg{n3~m^|?"
    "M39t1{EdvT+iy4&>8Wd:.M1[z` EbZ)| s3EX>9u37D@Q]1ag@)4@bl[Mv1ZrIm|!tszJ}"),
    ('describe_failure', 'Your losses add up negative margins too; only violations count, so clip at 0 before you add.',
    "1>$$xu8iFQVpiR#}SW|+=31/W{Z4)26~Y` L5XN<:q7A!_$fI;X}Z0-4W1D#0[?zY> 0l~SynvKOz}=P2|Dh[b?`tL2QbM8XR7&3lO~RA)OW_5"
    "@<;y1Oc]J2_tI9#T?%N=J585:FNe5L/8+`})%;>k6qB74~`/:|{V~3n`S_8^=6.e2m _0C"),
    ('describe_failure', 'Your losses leave out the 1 in each m_ij; it is the distance by which the correct score should lead.',
    "`|ImT&27!?CgyHF6z ~7#5{A=M54UWA0!`jV2Rqvw07A!|DZ;~Z}TCA=&1?m1fc@{v 0l{?)]=02LW=P2}ES[z&|wH2cau~k:Io2PC}eR__c$E"
    "F3;l1a9dvT^hM7^UoLM7432?=|:D8ONh*f|?V:i;CQ~Am7]f4[b2~[z8ZR3<_6.e<]d[+S"),
    ('describe_failure', 'Your indices go by the number of violations; the loss adds up how large they are.',
    "3Uc.D2/$y]o|@-=`sF3?S4)b`TN_[H4og5qq4&F6e2Are`yv|?`}I#8fR2{~2>sbE7|c/|fv7!.3:}6L;?l|^Gr}KI|tWbUA^l}|+9EN99hI6_"
    "E6ft3ge[s5>|M{-%]deIC9]Lm4?g/?*|g:{-o[z(3>n@Q]bs8A+W}vS]eS4Ao[1j3ZIQXx"),
    ('describe_failure', 'Your indices go by the score of the correct class alone; the loss compares it with the other scores.',
    "1(Z$xu2Zl+|y[ 42$y@0#3-?Ah6_u9~p0au88(V3ic/bt4 w^[@}~@A=&4Bo{;}bE7 4x~Or44|3RT2Lb2lAK@D~v0}1j4x757AB*t~0^8O.7Z"
    "[]oR1@C*YP~C?|p 7C`Ivl1qi4|~|Hb}-Q2G%`i)2Hx%^q6-U3Ho};[]9S4_8N4_2#WDAF"),
    ('describe_failure', 'Your order is right but for equal losses: of those the smaller index comes first.',
    "2`N$xu8iF_U{[ 4|a>|+=31/=M54)26^9`jV3!2<:q7A!AB_RVt}IA-4W1^i0[?#{. 0l|o~BJK3b0=P2|=r^Ep`tL{*!?AX%N2238~RAIxm_5"
    "@<;y1Oc<$=|nD9#T_}g&g|85:8ew8ONHej})%:i;6@>5%@{=#6Mn~&.`S_8^=6.eQHU.PM"),
)
