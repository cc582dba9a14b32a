"""Practice for the exercise `numeric_gradient`: fresh problems for your functions, as often as you like.

    import practice

    practice.run(forward_diff)

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


def _cubic(draw: Draw) -> tuple[Any, ...]:
    """A cubic function, a point, and a step that is large enough to be seen in the result."""
    x = draw.between(-2, 2, *draw.one_of((3,), (2, 2), (1, 3)))
    a, b = draw.between(-2, 2, *x.shape), draw.between(-2, 2)

    def f(z: Any) -> Any:
        return np.sum(a * z**3) + b * z.flat[0] * z.flat[-1]

    return f, x, draw.one_of(0.1, 0.2, 0.25)


def _line(draw: Draw) -> tuple[Any, ...]:
    n = draw.whole(3, 6)
    return 10 ** -np.cumsum(draw.between(0.3, 1, n)), 10 ** draw.between(-6, 0, n)


WITHOUT = {"suggest_h": "it can be asked six things only, and its visible check asks all of them."}
_SLOPES = Task(_cubic, lambda f, x, h: (x.shape,))
TASKS = {
    "forward_diff": _SLOPES,
    "central_diff": Task(*_SLOPES.__dict__.values()),
    "complex_step": Task(*_SLOPES.__dict__.values()),
    "error_slope": Task(_line, lambda hs, errs: ((),)),
}


ANSWERS["forward_diff"] = (
    "EiVm]iyj|A[NK/7T2/{14aF<`+aD3*Ek}_-NG1>q_M(=6a5M?wC6HMJ+|CBl~eVsf^sk5nSHxOPP=f.C6+mK?%(6}q>w9G>y}dG090vO9Q=/_V"
    "Kr/0>HCoFm@8T&He<U3~987p]C3MTA9o9#~t()3$iE4W{(ODYt}KI$]+F([v*eBgQi2 p:^z<G?aObzlWn}+ws|YVw5%Pj`%5N}JK7K>-LI`~)"
    "}q}#n]/*_||M2eHXKOZp",
)


SLIPS["forward_diff"] = (
    ('forward_diff', 'Your difference is divided by 2h; a forward difference spans h only, so divide by h.',
    "MWS<&f^@<S:^5R`85#[!]6|n|4aO6z?UcBRM/30PJ/^@[| #i_j9{0s5}+f.B]7/2]{ccFgi{D FH8Fuu?hA%dQJ_}/s{Pdy7UqD8g67mF{+}S"
    "F6[b80PV@M`-C=HO;u.Ic*5wY>e6.+Au4I{+J_RyAKw[o[`*zTExRSl{b-nI$@Y>4x4SR/"),
    ('forward_diff', 'Your difference looks back, from x to x - h; a forward difference goes from x to x + h.',
    "A0u]?!`EtG#/22L6gN_N(3Td}FN8?C`5y7C9]zzG-:{rn~zKR]gC{rydi<w!9L-:.f}xx9#;}I8!jh8Vv$ D<ZQA3J_vrG0b4#Z7~r48~DcE~f"
    "C3L@3(VK3i}fa@7g]!q9Zu37W_U9>C1&6X}zh|Ph5VO^Cx}-9JhFG2/|#*!ln{fK29mnZ4"),
    ('forward_diff', 'Your difference is the central one, which is better but costs twice the calls; start from f(x) here.',
    "B<H]!q{U%Im22WM5LT`AO3m6}tdBc2_!66(*[Z)H1M{?|~ptXk87*Xx>Y=5:7:a=#+}uS9d$}T7G!08.d@aV:?jBD`]|OG#Q4S47+M3uwBEi~m"
    "<3f)42hL]5}VO[u0]HlATq33b_1=>.u#~z}&E|T|5l#_z:}mAKDQHXW}J4vW%`:82N&S?s"),
    ('forward_diff', 'Your slopes have the wrong sign; take the value at x + h minus the value at x.',
    "=B]8tB3_Y+)g}H {xb5SY|Nl26(;vL6?Z_$sB$/:Cy3@!1pUrNC`m{XA<EB-_X5Be*2d.]692r#]IY[|y6+sIc_>=cBL7/`?|3-^qq|-G[!M1Z"
    "i|US{!o(sc2.y8be9s:?$M}2p7ZyC2:V|.2Lo3wL`Xe5TT2/~-KN/8}2c&k`k67e}qK-Nu"),
    ('forward_diff', 'Your result is the change of f; divide it by h, so that it becomes a slope.',
    "XEpx?X<-pfzw9m#D:?/h)L<x]QWeOB#4.TJz#b3W.]*X.`Zfk>xGjkmi)t}sL..#9K]&:YDx:WcP:eN!8.;Qu-cbxA&L eB C!qNP_C.VYb2@G"
    "zEK;O7:g>?/ek+9WxaUZ;qA9qzuHvc$n{M;;[+ESR$[;eU[z*g*KbE:]#2m+G/@D8h{ZR>"),
    ('forward_diff', 'Your change of f is multiplied by h; divide it by h.',
    "izrms/yr%kR2N#0T+[v^zg7D&xUlQpoNojcTqXmgWHo r:^^l<SWvak .nXgdF peC+Amk:GsI9fH>cvbw~7nNMk|Vs&TkADS1jd:7V8&kgzvL"
    "tW@zh|<kd8rj8v2mno jjoO=)m`+nq;mOss%IpO.j3*y(e)kAlptk07*)-mm*xUpML+hVm"),
    ('forward_diff', 'Your quotient is upside down; divide the change of f by the change of x.',
    "2.y/!Kpr@M %6|5kQ~ nokC*vvSP_^r@i0DLl)}xXK+tVw%X1Hnm)9~>a`]d;W!}I$qcrY[Lz^0ljOdrgq/_4jX|Aww{N.q+2P&VnPeW(VY/p."
    "7}bL.)S4HY!6~?t*yr  Ff%v{F$61nE`}Oz]Y+7.KzVz}#%t01>8&>gu-P 9h*vSr}+sB;"),
    ('forward_diff', 'Your entries stay moved, so slopes add up from entry to entry; put each one back before the next.',
    "E/C@Iy{8lTnC3k363f`)23uc4$25vg*r!3`_T#gG+8{Q1}+eWW>7m6s/M?B45;*#9b;AEExD|/p6$@ChS[n+6PC)r*#cq{!@4O>4o_2@!ODG/]"
    "t4TxP1I:RQ}e<Mkk+D^4H+36 4(D<-(zjs}qy}|xT:z{5A{7E?xa>a4B#<uYC/>e6O`~cY"),
    ('forward_diff', 'Your entries stay moved, and each slope is measured from another place; put each entry back.',
    "FN9]xk|8)K/72+14d.`x73*K}]=G6k_G<6h{?v3GT1|D ~f3bsZ5g(xkX= i6y%?(w}p294)}cm9Ct9>1_l^.-^Chf@1[HO23~S7hS3L^9>Y~t"
    "n3&+4Z.NdQ}KP]=f[OJBgi2 e^kf?wvy0o}.8|W95*5`yt}I9KjwJVd}sxt]}`2Z2ZaIH["),
    ('forward_diff', 'Your differences start from the value of the entry before; subtract f(x), the same for all entries.',
    "BYR]w$}>gG4}5Dd2?o}/^49W~s4_C!|5t3/X_Uz8^&|j( CngP*K)@zH0[#I7*`@|?~RuB{v~6G^QsQX@{@P{Cx4?1=e!40r3&q4V 4fL6JU 5"
    "b2Gh2OfA?)}DE{`.|IB?E@54i}/{^8{y7a~C5&9s3?p_^6~P48)`>$o~IPdL&|qg1t:25B"),
    ('forward_diff', 'Your step moves all entries at once, as x + h does; move one entry at a time.',
    "Is|U7T}c/K9]AL#$JS`{E{lv7y2$d)?m>Tzh`ov|{.Z l|(Qt|^i_{sfv; K<MlTO_4}>l}V|+f5TCoBYLPU6V0VW6w?9|Tb{qlTFNz(r4A`x("
    "74cd54`X9rEIN&1fJq38I&2mu_$4=^Wuy37[X_)8/S76I.`-y5!N?ALHoRr-C^E$h|!~8$"),
    ('forward_diff', 'Your loop over range(len(x)) moves whole rows of an array; move single entries, by their full index.',
    "Is|]iy}c/K/72/{@V}`{E3*E}_+>-Uzt&]E)`K*HMK|CB|(QmRs4^pxOP; K<Ml?%&4}>l}V|+f9__oBY9p3/0=.~g^FFHe<3~9]xR@y594o~t"
    "(4cdEF-ODY5MOd2-7.)BgQ4:0^z;=^Wo%i>Bh|YV#5C`%4`-y71H?AL}q}r-C_|{C^)KOZ"),
    ('forward_diff', 'Your gradient holds the slope of the first entry only; does the function return inside its loop?',
    "XSf*hI}PAiB>4Ac65?{UHV6t}-wRZ<onIhR&.cO<Bz(.r}j&oCRB%Po_(#@OtKk<PgAMXBAu^+VDjOC{P_Af/dtre&-Z>A+Gj L;.PDtGryF}5"
    "l56urEUYGf]bH$@HAR|+B&uZpO+`<}ZidJ;mv(g@BCqxz:|}IFXELzQ}74c-ARzKAhV3<`"),
)


ANSWERS["central_diff"] = (
    "B<H2]!rU{U%yIm2d2WMG5LT5`AO`3m6i}teFBc2A_!6/6()z[Z)lH1L!{?}5~puMXk7[7*Xhx>Yk=5:-7:aj=#+n}uSn9d$D}T8bG!0S8.c.@a"
    "Vq:?kEBD`H]|PbG#QA4S3~7+L{3uv|BEi8~m<<3f($42g}L]4+}VOs[u0e]Hm6ATqo33b3_1=w>.vE#~zM}&F2|T}e5l#Y_z:-}mB6KDQRHXV["
    "}J4]vW%:`:8$2N%{S?r?",
)


SLIPS["central_diff"] = (
    ('central_diff', 'Your difference is divided by h; from x - h to x + h it is 2h, so yours is twice too large.',
    "6&%{bk}moBnh1I@2*+|<J1;:~+H6g~|r#3u>`r-AZt}<R O!Puj4J}&|4]yw4Mr^Fx~+m5KG~u6A714;)_{%[Cb6Ro{pTAE92Ng4Ki1@K6R[ N"
    "Q1.D29HEQ2~vO`&r{8e5.[1p!|JG^?/-Qe~;*~7(2_p|sM~&HC%mAo!~o@#F$}MU1ETK=|"),
    ('central_diff', 'Your quotient reads d / 2 * h, which divides by 2 and multiplies by h; write d / (2 * h).',
    "hhTmxWw]BkGNLisV`nu{vf+I%07k/Uoc.jrkrR%gOHo(G;+MlZOag*l0=nUEecfoq!+Q%k?Sr~Ei~bc6Us{Bn#qk*wvL6k5aS Fe2{WZUk*&u/"
    "XW5[hsqkVar&5t^6nzmjRiP3Dn5hnkImT(srjpJsi^jw=|*?xlmyjtb)6)m^:y{HLOrjDI"),
    ('central_diff', 'Your result is the change of f from x - h to x + h; divide it by 2h, so that it becomes a slope.',
    "L$@(Q9@ 9Z]o4i19ez>/~Dp6`g`TY1-AuLxk/1$O}R; d}K&f8!DYjoLzy=8F*w)8!{isQvz@R1Ri)E]]/ -${YT1+=feYeL7[CFx_8C_T2k_n"
    "A7:cF9;cH4@WF;sd&:3RfN5%G*u7!s6qsh[uq=KiI|#?`v{T`b./SUE`)Pqn4[%V4T8Z(<"),
    ('central_diff', 'Your difference is the forward one, from x to x + h; a central one goes from x - h to x + h.',
    "EiV]iy|A@K/72/{4aG`+Z3*E}_+G1>_M(6a5?wBHMK|CB~eVf^s5nSxOP=f-6+m?%&}q>9G?}dF90v9Q>_VK/0=CoF@8THe<3~97p]3MT9oA~t"
    "(3$i4W|ODY}KI]+F[v*BgQ2 q^z;?aOzlW}+w|YV5%P`%4}JJK>-I` }q}n]/_|{2eHKOZ"),
    ('central_diff', 'Your difference is the backward one, from x - h to x; a central one goes from x - h to x + h.',
    "A0u]?!`EtG#/22L6gN_N(3Td}FN8?C`5y7C9]zzG-:{rn~zKR]gC{rydi<w!9L-:.f}xx9#;}I8!jh8Vv$ D<ZQA3J_vrG0b4#Z7~r48~DcE~f"
    "C3L@3(VK3i}fa@7g]!q9Zu37W_U9>C1&6X}zh|Ph5VO^Cx}-9JhFG2/|#*!ln{fK29mnZ4"),
    ('central_diff', 'Your second step ends at x: after x + h, go down by 2h, or begin from the old number again.',
    "MWS<&f^@<S:^5R`85#[!]6|n|4aO6z?UcBRM/30PJ/^@[| #i_j9{0s5}+f.B]7/2]{ccFgi{D FH8Fuu?hA%dQJ_}/s{Pdy7UqD8g67mF{+}S"
    "F6[b80PV@M`-C=HO;u.Ic*5wY>e6.+Au4I{+J_RyAKw[o[`*zTExRSl{b-nI$@Y>4x4SR/"),
    ('central_diff', 'Your slopes have the wrong sign; take the value at x + h minus the value at x - h.',
    "?qy8a.4&f.^G}xb`<E5 t|ib2aM?^V6cz_X}9=~:W&4D71d|yJh^Z.Wg|Eo ^XRDm;2aQ[;l2#`;1|]dyA]aGhY@F58Jq:yd{%F^Y||bh@En1g"
    "c|qp|1Y*$[2ze9uz91m@:3|~-744Cz!T7^2Q73!x`ol6Y12it-?I:k/2.@bl&5KE})i#G-"),
    ('central_diff', 'Your two values are added; subtract the value at x - h from the value at x + h.',
    "+_s{>-`a7<qe| !GQu}=|0>r75* cR2-59<F1VG}!?J-q0:Rj)s8W@GX;]7<]59a8A BgXDh j>1G#V55{^=}2g{@7J^G1TO}&NI1xRfP2HY^E"
    "n|&- 7%;+_0bH|JB+<f}p{[Qq1GIxE(M_*0{j2yA4|[6el1`#1?o5FZ*2xeCe2F@p:h~@x"),
    ('central_diff', 'Your formula is that of the second derivative; the first one is (f(x + h) - f(x - h)) / (2 * h).',
    "`Y]C~(}/W^[L~O73JE{/3}SX~lA~9F4he5it5k)uc-}6`2D;>~92R@T~h;$.4s;_w`D!CC*Y}9f1@L=Gg}?mB!Y{l23ng=oD5%XIJK2_k39E~#"
    "){cJ}m9[#@2==_0%6bu{WBHT06gA[+ACAF{by@g%_CL|R)2p?/ug=1B}=BDfK4IO|jR7H;"),
    ('central_diff', 'Your entries stay at x - h while the others are measured; put each one back before the next.',
    "BX$]l={X*Im22Z75GR`N_3m1}v{BZz_(D6xL[amI1~{=/~p1a[l7]!xu+<e(7|`=z9}w49q@}T+GMp8Ve?[(;4FBJR] &G?04R/7?m3vEA*d~n"
    "53d-408Ml/}VH[kS]j8ATc33n_FK>k)%D1}$t|WL5iK_)3}m~KjPH3^}G*p@J`* 2S1YgJ"),
    ('central_diff', 'Your steps are 2h wide to either side; go to x + h and x - h, which makes a quarter of the error.',
    "BSq]%T{ZDIC42QI51]`RT3lP}x@BY*_$o6&C[ddH|0{[@~tQT{!7h&x@q=X/7uM>/9}x59d0}UGG#C8d)@:^:}-A]F^dnG_P4GQ7!~3o1BDD~n"
    "M3bM423Li=}W6]2e]K[ATS2~q_6c>#*$W<}(J|V@5f8_~Q}rKJ<8HJo}O:y?!`]y2KpT+b"),
    ('central_diff', 'Your steps are h / 2 to either side; in this exercise they are h, and the difference spans 2h.',
    "B}.]z[{TrIvO2X:5Qe`5;3mP}sQBc=_ze6)F[Y:G.H{?h~oyYmR7<8x=;<~u7?8=Z-}tt9d@}S/Gz%8[3@QH:=FBJ.];rGwC4V97.73wUBE;~m"
    "&3g[42rM0q}V5[k8]GzATw34x_0#>::#@}}%[|Th5nY_sk}k.KKhHa<}HpuV$`-[2OmSx]"),
    ('central_diff', 'Your formula is the five-point one, which is better but costs twice the calls; use x + h and x - h only.',
    "C25]zy{TJIyY2YV5SF`4U3mV}r^BdB_zL6)R[YkG%u{?S~oUY@w7>Wx=w<|I7@z=QF}tY9d`}S%Gzv8^{@M*:<ZBL*]-uGuc4WB7.#3w]BE`~m"
    "#3hP42uM3+}U [g(]GZATy355_0S>;n#>6}%/|TT5n`_q3}kWKM@Hc0}H6t .`-E2O/Srb"),
    ('central_diff', 'Your steps move all entries at once, as x + h and x - h do; move one entry at a time.',
    "F+]S r}f{I$D9aJyt2`Yl{%z7$:Y[X@DVUIb{a7|Y1aFQ}h8za$p0osu1;Or;MWVee3>$l_t|l>7O9p!^H.*5f^QWBx[x|j)`#ZWr;!Mi4W?xX"
    "*4Cw4<FWd2LgYlZRIk]7`I2c!`3/<(-u{O9df_>X<X(6}v{nx680@Z#Htlmi!_+xmJy~0p"),
    ('central_diff', 'Your loop over range(len(x)) moves whole rows of an array at once; move single entries, by full index.',
    "F+]]!q}f{Im22WM>o#`Yl3m6}td<z?z!~[+!`[_H1M{?|}h8rf15dux>Y;Or;MW=#+3>$l_t|l>DCJp!^8r :?j.{-_RLG#Q4S4]OS?]U9#>~m"
    "<4CwDc0L]55qTS6z7G/ATq4#T_1=<(-q)|?9]|T|%L__z:{nx7m<@Z#}J4mi!`:89.=S?s"),
    ('central_diff', 'Your gradient holds the slope of the first entry only; does the function return inside its loop?',
    "XyL*ai}1+iL.3rj7K&`*2ULG}qLRbwoD>iM)-8k:X#$;E}:koU%DxmpBy#90zh|/|M90LBaF^D`E_XB4~^H~;KjsSB;SiAG>kJ)/DQE0Nr6r|_"
    "d4g+rZJXU+[^0(h79(y)/XrV~P7;<Y*hpK<p=(mTAL>xo!}XBFJvJ]y|!rh!WWojACL4LC"),
)


ANSWERS["complex_step"] = (
    "CJfg]y)0{R$&I.[{2ag}5ZJD_~Ou3ms/}qYCBeJh_yb86)<c[XP8Gd[%{>zR~n42aY~-7|pnx<]`<=fH7|4Q<=F5}sd%9eF-}SWaGzM-94/2@8"
    ".9:/NOBT$b]tP9Gntm4aQt7;FG3zIpBFYr~mp.3i:e42*!MGw^}U&G[T6(]FOJAT)z36&T^~*_>>fz#&WG}%fx|Sz<5qIk_f_5}iq*KWr7Hg!d"
    "}F5IslcH`)H~2P[6SR&|",
)


SLIPS["complex_step"] = (
    ('complex_step', 'Your slope is made of the real part, which is the value of f; take the imaginary part.',
    "d`h{|M@B>/u4`>M.]`}wG0<P3zq a%2{GB#K1a#}!ACBR0[$Toys)+G#+[(X_Z4IQx CXf2F jC1VkMk~^j^}Cc{kf:7[1Se}]<Kom=4v2Vi.7"
    "9|Ne 4$/lV0b#{&0;Em}f9]8l1H]lYyQ&00__2tn4!04t52XI1>g4_F9GZvgV2gRB]a~^?"),
    ('complex_step', 'Your slope is made of the absolute value, which is nearly f itself; take the imaginary part.',
    "E^44B${y-<O!|C+[hv2IQ0=<`$V0r:2<5@}U~t.2cMFa~ E7dOh.!)GpQ96Y^mc%R8 BIZV)0jx~#nuZa6Kg}4v4Va`N41T.2PmG0V4tT2Q[+A"
    "D31- 6fHjn0bi4DW8vC2iQ|)s1G9>HLQZL0{m2g8{A-5@<} S1@}{07& PZ[O2PA/<c~[<"),
    ('complex_step', 'Your result is the imaginary part itself; divide it by h, so that it becomes a slope.',
    "UouyAG:%8e/d8TqGE3--ZL5i[5earP#-*T{3%uDW4_)op`#?ja.LTtmsWtq*O9ax~t]-bYjT/>)Z5cNP|&MrwFbagg*<kdv#D&uN*YE7|aRh?$"
    "sDrBN3ngIk/^G(]Oy2%Yw3AT>!BWu Coa];p}*{!RX+.@#]g+gneZ}T[i+n<j;lD80deQG"),
    ('complex_step', 'Your imaginary part is divided by 2h; there is one step only, so divide by h.',
    "Jn<<~D]naQ<%4pz9#L@fX6qD{a#IkQ?|CB>5;N|OVb^d+}F^fnWDzdsf[**/D!m*pO{fLF;Z``.O/4FPV/tn(RJIWl<|WOg483{Dh96;PIDx}E"
    "$6lQ7eDUB3`~);IX<V<G_Z5-5>[c.Afvw`{y=_H 9 y?tR{NuSyIP(<`zJp&d[t]4X4ZR."),
    ('complex_step', 'Your slopes have the wrong sign; step to x + ih and take the imaginary part as it is.',
    "?K.8cz4*o.xi}tJ`!x6C6|h@2dU?[P6ea_W^9@r:]<4EZ1gpv.^^IUWioE.E^LMEcT2cH[;72$!;2x]HlBKrGn]@0G8r1:/m{v1^UK|W @D#1g"
    "#|no|17*e%2z 9`093]@/>|{k77HCtaTY}2Q/3#|`kC6sN2mI-z::ca2<^f8Q5QC}&V#$`"),
    ('complex_step', 'Your step is real, and a real step of 1e-20 is lost in x + h; step by 1j * h.',
    "EiV]iy|A@K/72/{4aG`+Z3*E}_+G1>_M(6a5?wBHMK|CB~eVf^s5nSxOP=f-6+m?%&}q>9G?}dF90v9Q>_VK/0=CoF@8THe<3~97p]3MT9oA~t"
    "(3$i4W|ODY}KI]+F[v*BgQ2 q^z;?aOzlW}+w|YV5%P`%4}JJK>-I` }q}n]/_|{2eHKOZ"),
    ('complex_step', 'Your formula is the central difference, whose real steps of 1e-20 are lost; step by 1j * h.',
    "B<H]!q{U%Im22WM5LT`AO3m6}tdBc2_!66(*[Z)H1M{?|~ptXk87*Xx>Y=5:7:a=#+}uS9d$}T7G!08.d@aV:?jBD`]|OG#Q4S47+M3uwBEi~m"
    "<3f)42hL]5}VO[u0]HlATq33b_1=>.u#~z}&E|T|5l#_z:}mAKDQHXW}J4vW%`:82N&S?s"),
    ('complex_step', 'Your difference keeps its real part, in which no slope is; take the imaginary part, and subtract nothing.',
    "R>SpyYF$Ma&[B4O:LbN>GP-DBo%L:}z7~xBJ%sdjL:Q:c>V;bl/=xNl}FiYQ(=lS(Dv+frCvRYG=ogbz6D5;ur@WvO/C!f;.(8wrqo.`z${oH4"
    "8P4ePFxdAw%>6S6av&%WSmtI6u@4el1r9~W[$e9jbVaJAV<vmi#!du/D5oua<+[9I$<$KF"),
    ('complex_step', 'Your entries keep their imaginary step, so slopes add up; put each entry back before the next.',
    "C6>@Zz`mrPCa33@72j`9]3dP48:4=G+5D4B`$E{H%.{7u~1rW/w9Eis}|>WG6zpt$#iY}Fnv|xy8*UBsj;Ts5kW*qG(Ig{|=4[%5uL3XDX ;.w"
    "k48:J 6:}L}yDF3M.3I3 T3$s4l`;&~%aL}e*~1fnWV`ES{nG?q_?$a8Q1s>w=N44`V~PE"),
    ('complex_step', 'Your step moves all entries at once, as x + 1j * h does; move one entry at a time.',
    "G05T54}e5JEk9ffxy5`TM{$z7&HY``@F0UJ7{Y.|O7aDV}fRxiMnz?spA;Si;HAUN33^(l_#|lJ7Q;p=:IAR5oRQNCxah|i2`x(W@F!be4Y=xW"
    "{4Gj4=cWc3LhCq2 Il|7|u2j}`1J<-TtKf9d|_<g<Wn741{g16BZ@TyH)Wr|i`17mL&}~U"),
    ('complex_step', 'Your loop over range(len(x)) gives a whole row of an array its step; move single entries, by full index.',
    "G05]y(}e5I.]2ah>I8`TM3mt}qX<w !2V[);`>sGd]{>y}fRqT?5qFx<];Si;HA<=E3^(l_#|lJDFRp=:8w5:/M.@J_9#Gnt4aR]7b?;T9):~m"
    "p4GjDe MGx5q]TQ^7J AT*4<~^~*<-Tp#N?99|Sz%Km_f^{g17p.@Ty}F4r|i`)H9{BSR("),
    ('complex_step', 'Your gradient holds the slope of the first entry only; does the function return inside its loop?',
    "X$a*aF| >iPi3v`7hE`![UO&}o!RbboMUilS+-#/^R$n+}.Un ^D}0pDi#4%!X}/hB9B]BbD^A_F4!BQ1]}|;7IsJ?:ymAJ2kG..T=EE~r2||^"
    " 4k*rUNXfx[@@(9-9*X)!Xn/LOz.<i0h*)<l=(lQARKvXZ}UEFJ5K5U|w:k[dZe~AGj4O]"),
)


ANSWERS["error_slope"] = (
    "i/qiSZtet@g_>?^J7ljJJ*ppZzYX%JdC7<}#* J9!CvWaa7BH1$XL0NNH3;H!O-p/LtrY6>!m1U4c|$8!:h1Cnu)js#^j@;BO8gny^5tX;|7L*"
    "$gHIq?$nuEL54pViV#;lY~wKw|(dPJvN6x&6tWpb4Uy>DI;gE&JB?Fj:gq+t`l.h.3ZA4 NuR[VX; %cK(yybk;neq&JigA{ |hK(X.e-zv4 ^"
    ">=VBS^!cNA)RIGB}%r 1",
)


SLIPS["error_slope"] = (
    ('error_slope', 'Your line goes through err over h; take the logarithm of both first, which turns a power into a line.',
    "T+ph mjOZk=NS%oI^<kq.jg>4#(lYAk{JjuUb^jg#;fFZW`vk.JjtJjlQjjmY@AVx1ZuqjbEf|tG cnFtR9#jeoX) EuajjXi@./Vt>L!Odq:r"
    "Ejz^kSsjuaM_jjokyI~jBYjjcji!/)njlIVP{j&(<u3IEIezsd-#Zb *x KR yTxP^#)a)"),
    ('error_slope', 'Your line goes through log(err) over h; take the logarithm of h too.',
    "1+S4+76`p 0l1#s0v;|g#_qW0Za|2e}ui`%J1@-2q~1zP@.D~D7~rzzlC+zc~.}0;bCTs2cs10e~G1[]V1]a3qM=~`2V7EjK|2B~k6 1_4v| b"
    "K_?Y}tL|+>5T(^XX}>&}Hs8B039e~5)|uD_}?~ew~K 11w4^V 34HJ^ U:2TM^)<2S)}=I"),
    ('error_slope', 'Your line goes through err over log(h); take the logarithm of err too.',
    "jQ+ja;jk^jr1eF{iU1jZ>jjcW<Xkzwjnkjhwj0GjT5jIpk_yjpnjZpjj#jjgiV`ijAjsmjjcjfHi#|j#9hv)ji[l9xdRYjjhjpgk|2l&}i:Eku"
    "yjg>jmCjovhjIjazk$4j;_jjjjjdk<8jjujYvjk|pWOeHalWfj%Kjm=l8+hU]gx6hS(lH~"),
    ('error_slope', 'Your axes are exchanged; h goes along the horizontal axis, err along the vertical one.',
    "j09RhHv+QtPIcP*T@>duRr!*b;Qp^ey&FdYOZC|WzlV0Ut?}t0XePn`^|J!St01Y<?jm!k0SaT2m%}ff<ZkJU}Mql/Zt6I%@t*eriJx{/sVlrn"
    "Fos2y?~u;FbqJj/nt&Svn_NcJWqqe%Vtf5nv)ty_nWqY)qiC0xnFp%6vb|ZeUhyLU^#+@#"),
    ('error_slope', 'Your slope has the wrong sign; it is positive where the error grows with h.',
    "kHc!tZZAmCB8^hj-LdtTuP-q^E1L0.S>Xss^/~Q* (/|FS&JH*Zu_Cg~yq3QSGm>fXjaRjAF&]mU7`vF3*LQ/.bQfZ*`{xkxFhuW+WNp&X(_O_"
    "Zdr{UC=Fm<-?BjGmKZ5IlJt@`(Y!xvEPq+UUrFfoO-k@3 l+NIoJX{0CDy!7S(@M.:>Pb1"),
    ('error_slope', 'Your logarithms have two bases, so the slope is 2.3 times too large; take the same for h and err.',
    "h`cJ5J#_)_.^3s{BYrR<!:k~3+s>xF-f2S?V9YACVa9Zs-r;[93Pzvo]1W:/.Ek6fdj&vkY{E`Y+BQPXCC|Y9j`/@4CZKMg~]ze&~7<li%)L;S"
    "avCJ+5;]v|A]0kKs?C<@oIR5sEljMU!:$s*=5]!:;eA5kPerj@m0%i;_-XJtsE8HAID:?O"),
    ('error_slope', 'Your logarithms have two bases, so the slope is 2.3 times too small; take the same for h and err.',
    "jH`a5yoz(+PaEM=T5<ewDu<nE)fy.Hstsf3/QV-UIUQX s$0#@(d%Lkv7gbUt7)LN6jnjjy^W;wr-1dqOU?>QnQuU$UMvcB?&Rjq62wsIphkvj"
    "~mOfr()&L(Sg2jwBzW##C8eS Weoc5Fu ^ru2&T-vu9JIoii8#9DpW++MCad6W2[RmDvC4"),
    ('error_slope', 'Your result is the height of the line at h = 1; return its slope, the first number that np.polyfit gives.',
    "5.84#c6gsDhS2c53FM5]<4}.1/WBLW6n}4[w3V32|y2~@D/!By240m5)y3)<CFJ2{P6bg3 +3v&7*?5HU3j_3NS84b4|Y3UjB=S9O4E7oB@mA/"
    "Z5@@5.eDee3iY6<]7g-Q9e35732)4d/4 :9i@6i(9F)2@]5E?+v89B-]u%3!.6hR3&VWe8"),
    ('error_slope', 'Your line is forced through the origin; errors have a factor too, so let the line have an intercept.',
    ")/{.?T+Y3@)N<fgy!4&E1?aY/Es;of/w!-z3-(W/eD/AH()G=0#+g6<@{//v(@c)]e*r:.t ))S.0#-/o)DN?ez/Y2$|G[Vv?4B)d7+*+%MI-V"
    "~+>s:.0>{i-r.-Vr=RT:66?82@VZ(af>/ +Xr[zj::/+|d)_3+{k(tu/jS(: *75!3W&=w"),
    ('error_slope', 'Your slope uses the first and the last point only; fit all points, by least squares.',
    "lR9Qi#a~i?LT7Y~IjamL**U=85tcD~&Lje*@J~YIyNHdAhh~<yEd6omD#gQn+5rC(0T!Cq?6IxV)e~u?uJ!|ICbxa|GW/WEm/=G%$?%v{zt)-("
    "Ofds#z%:;fQeUeqZ/d!-7bV*LIw_qe.+f8.eO=Ou(!CA!fQfB*fZ(0;>oZlN~j|)Mm]%fk"),
    ('error_slope', 'Your slope is the mean over neighbouring points, which lets close ones shout; fit all by least squares.',
    "g]?L!*O|t@I&6~$JIj)jqXD!8_GAhVt;>TWPHIXDzvI&tSBq<{]bHDmo(iA=z<BDV@G->aqoAhRK?U:6!fP.M7f.;FGt`Yd_$1rmy9u4 o~$-&"
    "PYgllP@.kE->-kO(:Pq$(TYU7FD;f5q(d$/UM[M1s4X9:aTDe$~?)l$=Ym#8#@|PPTh$<;"),
)


WITHOUT.update(dict.fromkeys(['diagnose_gradient', 'predict_errors', 'predict_at_kink', 'predict_powers', 'diagnose_curves'], 'it is a question with one answer, and whether yours is right is told when your work is graded.'))
