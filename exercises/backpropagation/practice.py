"""Practice for the exercise `backpropagation`: fresh problems for your functions, as often as you like.

    import practice

    practice.run(unbroadcast)

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


def _copies(draw: Draw) -> tuple[Any, ...]:
    """A gradient, and a shape that broadcasts to its own."""
    before, shape = draw.one_of(((2, 3), (3,)), ((2, 3), (2, 1)), ((3, 2), (1, 2)), ((2, 3, 2), (3, 1)), ((2, 3), ()))
    return draw.between(-2, 2, *before), shape


def _two(draw: Draw) -> tuple[Any, ...]:
    shape = draw.one_of((2,), (2, 3), (3, 1))
    return tuple(draw.between(-2, 2, *shape) for _ in range(3))


def _matrices(draw: Draw) -> tuple[Any, ...]:
    N, K, M, front = draw.whole(1, 3), draw.whole(1, 3), draw.whole(1, 3), draw.one_of((), (2,))
    return tuple(draw.between(-2, 2, *front, *shape) for shape in ((N, M), (N, K), (K, M)))


def _kinked(draw: Draw) -> tuple[Any, ...]:
    return draw.between(-2, 2, 2, 3), draw.whole(-2, 2, 2, 3) * 0.75


def _summed(draw: Draw) -> tuple[Any, ...]:
    a, axis, keepdims = draw.between(-2, 2, 2, 3), draw.one_of(0, 1, -1, None), draw.one_of(False, True)
    return draw.between(-2, 2, *np.sum(a, axis=axis, keepdims=keepdims).shape or (1,)), a, axis, keepdims


def _scalar(function: Any, g: Any, a: Any, axis: Any, keepdims: Any) -> Any:
    """The gradient; that of a sum of all entries is handed over in the shape that the sum has."""
    return (function(g.reshape(np.sum(a, axis=axis, keepdims=keepdims).shape), a, axis, keepdims),)


def _graph(draw: Draw) -> tuple[Any, ...]:
    """Operations that are none of the exercise's, in a graph in which nodes are used several times."""
    values = [draw.between(-2, 2, 3) for _ in range(2)]
    graph: list[Any] = [("input", (), ()), ("input", (), ())]
    for _ in range(draw.whole(2, 5)):
        one, other, factor = draw.whole(0, len(graph) - 1), draw.whole(0, len(graph) - 1), draw.between(-2, 2)
        if draw.one_of(False, True):
            graph.append(("scaled", (one,), (factor,)))
            values.append(factor * values[one])
        else:
            graph.append(("twisted", (one, other), ()))
            values.append(values[one] - 2 * values[one] * values[other])
    graph.append(("first", (len(graph) - 1,), ()))
    return graph, (*values, values[-1][0])


def _walked(function: Any, graph: Any, values: Any) -> Any:
    rules = {
        "scaled": lambda g, a, factor: (factor * g + 0 * a,),
        "twisted": lambda g, a, b: (g - 2 * g * b, -2 * g * a),
        "first": lambda g, a: (g * (np.arange(len(a)) == 0),),
    }
    gradients = function(graph, list(values), rules, lambda g, shape: g if np.shape(g) == shape else np.sum(g))
    return (np.stack([np.asarray(g, float) for g in gradients[:-1]]),)


def _operations(draw: Draw) -> tuple[Any, ...]:
    """Operations that are none of the exercise's with their inputs, each beside rules of which some are broken."""
    a, b, c = draw.between(0.5, 2, 2, 3), draw.between(0.5, 2, 2, 3), draw.between(-2, 2, 3)
    size, place = draw.one_of(1.0, 1e5, 1e-5), np.zeros((2, 3))
    place[draw.whole(0, 1), draw.whole(0, 2)] = 0.2
    trials = [
        (lambda a: size * a**3, lambda g, a: (3 * size * g * a**2,), (a,)),
        (lambda a: size * a**3, lambda g, a: (3 * size * g * a**2 * (1 + place),), (a,)),
        (lambda a: size * a**3, lambda g, a: (3 * size * a**2,), (a,)),
        (lambda a: size * a**3, lambda g, a: (3 * size * np.abs(g) * a**2,), (a,)),
        (lambda a: size * a**3, lambda g, a: (np.where(place > 0, np.nan, 3 * size * g * a**2),), (a,)),
        (lambda a, c: a - 2 * c, lambda g, a, c: (g, -2 * g.sum(axis=0)), (a, c)),
        (lambda a, c: a - 2 * c, lambda g, a, c: (g, -2 * g), (a, c)),
        (lambda a, c: a - 2 * c, lambda g, a, c: (g,), (a, c)),
        (lambda a, b: a / b, lambda g, a, b: (g / b, -g * a / b**2), (a, b)),
        (lambda a, b: a / b, lambda g, a, b: (g / b, g * a / b**2), (a, b)),
        (lambda a, b: a**2, lambda g, a, b: (2 * g * a, 0 * b), (a, b)),
        (lambda a, b: a**2, lambda g, a, b: (2 * g * a, g), (a, b)),
    ]
    return (trials,)


def _verdicts(function: Any, trials: Any) -> Any:
    """What is said of each rule, as ones and zeros."""
    said = [function(forward, rule, inputs, np.random.default_rng(1)) for forward, rule, inputs in trials]
    return (None if None in said else np.array([float(verdict) for verdict in said]),)


def _rule(draw: Any) -> Task:
    return Task(
        draw,
        lambda g, a, b: (a.shape, b.shape),
        lambda function, *args: function(*args),
        ("gradient of a", "gradient of b"),
    )


WITHOUT = {
    "predict_doublings": "it is asked of single numbers, and its visible check shows for two of them how to find out."
}
TASKS = {
    "unbroadcast": Task(_copies, lambda g, shape: (shape,)),
    "add_backward": _rule(_two),
    "multiply_backward": _rule(_two),
    "matmul_backward": _rule(_matrices),
    "relu_backward": Task(_kinked, lambda g, a: (a.shape,)),
    "sum_backward": Task(_summed, lambda g, a, axis, keepdims: (a.shape,), _scalar),
    "logsumexp_backward": Task(_summed, lambda g, a, axis, keepdims: (a.shape,), _scalar),
    "backward": Task(_graph, lambda graph, values: ((len(values) - 1, 3),), _walked, ("gradients of the nodes",)),
    "rule_is_right": Task(_operations, lambda trials: ((len(trials),),), _verdicts, ("verdicts on twelve rules",)),
}


ANSWERS["unbroadcast"] = (
    "z;;;F*4y-ZRf>_^.:K/56SNPHU;aCj|e([DX>dn/O[z[fn]kMo*99b#:?I3RO&O&!(4xq.tX:*uSG0Pj]_?5=7P/A41t;DS=r+EYO4AD7?OA]G"
    "nF$v^|tNqpLxx&(N&T#UOqP3ElAJX i:ui7>-~=t36EKFQHkj!>][OI%gB_JTQ/y2vwc-o7w M$6  -P*l()hT:z6iMF3p&J4o<kXtyGfbdpdp"
    "?.*f?Z)M=t<F+Tj:rp~c",
)


SLIPS["unbroadcast"] = (
    ('unbroadcast', 'Your gradient is g as it came; sum it over the axes along which broadcasting has copied.',
    "#*V;-J>)ga;mZ9z<{U:8vzEj^vZ-H^>=W;!Fj?{G7;/+{A89-I2/<`Y=*.+=m_f)OG@H[DmEaz`>Hi>}<HbgH@9xJ9F5Od>VACRI#8xNsDZ;<d"
    "%CMUu`rLCd*QS>F~;lrKXo+JIp:bv0OO-r=-2Try@0(LJYoe7QXIF3QJZ<t$M>mZ+[#F(`"),
    ('unbroadcast', 'Your function undoes new axes only; an axis of length 1 that was stretched has to be summed too, and kept.',
    "z;;F*4-ZRa;mZ9z]&kS6zzEj^vZ-H^>=W;!Fj?{G7;?I2O&O-I2/<`:*t-FI]_>=7PA41;DSJ)3>HiMl373Y$v^xJ9F5O(N&#UOI#8xNsDZ;<d"
    "%@:BDpNLCd*QS>F~^9e/y2+JIp:b$6 O-r=-2:z6@0(LJY<kX;O_dpd?.*?Z(=t;+[#F(`"),
    ('unbroadcast', 'Your sum over a stretched axis drops it; with keepdims=True it stays, with length 1.',
    "z;;F*4-ZRA[~Bwj@-P?1g@Q`J/AE;Q/x2x2V-dq;fj?I2O&OO_K;2a:*t:|S]_>=7PA41;DSJCiid3{8E7ZP$v^Q&3Y@B(N&#UOPP_@ H=sv^|"
    "jC_q@4r<Q]F8E*XU6!./y2-`l]6|$6 EtSQ&`:z6+VNU8U<kXPt)dpd?.*?Z(=t;X[p.`B"),
    ('unbroadcast', 'Your function takes the mean over the copies; each copy brings a part of the gradient, so add them up.',
    "nY|Nr=r$D(y]!lYI8QXMhOozvQH(C/aubjqLY=DKJZ.X_d^1s0unlx(NTV}7%VB*;sSw:uSTnX`Z/QL7}*8^v~ComcYAnyA#u}*a%YLhok)WH%"
    "L#IGU7:UJA(%vVY9.mD&8zp|-HVloHnx@ vWa(EHYmiuCjvg2py6iZk/B;yZ]+fNxN$nq_"),
    ('unbroadcast', 'Your function takes the first copy and leaves the others; each brings a part of the gradient, so add them up.',
    ")rVC:1:!{Zw*</dzN%L9WdNB-e1*F>hT?%E]qRpKI]()fFcpw6@Yqq:naq)!$  Y+JIw_:!{SJ@usGTH1SQK!CJc>NWi1Ye1=p1c!WMd{VssEZ"
    "z<)tH5Se26@fISl6>Oj/_u+CXI[cWjjdIJz0zSaQ+bIN0TGXZ#6&Iq0)$vsR@/34K^e)lv"),
    ('unbroadcast', 'Your function sums over the last axes; broadcasting puts new axes in front.',
    "z;;I$q-ZR>_^:K.7)H?vHCj|([D>dnO[!fn]Mo*9b$B7YO&O!(4q.tP^{5-b]_>ckAA41;DSpb;O4A=botJlJU>tNqLxx@(Q%poP3EAJYi:u7>"
    ".CcsCqpHkj>]@I%g_6WH42wc-7w $6 -P*()hz^%MF3&J4<kX=[Ndpd+O|?Z(GM2+Tjrp~"),
    ('unbroadcast', 'Your function sums over one new axis at most; broadcasting may put several in front.',
    "$NSF*49Aq>_^:K.6SNHU;Cj|([D>dnO[!fn]Mo*9b$?I2Q-9!(4q.t:*tG0P?9j=7P9M9[#.r+EO4A7?O]Gm$v^tNqLxx(N&#UOP3EAJYi:u7>"
    ".=t2EKFHkj>]@I%g_JS/y2wc-7w ?#X-P*()h:z6MF3&J4:O;yGfsry?.*N^K=t;+Tjrp~"),
    ('unbroadcast', 'Your gradient is the sum of all of g in each entry; each entry gets the sum over its own copies only.',
    "z;;QAM-ZR&h3^XxO_W+6h6_}#z7r]RN7BZ>3V^~PYkh8DO&O*S3E`k(ZE9R1]_>.QXA41;DSmWR#6y.0Fk729eG!6Y-=G]>u%ju/|NPHND<s4`"
    "-rXMC3rBI>lvWZ2W^p_U[8HyV4d+$6 )B~i7}/m-YuZ)H!<kX8r:dpdZuE?Z(LrPT~J< a"),
)


ANSWERS["add_backward"] = (
    "L}BMH3;H@@9_U0j~IZW_<PUJIcPv!A*zEeQp]a*GI /W=Sc<%{4CNH^6P93PNj9&-I2rMX k(@1>b8g7q{JcaEBzw`+jA|Nn##ts>HiZHAd!C)"
    "3R$/NYLL0^U;I:eL^M-Ug~w]TBugH/@Kv8;>s_?lu9[RJc#`<a)pg6>F KP.UM/AOS=)sh%*) GQf-O-r+9[2zt|s;:%G0(XJKJXyd-[+Gi]@V"
    ";%=Zd)}Q.%gVCg_Dx( M",
    "L}BMH3;H@@9_U0j~IZW_<PUJIcPv!A*zEeQp]a*GI /W=Sc<%{4CNH^6P93PNj9&-I2rMX k(@1>b8g7q{JcaEBzw`+jA|Nn##ts>HiZHAd!C)"
    "3R$/NYLL0^U;I:eL^M-Ug~w]TBugH/@Kv8;>s_?lu9[RJc#`<a)pg6>F KP.UM/AOS=)sh%*) GQf-O-r+9[2zt|s;:%G0(XJKJXyd-[+Gi]@V"
    ";%=Zd)}Q.%gVCg_Dx( M",
)


SLIPS["add_backward"] = (
    ('add_backward', 'Your gradients are the slopes of the sum, which are 1; multiply them by g, which comes from above.',
    ">dW9Nvpdb>`>]GWC47</r8{=EWK;-#N RCFWG0j9M)BJ/M< g!$DCmk_$>]Z<(EUZqDyNEp-qMgQZE>aD@R?=W=J(cC0pG:!91m@K)=KkU3~@3"
    "&-UG!5~AXL?EJu`_D|]!J+Zg{9RQn$M+A%G~]:I2L$D8{~&qN;o~C@+>%D/{I9JZ?}y$]|"),
    ('add_backward', 'Your gradients share g out, half to each input; a sum grows as much as each of them, so each gets all of g.',
    "H}eD8r^.+Q7WERb@SCEm:&|;A<@_~QFR`[BA-ruI>hK-UJmI<E:I%q.y%Z}Iv)qXky$RA84g*6i[/TDUK9tw*#6Hm-Snnd1];<9${K!i ^W$?&"
    "?]*D_E?);!/]#[.FMf/=aZ[gb+wJCrmLT%7MNyJd?5u.GZFdP<)Ol@n?uOd=/=5N9YQ$f2"),
    ('add_backward', 'Your gradients are those of a product; when one input of a sum grows by 1, the sum grows by 1.',
    "bq-=oA_|Xz r]vWCq[=0ZA`VSF1D>(^^8Hek:ks;)DFVFLV[QbI=9DL8X+CJLnKN)kURH@M:C8(6Q=NE6GS1EzB[f^6Y0I4%:`V5:<BH(C6#{u"
    "j?3*79mdN/{u8J}!>+)/}vIXmA$=:~5yI${8lMBbBlXXy8BFm;<#*iX_9tVdd{#Sj4|{9E"),
    ('add_backward', 'Your gradient with respect to b has the sign of a difference; a sum grows with b.',
    "+|^:fQAr*!jT/H3Gca/|PUc<<^N9Dq:L{FDNUbv)$/&|j*$3N0m-y:O9Cx9(j#Fv0lbS%@npV2GE6[;7m?RaRf;.l~%ysrc5KXuffDju1Bx)Fo"
    "5C7?AbdSbDQw0E8#*FAIgrEtLQa=;.s*[L[)jbU$IZhOy4/DvM5~ri[F#lvEMI@-?mrX6Y"),
    ('add_backward', 'Your gradients are multiplied by the inputs; the slope of a sum is 1, whatever they are.',
    "wRa*%Q=ao;HQ=jkAMqLySKUj.9=9h|%#~;Ng]~!?b_q|{u)3(Os`g4S7Z-Rv@1=OBJ_Ge_[vN<&#P/Y5fMmXJ{s/BBB2?f[4v#O8yWWXD6;y{Z"
    "UC|y85Sk&N_CH5cwEq8:Kd]QnCYU[I<VZy|-sK54Y<F<(z>q}Iz^&9o^-ClV+{)Y^]?]t}"),
)


ANSWERS["multiply_backward"] = (
    "u:(Kh_o$SH*%)`YZn#6wI.GwIS^*r|3g*+_EGb{[K0kY:&Q3>AtJ-Cx$%l.I!iu?&e2N[ qfiOmKyN6v=?yZZZ&u[/UX@LMGuaS7>1N{noL]g1"
    "isdfH#b8*|h@zKxtQ.XQU<T9+2%1F0B:MD>|<YCtloJ:Mkmmw9! if8O_)D#KD!PE_@e99Q(M :=dBVHSA_k;?Ug6j%c$o/W8^?2lwHUzLqeZ#"
    "/{(ZqWZE@YIZ[C[vq%gF",
    "Z.!p+a~k[4znai/W<v+GShk?;C3-G@@-OIt(aNAV@mrNG<M_W;R`vIZaJD)6Ob>LPf3NO77BT7F@vR;fGSR;Ys!yE9+Ujxs(H_KL8hwDT$%zOn"
    "-)N4oy;:}%BL8nM^`n*UB1B2qaFx2qlQ^S@dGe>%]^E[&}e.?9]n2&/p 6>7p]zmt0DbQ[K1%*k0lVy0:E*vHIZkJWF@ojNE9QBo(h:;Fmx jG"
    ";xxDYy*l@1@~GG92[~}q",
)


SLIPS["multiply_backward"] = (
    ('multiply_backward', 'Your gradients multiply g by the input itself; the slope of a * b with respect to a is b, the other one.',
    "wRa*%Q=ao;HQ=jkAMqLySKUj.9=9h|%#~;Ng]~!?b_q|{u)3(Os`g4S7Z-Rv@1=OBJ_Ge_[vN<&#P/Y5fMmXJ{s/BBB2?f[4v#O8yWWXD6;y{Z"
    "UC|y85Sk&N_CH5cwEq8:Kd]QnCYU[I<VZy|-sK54Y<F<(z>q}Iz^&9o^-ClV+{)Y^]?]t}"),
    ('multiply_backward', 'Your gradients are the slopes, b and a; multiply them by g, which comes from above.',
    "##S/{/tFTPK2AJR<Lb@dB[p~ORALpY-lL@$6DR%>pgDN$)Dm=sS@L@HxH@9CV{vI=zk@N<M`OXEJl_bWR7uLC<7DQd^(x[lvL/L6O)E[;CKX^P"
    "tEE:Ujfwd}6#N7c `aWj]<-s9^E`&Zt?hZ{7L(jALHcHi_W*08hW-ze>;jP[+8Q[PeX^5u"),
    ('multiply_backward', 'Your gradients are those of a sum; the slope of a * b with respect to a is b.',
    "A.!7p~|3rH=O8Zj_(u8bT:SI69#|%z8+o`Qx=/IB$_DLIB`?[#<B8x?VXR7z!UJPvF+=P4W1;;(`((7t]5Kj<;iAO.I(RW!U[.4+/G(#L{&{_l"
    "1{ai|K}<5I?>N`&~D:<]^$`ld=xr7C8C}x3=>(00^?P>{O91Z]Eah+$_d~V(;]zu57[--G"),
    ('multiply_backward', 'Your gradients multiply g by both inputs; the slope of a * b with respect to a is b alone.',
    "b5cR^C9K=/tnpbJ`)-_gu?*${0K_A]5G-9!c^|5GP(]c5`E9G/Q43%nq^Ntz_M=K:~3b3rwFC9i3^p5-<8nm%$aGUHU}&[z(?jf[I)McP8YC|~"
    "g6nu]2bV`+|MV4^}}OeS3U{;a@>$^U=]|25U`:5W45S7wr|dhl:BuGw]{;*`=}sm[S`{$J"),
    ('multiply_backward', 'Your gradients both multiply g by b; the slope of a * b with respect to b is a.',
    ")GKf8XG1Q@CCuB68w!8Vh# k@&>7I%9dh^?^`$N[yP=f5:z/>JI|nUf ;.V)`r8Oj |f!{(L(tF`xlt:had*VFOR8Ee~H-u%LyQG^i=104*g{B"
    "-5EI9S0rmc;FU3Ct5$!:gp{<6Exn^{RJDX}tuIU_=XU^61{Eq7(}zf?^c)zR&{/S|Ehz`u"),
)


ANSWERS["matmul_backward"] = (
    "+QBpm?Ln&sG<MW]F(*YeuktvBYEDtC@G7lWV6adz8wa9?A*.ao9K@Qb;N7Oi!ft1#rqG*_FLim+r_j~sx}`+k2.K[bfoMH3}44^x=6 Vv{&}6U"
    "&M+niyyJ-dy-Tc(mU-kACF.}HV_n|K9CF%lv=]EW4~aqTblJZ|C<=pv)#bwN@Q.LV=oR:X-<y``?elKsB[BGpmx@ WRK/=XGRK68!MNyahe1lS"
    "t@EeA:?hh{bWDJoN^=SY",
    "CWY)Fui*Cm#B5KZ{+j1waa2k4633s;+-_Wn>Fmdh9ZGqCH8Z#T:>FwX$heP477=cJ)3nJay~mBGi@+(w34/hCt|-H1^M[S-tsSs2]U_nAjmj2j"
    "-5u|m2<-XeE#c3?u%fk`<@+HJ)G:xahb17>uv([tbGXlAQi v36.:Un3c]c;3=Ppb3.X>=?sT09[_6?om?!^~7SFD/#)Kz-Y1zHUUn5a@q)EVX"
    "nKe!6:fg+Cve?Vx`Gt#/",
)


SLIPS["matmul_backward"] = (
    ('matmul_backward', 'Your gradients come in the other order; return the one with respect to a first.',
    "ZR0GmBN`6'''? y'''2w@%yU''''''3ak?bNpr&''''''8#PkIv(`RkRL''''''C#m'''/h+'''{W5'''1is>~D@4`Ru9'''''']R/''''''''"
    "''''OxmmWx3>u[DW!#x<GA:1T_M#'''z+=6~Q'''RI='''2_I'''$k&''''''''''''{ed"),
    ('matmul_backward', 'Your products lack their transposes: g meets b.T on its right, and a.T on its left.',
    "''''''''''''''''''''''''''''''5EK'''Kte'''''''''J4a'''''''''YwG''''''CUX''''''''''''''''''''''''m<E'''''''''''"
    "'''''''''''''''''''''''''''''''`FG''''''''''''''''''''''''''''''''''''"),
    ('matmul_backward', 'Your gradient with respect to b lacks a transpose: a[i, k] meets b[k, j], so sum over i.',
    "_]N'''Bpi'''@x8'''UQx%kV''''''3s_7zb<mM'''''''''HqG''''''''''''''''''9-P'''''''''''';RB[u+''''''P+DA!l''''''''"
    "''''D_u'''''''''''''''=c&''''''^?t''''''''''''''''''''''''''''''''''''"),
    ('matmul_backward', 'Your gradient with respect to a lacks a transpose: a[i, k] meets b[k, j], so sum over j.',
    "'''8sp''''''''''''''''''''''''4}D'''D)e'''''''''Go>3s!rDH''''''''''''`lv'''_}c'''17l''''''7S)'''''''''''''''''"
    "'''''''''''''*&rljg''''''''''''_wc''''''''''''''''''''''''''''''''';i]"),
    ('matmul_backward', 'Your products have their factors in the wrong order; matrices may not change places.',
    "''''''''''''''''''''''''''''''4UM'''9on'''''''''K#]''''''''''''''''''Afy''''''''''''''''''''''''''''''''''''''"
    "'''''''''''''''''''''''''''''''C`0''''''''''''''''''''''''''''''_Ym'''"),
    ('matmul_backward', 'Your gradients are those of the product entry by entry, a * b; this one is a @ b.',
    "''';8y-sv4Bo@gq''''''&WQ^u:|CZA~^'''uJ>CBS'''G`w$:S'''o~l'''}=6'''Ha+IpP7`_'''^wh''':>O'''8T/_QFm<E'''''''''4p"
    "d^Pb'''qqa''';2wu?QQ#*'''_h1'''E0V%h1B8c|5%?qI3:R'''Voo;&u'''>~Y;Nr5Kh"),
    ('matmul_backward', 'Your gradient with respect to b is transposed: g.T @ a belongs to a product with b.T.',
    ";hYEqJ#}q''']m['''3y<<Dv''''''3FC<.Ye4I''''''^Des}T7uPn_7''''''Bd['''BBx'''}$J'''2?m;Q8`b}=gm''''''NOn''''''''"
    "''''>nUytw;mY<>UljgZ+V9{Y^Ne'''^zt6CS'''Z97'''/bh'''_Uk''''''''''''/#4"),
)


ANSWERS["relu_backward"] = (
    "S*rER^7+*HW(pP;?xbL(l3h[yF]qm?ImKU)&M$(GQ0]ZlybfV~`]S?7HHwug^h@io/Z5)bHCmkV0m?Im.&V1KH@eGsYUm?ImmEiI/!-H[uiR:j"
    "`s){y(snEsj_R=RNYQ-3i /i!yqnVXMWWHklBdT{Tobr~Hw4a!Pkr*Kv@~Z&p8O[mszA{QECway7)hmX#?<~i7Ze@EPt7^<o?j<NKqKad7<zJ~"
    "&[o&OsZLuyFj>TD{wUF^",
)


SLIPS["relu_backward"] = (
    ('relu_backward', 'Your mask is made of g; whether a change gets through depends on the sign of a.',
    "trqVYkzY1bzEm?IJ{&wM=Uo6N>|OFb#yfb@KozK+k$#6p=jRdSM)6Y$Sc*`<=Py!>eN.lv^AcV6VTj:UJ;8|x<0)^7a-8!3q<<Z+65s&1FOUY]"
    "WY;(INxw?8JhtIM!i!po<_Keem?I:?Xn+q=5Si<-Pt8.ix&C4K0Y:zJ%]jEe%JZ7+yQq7f"),
    ('relu_backward', 'Your gradient is g everywhere; where a is negative the result stays 0, and so must the gradient.',
    "Y@$EZQZyEI;?t)1J{&wFkBEIFCgEBE;pEkw!a=9::fP2y[fKSoB/1-<8R.jx@SuZS ELN<75c7ALQu]04>]z-58=~4Y.m:Z$<<$%^ek81CH>t0"
    "oFps9^2Y *C/0EeoqyM> *GM7c?o>y<vgp]Im[DZDRx@E#/;8I#W>:N=obE]NhQr@7sj7{"),
    ('relu_backward', 'Your mask looks at a and at g; a negative g passes too where a is positive.',
    "S*rm?A;RLpP;m?Il3h+O#m?Im?IOBvQ0]jDtozKS?7#~N>F1m?I)bGm?Im?I.&Um?I(ALm?I#v&/!+--D$Gqm?Im?Im?I!3q#Bb;uWqnVMWWkl"
    "BT{Ti$G#eOzKZn@oZ&pO[mm?Im?Io-em?Iz3(i<-Pt8.g><NKL}3:*Y%r%OsZI]A(_-.6+"),
    ('relu_backward', 'Your gradient is the slope, 1 or 0; multiply it by g, which comes from above.',
    "NLyW6B/6NXH)qn?r_:/odm?I+iHrR(R)xW@Pu2=PG?;[:wDgS}/t>QuN3m?I./?*6N<a8m?Iz`&)7#YT}cB{R3:cI:t%y/24MZJ=)3(m{T4Dip"
    ">Jl)t(n:I9.k5.>/TUhQ;%Wfp:.zn9+n 0I#<-fUM1v-Ww+#R*dmSVhw@qV>WK@gX&j:S|"),
    ('relu_backward', 'Your gradient multiplies g by the result of the relu; multiply it by its slope, which is 1 or 0.',
    "VwHVxK&IKqZh%_nr70ttNm?IG}PO 5LLll}eqROWKLL2R_q~oU?%eqmstm?I<*LFrTAxmm?ImU?=vI[8D>W7/H/u<VwTAU#];H=>NKsDiF|AlB"
    "=XKhd JzP`KnBOEBVYWJ`[(6 HJO#%ImAn>eQcD#PL+<qa??VM$i?tvwk}KC>/Md[s~-P."),
    ('relu_backward', 'Your gradient passes where a is negative; it passes where a is positive.',
    "(v6K0SSKKI|r/=BFTX%y2MKALR`rYz>8SgU(p B-;;&P/KutRw !jkrJF.jx-H8.JKX7t+z6cx]FTcgK+e%$-z=/K+gfB=|OfRjbmkp!$HWO%z"
    "hNUXAq_ScVFdQ&>9/4|+22M6P<fD$~GoOd;>/=SBH)dm}iX_{ek5s-q>J+x}}p7`&mYPJf"),
    ('relu_backward', 'Your gradient passes where a is 0; there the slope of this course is 0.',
    "K|NPFWw?mmK4J`b%PnYK6FcBPbqDqjUZ0qfrYd@z2JHwu^h@o/Z)bG;f:m?I<3!HRYGsY&`SmEi(I|]O-?kjj-x)bBdXcRNY=su*aGg)GMc:VT"
    "dO3abr~w4aT:~Bk4K59:EnRb|ECw;`hul=<~h-<SPt8@E6<GVKad>JPfmFDK+e{@=q6&(J"),
    ('relu_backward', 'Your slope is one half where a is 0; in this course it is 0 there.',
    "OMyQg*%1&n/uW27wn:mt0NkQMs4G jS2koIOXFRiJeHwu^h@o/Z)bG)M5m?I:o2Iv|GsYyXwmEi+|Y[|I=fgzWy#9TgaLRNY:|--x_m4sMZqbf"
    "LQy]br~w4aRjjE+gP!_xU^grgECw+(>q@2<~hzo|Pt8>t(<J.Kad=iKwb8HIsn[.=|7#EG"),
    ('relu_backward', 'Your gradient has the type of a, so integers in a cut it off; make it an array of floats.',
    "S*rR^7*HWpP;xbLl3hyF]m?IKU*M$(Q0]lybV~{S?7Hwu^h@o/Z)bGmkUm?I.&UKH@GsYm?ImEi/!+[uh:j`){ysnEj_RRNY-3i/i!qnVMWWkl"
    "BT{Tbr~w4aPkrKv[Z&pO[mzA{ECwy7)mX#<~hZe@Pt8<o?<NKKad<zJ&[oOsZuyF>TDwUF"),
    ('relu_backward', 'Your slope is 0.01 where a is negative, that of a leaky relu; here it is 0.',
    "S:HRxd*4So&[xYMkg~yEHls$KOcMqMQb|lxjW2-TSjH#Y^gcon-)genPqnap.>5KP-Gp?nu=m52/k2[u<:pY)}+tG:j-YRx#-A]/d>qiRMFoku"
    "xTzYaq3v@nPN+Kn@Z>WPaRyx/EK@ynlmiH=60ap1PX(<tK<LTKY(<#j(7/Od_upP>V0wLp"),
)


ANSWERS["sum_backward"] = (
    "nml.J*s#yriw?NF;S(nsBAPB$IP&FbM-#k=grVsJ!7]5>xj{VDP:.I%Puf.|+cWJWr6y%yi#(B@3oV>^umKEnrgv.*e-spYn-:(2bO?[ziYlrr"
    "H`TG@RgHlyPXg^qw9<+edB$2NuVL][S27~?U6#nYutc^m{#$fQKg8hxC$ku &9.VB D:8o%cK;G@XWv6(RLp@_<]1j$!$b)@c/<K)`.1IyK/fL"
    "JDoJvjdgyOl%:nMG)TK3",
)


SLIPS["sum_backward"] = (
    ('sum_backward', 'Your gradient is that of a mean; a sum grows by 1 when one of its entries does.',
    "m~ZW{>rym.vYiD_IDgtuFNjOqR@n!#seA-]NfW9%0vp(:tB_gG2uj1vdGnYFoYAm Lzzno|3$wZgkVpzIop&eEgk$Dbpjo<!#Xxqhdj6^dbK.%"
    ";n3.jW`tUZS{Oq|Doi5zS?LsNuVTU93rb&e!%*?cwtSsZww/fz3<X[)WYIqIUpTc#PswLo"),
    ('sum_backward', 'Your gradient is g as it came; a has more entries, and each of them gets its copy of g.',
    "f(uDnEd}z=/eXT}kmP+aL%yp!1(r$DU>Vu$/Wxe(slbwC-zhx]cFy=l~p*(6rc`lyONM=LF2:a%r/J$#wHFV.n7#RZGX|.?UK<c!(NPpBHIM+~"
    "X-?6*Kz)[LDIpy@TY&!JTkw2?s)vGNdI~>;8O;xe;-.;DS;&p=o[H|e$9S-kEjANH|!K|9"),
    ('sum_backward', 'Your gradient is 1 everywhere, the slope of a sum; multiply it by g, which comes from above.',
    "e_4%@1)`1w&TTe5Nu|W`P!UY*Kg#xLZ2]N-XSG|us_)x &z`ilqO~uPZ:lJ8(DZ)cWs}.RfHN{WaxH$dH*G8zT?V$gNqeUb5x~)*6L%N&c<aOI"
    " Qz|q.4)7K(vwo7qP|eOp}fq_&4V)@)wUpTG8Nx6XTX!td*L6#b5Yr=N(.Sb|v4Z)%r&mn"),
    ('sum_backward', 'Your gradient is multiplied by a; the slope of a sum is 1, whatever its entries are.',
    "oGD[>Kgs(aQru8BA0kXNX^Z`LqRV[-NW<*G.jbdNsU;)h^<3)u%HhJGiPKO&)Ofmq??DNZsN:C(y!2?qQF[ we0FS@TBdAcv]30zJ*o/^7r7=?"
    "PKJh@24$:==J%Mnnlm`6OvGw>P{t7|KTL5`*xK?N<k7_b=@CBIJL@Wo;BT<]aepD_8qEA6"),
    ('sum_backward', 'Your gradient copies g along the first axis, where NumPy puts it; put the axis that was dropped back first.',
    "nmlJ*s'''?NFS(nBAP$IPFbN#k=rVs'''>xjVDP.I$uf.+cVWr6'''''''''umKnrg''''''-:&bO?ziY''''''gHlPXhqw9+ec$2NVL^S28?U"
    "6'''''''''Kg8'''u %'''D:8'''G@Xv6(Lp[<]1$!$)@c<K).1IK/f''''''yOl''''''"),
    ('sum_backward', 'Your gradient puts the dropped axis back as the last one, whatever axis is.',
    "nmlJ*syri?NFS(n'''$IPFbN#k=rVs!7[>xjVDP'''uf.+cVWr6%yi(B?oV>umKnrg.*espY-:&bO?ziYrrHTG@gHlPXhqw9+ec$2NVL^S28?U"
    "6nYuc^n#$f'''xC$u %.VB'''%cKG@X'''Lp[<]1''')@c<K).1IK/fJDovjdyOl:nL)TJ"),
)


ANSWERS["logsumexp_backward"] = (
    "n133uzO[pBjx=JL-f ^JKu;Jj=[Doo/cftn2k60#k[-3(ROtgCGct}.[!yN@$LKzpEB8bJV+crI&Z`^|q^UAn1J3/yirlsq-vis|pOC/ypk+RF"
    "(7b/wISM;eO)nhOC:|<6qYs$&-lP$cOE-A+^dNaTJo%J*ixLjzamd5mPM{n:$vLoJpG>H.y0XCIq%.hVvp* 0}#D({s_Us+rLTyxhaVk%~)jJ="
    "wi!X%rl;TniN.!uUhH$C",
)


SLIPS["logsumexp_backward"] = (
    ('logsumexp_backward', 'Your gradient is the slopes, a softmax; multiply them by g, which comes from above.',
    "lLvgOXr<Oq03gW:aAxm<KSKUbE.b9Ivxvdywb>k##Su uy`MesGtB;vtqxbFyE~s .X~Fuyfd!nWFh#aa*Na%=:!x:RZysE4&9*vyto(-W4LZ/"
    "jTv/PQAuu)%c@ZO^jh(x}~WCq!g+(D3w~4#xEiYpUPi$DKt+*ZFK$X;y;hQ6?Yaf&.-qmb"),
    ('logsumexp_backward', 'Your softmax divides by the sum over all of a; divide by the sum along the axis.',
    "n12t`]oDSzvnf ^U<&l#]v!Rftnk60lSIxi$j1qu!!vre$LKphCe<ngLRfAqq^Un1I&p[nj2vT^kUPypkid+f-vW3qZQjUFM)b>s$&lP$TAUxc"
    "<e#Rwqtu>!mF/hi{n:$amsLr@rF:QG:ky$* 0w/$wn`+rLyxhdqz!ZTq;9xh6Tni&^`kGP"),
    ('logsumexp_backward', 'Your softmax runs along another axis than the one of logsumexp.',
    "n12S*!zuX+Z#f ^M~DkrkyNSftnk60jYB*roa=Pz-h%<U$LKzurx/{vziSl^q^Un1I$6Kp4a&4 l<bypkoOVXAuTQ-m>/P/sz#Ls$&lP$F;q%>"
    "Sb!T(nO%Dlq($f$Zn:$XwaHUG%-wQ[tiCX* 0({%%Vd+rLyxh#_g%X<IbZ(+cTni#7w(BD"),
    ('logsumexp_backward', 'Your gradient is g * exp(a); the logarithm divides by the sum of the exponentials.',
    "oHF<W{$kP>oVZ5D3o6bV[-%eHc_WZAX|B[~NVt@=e!@2Z{~^yK B8EQ+.C6=<A*o60|Tfw8:]x3NjC@x~I/VU;z9kQIFMFB}{V!=-YS~B3!c{)"
    "cDNF>n1-l+c@cK@Ss^NCF|4 bv>x49?db1|P!:n/[9Z`@R`cu9%o`w!:{)`fx6aB{J_Lkh"),
    ('logsumexp_backward', 'Your gradient goes to the largest entry alone, which is that of a maximum; logsumexp shares g out to all.',
    "ocS;y^tqy=kbPj|Kz-SL2*+&ZDog(h!7M!SAP*Ko2_%=EhaF/<[PfYdj4OP<yL6ng@:k+dnzjNfs9y#[lRM@fsZK1]Gt&HCy=?z$1>y?FJe])8"
    "tQ>l.5R:FFupAml%bHZIcBKcx(59Gi@CU2;j3#A+w&q;A3;x6G(L:1d<F[+_CK3!(ut*}a"),
    ('logsumexp_backward', 'Your gradient copies g as that of a sum does; each entry gets the share that its exponential has.',
    "nmlJ*syri?NFS(nBAP$IPFbN#k=rVs!7[>xjVDP.I$uf.+cVWr6%yi(B?oV>umKnrg.*espY-:&bO?ziYrrHTG@gHlPXhqw9+ec$2NVL^S28?U"
    "6nYuc^n#$fKg8xC$u %.VBD:8%cKG@Xv6(Lp[<]1$!$)@c<K).1IK/fJDovjdyOl:nL)TJ"),
    ('logsumexp_backward', 'Your gradient is multiplied by p * (1 - p), the slope of a sigmoid; that of logsumexp is p itself.',
    "m{cng)o_h!l_hg0T>iplaYP/l^EmHNmFh!J9jN$q}jq[Sys!k/ j!OpumkKvp;Wm{?pVGnbetS~jmxvc@noriV(hjNf6How^m[TqvdlYlWs1y<"
    "rg*Ys8grV5q Qn~Nn|=m`Of5cq`QUbOpL8zg]uRnpH0#[yva@qarlBOg5WsvhlVL!8Wjk8"),
)


ANSWERS["backward"] = (
    "+~ q(c**@QfJ)|U9=wNR*&gyPeJ%/P5l3/*uk-Pe%#PaR7iq63nlOEJN2+lc^]2/.g#?A)[e%QiSTCtu}7@ET60uq} /Pm?g.nmEdQkg%r6]<("
    "__|V}KAPUjtf?l=U?TRxOKS|hbsV3UHw&CwJ_O=__?([sd;UiZ.6bzFkt5<)N10@e:N1Ip=<TZ _r8+^A#-u0{m:{JDqZ;E{7[O4K[qAqxZypk"
    "M7BT0V5o5yAkGpP94K0@",
)


SLIPS["backward"] = (
    ('backward', 'Your gradients keep the last part that arrives; a node that is used twice must add its parts: + instead of =.',
    "**e(c*gu8)A{<P]pUuV/]O[EC#LVZ+K]GR7i8jfO0;ydrRkP/~vKWQWf}Yu{[s^PU8q} Sfi.nlPYy#WK*dw6a7Ihktf?aGtRxOPq5TStNK}zr"
    "3$Z`*lM;Ui.6bSuK-P`8I?N1I*=g :m)sp%E@o%7P7#W<[QN]RB6cJqOm90>]eYv)pv3~T"),
    ('backward', 'Your gradients keep the first part that arrives; a node that is used twice must add its parts.',
    "+~ (c*@Qe)|T=wM*&gPeJ/P5S5Uk-PQAUR7i9|4OEJ3F=&JE.g#A)[%QiYu{^@{T60Wg*Pm?.nldQk%r6<(_[$^DSBtf?=U>RxOTJ~j^PHw&wJ"
    "_*!b*9C;Ui.6bJ(`*T541>N1I=<T *#*%>-u0m:{D`}I!BO4L:3SZypM7B0(p5yAGpP-^["),
    ('backward', 'Your walk counts a node once that comes twice in one operation, as in x * x; count both parts.',
    "+~ (c*@Qe)|T=wM*&gPeJ/P57:uk-P%#PR7i63nOEJ2+l>_u.g#A)[%QiULB|EpT60q} Pm?.nldQk%r6<(_.i7APUtf?=U>RxOS|hRd*Hw&wJ"
    "_<A<)1%;Ui.6bFkt<sJ1p*N1I=<T _q)sp-u0m:{P7#E{8O4L!*CZypM7B0V65yAGpP4K1"),
    ('backward', 'Your walk does not undo broadcasting: hand what a rule returns to `unbroadcast`, with the shape of the input.',
    "+~ (c*@Qe)|T=wM*&gPeJ/P53/+k-P%#PR7i63nOEJ2+l^]2.g#A)[%QiTCt}7?T60q} Pm?.nldQk%r6<(_|V|APUtf?=U>RxOS|hsV3Hw&wJ"
    "_=__([s;Ui.6bFkt<)M0@fN1I=<T _q+^A-u0m:{DqaE{8O4LqAqZypM7B0V65yAGpP4K1"),
    ('backward', 'Your walk starts with the value of the last node; the gradient of the loss with respect to itself is 1.',
    "g|%g81|_:mJ[<s!WFreNu8XN0qepd8?}4to*|_7da20Cj 29)FZQzZ*oukx2 uFldMuF4V+$@wYun!s3T.k-0F}_)unVb<&HuZun3fo^-I:!sd"
    "ZRHrpY~M+Wak#4*wghE ~BnV:7J~  {ca<%6/nRvqc`;VnnWzqF1o9-U>800i*fqL/P`/$"),
    ('backward', 'Your walk hands 1 to every rule; hand it the gradient of its own node, which the nodes above have filled.',
    "?TP8Aa|@$-<e=k.v[H>Mc7#/VrF7Tt<xmwk@9dlbzT2 H|1vCeq+y)MjqGG|6sO9 <SG2HF(#fhS_%.+w:lZ4./?tHZ 2/noK3-IfwLR2`Lf%C"
    "]|b@=oB_R9{5bCF=}&x1U+L$56<2~$`>c&^RLVAx@7V|MC5Kb6AzGZnG>v1.FrA05:R:tK"),
    ('backward', 'Your walk begins with the inputs, whose gradients are not there yet; go through the list from its end.',
    "uq_&U`gt^)A{$|OpUuV/]O[EOViVZ+O`ex5ARz(O0;ydrRkPn<*X5/PSpiS:Q|ePU8Oo9SfijW&PYyUf6*dw#RtYuoOG~R[ROVNOneTStOgjzr"
    "3$Z`*lM(*}yW|OMM(#rOy9Or_%Z]f_@)JO%E@o%7QY2W<[OU!RB6cJqOm9R??ede)pvU.#"),
)


ANSWERS["rule_is_right"] = (
    "PL6]MlaBcOb((Y&/-KCU!Xi9TQNiL]q7UUl #YC8-RD0&+o)aaJTMTjDP;wQuzze+m `*a>Om~PiN>6eNRUIi{}o)/M#+<nzw_mGQ=:uM9QNX}"
    "as%)rY-Wz:$$)|WA_XL}xJR^D+yy^W-4u|)G)]fkh3M[0;Oe{}q3PX*>e]+IwdsW9cP4IbMsEAc`ry(p_?-HJ8!0 DS|$FL^Q(U$i_#!%~-S@h"
    "&o dZ:.!MOT`Q4B(vJ34",
)


SLIPS["rule_is_right"] = (
)
