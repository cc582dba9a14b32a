"""Practice for the exercise `optimizers`: fresh problems for your functions, as often as you like.

    import practice

    practice.run(momentum_step)

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


_STEPS = 4


def _run(*settings: Callable[[Draw], Any]) -> Callable[[Draw], tuple[Any, ...]]:
    """Draw weights, a gradient for each step, and the settings."""

    def draw_run(draw: Draw) -> tuple[Any, ...]:
        D = draw.whole(1, 3)
        gradients = draw.between(-2, 2, _STEPS, D) * draw.one_of(1, 1, 1e-7)
        rates = draw.between(0.1, 0.5, _STEPS)
        return draw.between(-2, 2, D), gradients, rates, *(setting(draw) for setting in settings)

    return draw_run


def _taken(function: Any, w: Any, gradients: Any, rates: Any, *settings: Any) -> Any:
    """The weights after each step."""
    state: Any = {}
    path = []
    for g, lr in zip(gradients, rates, strict=True):
        w, state = function(w, g, state, float(lr), *settings)
        path.append(w)
    return (np.array(path),)


def _path(w: Any, *_: Any) -> tuple[tuple[int, ...], ...]:
    return ((_STEPS, len(w)),)


def _share(draw: Draw) -> Any:
    return draw.between(0.3, 0.95)


def _eps(draw: Draw) -> Any:
    return draw.one_of(0.125, 0.5, 1e-8)


def _task(*settings: Callable[[Draw], Any]) -> Task:
    return Task(_run(*settings), _path, _taken, ("weights after each step",))


TASKS = {
    "momentum_step": _task(_share, lambda draw: draw.one_of(False, True)),
    "adagrad_step": _task(_eps),
    "rmsprop_step": _task(_share, _eps),
    "adam_step": _task(_share, _share, _eps),
    "adamw_step": _task(_share, _share, _eps, lambda draw: draw.one_of(0.0, 0.1, 0.5)),
}


ANSWERS["momentum_step"] = (
    "sFK}vAY_&GR|iDf::)*jK=T-h};}cV1|oUk3-glIwmf?m#I.pdvh%Lf}.P?<?H2~KF[ps.%5wd+[+Jn@HuxndiOHp*tD=Jb$ii%C>cbm8yC0p:"
    "R9$c(i){?tMFBXV&3igdiuJbBNYhv1sG-smc>H$puPG?XKM{u[zNB!b<f8)R^zoG!)K[^#H_@0#wp6hKaftGIz%(EFt*}%rE9^V/~ZV%.DpU$5"
    "k!=/o(jihS@Nmx]YrhYZ",
)


SLIPS["momentum_step"] = (
    ('momentum_step', 'Your velocity is an average, with (1 - beta) * g; here it is a sum, v = beta * v + g: ten times that at 0.9.',
    "sFKq<<!_@lXx(@hPXSc+6g@HmyK&[ds:fm#Iqd/xu}uOs-H~M7umybvBQ(t)L.1diOp*t;6Wii%.%zC!}pn4vidvWqUcxWNOgdiS&<dIIsG-mc"
    ">tx]O!9f]wqN2l9`&0MoG!L^FXBgvJ`lZ&tGIzqMs~[uGtX-!i&>pU$k!=o(jn%ymx]rhY"),
    ('momentum_step', 'Your velocity starts with g and then adds only (1 - beta) * g; every gradient is added whole.',
    "sFKt=K$s*lhJ*]WPpwkPHflpvNM(<EuILm#IqpLyY+#H>$llM7Vo9ruxT)iTM<xdiOp*t;P6ii%:YBCVfZmEv]0(>EQ~$WqVgdiR7tcjmsG-mc"
    ">rToN(wZpa/Vft@5&cvoG!L}SW=Xw[Mmy^tGI!Q|uCZuN2V( o0RpU$k!=o(jpK1mx]rhY"),
    ('momentum_step', 'Your velocity holds lr * g, so old step sizes live on when lr changes; keep g in v, and use lr in the step.',
    "sFK!]b%8+jz.<1lK[mgiEjDk%n2+5*x<tm#Ioa$%{d/MH=q/J!6quYwb])iIIksdiOp*t=64ii%=:&7 +ZCg!zwy_AGu8U&CgdiH[PX8AsG-mc"
    ">&-RHvTO3IK^WaWD*QooG!K@hK(D$90kjptGI(Isvr+z2/RP6R3zpU#k!=o(jhS:mx]rhY"),
    ('momentum_step', 'Your step contains lr twice, once in the velocity and once in the step; the velocity has none.',
    "sFKr&3x%Sm5>$>6Zt#drLpXys?RzWUq2(m#IrX_usFxv)*^nND#jwUufa)L)Md diOp*t;a0ii%/._Bpwh):qnIwwjQu WHagdiVg*k !sG-mc"
    ">wngNp6d3oZFohuR#^&oG!NAIY|iuZok~YtGIz@ns`Sx;HYJBg2.pU$k!=o(jn1tmx]rhY"),
    ('momentum_step', 'Your velocity is lost between two calls: read it from state, and return it in the new state.',
    "sFKoM}sGuhn$+X!L&*cO&j$jj+%(#~Ysrm#IqZcxsgz}Y=wQK$Wf:wx%g-aVH#GdiOp*t>4Dii%=TcA[fp]nz?1ZuKTzqUCMgdiQu$b_#sG-mc"
    ">(4aQ7Cb :RPLrx%%@XoG!L1^P>9%b7ftYtGI#GooV`z@tV AU.ZpU$k!=o(jutSmx]rhY"),
    ('momentum_step', 'Your velocity adds up all gradients and forgets none; multiply the old velocity by beta.',
    "sFK#NC=(=i.@? 1L%Lma!OgTy[}:Z8-3ym#Inol.%[:cn>S1JZ}$_wu*l+3WIrQdiOp*t=r?ii%>w)7>5m`L-d2;WsI&RUa>gdiDTMOx5sG-mc"
    ">fEiC*2K?t#HkX]F- joG!J|<F7Q-xVmpotGI(Oru.KhxdU0@T6)pU#k!=o(jaPOmx]rhY"),
    ('momentum_step', 'Your velocity is beta * (v + g); beta belongs to the old velocity only, the new gradient comes in whole.',
    "sFKsBhw8JkLB(3uYm.g8Yl9^nTv%q6tonm#IrUkvw(+1T;lJMfLoDcvGE*nOJArdiOp*t<Psii%=jQA9Sp*?r-y&csPMQWpIgdiS&<h?UsG-mc"
    ">tF4JlMOu2y%{eK@%QgoG!M>yM65q%{jNjtGI#e.t1(sfKXPkg)KpU#k!=o(jl5Ymx]rhY"),
    ('momentum_step', 'Your step is taken along the velocity from before its update, so it lags one gradient behind.',
    "sFKyB6<1#oBh-PAbeLi>IXL9r R+F6.X+m#IprE%PQ*g]*NnNMBzsRqai$VxN`AdiOp*t-l7ii%/h8AV(pYwr[B;JTM+PcqFgdiL(3bo0sG-mc"
    ">T+pG38OnR.S<Vvc)l oG!Nv@M:}WF^pi`tGI#qu!8odPyZ6ExPUpU#k!=o(jWtsmx]rhY"),
    ('momentum_step', 'Your step goes uphill: add g to the velocity, and subtract lr * v from the weights.',
    "sFKZRCUj2#fpH4--c%Uq)y[ZiedR<bepEm#I#=5RNaJg?E*q+EFYYKVMYS@Q:Z!diOp*tH<tii%C39]!0oB7N2*Pj].1+wDQgdi:DAz[TsG-mc"
    ">MI1.;v*AZa=?w_NOaYoG!(^Z:aSN%ZsB=tGIP)d#PNfJCvQk*(FpU$k!=o(jj(Vmx]rhY"),
    ('momentum_step', 'Your Nesterov step is the plain one; it is g + beta * v with the NEW v (with the old one, that is v again).',
    "sFKyB6&GRoBh:)*K=Ui>IcV2oUj-gkwmfm#IprE%Lf.P??H2NMBzsRqai$VxN`AdiOp*t-l7ii%/h8AV(pYw$c(){?M+PcqFgdiJbBYhvsG-mc"
    ">$puG38M{vzNBb<f)l oG!Nv@H_@#wohKatGI#qu!8odPyZ6EV%.pU#k!=o(jWtsmx]rhY"),
    ('momentum_step', "Your step is Nesterov's even when nesterov is False; then the step is lr * v.",
    "sFKvAYxqOiDf<2EIUFh};erdlz~.0Ac=Vm#Ipdv%J+:6?[;IKF[s.$wd++JnHuxdiOp*t=Jbii%>cb8yCp:R(NVxOuMFBV&3gdiIcUXi^sG-mc"
    ">-j!G?XL&IYyEiqt)R^oG!K[^FpY*O=cMwtGI%(Dt*}rE9V/~O1UpU#k!=o(jhS@mx]rhY"),
    ('momentum_step', 'Your two branches are swapped: g + beta * v belongs to nesterov=True, v to nesterov=False.',
    "sFKyB6xqOoBh<2EIUFi>Ierdlz~.0Ac=Vm#IprE%J+:6?[;INMBzsRqai$VxN`AdiOp*t-l7ii%/h8AV(pYw(NVxOuM+PcqFgdiIcUXi^sG-mc"
    ">-j!G38L&IYyEiqt)l oG!Nv@FpY*O=cMwtGI#qu!8odPyZ6EO1UpU#k!=o(jWtsmx]rhY"),
    ('momentum_step', 'Your Nesterov step is lr * beta * v; the gradient is missing: g + beta * v.',
    "sFKtuC&GRq+F:)*K=UgP`cV2oUj-gkwmfm#Iuy0%Lf.P??H2VE@t-0m(w![%SC^diOp*t)pdii%-FBD(;pTS$c(){?R;3f_`gdiJbBYhvsG-mc"
    ">$puJxUM{vzNBb<fygYoG!W%SH_@#wohKatGIw sz8SfdccUtV%.pU#k!=o(ja7Umx]rhY"),
    ('momentum_step', 'Your Nesterov step is g + v; the velocity enters it times beta.',
    "sFKzOZ&GRf7A:)*K=Uk#(cV2oUj-gkwmfm#Iiq %Lf.P??H2Gm8y^Vyxd-1#F?ydiOp*t>ZPii%?Zs7G7p?i$c(){?I<ET*mgdiJbBYhvsG-mc"
    ">$puECHM{vzNBb<f/7soG!G-9H_@#wohKatGI)!5vD;pE*TmCV%.pU#k!=o(jcbamx]rhY"),
    ('momentum_step', 'Your Nesterov branch stores g + beta * v as the velocity; store v, and use g + beta * v for the step only.',
    "sFKw/W&GRiM^:)*K=Um8>cV2oUj-gkwmfm#IpF$%Lf.P??H2J}?vr*v{**7QG`7diOp*t<E>ii%?MR7w{sbd$c(){?J$-W;[gdiJbBYhvsG-mc"
    ">$puF44M{vzNBb<f)=+oG!K^dH_@#wohKatGI&}Gw+<k=1WT~V%.pU#k!=o(jZO`mx]rhY"),
    ('momentum_step', 'Your momentum is 0.9 whatever beta is; use the beta that is given.',
    "sFK%}t<#~gg)?5lLPNma/Qu5w70/{q)]vm#Ie*6-gt/T1>zrGM()pFw8{+mSH2gdiOp*t>MIii%>}A73_p2n*|c.@FHZpS._gdiEa@QHWsG-mc"
    ">o_pCEVMf]yVhZm2<G#oG!G9^G1j**ykx tGI*OWw.xi7LSVIU1fpU#k!=o(jXp1mx]rhY"),
)


ANSWERS["adagrad_step"] = (
    "oAFgmDc4q[Xdoa@!z(NvXUKCg51;n:p]k*Rv#)adhGgWjAsCwhu~t#k=wJ}5)p)?Rg:kiQSosCo1%rk;Z/|:diOHp*tB%n+;c+=%x_m:S/n`m2"
    "1-p;_[n-<AhZ(BdQ&5s<|(XGg]kr46nva(mc>IuocXca)rd UtbId[qPVqt)>NwUb`XFD^bE?Iso}*kc>ztGI]rMgSud`kqi!OfFE6i[pep9]1"
    "k!=.o(j(l=q5mx]krhYY",
)


SLIPS["adagrad_step"] = (
    ('adagrad_step', 'Your AdaGrad forgets: it averages the squares. AdaGrad adds them all up, s = s + g**2.',
    "g]4nXbs7;jbc.].Kk8s;pjFUk6n+(vZVCda8vcq$a}*.W;gDHS(i1J#o.:^YQX!diOp*t->sUU[:Z/IOnef0$>qjmUZ-*V%[(O#JlXd5cb/jmc"
    ">+>FX.fTm@MTGva^$eI(7[NknR!S(r~huDtGIwrBmn@u]ib$5V%zpoOk!=o(jpbxmx]rhY"),
    ('adagrad_step', 'Your AdaGrad divides by the root of the mean square; it is the root of the sum, so that steps get shorter.',
    "plll:lrWNmR[&/5RuxbffmNwlh/&9md|7g(Ow|^w>S!82-ZqL.]g<&v6B(&AU)<diOp*t)*ZYNR&b}N:ikDFv}Th2>gZSZKaytgS8Hh*6jEgmc"
    ">%B<Z#-bk}YihtQjw[Ry(SThRWLaz&3jX=tGIsgSq^bsC-dG@d)Aq*Jk!=o(jn&Ymx]rhY"),
    ('adagrad_step', 'Your sum of squares is lost between two calls: read it from state, and return it in the new state.',
    "Z;%l.rhAznF$&z)U:li6ns9hofU$PPiBdonSwH`uHkxcV-e:Q5Gkg-t$v%.mUajdiOp*t(3pcc%&:HOi n(svs<j4[a%Ve=qu$oQXvj+=lN]mc"
    ">&hyZ$sf2xYD*pIDtUpytGUgeXG:uU*l6?tGIq6sn@!q:mf7$i4Scw3k!=o(joKamx]rhY"),
    ('adagrad_step', 'Your AdaGrad divides by the sum of squares itself; take its root.',
    "+C<l]Hqe/m-ct~of&?$55pE7l2[zjlk=3McGx&prZft/[#$aQ qii!r|~(TPeq>diOp*tz$O8uHpT*a#Ekvnj@ys~qi ?gL%`#paC9mlU6Hhmc"
    ">p8Sfmhf)9iNFpgMqVC^3KdQPgdakvol3_tGIpfAumJoxAhBsojpTejk!=o(jkt|mx]rhY"),
    ('adagrad_step', 'Your AdaGrad adds up absolute values; it adds up squares, g**2.',
    "sFGmWIq 8p[(#I}U]He>onR3kTv$kNgWLm#Au^Ct(/wSO+EDS{^ip3r9Z&EsY.VdiOp*t&>jiii!N7R9*n.`rJ[j14g:=c(Rgd`XXsj*xsGqmc"
    ">v0Ua`ad^]Y63p Du%GoH1U^qZp4w3.j @tGIs2AuP7r4>eo1g41pU$k!=o(jmTcmx]rhY"),
    ('adagrad_step', 'Your AdaGrad has one number for all coordinates; every coordinate has a sum of its own.',
    "q|xmDcqqnoa@z(NaOgcbZn:pk*RzY9iI.k*%v9#t#kwJ|%%<VotiaxsCnz]seD:diOp*t#tte?nu7yW(8pZ&p;_nBdkCfdQ&s<|bHGk|bkwnmc"
    ">ounbE-d UebVp46sTFwUbXTdbE?l_AigmtGIrMgxWFqi!gEmm-goHRk!=o(jl=qmx]rhY"),
    ('adagrad_step', 'Your AdaGrad goes uphill: subtract the step from the weights.',
    "vi!jCbpUOyzoV Ry/[Vr4r#amVEkuau?%p*Dx9ucFDZFnaET!O<h+tZG!cyexC diOp*th=;oyRR{l%y0rp.V_HqR!wU;n|eWdF$wbrz~v; mc"
    ">RrgjD@sCZz2slQ~dm`d9_p}/xCLUNhp.ltGIc>7!=Hf [ks;$mlppOk!=o(jfYfmx]rhY"),
    ('adagrad_step', 'Your AdaGrad divides by the sum from before this gradient; add g**2 first.',
    "vhUnRXS&4l><(I#U_?   i~@f~l(+cce>ik(rl;zKn000- PJsCl0AyVq   ZUadiOp*t*4{uL6   P+x000!p3   f[7UrsutsRO4x<NnG<mc"
    ">fb<c2I  |000000uVB%[WQ7_V4/<b2nk2tGI!D<d+]nz3fmxOU !yCk!=o(jl^jmx]rhY"),
    ('adagrad_step', 'Your eps stands inside the root of AdaGrad; here it is sqrt(s) + eps.',
    "sFimgGq^ n6G!CRW_Kg51n(TksZ$06fu>m!/wkiu3?wJ|*r:Q^^ibwsq=%rkYKKdiOp*t&a>ih2x_mQ:&m21qNqn-<ft]dAzggMWimkt4sF0mc"
    ">v0^cL*d UbIdqPVu1|oIKWzOZm<s~@ka=tGIse8uQVrQ0e]Hg5;pUik!=o(jmN4mx]rhY"),
    ('adagrad_step', 'Your AdaGrad adds eps twice, inside the root and outside; add it outside only.',
    "sFim2Hq@xp;:zuuXa5g51n;!k/}#v(hd7m!/wa}tmxwJ|)UyS9.iL:r%*%rkaXAdiOp*t%Xbih2x_mTP%m21p$Hn-<iUVdU4ggMXzxk;wsF0mc"
    ">uA_cVZd UbIdqPVtz+oIKW?2btlsf!lC>tGIq=nu$9qOffGoj[gpUik!=o(jlnXmx]rhY"),
    ('adagrad_step', 'Your AdaGrad has no eps, so a gradient of zero gives 0/0; divide by sqrt(s) + eps.',
    "nPhmzbq_.i3B!N<W>vg51n&Fkkx$C>f< i RwtDuL5wJ|*[~QOsijWt8A%rkXV{iV6pl{&wfcwYx_mQZ~m21qahn-<d_pd7CtNbV^1kD$n%PYi"
    "#vs5cDmd UbIdqPVu9#w+1Xd2Y:1tA3gf5(WNs}Nt[+sY{ehVeTNojufex*L@nNEwugm)A"),
    ('adagrad_step', 'Your AdaGrad adds 1e-8 to the root whatever eps is; add the eps that is given.',
    "oAFmzbq_.i3B!N<W>vg51n&Fkkx$C>f< jAswtDuL5wJ|*[~QOsijWt8A%rkXV{h]hpj-&wfc+=x_mQZ~m21qahn-<d_pd7Cs<|V^1kD$nvaY;"
    "evs5cDmd UbIdqPVu9#wUbXd2Y:1tA3gf5(0Ys}Nt[+sY{ehVeTNp9[fsQ(>snNEwO1m_<"),
)


ANSWERS["rmsprop_step"] = (
    "icq]nBe$pRzFZ3ND(a|LTc68kO0hnznelj(n%wg-cft+b:r)x7;NwBtk$fwq:WJ[M9^>h 73xobq-fl!N{&#diOHohQ;*if|ii%7&O#$HqU:g0"
    "+4v`Y4h(eCVM6~b$-;gdiyQSGEiH:lsG-mmc>IzBh9Z(A:Xb|IMzp]tCHsv6EcoG!)UGagRsu@tYw7g =/tGI]wl#du4l5s.UYdAe=dmlZpU$6"
    "k!=.o(jkn<&}mx]ZhV{M",
)


SLIPS["rmsprop_step"] = (
    ('rmsprop_step', 'Your RMSProp has rho and 1 - rho swapped: the old average keeps rho, the new square gets 1 - rho.',
    "fF>mnDq/1bw](rxQ3^bp?m`kn05&H;dnRm.Vx0*w^TxH=/SJLW!iROxae&i}P[(diOoP>)Hnii%!#sKHdlHSw;lkb<WxZa~egdiQSGg@.sG-mc"
    ">zFGadBe:YZL>sm-vn@oG!Sr@UgFv74jbFtGIt:bu6mrDYd `eGxpU$k!=o(jnd(mx]ilA"),
    ('rmsprop_step', 'Your RMSProp adds up all squares, as AdaGrad does; let the old ones fade: rho * s + (1 - rho) * g**2.',
    "oAFmzbq.]i3Bz(NXUKg51o5bkrk#)ag6OjAswtDt#kvnp*mnQOsijWt8A%rkXV{diOpj-%n+ii%v-tQZ~m21p;_mn>d_pd=lgdiXGhkr4sG-mc"
    ">sP8ca)eo-b<zqAms?{oG!Xd2ZmRrACif/tGIs}NvWGqi!ehVi[ppU$k!=o(jl=qmx]m_<"),
    ('rmsprop_step', 'Your RMSProp adds g**2 whole; in an average the new square counts 1 - rho.',
    "n6XmRPpQ5gm9$S/Vdmen`o7llog$3LgAAj82x2]uG2v-j+vTPf`i0Uu9.%lkVccdiOo-T&fTii%w!AO+Ml(mt04l_#cvxc&ggdiUl^jgXsG-mc"
    ">w8kb}geoSb)yq>PtwroG!V<7YW6rB3j1!tGIsuUu^-qj.er`iGdpU$k!=o(jmXamx]l.*"),
    ('rmsprop_step', 'Your average of squares is lost between two calls: read it from state, and return it in the new state.',
    "T#9hb<mryW7c*&XS+iq}bpD3sTk%=af&hmA+wE5wDP$}i<=[LMkqLGx1A-.#Gu!diOvq!+L%ii%*hDFXgltVysFhLFKOvc;ygdiMbLiTSsG-mc"
    ">#f>XJ(W+8J_/rHMu|JoG!Si[NTZu-wj8{tGIt)qs8&tI0d]Rdb3pU$k!=o(jppumx]c>z"),
    ('rmsprop_step', 'Your RMSProp divides by the newest gradient alone; divide by the root of an average of squares.',
    "Z;%im&mr|d)q&z)U:li6npo;qqo$PPjiHonSwPGuHkwZL/K#Ou4n-etwh%.mN|MdiOuzG(3pii%!*cMN@n(svs<lpUSDHd_-gdiQXvj+=sG-mc"
    ">y+TZ$seo.Y{QpiQtZ~oG!USIU0YsrukdatGIqo}t8Uq:mfDWi4SpU$k!=o(joKamx]ig7"),
    ('rmsprop_step', 'Your RMSProp divides by the average of squares itself; take its root.',
    "+C>nL%nMZIS%%>ZZ}j@mvp5Lmnd$!ogK]McGzcpv*r)ax.DAK2bh.@$yl??kLrldiOT=_)ZWii%&;aKEWRqft.gl{pO5WdO#gdiN+RmKtsG-mc"
    ">yWgcOiRi!HV`vd@tX-oG!pIpRzxoH?h_?tGIvk_u1(s~&SerfKapU$k!=o(jnUsmx]9Mw"),
    ('rmsprop_step', "Your RMSProp corrects the average for its start at zero; that is Adam's idea, RMSProp leaves it as it is.",
    "nKbl{ pXhb:[&-#To-bXSn%pme$%9ldhTg=lxD.vx<yr!.[|Mi+g&jw9L(RrQfgdiOo3R)sSii%!&JKAtj~lvfMi99a*$b)]gdiR&+iVjsG-mc"
    ">z9&aB7c!AZVFs?3u&3oG!UeWT;.tJqir(tGIu6;u6Qr*XdFffHnpU$k!=o(jnl&mx]j5i"),
    ('rmsprop_step', 'Your RMSProp starts its average with the first square; here it starts at zero.',
    "pO.l^/penZ/K&c]TW8he1nuwl<o%f@cMegD~x1Uv? zTo.  M5Wg8AwNI--lRC9diOnhJ)P3ii%!H6JCzjk7vPCjKIdC+br7gdiR>*ipusG-mc"
    ">y|hYxuZlVZdur`xu$eoG!UxfRtYtg)i6<tGIwaYu0[s.Sc?jc|apU$k!=o(jn#Amx]j1n"),
    ('rmsprop_step', 'Your RMSProp goes uphill: subtract the step from the weights.',
    "ypFi4*q^*(RhPU+$5RToOr:2lvTfZnx[gvaMwjhZVDS81NF@)7yi6rUJyQn9)@bdiOq}!XUKii%M$!:+@vhvR)Gumr%&;p!Fgdi*FntN&sG-mc"
    ">OqWm[!x.c-K hLFb[hoG!u4C&dbT!.sQ:tGIXQa#9JdO?m~D&i?pU$k!=o(jdnlmx]yDX"),
    ('rmsprop_step', 'Your eps stands inside the root of RMSProp; here it is sqrt(s) + eps.',
    "sFinBepEOZ3N)0+S;ykO0nJ[llW%~ybi%m!/x7;wru$)):.)M9_h 7xob-flN{&diOp*Z-3Bii%))/HqVg0+wvJfJ{VM7aj|gdiPtVi3ksG-mc"
    ">#g2YbVXO9MPvtR#wg#oG!UGaQ@>vlOiR}tGIwl#tTju9%dAeaAnpU$k!=o(jow.mx]rgJ"),
    ('rmsprop_step', 'Your RMSProp has no eps, so a gradient of zero gives 0/0; divide by sqrt(s) + eps.',
    "d<cnBem;~Z3N)hwSzWkO0nh0lv%&SHc7;Zi!x7;x5K&kH;8OM9_h 7xob-flN{&msOoeA.D]SY.-lsHqVg0+xD*k#+VM7a10(fHOPnh$9a[[QY"
    "/)SqZehU jK85u8.xQb(ApUGaQ1Gvncc#k.wxwl#p^Jw-8dAeW!JkD)Y{9.Klq| y}Rgt3"),
    ('rmsprop_step', 'Your RMSProp adds 1e-8 to the root whatever eps is; add the eps that is given.',
    "icqnBem;~Z3N)hwSzWkO0nh0lv%&SHc7;b:rx7;x5K&kH;8OM9_h 7xob-flN{&lWhohQ.D]Thh-lsHqVg0+xD*k#+VM7a10%}yOPnh$9aNPRH"
    "r)SqZehU jK85u8.xQb%lNUGaQ1Gvncc#k-`>wl#p^Jw-8dAeW!Jq:gZ!/+eCq| ybWhV{"),
    ('rmsprop_step', 'Your RMSProp keeps 0.9 of the average whatever rho is; use the rho that is given.',
    "g]4qKXrrePKm.].Kk8s;plMojP%+(vUWada8wi $a}(5p>LFD_ki`V(cM:^YI]QdiOoQ2->sii%)G;CnQef0$>qfF}Oz.Y%NgdiJlXd5csG-mc"
    ">%JgX.fWXNOrYu0jy-YoG!NalMw~! bdzXtGI%lNsH0u]iY-^V%zpU$k!=o(jpbxmx]cB "),
)


ANSWERS["adam_step"] = (
    "t9|@sODMy3ETq`@[%{7#WdG3g@DPijJrm^.A#v7wwv82m#I.vuj<umjRzuv<)2FxPRRAqtU?pGJmyxIUcKKJdiOKp*tG!2cZU3(qwz}VN3U]ni"
    "yorih$${3ka4P.g?*HgditW71Ii%q}ZyD-mc>H!F3`RI2%Vp#lsL?%l%Y>zC*NstJmXe8fVAE6o2)*pF}_tGI[sq:Bzrl;j9wDf9ggk5/HpU$2"
    "k!=/o(jie815mx]arA+9",
)


SLIPS["adam_step"] = (
    ('adam_step', 'Your Adam lacks the bias correction; divide m by 1 - b1**t and v by 1 - b2**t.',
    "t`asjGy#&rZ&$_NWLZc>1i7cn4.!|Fv_nm#IusAuB8tBH&G8Kp]v~_pzPwc:d%RdiOp*tzsid.0qtaMBlol2q`;yRNX%dg*4gdiX]0j5<n{fmc"
    ">!3<S_/edlp@(mVh!0Np>mVaLZY1odBp1ZtGIs7[zT$j+peGAlP@pU$k!=o(jeq^mx]rMY"),
    ('adam_step', 'Your Adam corrects m only; v starts at zero too: divide it by 1 - b2**t.',
    "r)=vpVy}8qF7&Z@W3Al4Mhx`mrp#=Ax7=m#IuQtu[*!0S)aSJ[Xzd1sEw!UYaO.diOp*t!ufU1Oz!+HE9lhjr$}&7SO^#hAhgdiVHripRZmTmc"
    ">!jnQfKVSdsQel%I#Avt>MU!/U)lo[Lp7ZtGIv.sz{ei*ld.bh[|pU#k!=o(jdjEmx]q!-"),
    ('adam_step', 'Your Adam corrects v only; m starts at zero too: divide it by 1 - b1**t.',
    "u33q0zx$Nr]>$l[Wynb/Bi=wnC(!*(vvPm#Iv-<t.0s[3%]IP|DoyDncqv%HfTmdiOp*tzLbd=do%iScto.Zq-_xj@g}YgmdgdiY$4jKpn omc"
    ">zgJTs8eo>p?9mV@yCEpj3X@1Zxcn(Mp5ltGIp(az3*j|[feQm&rpU$k!=o(jf6lmx]rM-"),
    ('adam_step', 'Your correction is that of t = 1 in every step: are the powers b1**t and b2**t missing, or does t stand still?',
    "vG5tigyfJp6d*MsVDHi#wh}]oeu%M?z2bm#IvkHw!a)9C-sAPbqri1p_oz.eXj~diOp*t$HDKIZ$jJJZanoJv5H*`JXf-g)-gdiR$GhgJLzMmc"
    ">&5lL!:M2&u?:h+&!8(uOmXrcNbyo&gsBktGIun^!1WhTIetIf%FpU#k!=o(jb=Kmx]rE0"),
    ('adam_step', 'Your correction multiplies by t, as in 1 - b1 * t; it is a power, 1 - b1**t.',
    "''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''"
    "''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''"),
    ('adam_step', 'Your correction uses b1 for both averages; v fades with b2, so divide it by 1 - b2**t.',
    "s{&uCTy>jqbX%%2WB@i6:h@0m_]#j(wfAm#IuftuvSwm~(h!KLKx`;q:Yy[6bO&diOp*t!E6Zn u#YJnHn#$rT[#b?TcIh2qgdiW71i)UiR(mc"
    ">!U&Rp/Z`tq^{m1r!oergfU|YXE.otlpO+tGIutIz+ZjEcd}OjnapU#k!=o(jd{Jmx]r6z"),
    ('adam_step', 'Your state keeps the corrected averages; keep m and v as they are, and correct copies for the step.',
    "(]ftdmy2-sPg(^XW}[rUCi@ x(N$W/#8Ym#PvL=vf5=n zTrUYHkX8lM?#z;lW/diOp*t!&I0dX*YpSlUM!JrX3[pzj>bh_igdfU[Vh)PUJ?mc"
    ">xH~I9l5@7BCHup6w}KiMDZGTPOgpY2vgdtGIuP@!w}bp;fHUmXOpVHk!=o(jdtcmx]t0?"),
    ('adam_step', 'Your t is 2 in the first step; it counts the steps from 1.',
    "taKr]IyM9rN]%bGWVhe JiZNn58#MewP&m#Ivg<uP6x#!(M$Oy=qu5o}*x-uc[9diOp*tz:UV}[vDgNjYn^frEM#qDa_Gg+7gdiX5&i{6cwUmc"
    ">!AoR)`X*frt&l=1zMNr(tXD?Wm:oA&pDntGIr`Pzc5jX7f1vk:kpU#k!=o(jeNxmx]rJ["),
    ('adam_step', 'Your Adam divides the root of v by 1 - b2**t; correct v first, then take the root.',
    "tvzp&Ux9_r(D%kyW<xd.jjMonD?#bOwMhm#IwR(uFmzMB(yJUSnle)n2bxBmeOpdiOp*tznCU91u0FTQboWLrQV#>6iw*gv+gdiW~6i[SZ.Omc"
    ">zz!R_dV:osGdl$qxWRrtFZ(AVf!nQnpORtGIpx_zMCjcfg4il;<pU#k!=o(jeuUmx]rL:"),
    ('adam_step', 'Your v averages the gradients; it averages their squares, g**2.',
    "'''t7='''''''''''''''''''''''''''m#I''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''mc"
    ">''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''rhT"),
    ('adam_step', 'Your m averages the squares, perhaps because g was overwritten; it averages the gradients.',
    "sFKy&|$~}t@zNXYukXW6-#k3(W5ZX9Tl7m#I(sgzX|#**)t=mF^oNEapNymMzAMdiOp*tYF{ii%wrA*W!V$ySy`iaf!0RpBNgdim%ab{4sG-mc"
    ">H [yL.zfHV_NX|Of@5oG!x6W(7.)r|qIPtGIVlz%}A&+wqtZaNQpU$k!=o(jyY mx]rhY"),
    ('adam_step', 'Your v averages the squares of m; it averages the squares of the gradient itself.',
    "ssJv|/yp<pR>):NTq:mwieFur+s%$YuD;m#IvQEv>Q-aV.uwJBEs6nw4P$JeY?KdiOp*t$$zB0~;yiDK?ah3ulJ*_]SW:fN{gdiTrXj#/H${mc"
    ">+X=M7nKr/wv5jA4%m}&UVW4-L&:v=7n+qtGIw&*zlVg*:a =YKlpU#k!=o(jbgsmx]o_="),
    ('adam_step', 'Your v is a variance, of g - m; Adam subtracts no mean: v averages g**2.',
    "tIdx6a-Y&qTK;{.F:piK)aMam/((o1&ZVm#IsV(!_$$e3+d[F#6xo}teSzU ZAfdiOp*t#b=TpozvjG04nOW&{H)}iS?tgScgdiO9MO}EV~Bmc"
    ">)[qMaCU4_sRRlAn*szt1WP*PO0euODpAWtGIvHd!yEij}dBtc)$pU#k!=o(jdDRmx]r?;"),
    ('adam_step', 'Your step divides the newest gradient, so m goes unused; divide the corrected m.',
    "ocel}>qSDmd{&(nT9YZzfm&bnwQ#xsdhNm#Iw  t?-xy!-V|KD2gTxwW/$6dU;cdiOp*t)wRY<Y&f_K0(j_dvTQi=#b*3bHBgdiV`)ia}ll(mc"
    ">)1wa0Xd Bbq#ra5xQ1yo4V0hTPIwb?kc$tGIsO}t@+r%cc9aay.pU$k!=o(jnoVmx]j8a"),
    ('adam_step', 'Your b1 and b2 are exchanged: b1 fades m, b2 fades v.',
    "uu%uB+#J|r`]% hYVYh&Xgj^lO$#- vJxm#Iu@)uj&zq}*atW?2uP1me<yoRdZwdiOp*tz#.aLdx%NOO`nu~sv:!0~Y+oj)cgdiW71i)/cWNmc"
    ">!0$RxdZejk >nk0z?xt$/a}zTdwl7?ng7tGIsQh!Z5jY~g2#lEBpU#k!=o(jd<4mx]rsv"),
    ('adam_step', 'Your Adam divides by the corrected v itself; take its root.',
    "%qsrIbwEmpry$7acL%iwok9Yndy!Bq#dUm#IxsUt[o!5R%swK/0o4|q_<y/Gc8:diOp*ty<s6k(s<fTz1mrRoR])Wdfe(hu~gdiWL)m5u4qLmc"
    "><[SRPNR~Ss1umdow@D:6UaB_VJDgGjrg?tGIr.;z{ijE}Y>3m03pU#k!=o(jeiAmx]lT8"),
    ('adam_step', 'Your Adam goes uphill: subtract the step from the weights.',
    "rF?caceTyx7=R2&zoXVC7vKkkB8k{6eb#m#Ix[2bHjVP)bs9$w5aVfb?EoF>vM-diOp*tqdJy2[S|4+LcqYjU:YV2p!!7k3Wgdi%VMs^q$|>mc"
    ">N>|yOHzbzl|_p`wW@wiqVpsK#!)XS:lIptGIbexwF7n[ckze$BopU$k!=o(jnN8mx]r;X"),
    ('adam_step', 'Your eps stands inside the root of Adam; here it is sqrt(v_hat) + eps.',
    "sFYsvfyYKqmC&mOV@riBlijJm^.$u~wv7m#IvrOw3C!Ai*ScPRRr0EpGJzZvaj$diOp*t!(uigWwz}N3Vniys7f%ZNa4Pgq-gdiTZsik$sEQmc"
    ">!F3Q$(VEks;olG=zC*oHJWB8VAEpJmo:PtGIu3Zz/`ilRf9gjWBpU$k!=o(jdBSmx]rhT"),
    ('adam_step', 'Your eps is added to the root of v before the correction; add it to the root of the corrected v.',
    "tL9r[Bx{5r?u%[rWePeI2ijJm^.#n~wv7m#Ivr uW$zo}(]XPRRpy(pGJxz;djBdiOp*tz?2U4Bwz}N3Vniyrg=$&ya4Pg!FgdiWq|i-MZytmc"
    ">!F3RT4Vt7sIRly&zC*shFYD@VAEoA/pFEtGIr4WzSvjOef9gkTVpU#k!=o(jeKumx]rDE"),
    ('adam_step', 'Your Adam has no eps, so a gradient of zero gives 0/0; divide by sqrt(v_hat) + eps.',
    "ty7s[<yq!l*Z&|.V%#pQ>ijJm^.%Rawv7k>Bv)9xbF!>u+0IPRRrE-pGJ!?RX|br1u!t$#8bTDdwz}N3Vniysa^&r7a4PgufeOlQc iR?Y`_R)"
    "[!F3Q28Ts%tYul78zC*s~[Wz5VAEnApv =.2HvE #66j2#f9giH;b& cY}*C(c<B$]3r8i"),
    ('adam_step', 'Your Adam adds 1e-8 to the root whatever eps is; add the eps that is given.',
    "t9|s[<yq!l*Z&|.V%#pQ>ijJm^.%Rawv7m^wv)9xbF!>u+0IPRRrE-pGJ!?RX|bpQa!82#8bU3(wz}N3Vniysa^&r7a4Pgufeg$Qc iR?ZyDSc"
    "M!F3Q28Ts%tYul78zC*stJWz5VAEnApv =-V:vE #66j2#f9giH;drWc]1(pSc<B$D~rA+"),
    ('adam_step', 'Your Adam averages with 0.9 and 0.999 whatever b1 and b2 are; use those that are given.',
    "v7PuYf$K_s4%%:5ci-h_yf_2oWe#aBzd]m#Iuz vmk!VR%/DUhes(WlrqyvCeH&diOp*tzP[VgIw9`OJmnRKpim%;3aBcj9zgdiWtff[wY;$mc"
    ">rDoQI3Wx7r%em2(zT>sd0aIjU~#nI1pb;tGIs#H!nihj]f0km)upU#k!=o(jdj4mx]r`n"),
)


ANSWERS["adamw_step"] = (
    "t}e>tVtEuB1xqmt(%{7#WtgZg@DPijJrm^.A&^#RsPg4gbRY#[rCtXs8s#b7+m$EN|gIrlr/n^o=yxIUcKKJVunXdvl[m|-ZkV.Lwz}VQIj?rt"
    "DXrih$#3^BgYWuhInuy=WMW71Ih/zkX~w^pYKX%HzVTiORU`}vsL?%oIa#zC*NtEpaXe8fOms+P5BMl[rGoP)irr3O#2Lqn*mSqgT;k5/Hi~zN"
    "ch2ehelGmUf)m]{grJ>=",
)


SLIPS["adamw_step"] = (
    ('adamw_step', "Your decay is added to the gradient, which is Adam with L2; AdamW shrinks w itself, beside Adam's step.",
    "*e<s=Fuv&q@I%{7WM@g@DijJm^.$I6uE*daIyPxuU/xxz)?dOYYm?=lR~yxIcKKUnDa(;s?G&Luwz}NHVqb_rih$Cpd;Ch5?$i-W71h^.Mbgr5"
    "FfELS`EU  sL?nU]zC*v]/Xe8TjLSQckT}ZCFsJ@!v!lwUn?Zk5/Va=a4+d!1j*fnBjtiL"),
    ('adamw_step', 'Your decay is added to m_hat and so divided by the root; it belongs outside the fraction.',
    "   tDDuGUqlM%{7WoHg@DijJm^.%9;sz)bsCzPrt>xt`Q*OXPJ1qj[n}dyxIcKK.1Xbpeq7o000wz}O)1qRxrih!`oflWh2^jHoW71hjD   r4"
    "6af@T#mU<]sL?nvJzC*   Xe8n0~W.wjmpTv}r~r#7]l@Ch ek5/SgpZLlb+xjkNnBe   "),
    ('adamw_step', 'Your decay is w * (1 - wd); here it is times lr as well: w * (1 - lr * wd).',
    "wZsv[8o=UlxW%{7Xq1g@DijJm^.)F(g-KU;+)XBnX5dso/!|P3um#}pn3yxIcKKR%ra/Gs;)y<]wz}W0mzPprihxS^wk^hp3xgVW71gRgWWlq9"
    "fxseWelTo+sL?rT^zC*u_)Xe8O[2Pf<f Fah o*^#53pC!#)/k5/ZqAbz3YQJr|knU^sQ?"),
    ('adamw_step', "Your decay shrinks the new weights, Adam's step included; it shrinks the old ones: w * (1 - lr * wd) - step.",
    "t<GtCOt+/qxL%{7YbWg@DijJm^.&c6sD~gbR#|ks4$rh4+TdPhTq*}m;AyxIcKKVundvlle]i[Ywz}Q_or#$rih!lzhBPhL)y=WW71h@JYeRpY"
    "Kz}lT]BVKhsL?oSyzC*t4}Xe8PjJN&jl^CoP)rSB!|jn.;qDjk5/i~zch2helnnYm]{rP="),
    ('adamw_step', 'Your AdamW does not use wd: it is Adam. Shrink the weights by the factor 1 - lr * wd too.',
    "t9|sODy3Eq`@%{7WdGg@DijJm^.#v7wv7m#Ivujumjzuv)2FPRRqtUpGJyxIcKKdiOp*t!2cU3(wz}N3Vniyrih${3a4Pg?*gdiW71i%qZyDmc"
    ">!F3RI2Vp#sL?l%YzC*stJXe8VAEo2)pF}tGIsq:zrlj9wf9gk5/pU#k!=o(je81mx]rA+"),
    ('adamw_step', 'Your decay is 2 * lr * wd, as from the slope of wd * w**2; here the factor is 1 - lr * wd.',
    "uy%uG)p<MqQ:%{7Wfxg@DijJm^.*XsnI<bsC&*us3%mdK.b=NJ/q*un+;yxIcKKT>;bpejLgwtYwz}T+oun8rihz1knF5hcy%FlW71h5-W%#r4"
    "6$Y)V<)UcqsL?qA/zC*tzjXe8MSoO*QinAiyRqqa$Umpatw6Wk5/dt%ZLlb+xoYRnBerS8"),
    ('adamw_step', 'Your decay makes the weights grow; subtract lr * wd * w.',
    "s4(q@Y#phrlw%{7V+Mg@DijJm^.xsE!W-sF9hqkvik)7k$l RXMmN3rS?yxIcKKvg~&BH:BaKAowz}KNXhw`rih&&6U)sgd L!6W71j:wb@*hj"
    "=f@MP0qWSHsL?ij~zC*s1KXe8q@X=9}sRLxb6tpqy27bStUYhk5/u)$vzbu*[S?mmW|r1Q"),
    ('adamw_step', 'Your decay contains lr twice; the factor is 1 - lr * wd.',
    "tSest$wQ:rDW%{7WjKg@DijJm^.$.=u;+k^hyI:uOPxoV*6NOuRrHZo&=yxIcKKaJok9nujOZlfwz}OaMo{/rih$IZc1ih0prLiW71idfY~{nk"
    ".%C@SL4VZpsL?m(bzC*s)iXe8SczV[po2*r|CsPY!c$l*xh4gk5/naogwJmQxh`#m*CrEU"),
    ('adamw_step', 'Your AdamW lacks the bias correction; its Adam part is the whole of adam_step.',
    "vQ^tuQu[7r0[$_NWh@c>1i7cn4.&iur^.gbR#UJtPDn]M)}8J(Hu 2obBwc:d%RVundvlmu@iw~qtaO [sMzq`;weNdTlh7zy=WX]0i3>ka`pY"
    "K$~HU_ c=op@(o>:!0NqT>VaLQ9+O:nl{`oP)rAY!.@nvNq6!lP@i~zch2helna-m]{rYo"),
    ('adamw_step', 'Your AdamW corrects as if t were always 1: are the powers b1**t and b2**t missing, or does t stand still?',
    "v%Luekuu?orJ*MsVSIi#wh}]oeu)I$u}YgbR#;8vR0#J`/ZyO69s6}o((z.eXj~VundvlrDgRLh$jJLx@rw)v5H)hXc~%hAWy=WR$Ggu|LM@pY"
    "K)d/Nc}L:^u?:l3 !8(u+(XrcJ.4PeFpBBoP)tuf#bmm`Cp|`f%Fi~zch2helkcsm]{rM="),
    ('adamw_step', 'Your eps stands inside the root of AdamW; here it is sqrt(v_hat) + eps.',
    "uuZtxKui$q9E&mOW1biBlijJm^.(y4sPfgbR#? upytD_-s8N|gr;Jn^ozZvaj$VundvloFql(`wz}QIkrtDs7f#jHgYWg{ey=WTZshvwpEfpY"
    "K%HzS|nUpxs;on%hzC*ovzWB8OmsP8|lbCoP)t7(#K!n(RqgTjWBi~zch2hellllm]{r#:"),
    ('adamw_step', 'Your AdamW adds 1e-8 to the root whatever eps is; add the eps that is given.',
    "t}et?;u%dl9*&|.V<CpQ>ijJm^.)KTsPfgPJ#{AvW{t)P.GjN|gs06n^o!?RX|ba%@hr(og6kV.wz}QIkrtDsa^$*^gYWh3@!xWQc hg+X~xWY"
    "8%HzSV0TC2tYunxbzC*tEpWz5OmtQA%tS3*bbuEN$Tlgi#qgTiH;YW&Y .%53ix($*brJ>"),
    ('adamw_step', 'Your decay is that of wd = 0.01 whatever wd is; use the wd that is given.',
    "tIpsZBxy9q[f%<0Wd@gn/iFUm)>##:wKHm7iv.#ukoziF)SXPOOqxPpD3yv3cq~dJ`pe-z((UQnw)FNUmn}frsa$*Kavcg^Gh5bWaAiunZg[mj"
    "-!RfRcjVjpsQ:l +z6YsybXjeU[im^1o=&s%lsh+z(AjMNfWOkk[o(<kf%o5?eRpm!YrB$"),
)


WITHOUT.update(dict.fromkeys(['predict_velocity', 'diagnose_adam', 'predict_decay'], 'it is a question with one answer, and whether yours is right is told when your work is graded.'))
