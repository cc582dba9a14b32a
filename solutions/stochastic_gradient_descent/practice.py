"""Practice for the exercise `stochastic_gradient_descent`: fresh problems for your functions, as often as you like.

    import practice

    practice.run(minibatches)

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


def _epoch(draw: Draw) -> tuple[Any, ...]:
    return draw.whole(3, 20), draw.whole(1, 8), draw.one_of(False, True)


def _sizes(n: int, batch_size: int, drop_last: bool) -> Any:
    left = 0 if drop_last else n % batch_size
    return ((n // batch_size + (left > 0),), (2,))


def _dealt(function: Any, n: int, batch_size: int, drop_last: bool) -> Any:
    """The sizes of the batches, and how many examples come, and how often the most frequent one."""
    batches = [np.asarray(batch) for batch in function(n, batch_size, np.random.default_rng(1), drop_last)]
    every = np.concatenate([*batches, []]).astype(int)
    most = np.bincount(every, minlength=1).max()
    return np.array([len(batch) for batch in batches]), np.array([len(every), most])


def _whole_batches(draw: Draw) -> tuple[Any, ...]:
    """A run in which each batch holds all examples, so that chance has no say."""
    N, D, C = draw.whole(2, 5), draw.whole(1, 3), draw.whole(2, 3)
    lr = draw.one_of(0.1, 0.02, lambda t: 0.1 / (1 + t))
    return draw.between(-1, 1, C, D), draw.between(-2, 2, N, D), draw.whole(0, C - 1, N), draw.one_of(0.0, 0.1), lr, N


def _descended(function: Any, W: Any, X: Any, y: Any, reg: float, lr: Any, N: int) -> Any:
    """The weights and the history after three epochs of a least-squares loss."""

    def loss_grad(W: Any, X: Any, y: Any, reg: float) -> Any:
        off = X @ W.T - (y[:, None] == np.arange(len(W)))
        return np.sum(off**2) / len(X) + reg * np.sum(W**2), 2 * off.T @ X / len(X) + 2 * reg * W

    W, history = function(loss_grad, W, X, y, reg, lr, N, 3, np.random.default_rng(1))
    return W, np.asarray(history)


def _schedule(draw: Draw) -> tuple[Any, ...]:
    kind, lr0 = draw.one_of("step", "exp", "inv", "cosine", "warmup"), draw.one_of(0.1, 0.5, 1.0)
    settings = {
        "step": {"drop": draw.one_of(0.5, 0.1), "every": draw.whole(2, 6)},
        "exp": {"decay": draw.between(0.02, 0.3)},
        "inv": {"decay": draw.between(0.02, 0.3)},
        "cosine": {"n_steps": draw.whole(5, 12), "lr_min": draw.one_of(0.0, 0.02)},
        "warmup": {"n_warmup": draw.whole(2, 8)},
    }
    return kind, lr0, settings[kind]


def _rates(function: Any, kind: str, lr0: float, settings: Any) -> Any:
    rate = function(kind, lr0, **settings)
    return (np.array([rate(t) for t in range(15)]),)


def _copies(draw: Draw) -> tuple[Any, ...]:
    """Two examples and some copies, and a batch of few; or a batch of all, whose error is no matter of chance."""
    U, D, copies = draw.one_of(2, 2, 2, 3), draw.whole(2, 4), draw.one_of(1, 2, 5)
    yu = draw.whole(0, 2, U)
    yu[0], yu[-1] = 0, draw.whole(1, 3)
    return draw.between(0.5, 3, U, D), yu, copies, U * copies if U == 3 else draw.one_of(1, 1, 2)


def _errors(function: Any, Xu: Any, yu: Any, copies: int, B: int) -> Any:
    """The smallest and the largest error of 60 batches, in which every error comes up that there can be."""
    rng = np.random.default_rng(1)
    errors = [function(Xu, yu, copies, B, rng) for _ in range(60)]
    return (None, None) if None in errors else (np.min(errors), np.max(errors))


_CHANCE = "Whether every order has its chance is not looked at here."
TASKS = {
    "minibatches": Task(
        _epoch, _sizes, _dealt, ("sizes of the batches", "count of examples and the most repeats"), (), _CHANCE
    ),
    "sgd": Task(
        _whole_batches,
        lambda W, X, y, reg, lr, N: (W.shape, (3,)),
        _descended,
        ("W", "history"),
        unseen="Here each batch holds all examples; smaller batches, and what is left to chance, are not looked at.",
    ),
    "duplicate_gradient_error": Task(
        _copies,
        lambda Xu, yu, copies, B: ((), ()),
        _errors,
        ("smallest error of 60 batches", "largest error of 60 batches"),
        unseen="How often each error comes up, how much memory it takes, and whether rng decides, are not looked at.",
    ),
    "schedule": Task(_schedule, lambda kind, lr0, settings: ((15,),), _rates, ("rates from t = 0 to 14",)),
}


ANSWERS["minibatches"] = (
    "5]b9jjjjtwG /C5ty7WE@+pQ6>QDk#=%5-.$#z-D?MFU])]f?riAC7#}jjjjYN=r]`w9`G(M]fQR4}%=G-]xjjjj=*3;|6%S:_+T$C1Vgj^)Ah"
    "U1/6GNmH2Mw3|+O?mjCL:87H$w<7`9@cv ``9}WnM<An}T8#uXAEMEuKQ(*jF5=$&U7N5f7;~lU~pp[T/#>&AN[e@OChMk7+SeV|?A?Xoa:*b["
    "[[|+#d=<I*;tGV5/jjjj",
    "G9%LkZ!f2i<evlsk_sa{|Ib3?y4`6S/+5}}XBBi=`;jE{;b?<W4b9=cvkZ!f3x_H[.43`Tjx[B239!8&2lMLkZ!f<iVf}48Q|#nYZATv3I1D3;"
    "1.n)q/{iNN|XmKplc_B4E<3nIj9EBB]IaN`|V_{9!N7rm16i|E5v13?B>T|<&2:*-tHV`Y62#~3BoDu- .{^>D@u&U)5qP6]p.2MD:9G0!|X_w"
    "[#~q{T$JD^mZ3kDFkZ!f",
)


SLIPS["minibatches"] = (
    ('minibatches', 'Your batches leave out the short last one whatever drop_last says; an epoch holds every example.',
    "3`elM)1ek#E8|ze~PKSiW3ahlM)Ex<}yU~Ip`f24CSlM)1@8|q4}^o|X#2)O1LclM)`8&~?g~VEn$Q1xc1(b:b=}vt~CqT=m4p[1k]6t6|aq~G"
    "v}WL3Ge3jd2(s^u[~c_lM)4-33!(1r_]*t~9t|50R7Z3m)1Co66F~M6lM)}uglM)1#[lM)"),
    ('minibatches', 'Your batches overlap: a slice ends before its second number, so order[a : a + batch_size] is enough.',
    "3B4lM)1Hj[>n~KW~i4J6)2T 2Ea7t)~H ~iB{Rt3zFlM)10A}gs~E?|X#2Kt14llM){>9 1E~nzvjb1CA1ma[3;~I{~gAH%C3c$1SV6<_|*e~G"
    "v~qm2Zn2J.2WP{yI F;_m03@]22+1SQ`RB~yZ|50E2U2K40sK8:t~;{|eK}xk6my1DXlM)"),
    ('minibatches', 'Your batches are drawn one by one, with repeats; deal out one permutation, so that each example comes once.',
    "2|~lM)1U0]WJ|`6~KzA2!37r2I`9<]}<H~HQ^]?3qMlM)21i}3.}{z{[P2g01JjlM){R|~[$~U)F$b1l?1.F[VE}-@~97DR63{w1l[8^}|;)~H"
    "7}6*2:X2rW2w``[U~f{^AA3{[2RP1%H_:!~HW{+2Cg82hP1D[B8R~V7|YL}Y05Me1#tlM)"),
    ('minibatches', 'Your batches have no repeats inside, but each is drawn from all n again; deal out one permutation.',
    "2|~lM)1U0]WJ|`6~KzH!%37r2EaGy/}<H~HQ`f24CSlM)21i}W&}^o|X#2g01JjlM){R|~[$~U)n$Q1l?1.F:b=}_Y~5eDR63{w1l[8^}|aq~G"
    "v}6*2:X2rW2w``[U~f{_m03{[2RP1xV{C)~HW|50Cg82hP1D[B8R~V7|eK}Y06my1#tlM)"),
    ('minibatches', 'Your last batch is filled up with examples that had their turn; let it be short.',
    "3eolM)1I6`7;|ze~PKZ_ 3ah1_:7G~}yU~Ip`f24CSlM)1@8}G8}^o|X#2)O1LclM)`8&~?g~ucn$Q1xc1(b:b=}vt~CqT=m4p[1k]6t6|aq~G"
    "v}WL3Ge27p2Ir{Sb~c_|j&4-326a1r__Wr~9t|50R7Z1=81CoCtt~M6~DG}ug3`*1#[lM)"),
    ('minibatches', 'Your batches are of nearly equal size, as by np.array_split; all have batch_size examples but the last.',
    "4m<lM)1X^@o[|zelM)&lD3ah2Ea6~!{OUlM)`f2lM)lM)1@8|1$lM)|X#lM)lM)lM)`8&lM)~BolM)1xclM):b=}vt~CqT=m4p[lM)lM)lM)~G"
    "v}WL3cU2*:2@(_hX~c__m04-32b82Y7@zJ~9t|50R7Z2zq1Co9zv~M6|eK}ug6my1#[lM)"),
    ('minibatches', 'Your last batch takes the remainder in and is too long; what is left over is a batch of its own.',
    "2>LlM)1MDmcA|ze}X&EiF3ah2EaBS|}ZX}BhlM)lM)lM)1@8|`elM)|X#6iT1e$lM)`8&~0%~b-lM)1xc2xw##v}vt~CqT=m4p[2da71LlM)~G"
    "v}WL3cU2bt1} ]_<~c__m04-32M_2Y7^>D~9t|50HY82yI1Co3QK}]}|eK}ug6my1}blM)"),
    ('minibatches', 'Your epoch ends after its first batch: does `return` stand inside the loop?',
    "Bq2lM)2Cs#E8[3:}X&?tw72D2EaJDl{OU}Bh`f24CSlM)dW`_ao}^o|X#6iT2hulM)=lX~0%}okn$Q6wx2xw##v`*}{DOP*M7ls2da71L|aq~G"
    "vr=X6t33jd2(s@I{@<9_m0Bv>3!(4U_*v^_go|50k(;3m)Dio66F^v}|eK^|a6my6k:lM)"),
    ('minibatches', 'Your batches come in the order 0, 1, 2, ... every time; draw a new permutation for each epoch.',
    "40ylM)1Qp=5+|ze~PKwT93ah2Ea6~!}yU~Ip`f24CSlM)1@8|v_}^o|X#2)O1LclM)`8&~?g~aFn$Q1xc1(b:b=}vt~CqT=m4p[1k]6t6|aq~G"
    "v}WL3Ge2wB2d}_hX~c__m04-32b81r_]lB~9t|50R7Z2zE1Co7qg~M6|eK}ug6my1#[lM)"),
    ('minibatches', 'Your epochs are all the same: default_rng(0) starts again in every call; draw from the rng that is given.',
    "40ylM)1Qp=5+|ze~PKwT93ah2Ea6~!}yU~Ip`f24CSlM)1@8|v_}^o|X#2)O1LclM)`8&~?g~aFn$Q1xc1(b:b=}vt~CqT=m4p[1k]6t6|aq~G"
    "v}WL3Ge2wB2d}_hX~c__m04-32b81r_]lB~9t|50R7Z2zE1Co7qg~M6|eK}ug6my1#[lM)"),
    ('minibatches', 'Your batches are sorted; hand out pieces of the permutation as they are.',
    "40ylM)1Qp=5+|ze~PKwT93ah2Ea6~!}yU~Ip`f24CSlM)1@8|v_}^o|X#2)O1LclM)`8&~?g~aFn$Q1xc1(b:b=}vt~CqT=m4p[1k]6t6|aq~G"
    "v}WL3Ge2wB2d}_hX~c__m04-32b81r_]lB~9t|50R7Z2zE1Co7qg~M6|eK}ug6my1#[lM)"),
    ('minibatches', 'Your batches come in random order, but each holds neighbours such as 0, 1, 2; permute the examples first.',
    "40ylM)1Qp=5+|ze~PKwT93ah2Ea6~!}yU~Ip`f24CSlM)1@8|v_}^o|X#2)O1LclM)`8&~?g~aFn$Q1xc1(b:b=}vt~CqT=m4p[1k]6t6|aq~G"
    "v}WL3Ge2wB2d}_wS~c__m04-32b81r_]lB~9t|50R7Z2zE1Co7qg~M6|eK}ug6my1#[lM)"),
    ('minibatches', 'Your drop_last changes nothing; with it, a last batch shorter than batch_size is left out.',
    "40y35!1Qp=5+|ze~a9wT93ah2Ea6~!}%G~O@`-33o`3j;1@8|v_~sx|X#2&=1Gz3<c`8&~`c~aFQkC1xc1ue.S~}vt~CqT=m4p[1gg5y }[.~G"
    "v}WL3O 2wB2d}_hX~c__m04-32b81WA]lB~9t|50<(A2zE1Co7qg~V>|eK}ug6my1wO3;T"),
    ('minibatches', 'Your drop_last leaves out the last batch even if it is full; look at its length first.',
    "40ylM)1Qp=5+|ze~PKwT93<K2Ea6~!}yU~Ip`f24CSlM)269|v_}^o|X#2)O1LclM)`8&~?g~aFn$Q1xc1(b:b=}RV~CqT=m4p[1k]6t6|aqlM"
    ")}Dx3Ge2wB2d}_hX~c__m0Bv>2b81r_]lB}&F|50R7Z2zE1Kg7qg~M6|eK}ug6my1#[lM)"),
    ('minibatches', 'Your drop_last is upside down: the short batch is left out without it, and kept with it.',
    "3`e35!1ek#E8|ze~a9SiW3ahlM)Ex<}%G~O@`-33o`3j;1@8|q4~sx|X#2&=1Gz3<c`8&~`c~VEQkC1xc1ue.S~}vt~CqT=m4p[1gg5y }[.~G"
    "v}WL3O 3jd2(s^u[~c_lM)4-33!(1WA]*t~9t|50<(A3m)1Co66F~V>lM)}uglM)1wO3;T"),
    ('minibatches', 'Your drop_last leaves out the highest numbers in every epoch; permute all n first, then drop what is left.',
    "40ylM)1Qp=5+|ze~PKwT93ah2Ea6~!}yU~Ip`f24CSlM)1@8|v_}^o|X#2)O1LclM)`8&~?g~aFn$Q1xc1(b:b=}vt~CqT=m4p[1k]6t6|aq~G"
    "v}WL3Ge2wB2d}_hX~c__m04-32b81r_]lB~9t|50R7Z2zE1Co7qg~M6|eK}ug6my1#[lM)"),
)


ANSWERS["sgd"] = (
    "f6saV-VUyQB2;geWa$IK..bG+i98h@iyjdu(M$GSVV}ylB!Sw]lSQ2ypf&>5w!ZCy#$?&05ThIY_xgxrl+(yd>^Op 5h#U4B&cOv*r@+qL9.Gh"
    "nxg=-GxsC`!U1;uM/Mla-%v0a%vT`FdDA>L&^kaUV$sGQ&hx4UY;<lZ2~+nzA%on<:dFVXen2_mvZJ(kJ%i4L3hC9[pLdH)T[lkF/>nZC4lmbV"
    "WY2evU!d!=/HdhK$x]16",
    "K/yi5Bh:HZ0n=IX @]`)?[uXQX:PHmsR9T;T-(]o;uOA!t1BPYOc7pBu9xn(oh%J*m8*]MH4dyv#C6/G6-r<slHi;jUF=^`};MERG+U+I*qd9i"
    ":A$hIq>/<Vbe!3M$v*I 9kJK3W$62$[.o1+Z`?R@@AE/owa4ZPK4+G&979.~3EJN`wBg- QfDbC=[*#<5m@w.+rh8XJj/FPV9#r8X##>@;;6)s"
    "tc)0E)1pC?;zDK+%7^$p",
)


SLIPS["sgd"] = (
    ('sgd', 'Your X is shuffled and your y is not; take X[batch] and y[batch] with the same indices.',
    "DlJ2w|K]l_]e_  `/WDhjB/V5H:$5d[ja)QX;{53>c5ZU+Hh@zl{7=X+A8L%4G>vY5]e(_Z(^->BbZYi55vl+lK_q;oiYE*GCCwB5:?L:`>V/$"
    "YCo69O<T3wB7 -!c[K^CwX6+BJ@85c(=EO`eXv-^A+#:8`I;7]i:@oLplvB6:6[&7P(5qk"),
    ('sgd', 'Your epochs have n // batch_size steps; the examples left over are one more batch, a short one.',
    "D6m2w|CBM_{$`D;`*:a]lA*t5H::Q9@/v+$8K~u3>c5VI#ig>;>{npX+A7gk3!9vY5[|^_9^]^9D-#CYZ4aC-.H_cIpz9G>?CCwDaE:US`-i-b"
    "vI8E9OXT3wB<4-!c@3ZCwX6bpH)+7qp=EO`CDv-^C^(S% w>4.b7[ePplv9eK8V%7ne4m`"),
    ('sgd', 'Your batches are drawn with repeats; within an epoch each example has its turn once.',
    "ATY2-/7ec{ga`h&{~VIC48sa6UK>MI](pG5C.BB2?J6y3GaN;)m{NESc/I$X6i]()*@|Q_q6`?)OlQ+Sf5+V(yL^]?=asAdqHmAw`=JrA_lAf6"
    "LM1^C)?Zz#<Bl-Os] a9y@2ToS?@5&%?fs{e$(vrG{>H|Ny8[<TB@l]G#+A29zDI6ow4sd"),
    ('sgd', 'Your permutation is drawn once for all epochs; draw a new one at the start of each epoch.',
    "D6m2w|CBM_{$`D;`*:a]lA*t5H::Q9@/v+$8K~u3>c5VI#ig>;>{npX+A7gk3!9vY5[|^_9^]^9D-#CYZ4aC-.H_cIpz9G>?CCwDaE:US`-i-b"
    "vI8E9OXT3wB<4-!c@3ZCwX6bpH)+7qp=EO`CDv-^C^(S% w>4.b7[ePplv9eK8V%7ne4m`"),
    ('sgd', 'Your batches come in the order of the data; draw a permutation at the start of each epoch.',
    "D6m2w|CBM_{$`D;`*:a]lA*t5H::Q9@/v+$8K~u3>c5VI#ig>;>{npX+A7gk3!9vY5[|^_9^]^9D-#CYZ4aC-.H_cIpz9G>?CCwDaE:US`-i-b"
    "vI8E9OXT3wB<4-!c@3ZCwX6bpH)+7qp=EO`CDv-^C^(S% w>4.b7[ePplv9eK8V%7ne4m`"),
    ('sgd', 'Your order comes from a generator of your own with a fixed seed; draw from the rng that is given.',
    "D6m2w|CBM_{$`D;`*:a]lA*t5H::Q9@/v+$8K~u3>c5VI#ig>;>{npX+A7gk3!9vY5[|^_9^]^9D-#CYZ4aC-.H_cIpz9G>?CCwDaE:US`-i-b"
    "vI8E9OXT3wB<4-!c@3ZCwX6bpH)+7qp=EO`CDv-^C^(S% w>4.b7[ePplv9eK8V%7ne4m`"),
    ('sgd', 'Your generator starts again in every epoch, so all of them are alike; draw from the rng that is given.',
    "D6m2w|CBM_{$`D;`*:a]lA*t5H::Q9@/v+$8K~u3>c5VI#ig>;>{npX+A7gk3!9vY5[|^_9^]^9D-#CYZ4aC-.H_cIpz9G>?CCwDaE:US`-i-b"
    "vI8E9OXT3wB<4-!c@3ZCwX6bpH)+7qp=EO`CDv-^C^(S% w>4.b7[ePplv9eK8V%7ne4m`"),
    ('sgd', 'Your run ends after one epoch; n_epochs times all examples have their turn.',
    "PR#2v`5 i/5$`5*}KQ=$=B*!3;%Bt5<<4`4{[l{4an4fL82P.2@|N$+`tN;#2{f9Ur#d$_y%{oo.#H9s33EsSNz_1{^a;;x}E(j6;S9*~^@E_A"
    "{-r^J5NLsU7_1n/5[[[^<wJ?*CR13yk&l3`Ih@y/-TySJA6MvG=/?=~@$2[V5D5i4|L3v5"),
    ('sgd', 'Your run ends after its first step: does `return` stand inside the loops? Let it stand after them.',
    "PR#2v`5 i/5$`5*}KQ=$=B*!3;%Bt5<<4`4{[l{4an4fL82P.2@|N$+`tN;#2{f9Ur#d$_y%{oo.#H9s33EsSNz_1{^a;;x}E(j6;S9*~^@E_A"
    "{-r^J5NLsU7_1n/5[[[^<wJ?*CR13yk&l3`Ih@y/-TySJA6MvG=/?=~@$2[V5D5i4|L3v5"),
    ('sgd', 'Your run takes n_epochs steps; an epoch is one pass through all examples, so about n / batch_size steps.',
    "D6m2w|CBM_{$`D;`*:a]lA*t5H::Q9@/v+$8K~u3>c5VI#ig>;>{npX+A7gk3!9vY5[|^_9^]^9D-#CYZ4aC-.H_cIpz9G>?CCwDaE:US`-i-b"
    "vI8E9OXT3wB<4-!c@3ZCwX6bpH)+7qp=EO`CDv-^C^(S% w>4.b7[ePplv9eK8V%7ne4m`"),
    ('sgd', 'Your step is batch-length times too long; loss_grad gives a mean already, so take lr times dW.',
    "B0@3IA~$(_S]_f+{-s2{{BW>4f9&er@py@6H;z#1KR4.w*+6>l#&bdoQK9CD2dEPr^[g5_.;E)TQg=Ak= +&-Pi^yu(+>dEEB)i7`u?13}g8]4"
    "TY<PBy OOw~p}-S}?qzGtYKgdE)BjVb;dJ[iX-YxN9YUkMD1hyR][S%*)cM>S8xf6aP_q&"),
    ('sgd', 'Your step is divided by the length of the batch; loss_grad gives a mean already, so take lr times dW.',
    "7mf2m~;}D`Mq`51($JF@|B/E8CW=lu?!fuUYATa30v7va^;]>[.^jLRZ57D[5!U*vA_Z9[dyVFU9[RDRU8/m.0^_EQfK:CHzC.!mx~^ap{L!d{"
    "oE}A96QXrsc;y-:>:[kBIH4Y|J:G=*3=%/_owV=dAMAS{[-b;]m4[RbWEG84I8VEENY8_T"),
    ('sgd', 'Your step goes up the gradient; subtract lr times dW.',
    "43r )v~cz{4U4rd1$k5f4a;!~r>]o-7PkEo)3%NVtw~sq}>:>|b1*aE>h6$T|^u]~s{v$8UG1n+5f3F%K cl.g.!(!SdO5vuNSe{V0}TV?i(74"
    "{A^aEv7!R7 DS.Ao4wV8BZ2oXS>{~dY>:$3qP7<}6fM(=;?g^|#-@_ODHt6Yf9Q:{^  &-"),
    ('sgd', 'Your steps leave the regulariser out; hand reg on to loss_grad as it is.',
    "D6m2$NCBM_!]`5!`*:ju7BD!5H::Q9@/v*`XJ{q3_}5k4(*9>t({npYu(7gk3!9ry{]0E^y^]^9D-#C`N4ps-.H_IOpz9G);CLXDaE:>X`-i(L"
    "gI8E9jbT3wBdA-UV?:ZCwX6bpJb:8UR=EO`CDs1|C^(WI|w>4.b7[C[kS>9%q8@>7ne4tu"),
    ('sgd', 'Your reg is scaled down by the share of the data in a batch; it is no part of the mean: hand it on as it is.',
    "D6m2w|CBM_{$`D;`*:a]lA*t5H::Q9@/v+$8K~u3>c5VI#ig>;>{npX+A7gk3!9vY5[|^_9^]^9D-#CYZ4aC-.H_cIpz9G>?CCwDaE:US`-i-b"
    "vI8E9OXT3wB<4-!c@3ZCwX6bpH)+7qp=EO`CDv-^C^(S% w>4.b7[ePplv9eK8V%7ne4m`"),
    ('sgd', 'Your reg is scaled up by n over the batch size; it is no part of the mean: hand it on as it is.',
    "D6m2w|CBM_{$`D;`*:a]lA*t5H::Q9@/v+$8K~u3>c5VI#ig>;>{npX+A7gk3!9vY5[|^_9^]^9D-#CYZ4aC-.H_cIpz9G>?CCwDaE:US`-i-b"
    "vI8E9OXT3wB<4-!c@3ZCwX6bpH)+7qp=EO`CDv-^C^(S% w>4.b7[ePplv9eK8V%7ne4m`"),
    ('sgd', 'Your reg is divided by the length of the batch; it is no part of the mean: hand it on as it is.',
    "D6m2zuCBM_;B`9;`*:hgQB1!5H::Q9@/v+H/KN=3]*5c!(3W>!m{npYH47gk3!9tyt[ s^*I]^9D-#C.I4l.-.H_NTpz9G.;CG`DaE:)7`-i)+"
    "XI8E9d`T3wBqr-fS??lCwX6bpI<M8F#=EO`CDt]7C^(UY3w>4.b7[Ijm@O9yP8tl7ne4qW"),
    ('sgd', 'Your lr is called with the number of the epoch; call it with the number of the step.',
    "D6m2w|CBM_{$`D;`*:a]lA*t5H::Q9@/v+$8K~u3>c5VI#ig>;>{npX+A7gk3!9vY5[|^_9^]^9D-#CYZ4aC-.H_cIpz9G>?CCwDaE:US`-i-b"
    "vI8E9OXT3wB<4-!c@3ZCwX6bpH)+7qp=EO`CDv-^C^(S% w>4.b7[ePplv9eK8V%7ne4m`"),
    ('sgd', 'Your steps are counted from 1; the first step has t = 0.',
    "D6m2w|CBM_{$`D;]6Ja]lA*t7!5<:1@/v+$8K~u3Cz7B`#ig>;>{npX+A7gk4P8vY5^q=_9^<WAD-#CYZ4aC-.H_cIpz9CWMCgdDaE[Dc{T:w-"
    "KG6;9OXT3wB<4-+S@3ZCwX6bpH)+J!{=EO`CDX*%C^(SINw>4@2n[ePX<Z9eK8V%9<_4m`"),
    ('sgd', 'Your step number starts again at 0 in every epoch; count on over all epochs.',
    "D6m2w|CBM_{$`D;{GMa]lA*t4?`:|q@/v+$8K~u3/t4~w#ig>;>{npX+A7gk3Z%vY5[]m_9^^Y!D-#CYZ4aC-.H_cIpz9IVgA}tDaE/#]{JG;#"
    "EI`39OXT3wB<4-rc@3ZCwX6bpH)+6+m=EO`CD#[fC^(R7^w>4*k>[ePzrT9eK8V%6{a4m`"),
    ('sgd', 'Your rate stays at lr(0); call lr again for every step.',
    "D6m2w|CBM_{$`D;{GMa]lA*t4?`:|q@/v+$8K~u3/t4~w#ig>;>{npX+A7gk3Z%vY5[]m_9^^Y!D-#CYZ4aC-.H_cIpz9IVgA}tDaE/#]{JG;#"
    "EI`39OXT3wB<4-rc@3ZCwX6bpH)+6+m=EO`CD#[fC^(R7^w>4*k>[ePzrT9eK8V%6{a4m`"),
    ('sgd', 'Your history holds losses after the step; keep the loss that comes with the gradient, before W moves.',
    "Iv>OEum w_p:=fO;f4Y`eETAPuk:w|:tL)wrNz$9<wNM&-2k>VH]nCY]]8B~9&OvE@@cG[H!r$*HD9D7HDor+wv[7*q3lGvzGNbLXg?91@FShj"
    "lHk<C{<V%ezCy-y9.1YDRxAiDI%Xr>4<q4=m+W3]FCJr~;x8}:&(@-&Z~fATPAL:Jb[)xO"),
    ('sgd', 'Your history has one loss an epoch, that of the last batch; keep one for every step.',
    "D6m2w|CBM_{$`D;`*:a]lA*t5H::Q9@/v+$8K~u3>c5VI#ig>;>{npX+A7gk3!9vY5[|^_9^]^9D-#CYZ4aC-.H_cIpz9G>?CCwDaE:US`-i-b"
    "vI8E9OXT3wB<4-!c@3ZCwX6bpH)+7qp=EO`CDv-^C^(S% w>4.b7[ePplv9eK8V%7ne4m`"),
    ('sgd', 'Your history has one mean loss an epoch; keep the loss of every step.',
    "D6m2w|CBM_{$`D;`*:a]lA*t5H::Q9@/v+$8K~u3>c5VI#ig>;>{npX+A7gk3!9vY5[|^_9^]^9D-#CYZ4aC-.H_cIpz9G>?CCwDaE:US`-i-b"
    "vI8E9OXT3wB<4-!c@3ZCwX6bpH)+7qp=EO`CDv-^C^(S% w>4.b7[ePplv9eK8V%7ne4m`"),
    ('sgd', 'Your history holds the last epoch only; start the list once, before the loop over the epochs.',
    "dY.P:iHN-._]*=l_}R:4WHlIEE+E8G%yb^JZ;OqEB`E)MI>9-6W[#+$4YS3T7:>EL.v=C@e4[V/.H+At;9GhXMw=(i]y!-UvKU#CrOJMM-.S@|"
    "w)nDRUUQrgKatnYr<2n]~uX%EDE=AL4&k#:2&<xH%5$tFH7PyRDy>HP>xY?czJDCA.UZek"),
)


ANSWERS["duplicate_gradient_error"] = (
    "jjjj/X&|jjjjjjjj/tc -0cvjjjj:RtG@}9ujjjjjjjj.%#X:4u=jjjjjjjjjjjjjjjjjjjjjjjj.49$jjjjjjjjjjjjjjjjjjjjjjjj-)YP+{"
    "V). K4jjjjjjjj~GJ|jjjj-[@..hW>jjjjjjjjjjjj/nJ5.tQ3.;lJjjjj-t#u-y6(:*oL[Dh*jjjj-s&G@<pbjjjj+-[/:9djjjjjjjjjjjjj"
    "jjjjjjjj?3l(jjjj-<?5",
    "jjjj/X&|jjjj`te$/tc -0cvjjjj:RtG@}9ujjjj-*-o.%#X:4u=@nug]{m&jjjj/@AR-:9}:2eC.49$jjjj-Pmyjjjjjjjjjjjj/n5n-)YP+{"
    "V). K4.;g`jjjj~GJ|jjjj-[@..hW>-[@7-<63:1G;/nJ5.tQ3.;lJjjjj-t#u-y6(:*oL[Dh*jjjj-s&G@<pbjjjj+-[/:9djjjjj/-mfjjjj"
    "jjjjjjjj?3l(.(EV-<?5",
)


SLIPS["duplicate_gradient_error"] = (
    ('duplicate_gradient_error', 'Your error is absolute; divide it by the length of the full gradient.',
    "jjj~7djjj{ky}=[~o[jjj|T3}Skjjj}oy}oi~4z`:n{@?jjj{vi}l[|W+})4jjj}o8jjjjjjjjj}1S~4K~tM}Ja|h}jjj|FNjjj~uu}n:~D~}."
    "N{zz}k7}%z~0Ejjj}*0~oy|SD|CZjjj}J4|@!jjj}O@~Oajjj}m~jjjjjjjjj}J5|xZ~(2"),
    ('duplicate_gradient_error', 'Your error is squared; lengths are compared, not their squares.',
    "jjj`w*jjj r_`=h^N`jjj{b`~:fjjj[Y!`54{J&~5s~}ljjj^ w[eq_ES_Zjjjj@#]jjjjjjjjj^tn_7&^I9`R?]*ijjj }sjjj_L@_:w[pA[h"
    "L_C``.F_{D`EPjjj^`L^~^{*$~?Ijjj^_H~-1jjj^1S{Nrjjj^[6jjjjjjjjj~Dr]xE_Gx"),
    ('duplicate_gradient_error', 'Your error is relative to the gradient of the batch; divide by the length of the full one.',
    "jjj>bujjj<|*?Af=%Rjjj>o9?m4jjj:X#=}r>Tp;l&=3Hjjj;Q<::3:vp=> jjj;$hjjjjjjjjj:JV={f>7x?g_<CPjjj?!yjjj=]q?c=;gd:8"
    "x;z0>Y/@E?>2ajjj?WA>$o^9J@%}jjj?!R@eVjjj>%.>yKjjj:c+jjjjjjjjj@G-> :>Gh"),
    ('duplicate_gradient_error', 'Your error compares the lengths of two gradients; take the length of their difference.',
    "jjj>/0jjj}79?gR;s jjj?=!{6tjjj/op=pV?T?^l1{Psjjj<=M:RR<3q</9jjj:^)jjjjjjjjj::E<xi;^5>>L<(|jjj WPjjj<(I>Ms;JR/9"
    "V=bC>`a>g==*Jjjj=G%=7%[P|{X[jjj=It{Dbjjj<1;?)$jjj;fHjjjjjjjjj_/C>ZI< T"),
    ('duplicate_gradient_error', 'Your batch gradient is a sum; divide it by B, since the gradient of a mean is a mean.',
    "}EJ^70_jj~wE^K8[qD}EJ^vj|7N?u?`Xm]z*^i0}8T}^>~`${An`g/{2|]M{~`$`h<_jj~`$?u?`/O]5*[m)]<_`{<?u? YJ?u?]Eh]l/`tG`T"
    "l{Jd^GV]tP](>?u?[}n]0Z^[-|E(}EJ[|]|1|?u?[d6^k<~`$`^>}EJ?u?}EJ{F6{JE]BM"),
    ('duplicate_gradient_error', 'Your gradient lacks the correct class; each of its C - 1 violated margins takes x from that row.',
    "jjj;R5jjj;;;;6P:x|jjj:ZT?u?jjj)GY;]Z:wA;;;;;;jjj+Ye)3v+KU-]]jjj*lgjjjjjjjjj+(5.+w:-g;xu-g*jjj?u?jjj.V;<B?(-P(}"
    ".+Lz;CN<0};/Sjjj/Ec/2r?u??u?jjj<]{?u?jjj;Cd:rXjjj+hijjjjjjjjj?u?-pM.kh"),
    ('duplicate_gradient_error', 'Your correct-class row subtracts x once; at W = 0 all C - 1 margins are violated: subtract it C - 1 times.',
    "jjj[`{jjj}CO]3l?u?jjj]R+|7Njjj;;;[z ]J7`8p{rKjjj>[a;;;>|+?u?jjj;;;jjjjjjjjj>&U?u??u?[.5>YBjjj YJjjj?u?[q#;;;;;"
    ";>|F]17[vz[&4jjj?u??u?^[-|E(jjj[Io|1|jjj?u?]K]jjj>=Njjjjjjjjj{F6>T[?u?"),
    ('duplicate_gradient_error', 'Your correct-class row subtracts x C times; it has C - 1 violated margins, its own class is none of them.',
    "jjj]*%jjj_6/][k[h7jjj^O7`Lbjjj>xG]a}^B ]%J^iMjjj@20>!f@A ]Azjjj>PRjjjjjjjjj?-?[`Z[d>]o!?R4jjj{c7jjj]2w]OS>)V>#"
    "`@AD]>C]V8]gijjj[=s[@Q^3U`P!jjj[*5`IVjjj[Uy^Emjjj?|Hjjjjjjjjj_z2?LI[ r"),
    ('duplicate_gradient_error', 'Your C counts the classes that occur; a class may be missing, so take max(yu) + 1.',
    "jjj|DVjjj}CO|xq`pqjjj GY|7Njjj{e``~W}?k`8p{rKjjj|A`{&0|*m~S]jjj_PJjjjjjjjjj``-|.>`d9{d>_9%jjj YJjjj}e<`rx|PJ{="
    "{|#h|j$`.j{Ewjjj|Qy|f@^[-|E(jjj_RK|1|jjj`4w~6ajjj{*Hjjjjjjjjj{F6^]5}HT"),
    ('duplicate_gradient_error', 'Your rows are drawn with replacement; each of the N rows can be in the batch once.',
    "[a&^70_2S}CO^K8[qD;*d^vj|7N@s~>/X]z*^i0`8p{rK?39@fo><<@pw]M{.Bs>bn@_a]nN>.+@H[]5*[m)]<_?w|`y/ YJ>Q(]Eh]l/>^6>>"
    "b@o#^GV]tP](>?1*[}n]0Z^[-|E(< J[|]|1|_r^[d6^k<>eS@Z3=py>$Z:Tp{F6?qf]BM"),
    ('duplicate_gradient_error', 'Your batch takes the examples in turn, one of each; draw B of all N rows at random.',
    "jjj^70jjjjjj^K8[qDjjj^vj|7Njjjjjj]z*^i0jjjjjjjjjjjjjjjjjj]M{jjjjjjjjjjjjjjjjjj]5*[m)]<_jjjjjj YJjjj]Eh]l/jjjjj"
    "jjjj^GV]tP](>jjj[}n]0Z^[-|E(jjj[|]|1|jjj[d6^k<jjjjjjjjjjjjjjj{F6jjj]BM"),
    ('duplicate_gradient_error', 'Your batch is drawn from the unique examples as if there was one copy of each; draw from all N rows.',
    "'''^70jjjjjj^K8[qD'''^vj|7Njjjjjj]z*^i0jjjjjj'''jjjjjjjjj]M{'''jjjjjj'''jjjjjj]5*[m)]<_jjjjjj YJjjj]Eh]l/jjjjj"
    "jjjj^GV]tP](>jjj[}n]0Z^[-|E('''[|]|1|jjj[d6^k<'''jjj'''jjj'''{F6jjj]BM"),
    ('duplicate_gradient_error', 'Your batch is the same in every call, that of default_rng(0); draw from the rng that is given.',
    "jjj^70jjjjjj^K8[qDjjj^vj|7Njjjjjj]z*^i0jjjjjjjjjjjjjjjjjj]M{jjjjjjjjjjjjjjjjjj]5*[m)]<_jjjjjj YJjjj]Eh]l/jjjjj"
    "jjjj^GV]tP](>jjj[}n]0Z^[-|E(jjj[|]|1|jjj[d6^k<jjjjjjjjjjjjjjj{F6jjj]BM"),
)


ANSWERS["schedule"] = (
    "jPDAX)G3&+M(voL$q>5iwqbWa+RBm;{JoQ.+uQ={yG#Bu?H[j?P{V(EFQbGaq}%3x+_C#|Y!p&%OVT04$p&Tj/*TpouBU=>ot;95a5AKm>SSc="
    "hHrw<IxTBLp]Iso)gQmp?ngW dt<U{%so!%bX.pGY[dG#3d7|#qsg[rU3^rk^ItBiZe-)hh_cB!MB5v:tYq}SDwFTxoIvLd.0grss~x80GoK$c"
    "%sw(h%6xo~{ o4:|p(GX",
)


SLIPS["schedule"] = (
    ('schedule', 'Your "step" falls a little at every t; a staircase needs whole division: t // every.',
    "jPDQH>&+MvoLq>5wqba+Rm;{oQ.uQ=yG!u?Hj?PV(ETE?q}$x+^#|Yr|zVT0$p&ba~pouU=>t;8a5Am>Sc=hpzYxTBp]Iodcn5jgW t<U%so%b"
    "XpGYdG#d7|qsgrU3rk^t$8e-)h_c!MAv:tq}St!]oIvd.0rssx80oK$!Y@h%6cUMo4:p(G"),
    ('schedule', 'Your "step" falls one step early; the first drop comes at t = every.',
    "jPDLU?&+MvoLq>5wqba+Rm;{oQ.uQ=yG!u?Hj?PV(EP4eq}$x+^#|YtZ/VT0$p&$fppouU=>t;8a5Am>Sc=hp0uxTBp]IpHMnc gW t<U%so%b"
    "XpGYdG#d7|qsgrU3rk^Weke-)h_c!MAv:tq}St.BoIvd.0rssx80oK$z5Wh%6cn7o4:p(G"),
    ('schedule', 'Your "step" falls one step late; the first drop comes at t = every.',
    "jPDmr`&+MvoLq>5wqba+Rm;{oQ.uQ=yG!u?Hj?PV(Em@cq}$x+^#|YlkbVT0$p&RY]pouU=>t;8a5Am>Sc=hr #xTBp]In0xnI.gW t<U%so%b"
    "XpGYdG#d7|qsgrU3rk^%kke-)h_c!MAv:tq}Sp=aoIvd.0rssx80oK$xA6h%6c:Xo4:p(G"),
    ('schedule', 'Your "step" falls once only; it is multiplied by drop again after every further `every` steps.',
    "jPDa=1&+MvoLq>5wqba+Rm;{oQ.uQ=yG!u?Hj?PV(ER4bq}$x+^#|YkV=VT0$p&m@.pouU=>t;8a5Am>Sc=hr;SxTBp]Io`xmPsgW t<U%so%b"
    "XpGYdG#d7|qsgrU3rk^iiZe-)h_c!MAv:tq}Su8yoIvd.0rssx80oK$!6:h%6m4ro4:p(G"),
    ('schedule', 'Your "step" grows: it is divided by drop; drop is the factor that it is multiplied by.',
    "jPD }s&+MvoLq>5wqba+Rm;{oQ.uQ=yG!u?Hj?PV(E A}q}$x+^#|Y1$oVT0$p& {8pouU=>t;8a5Am>Sc=h001xTBp]IlqLp>xgW t<U%so%b"
    "XpGYdG#d7|qsgrU3rk^6xse-)h_c!MAv:tq}SJNnoIvd.0rssx80oK$B4sh%6IW<o4:p(G"),
    ('schedule', 'Your "exp" takes decay for the factor of one step; here that factor is exp(-decay).',
    "jPDX)G&+Mr4zs38wqba+Rmm[O ouQ=yG!u?Hj?PXJCQbGq}$v<h#|Yp&%VT0$p&j/*pouU=>t;8jDzm>Sc=hrw<xTBp]Io)gmp?gW t<U%so*V"
    "WpGYdG#Y1nqsgqxMrk^tBie-)ZB9!MAq)4q}SwFToIvb8Xrssx80oK$%swh%6o~{o4:bde"),
    ('schedule', 'Your "exp" multiplies by 1 - decay in each step; here that factor is exp(-decay).',
    "jPDX)G&+Mvhpq?Bwqba+Rm-@oASuQ=yG!u?Hj?PVxWQbGq}$x:f#|Yp&%VT0$p&j/*pouU=>t;8aRSm>Sc=hrw<xTBp]Io)gmp?gW t<U%so%("
    "MpGYdG#c+CqsgrUOrk^tBie-)h<e!MAv*&q}SwFToIvdyBrssx80oK$%swh%6o~{o4:p3:"),
    ('schedule', 'Your "exp" grows with t; the exponent is negative.',
    "jPDX)G&+M)AbouLwqba+R#Db)IEuQ=yG!u?Hj?PtX_QbGq}$bFr#|Yp&%VT0$p&j/*pouU=>t;8Ea[m>Sc=hrw<xTBp]Io)gmp?gW t<U%so22"
    "2pGYdG#]t~qsgk%Nrk^tBie-)u~T!MA$sCq}SwFToIvzl4rssx80oK$%swh%6o~{o4:}m*"),
    ('schedule', 'Your "inv" divides t by decay, as the scale of the chapter; here t is multiplied by decay.',
    "jPDX)G&+MvoLq>5wqba+Rm;{oQ.kt5yD@!-NvUOV(EQbGq}$x+^*6jp&%VT0$p&j/*pouU=>t;8a5Am>Sc=hrw<y[}samo)gmp?ZANhdU$k9%b"
    "XpGYdG#d7|WAarU3rk^tBin[Mh_c!MAv:ts2FwFTpn>d.0rssx80oK$%swh%6o~{l@cp(G"),
    ('schedule', 'Your "inv" has a square root; divide by 1 + decay t itself.',
    "jPDX)G&+MvoLq>5wqba+Rm;{oQ.vnax4cr^Ahb[V(EQbGq}$x+^yFQp&%VT0$p&j/*pouU=>t;8a5Am>Sc=hrw<v`EpR!o)gmp?lMpvP}$gu%b"
    "XpGYdG#d7|vmrrU3rk^tBie*qh_c!MAv:tqrnwFTn[gd.0rssx80oK$%swh%6o~{o-Cp(G"),
    ('schedule', 'Your "inv" is one step ahead; at t = 0 it is lr0.',
    "jPDX)G&+MvoLq>5wqba+Rm;{oQ.t@<wrNt&=kN9V(EQbGq}$x+^z&?p&%VT0$p&j/*pouU=>t;8a5Am>Sc=hrw<whqp/vo)gmp?jJ6ts7#I)%b"
    "XpGYdG#d7|rR^rU3rk^tBif6kh_c!MAv:tq<)wFToc4d.0rssx80oK$%swh%6o~{oUFp(G"),
    ('schedule', 'Your "cosine" ends at n_steps - 1; it reaches lr_min at t = n_steps.',
    "jPDX)G&+MvoLq>5wLub6Tm;{oQ.uQ=yG!u?Hj?PV(EQbGq}$x+^#|Yp&%W5x$p&j/*pouU=>s;)a5Am[ c_mrw<xTBp]Io)gmp?gW t<U%so%b"
    "XpA|c%Fd7|qsgrU3roGtBie-)h_c!MAv:tq}SwFToIvd.0rssxYeoK$%swh%6o~{o4:p(G"),
    ('schedule', 'Your "cosine" rises again after n_steps; hold it at lr_min from there on.',
    "jPDX)G&+MvoLq>5yDpWwWm;{oQ.uQ=yG!u?Hj?PV(EQbGq}$x+^#|Yp&%W(F$p&j/*pouU=>vVPa5Andkzfkrw<xTBp]Io)gmp?gW t<U%so%b"
    "Xoqkg7Sd7|qsgrU3rRutBie-)h_c!MAv:tq}SwFToIvd.0rssy toK$%swh%6o~{o4:p(G"),
    ('schedule', 'Your "cosine" begins at about twice lr0; 1 + cos goes from 2 to 0, so halve it.',
    "jPDX)G&+MvoLq>5#mmSI!m;{oQ.uQ=yG!u?Hj?PV(EQbGq}$x+^#|Yp&%MCM$p&j/*pouU=>xlra5Aj_fUixrw<xTBp]Io)gmp?gW t<U%so%b"
    "Xo^[U]5d7|qsgrU3tZVtBie-)h_c!MAv:tq}SwFToIvd.0rss$74oK$%swh%6o~{o4:p(G"),
    ('schedule', 'Your "cosine" is a quarter of a wave, from 1 to 0; take half a wave, from 1 to -1, then shift and halve it.',
    "jPDX)G&+MvoLq>5zh^c1+m;{oQ.uQ=yG!u?Hj?PV(EQbGq}$x+^#|Yp&%T]v$p&j/*pouU=>xnma5Am?cf/ rw<xTBp]Io)gmp?gW t<U%so%b"
    "XpIneFxd7|qsgrU3rTptBie-)h_c!MAv:tq}SwFToIvd.0rssxaooK$%swh%6o~{o4:p(G"),
    ('schedule', 'Your "cosine" ends at 0 whatever lr_min is; let it fall from lr0 to lr_min.',
    "jPDX)G&+MvoLq>5wqba@#m;{oQ.uQ=yG!u?Hj?PV(EQbGq}$x+^#|Yp&%VT0$p&j/*pouU=>uCVa5Am>Sc=hrw<xTBp]Io)gmp?gW t<U%so%b"
    "XpGYdG#d7|qsgrU3rk^tBie-)h_c!MAv:tq}SwFToIvd.0rssw{aoK$%swh%6o~{o4:p(G"),
    ('schedule', 'Your "cosine" begins at lr0 + lr_min; what falls is only the difference lr0 - lr_min.',
    "jPDX)G&+MvoLq>5wqban!m;{oQ.uQ=yG!u?Hj?PV(EQbGq}$x+^#|Yp&%VT0$p&j/*pouU=>t])a5Am>Sc=hrw<xTBp]Io)gmp?gW t<U%so%b"
    "XpGYdG#d7|qsgrU3rk^tBie-)h_c!MAv:tq}SwFToIvd.0rssxI`oK$%swh%6o~{o4:p(G"),
    ('schedule', 'Your "cosine" aims at 0 and is cut off at lr_min; let it fall from lr0 to lr_min, over all n_steps.',
    "jPDX)G&+MvoLq>5wqbadMm;{oQ.uQ=yG!u?Hj?PV(EQbGq}$x+^#|Yp&%VT0$p&j/*pouU=>tbZa5Am>Sc=hrw<xTBp]Io)gmp?gW t<U%so%b"
    "XpGYdG#d7|qsgrU3rk^tBie-)h_c!MAv:tq}SwFToIvd.0rssw=KoK$%swh%6o~{o4:p(G"),
    ('schedule', 'Your "warmup" starts at 0, which wastes the first gradient; step 0 has lr0 / n_warmup already.',
    "kwMX)G(S^voLq>5wqba+Rm;{oQ.uQ=yG!u?Hj?PV(EQbGr6zx+^#|Yp&%VT0(PZj/*pu0SM!t;8a5Am>Sc=hrw<xTBp]Io)gmp?gW t<U%so%b"
    "XpGYdG#d7|qsgrU3rk^tBie-)h_c#/>v:tq}SwFToIvd.0r!]x80oLk%swh7oo~{o4:p(G"),
    ('schedule', 'Your "warmup" divides by n_warmup + 1; after n_warmup steps, at t = n_warmup - 1, it is at lr0.',
    "huaX)G&zxvoLq>5wqba+Rm;{oQ.uQ=yG!u?Hj?PV(EQbGr8Ox+^#|Yp&%VT0%-`j/*p.oWwHt;8a5Am>Sc=hrw<xTBp]Io)gmp?gW t<U%so%b"
    "XpGYdG#d7|qsgrU3rk^tBie-)h_c!1Nv:tq}SwFToIvd.0roox80o%E%swgf4o~{o4:p(G"),
    ('schedule', 'Your "warmup" grows beyond lr0; hold it there.',
    "j(FX)G:@xvoLq>5wqba+Rm;{oQ.uQ=yG!u?Hj?PV(EQbGscix+^#|Yp&%VT0:U*j/*p$0CECt;8a5Am>Sc=hrw<xTBp]Io)gmp?gW t<U%so%b"
    "XpGYdG#d7|qsgrU3rk^tBie-)h_c>kmv:tq}SwFToIvd.0toPx80kH9%swR 8o~{o4:p(G"),
)


WITHOUT.update(dict.fromkeys(['diagnose_batches', 'predict_ball', 'predict_copies'], 'it is a question with one answer, and whether yours is right is told when your work is graded.'))
