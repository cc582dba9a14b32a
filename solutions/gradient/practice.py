"""Practice for the exercise `gradient`: fresh problems for your functions, as often as you like.

    import practice

    practice.run(quadratic_grad)

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


def _quadratic(draw: Draw) -> tuple[Any, ...]:
    D = draw.whole(2, 4)
    return draw.between(-3, 3, D, D), draw.between(-3, 3, D), draw.between(-3, 3, D)


def _gradient(draw: Draw) -> Any:
    """A gradient whose entries all differ in size, and are not 0."""
    sizes = np.cumsum(draw.between(0.1, 2, draw.whole(2, 5)))
    signs = [draw.one_of(-1, 1) for _ in sizes]
    start = draw.whole(0, len(sizes))
    return np.round(np.roll(sizes * signs, start), 2)


def _slope(draw: Draw) -> tuple[Any, ...]:
    D = draw.whole(2, 5)
    return draw.between(-3, 3, D), draw.between(0.1, 3, D) * draw.one_of(-1, 1)


def _steepest(draw: Draw) -> tuple[Any, ...]:
    return _gradient(draw), draw.one_of("l1", "l2", "linf")


TASKS = {
    "quadratic_grad": Task(_quadratic, lambda A, b, x: (x.shape,)),
    "directional_derivative": Task(_slope, lambda g, u: ((),)),
    "steepest_direction": Task(_steepest, lambda g, norm: (g.shape,)),
}


ANSWERS["quadratic_grad"] = (
    "5@ UA.Y3|=V:9G^k5DTW]Lh!>^G(-SDK`Xq]iGZnF$~s`%d|J+-v`Q~&<=2g7 &iAjD+uac_)U6DDI[(PEHBX`wO`ju!{4Yb@kYA9We>]QOx4l"
    "$~+I=(CsOn}Iwy72#bxANu]<he85S$zCz2v/P([@iG5&oRA5mX%awBE-H%<&q%_#aNRSzMGm&l5h{57m{)-(ZcMFH$^8dl+cZ?5!Yc=Ef.4S`~"
    "H;:L>k]d7c-v6p%8{HN_",
)


SLIPS["quadratic_grad"] = (
    ('quadratic_grad', 'Your gradient is A x + b, which is right for symmetric A only: x stands in two places of x^T A x.',
    "F4l+h;_vuCk/5Lf>JL_ia^2M`;{T&|9uL`yWD]d`{x*|.7L3LoB`j=z0M8~t9:kXD&|Nz|c!@rF9O!{^v3=n@@0)9@}`F6cK>BH+Mt8B>%h[qc"
    "F{+X6~+8Gf^|<I-4(_?{HFFuwGxnDH=7?ZPmo/xy{qh_gA5H#;7x4Y(9w<]c)8J<M;4|hn"),
    ('quadratic_grad', 'Your gradient is A^T x + b, one of two terms: x stands in two places of x^T A x, the other gives A x.',
    "3yI5N<}]p7NR55g_UYVJyE)$_//y57g^J`+aYLS_ei@Uk8`{6`T5{V.-5O^;;^ZY+5@uQ]{0@dg9eWG;#5h)Lg:6SB{zD7*:G~G`^@7~[t1Sz?"
    "SGWV4>BD5$9N-CH7@z8[>o!K4Gc73f[7L0@]R9uwr*cA2a6Pa>)$4NT!/Z)4P6+b3<8^bp"),
    ('quadratic_grad', 'Your gradient takes all of (A + A^T) x; the 1/2 in front of x^T A x stays, so take half of it.',
    "3@L6L/~XB7O?2q3^gd^ySrr%|h`P`$B3!}FvB^S|S>?wL6D(9n>TJv;jm5~nOy/V/s|Sw|]H^:(5p {_h3C_> MKt1~Xk3sMaLo{Q}5*%?.mI/"
    "S{Xp3OI684PBS7))@Ak|D:no95`a3B}3M%>eBRk>|og]jA38r!}%1=T7_wiL<4:s3c5}e7"),
    ('quadratic_grad', 'Your gradient is 2 A x + b: the 1/2 is forgotten, and only one of the two places of x is looked at.',
    "Ju=>O2|o%Cpk2u8:rO|aq`S*|<UGlI5<a}C%7[x|=0(6`5QT#{2|;=(&74H[66eUe/}(S}]:^[85kj~2H2mD`rS_i*~<{3PO[:-;VT5<e[5~GL"
    "s}?N49%4*i{MU9~*$|x}I DaU5}H9cj3X|H67^1X}|7|`D2/Ta@z1?e4lM@bF5kQDJf~EX"),
    ('quadratic_grad', 'Your gradient is A x / 2 + b: the other place of x in x^T A x has its half to give, too.',
    "Dhnzfa?_]CihAi1?h @59[12^d+m{VEJ:[rrMea^-m-E+8= FBq]R+t`ZK^gEIkY!;`eA`fc=c]E6t]OS5J%/8@I8=|s3CUE:?h&JnAATSF5+3"
    "3]y>A*4C)<[(^Xou*GA^f]H3N$eQGjfNv/X|2n8 @a:;^G947?VyDOYMQ$^FsA[%Z?B_m6"),
    ('quadratic_grad', 'Your gradient subtracts A^T x from A x; the two places of x in x^T A x add up.',
    ";#j]b05mtJjj*`_:JB[08_S6?iUq@~C~Tl/yP`t[H5v=O9_AR6k{2mWL5nc`9[gZh8`Yi_#.--6SX ]MW6Ei;P%WBo{wSnY6@I[BxZDqXGl9;z"
    "z^T`yOVHc#`W5-+8ixq[ulCYY@A2[iW@B=E{`+nr:{L?8ZM9)@`g]~;T&Y`RAKgU^@4[AT"),
    ('quadratic_grad', 'Your gradient lacks b, which is the gradient of b^T x.',
    "9GTBJk|<uJ`34vE&+C=^1L__^NcQ>DK%$`x1IQF]p:%?9H5FWiTO#S(x08@]j!|gmA]92_4U<3cAw*_i/8dr/wC.R:|aT6WNRXh]BfED >MfGc"
    "y^N36mwBqZH-SC9n)i!]]}%vV7%{6T-58X-CMw`0`v<@5i5`fHP832vA^;Cl#Asa6H5{Bu"),
    ('quadratic_grad', 'Your gradient halves b as well; the 1/2 stands before x^T A x only.',
    "7F B07|<~Cqg4?j>Bw>dboR{_hyXb9H?m`!MJ0T_H<.[BA@[F>;a0k( iAv0We+b)j_Ia`Jx>yw9|T^o55@|.73Svl|=s6zde$9]jUAOo/BoQ*"
    "{]u:69$A*vW%$DSL/mw^^NmL4AmL5?u67A-eMYoR_tR<%45/yu$O3o Dn%j*J8&$6X?{Ef"),
    ('quadratic_grad', 'Your gradient subtracts b; in this course b^T x is added to the quadratic term, so its gradient is too.',
    "K-<By%|;[-{T4IvDM5<&XAId>t#JQ+Ub)`qdH0p:<`So7-ze>BSFFK&_76#r%|hr9{(x!?Um$^&CVp`/YtBa<8{^~2``u5.rGmp[O}rtf][E9O"
    "8_O77snDvA9Q`AMud#[?%M=1453r7hq3<=+im;No{`v^o36Jz6`z2UN7?K59!IjO5=H{5;"),
    ('quadratic_grad', 'Your gradient keeps an x beside b; the slope of b^T x in one entry of x is the entry of b alone.',
    "54%Hp[}1R@#65etD>|6$*6ZB?QpCp1]=m9^k=aI_LO=8pB^!7X|BSr&Fg+eHX^8e80|lX_Wk{x~8gp+-V8nA;2x@d5{T83@@@2#^j^6X>:#hnF"
    "n-TH6 5CSG:jO9~k]^F]7MY^u3yx5s#Nr`Q097CC|5xH&z3Nw$cN2Ue8r-QCI4<YDF]|sZ"),
    ('quadratic_grad', 'Your gradient has the opposite sign; it points uphill, and the minus belongs to the step downhill.',
    "`Fj@R>3FM[@+`?-8>=CV#K3c5x}nM`;t35S`-%|5&vEUI^AW@w@aN8NB@>8Y&]+w3=5oO4 rA!p[)_8=5{j%LGY>tf2/R_1KW/d8Ms^2ZV7%YH"
    "l9O2`SW[2iQi(<jlEnT6U/$v(:#;`p:^m.J*P*NW7 DK|9`X(E8|{%1/eKC*s^ur_ib4;s"),
    ('quadratic_grad', 'Your function returns the height f(x); the gradient has one slope for each entry of x.',
    "}f6l(J|tUynB51@9FL`Zw{8s{oB8^W|Xf|<;5!z8mk75-d?n3lm4]GX>q; Bvl$qiY~ly9{W[.y{1$?;]}xP9i)Ns10}g4% 7*s}%c9DvS7I_m"
    "v3AG`KKyyk*kJtH~O&j^iuW]$;46BS32GZBTB>qm{uu$*O2sCC{R2?Sv>&J.L|7]4Wy| <"),
    ('quadratic_grad', 'Your gradient multiplies matrix and vector entry by entry; the product of the two is @, not *.',
    "5^Kz&>3*3;YA?gumdz?@v<Zc4;A`$/{Pjo93^hlpdsDDWK-L[:}{ND<+C_: _*YQPV^NQ9D7^3m`J}KV$<ny<p{C:OgpP$P}@ld6!O*uh^u<36"
    "t8Rq$GG]Jc:kW6)i[B*uUS[_rEyr{!XZ3F`[V#}76yJ?y)2{&6wq|/(y=m_9U3>P{rD5Jg"),
)


ANSWERS["directional_derivative"] = (
    "f`>@De@OLCjwv=70=sJh?U+yJe&FI77eDi>KPWpYT-KO;~#<Wpp1DoTPIzDw$KeVT73oB5toy|X~I%IH>p^M-@Y1/t`7GUT5?n!k@5<SA9wi#{"
    "wJ-~U?!c/q<BgJ=zq8E-1L;QE*ATmh;bWi]0^}M{wKQ+QpF)}{gu@k&?|4<~]KL{f[uO_*+_6uowTj!t1L<:I1:k{5mQkBSqG`&<kgBtPE#*t("
    "rceY=*k9=9L{F&1{?C&_",
)


SLIPS["directional_derivative"] = (
    ('directional_derivative', 'Your slope is g · u for u as it comes, so it grows with the length of u; divide by that length.',
    "XBB8-O8OZ)Cx.%V|p]7VdBCD7a`D4[Fvt^eQSqFCa78w.[PVI$x4d9&g.7|;|cx=Fe`uE8pJ{tc{ @38>>eS*Ms;^U`^^^um67y{8x3l*{dj}5"
    "TA|/Gaf94ca!R?Ld{5ZCU*tT:+!@xvy+lc{F6^OErmJH_J[tl3Rh?<p$fR`DX`#b6L#`j*"),
    ('directional_derivative', 'Your slope is divided by u · u, the square of the length of u; take its root.',
    "iwVJQpZCQp8F[ug$1zX:TQ6IL&YaQOd$$&1bZ__E+0Uxjo<EbJAMMPuN@V%N!vA&EvvS QEv(r+(:_N <qWU:tZqMNzST*vARR9xP9N3(w(%*("
    "FY;WZygODWixqtP:!;hV=~vPr-EIl7bt^q!He#E[kZbb4brF[RQvpRemFE&*O#{eS~^*Zk"),
    ('directional_derivative', 'Your slope is multiplied by the length of u; divide by it.',
    "HHJ5f?2e!>hZ(X> Cy2D=6Mw3(z5G#5)3|tWOE9BRw3Ue}*%9;T1r%.I92)y Ca[lQ~$>3~o~kH~#/0;|{[t&iJ`Jf~p#|Ke2DY~+i16D~`g C"
    "H4988O)4(aOk!{qD~mY5@aseT+fy/f.=^r~u%|?T$PL99 }dv0.&| J=!v}$B~OX26[}!j"),
    ('directional_derivative', 'Your slope has the opposite sign; along the gradient itself it is positive, for that way is up.',
    "n5C=oA*>jXD_Da-ByK-oO.^^=kC%wdzJ+F1Rwdd=ez.T=Q+oz^|?`ZU3v.P.Cd8JAvHZ6:yzBfSA`F@[WR4WJ1ySqHE?nDTd<J~F$<@zgFrw8 "
    "7)4W$K$;M1mYAOB4E19*4mY&6K6_eWzSZ~EG/Gi5g$i!c/OEi?Z%RLZbqoDLjD[*;O}B>O"),
    ('directional_derivative', 'Your slope is the cosine of the angle between g and u; only u is divided by its length, g keeps its own.',
    "h=FN.DbG<xw<({2%M5Y1QVpKRSgabdb{j%lgdW8N`wNa>ol$NnjPPhv:xPnF%5k)96t.wWa)#wP&dmNZ=pws!&Ur`lz?o)MJM-|$tJOYU!Lc&m"
    "RaL9bT6NE5i%7snJ!R}VuQn?0y5IlgLz^q!7L$*tk-!ZKHry;PpYqw&mC@$sq%YsVuS%E["),
    ('directional_derivative', 'Your slope divides by the length of g; divide by that of u, the direction in which we walk.',
    "d1[HjLOP=+S)!x.@OoJ#_N|>IuIPn#Qf4;nFa]1MlsB}e#hpDl-DfQ!>8C&y@hU/)9-u-N27<OV?1W9#C!p*yJP%Xo<yR<jrB7d@5.BQ*>*o?."
    "xO >TL~E?Jg:/%)y<kSLy.ncSx=sp*W*-/<$&<1vnggP@m(#jASK&g;rWm;@u>SuIju;r$"),
    ('directional_derivative', 'Your slope is divided by the sum of the |u_i|, another norm; length here is the root of the sum of squares.',
    "h)XGk9T-~s~z:rk:AOR. M%}E<oT4yZWl+.gZ@LJDPLIou:AX;bFdswP0OBv-NJ)s;%sZOK8:vp<t0FV>vxP)F0vWy*yO;<}I2L)pgF.4({ ?8"
    "HUXXX9)JVpho-y{1-2_P$7rA&(Imms&wk(-N3+]`lg|U@Sx~1IWAubApbs+kS:0OMYJ>rf"),
    ('directional_derivative', 'Your slope is divided by the largest |u_i|, another norm; length here is the root of the sum of squares.',
    "e1|CMzEG]z3N>&2]euE8DF=QDXiN&yP(@> TUYWAG#IEA+psQq38mgz?|HyR]dc/5=>S{Cmn]2c[.d6yu)<.:lV$7.>v|=`kDcH?!G8-q?@1^~"
    "6HQHNQ6Dy`g0x-*w?+7J!ov%<-u+p$*%Ox?Uk<l2mujS7c-CS7y%*p@ti1@)A>SzDeq?Ei"),
    ('directional_derivative', 'Your slope is never negative; where the way leads down, the slope is below zero.',
    "n5C=oA*>jv=6=sJ?U+-oO.^^=kC%wdzJ+;~#wdd=ez.T=$Kez^|?`Zy|X.P.>p]-@X/t_:yz?n!@5;@[W#{w-~U!c/<Bf=zp<J~;QE@zg;bW]0"
    "^)4W$K$;M1mYA&?{<~[*4muO_+_6owT!t1<:H:k`mQk!c/&<k?Z%#*trce=*j=9L;O}?C&"),
    ('directional_derivative', 'Your slope is the length of g whatever u is: that is the slope along the gradient only.',
    "=0L>a#^tK&6(==B[i:[<c@(f[2g@A}>nk>Ry>EA>cg.|M_C=!yP[#!-_y:_j@{w.2!_2#]s=]#<[U#[UK]l`=Dk>XM[L{=!1<NK>c:[+g@bq^4"
    ".[ss@D7;tF[s}[4/[r>=-z?aC>zg?94)~/[uf=tE<}r;~k[|~[bP[9=@$V@rV?ci]dx[Y2"),
    ('directional_derivative', 'Your slope is the mean of the products g_i u_i; take their sum.',
    "i(fK*Sa}=qwh+Qq$vOZ@qUK0K:4Z}$eH[#>&eGgPhyQhkp7ocQjPrSs/]XklzRn$76uuZXl@$[v)<&ONsqB+$F~pXry|o+ZXMSfyB?Oq0yM%-y"
    "[am9c&INbIijft?*z>[Tt>n*px0kkvWr9=z!1&.(kg+Z9WqUEQRZo@Gn<Vybi*$WU@O.G+"),
    ('directional_derivative', 'Your function returns the part of g along u, a vector; the slope is the number in front of it.',
    "lhEFnPSN3bJ9D:E:u:hkE-cZEPh!Rrs/V#fFwT]JIBJM=ssXWh$<p!rkecDkHFtSWFbm:(;Fl{#HSJ:;DweVS}4qk4r@}ZM$;LOO3$/hig|y>:"
    "2nfjby!-*bktNUpAK1em-Wn6LR;FkMNY~CjnENW[m`CzaorFYbJOs%XpARvw]<~#x8U< ["),
    ('directional_derivative', 'Your function returns the products g_i u_i one by one; the slope is their sum.',
    "p&p.`5[S;!k[;0AzHXIp+!UH> Iy?WxN|o#Je=%xJS+L1y7+Yy:GjqN!ezSFar7Szo*9BEp4R1)Mm+&0*rl%QbSLj/)4[$Dy-![So+LLp&!H;y"
    "{#CQ$4r#/O>gA;5~::Z/|&#C|$I*$F2qMYRwCffe&q0w|AJ2M:;?G?C;))(ykF5::0k<cw"),
)


ANSWERS["steepest_direction"] = (
    "q.^7)M!iN>wI)gA!JZ+XM{z5m|9g$l-<K!gn$f2k!|?Xy4A^&Krx%[S2Nm+nEXB<N k.HE 0cSLosI5})ubtrN{dVd!6Wi42mlEakeGVwtvjCe"
    "}sk#upR$X1-~P)(@[k%#<Qr<*I&{a}P(@+jTbA+o!kw53cNOqK<cDj(CYPs^9mN42YeSq4OA+JDnk[n@a4VjM<XLAU#<jcluPir[@%NjY]Rb(("
    "fj@ vi8AJzHLjIU4.bDL",
)


SLIPS["steepest_direction"] = (
    ('steepest_direction', 'Your direction leads downhill; asked for is the one in which the function rises fastest.',
    "f#yNJp)TqM U-_/)`VkQ.RdX+!DRkuTiaWO*PtnP|_(`w=6?((f:U*r`VdVuNm`d2@zsHyz_j]LlIcYVV>:Qk7W$q*JzsNr%P?md)qPAK&XqmL"
    "HLIzY}R)H?E>>OwGcmX)btq%t(u?==9hh9zEDw$&SFRj9MeZ<)df%D2o|6aGd-yLnBkI[}"),
    ('steepest_direction', 'Your l2 direction is the gradient itself; divide it by its length.',
    "q.^[FJ5aZ)gAJZ+M{zm|9$l-K!g=0g!|?=Gv&Kr%[RNm+EXCN lHE UVAsI5)ubrN{D02Wi4mlEkeG-O8Ce}k@#R$X-~P(@[%#<-SH`qmP(@jT"
    "b+o!w53NOq<cD(CYs^9D DeSqOA+Dnln@ZVjMXLA#<jluP.N/NjZRb(fj[vi7JzHjIU.bC"),
    ('steepest_direction', 'Your l2 direction is g divided by g · g, the square of its length; take the root.',
    "q.^tu:gc`)gAJZ+M{zm|9$l-K!gsTN!|?oJL&Kr%[RNm+EXCN lHE g/8sI5)ubrN{hfpWi4mlEkeGpOWCe}kq R$X-~P(@[%#<mV+p3[P(@jT"
    "b+o!w53NOq<cD(CYs^9WDweSqOA+Dnln@ZVjMXLA#<jluPmq!NjZRb(fj[vi7JzHjIU.bC"),
    ('steepest_direction', 'Your l2 direction is g divided by the sum of the |g_i|; that makes its l1 norm 1, not its l2 norm.',
    "q.^$`WW9i)gAJZ+M{zm|9$l-K!gyTs!|?uGJ&Kr%[RNm+EXCN lHE eNusI5)ubrN{bgGWi4mlEkeGsk5Ce}kxCR$X-~P(@[%#<p6_z4lP(@jT"
    "b+o!w53NOq<cD(CYs^9Q|BeSqOA+Dnln@ZVjMXLA#<jluPpLTNjZRb(fj[vi7JzHjIU.bC"),
    ('steepest_direction', 'Your l2 direction is g divided by its largest |g_i|; that makes its linf norm 1, not its l2 norm.',
    "q.^*s|J;d)gAJZ+M{zm|9$l-K!g%r)!|?!iR&Kr%[RNm+EXCN lHE b6VsI5)ubrN{QYKWi4mlEkeGz=GCe}k$QR$X-~P(@[%#<t{/+3#P(@jT"
    "b+o!w53NOq<cD(CYs^9KK&eSqOA+Dnln@ZVjMXLA#<jluPu5[NjZRb(fj[vi7JzHjIU.bC"),
    ('steepest_direction', 'Your l1 direction is g scaled to l1 length 1; more rise comes from spending it all on the largest |g_i|.',
    "imO)M!N>w!;oJZ+M{zm|9$w*K!g$f2w.@y4A&Kr%[RNm+EXCao7HE cSLXxhw-arN{Vd!UaDmlEYE!wtvCe}k#uqKr-~P&UewJ)r<*&{abv[qX"
    "q+o!o?!UHA<cD(CYycRN42vj.g{*DnlsY>odKq|w#<jluPr[@dkfT{-w(3mL JzHjIU.bC"),
    ('steepest_direction', 'Your l1 direction is that of l2; by the l1 ruler it is too long, and it does not spend its length best.',
    "fWQ)M!N>w&H<JZ+M{zm|9*Y$K!g$f2$bPy4A&Kr%[RNm+EXCWHsHE cSLQ.b%t&rN{Vd!Lr~mlES}HwtvCe}k#uti%-~P)q~y&Wr<*&{aW3OtA"
    "b+o!re~Qw5<cD(CY$`tN42z<ze!2Dnlv?TqW3t6)#<jluPr[@Y#:MlX!1Im-1JzHjIU.bC"),
    ('steepest_direction', 'Your l1 direction is the signs of g, which is the answer for linf; in l1 one coordinate gets everything.',
    "x/-)M!N>w(W!JZ+M{zm|9<v$K!g$f2.sAy4A&Kr%[RNm+EXCd.mHE cSLFVry`grN{Vd!C7HmlEO3uwtvCe}k#u.OM-~P-gUrVcr<*&{aj UjG"
    "R+o!&anPoI<cD(CY=[4N42(csxImDnl*qkqK !0v#<jluPr[@gVJE2<(6RsFjJzHjIU.bC"),
    ('steepest_direction', 'Your l1 direction takes the right coordinate without its sign; where g_i is negative, up is minus.',
    "q.^)M!N>w)gAJZ+M{zm|9RdXK!g$f2!|?y4A&Kr%[RNm+EXC((fHE cSLdVuNm`rN{Vd!yz_mlElIcwtvCe}k#u$q*-~PNr%P?mr<*&{aP(@mL"
    "H+o!Y}RNOq<cD(CYcmXN42q%t(u?Dnlhh9VjMXLA#<jluPr[@NjZRb(fj[vi7JzHjIU.bC"),
    ('steepest_direction', 'Your l1 direction takes the largest entry of g; take the one that is largest in size, |g_i|.',
    "q.^)M!N>w)gAJZ+M{zm|9%m(K!g$f2!|?y4A&Kr%[RNm+EXCvt$HE cSLNqD)YhrN{Vd!OcomlEN9pwtvCe}k#u$:_-~Pw3oS}}r<*&{aP(@)o"
    "3+o!y0?NOq<cD(CYvV5N42neL(AJDnl)q]VjMXLA#<jluPr[@NjZRb(fj[vi7JzHjIU.bC"),
    ('steepest_direction', 'Your l1 direction is +1 at the largest entry of g; a large negative entry counts too, with its sign.',
    "q.^)M!N>w)gAJZ+M{zm|9%m(K!g$f2!|?y4A&Kr%[RNm+EXCvt$HE cSLNqD)YhrN{Vd!OcomlEN9pwtvCe}k#u$:_-~Pw3oS}}r<*&{aP(@)o"
    "3+o!y0?NOq<cD(CYvV5N42h}1OyiDnl)q]VjMXLA#<jluPr[@NjZRb(fj[vi7JzHjIU.bC"),
    ('steepest_direction', 'Your l1 direction keeps the size of g_i in its coordinate; its length must be 1, so only the sign stays.',
    "%1|)M!N>w;pbJZ+M{zm|9-`7K!g$f2>5}y4A&Kr%[RNm+EXCCt1HE cSL(rS`2arN{Vd!CSymlEjKawtvCe}k#uB^Z-~P*ne(u-r<*&{a8k@d7"
    "V+o!.LiKL{<cD(CY#l{N42UdYG6.Dnls4/E;vVef#<jluPr[@6rs9!jakU<j%JzHjIU.bC"),
    ('steepest_direction', 'Your l1 direction is too long where several |g_i| are largest; take one of them, or share the length.',
    "q.^)M!N>w)gAJZ+M{zm|9$l-K!g$f2!|?y4A&Kr%[RNm+EXCN lHE cSLsI5)ubrN{Vd!Wi4mlEkeGwtvCe}k#uR$X-~P(@[%#<r<*&{aP(@jT"
    "b+o!w53NOq<cD(CYs^9N42eSqOA+Dnln@ZVjMXLA#<jluPr[@NjZRb(fj[vi7JzHjIU.bC"),
    ('steepest_direction', 'Your linf direction is 0 where g is negative; a step back there is uphill, so it must be -1.',
    "q.^)M!N>w)gAkZ!WN9pGo$l-NI0$f2!|?y4Ak;8k;8N2eJW]N lP(<cSLsI5)ubkZ!Vd!Wi4oUzkeGwtvJJnk#uR$X%Uu(@[%#<r<*&{aP(@jT"
    "b$Gqw53NOq.9T(CYs^9N42eSqOA+Hf*n@ZVjMXLAftPRh/r[@NjZRb(fj[vi7JzHiIx&Y6"),
    ('steepest_direction', 'Your linf direction is +1 everywhere; where g_i is negative, up is minus.',
    "q.^)M!N>w)gA-_/p/xrGw$l-Qa#$f2!|?y4APtnP|_Mn6T!{N loLjcSLsI5)ubd2@Vd!Wi4q0skeGwtvg6+k#uR$Xpos(@[%#<r<*&{aP(@jT"
    "bq2&w53NOq$E9(CYs^9N42eSqOA+Ooyn@ZVjMXLAOdIJPTr[@NjZRb(fj[vi7JzHhM[snW"),
    ('steepest_direction', 'Your linf direction is g divided by its largest |g_i|; every entry may go all the way to 1 or -1.',
    "q.^)M!N>w)gAN%:Nr^aYP$l-MFP$f2!|?y4A)WZp}cVV(FvoN lI)ZcSLsI5)ubcc5Vd!Wi4r=pkeGwtvFlKk#uR$X$nR(@[%#<r<*&{aP(@jT"
    "b)x]w53NOq:VRumjs^9N42eSqOA+Oxyn@ZVjMXLAh)]sO4r[@NjZRb(fj[vi7K9AOxq*--"),
    ('steepest_direction', 'Your linf direction is that of l2; by the linf ruler every entry may go all the way to 1 or -1.',
    "q.^)M!N>w)gAO9oRP(d/o$l-PS $f2!|?y4A$zspC Wl=KX@N lM*DcSLsI5)ubdG6Vd!Wi4p}XkeGwtvL7Jk#uR$Xzn (@[%#<r<*&{aP(@jT"
    "b&U;w53NOq+lot ]s^9N42eSqOA+Town@ZVjMXLAiczr0Lr[@NjZRb(fj[vi7NkIT6v)pN"),
    ('steepest_direction', 'Your linf direction is one coordinate, which is the answer for l1; in linf every entry takes a full step.',
    "q.^)M!N>w)gAP)jOV1NZH$l-bW9$f2!|?y4Axe<U4(mG|P(dN lNmycSLsI5)ubSX9Vd!Wi4&)ykeGwtvV[xk#uR$Xb$M(@[%#<r<*&{aP(@jT"
    "b(JCw53NOq$[LsEgs^9N42eSqOA+#T6n@ZVjMXLAcVm$u1r[@NjZRb(fj[vi7O.%iIx&Y6"),
    ('steepest_direction', 'Your linf direction has the signs at l2 length 1; its linf length, the largest entry, must be 1.',
    "q.^)M!N>w)gANYxU_bmN5$l-O#d$f2!|?y4Ayq&yQhRkQNdWN lPIbcSLsI5)ubph#Vd!Wi4l[RkeGwtvJ%nk#uR$X$iX(@[%#<r<*&{aP(@jT"
    "b#CMw53NOq+y5zYrs^9N42eSqOA+MeEn@ZVjMXLAwo]lOLr[@NjZRb(fj[vi7Ny%kMj)qs"),
    ('steepest_direction', 'Your linf direction has the signs divided by D; its linf length, the largest entry, must be 1.',
    "q.^)M!N>w)gARWvbdFl_&$l-Sui$f2!|?y4At}Lt)IVLpWxMN lW]kcSLsI5)uboAaVd!Wi4lqMkeGwtvR=mk#uR$Xv~h(@[%#<r<*&{aP(@jT"
    "bu{/w53NOq$xPurks^9N42eSqOA+V+xn@ZVjMXLAsfpl1Nr[@NjZRb(fj[vi7Rv:k)w$)#"),
)


WITHOUT.update(dict.fromkeys(['diagnose_gradient', 'predict_rescaled'], 'it is a question with one answer, and whether yours is right is told when your work is graded.'))
