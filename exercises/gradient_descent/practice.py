"""Practice for the exercise `gradient_descent`: fresh problems for your functions, as often as you like.

    import practice

    practice.run(gradient_descent)

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


def _bowl(draw: Draw) -> Any:
    """A symmetric matrix with eigenvalues above 0."""
    D = draw.whole(2, 4)
    B = draw.between(-2, 2, D, D, digits=1)
    return np.round(B @ B.T + np.diag(draw.between(0.5, 2, D)), 2)


def _walk(draw: Draw) -> tuple[Any, ...]:
    A = _bowl(draw)
    b = draw.between(-2, 2, len(A))
    x0 = draw.one_of(draw.between(-3, 3, len(A)), draw.whole(-3, 3, len(A)))
    return lambda x: A @ x + b, x0, draw.one_of(0.01, 0.03, 0.1), draw.whole(1, 5)


def _matrix(draw: Draw) -> tuple[Any, ...]:
    return (_bowl(draw),)


def _step(draw: Draw) -> tuple[Any, ...]:
    A = _bowl(draw)
    return A, round(draw.between(0.2, 6) / np.trace(A), 3)


def _search(draw: Draw) -> tuple[Any, ...]:
    A = _bowl(draw)
    x = draw.between(1, 3, len(A))
    p = -(A @ x) * draw.between(0.3, 1.5, len(A)) / np.trace(A)
    far, beyond = draw.one_of(1.0, 1.0, 0.6), draw.one_of(np.nan, np.inf, -np.inf)
    calls: list[int] = []

    def f(z: Any) -> float:
        calls.append(1)
        if len(calls) > 1000:
            raise RuntimeError("f has been called 1000 times: what ends the loop?")
        return float(z @ A @ z / 2) if far == 1 or np.sum((z - x) ** 2) < far * np.sum(p**2) else beyond

    return f, A @ x, x, p, draw.one_of(1.0, 4.0), draw.one_of(0.5, 0.8), draw.one_of(1e-4, 0.4)


TASKS = {
    "gradient_descent": Task(_walk, lambda grad, x0, lr, n_steps: ((n_steps + 1, len(x0)),)),
    "lr_limit": Task(_matrix, lambda A: ((),)),
    "lr_optimal": Task(_matrix, lambda A: ((),)),
    "contraction": Task(_step, lambda A, lr: ((),)),
    "backtracking": Task(_search, lambda f, g, x, p, alpha0, rho, c: ((),)),
}


ANSWERS["gradient_descent"] = (
    "9C^iEEwVCY)TN@:&=yKRYzGK_F}-GVY4-Ns6/b.=(sJQOz(Gon(`RB3}-TuyDsc(CBZX-SAK/g]{z/;-#=~U:)st]yO3LM)OtE&2FF;6P9>z8{"
    "<2&1NA.XJ0u/H&!O*#oT[pjawlv9kt82WYy<v3B`dgk?`m#w:I5uk*-U8Y/=7VHe)+;|Ft>/!p/@{h-;-Kq(6ZsFCJYdw7w!% >. aK{0fG*|."
    "HODA60FtvY<{AN`9I}:w",
)


SLIPS["gradient_descent"] = (
    ('gradient_descent', 'Your steps go up: they add lr times the gradient; subtract it.',
    "9n[Hzo4=OP1X>S#RU-`4YI6Q.hg;+_2r8Q3rpM{:. $ga1QyA`g{wU?oay~ml>6vJF~5E/YUl$e1|d|#<9Y}$rR<VG^z!))9C`(`_%ON;6k=Tc"
    "|6MR{}NR0t36X1`m;o#Hb=:aX^Hfb~4-#@&*Tjb.40AlhO<l!C86A[g^+-59n~Ay6bl8.F"),
    ('gradient_descent', 'Your steps all use the gradient at x0; ask for it again at each point that you reach.',
    "9C^E7LCY)N@:=ySZZS_CBGTV-LV/b.>4gOz(on(LqY.8G>>;CCjqu)+Jazxx%L:;/y*IaIY{tE%)@^A@R8|w%~V-[.Nyuzv=oT[Nwdz3C843!-"
    "!B`dJ+Z$g/6ve[#>/unHe*<SX={s;/3+A/qj{sT2zU tyW>. O?/I0vAoZ60G5.%B53P1y"),
    ('gradient_descent', 'Your gradient is one step old: from the second step on, it is that of the point before; ask at this one.',
    "9C^D:*CY)N@:=x`Y=+_ERGTV-LV/b.T)7Oz(on(Nzj.8G9MTCCj/U..(.z*7$Ce;/y^3LI<qtE%B!%Ws{8|w%~w.H6mfy!K$oT[$v0wm`843zm"
    "tB`dyB$$O$5p%Zt%//BHe*<Hp={s:Z-&?Kqj{sPzGnEwgE>. L(4H7WBP=60GCpwAd+KgN"),
    ('gradient_descent', 'Your steps all start from x0; each must start from the point that the last one has reached.',
    "9C^GnyCY)N@:=`8VUL_r>G&@-Xk/b.)%UOz(on(rZn(+zB?NB[^;Jj:.:!d.y(.-4R_>.UgotE%EcgW 99L#&N7:FVv<;#n!oT[dPRh6H7.sr&"
    "xB`dzV>q415Q*)N+:UkHe*;eH?z/-gQ;!8uB@pb LN`p$G>. IJ<Ez^a0t60G&&`8|1F4$"),
    ('gradient_descent', 'Your steps are lr**2 times the gradient; multiply it by lr once.',
    "9UfFx|7QFOcY= )VKU_spHB@->C:pUv/CPUYo[/hK]*##7]JBlG?H`:NezLhyAh-n:_hLcpKp:@FI5%9p9FI%Qo:GjxOb%LXM1anZohmT7Jipe"
    "N8gX*(imF05bYelF:ioHdV;vg@&.*]<;S<zAqoq4RG<m3U=+JI96EBzW^v5mPf-?8fiE{x"),
    ('gradient_descent', 'Your steps are as long as the gradient; multiply it by lr.',
    "5b>05S~9qD:.  M00%0Ec~AH~5:bO8  :6@6Ob{^f_7PS   2Eg000~?608V0083:G  N06l|Lk00V0003Eq =l  c +Q0LK|i<00#02(0w_ ]"
    "%|$j00![sP  k  ;003H~U  U}og ~y02S~;Pv>!00a0=W~t$04p  }0s9}Dh0Iz  ~00="),
    ('gradient_descent', 'Your steps are half as long as they should be: lr times the gradient, with no 2 in it.',
    "9L>E>&8^pOEr=;;W~;_ZJG&C-p2:6t#HgP0go&0WR~+v0BfJB:5;n?/gKziM!fl/Z8^QbQeGro3F?WX-K95[%w:/LAsDw#*TTn?k}=qgl7sfu."
    "j9%+z7lvz/5s`#c~:B?He2;@U?;H.r$/VLve3qd%ToDr4@>RmJ}?FneKNS5)HN`W9afHeF"),
    ('gradient_descent', 'Your step size shrinks as lr / (k + 1); in this function it stays lr.',
    "9C^F1CCY)N@:=>:WZ}_gGGl@-Rf/b.+>:Oz(on(amI+E1DSUC1s/J4:f^!QCzt]/)V_1jNmqtE%DsuQ>N98~&AI/p+y7c#J<oT[dNUnuB7^wu6"
    "@B`ds2cwu.5Oz-yB:G|He*;.7>?+.P<:Y>sb6q)=T:=uq1>. J3ZFMAH E60Gy`g9SnGQN"),
    ('gradient_descent', 'Your gradient is divided by its length, so that all steps are lr long; take it as it is.',
    "9UBFsg727OGT=_{VY+_q8H8R-:#:wowGePJ!o=Pdh^+Gl7&fBsc?PG/yLzMCyG--$9_ovcV~p[pEaT%|[9E1%W>:74wtl$%@L`!m@QjlS7Lrz@"
    "}8T<)|IpYc5Y%c(3:SnHdf;wI@+y+0*:/|y=;q#>P|<mk^=-cIPwEDIaeX5mTtBo8j-FE*"),
    ('gradient_descent', 'Your rows are all the last point: one array, changed in place and kept many times; keep copies.',
    "ArYM?}/i`O)Z=P.bKl^)DH9q-CU;CTYFNO.5r^|ieEy:lMg*B<V.75!zhyrD)?0%S.;x=iShvxCM?+JVU9[B!tP+`GWx7##Vb4wv3Jz%s7^-(k"
    "NB#Bb/mlvG8&5zwT.^KKRf;0u?FM<}R(@$u Lob>%Ffi~;>4&b.-MNqmfq7N?Y2VC|oWl~"),
    ('gradient_descent', 'Your trajectory begins with the first step; its row 0 must be x0.',
    "7B_O|i&F^A91&*Ta-T(07C3$>;!.lJ#[mGqCO|8Vky.1BR3vLxK#cX+i7IPGY o.)D.*`tZu=gRhGbVo&6VX@VAz;@v)-u?[%z^fDqg[DCk1rm"
    "*Dw}bgr<wI7M}--z;:qH#nzzu[`^:-~#([L=d+1IX< +-m?)dMtIQyPY|<8*en[NDmdQ*a"),
    ('gradient_descent', 'Your trajectory ends one step early: n_steps steps make n_steps + 1 points, with x0.',
    "6ejM/dAMU9{y(2La4P(W]B<]>_9+C^-NxGllNvRTw~;x)HifL<HygE/v=I6VW}S<>s?CKgs*=6rMG=czJ65Q@rk!ae&gLtLh*+sg2Ae5ECD)o6"
    "]D~gaP*=eP5^$:wG<2MFip!Pn[>n/)h#P7Lm5+QqN&p.oc@TVJJIO0[HI]6 L$<aCy]NXz"),
    ('gradient_descent', 'Your walk ends after its first step: does `return` stand inside the loop? Let it stand after it.',
    "9C^7X.CY)N@:=j(;sM_b!B<]>_9/b.-}rOz(on(IaS;x)C?aL<H.n0;wp#Z#=9H<>s]&>N#DtE%F<YQ|$65Q-YcSEXa>hz-MoT[Z2h${)CD)qS"
    "jB`dq/$[]z4<c/M|;E~He*yUk[>n.f^)a_Lm5>`YN[)/wN>. G/>Eq9G3Y60Gto$8.FE*}"),
    ('gradient_descent', 'Your trajectory has one step too many: x0 and n_steps steps make n_steps + 1 rows.',
    "$uO8q!N[3=b<.(~=9!^x%liEpb#pFm+DJ&{[&K8N(r)]OGaQ!c{%J7+K1=+q>fD+wG[RkJtKF)hI^=l%TWL-Il#N43Z>ms?aXm:cg)&Y$z|8hr"
    "bJqKz<u<;Y9*I$9un%LYW|nndj:QY]L#%(f9@;8SVON!mRj(FOcvJy)GedB5Dw4UGpyIRv"),
    ('gradient_descent', 'Your function returns the last point; return all of them, one a row, from x0 on.',
    "Jm;$kDLmQ?;YNQ&[Se/r4=.$S;$tasl&i]By:uGx.VRZ@M1xD>jn]mXy:ksYE_tgc~Rfu-}679~!db.(TDETERxHH?Rh0UycHPcfx^/*LGk@bV"
    "L&+P-PjKt(rB{W7{Bps-t3/==O5yG{PSZD*s:QV?ao}iHtE/ k9]-yJq=Tky@)%a:2_x3;"),
    ('gradient_descent', 'Your last row is still 0: the loop ends one step early; range(n_steps) makes n_steps steps.',
    "6fUM^[AOe9}w(DzaUg(i2B?%>|1+Lr-VbGr0N)lT<!;$eHosL`+yy!/#>IC]XJI<]q?F2h0a=AfMQ(d0Z662@tz!q#&sJtk>*?pgb*ebmCG$oe"
    "9E2ZaqR=h`5_b:#k<6$FnY!f`[@I/:b#eXLvX+ZAN=@.vI@VuJQuOCiHO=70J$ 0C$BNix"),
    ('gradient_descent', 'Your row 0 is still 0; it must be x0.',
    "<x`PR;&if>*8:>rx]`qo3Pc9j86yF^U3a)20*nIOO?pMmEER7&Y=glY5xFdmzyE#f9H/w&drFxFtZ*zKGGepCT-a7YcH)${PN3ZxQ-!kR5W{y<"
    "uV18)j5L)cn*>IJ:dX5w1_r2N<uaqOnVIb:gHJ+Mx0DiioVq8#nkPf uv`M`{VQqKc6!Vt"),
    ('gradient_descent', 'Your walk begins at 0; copy x0 into row 0 before the loop.',
    "n$%pu{n`/n]!o1LnN=o1zlg%ln6ndrV}&m9LnGReqco-do9hnnyl/8q/9n!}p!)m(BsMhm`Xn*6g*im-uqE_m_Oo/Xp<?n8oqpis:=nh#mK`y<"
    "umeXe_po/WpO>rCjm-gm[KmT[jDzwH|r((lx$gS!u0>c/-o3@pSerpuu3Lo)GlJOpyKr.c"),
    ('gradient_descent', 'Your trajectory is transposed: points are rows, so its shape is (n_steps + 1, D).',
    "(}Dus/A5/SjK(9SNg[u[DfK*OCV/ih.>qE`xe-Is .vKi[&y=cdA_F*gJdD~cX&NIjdNwG7P=T=)R~&B7@.A?pov&T-yRrf -x&Os9Q-=>Lmr<"
    "4/{uEoU/d_Hz::#??5eZWoToaE0h=4@)w%-*n*lx[5-*a0.-)z.tG(OEvB%@f<VhIv~W3("),
    ('gradient_descent', 'Your trajectory has the type of x0, so integers in x0 cut off every step; use an array of floats.',
    "8UlEEwD.;N@:=yJ<VJ^>)C{v<V{/b.(sJJB*VDERB4-TuJt]me:gb=; I&oJ#=~:)s[5.umR/1BFF;jSR90^&1Mn]Ku/H!O*oT[jawvtK82Wnv"
    "]B}j-AI#w:6Tm-U8/=7Gdbyx%;Fh/@{-;+YZ5<?0R>Bw!%>. K{0G*}HOD60GvY<AN`FU7"),
)


ANSWERS["lr_limit"] = (
    "titowUW/opEB;3ARsCXNrBQmr!J5v5u?rA8cp<tzs|miy*+{sG_9x-9$v7@{ncgVt~n{pK`9#FyRrF Eo?{-!TkMowr#qDeYn.Myp0fooL<qq8"
    "?iv58Tr3qUp^2:y]eMwVphs(3_q9>2qaZWp-~Xqk$Ju4zP#8flqjs4s^7lon]6xD&8pe7;t{HBo-foq&}4pcy3!) (psD[vLt;o:-xsE*KowB["
    "t/fkpd?Ur}eKpsz;se`c",
)


SLIPS["lr_limit"] = (
    ('lr_limit', 'Your limit is 1/lambda_max; beyond that a step overshoots, but the error still shrinks, up to 2/lambda_max.',
    "pAAq}RmGZ(X0oOvnyAn xqBBnxam]zo+}szFoRbr}OqCtlo2pcwmo(ugXn!^mWst:vmKpn7/l)omd9m01n5DqA+ntlm{Ys+Tq~AowMn5%nLIm?"
    " nRMpgoua:nQso)ImF!rmKmzypaimR/ndFmy=uDlm*&qLwmT!oQ8mKSpSYmznoFnm+3ogC"),
    ('lr_limit', 'Your limit is 2/lambda_min, that of the flattest direction; the steepest one diverges first.',
    "&x0*]4;h_>&4)GN&}Z+.E;`()v*.W)*W>>Rc;X**O&+NA&I1;lY;AG++W<={): (!!$bh:?9+Ei+l7;U<;tm$d:/41.5y$l*-7>#vl;L|//C;r"
    "8-(i*4E:!:=`I*)o;W9/44&4m=9Y.Cc;w{<B{-X|/.x&mN%HK.|#*voy^*;sQ-D8)M~u4^"),
    ('lr_limit', 'Your limit divides by the Frobenius norm, which np.linalg.norm gives; divide by the largest eigenvalue.',
    "q@*v<Bo6<. !r{Qpj#qF.u`zq hprSsI>vd>rcIx0Xu)Kn7CtjxpA|z{Jp#DoH1yxxn&Ao:}nd;o;8npppwYuHqq=_p&/w@>v`Uri]p:~p[ep+"
    "Tp+dt6h!gcpv%sFmok_w.Qo}Dt?|n.:qmKp3Oz&Rpf(uryntwqEQoc5s%|oyBr>.pINq+G"),
    ('lr_limit', 'Your limit divides by the trace, the sum of all eigenvalues; only the largest one decides.',
    "n=]t:ZmqF*TRq)UnnYno#t+Dq4!oHqp&Rs45pSRusYt4dl^3rEooA=w~Snq<mdnvuEm5jm(kmGBnx.mR+oAJs1?pYeodUt}du2{o<*oa^oM2pY"
    "9nqzqMWx}2n}2p%mn[Wu^lnass 0mGbpA3n!*w]7oTAsm2m4=oA=m Oqx0m>Gq]Rny<o^$"),
    ('lr_limit', 'Your limit divides by the mean of the eigenvalues; only the largest one decides.',
    "x3U!TGt%!<+Iw0-t.uwRt!Nnu{-vFuyFc$COxZB#VKzP_r;C!!^v1&&RRwW|tUj$w2sN[uG&ss/u45s}Iv0ax=xxk/vy8!l.!t6wh/vtGvO+t]"
    "ewWnz9](fTu#]yD un@#)!ti;zIistvx0CuAa&I!vdQyplsL~v1&u=!v=?ujlwLiu6QtG_"),
    ('lr_limit', 'Your limit divides by the largest entry of A; a tilted bowl is steepest along an eigenvector.',
    "vH[x=xp;X<o+t_6se)sqB!6?uZ4s{bvXEz/nuD3x-jvZ~p^7uHrs]>%2msM)rhO#|Jq7Oq/wqi2tZtsnytbpwX-sbpu7a!Y>!NntDxuMGuMGs3"
    "TsLKw^@#CVs*+tA?tgkx}2s6 yKgr8&t92sOP!_[sYaw]7p/+sssrL6t:Zrgvvj~sT#s@J"),
    ('lr_limit', 'Your limit divides by the largest row sum, a bound for the largest eigenvalue; divide by that itself.',
    "r|9vNZns!:=-rSSqh5qC6u}*q?2o-AsFFws0r7qxvXuD3myms*+oj)!b%p<Foh)z>@n+Poq>n2%oo/n=Vp+suR p.qpTxy.NwELrl9p?ap*cpF"
    "ep16t4d!t6pX)s7&oFFv@Fp99tmko7Np)wo`hz~zo*%ucuoVJrw>n@ItvxoTqryHpUzsL~"),
    ('lr_limit', 'Your limit is 2/(lambda_min + lambda_max), the best step size; larger ones still converge.',
    "rhDt:ZoQ6*TRq)Up^&qxwt+Dq4!pP$rf^x15raDusYt4dn53s?Lo>_w~SqvsoUjvuEn`ZpxjnhZokRn hpwes1?qR!pT)t}du2{qp[pv@p:cpY"
    "9p.=sF}x}2q8brgyoOxu^lovAs 0oY[qHvp6tw]7pCZsm2oAarIEoFuqx0p63q]Ro@4o^$"),
    ('lr_limit', 'Your limit is lambda_max / 2; turn it over: the steeper the bowl, the shorter the steps.',
    "[0@>FC``UzgZ]XB^YI]:Q?d?^Za_x@[m|;&%]Sp<%Z?bt|72@k{`Oo/T;^Tj`un:F~`=]_W4{$M`j3{Nx_au?ea^f^_rg;s4>D_[*f_Zw_99_$"
    "k^~-@e:/b3^ ][rb`{r=V+`5b@oR`%3^*m`6</(j_]V?N@`z$]U&`>X@#3`5u]m4_[:]4o"),
    ('lr_limit', 'Your limit is lambda_max itself; the step size beyond which descent diverges is 2/lambda_max.',
    "`ZY^mH}T9*Ci{K>{<Y{j<_YX{=8|r:`%l[;T{I7]mK_W@}{g`6=|`)@3B{/q}C[@z>}O_|b!}(`}6Z}jh|eV_Y%{@}|oA[&F^lY`>M|d+|OQ|u"
    "j|IM`2`@8z|I[`)Q}T/]}O|:;`90}H!|6T|;w@V}|&*_N=}F/{Ja}PG`HA|:{{T{|&f{3W"),
    ('lr_limit', 'Your limit is 2/lambda_max**2; the eigenvalues of A.T @ A are squares, take those of A.',
    "lLBm*Dj=!:Jzk%7ka%kp&l rkaYk89l1fow$k&vn/$m0;j#=lfBj}3rCRkc3j]YqGij>>kELj(>j_Wj/SkDIl RkYqk9ho+Hm*`k_skDckJtk7"
    "AkMBlh}r3>kL=k %j=jnT:k0yldqj@{kRLk0Zqx{k3em8fj[kk%[j>-lX+k0uky9k3ok;1"),
)


ANSWERS["lr_optimal"] = (
    "rhD+t:ZZoQ6=*TRZq)U p^&~qxwzt+Dxq4!OpP$>rf^px15)raDIusYat4e5n53*s?Lko>_.w~SwqvstoUjtvuE<n`a0pxk1nhZ7okR/n hwpw"
    "e>s1?qqR![pT)dt}dmu2{Xqp[^pv@#p:c9pY9Xp.=PsF}Rx}39q8b^rgyFoOxhu^leovA/s 0UoY[>qHw4p6tIw]7}pCZbsm2loAa;rIEkoFuS"
    "qx0|p63iq]RPo@4/o^$v",
)


SLIPS["lr_optimal"] = (
    ('lr_optimal', 'Your step size is 1/lambda_max, which is best for the guarantee of one step, not for the journey.',
    "pAAq}RmGZ(X0oOvnyAn xqBBnxam]zo+}szFoRbr}OqCtlo2pcwmo(ugXn!^mWst:vmKpn7/l)omd9m01n5DqA+ntlm{Ys+Tq~AowMn5%nLIm?"
    " nRMpgoua:nQso)ImF!rmKmzypaimR/ndFmy=uDlm*&qLwmT!oQ8mKSpSYmznoFnm+3ogC"),
    ('lr_optimal', 'Your step size is 2/lambda_max, the limit itself, where the steepest direction never settles.',
    "titwUWopE;39sCXrBQr!Iv5urA8p<ts|my*+sG_x-9v7@ncgt~npK`#FyrF o?{!TkowrqDen.Mp0foL<q8?v58r3qp^2y]ewVps(3q9=qaZp-"
    "~qk$u4z#8fqjrs^7on]xD%pe7t{Ho-fq&|pcx!) psDvLto:-sE*owBt/fpd?r}epszse`"),
    ('lr_optimal', 'Your step size is 2/lambda_min, which makes every steeper direction diverge.',
    "&x0*]4;h_>&4)GN&}Z+.E;`()v*.W)*W>>Rc;X**O&+NA&I1;lY;AG++W<={): (!!$bh:?9+Ei+l7;U<;tm$d:/41.5y$l*-7>#vl;L|//C;r"
    "8-(i*4E:!:=`I*)o;W9/44&4m=9Y.Cc;w{<B{-X|/.x&mN%HK.|#*voy^*;sQ-D8)M~u4^"),
    ('lr_optimal', 'Your step size is 1/(lambda_min + lambda_max), half of the best: there is a 2 above the sum.',
    "n?FpS}m2Yzv*nd~m{.nY=pQPn2%mrfn>drdhn:}p:po;]lV=o%/mW2rbrnXxm4<qill;/m./lq$mDzl>tm.IoILnGAmt*pb_pfenURm-@m[amw"
    "Mm@joQ;s9In4@n>?m1rq2nmJ(o.km7RnAMmgrrWtmj?okjl_yn$Jl|pnYhmgOnmLmWxmY%"),
    ('lr_optimal', 'Your step size is 1 over the mean of all eigenvalues; only the smallest and the largest one count.',
    "rf4t:ZpNe*TRq)UpR=q{dt+Dq4!qH#sMLvJ%r#7usYt4do7gu8[q8qw~Sq 5p1KvuEoV!poPoo!pgEo-Zq7#s1?r-LqlCt}du2{r6dqh?qN&pY"
    "9q~-s^(x}2p@)sLKp-xu^lpAMs 0opHrc<pkKw]7qXTsm2oUkq8qp~&qx0p)<q]Rphro^$"),
    ('lr_optimal', 'Your step size divides by the sum of all eigenvalues; add the smallest and the largest one only.',
    "n=]t:ZmqF*TRq)UnnYno#t+Dq4!oHqp&Rs45pSRusYt4dl^3rEooA=w~Snq<mdnvuEm5jm(kmGBnx.mR+oAJs1?pYeodUt}du2{o<*oa^oM2pY"
    "9nqzqMWx}2n}2p%mn[Wu^lnass 0mGbpA3n!*w]7oTAsm2m4=oA=m Oqx0m>Gq]Rny<o^$"),
    ('lr_optimal', 'Your step size uses extreme entries of the diagonal; take the extreme eigenvalues.',
    "raUt:Zozn*TRq)UpqRqMWt+Dq4!p;+sfov0ara|usYt4dn>Qs_vqvhw~Sq<>oxzvuEn~Ko*%o@jpyEo[7qPps1?rQiqaTt}du2{qilq!8qG5pY"
    "9qyntErx}2qb)rO6p@uu^lp8Es 0o(Lr?Tp(>w]7qhnsm2ov;q0cp>rqx0q9?q]Rpmvo^$"),
    ('lr_optimal', 'Your step size divides by lambda_max - lambda_min; divide by their sum.',
    "w?K!h2o?R_V<uF[s@bt5Fw%?sq#qlbvEx#4GtDv%l|yK}n?rvaGpw%-D1r/kpo_/13pu4q&KoFAptmok-qu_#f0r{xqvJ:vsz|:w:Xqx r99qO"
    "wrb9w|p(`vq|!u !o>O!g(qo^vA{pNprX p;3*&bqCT!O$p-itaapJ8#}4p>ntaSqnu-FD"),
    ('lr_optimal', 'Your step size is 1 over the geometric mean of the extreme eigenvalues; take their ordinary mean.',
    "sl2u}Ksh%*l[sVLrf[s{0w<)r{2sW3tDP!3iu`PvZaukfp8`w4;s>nxlYu_Xq! v?+pfQtc[qQ?rL_sFUtzWsi=tV4sRgu7}vdarN3tnEtI>te"
    "ysqVtqszP(u`*tN2scpwu_qR#w*?rpQuBftZWxs4syhtOKp(Tt~0q)cq@jtH)tKWq~Qo{9"),
    ('lr_optimal', 'Your step size is the mean of 1/lambda_min and 1/lambda_max; take 1 over the mean of both eigenvalues.',
    "tx{wIoy{;*&guH6tPOv&*!Z@uLgwl4v79%TZzZ+wJywA!s6/z;Ty$Oy6k!xLt]RwC#rZJyu[uqyv3ly+ozQis~rxM]wR-uIrw{Qr~=y{(x)qzK"
    "FwG7vCV!xS#! vSRy;uyhYsbD#R|wFVzcMz!`yR+xuYu4Ur:)xZquYXrBozG#w2.t#Mo}j"),
)


ANSWERS["contraction"] = (
    "#*m{>Jcz)8&E;>dS?ZZ<&3}R&yRR:78b%Qu+)NSk(h@K+#~n%qeez%jn<eeE&@X%%t4)&)tg(08G*^xX([gU(-sc&_xl&Xv;=)-N<86o*CTA>s"
    "6/zVcI%x$P(u9C:26}.AvBxzuW/[jn-nXM>HjW&s=m=Va2#@?)-qk!#+[~(Wo:.G16$X!C(2g|(zB .=B)*<^B<94M&eZs%a/M%x|A&#[r?Xc:"
    "xA[B(wOB=K^f(PN=&/nV",
)


SLIPS["contraction"] = (
    ('contraction', 'Your factor is the largest 1 - lr * lambda; below -1 it grows too, so take absolute values first.',
    "x/(bwe)8%MD@m%*&3}#.PzrZ%Qu%Xl(h?z>;%qez%jn:#%mt%t4&)tl8|%);$~wbyA&_x&Xv$H&#l[&$W#{hzVc%x$(u8N;vs{rxd%%EA$`v$W"
    "z&s=mEHw$8&Ai!@5(WouxQ$Xz(2g(zB%Bs&TLWDA&eZthr%x{&#[z:Lqr=(wNw<7(PN&/n"),
    ('contraction', 'Your factor is the smallest, of the direction that shrinks best; the worst one decides: the largest.',
    "tnBrWo%t<)=Am%*roXr>3zrZqsZw!($v+z>;q5jmVrn:#qUIvPd!jMl8|!xDlH*rU@wK3l-%xmQrxmuC@zL7ksz!K8zZx(FXs{rs2Gp)njk;$W"
    "zj`emEHw$8wgwu0QppouxQu:!r)mx Rv}:o/`w=@z^mthrkC)qP8ksCqr=unSw<7y5H&ei"),
    ('contraction', 'Your factor looks at lambda_max only; with short steps the flattest direction shrinks least.',
    "#*m>Jc%t<;>c?ZZroX&yR:78qsZ)NS$v++#~$Q=mVr<ed&@XvPd!jM(07*^x([g(-swK3! t=)+<86*CS>s6ksz!K8zZx:26.Auxzu/[j-nW>H"
    "jj`e=VZ#@?-qk#+[ppo.G0!mSr)mx R.=B*<]<93z^m%a/qXZqP8?XcxA@unS=K^y5H&ei"),
    ('contraction', 'Your factor looks at lambda_min only; with long steps the steepest direction overshoots most.',
    "x/(rWo)8%)=Am%*&3}#.PzrZ%Qu%Xl(h?z>;%qez%jn:#%mt%t4&)tl8|%);$~wrU@&_x&Xv$H&#l[&$W#{hzVc%x$(u8(FXs{rxd%%EA$`v$W"
    "z&s=mEHw$8&Ai!@5(WouxQ$Xz(2g(zB%Bs&TLw=@&eZthr%x{&#[z:Lqr=(wNw<7(PN&/n"),
    ('contraction', 'Your factor is the mean over the directions; in the long run the worst one decides.',
    "yO.-]](Gj/1R.-9x;=yzA*k{yIZ$y;&ZQ)Tdz%ouPE*i%#aaz})$mbx||%_?zJ2!PM#/7xMe)WC(|<%T.-E6teA#{G%s}-Fs&Jyv]i&m]$EB/#"
    ".zbb(?@zlq&i.zNs#h{&z@zp;z;f$oV&/*$Y8+w3$E zMmxMZxB@(*RuEf#^p-%C$!M&vC"),
    ('contraction', 'Your factor is that of lr / 2; the gradient of x^T A x / 2 is A x, with no 2 in it.',
    "$!;%c=)F*y%>(+-(I0&K8%VQ&>a&[e(?Z%f2&~=%Z^z@@&}C(00(l<z2*(6G&&Cwa=(tZ(Vr&ZU&A3(j=&Q0%M}(28(`Sv4D#9l$o/&.[&$Z&f"
    "x(fb#!-$R((K}%=I(/_#vJ&g7(xp(|*&-.(TpzI8(Y$#O1(2I(jw(&=!c$({X$V<(+d(oE"),
    ('contraction', 'Your factor is that of 2 * lr; the gradient of x^T A x / 2 is A x, with no 2 in it.',
    "=Y*_tI(`k^dJ`H!#X5>;w]n3-.#?vD&yB@=i=w_*zQ^%%>`z:C%<)A?03@f:?e&?Z.%e*< /_YZ^nm@6E_.m(zA<tn&{D]km[o/;U/]e([Oz_s"
    "M)g%_F#=ed[QM=Ze-P+[rj<*x%yo(5*[_5@cf^o1<f*>Ia-!H$_h`G$;5e& %_Af&J?%Fq"),
    ('contraction', 'Your factor uses the diagonal of A; in a tilted bowl only the eigenvalues tell.',
    "vj#<0D(*+/aj<Ou!^D#W&!mvv8lsHM(Gt)nswu9z$!;^xwv2%QW#Ue!rS&OLsXr# X$|Sxzi({?y]qqOk+u)wl5%P!&6{-do#1Pv[(x@VvW1.p"
    "Z%rG.6]#-8#!H#20#9_+l+ulR!wV%@C%UYvP8;=-#vUyNp$@{!- .Q x7E&.+*c}%-X&#w"),
    ('contraction', 'Your factor is the square, by which the loss shrinks; the error shrinks by its root.',
    "xt?_}N(`#[`v{K0#?_%8M?HA!de)N?&%F/97!}*uG%])>%l@#2+%Ow%*A-p_(nH(Th%uW$k<_dx]N +1w`Z=tt7#B%&~m?8<;*(rLj>@w:#!_{"
    "6$}k^_`x<C:*rxwR&gt;?ty$q%/;(8q=7z-cx]PX$y8!w<#CI%FU{I5qlo(2>^-+&S8%YY"),
    ('contraction', 'Your factor is the Frobenius norm of I - lr * A, which adds all directions up; take the worst one.',
    ")NN>MH:]B=6B?Zx(N>*.&:t0%tG-g?.wB:]8*2<z.W<fm.Be)t9+@a(0`:46-0D)4X.4;*5(>a]<u#///?3fzWd+L7.8u;XS.R##/B:`f/2_>m"
    "O+>l=p=%tb/z~(.P-9w.fw)6;(W .$t:Tm.RL<RO+l.&8l*X<(SF?qxx{j.W*=Y.-NP+p3"),
    ('contraction', 'Your factor is that of the best step size, whatever lr is; compute it for the lr that is given.',
    "y@8ylk&+uq$2!@%#BZ$O2$b[#;%%#6!;;#/3%eGw(8z&|%z#$(C&i$u!o&FN%V?sK!$F*&AH&Mc%!e&>Z&PRvZF%R$%rtq3]zP;xj;&IW%+]&Y"
    "l%I@z<|yLn&rB#4!&*Tz[T$9Q%Oc&C5&5Z&sRv$6&A8x4T$RP$(4%!XtN2&j$$J $&Mn/K"),
    ('contraction', 'Your factor is 1 + lr * lambda, that of steps uphill; a step downhill multiplies by 1 - lr * lambda.',
    ">s}]:8+Zk[];^Sd:yM?L}[Q_<$_?v1+ Y@O>>%8<E?]BM?Q!=b+>V!?TJ@5Q?m>?kd/q->e$]vL[ S?=b]}e;$T>Q).m8[PQ@!0=:*[Lj@ku]/"
    "R;@Q]gh>vU@lm>tN<qD@#u>WQ:u*/3B@]K@3h[ z>Lb>{`<!2:[V^Rp=%?:1+]cZ/1D*/k"),
)


ANSWERS["backtracking"] = (
    "yyyy)M)M)M)M)M)M)M)M#NR()M)M;;;;;;;;yyyy[[[[)M)M#NR()M)M#NR(#NR(#NR(#NR(@FFE<6p$yyyy)M)M;;;;)M)M[[[[)M)M)M)M)M"
    ")M)M)M[[[[)M)M)M)M#NR(;;;;[[[[;;;;)-<d)M)M)M)Myyyy)M)M)M)M;;;;yyyy)M)M>J`Xyyyy)M)M)M)M>J`X-SCJ)M)M@FFE;;;;[[[["
    ")M)M)M)M)M)M[[[[;;;;",
)


SLIPS["backtracking"] = (
    ('backtracking', 'Your search is content with any decrease; demand the part c of the promise: + c * alpha * (g @ p).',
    "yyy)M))M))M))M)#NR)M);;;;;;yyy[[[)M)#NR)M)#NR#NR#NR#NR[[[@FEyyy)M)[[[)M)[[[)M))M))M))M)[[[)M))M)#NR[[[[[[;;;/)"
    "z)M))M)yyy)M);;;;;;yyy)M)>J`yyy)M))M)>J`>J`)M)@FE[[[[[[)M))M))M)[[[;;;"),
    ('backtracking', 'Your condition subtracts c * alpha * (g @ p), so f may even rise; g @ p is negative already: add it.',
    "yyy)M))M))M))M)#NR)M);;;;;;yyy[[[)M)#NR)M)#NR#NR#NR#NR[[[[[[yyy)M)[[[)M)[[[)M))M))M))M)[[[)M))M)#NR[[[[[[;;;>J"
    "`)M))M)yyy)M)[[[;;;yyy)M)>J`yyy)M))M)>J`@FE)M)@FE[[[[[[)M))M))M)[[[[[["),
    ('backtracking', 'Your condition has c * (g @ p) without alpha; a shorter step promises less, so multiply by alpha.',
    "yyy)M))M))M))M)#NR)M);;;;;;yyy[[[)M)#NR)M)#NR#NR#NR#NR[[[@FEyyy)M)[[[)M)[[[)M))M))M))M)[[[)M))M)#NR[[[[[[;;;-S"
    "B)M))M)yyy)M);;;;;;yyy)M)>J`yyy)M))M)>J`<6p)M)@FE[[[[[[)M))M))M)[[[;;;"),
    ('backtracking', 'Your condition asks for a decrease of c * alpha, however steep it is; the promise is alpha * (g @ p).',
    "yyy)M))M))M))M)#NR)M);;;;;;yyy[[[)M)#NR)M)#NR#NR#NR#NR[[[@FEyyy)M)[[[)M)[[[)M))M))M))M)[[[)M))M)#NR[[[[[[;;;/)"
    "z)M))M)yyy)M);;;;;;yyy)M)>J`yyy)M))M)>J`>J`)M)@FE[[[[[[)M))M))M)[[[;;;"),
    ('backtracking', 'Your condition uses -g @ g, the slope along -g; along p the slope is g @ p.',
    "jjjjjjjjj)M)jjj#NRjjj;;;;;;jjjjjj)M)#NRjjj#NRjjj#NRjjjjjjjjjyyy)M)jjjjjjjjjjjjjjjjjjjjj[[[jjjjjj#NRjjjjjj;;;jj"
    "jjjjjjjyyyjjjjjj;;;yyy)M)>J`yyyjjj)M)>J`jjj)M)@FEjjj[[[)M))M)jjj[[[jjj"),
    ('backtracking', 'Your trials are at x - alpha * g; the direction is p: x + alpha * p.',
    "k?}sssq3W)M)oookR*s{gsssoookIIyyyy]qkR*w%wn92kDTn92k(=)-<qR_kII%%%ooosssoooooomG5o@gsssr#?sssyyyo@gsssqR_ooopA"
    "Uooou&aoooq3WsssooomG5q3WtSLkIIooou&azZ@pAUu&apAUooozZ@u&asssu&aooosss"),
    ('backtracking', 'Your search walks along p divided by its length; take p as it is: x + alpha * p.',
    ")M))M))M))M))M)#NR)M)[[[[[[)M)[[[)M)rZQ)M))M)%%%)M)q3W<6p[[[)M))M);;;)M)[[[)M))M))M))M)>J`)M))M)%%%[[[/)z[[[@F"
    "E)M))M))M))M);;;;;;yyy)M)[[[yyy)M))M)[[[[[[)M)[[[;;;[[[)M))M))M)[[[;;;"),
    ('backtracking', 'Your condition compares a trial with the trial before; compare each with f(x), computed once.',
    ";;;)M))M))M))M)jjj)M);;;;;;;;;[[[)M)%%%)M)jjj%%%jjjjjjjjjjjjjjj)M)jjj)M)[[[)M))M))M))M)[[[)M))M)%%%jjj[[[;;;@F"
    "E)M))M)jjj)M);;;;;;;;;)M)@FEjjj)M))M)@FE@FE)M)@FEjjj[[[)M))M))M)[[[;;;"),
    ('backtracking', 'Your search accepts a trial at which f is NaN: NaN > y is never true; go on while not (trial <= y).',
    "yyy)M))M))M))M))M))M);;;;;;yyy[[[)M)#NR)M))M)#NR)M))M)@FE<6p[[[)M);;;)M)[[[)M))M))M))M)[[[)M))M)#NR;;;[[[;;;)-"
    "<)M))M))M))M))M);;;yyy)M)>J`)M))M))M)>J`-SB)M)@FE;;;[[[)M))M))M)[[[;;;"),
    ('backtracking', 'Your search accepts a trial at which f is -inf; only a finite value keeps the condition, so ask np.isfinite.',
    "yyy)M))M))M))M))M))M);;;;;;yyy[[[)M)#NR)M)#NR#NR#NR)M)@FE<6pyyy)M);;;)M)[[[)M))M))M))M)[[[)M))M)#NR;;;[[[;;;)-"
    "<)M))M)yyy)M))M);;;yyy)M)>J`yyy)M))M)>J`-SB)M)@FE;;;[[[)M))M))M)[[[;;;"),
    ('backtracking', 'Your function returns k, the number of times that it shrank; return the step size.',
    "?u?jjjjjjjjjjjj;;;jjj)M))M)?u?jjjjjj;;;jjj;;;;;;;;;;;;)M)?u??u?jjj)M)jjjjjjjjjjjjjjjjjjjjjjjjjjj;;;)M)jjj)M)_j"
    "jjjjjjj)M)jjj;;;)M)?u?jjj;;;)M)jjjjjj;;;^b]jjj)M))M)jjjjjjjjjjjjjjj)M)"),
    ('backtracking', 'Your function returns the step alpha * p; return the number alpha.',
    "ZQ~vrGxo!Q(?FL9vA!z#P<^q;p]X;yPZvG!%hP8/AX!tWtO7th}i>G#xF>W}wUWr5 Rb_WI&S}];8 H#flsGZEn(P9!bjh!v#`ASY>XQQU2mC<"
    "?VPLuL/%skx/Fd1*)~XWS$.^L[OEsS1Mx<nSK8/#=XE=-s[olIm]W9rJ3Jh@Z%3nGy|EL`"),
    ('backtracking', 'Your function returns the point that the step reaches; return the number alpha.',
    "NRdDSL&N+z`8.}.M_}S!1n+:*Sx/)mzDhWF_IoaKB.GZ7X:S;*]PSb(cy+#`X2xcjAML@Sz~&.4S>?I1!P]<*!.<&PK|rXl CuhmK@;0P:DPad"
    "fosjE/%Llx:L9*WU*8^zo8Q!z;EaVf7/qB<Y`Dov([3PKH]u4$p]q9akhOVTuCQ`MLSSV%"),
    ('backtracking', 'Your function returns the loss that the step reaches; return the number alpha.',
    " Cn``I}8t:r.`lk~=5~2Slx[_mJ~~(*|v@2U|~7?fZ_@} Gv|!J|8f+Z9@jr jq_p)}{#~[_{kw>ZO}fR>0y]WX`Kp_QR>^A_GT_>p{b]~f*n_"
    "o~aN|I:<S[}s|][{{g}[_H|Nd`Ds 5.}nz|Cd{k$=~e>db Oe]HS{~4]qt~0d`EB|uz/0`"),
    ('backtracking', 'Your search shrinks alpha once more after the trial that was good enough; return it as it is.',
    "sssyyy%%%%%%yyyy]q%%%)M))M)sss;;;%%%y]q%%%y]qy]qy]qy]q>J`/)zsss%%%)M)yyy;;;yyyyyy%%%yyy@FEyyyyyyy]q)M)@FE)M)&N"
    "Uyyy%%%sss%%%yyy)M)sss%%%<6psssyyy%%%<6p)-<%%%>J`)M)@FE%%%yyy%%%;;;)M)"),
    ('backtracking', 'Your search never tries alpha0 itself; shrink only after a trial has failed.',
    "yyyyyy%%%%%%yyy#NR%%%;;;;;;yyy;;;%%%#NR%%%#NR#NR#NR#NR@FE<6pyyy%%%;;;yyy;;;yyyyyy%%%yyy@FEyyyyyy#NR;;;@FE;;;)-"
    "<yyy%%%yyy%%%)M);;;yyy%%%>J`yyyyyy%%%>J`-SB%%%@FE;;;@FE%%%yyy%%%;;;;;;"),
    ('backtracking', 'Your alpha shrinks by rho, then by rho**2, rho**3 and so on; multiply by rho each time.',
    "yyy)M))M))M))M)y]q)M);;;;;;yyy[[[)M)y]q)M)y]qy]qy]qy]q@FE<6pyyy)M);;;)M)[[[)M))M))M))M)[[[)M))M)y]q;;;[[[;;;)-"
    "<)M))M)yyy)M)yyy;;;yyy)M)<6pyyy)M))M)<6p)-<)M)@FE;;;[[[)M))M))M)[[[;;;"),
    ('backtracking', 'Your search begins with 1 whatever alpha0 is; begin with alpha0.',
    "yyy)M))M))M))M)#NR)M))M))M)yyy)M))M)#NR)M)#NR#NR#NR#NR)M))M)yyy)M))M))M))M))M))M))M))M))M))M))M)#NR)M))M))M))M"
    "))M))M)yyy)M))M))M)yyy)M))M)yyy)M))M))M))M))M))M))M))M))M))M))M))M))M)"),
    ('backtracking', 'Your search halves alpha whatever rho is; multiply it by rho.',
    "yyy)M))M))M))M)yyy)M);;;;;;yyy[[[)M)yyy)M)yyyyyyyyyyyy;;;;;;yyy)M);;;)M)[[[)M))M))M))M)[[[)M))M)yyy;;;[[[;;;)M"
    "))M))M)yyy)M))M);;;yyy)M);;;yyy)M))M);;;)M))M);;;;;;[[[)M))M))M)[[[;;;"),
    ('backtracking', 'Your condition uses 1e-4 whatever c is; use the c that is given.',
    "yyy)M))M))M))M)#NR)M);;;;;;yyy[[[)M)#NR)M)#NR#NR#NR#NR[[[@FEyyy)M)[[[)M)[[[)M))M))M))M)[[[)M))M)#NR[[[[[[;;;/)"
    "z)M))M)yyy)M);;;;;;yyy)M)>J`yyy)M))M)>J`>J`)M)@FE[[[[[[)M))M))M)[[[;;;"),
)


WITHOUT.update(dict.fromkeys(['diagnose_walks', 'predict_edge', 'predict_units', 'predict_steps', 'predict_armijo'], 'it is a question with one answer, and whether yours is right is told when your work is graded.'))
