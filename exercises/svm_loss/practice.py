"""Practice for the exercise `svm_loss`: fresh problems for your functions, as often as you like.

    import practice

    practice.run(svm_scores)

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


def _batch(draw: Draw) -> tuple[Any, ...]:
    N, D, C = draw.whole(2, 6), draw.whole(2, 4), draw.whole(2, 5)
    return draw.between(-1, 1, C, D, digits=3), draw.between(-2, 2, N, D, digits=3), draw.whole(0, C - 1, N)


def _scores(draw: Draw) -> tuple[Any, ...]:
    return _batch(draw)[:2]


def _margins(draw: Draw) -> tuple[Any, ...]:
    return (*_batch(draw), draw.one_of(1.0, 0.5, 2.0))


def _loss(draw: Draw) -> tuple[Any, ...]:
    return (*_batch(draw), draw.one_of(0.0, 0.1, 0.75), draw.one_of(1.0, 0.5, 2.0))


TASKS = {
    "svm_scores": Task(_scores, lambda W, X: ((len(X), len(W)),)),
    "svm_margins": Task(_margins, lambda W, X, y, delta: ((len(X), len(W)),)),
    "svm_loss": Task(_loss, lambda W, X, y, reg, delta: ((),)),
}


ANSWERS["svm_scores"] = (
    "b7C *F)0pwzo;0kwY@d`F2-vJknAOz2hEE>UHZS:.HTQ/V;FAQhICDBdN2U]&n<]K18(_c{^yS3a8Np<J1@Q7)Pd{rRDpb_6`2qH]sndrc.X4e"
    "&+y3x_^v7t/|=SJy!RIf%kV%<#H2*L]^L>]Sit;!0?>vI0F@0jPl3^fnyNfwF}MbCZ` dk%Dub`%U V]o|7%]KG(QtCPhrQ>de]G3jC`{?^jxw"
    "+dO0]#c^A6HIi%}6BNz%",
)


SLIPS["svm_scores"] = (
    ('svm_scores', 'Your scores have one row a class; this course keeps one row an example and one column a class: (N, C).',
    "/}%zb0<y-@sb$Ff^hZDU@Pn$B;c;T;B4w:&2?/5l7#N2|{u$A;{7ZDf*H>}jx:d<:ODof[-i7T.7{R+7[69Vk>$TN!/#3TJbFd3?=W?7hEd#i0"
    ">@F*-cOAK5#P|z:?*|xrP6<[Z:>ePb39H]@zQP]_@X1!]Ny<YK3pBkK._H]n59./JsZeod"),
    ('svm_scores', 'Your scores are reshaped to (N, C), which mixes up examples; turn the table round with .T instead.',
    "W:IYi<[%R@sb$Ff^hZAy/;{LD!^u2LB4w^uV?/5QY:CPyZuEA;{QsZ%X5]lfr|+5B%[6M]/h8EV8{C=j/69VPSMO<~Kwc.^|.Lmgl!KSaEd#Qr"
    ".>[nB.xoOsxUPO9&mV&rP6E1FI.Bxlw9H]@zQP]_@X1C5d)YY`xQPS(._HS=<9./JsZInx"),
    ('svm_scores', 'Your scores multiply X by W as it stands; a class is a row of W, so each row of X must meet the rows of W.',
    "'''''''''>!G'''''''''''''''''''''''''''En;Ah<'''SHo'''/h.L]{'''$HD{di'''''''''&#?'''''''''-i!''''''''''''5ZO''"
    "'''''''''''''T7W'''''''''''''''NpM''''''''''''''''''''''''Nph'''''''''"),
    ('svm_scores', 'Your scores are W @ X, rows times columns; here both hold their vectors in rows, so one must be turned.',
    "'''''''''?M>''''''''''''''''''''''''''''''''''''K^nHCB''''''''''''''''''''''''''''''UdG''''''o2SGu4''''''^;;''"
    "'''''''D}LEW-''''''''''''={x'''F>.'''''''''l_2''''''''''''''''''''''''"),
    ('svm_scores', 'Your scores leave out the last feature, which may be the ones of the bias; all D columns count.',
    "Q+Cp;Io-P*hIxVM@}&FvSW.9Iy.I8*.=;<&~9kMF[e.d~%+Xnhm^Ow(Cd91fxh!Lb3{5x.pXmRp@k[ViL47B;zc]>)x+TGs:$LyY+mf|(>^J]^"
    "E.0Y>;oH^+V?ei6Mo7 Lf|_R/(%j<v(VECZMmHOm*$>)[Hw|YF6Nl3bz6ABMFIix)^x;u}"),
    ('svm_scores', 'Your scores have the largest of each example taken off, as for a softmax; return them as they are.',
    "pkS)N y>{?gT( CJSHGwQG-1JUMdTLprp.:]A)pFqvLqrivRS;b^:]tTI8D`I$aA-K|2I&B_`7>]Y_$Zf4l|<-I^?v;4gIw?FhLYfjGoG<{!]~"
    "t?*G)^{K`^jyQXiEwK=G@<{G!csm`*CYBw9+&G2(9z N4N]CCc6s_h7%c8= >8>0m)(94N"),
    ('svm_scores', 'Your scores went through a softmax; scores are not probabilities, and need not become any.',
    "kYNts(k`ow%RV&~k0MU+|l`6Ouxjs(w{IxyGS6Dg%_to`VjOWUz)C@b-vNg.rpRK#!<)uq={>1D(A_!TmS%*n<!*7/&JKSaSY/)n1cayG($1&2"
    "`oh5&<aRF[nEpaWwqQ`cV_. (a#;.Udc3JLr|UU_QlgURd(=vyNc(2gyP8(8FQ%SlXiV+`"),
    ('svm_scores', 'Your scores are divided by N; the mean over the examples belongs to the loss, not here.',
    "mE)!s@n~x#;`h!(Za9ct!byPQ]-X=Sxk8yx!P+eO#qVwQs[KXVV/a-tiWPS5fbrDe5/&Zp%H.0./J;oE=G!?trY.2MyJASC}Q@ZjU-Yxw+)J.."
    "Ryv6#MvS@ze5kkFemfbUv&<e|u09-_eg4#LUiO?&S!EcbK%=#WED(.`#HK&W<Gy?n8JNt*"),
)


ANSWERS["svm_margins"] = (
    "e!&p=cXbGV/uM)vVMUKSCZ^GD!(a9|K%E!Rtgff$=69/(0*eJ1W`O:g^-lTX@G`dBzrl].V<a05@7]tDHl$nE:K||W<^D4`-_(-Sy{6h^r3%3u"
    "%}Z>vD+_K;=2h47svCJ1L)S.vTH|zC[54S.N0yPr}bWt)=EH-Qkx6d&QCi`r-6!GAL|kQ7A5g:^ufp:]_;83R+m6>~Gx8%Any!]yXiQ.E^&;Ad"
    "[N> IkGtha3>S1}TI#~X",
)


SLIPS["svm_margins"] = (
    ('svm_margins', 'Your margins go below 0; a class that is low enough pays nothing and gets nothing back: max(0, margin).',
    "d}5;AsGV/$_MMUKDlVF6H8-PEcHgff;sn/]v7}@JH/-lT[T:Bzr{49eK 5RbE4N9f`|^~M+s{9&.ph].r4aLZ>v]3Q=GT7svH!$QO}H|z@e^.N"
    "0#J}/0sEH-kx6&QC`rNtD;}2jA5h{m&#M#7TaV1iEQUAnz^@s!&X((Z[N>IkGMa(QW{C>["),
    ('svm_margins', 'Your margins hold delta in the column of the correct class; it is no rival of itself: put 0 there.',
    "OS<;3`Q{CylpC{ZAiOMjqTT)Fo#ims*xi(YOFB^HXq-bQB!>B;M@M]QSE7#Ofzy8))_hGHr?_J?=ZO*#I3)rMA$>i$=2)ASgRebbo{GKF?p/]3"
    "CQ>4zG5G2Xo_gN[2tTPs@q_`gSV.[.p;228lxMI-9ZIHrh@QL(*R<b<*E+@FIP>wM)`FwO"),
    ('svm_margins', 'Your margins have no column for the correct class; keep it, with 0 in it, so that columns stay classes.',
    "_XBkE (7Y-ImMAg?ziR+vZNwEr(s~@KM+Mx-j}P?`P>A>+iBGAei^HZe2B:>lPm>JYL&=SC`Wo]_sT9x:+~.;N<$Qo<`t)jX+XoR6N^tP8@gN|"
    "vQ>[(K7)}Es{ JA>H{*z/fFp>>+:/]9CbL?69lM)OF(?8r.3.Gy5mi$AyJ:U4grB9GxS=T"),
    ('svm_margins', 'Your margins are 0 in whole columns: [:, y] takes these columns of every example. Pair y with np.arange(N).',
    "oYB=cXnv]nNYMUK70YzGPa VmhXm?IO(>(0*ng%O:hJ<!CfJKMB{Z/Oz8C]CMU&GNwnv]7{knNY]JznNY5;/?U1+_K=2g7svEWkT&zDy ./y[#"
    "BR.)KgymhXm?I&QCo0:m6>]?>mhX@hLnNYC%~m6>BL2AnzO-;o0:#a6[N>oYBha3rSqWk}"),
    ('svm_margins', 'Your margins take scores[:, y], an (N, N) table; pair y with np.arange(N) instead.',
    "'''''''''O0LMUKGf*''''''''''''t1E'''FCg'''''''''7bl''''''''''''''''''''''''''''''6xR'''''''''''''''''''''@|2''"
    "'''''''''''''''''''!lO'''''''''f>s6YNm6><*a''''''''''''[N>'''ha3EbR'''"),
    ('svm_margins', 'Your margins subtract the correct scores as a row, one a column; make them a column: [:, np.newaxis].',
    "'''''''''Hc5M&Yun6''''''''''''[Td'''P.Z'''''''''K[j''''''''''''''''''''''''''''''42&'''''''''''''''''''''@/n''"
    "''''''''''''''''''':o6'''''''''VHE9yFm6>J<6''''''''''''@PS'''<:?z_d'''"),
    ('svm_margins', 'Your margins lack the + delta: a wrong class pays until its score is below the correct one by delta.',
    "Q#0<$&fm^Td<K(iGm~KYIkG#Hb~hya*4{!P3O{NQ%u([-N%VD!(>Flm?I8Ox)Y2J8E_-nEv*^j8+O[:`w3kB#utv^0;$QGt&R&F%M%r:n[2H>B"
    "LV|^T;@G:)nAKhQY:n9yxV^oBP/)[F_:i8B=:m6>C45H?B?!`Lt$/v5(zz.SajqKZuNJ1:"),
    ('svm_margins', 'Your margins always ask for 1; use the argument delta, which is 1 only by default.',
    "ezZ=@qR=|M)vLkGCZ^9vlIPnC#7gff=69&^1Fk5O:h:9pzwOBzr@q<a057XrtG3Hp8{bRDFt`w1$TP? w3u&s`Y:/q=3kAKaJ1MS.vPzO[53>N"
    "nN-3YuECPWkx6rOz^Eh%:c{J2FuG^uf;S/83Sm6>EvyDO1_bqQ.F&;A=N)+Q<if%S1}Jxa"),
    ('svm_margins', 'Your margins subtract delta; add it: a wrong class pays until it is below the correct score by delta.',
    "oYB/llnv]nNYh9lH~4a|Co0:LaZm?I.Jas*6Y7`cj:z}Ep7~HgkV)gm?I9#e)q&NAI.G*K#([ux/1(l9~4danv]p7~.$.m?Io4Rw1DqMx>}6#!"
    "RN&CV1RKwIm?ImhXo0:w|7#){mhX>g{.X=M0Gm6>Kt:mhX;EONjP+#wm6>fBdl(FUpiJbo"),
    ('svm_margins', 'Your margins are never below delta; add delta before they are clipped: max(0, s_j - s_y + delta).',
    "d(t>:!FN1Dt=MUKKwbBx+E9CFLZgff<&9z_taF@#kW-ex[[BBzr[(wYS08{3elYxEk|2vBEe_6:Rne`N&3cuWl=M [;ms8TgM?#v|fz4@]FNSe"
    "wRs9LWBEH-ke.+jT{JL)yJ|6W9CE^7D/V A.b.Q8PEkAnz]jbFISPAb[N>8Y&;q_r5VOu>"),
    ('svm_margins', 'Your margins are the correct score minus the wrong one; turn them round: high wrong scores pay.',
    ".-b(/ZGQ/8:$-^f<J~Ivnf}}vS/qHV:<;J(]_By[_Olk[_=%sG~6)iT]V^KP*`@_~%99iFP$AhnA9y_PPWw2HD&65=PbWY-Y) 6y75=*-%Q(5*"
    "QF:cBElmhXj!):}=_*J-8yC-wC4^8*Gze3@^T@i%^f`g4mQWuA/B8Xw;Nw43]^gw-SA=yN"),
    ('svm_margins', 'Your margins are absolute values; a negative one becomes 0, however negative it is: max(0, margin).',
    "fd:?C|GV/CD:MUKBeLCnTBjKE|Tgff>Pco*+;bKZ96-lT>(MBzr(D|WqYFo!NQaYCj{n<9Dq]UHVrv_L037VZ>vH[R<?R7svKoQV>9H|z[sG.N"
    "0EMnD$jEH-kx6&QC`sQ&[@{+9A5h*&{?zC8]K!T`J`<Anz@_}FCi%<0[N>IkG(h3T]QYK+"),
    ('svm_margins', 'Your margins are squared; this hinge takes them as they are.',
    "95d^?99.SEC;5gH2^kz>75^k7[5Z{c{&`)C&FNSBn3?gN.mN3IV9_nVYO2DV[be39= CP5w?}Tq|G]}PA0hV+tD%?I_Xe2!zCWl.uZBbt}*P}K"
    ":7+(GV(7j+lb:$Vn}:0:iP~}C4r$}_z^w:3C(m6>2G%3U:{S`7Jj`6>{(#]g<WPA9n:63!"),
    ('svm_margins', 'Your margins only say whether a class pays; they must say how much.',
    "oZgvg@Oztlczq4bg((CU2FTBN^rlz|.:t+ByMn!h|N%_h?+~U!I.t@ml:QrjFa@U]{>z2v!6>41g>T<O<) +V/v=cun<=J_8RJUGC*ty?X=hIz"
    "WUwQ#6cNpkkF@$S/@gsryW[T[H^l=r(sHiQ`ym6>v%^P7V[G~WrnEUT.IuB`Pl3R%MJm0Q"),
    ('svm_margins', 'Your margins keep the worst class of each example only; here every class that is too high pays.',
    "fIFcIUGV/Pm6BIIBDKJ dQmyE!Rgff]%s*;Zc=JhFrw($[CCH-5:)8Oz87*%/>s7YW|W<8cP_(+]Pj^r34@lf+W+T =2gCk_&iM>mMP]m][|@m"
    "Fwu=Mf;EH-kx6&QC_QU!GA|nSA5h{^e:]_7EGm6>F#3Anz^_ZAp/^a/[N>]`Nha3nu:8~<"),
    ('svm_margins', 'Your margins hold each score against 0, as one-vs-all does; hold the wrong scores against the correct one.',
    "8!$PyAA8&vSt8EO6&Ra{qB8rJ-K^-}:R9(8MC_UHUm=*||ouaQO8GLK)yE;p:c_D_gHQ&LY{qpY=^ARx~3r*O{W.}1=ZFoP`T/?el@GWD-b3yb"
    "4TG|Is4FD/7Dq$.prDq+;#`a3=Ei_u&?4>G=9a:U6%iA>4>LQ8tm>Z.i#Y_6[=T^:ONBZZ"),
    ('svm_margins', 'Your margins compare with the highest score of an example; compare with that of its correct class.',
    "bp:sf|HrEdz*GOOKm>NuKCW>WB-lz|$)O$S%axhZuKr7F^NdYPw.#Ga05ctGbz@Lr5^)*RX~-Kmrtv@w6Su*xbw(76vqEBL*Tl gC(ZB4+7|/Q"
    "psI9nGlV/#kYY(/?^ybp5:`WRCU9?3Wp@3DIOm6>FOgG>j/XgS%Y;pN>}8s3xj{5zy*X|1"),
    ('svm_margins', 'Your margins are divided by N; the mean over the examples belongs to the loss, not here.',
    "m@M+w/biAZ(1ZZEWF;X4fLjgRm9lUy#mTu*-aE+b+#$k(#elN??+#zfy]Ow2eFTM^U;<6Zlh-els;t*TQENWf|fw l!~oDG0Rgmh)PZsM)5@z?"
    ":hOgktWQ{QmUru$^/RDuks?`TLZ8( R#($L^ m6>X?nM9(&mihOGs i;Bed/Lj*Ig!YW$:"),
    ('svm_margins', 'Your margins have one row a class; this course keeps one row an example and one column a class: (N, C).',
    ")Q=zFW/p1Nu-L]8`EYB$XeTFy;>/[nE12u(f*v{I=mG_5]Jl8VB2RcR6{_k#?nr^<..t9zV+El3W#d^%<3`9D;3O?RSj7rI2Huo<t?{0oE$UKg"
    "w?08)pPNpdlw0LFW*Gi?-I]NQHBMCVxG=k:rYm6>:ng;mX*#R9|198P-lN`Z&ha3GA/=l["),
)


ANSWERS["svm_loss"] = (
    "]Rbc`3G_;4o<*PBV`kT|{@?~_W|*^<5~)KOd=AL#]u]U:]ti>0l1@@-x{ VJ]bu~_L5o}1`I=F]m>n~v|>z>{6 d](lk]L|q?Fwq|NB;[E}G`K"
    "z}`Qai*#.^$.d][j8R[2e>?5.J`;S:_;O#|?ex?mlG/SR!>q?{*4Rk.`/n>RN^?`s.|&w~?.02^To~-|HK<%?fjjjj`oLg]5F~[d`C;`Gk]wb]"
    "?R9<]i*y@yF8`.]=`:Ur",
)


SLIPS["svm_loss"] = (
    ('svm_loss', 'Your loss is the sum over the examples; divide it by N, so that it does not grow with the batch.',
    "}t>|tK]=/@YW}sh AU~e0|P{=`%{jN}p|_FZ{eb|3]}>N`(W}j7~[4]=N|SR HH|l0}*X~5/|&v~H-|{3~%5|nM@+?>/<_V``aX|P_}x)~Px~q"
    "8| A`6D`<P]aX@TP`RV_qF~:l^pL~kn@)Y{UOjjj~2X{TU}^n{]4~WT[^.|/t^G5~qv~0P"),
    ('svm_loss', 'Your loss is divided by N twice; once makes it the mean over the examples.',
    ";e2[Z^.1!vyO[Z9;[ -~}@u:y$T!0H*c5&x&&.-* =^[9[an;V@`=s*.G(P$_ &_.Q<2u*+t&E5`En/SJ-=w]m)z-fsKY>[q:wJ$Py^r;/f3`:"
    "L$:!z#X(v8tB2(n2:E=/$e`Db=kh&1$$U8zrEjjj[O$>D*(FjwsA$>P=TR?K7>z`;k$?_Z"),
    ('svm_loss', 'Your loss is C times too small, as by np.mean over the table; add up over classes, mean over examples only.',
    "=o|;<}/W&vyO[Z9;[ <j5@0*#1a*%l*c5%.T&.-&&r?a)[k%;V@`r$%IX)oL`J0^>%?#^+^w/bp_cv=ZH-=w?<_z3]wr8=!9+ICz??^X;/f3`2"
    ")&*n!=i-=VzY^*Fx;2(/$e_:*>E@+t~$U8zrEjjj[O$?b=+O8#/:*ep=TR@5u>z`;k$<z6"),
    ('svm_loss', 'Your loss is C - 1 times too small: add up over the wrong classes, and divide by N only.',
    "?Fv=G8;4ozr_]]Z>5x?/*@u:)KO=AL.v?&x&)^V* =[cH[ux?Jw`=s*.G+Zo`jj_Ir](l.cL?Fw_%t[E|:P1@^Fz-f$.d>[q:wJ$Py^r;<dg`V"
    "|*dY$ra>q?*4R.`/; t?`s`Db?- /-M&*0$!Tjjj]4.]5F.w|)XP.yR?R9@-|@yE>R&>8r"),
    ('svm_loss', 'Your loss is divided by C, the number of classes; the mean is over the examples: divide by N.',
    "`ST@5a?g(*PB`kT{@?{#X][f-.e]/S]u[/S8>0k>ez^[9]_9_L5|wu. )@Ed}H1_.Q|23^Tc`32{Kz`vq`Kz]m))3=.5F?]r=lB< /`YA_;O{["
    "l[MZ;N$[/.<mq;s>@fy?`s|Q`[4+`qv-|G<%?jjj`oL^%N^|[@q{`5>?R9_uP@yE`.]^ZM"),
    ('svm_loss', 'Your loss takes the labels in sorted order, so they belong to other examples; use y as it comes.',
    "[]a`3G;4o#OQ`kT{@?^Eg^#P;{r;)W]u[]~<;f;@@-{ U_U2<!z|v:^ej@jU|[-|=<^3:_sl>*S|O#@Gp@Z^`P*>8>$.d[j7[2e]xN`qX>P{|?"
    "e=ts<)8)BV(&J.`/@z#?`s|RK?- @^/-|G:*7jjj{%o]5F[W`>OC]ha?R9^D#@yE{C(|i<"),
    ('svm_loss', 'Your loss leaves out the last example; range(N) already ends at N - 1.',
    "]2@>Wj/Fdws(^o7`dI^yU]B^s%w:Fe]k8([[%t*+g4_W0[$9[kn{/ :uv>n~|eN]tX](l=0U;)M|G^[E|?9N]h8&$:$.d[j7*CG=:N_zs^Ln{I"
    "Y?39&h(:ma$/ -O9=Yu$#F{nI?qs]st-|G/mejjj_o/@9x<jv;]&[Nc<{p[Rb@yE`IH`xO"),
    ('svm_loss', 'Your loss leaves out example 0; examples are counted from 0.',
    "[Mr^NM;4o(=|_a;{08^b9[~>)KO:FD@QA:uB<!j>}D^W~]PM[}E|dpy_L>n~|l({6~](l]GM?Fw`)d@2q`Cs]sT%!_#{j:V1=_!>b^`m;[k]|j"
    "K>[8+^q;2W&Zz*yI<{o>B2|so>*7[!>!vp.O+jjj`A{@`~?7k*-|]8<=zR]c%;*T_a+?ww"),
    ('svm_loss', 'Your loss leaves out the last class; range(C) already ends at C - 1.',
    "@Gz^Ea;4ow}.`kT`gf]x^^Hj)KO+6:>Az-pG;TG>q>`}D[@G[0}|Wr;=b</y|pA_q3?m#@cx*H}{?N-NL]p__=T(|d$.d>+L=_!>:+`Z:[(m|h"
    "b=c6.@p:+sxlC#bU;!V>B2|d><V/]Lg!vp)fZjjj`TL:pC@!t;`G?hH:nf@{R@yE_I$_%h"),
    ('svm_loss', 'Your loss leaves out class 0; classes are counted from 0.',
    "[W]^T#-Od(yK[N`{LS>_X[]/s%w*WA]k8/d`=^);T{{X-]53@T;|xh*Kb/~)|qR{6~?>$??l<N>|Cf@t&_@u]nv%m&mkY?1!=EA=f|`RP^&Y|J"
    "H:h:+&p(v|#3#.`/=W($#F|Sc?qs]9Y*<8<R|jjj_Yb]5F?Hr-e<@{P?R9]JM;*T_</_I`"),
    ('svm_loss', 'Your loss is the mean of the margins that are above 0; divide their sum by the number of examples, N.',
    "?n%= V=t~&15]]Z@2T?/*@]n=`%=AL:r|+J8:w9..x[cH]NL?Jw{XB*.G:~b`!={6~_i;:ho@<6`En]X1=G @^F&-d.5F[j7=lB(k(_U+>GC`V"
    "|+.^+Z>>q?*4R.`/>RN?`s`+b?- =9o;TK&&pjjj]R@]5F:+=:4F/P^?R9[%a^G5>R&?_Z"),
    ('svm_loss', 'Your loss holds the first example only; perhaps the function returns inside the loop.',
    ";}c>Wj-Odoz;@lz;xy*&{[T|s%w!7a+G*!o^#vJ$kh_W0[VD:4d{5R:uvyV!`29]tX/BA!2tu%?` h/6WoWI]h8$Ptoo][j7*CGq|1^4->Oa_["
    "VwQF!w9(8^r:M)y0:[}$#F^(d=kD)#>*<8%AJjjj?/j=U;-4S&&^u?9<{p>ZB@yE;57_4j"),
    ('svm_loss', 'Your loss holds the last example only; set the total to 0 once, before the loop over the examples.',
    "/vy^NM/ny$79]Cq?Ts(d~[Eb)KO!6mm$^.96<70=DK^W~[|R;fa{]4y_LyV!`M[{6~/BA=^X+K[^H.)[y]0W]sT#3$mkY:V1=_!vpA_XJ.?b{="
    "AvH<)bl)BVu^-&r0:R6>B2{Gv<V/y[uvxR!MOjjj[ao>vo;vKj(u%Vg=zR@KW;*T(DD)*l"),
    ('svm_loss', 'Your loss is too large by delta, the margin of the correct class with itself; leave that one out.',
    "^#f`&8=d1<Q|{9B|lC`>Z_/(.-J]YO^UB?AI@[H]&9|r{^D `9:}Al]af@4V}ML{o&_`x^xu^J;|n4_CA`q1`_U/(a+xp^Cn]:t[nl{9u`J{}M"
    ";@:Q<HP[MH<Hf>6w?=/^o.}C~]0s_dX;N3>y3yyy{t1^l=^91?!C^`e@ve^J|[%D{*]{Vp"),
    ('svm_loss', 'Your loss lacks the + delta in its margins: a class pays until it is below the correct one by delta.',
    ">TR@8u/qQrfa^*W]@T<go@5G&DrtV_@Mv$l$-:C./i]q![wu[XH|)djjj;;(`ar`hv@9t;>Y/N}{Bv<#5_2&[|_y==z+[>~$<C[%a*`7D^$l`t"
    "]:v[(a]/^uowP$QE<L./3U`.}=P!?Uz)?O+j:jjj@yI??7<ac)cM<lw=p|[h&@3j>yu^lO"),
    ('svm_loss', 'Your loss is that of delta 1 whatever delta is; hand the argument on, as in svm_margins(W, X, y, delta).',
    "]Rb`3G<&$*PB`kT`Pf[xS^<5*}@-15_He:]t>0k@@-`oZ^i=_L5}OS%bi@-g{@ {6~[t6]L|<u^|NB?9:{I.`Qa<)s)^C[j7[2e?5-{i1`%%{;"
    "0]cB=ro>q?*4R.`/? ^<Zd{`7?- ^To:QT[2Gjjj^Db]5F[d_;`G]wb@ve^iF[J&^JG`:U"),
    ('svm_loss', 'Your loss takes the correct score minus the wrong one; turn it round: high wrong scores cost.',
    "??r[NB<Rq[73<{e`@ ?w7_nO-49:Q/+U2{73_Or?`/?q`{Jyl&x|;@_J;]4k|;l|(0@.q_-E;Tk|6q?q!?_o@BK^rR(q<]-4+lY_dq`)*.V{|w"
    "w:Q][+.nH9(Z&:u;@=7/PC|[q?v1@^0]H0:-x;es{@:;ES]%P?M|=VN:#g]12[YA]t/^V%"),
    ('svm_loss', 'Your loss adds negative margins too; a class that is low enough costs nothing: max(0, margin).',
    "[ a`0~/>Kw;>`kT{qD_W|^E*#K!=AL[/|&iS-at@OZ{ U;M*_L5{3^=F](L?|.h[XN[?/@%n?BC{BS@!g_4@`QaWS~z; ?t4@l7<uu_=m_G+|?"
    "e=`*g|?>q?*4R.`/:Y0?`s|ih?- [JYM|K:a|Nvo`e}]5F?Fk.D}]hQ?R9[/p<sl`.]`Ck"),
    ('svm_loss', 'Your loss clips the sum over the classes; clip each margin, or a low class pays the debt of another.',
    "]2@`0~;4o$79`kT{@?_W|^TO)KO=AL]k8.=K<70@OZ{ U[|R_L5|~{=F]>BX|.h{0.](l[(+?Fw|G^[E|`6W`QayD$$.d[j7@l7<:Z`AF_G+|?"
    "e?39.D{>q?*4R.`/<d~?`s|om?- ]=*(F1<5!jjj`e}]5F[I/;)f]hQ?R9]R8@yE`.]`xO"),
    ('svm_loss', 'Your loss squares the margins; at small weights that looks the same, but this hinge takes them as they are.',
    "`5s|f.<B5+ug}&#~_B}#)_`A;YK^xV{|U:~(^yK`DU~*3]ls}oT 0e@.i_kW~f:})(}FV{LQ{}V~8g|P/~! |k.%{s/Vc_ge{J9]2_|Kh}^C~r"
    "S^v{;AJ`An+I9.f]?Oa|oK~vj@__|_I=p+@k+jjj}P6`od{IK]!S{!V?-o`Hp_ix~N5~8J"),
    ('svm_loss', 'Your loss charges each example for its worst class only; add up all its margins that are above 0.',
    "@K.><(;4o(yK_6$[X|[dp[?O)KO=AL;|y-a2/S@:?s]ip]NZ[0}{+?+]C;4{{Oh`0G](l;`E?Fw`j[[E|?xL]l?&=($.d?1!=ei+40_;}[2(`="
    "`/ g)*+>q?*4R.`/=.V?`s{4a?- ={Q-|G.Htjjj^S=]5F;Pu-e<<::?R9]0 @yE@/E@c/"),
    ('svm_loss', 'Your loss is one-vs-all: it holds each score against 0. Hold the wrong scores against the correct one.',
    "^/j_Je>]e<_``c%|H(`kw`dl/?D]YO]9e]T/]Wx@2G{=[_$x^o{|Rh]hc=Zc|<3{ZV_t1_;I^Ml|1_^]K_sJ{Yr=(T./7[[M]q9`M<`<@^Yo}u"
    "R@9A<`.[MH>jM>6w?>9^o.}9b]Z3]@o:b~>.rl2d{#?^l=^YM@uO^Vw@ve^Wf[J&{MJ{7u"),
    ('svm_loss', 'Your loss counts the margins that are above 0; each of them costs its length.',
    "@bL]ik:-Z-jj[:i@FE=A>^j*!U;)M)=  >Gm:}^=V=@*?^Dn;;;{Gs;;;<Ms{R<^^O<;/@|#*t+`%O;7o?u?^B{;Am!3C>/S...?u?_`c=  {a"
    "T>|-:CM*JH)M)/;4=`1*:*`va?$o<vg)sa=  jjj^ya>_B>ty+S{?B>>^K[$;={K?u?[g/"),
    ('svm_loss', 'Your loss takes the absolute value of the margins; a negative margin costs nothing: max(0, margin).',
    "]ro`5W<7::st`kT|E+_W|_ax-#M=AL^R;?23[Pm[e1{ U`8[_L5}?M=F]]pW|_t|#A^fs^X!?K9||N[st{5s`Qa>v~(JJ]=E[ik@.f{m+`Wz|?"
    "e@+;@F}>q?*4R.`/@&2?`s|`_?- _!l[eQ>h7(Xe`xD]5F]}^>fS].|?R9^7V]`D`.]{WS"),
    ('svm_loss', 'Your loss is the cross-entropy of a softmax; this exercise asks for the hinge.',
    "?a*?kA;]$&3c^N0>h?<`E[u;*Ib&RU=Cx/r|/TL/(X@AG]_+?JP{$J#)A<be`lN_*m@Sh<#/:C^`Tk=v~@R>[/V/RW(Eg?BU;Ls.K/_@>@*i`M"
    "O;~I.m.;4k$+D-8b>Ua:bt`LP> r<p`-;;:YTr<-[=g@ll;Nd+Lt;;`?8X]IU@KR<=[@K3"),
    ('svm_loss', 'Your loss lacks the regularisation term; add reg times the sum of the squared weights.',
    ">_6_Qfzr3*PB^/|{@?_7d?hd$]6=AL]u[-2O<tg@@-{;a#*A_L5{M/=F]<w<{Ay[o|?lz[L%>6i_|b>MY`Kz^wz%T6#!2<A9[2e?5-@~1_;O{Q"
    "d>~++ k>O *4R&zp*Ui?l_{4{)q&^To)mZ<%?jjj^QF=Q*@$8;`G]wb*p :w*.Eg`.]`S!"),
    ('svm_loss', 'Your regularisation term has the factor 1/2 of other courses; in this one it is reg * np.sum(W**2).',
    "@@%_!R+S#*PB_+g{@?_Kf]F0&zd=AL]u[/F|=VK@@-{^1=`-_L5|U;=F]=yo|Gj_m9[Z}[*/>w-{YK?[U`Kz_p|(%2$M-?aF[2e?5-_G7_;O|L"
    "}?OK.KY>d9*4R+O<:~+?(A|5[<4`^To+ZE<%?jjj_t_@G3[7);`G]wb;>h?/c=x2`.]`qo"),
    ('svm_loss', 'Your regularisation term is twice too large; the factor 2 belongs to its gradient, not here.',
    "_Ib`vY@5W*PB{o&{@?_uj`.~+.L=AL]u[=l_?E7@@-|DD`]J_L5};n=F]@0r}!?|y}_o8^5I@96}P{] v`Kz{UY./Q%:[_1.[2e?5-|k._;O}y"
    "1@2_;DV>?e*4R<wb]1k@Tw}o}^m2^To:hg<%?jjj{-)_X3]6?;`G]wb]{o`M+^?$`.]{Lq"),
    ('svm_loss', 'Your loss subtracts the regularisation term; large weights must cost, so add it.',
    "-Nu^UbP>p*PB@st{@?^+wzqbye&=AL]u[$zI:?<@@-{xHBj1_L5?Qf=F]:5L?}SSaL.H=?}[<(-;ch.>!`Kz@y)wy/!gtuxe[2e?5-QkD_;O[g"
    "P>Z5(~I={$*4Rr)HW^n?7U@;|M(!^To#s*<%?jjj=.~zz*?=B;`G]wbR%UPkkS|u`.]_$M"),
    ('svm_loss', 'Your regularisation term is divided by N; it is not part of the mean: add it after the division.',
    "?x>_!R%JP*PB_i2{@?_C$[cK&AC=AL]u[.Ez<~%@@-{^1-06_L5{>%=F]=6q{md_m9@KX[cV>R~`~p>|a`Kz_p|&qY#}G?aF[2e?5-]@H_;O{}"
    "Q?98-j}>Ye*4R*I5.1Y?(A{uE:G[^To*/7<%?jjj_1L?W-@;`;`G]wb;>h<;2=x2`.]`i="),
    ('svm_loss', 'Your regularisation term is added once for each example; add it once.',
    "|X``vY{D#*PB|Oo{@?`QO{^<.<(=AL]u[@<1@`7@@-|DD~5X_L5~s3=F]]>q~?$|y}|pD`Ja]G4}?O`>#`Kz{UY<] (xd_1.[2e?5-}[0_;O~B"
    ":[RG>]<?D-*4R?7p{J$@Tw~Yv`a2^To<bF<%?jjj}9a`%>^{!;`G]wb]{o}jI^?$`.]{s7"),
    ('svm_loss', 'Your loss adds the sum of the squared weights whatever reg is; multiply it by reg.',
    "^3]}1X=E%^LS`]*}x3{Cg_w5@Y+^rU{(2`DY_5${b4}3$_0;`[O}V[@x?`TV}I7{)t^e){e;_Ro|zc[>a}Vq`!f]sr-;-]lC_0y`Qe{n!|j(}H"
    "9]>y]U&@.C]iv:X)?<V]xO}5=[Z&|2P]}u_&T>VF{3c]~x`GC`Lm`7d@<4^yk]1G|WC}AA"),
    ('svm_loss', 'Your regularisation term adds up absolute values; square the weights.',
    "_G{`L~?xY*PB{16{@?_pd_f|*ot=AL]u[<26>).@@-|A0^ta_L5}g9=F]?iQ}Uq{>K^Z>]&u?v)|_O]L~`Kz`}@-(t&4F^A$[2e?5-{)i_;O}S"
    "l?[/:yU>|&*4R;#W@.p@H)}9Q[qT^To.;F<%?jjj{Bg^Bc[wN;`G]wb]Gg^(3[:y`.]{1["),
    ('svm_loss', 'Your regularisation term is reg times the norm of W; take the square of the norm, without the root.',
    "[oA_pp/5p*PB_| {@?_M ]ae(85=AL]u[.@[=as@@-{]u=Q>_L5|8j=F]=qw{}T_Dl[}y[#y>$2{EL@.T`Kz_/7(:Z$ s@E8[2e?5-^/p_;O|6"
    "T?aK.a]>sv*4R/P[<qg??4{[Z=5F^To+gk<%?jjj_&V@:}[Ar;`G]wb=9O@7^>i4`.]`k6"),
    ('svm_loss', 'Your regularisation term adds up the weights; square them, or it has no minimum.',
    "@ob_I$+JM*PB^ 5{@?_8hmfh$QR=AL]u[-Rm;j]@@-{=t;S1_L5{vm=F]/v4{[b<ie?Tr@Tx>P^_%E?K `Kz@lY$Y*!0R#xy[2e?5-?xK_;O|Y"
    "E?Rg+O(=;R*4R;#W*[M?W2^?/GdY^To$:W<%?jjj@z1[Mh@_@;`G]wb?{~>E~@i2`.]`rC"),
    ('svm_loss', 'Your regularisation term squares the sum of the weights; square each weight first, then add up.',
    "@L>_W?*Q:*PB^=g{@?_7n|}0%Cz=AL]u[-Af>s[@@-{</>xa_L5{zI=F]^y:|uv`$&?nO^%l>I4`4x>x-`Kz{).%?T%Ba]_.[2e?5-[(*_;O}:"
    "5?S5-mi>+<*4R=}4*YU?vF}#T|V{^To;3e<%?jjj`?x^5<@_`;`G]wb_@T>JL_)?`.]{M;"),
    ('svm_loss', 'Your regularisation term multiplies rows of W with other rows, as W @ W.T does; square each weight.',
    "_DU`Lb>|4*PB_7v{@?_Ng{lu&{|=AL]u[;Db==H@@-|BO@^+_L5{wx=F]?*|}|}{7t??C]!;?sJ`Ov??.`Kz`}0(]:$$U^X1[2e?5-_*?_;O}N"
    "C?q5.J(>jW*4R;^a?2j?&b|*z^Ew^To.wV<%?jjj_]g^!j[<L;`G]wb[E^^8Y@mJ`.]{ht"),
    ('svm_loss', 'Your regularisation term is the mean of the squared weights times reg; take their sum.',
    "?Rk_UL$Zs*PB_E {@?_9w@Qm%Xq=AL]u[-V4<(8@@-{<X*qk_L5{ZP=F]<-I{M$]6n@nY[Q+>K1`C(?Bm`Kz^[{%y!#}G=Z [2e?5-[py_;O{b"
    "0?5M-JE>T(*4R)uO-u0?q.{J=--N^To)}g<%?jjj^y;>be@/0;`G]wb-rl<F7:dC`.]`VF"),
    ('svm_loss', 'Your regularisation term squares reg too; square the weights alone, then multiply by reg.',
    "[w[_X}.~}*PB`E {@?_A7^7}%PI=AL]u[-j8<*Z@@-{<{@wK_L5|%6=F]<>j|ow`bA]A>[V+>HU{>X@px`Kz_{u%<G#.o@oA[2e?5-`Am_;O|r"
    "V?3|-N3>R<*4R-#!<;]?p;|d7>HN^To)_m<%?jjj`A|[I(@-L;`G]wb=..[UM?Vl`.]`Xw"),
    ('svm_loss', 'Your regularisation term leaves out the last column of W; in this course every weight counts.',
    "@*{_?-:dt*PB_ig{@?_V4[2_(1h=AL]u[:D@=%0@@-{|G>NE_L5|(K=F]>O<|Zs_#8]D:]Bm>[/{uM?AJ`Kz_r*).4$JM?4X[2e?5-_]P_;O|e"
    "p?V4/3Z>bP*4R.)K;jk?^-|SO<`0^To+ZJ<%?jjj_;[@$&@;J;`G]wb>zT?Ik?9=`.]`&n"),
)


WITHOUT.update(dict.fromkeys(['predict_scaled', 'diagnose_laws'], 'it is a question with one answer, and whether yours is right is told when your work is graded.'))
