"""Practice for the exercise `gradient_check`: fresh problems for your functions, as often as you like.

    import practice

    practice.run(relative_error)

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


def _two(draw: Draw) -> tuple[Any, ...]:
    shape = draw.one_of((4,), (2, 3), (3, 2))
    a, b = draw.between(-3, 3, *shape), draw.between(-3, 3, *shape)
    a.flat[0] = b.flat[0] * draw.one_of(1, -1, 2)
    return a, b, draw.one_of(1e-12, 1.5)


def _cubic(draw: Draw) -> tuple[Any, ...]:
    x = draw.between(-2, 2, *draw.one_of((3,), (2, 2), (1, 3)))
    a = draw.between(-2, 2, *x.shape)
    return lambda z: float(np.sum(a * z**3) + z.flat[0] * z.flat[-1]), x, draw.one_of(0.1, 0.2, 0.25)


def _kinks(draw: Draw) -> tuple[Any, ...]:
    N, D, C = draw.whole(1, 4), 2, draw.whole(2, 4)
    W, X = draw.between(-1, 1, C, D, digits=3), draw.between(-2, 2, N, D, digits=3)
    return W, X, draw.whole(0, C - 1, N), draw.one_of(1.0, 0.5, 2.0)


def _crossed(function: Any, W: Any, X: Any, y: Any, delta: float) -> Any:
    """The answers for each entry of W and several steps, as zeros and ones."""
    asked = [(index, h) for index in np.ndindex(W.shape) for h in (0.1, 0.4, 1.0)]
    return (np.array([float(function(W, X, y, delta, index, h)) for index, h in asked]),)


def _gradients(draw: Draw) -> tuple[Any, ...]:
    """A function with a kink in one entry or none, a point, and gradients of which some are right."""
    x = np.round(draw.between(0.5, 2, 2, 3), 2)
    a, kink = draw.between(0.5, 2, 2, 3), draw.one_of(0.0, 1.5)
    g = 3 * a * x**2
    corner = x[0, 0]

    def f(z: Any) -> float:
        return float(np.sum(a * z**3) + kink * abs(z[0, 0] - corner))

    one = np.zeros((2, 3))
    one[draw.whole(0, 1), draw.whole(1, 2)] = draw.one_of(0.01, -0.02, 0.3) * g.max()
    return f, x, g, (g, g + one, -g, 1.001 * g, g.T, np.where(one != 0, np.nan, g))


def _judged(function: Any, f: Any, x: Any, g: Any, candidates: Any) -> Any:
    """Which of the gradients pass, and how many entries are skipped for each."""
    reports = [function(f, x, candidate) for candidate in candidates]
    return np.array([float(report["ok"]) for report in reports]), np.array([report["n_skipped"] for report in reports])


def _remainders(draw: Draw) -> tuple[Any, ...]:
    x, v = draw.between(0.5, 2, 3), draw.between(0.5, 2, 3)
    a = draw.between(0.5, 2, 3)
    return lambda z: float(np.sum(a * z**3)), x, 3 * a * x**2 * draw.one_of(1, 1.5), v, np.array([0.4, 0.2, 0.1, 0.05])


def _cases(W: Any, X: Any, y: Any, delta: float) -> tuple[tuple[int, ...], ...]:
    return ((3 * W.size,),)


TASKS = {
    "relative_error": Task(_two, lambda a, b, floor: (a.shape,)),
    "numeric_gradient": Task(_cubic, lambda f, x, h: (x.shape,)),
    "kink_crossed": Task(_kinks, _cases, _crossed, ("answers to some steps",)),
    "gradient_check": Task(
        _gradients,
        lambda f, x, g, candidates: ((len(candidates),), (len(candidates),)),
        _judged,
        ("ok of six gradients", "n_skipped of six gradients"),
    ),
    "taylor_slopes": Task(
        _remainders,
        lambda f, x, g, v, hs: ((), ()),
        lambda function, *args: function(*args),
        ("first slope", "second slope"),
    ),
}


ANSWERS["relative_error"] = (
    "So%o;Q9!ReA|Q~U~HZjfv_S6Yr2$O/jRY%~`-wR(HX8C#4sND<kr*hGjp+(>KMr7q #z:os?a_J=/-x|$R!E&Nc3G Sm#f2$nj]u;o3JfPY@zp"
    "6y)<(4GNRR+Lr WTnmimHu>!]0(wlX)m]^kWufPXth*I}8evm7P>EUT6/JEs>A-pNfxodAoOpaI?@Sj?eUHBeF&_k3rhn+#X!6K^kDS4 TTZ}s"
    "N8C8tJ^=Kcju:Rt9T% K",
)


SLIPS["relative_error"] = (
    ('relative_error', 'Your relative error is negative where a is below b; take the absolute value of the difference.',
    "E]PIdl.O|Q~Y:Be:Ld-TXDjFa5v[XWFTb$]G<bWG*F+TE;]T/[L/e`:WI/-x?VWP> R9G;t0PaE>ZR=?qNR&>owMVTCT)Rh>!(D?1u(wl+~!kW"
    "uJ0;]lhhQG<Rd[h1D+{#P~+F-)g&Tr@Kk`6IKha)w=~+4<VkV*@|(c=OUX*d+/w;E1i/2-"),
    ('relative_error', 'Your error is |a - b| alone, which is absolute; divide it by the larger of |a| and |b|.',
    "Fjl@~FAenj4wAAm!L/Sa(t=.l*f@koAb)##+93P;!zsE<9Y+ryp@q%Tk4>q+;+1XYs6|guH<MT}@YqNn?*ljUzX8AR]}5e=;!J$^)R>4n??((W"
    "pT;{(4&VMh8i:I4x6@v]al)5)Jho9`3q[o90S@ofX)7-ssA;3NCDJiuQH9Um]99_^B@alk"),
    ('relative_error', 'Your denominator is |a| + |b|; here it is the larger of the two.',
    "c|++K2bKPW`<QcYdH/Y|tk}|ga_zSHND]zp#K&)zSnp}kPa=tny$svd7m/*Po#Ev41N$_wyFcp2-yqcU6rI>w.sIzK!AbZe[za6;F6xO|$~Vgq"
    "~Q95%ocglenmXXyXPw#w4CdvLoQ7KB&b?2U#I%Q2wjT!ZGTByVt`Q`cSbDwzbVUm+K_bC6"),
    ('relative_error', 'Your denominator is the mean of |a| and |b|; here it is the larger of the two.',
    "KuV=14GxHa2kIS+Wf{a/]k#=cXV+HjFfczE$DAp)m#t+lHEQs)E:r{X)j@HLz$Y#NLE+2r.}WwH>J9PH !O(%loC=!*29W!_y&W@D*yOS/@scx"
    "&QT}(bKcosM(bPk]Dm~$pytUJq_oEelj6^KlG+q>$nj)>sK(8S|oM[|PL{$_cKjT=J.YaF"),
    ('relative_error', 'Your denominator is |a| whatever b is; take the larger of |a| and |b|.',
    "NUr=ooJ}oj/1LW{y1vd.<^sey: -wRFi|trbDcW!4Kpj-Gq qHr:xea_J~lwris-BhKg/$QLoy4;o2a]O(x!)<&B[&+BqVUTj~0>s`)DX).Nkt"
    "5RDI*I|v=MOuuA8YC:u?-@/OF&J?Dxvo:`J9%) 9{J&)y}N9Ts]<M%#N8C|YEKcj@EYT&#"),
    ('relative_error', 'Your denominator is |b| whatever a is; take the larger of |a| and |b|.',
    "N:N;K|HnHQ~VDl(VUpUc| 6AL5L+qPF9Z&{@Sjk:db%%UEWbq #:m<X)j;}))eF1GdAy)qFXQ`P>xxL dtf/WK%GNRxYAb7[v(n@Gn!;q;-+L}"
    "+Pn+#|7SEaL1D=uGEs>2j2U[SZ~SI*<k]LI2v-$@p{O(lMT^;M%~U63U+>cdUKtu<w0dt9"),
    ('relative_error', 'Your denominator is the smaller of |a| and |b|; take the larger.',
    "K6f=k-EEQj/1F//XhbYZ  FYX@>+qPDy<zvQQ+)+Wi%s CbZqHr:v$X)j~nRzF}1H#B`xr/]Re%>xxK!m#}]WK%B[&xA;Z-ywkq@Aa#o~;]lM3"
    "MRV%#|7ejEKHFThWC:u2)v#WXx%8DsXpwgKLw/5b{Hn-f[Ys-ewCNA U+>|L(Ktu[HoduV"),
    ('relative_error', 'Your numerator compares |a| with |b|, so 3 against -3 is no error; take |a - b|.',
    "jb_vR:N|+uUhqH3P]xhNU(6Ip^{m.1hz[na%e/thabp+(S=(r{[X}=a_J+bUM:El>ReR}jG(R~uu8WV [u%-SPuMxLXB&WTn)P>&b<SBdx.#dv"
    "cy86X/4dkArawdgl$X<P&jQyboOpM8NUQ1#cr&k!y/fzU7dS1bCEUn-r8Brdlx^cshZyz{"),
    ('relative_error', 'Your denominator is max(a, b, floor) without absolute values, so two negative numbers leave the floor.',
    "QYx<evE(}j/2Dl(W!|Uc| FYU##%yWH*ArtQ000(m;000000qHr:xeX)j000$Rz1GdE>jr!1d6|;O6L d)2{000FRO000g_&aC7>![)DX)m]kt"
    "5RDI#2o   K]PLg;C^b000TGK000D&UX-PIvq=0Z   #Xz000ziWX AM=>000KN!000T P"),
    ('relative_error', 'Your denominator is the largest entry of both arrays; each entry has a denominator of its own.',
    "Q1|.t_Kk:klDJtBs:8dd5o.0lcj+CTL]JuOlJqH(z`n?vKVQovz+yJZj+(o3$ktcvIGK9pn+ZVY#(LZ&~x:7c1xIQK/! j:Wt3$;jz)6&*_HsI"
    "tcfUtw}bZ2IQCT5 Fp#.@BwGXc7eKbsoX-I~?#i+gqYy) MZjZ-_Vq]bJjfJ+JOy:kah3b"),
    ('relative_error', 'Your relative error is one number, of the norms, in which large entries hide small ones; go entry by entry.',
    "-zG-Ed.2W$wd;1W*<!-a!.I#;lW*H@&T!)1^-l5:S;zb6-TY*}j.L]*F++dC.Wi%lw/CT-.{%sZ$_3.hI*{;#D#+0#/wFyVO+*Y*P*/Pp*Sn+C"
    "c/]l&+C(T%/j*-oP+;G//s:E~zZ8*!Z*y_/ L!39+3.:uq*|i-f!(YD#[_$~a-*#+I<#n$"),
    ('relative_error', 'Your relative error is the largest one only; return that of every entry.',
    ":qn;33:9S.j>;D8;ao;;;;;;;;;;;;:(B*zC;;;:yy#Nm:3{;ly;!)(4-.oN;&R/6[:=-:zh:WY:LE;;;;m?;0n;DG;wU!tH:k:;;;;)J;#f;c"
    "1;Ei.``+QQ;&0;;;:~H;;;;;;!Ch:`}+u(;;;)vF;Ar:$l:N5:ii-;a/GZ)=K;-1/]h:O)"),
)


ANSWERS["numeric_gradient"] = (
    "9YG(]Li=`iH(H`^^2V!e5GNd`FHz3oO?}<779Vm-_5IB6!Wd^3s/E8!A{*-D~mc TYOQ8v?vMH!VV0U%7T%H?#SE}jmXx|=4}WAK82<?HUWwGf"
    "0A;`GB9MG]^x8-G}eG3(gP7=?O55Eq9#6S~m#x3g[047=NK+Bt}t0G@qs2BuQ58[GW3A}2`H~5:7.pw/&0}>Dc|ZR~6V2y^PrH}XW$@{gnDS/~"
    "||H(Zb 0`=Qv2SDD^}J)",
)


SLIPS["numeric_gradient"] = (
    ('numeric_gradient', 'Your differences are forward, (f(x + h) - f(x)) / h; central ones reach to both sides and are far more exact.',
    "A9:[yz{6vObB2/E4jq`|4457}~4Hw?^mY5[2[?UEEZ|Ox~apWJB6XRLuDXEQ6I[[HT}giu[~}tQ6yfI98Q1&;FfBU#[[[J5-3m}7xD4zw78>~z"
    "<3%/4dOPJ?}aS[&.A+NA&X37%_|$<x@tMp}|.|j#6sT_ld}LB[A_EKl}S WUH`IZ2jW^yt"),
    ('numeric_gradient', 'Your differences are backward, (f(x) - f(x - h)) / h; central ones reach to both sides.',
    "8(o](V_(PEH221:68:_7x3Er}zB6Wf_k&7&N^`)E32{9n~wiR0ADcfM/9TAP8`U=yZ}mh!l%}3aA9dGvQC2k<vf7/6_;{FQ(3}K86w5j-FP$~W"
    "S3M@3-}Hx)}+{?8YCtf7r@3ER`bx+ZYz&C}(c|OI69i[fP}ie@+fCl4|iHdE3{XW2DW_Mu"),
    ('numeric_gradient', 'Your slopes are twice too large: from x - h to x + h it is 2h, so divide by 2h.',
    "5G/{CU}4#B8p1Ir2&{|?41=0~[55F%|KR3r({t+8Q(}+# N3L7`4(cEm-M!{3|V_lG~$:&po~v!4YiAmg9]&[^#59 {~KAW-1{S4P02y*5ZA N"
    "K1.*2CBDU/~*>`6O6s(4]|1t%|[c@eU%M&~]6~Aw3Z({+F~wV`S97$W~cxR)!}OC1Gw|Ge"),
    ('numeric_gradient', 'Your difference is divided by 2 and then multiplied by h; write / (2 * h) with parentheses.',
    "k>9t&rpD(gtbLf!aQMyhVVlUs0vfg|oHUY:<siqj; w_o;l^l;Re?wi]nmN;aA5pc`%7Dmvw*8@k6tl.8lTalyRfZlt3ZgM%W8zeA~ir0c&`+t"
    "SW9:hy/iy0%aYq<8k<2e5IUv2npeqD[mJ=-a$%3{jZ+r<>s6cndsiH}!UHmUjv93Lm:n3:"),
    ('numeric_gradient', 'Your slopes are differences of f that nothing divides; divide them by 2h.',
    "Qm=<Y2.<^P|H4h0BEK@(e7}([{$IA-*^`B)6;dCW0p[(~}E*g=uH2]WfKh=.C(*+qt`NapbB{1fOCgZ=;Y>YxCzH|#<YjO_I8WJF.QH;%GD/|k"
    "m7<*FO]VIZ`h9-[}Tv HS77AT-~L&.uo*9{^/_TRK/C;$v@ez%4$NwL_9*jfv@3x4bE*la"),
    ('numeric_gradient', 'Your slopes have the wrong sign: it is f(x + h) minus f(x - h).',
    "[@&8><5tg/g:}x}`[75`k|gK2Fi[?^76r_dG8B`=E%4NZ1hG#&{]ou*d(!#X^;}BhN2lLYSR2y?^CS:nj;LMFXt[};7jB:aX|PI^Rv{0[[n^1g"
    "p|pe{|A+-N2bZA%J?&D]JH|]V5=8H<$ZG22D|3vO_*f7.w2xsATd>I@34_x5&5G^}$B78+"),
    ('numeric_gradient', 'Your step moves all entries at once, as x + h does; move one entry, and leave the others.',
    "FeqTSo}h6GauA45#{<`ar|YN9-8!8;=2%UCG{E6`?vZFh}Yi)p(Xa($0Pucs:m-g5O45-l=c|p3K*%v`HM.c3V(XYGnQ:|n!`i_V*(C}B4UCym"
    "T4M(5IBchhA!RxROPJ}7c|2W&`n_/?*%FA9mb_]OpkS5|~`S)3QL?r6E|4XDP_!}psh}|X"),
    ('numeric_gradient', 'Your step is always 1e-5, whatever h the caller gives; take that h.',
    "9a.]F5`hyI+72X+5Km`623pW};*9Yh_4H6%$^2)E5%{(3~l7Tvw8$}MGIUi]7cW?aO}i?x Y}T=82;HbeGZ>;_i9i7^o-GjB3*d7@Y56O9%H~m"
    "C3id480LP$}sA@gFBsU8[e3C7`G]:gIwvL}<F|VW6X ^GP}X3@};DVo|`!Z5T`;e2TO^||"),
    ('numeric_gradient', 'Your entries stay at x - h after their turn, so the next slope is taken elsewhere; put each one back.',
    "9qA[;}`fZH`_2Y359&`VK3kj};F9O@^|96i&^4]D>c{!h~lpR{t8U%N#iXKU7dx?Nd}h0w@%}X&88^H(]G:+;?C8[E^hNHbg3#.87Y54=9N]~n"
    "n3k+4AmJ4H}tj@L9BUk9Ef3DR`B&/R:v#2};;|f76X:^6-}X5@]JC%h| .c19`-P2Ul^^1"),
    ('numeric_gradient', 'Your entries stay at x + h after their turn, so the next slope is taken elsewhere; put each one back.',
    "9G~]s``k|H`^2Ta5M}_~A3sD}<|9cR_E26[6^2QEUz{<:~nOU{>8|5K?IT5w7K7@9S}l y}s}Ug7|@G`mG8!<0D9u>^:JGoZ3-K7wi55hAF5~l"
    ";3d945JM<T}si@]AB^Z8wP38z`O6:.+x=:}@a|TS6SO^hc}Xw@ zD}k|^iXE4`^D2P;_2T"),
    ('numeric_gradient', 'Your differences reach h / 2 to each side; with the step h they reach from x - h to x + h.',
    "9aD]Gz`h.Iox2XM5Jf`8V3p7};<9X(_4e6$>^2|E6f{(%~lcTp*8#GMGpUuX7aG?hE}j3x~(}Ub82;HZzGbD;_y9cj^q@Gt&3)`7?)55 9$x~m"
    "P3i447}LD=}sU@i.Bs:8[Y3B/`HG:X(wzX}<y|WW6XM^Iv}XA@}LDU>|{5ZDc`;]2S ^}2"),
    ('numeric_gradient', 'Your slopes are 0 but for the first: does `return` stand inside the loop? Let it stand after it.',
    "xU#)22|RCi&=3xH6>4`*Q#M)}S~IW/fp;h(}=DbvHAoPB}-HjY!ALUOLK!chk`2:VHCz=O7J^S=9~+Cgv&+!= xs7{@2HA9pO61:|[+a*r;A}8"
    "t3*Fh5|tS-_%t)H_7AU(t7#gc! u(Prk*|>41)K(A%NO$r}T~;AxJ|B}1Ac)jW&EEYU6J["),
    ('numeric_gradient', 'Your step moves all entries at once and gives one number; move one entry at a time.',
    "@V>.58~a#FH<5<]=`B4Ap2Uk2l9P({9Yu3^u|/i4BR{C&~5mIqM?J&M:yVd#}L4b~q2p8=qt2I$GlWA`S]9s30A&Xdq@#30u43({58]1/}K1}F"
    "z|=)3qG-rj_]qTor[Dy{f/1#y2XB>F~M{M{ma2X2o-o|FY| a}(I{@s}.*!x855!>.M~f7"),
)


ANSWERS["kink_crossed"] = (
    "D9<jsR@%Hk6E@kHTsL2+Cc|4O5NZi6DWsR@%qd{m&O^(DV5>lO75OZ^EcSproYBYa%LU(C@Nw*3Dca(4/rZb+|LRlJd;TA0Y;*_NRq|{dl9$c9"
    "aloYBY+<y9sIIooYBYg:pp#~ht*:@u@KPu!IRvd}%AL-%)qe9NIas+oYBY$V3OsR@%y&w|qe9N/PsMqe9N#)(Bqe9NdDnRVF9Fj;G=-h/nu1!z"
    "g@zuTWSYxY9Ap~2lsR@%",
)


SLIPS["kink_crossed"] = (
    ('kink_crossed', 'Your answer looks at W + h only; a central difference uses W - h as well.',
    "Om<sR@P=t/$p*AWHx=%CMPd0sR@x:}y~UMS`E*2*>=:b.oYBa-];A9/F$ca(E{t)DXi(&EMg( Mh;rs.F=[AoYBF%~KBtoYB%iv+t?)^o&Ghn2"
    "cwQ4DBhqe9rt.oYBKPHsR@L<fqe9[^yqe9X`+qe9h/TiQ&V_vQnu(^JSuLHP~$S^O/|sR@"),
    ('kink_crossed', 'Your answer looks at W - h only; a central difference uses W + h as well.',
    "E~WsR@SfM;K.QdIOz5I?+&)>sR@fY~sA[FdQ=KoHfhH]#oYBqW(T)rNIZi6}?0ez4+v<1?Jz.s%qH<ZToX|AoYB?rC/t<oYBQWoXOD<&U>4x$-"
    "-WQg*<Qqe9IqToYB=d9sR@-nQqe9)<Oqe9*wtqe9jU;aTP#:[rJTTV?/|zf.Of?&*m$sR@"),
    ('kink_crossed', 'Your answer demands a change at W + h and at W - h; one of them is enough: or, not and.',
    "W3XsR@sR@qe9oYBsR@sR@oYBsR@qeOf%KS=~qe9w*#wP8oYBqe9xBAqe9i6}OcysR@ucl+s-x]m%jJoYB=S:oYBd4>oYBoYBoYBqe9<TfopIsR"
    "@oYBb4.qe9sR@oYBwoMsR@af8qe9@@3qe9oYBqe9oYBqe9sXOG1YoYB*)+K|Lqe9oYBsR@"),
    ('kink_crossed', 'Your answer compares how many margins are violated; one may come as another goes, so compare which.',
    "D9<sR@Hk6@kGsL2Cc|O5Ni6DsR@qd{&O^DV6lO7OZ^cSpoYBa%L(C@w*3ca(/rZ+|LlJdPk_;*^Rq}dl9c9aoYB+<xsIIoYBg:p#~h-Iu>`8!I"
    "Rd}%aPtqe9IatoYB$V3sR@y&wqe9>RFqe9#)&qe9dDnVF9j;G-h/u1!g@zw<;xY8p~2sR@"),
    ('kink_crossed', 'Your answer compares the numbers of violated margins at W + h and W - h; compare which they are.',
    "D9<sR@Hk6@kGsL2Cc|O5Ni6DsR@qd{&O^DV6lO7OZ^cSpoYBa%L(C@w*3ca(/rZ+|LlJdPk_>l=Rq}dl9HG|oYB+<xsIIoYBg:p#~h-Iu@c !I"
    "Rd}%aPtqe9IatoYB$V3sR@(eSqe9>RFqe9#)&qe9dDnVF9e:G-h/u1!g@zw<;xY8p~2sR@"),
    ('kink_crossed', 'Your margins add 1 whatever delta is; add delta.',
    "WMjsR@Hk6-~#sL2;IiTK^i6DsR@dp#&O^SbMlO7OZ^cSpk@M#?B-P)w*3i6}U&=+|Ly=1!k.ZWjcV=c!Og]`p=&U=CyY^qA_oYB#~h*:@%ibsR"
    "@oYBNzu-$K$7Ev]^xXYT+.(Bgdpn;yAzjj#)&qe9b|Ck[/j;G-h/p^6Q>>N|{#XpW@w%bC"),
    ('kink_crossed', 'Your margins lack delta: where the scores are equal there is no kink, it comes delta earlier.',
    "v35RJ?dY4@kG%C8snWP^ma3aYW8/~g.*jPw2Hu</WOo+2j:i=F=&@AHGnN)%Cg0?D[oYB/  U9&:{bV>EeX<e!0MFDsIIdDSZ=.Ev-.[*>@x<4"
    "#!F@U.Yz_;WnmzPBvuUut8$|J-`kuh>p#R#)&qe9b|CY7tWnH*<_zg]]jfUo}!T}p~2KrO"),
    ('kink_crossed', 'Your margins subtract delta; a wrong class pays until it is below the correct one by delta, so add it.',
    "chSaS0(lW-H`%C8wiSv-qX;VsR@qe9p$=qe9r#*sR@sR@t{^qe9z2bA1f+qXa(]<E3oYB+MIta?sR@Z_6No[oYBNs|jkooYBgw-qe9d)d)!P)R"
    "4u<?L[Lqe9?J_oYB$V3p[kZkc*Nk:G(e:wzTpqe9mt^#m|ah/U)Qp^6/|zQvH!T}oYBsR@"),
    ('kink_crossed', 'Your step moves a whole row of W; move the one entry W[index].',
    "ApEsR@x~<@kGy;qsR@sR@W(EsR@-n#XK3Q*JUR]F[3*]:t{^qUy/KrL<<hoPPCf;~qucl!+O%&)cV=Z_6vp+oYB-sh#OZoYBY|Y._U?&q>O`sK"
    "9u<?K(Kqe9j)roYBxXYsR@jTHqe9:G(zjj#)&qe9b#VY7tWnHsR@!YFvA/ZZHqe9fMGsR@"),
    ('kink_crossed', 'Your answer forgets the examples whose correct class is that row; W[index] moves all their margins.',
    "E~WsR@P=t/$pQdIKqSN_{Pd0sR@qd-M{NZhr=KoXF Y0uoYBa-]$nZ/F$:wq#/H)DX-[w$C=/bjx46ZToI[DoYB@(y/t<oYB%iv+t?(B#)9CN+"
    "4WQgDBhqe9Dy.oYBsibsR@j@[qe9>0Lqe9*wtqe9h/TaTPJBv@!pTV?NGsHP~$S^O/|sR@"),
    ('kink_crossed', 'Your answer forgets the examples of other classes, whose margin of that row moves with W[index].',
    "Om<sR@SfM;K.*AWKr=ssB&)>sR@qeO:VpFdlE*2Tz wP8oYBqW(xBANIZG!p+Brz4+Lu;VkE#^cO:Ns.Fx_boYBE-*KBtoYBQWoXOD>V;>.0:W"
    "uwQ4$tFqe9*Q`oYB!JYsR@#;lqe9=(Cqe9X`+qe9jU;iQ&.<&G1Y(^J*)+fb?f?&*m$sR@"),
    ('kink_crossed', 'Your answer looks at the first example only; look at them all before you return.',
    "sR@sR@Hk6@kGsL2Cc|O5Ni6DsR@qe9jr_qe9lO7aS#cSpoYBV`PsR@w*3i6}sR@+|LoYBZpt.:$sR@oYB.5+oYBamdoYBoYBg:pqe9-4y#]J!I"
    "RoYBqe9qe9IatoYB$V3sR@dJ2qe9?)gqe9oYBqe9dDnVF9oYBH6QoYBg@zqe9xY8oYBsR@"),
    ('kink_crossed', 'Your answer is that of the last example only; once a margin has changed its sign it stays True.',
    "Bz~sR@sR@@kGsL2sR@sR@i6DsR@qd{qe9DV6qe9I^UcSpoYBvz#(C@w*3v^zsR@+|LsOEs4f>a3Rq}dl9hRPoYBn%_sIIoYBg:pqe9<?_lL7sR"
    "@d}%L-&qe9sR@oYBoYBsR@w=:qe9<#<qe9oYBqe9oYBVF9e:GsR@oYBg@zFP&xY8p~2sR@"),
    ('kink_crossed', 'Your answer is the wrong way round: it is True where a margin changes its sign.',
    "?@]ZD+-#-F^VpQD[ze:K$qiEUT1*M3$]4@A.VFf+33i2la)b;6-s8JT?F$IxGu2IX1kxx/YYPfr--^sfXg+jd+9tAsv-Bw~ss`_QY/jh&C+]!u"
    "U$+hq*kTq~-V0jefbGu(XCJfYPRJL~i-P<Zmbr#$#xbX_se9<K2_i).+}EoBoJmTanIY9O"),
)


ANSWERS["gradient_check"] = (
    "k6@iPHsoO@L^h ZV&X1l)RXht;&mR@U&Nz{cY*]o#R_S)[)2z*PXWeHTNj(2TP[^wUDq)uyq%co^e3wROS+5Q0E{oK|X(dB<(s%npPJFQOOBOG"
    "tRd4lb%B2N)! *w}2YT&[zNhQoV=r.zOa@)?<2##)/Zk}<N).vRmBJt2}2)G]<&sh:jPg:P6rwO kmi)<~&k4|)LIftWizRy-RN%`$ZJU]#nx."
    ")@#=zgs:W7y@NiD`ToNb",
    "m6>~kPplm6>~h Tim6>~m6>~p~0um6>~m6>~h9PZlrGLm6>~m6>~m6>~m6>~gtt~k4p]o{.Cq*<wm6>~m6>~gmeGiubxm6>~m6>~m6>~l0Fhm6"
    ">~m6>~mYvXm6>~qPg{m6>~htUNm6>~k>-uphI@m6>~m6>~m6>~m6>~jVn}m6>~q*J7m6>~m6>~gw5zm6>~m6>~qjmfp_?Al%aKhF0ShDR1m6>~"
    "m6>~m6>~nGD2i8FvgvSy",
)


SLIPS["gradient_check"] = (
)


ANSWERS["taylor_slopes"] = (
    "*bzl*j`E*%:%+0?[*:aD+2Yw*a+8+1S~+Fh?+lfx+7A]*u9D*N%3*w3v+9w~*vOc*{`E*xvt*/8?*}*P*&oD*|GZ*_^}*MHy*-[I**hh+5< *s"
    "Pd*(!.*%ey+5(W+e[Z+?un*;|u+E=:+1u!*/F1+E)c*pA +d9t+HCB+@ZW*~|@+Fv+*A3$*x+u*-sO*_<#*ye9+Rc@+M`-+ypl*mn!*|%h* ><"
    "+M1%*~-7+s2y*}L4*wzL",
    "!*P4<39Buf<Z<BHk<7V)P_9c![KY<E[b<Kch!$;k<DFMxfq&$MR]<B{Wd29oxlb2<9>X<52&<7xW<Cf(<6gy<B/@<95t; %~rGz#<6l:Xm|V<4"
    ")htZW*<7-h<B)3zQnO%_>enl<V<EVlM= 5q6GY<F(e<6.=zB=Z<G^T%}U]<IQo<G5!%QbRwgn5<6^=<9B&wa:ivo(^<Epa$a~l<8*(<9lKM^E<"
    "s;4:<C|}<KUyS=v+<4(z",
)


SLIPS["taylor_slopes"] = (
    ('taylor_slopes', 'Your two slopes are swapped: first that of |f(x + h v) - f(x)|, then that of the remainder with g.',
    "?A6]X?>V2]pV]if/Za?Bw]qz]x0?+H]r >#X?Qy]e$<&*>%2]nT]c_]iC]o)]fv]o2]mb]P9=};]gs;-H]bA>Jn]f$]r8?kT@kO=s}]u?-tX=="
    " ]vP]a+?h0]wc@lQ]r1]vy?bu>qb]hb]mb>q2>@^]xo@B[]as]ng-u7>j ]pL]-c:fc]cm"),
    ('taylor_slopes', 'Your second remainder subtracts g.v without its h; along the step h v the change is h g.v.',
    "$]]x`%$:fv;$w-/$u;$^dv;[u@b$8TvdW$=U$`bxm!$sO$@NwBaxe7w=-w3LxD`wBbwLqyvL$-Gx1>$s}xx6$.dxI vk@$K_#d?$)Ku?A$v!$*"
    "<u[Hx+e$J^u%0#bIw0vu;D${%$<Cw^~wM3$<{$Y(uH8#?Gx?dw6^$yz$e?v}`qjI$y;xhi"),
    ('taylor_slopes', 'Your second remainder adds h g.v; subtract what the gradient predicts.',
    "@Fo@P4@Tc@o2@ee@hW@F9@oM@w6@&(@rg@Ou@8*@Vn@k @PA@lS@Wc@d(@mR@aF@ld@kI@Ca@Wh@b*@jA@Tm@UZ@Zp@q$@#I@^[@Ym@v)@g}@X"
    "B@v!@R;@!V@x0@_U@m`@wG@2H@Qd@c^@kE@Q(@uL@!O@/y@Qd@l(@g2@rc@m>@?)@e&@V]"),
    ('taylor_slopes', 'Your lines go through the first and the last step only; fit them to all steps by least squares.',
    "=LE^yD:I4^*k^%qSV4=Qv^-V^;z>O}^-I;yn=^S^%?$i|;!B^)P^!#^%p^*)^$K^*M^(x^t%.p@^$styV^z`/zf^$&^+W=ic@I@+%]^.#LVm.1"
    "L^/W^!p=c?^:I@M^^.#^/t>Z4;G@^%3^(z;Dy;o/^/+?Jt^#J^)JLX~:DJ^+A^@PbGc^!e"),
    ('taylor_slopes', 'Your lines go through the smallest and the largest step only; fit them to all steps by least squares.',
    "=LE^yD:I4^*k^%qSV4=Qv^-V^;z>O}^-I;yn=^S^%?$i|;!B^)P^!#^%p^*)^$K^*M^(x^t%.p@^$styV^z`/zf^$&^+W=ic@I@+%]^.#LVm.1"
    "L^/W^!p=c?^:I@M^^.#^/t>Z4;G@^%3^(z;Dy;o/^/+?Jt^#J^)JLX~:DJ^+A^@PbGc^!e"),
    ('taylor_slopes', 'Your lines are forced through the origin; fit a constant along with the slope.',
    "RL{%uER7&*KS:(#MF.WHq<od+oapdxz&7P66b-a-npo$UV(J.2D$|a-]Y#nXUpT#6:onT)9)aKyb6WfM)oI4&~O*F -:S;<U$n?NAleCkNn}Kq"
    "urzp-P{*3vx)Tvq?-1 )wb)24:z@t9}:=AbmF)nNxG(t$>p0MUp#h`AX=qq]tym$c 1olZ"),
    ('taylor_slopes', 'Your lines are fitted to the remainders themselves; fit log of the remainder against log h.',
    " 6M L  78 2b~Xi bA~?j}]s~`u~=  Vj E@~#B~?5~l5~@9~+: NH~.x R0 #] SP l# E:~)f v|~*A m_}Br 3`~.-{bs~#I O) tW X@ Z"
    "N i-~[6}ts Z} 0@~]D 6T|{)`w~ hA~U_~#6}gM as~>c n3 #s~*M 2P j! Yn~.  mZ"),
    ('taylor_slopes', 'Your lines take the logarithm of the remainder but not that of h; take both.',
    "|t@~hp{W0~j`~i`79I|v>~ka~lj}07~kX|06|>H~j2>)m|0U~jv~iJ~i`~k0~is~j?~jg~gd`mr~i#m~D~i1{9a~i&~kE|%*}t__fC~k(4%Y`K"
    "(~k]~iG|#^~lB}v9~k)~k}}1@{.n~i/~jh{-0{}g~l1}SS~iV~jt4%-{VU~k8~mwBHS~iD"),
    ('taylor_slopes', 'Your lines give log h against the log of the remainder; turn the axes round.',
    "[:D;F-[iq:]F;0|k?V[*@:?[:+p[Ih:>U]T|[R2;5un4Y]F<:`6;8$;1W:];;4@:^?:{a;S5>[C;3pfv};BJ@{T;4w:?&]kH<#C/==::Qoyh=u"
    "`:/n;Bi]o6:-<<jl:?2:.}@?V]KE;2c:{a]Dg_AA:+w?Wt;Bo:__p4{^a]:]8:r:jAg;9Q"),
    ('taylor_slopes', 'Your direction is scaled to length 1; take v as it comes.',
    ">@}^n;>]3^r(^va>[<>=Z^vg^w==jO^p#>>7>zx^pt>ea>^M^qi^mh^q?^o?^m?^qx^p<^lc>][^nS>Z!^oR>5K^q#^t%<ny=o>>:J^pQ>.2?3"
    "c^pq^o-=)U^q+=ss^ri^q=>-%=oP^o2^r.>?z==G^rr=W4^mR^nl>$W>x1^n=^uU>oj^mh"),
)


WITHOUT.update(dict.fromkeys(['predict_kink', 'diagnose_claims', 'predict_bend'], 'it is a question with one answer, and whether yours is right is told when your work is graded.'))
