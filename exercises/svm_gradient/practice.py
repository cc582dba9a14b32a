"""Practice for the exercise `svm_gradient`: fresh problems for your functions, as often as you like.

    import practice

    practice.run(svm_loss_naive)

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
    W, X = draw.between(-1, 1, C, D, digits=3), draw.between(-2, 2, N, D, digits=3)
    return W, X, draw.whole(0, C - 1, N), draw.one_of(0.0, 0.1, 0.75)


def _answer(function: Any, W: Any, X: Any, y: Any, reg: float) -> Any:
    return function(W, X, y, reg)


_BOTH = Task(
    _batch,
    lambda W, X, y, reg: ((), W.shape),
    _answer,
    ("loss", "dW"),
    (("loss", (0,)), ("gradient", (1,)), ("answer", (0, 1))),
)
TASKS = {"svm_loss_naive": _BOTH, "svm_loss_vectorized": _BOTH}


ANSWERS["svm_loss_naive"] = (
    "]Rbc`3G_<&$m*PBV`kT|`Pfp[xTS^<5~*}@t-15-_He$:]ti>0l1@@-x`oaU^i=y_L5o}OTM%biY@-g[{[0e{6 d[t7O]L|q<u^}|NB;?9;K{I"
    ".:`Qai<)sp)^C=[j8R[2e>?5.J{i1]`%%e{;0w]cB^=ro;>q?{*4Rk.`/n? _V<Zdx{`7(?.02^To~:QTo[2HJjjjj^Db/]5F~[d`C;`Gk]wb]"
    "@ved^iF)[J(K^JG-`:Ur",
    "[Zn99~CNFe1uUY{4]`^p:8U[O:}dySVJ!geksn([IQ@B/e:qP#;C9!!r{YW~oxDy_JvW]yC8LjJ57^`T<SXZ{:!Q]JF-U3#ap4@JJ=20OOxLHC"
    ".W;{:<=aUqbljbM.16zQ :8~M~lhw{5gB{wbP_=*7J%l~2O3J}mMNO+}PD:;eV; n6?9s^/ 8VW[>QQ9P6=/p-m?Im]+g2[]v)D(V$t.Y5?23#"
    "&5BE>dBa]_b)@YCi6hKP",
)


SLIPS["svm_loss_naive"] = (
    ('loss', 'Your loss is the sum over the examples; divide it by N, so that it does not grow with the batch.',
    "}t>|tK`1q@YW}sh~&M}vu|P{?q;^n:~7l_FZ{eb|3]}1$|o<}j7 1~/IR}Jk~%K|l0}Jj~5/{zQ~H-{: ~{&|nM`*7[{i_V``aX|P_~DH~oh}:"
    "}}]}|CO`<P]aX@TP{*>]3_~V}^pL~kn]v:}1Yjjj|f3{TU}^n{]4~WT^dL}nH^.c}*!~0P"),
    ('loss', 'Your loss is divided by N twice; once makes it the mean over the examples.',
    ";e2[Z^.fGvyO[Z9-}G)Ic@u:z-wuk6.Ir&x&&.-* =[%9[xU;V@{4BwMN*9=_k1_.Q;f^*+t$EO`En.Cd:Cr]m)&2Puh=>[q:wJ$Py^|F;U:_~"
    "I)R:$jK(v8tB2(n2:;D*xQ_rB=kh&1$%|i&_mjjj?&l>D*(FjwsA$>P>PS?p:?7w+b+?_Z"),
    ('loss', 'Your loss is divided by N inside the loop, so once for each example; divide after the loop.',
    ":ie_N%:B %z1^Nd<{M%Iw[&z*}@xM;($7.dq<C<>9|^[w]e0?7h|CawMN%^N_-t{6~/<&>HY)fB_w|+ZM^N}_IM)VAt|%>[q?!j&1Y`C5=LA{d"
    "7&c<-u]-+5w-L)I#;&w<H>`@c=bA$@|!yI+{%jjj@#D?!_;.Tq%)(+%?#u@!p?7w%U?<^8"),
    ('loss', 'Your loss is C times too small, as by np.mean over all margins: divide their sum by N only.',
    "=o|;<}:e3vyO[Z9-}G.tz@0*$Yo#Kh.Ir%.T&.-&&r<yY[?#;V@`*Qs?R+p#_xc^>%>!D+^w+(:_cv;m-:Cr?<_$$Cz`8=!9+ICz??^!V;U:_a"
    "C+cT&1]-=VzY^*Fx<0B*xQ_T$>E@+t~%|i&_mjjj?&l?b=+O8#/:*ep>PS@w ?7w+b+<z6"),
    ('loss', 'Your loss is C - 1 times too small: add up over the wrong classes, and divide by N only.',
    "?Fv=G8<&$zr_]]Z:Z5<Hf@u:*}@-15;Pe&x&)^V* =>>z]89?Jw{4BwMN.tz_>c_Ir[t6.cL<u^_%t?9:<dJ@^F&2P)^C>[q:wJ$Py^|F>Dh_v"
    "H/HB)I#>q?*4R.`/=M.<Zd_rB?- /-M)&^+H)jjj@M/]5F.w|)XP.yR@ve[nL[J&/r]>8r"),
    ('loss', 'Your loss is divided by C, the number of classes; the mean is over the examples: divide by N.',
    "`ST@5a[:i*PB`kT`Pf_&#][f/vL>Hm_He/S8>0k>ez[%9_Q3_L5|[nz3.]MO|KQ_.Q{GW^Tc^S<{Kz^}*{I.]m):]?<7F?]r=lB< /{0o`%%`@"
    "d^:H?Y)[/.<mq;s>]Ss<Zd{j1[4+`qv:QT[2Gjjj^Db^%N^|[@q{`5>@ve`zZ[J&^JG^ZM"),
    ('loss', 'Your loss takes the labels in sorted order, so they belong to other examples; use y as it comes.',
    "[]a`3G<&$#OQ`kT`Pf?m0^#P>7])5@_He]~<;f;@@-`oZ`Hz<!z|^%?!#]sL{{T|=<[@o_sl<Jj|O#>NN]zj`P*[[3)^C[j7[2e]xN{O~@-P{;"
    "0[QQ?(E)BV(&J.`/]M4<Zd{WO?- @^/:QT?}Djjj`Kz]5F[W`>OC]ha@ve_5K[J&_KU|i<"),
    ('loss', 'Your loss is the mean of the violated margins; divide their sum by the number of examples, N.',
    "?n%= V=h<&15]]Z=`e=8q@]n?q;-15=93+J8:w9..x>>z]$m?Jw{rq%bi=Yp`5J{6~^b1:ho@v{`En@U>= K@^F)r4)^C[j7=lB(k(_Xy?*M_<"
    ";/=8.k|>q?*4R.`/>q:<Zd`My?- =9o=u^-F+jjj[Ea]5F:+=:4F/P^@ve[*1^.c;k1?_Z"),
    ('loss', 'Your loss is divided by the number of examples that cost something; all of them count: use N.',
    "]Rb`3G=h<*PB`kT{R:[xS^<5?q;-15_He:]t@KU@@-`oZ^i=_L5}%w/IR^_j{@ |l0^b1]L|@v{|NB@U>{I.`Qa<)s)^C_V`[2e?5-{i1`%%{;"
    "0]cB?Y)>q?*4R.`/@ [<Zd{`7?- ^To=u^[2Gjjj_7N]5F]wN>8q]wb@ve^iF^.c^JG`:U"),
    ('loss', 'Your loss leaves out the last example; range(N) already ends at N - 1.',
    "]2@>Wj:+@ws(^o7^L4[AG]B^s%w($d^~L([[%t*+g4]iG]rI[kn|BY%bi@-g{fr]tX[t6=0U.:L|G^?9:[|o]h8/q})iq[j7*CG=:N`Q&_Xk_w"
    ">[]S-=c:ma$/ -O9>_pr .`vO?qs]st:QT>Y2jjj]VK@9x<jv;]&[Nc=|G]Rp[J&]|D`xO"),
    ('loss', 'Your loss leaves out example 0; examples are counted from 0.',
    "[Mr^NM<Y1(=|_a;_Pj@zD[~>*}@(#?]Ax:uB<!j>}D@.8^Nr[}E|yYjjj@-g{r${6~[t6]GM<u^`)d>F!{8h]sT.x$&/p:V1=_!>b^{Gr]~3{x"
    "=[j|;LZ;2W&Zz*yI>zq; :{;9>*7[!>%Ro=&Pjjj] F@`~?7k*-|]8<>r3^P=;*T[OR?ww"),
    ('loss', 'Your loss holds the first example only; perhaps the function returns inside the loop.',
    ";}c>Wj-^coz;@lz+Eb$=4[T|s%wuuO/LD!o^#vJ$kh]iG[nh:4d{Sf%biyV!_e]]tX/BA!2tu%?` h-m*r!m]h8*9Zss@[j7*CGq|1^Oz?hc^-"
    "n$8T%-H(8^r:M)y0;f3r .^d =kD)#>-Wx*yfjjj>Ly=U;-4S&&^u?9=|G>-4[J&* ^_4j"),
    ('loss', 'Your loss holds the last example only; set it to 0 once, before the loop over the examples.',
    "/vy^NM:7>$79]Cq<SIzl][Eb*}@ut3rAd.96<70=DK@.8]ZL;fa|7BjjjyV!_%-{6~/BA=^X)C ^H.)[y]yW]sT(uXn j:V1=_!vpA_:M:k;{O"
    "*yOK-U|)BVu^-&r0;2z; :`t&<V/y[uvxR()sjjj?sZ>vo;vKj(u%Vg>r3@vr;*Tqpk)*l"),
    ('loss', 'Your loss keeps only the last violated margin; add each one to what is there (+=).',
    "/vy<OH:7>zoc>UC&GWzl]>y-*}@ut3rAd(@z(m|%00-r.[`c&Dr`CXu4k%0.^/r`0G<J^%&~)C ^H./xU/.p=dB!fkn j?1!+X%pk]].a(qg^;"
    "Xxmqx.y)BVu^-&r0.=q; :_B~<V/unO%RowZRjjj>D<>vo(TWj(uw9.>r3>#.[J&mL+)*l"),
    ('loss', 'Your loss is too large by 1, the margin of the correct class with itself; leave that one out.',
    "^#f`&8@Cu<Q|{9B`^r^MR_/(<uh=AL`77?AI@[H]&9{CY_os`9:}ca:uv]x@|K~{o&^JZ^xu@6||n4[q5{yX`_U@D%<B_^Cn]:t[nl{[B{Ov|F"
    "`^-2@wZ[MH<Hf>6w]C;?`s|Oc]0s_dX>+.]:d)M)_Rr^l=^91?!C^`e]oo_o8]{P_V-{Vp"),
    ('loss', 'Your loss leaves out every class behind the correct one; skip that one only: continue, not break.',
    "=/o>E@<Y1w}.`kT/xT?/}]@c*}@#;IrAd-pGy3s/h5@.8]fC=<^`%.%bi;bq`=~]tX>i2?WY&@z` h*Yh@Lt_9K/>f)^C>+L=_!<SU_e~?<``p"
    "]?Pt-Sj:+sxlC#bU;uF; :_T2<V/=;4%Ro$_-jjj^2K:pC@!t:t0*G]:nf?qe[J&/p?^ya"),
    ('loss', 'Your loss leaves out the last class; range(C) already ends at C - 1.',
    "@Gz^Ea<Y1w}.`kT^RW?/}^Hj*}@#;I@ze-pG;TG>q>_4K](8[0}|vD%bi?4J{q%_q3>i2@cx&@z{?N*Yh_DF_=T:Q-)^C>+L=_!>:+{2F^C={p"
    "h@Yu<v&:+sxlC#bU=JE; :{q%<V/]Lg%Ro;^tjjj^2K:pC@!t;`G?hH:nf[>@[J&[i@_%h"),
    ('loss', 'Your loss leaves out class 0; classes are counted from 0, and `if j` is false for it.',
    "[W]^T#-^c(yK[N`_VD:pr[]/s%w!sO^~L/d`=^);T{_.B])Q@T;|])u4k=9f{w.{6~>?$??l/n7|Cf>|#`++]nv/VcmkY?1!=EA=f|`>4_&m{C"
    "U>yr;A_(v|#3#.`/>yzr .{jT?qs]9Y-Wx@J}jjj]c|]5F?Hr-e<@{P@ve^9f;*T[)5_I`"),
    ('loss', 'Your margins lack the + 1: a wrong class pays until its score is below the correct one by 1.',
    ">TR@8u/qQrfa^*W]@T<go@5G&DrtV_@Mv$l$-:C./i]q![wu[XH|)djjj;;(`ar`hv@9t;>Y/N}{Bv<#5_2&[|_y==z+[>~$<C[%a*`7D^$l`t"
    "]:v[(a]/^uowP$QE<L./3U`.}=P!?Uz)?O+j:jjj@yI??7<ac)cM<lw=p|[h&@3j>yu^lO"),
    ('loss', 'Your margins subtract the 1; add it: a wrong class pays until it is below the correct score by 1.',
    ":1U.H(-#Gjjj[3:>lr);%=/7yuMjjj-|2zw3$[pvbv;>d[Q.:sS|Bkjjj*z&_g:_%O>3R+bu(=K_+8:EF[=H=jDvxluHR:&`z?#nf=^n`?_k_x"
    "f$D-v`h#xXjjj#bU. 0)uQ_c[;~g*_q#cfur~jjj?.*<(()N6tx$#(<:nf@DY>m@+0%?dR"),
    ('loss', 'Your margins add 2; the margin of this course is 1. Perhaps it is added in two places.',
    "_o=|6|@4Y>e3{qh{@?_W|`{<<jx=AL{G|^Yo]ht_%7{ U`c@`-Q}z<=F]_9<|>z{$}](l`#M?Fw| w[E||g;{=k_8[<B_^b9^:}_$8|t2{~m|?"
    "e`Y}]:E[MH<Hf>6w^7v?`s|&w]0s`o}>uG_+x!9q`oL^l=_t=@[S`nZ]oo`PH]FD`.]|F["),
    ('loss', 'Your margins are the correct score minus the wrong one; turn them round: high wrong scores cost.',
    "??r[NB>2+[73<{e^=>.uq_nO/r$$s=;k7{73_Or?`/*Sd{<9l&x}1#[U$^ym{=E|(0?:2_-E.lO|6q=bT]tO@BK`bC-Xv]-4+lY_dq{dY;i({y"
    "|?R+^#%nH9(Z&:u;]Xu) 2|9)?v1@^0^bg?=O=%I`m7;ES]%P?M|=VN<l0^F8[>A=z$^V%"),
    ('loss', 'Your loss adds negative margins too; a class that is low enough costs nothing: max(0, margin).',
    "[ a`0~<qew;>`kT^)h[vA^E**%w-15^{S&iS-at@OZ`oZ@vs_L5{_tt*2=zo{nH[XN?rt@%n:_R{BS=yY`z(`Qa/ey)^C?t4@l7<uu{Eo`dp{!"
    "p[?U.W+>q?*4R.`/>:]<Zd`^:?- [JYkSV@O^V^|]Mn]5F?Fk.D}]hQ@ve^WC>pq^8E`Ck"),
    ('loss', "Your loss clips the sum of an example's margins; clip each, or a low class pays the debt of another.",
    "]2@`0~<&$$79`kT`J#[vA^TO*}@-15^~L.=K<70@OZ`oZ]vA_L5}N#%bi@#T{!<{0.[t6[(+<u^|G^?9:{8h`Qa;Z )^C[j7@l7<:Z{Eo`dp{!"
    "p[]S=Oz>q?*4R.`/?b5<Zd{nb?- ]=*-pf@O^jjj] F]5F[I/;)f]hQ@ve^WC[J&^8E`xO"),
    ('loss', 'Your loss takes the absolute value of the margins; a negative margin costs nothing: max(0, margin).',
    "]ro`5W<@x:st`kT{P4[zk_ax+Kp-15_c9?23[Pm[e1`oZ`Ao_L5}`:+^F]%T|HG|#A^1e^X!= }||N@Oq{wF`Qa?1A)^C]=E[ik@.f{*-`~R{{"
    "z]]P@l[>q?*4R.`/@}7<Zd|tv?- _!l@%/[zlx73^@1]5F]}^>fS].|@ve^t.]`D^T>{WS"),
    ('loss', 'Your loss counts the violated margins; each one costs its length.',
    "@bL]ik<k6-jj[:i?2Z<J.^j*!U;)M)=  >Gm:}^=V=@*?^+Q;;;{Gs)M)<Ms{KX^^O<;/@|#(Z;`%O;7o@x}^B{?`z*2o>/S...?u?`il=  {6"
    "5?p/<Sb*JH)M)/;4?Pk*:*`gn?$o<vg)sa>>>jjj]xp>_B>ty+S{?B>>^K]q9={K=  [g/"),
    ('loss', 'Your loss squares the violated margins; this hinge takes them as they are.',
    "`5s|f.>^=+ug}&#~Iv{%v_`A>;t/*b}JP:~(^yK`DU}$Q^]0}oT F$#HB{M.}KI})({-[{LQ_iD~8g`Mc~_h|k.<85=mk_ge{J9]2_}HV~cM}p"
    "O{O%@`]`An+I9.f]]SF`i }z/@__|_I[5<_!_jjj{LP`od{IK]!S{!V]us{dH`ys|v{~8J"),
    ('loss', 'Your loss takes half the squares of the violated margins; this hinge takes them as they are.',
    "]19_/n<1c!=S|4X|ny^W/]xt.+m% +`(?+P5>_)@v9{%{])-{WY~l)uhj]+q{}B|f#_G;]-v@4y|^2[?B}]e`N6+Z$+n@[t?]UM<1q{)~|{E|Q"
    "?]qh;X*@!I!e{):]?J5[UM|b6>{D`L;;!-?^zjjj^ `]:k]rs<`g^A%?[r_Ox^8]_(2|em"),
    ('loss', 'Your loss charges each example for its worst class only; add up all its violated margins.',
    "@K.><(<&$(yK_6$?bg>@?[?O*}@-15>8#-a2/S@:?s@ma^1+[0}{^-yGb<p `%l`0G[t6;`E<u^`j[?9:@])]l?-yF)^C?1!=ei+40`Kp]1T`I"
    "Q<zB.B_>q?*4R.`/?FU<Zd`eY?- ={Q:QT;b$jjj[*-]5F;Pu-e<<::@ve]#{[J&=>G@c/"),
    ('loss', 'Your loss is one-vs-all: it holds each score against 0. Hold the wrong scores against the correct one.',
    "^/j_Je@%7<_``c%`0B]g~`dl=R]>Q-_aQ]T/]Wx@2G_^e`sB^o{|$R-#%@/j{l&{ZV])?_;I?~7|1_[E|`+g{Yr]d_<id[[M]q9`M<{sg_:%|/"
    "h^hS[t![MH>jM>6w]L>?`s|B.]Z3]@o>Pl]DY$w{_fa^l=^YM@uO^Vw]oo_oN]FD^Pb{7u"),
    ('loss', 'Your loss is the cross-entropy of a softmax; this exercise asks for the hinge.',
    "?a*?kA;]$&3c^N0>h?<`E[u;*Ib&RU=Cx/r|/TL/(X@AG]_+?JP{$J#)A<be`lN_*m@Sh<#/:C^`Tk=v~@R>[/V/RW(Eg?BU;Ls.K/_@>@*i`M"
    "O;~I.m.;4k$+D-8b>Ua:bt`LP> r<p`-;;:YTr<-[=g@ll;Nd+Lt;;`?8X]IU@KR<=[@K3"),
    ('loss', 'Your loss lacks the regularisation term; add reg * np.sum(W**2).',
    ">_6_Qf&<Y*PB^/|`Pf[7.?hd(GR-15_He-2O<tg@@-`MZ.Qx_L5{=4%bi?n4^Np[o|=Iq[L%:|~_|b:o@{I.^wz:^r)Bq<A9[2e?5-^GU`%%^c"
    "z]As<R9>O *4R&zp/=$;x[^|_)q&^To-$X[2Gjjj=ZB=Q*@$8;`G]wb/xx=|U/_S^JG`S!"),
    ('loss', 'Your regularisation term is half of what it is in this course: reg * np.sum(W**2), without 1/2.',
    "@@%_!R/5e*PB_+g`Pf[YS]F0)ym-15_He/F|=VK@@-`a+@P}_L5|$1%bi@I1`va_m9?:;[*/;<p{YK=I7{I._p|;[D)l~?aF[2e?5-`O``%%`u"
    "7]Os<}l>d9*4R+O<=sW<2}`=C<4`^To/8O[2Gjjj[3u@G3[7);`G]wb>1`[gU>p6^JG`qo"),
    ('loss', 'Your regularisation term is twice too large; the factor 2 belongs to its gradient.',
    "_Ib`vY@?[*PB{o&`Pf]EP`.~.G{-15_He=l_?E7@@-`;o{R!_L5}|#%bi[-w}Ic|y}^?<^5I=}o}P{[!V{I.{UY>JZ*w{_1.[2e?5-|;7`%%}A"
    "#]#<>z4>?e*4R<wb]]4=4^}C?^m2^To<N/[2Gjjj`h[_X3]6?;`G]wb^t7`%!_DB^JG{Lq"),
    ('loss', 'Your loss subtracts the regularisation term; large weights must cost, so add it.',
    "-Nu^UbV~L*PB@st`Pf@euzqb#lp-15_He$zI:?<@@-_]3ELV_L5]V{%bi={9YruSaL%4A?}[.?y;ch$YB{I.@y).nH(P&uxe[2e?5-z>L`%%oO"
    "h[.6:&w={$*4Rr)HqD}:=V$^uM(!^To)Gn[2Gjjje Mzz*?=B;`G]wbd>CgOLYec^JG_$M"),
    ('loss', 'Your regularisation term is divided by N; it is not part of the mean: add it after the division.',
    "?x>_!R*VF*PB_i2`Pf[Ir[cK)HX-15_He.Ez<~%@@-`a+<1x_L5|Tl%bi?/[_M~_m9>Ij[cV;T[`~p;&I{I._p|;cM)T`?aF[2e?5-_ZY`%%`3"
    ".]GN<qX>Ye*4R*I5;qk<2}`4(:G[^To.xW[2Gjjj?jC?W-@;`;`G]wb>1`?Y@>p6^JG`i="),
    ('loss', 'Your regularisation term is added once for each example; add it once.',
    "|X``vY{S}*PB|Oo`Pf^Zk{^</}+-15_He@<1@`7@@-`;o~A__L5~xN%bi^@L~+I|y}|Yo`Ja@;+}?O`WS{I.{UY@ZL+~5_1.[2e?5-~0)`%%}."
    "&^e&[6&?D-*4R?7p{hw=4^~I*`a2^To=:a[2Gjjj|nD`%>^{!;`G]wb^t7}r&_DB^JG{s7"),
    ('loss', 'Your loss adds the sum of the squared weights whatever reg is; multiply it by reg.',
    "^3]}1X>ev^LS`]*}I2_;A_w5@+`]D0|G$`DY_5${b4|Td_(j`[O}n*;Lu`<L|ep{)t]kM{e;^ot|zc@AI}qR`!f^}f:C8]lC_0y`Qe|3)|/w|X"
    "e_dP^kJ@.C]iv:X)[F)@+n|d$[Z&|2P^cG`&G>VF_A)]~x`GC`Lm`7d[=~_b/]dy{ME}AA"),
    ('loss', 'Your regularisation term adds up absolute values; square the weights.',
    "_G{`L~@mU*PB{16`Pf]4j_f|-A&-15_He<26>).@@-`*[_ch_L5}wn%bi[cz|yd{>K]e5]&u=Rs|_O@w]{I.`}@=#e*/o^A$[2e?5-|I!`%%|q"
    "M]u^>Yt>|&*4R;#W[_6<;n|i)[qT^To:|i[2Gjjj_QA^Bc[wN;`G]wb]|X_h6]N+^JG{1["),
    ('loss', 'Your regularisation term is reg times the norm of W; take its square, the sum without the root.',
    "[oA_pp;E+*PB_| `Pf[dc]ae*1Q-15_He.@[=as@@-`a2?=x_L5|k3%bi@C;`Iv_Dl@sj[#y;_e{EL>pN{I._/7;`8*55@E8[2e?5-`1m`%%`N"
    "S]VO=6+>sv*4R/P[>&Y<N~`oH=5F^To/D;[2Gjjj[S%@:}[Ar;`G]wb>`;[y]?QU^JG`k6"),
    ('loss', 'Your regularisation term adds up the weights themselves; square them first.',
    "@ob_I$.~V*PB^ 5`Pf[9{mfh&y`-15_He-Rm;j]@@-`Qr>qF_L5|C@%bi=!|`4K<ie<^V@Tx;Q(_%E<En{I.@lY:or&|p#xy[2e?5-]Z>`%%`@"
    "#]Qa;]^=;R*4R;#W:Iy;VS>oqGdY^To*2;[2Gjjj&X&[Mh@_@;`G]wb[D)@RI[5R^JG`rC"),
    ('loss', 'Your regularisation term multiplies rows of W with other rows, as W @ W.T does; square each weight.',
    "_DU`Lb?`!*PB_7v`Pf[eW{lu)]6-15_He;Db==H@@-`.F]YL_L5|D)%bi[uj}sW{7t=#+]!;=Mf`Ov=F%{I.`}0;}x)=Y^X1[2e?5-`#W`%%|h"
    "e]eA<}E>jW*4R;^a@o0<1&{~+^Ew^To::a[2Gjjj[&s^!j[<L;`G]wb]BK^|B[93^JG{ht"),
    ('loss', 'Your regularisation term squares the sum of the weights; square each weight first, then add up.',
    "@L>_W?.R3*PB^=g`Pf[82|}0(YR-15_He-Af>s[@@-`P6@*^_L5|F(%bi_k0{gH`$&=K@^%l;E%`4x;Lg{I.{).;Cf*Dg]_.[2e?5-^xm`%%}V"
    "!]Q&<r)>+<*4R=}4/@A;<X}Ty|V{^To<$l[2Gjjj^.}^5<@_`;`G]wb`OZ@UF_|$^JG{M;"),
    ('loss', 'Your regularisation term is the mean of the squared weights times reg; take their sum.',
    "?Rk_UL)***PB_E `Pf[CT@Qm(p*-15_He-V4<(8@@-`OL;LK_L5{{v%bi?u`^rX]6n>xH[Q+;H&`C(; g{I.^[{;54)T`=Z [2e?5-^nd`%%^%"
    "v]ED<b)>T(*4R)uO;Ss;)q_Qw--N^To.2 [2Gjjj>mH>be@/0;`G]wb;08>`|;/|^JG`VF"),
    ('loss', 'Your regularisation term squares reg too; square the weights alone, then multiply by reg.',
    "[w[_X};9v*PB`E `Pf[DK^7}(i*-15_He-j8<*Z@@-`PU]Fs_L5}15%bi?zu{VS`bA@-~[V+;Du{>X>Kb{I._{u;BI)I|@oA[2e?5-`{h`%%{Q"
    "~]De<d=>R<*4R-#!>^a;&={fe>HN^To.07[2Gjjj]J>[I(@-L;`G]wb?g|]sD@4V^JG`Xw"),
    ('loss', 'Your regularisation term leaves out the last column of W; in this course every weight is in it.',
    "@*{_?-<MB*PB_ig`Pf[tl[2_){&-15_He:D@=%0@@-`im@jE_L5}2=%bi@su{3U_#8@;@]Bm<K5{uM;}W{I._r*<W8)ji?4X[2e?5-`.X`%%{2"
    "V]SZ=dQ>bP*4R.)K=|O<WO{N)<`0^To/8S[2Gjjj[pQ@$&@;J;`G]wb@DB[2/?<K^JG`&n"),
    ('gradient', 'Your gradient lacks the correct class; each violated margin also takes x from the correct row.',
    "_` A:$9YUtVu`P}Q!PTqcncp-o:vh?S/r@mH;yNE$A]m/K_{;2P{i@NU?DC]XxQ}X3`9{<#PVq~=V>GKSIe ]A1?#Bl2]N3W.<PG&RiN^AVu9o"
    "7.mW.uYmreC1](!C<]g)YeJME/ csK8JRm;k4p+s^k/_ `H:O:Qn:Qq()H)n7_~U=k_AZs"),
    ('gradient', 'Your gradient lacks the wrong classes; each violated margin adds x to the row of its class.',
    "_f%8}59{UL)|`zx]iwJ6P!!uv.0t}HEMA&*&Aii7ki|]Yy-O{*x`? LvJ5VS^F@}F5`k%E7Pp[zD_>ib&Hu0[/s?>wSCtFf6Y{~6Tw%$O3-g@>"
    "([IK-ilE/&?`c+@k>%o?:k]p%?uNPLSbE)?|ep+s`#p_}6BWEN%a[|m$Rd@T<{WD]jC4pU"),
    ('gradient', 'Your data gradient has the wrong sign; a violated margin adds x to the row of its wrong class.',
    ">AU`F7A^0-z:*zEB-B*:>IM`dzzcz/@sXLrH;H[`?S2nOEz63+l`gv>Uz{Jf9*K@av?oB?rQJ4x`@Q/dQ[qq[@!F{.o5sp3kPkZ{Mg+{9}GcBr"
    "r8c9(2C-%9tJ]A;DMrH93*3;RQ%0* a-Gm8EMp+sF?Z<@=^7Zd(l7MqHV`5rz?QY6Pl|V>"),
    ('gradient', 'Your correct-class row adds x; it must subtract: a higher correct score makes all margins smaller.',
    "_5($YU9f&/Cu]^U7==!XQPtz.(BryU:<J@]H^}b@G14q*CvZ5K0{qJu[s]:p7$;|!r^mx^@AL6b`iLF]+v{@]K`-#[ypRlWl;o|^0!dzL`><4@"
    "KFe+-?F;hy6.BR&{&B!E|E4=ejoP+!(KcTMgsp+s*Om^tc.];?J)Ee2t4sA>![t@GEN^+c"),
    ('gradient', 'Your correct-class row subtracts x once; it must subtract x once for every violated margin.',
    "_]08H/9R5QQp{1er:pQ|>w[&+J!yr^IEY]Jc<Fl8`b{X4Z<e`3Z{g_Ho:7!1+Cd}tM{CT-~staS*&/Gn Dxw]6S?/nV_AIS_(R#B2>p=a4]3Gv"
    "Q>L^*piGUCozs>Ec>-/]1f*Xs@nAoi!IRR?jPp+s_ 5`{ZC7e-lP@bl/:i@V/{p{[//8aH"),
    ('gradient', 'Your correct-class row subtracts every x once; it must subtract x once for every violated margin.',
    "_]08H/9qDQQp{1e-YYQ|>w[&J}qyr^IEY]Jc</98`b{X4Z<e`3Z`NGC%08S8+Cd}aZ`TQ-~sZ/>*&/I>rDxw]6S?/nV_AUmW(R#B2>p=a4]3Gv"
    "Q>L^s]PGUCozs>Ec>A8]1f*Xs@nAoi!nA@?jP;Fu_|_`{ZC|=-LC@bl/:i@V/`tQ[//8aH"),
    ('gradient', 'Your correct-class row subtracts x for every wrong class; only violated margins count.',
    "_=|4(w9qDGus{q=`qlO+<){RJ}qyr^Ad|`6v>wd50@}pc/6^|UewPQ8(54-y_QP}g.`TQN7gZ/>DK1I>r7zM[~.@CqV_AjN4u^&5fn$(Z2ZR]i"
    "<^AlEWeGUCozs>Ec?Be]1f{Ji@nAfHc/1h^bI;Fu{xY`{Z8Z@&.__@^/:i_1.`tQ`ZJ5U3"),
    ('gradient', 'Your wrong-class rows add x twice for a violated margin; they add it once, the correct row subtracts it.',
    "{eP46[8&6N|s|KI=!IFey-b{;?x$Cm9q7^ Is.44M1} Wj%6|*|{<jAd63xV[5M~Js{vaqJZwTpBxZAFb7n6]EY_*ga@&E|y=&g49{SC)2WsFy"
    "P_s1:: IILB.s[p*].?^i&`MI[TbQS]CCw`6kp+s|5R{x%6Q2<OI`cv>UX`g0{*~{Vs2:o"),
    ('gradient', 'Your gradient counts every class, the correct one too, as clipped margins >= 0 do; ask for > 0.',
    "^;d3uu9`JAU^|2.{_xTaH-UOA<f#F@8+4`uN/#(4DR~2`@#:}WJ8Gu6pg3[P`lp|z__q5C#GVuEAI`Q6w7i<[`~:evOCF!70GCk6gv/[E1-[`="
    " _SZ80]9.a?(r]Cz=nG`Z{}Gg^ezU6y^L&^:A[4=|Bs{wJ7)1$PA{5]=YC`{U_;n`{A5#<"),
    ('gradient', 'Your correct-class row subtracts x once too often; the correct class is none of the violations.',
    "`s04/d9iqFEW|2.^[vGE -AnI&j#F@9P{[_-J*i4Yq~2`*_g}WJ`A*9Wo3wL_Lu}; {PsGD$xq`9laJR=8.9[`~^5xOCFIC}yKt4S`tiA2Jo?8"
    "J_hYvh|9.a?(r]Cz[*~`Z{{0^^ezOIkhv`_cd;Fu|4({wJ6^bp[9`dS=YC`w5{^y{283K."),
    ('gradient', 'Your mask still has the 1 of the correct class; set it to 0 before you subtract the count.',
    "`yL6%d9AMk2#{1e-$8I77#Q:[m)vh?E_w=c*GX>7AV|/dRsQ`3Z|LiSXQ5X$>qh}-S`~Iax:n_*J2aEh;DJp]2p]{Al2]D7v/:-5@-fZ>4KZKV"
    "/[g0>~)mreC1](!C@h.)Ye@B7/ cRnKBqq[zbH//`$p_ `9)9)TQ[`(()H?t7{ES^ah3-u"),
    ('gradient', 'Your mask is Boolean, so the negative counts in it became True; make it float: .astype(float).',
    "_~_F^.9f&-6W_RzHO{W(]b35.(BryUvKF>4S;A#fd3g@XE-YBpa{k;Y.Vje.F+F}5.^mx?m(L6b@{aF]+Sdv]D!?qiypRV2<<PGYsHbW9.%B6#"
    "qvqK:]{;hy6.BR&{:UyE|E9b;joPvTOKcT(O(p+s[7J^tcX] <X|pajt4sKit[t@%z[Du_"),
    ('gradient', 'Your mask holds unsigned bytes, so negative counts wrapped round at 256; make it float: .astype(float).',
    "}|S >+`D! :_0EN0Hs~-g0o5~@#1N> /Z0Jv1r@ ]-03$0H<03b}{$ %t _U0Aw09s0AA +g0Mc =Y2!~ .A{?Z6wU u1 w| #& ?M0^j |w07"
    "}0E@ ka ]P05o0AI0XG05T06t09%~fB~s?0GAp+s0B70Bp =i n^0Aa0Ni07N0630Aa :*"),
    ('gradient', 'Your counts add up the mask over the examples; count the violations of each example: axis=1.',
    "_mrA:$DA;T/r`P}[VUK4w$=@-.H#F@F(h[S4</9E$A{X4:`V`^>>!AFi?7T1_=0}X3`lP?*w(l`nZeYwd8A;]6S[iSl2]N3W(R#Wl(p=a48Aby"
    "N^szNPqJ7B?(r(!C?%u]1f[4N]p>q_CP`S^$Ap+s_|__ `9Do=Os]N}()H{aq_~U_Ts8aH"),
    ('gradient', 'Your gradient counts every wrong class; one whose margin is not violated must add nothing.',
    "^@`45I9&3Db3{q={2.Wm1)C=S:Nyr^Azl`2)-}-56G}pc>4%|UeDej8r84$3_P+|ug_REGO$SO`D`(LP^8(M[~.:H%V_AnHkKX487k.qO2Jx_T"
    ".^1#AHJGUCozs>Ec<KD]1f|zE@nAWlg@# ]d$;8H{qi`{Z9N1*qy`4e/:i_Ou^ $_?d6on"),
    ('gradient', 'Your gradient counts wrong classes that beat the correct one; count those whose score + 1 does.',
    "|4`5l|8bCi..{q=<3kJv#Ez&+J!yr^D5vojfH1p5p.|[LR?m|Ue{a2qe94p6/#l}/!{CT;CPtaSFg+FI~86r@]d?L*PSGFIk){q86tGix2}J5;"
    "E_]!?JsGUCmbI(+/>l??lN]_:?t{EFWIRR.[ep+s`lV`{ZG 4ZuI[2g/:i++[{p{_gA2`h"),
    ('gradient', 'Your gradient counts wrong classes that win by more than 1; count all that do not lose by at least 1.',
    "`UfKJZ91Rqe9`wI=C*IZ~$CZ+J!p+sH[D)z&B?98(;|cuTiq|Mv|CSqe99o(KsW}/!{CT/PqtaSGnmJ b7X[_RP.HvPSGJE5){qjmYc|*3DD5w"
    "Z+Rz=*^GUCr7qYJeyc*?lN!#2-b;D[?E_#::Fp+s^=~`hbJ9>M3p!;*k7azNK{p{_%~2~e"),
    ('gradient', 'Your gradient counts classes within 2 of the correct score; the margin is 1. Is it added twice?',
    "`vD45I9&3COs{q=[;.Wm1(=FS:Nyr^Azl_PH.t`56G}pc=fT|Ue{E>8r846I]3$}!Q{CTBn8xLcC!@Gn Ao[[~.:H%V_AnHkKX46aF.qO2jd_T"
    ".^M{PKTGUCozs>Ec=ge]1f{MT@nAd_-Ldu^Q1;8H{bj`{Z8;i<tm`4e/:i_Ou{p{_?d5yd"),
    ('gradient', 'Your gradient counts the classes whose margin is not violated; turn the comparison round.',
    "?cQA!>AnPKkB^z*^f<)VXa&_KM$p+sf:%]!.?]kX/bwRk-lUqe9A*cF)/ut`;0}]QT?]6reCIvL?oNzRLR-d[`OH(^dT_*?)Eb8[XZ<BF86&[;"
    "GmE~9h7bjhr7qYJeav9kJ ]qy-b;z|p^FVV_N;8H[pV^p6%M*%CU+Z>k7aV>8=Kqkew_T;"),
    ('gradient', 'Your gradient is that of margins turned round; a margin is the wrong score minus the correct one.',
    "`3m{Wy9P<>?}@zc6@7JjnTEJ=FPcz/;be8I$8 {[_c6_I9CdfJZ}{$]|q]te5[s}$V{6R]i0u<^@7DbX3Q!V_O+*xTT)PDc8=*!^KLNMm_+233"
    "`Ay4`bQbjhtJ]A;DZdBL:j2]0Q%0H1I6`2Dt|H^KYjY]il>WBFT-6uzHV`6Ul{/pi;r4(0"),
    ('gradient', 'Your gradient multiplies x by the margin m; where m > 0, the slope of max(0, m) is 1, not m.',
    "}0a4Wn7#rjR!}li`qk6O3Zwb=aG#.*6PN!vS5h(2-]~-nosp~.>~%tG/m1}R.Hl~}u}S#?c3:|)4:K7X01C:_E6^b~Ep<B7u>&J4%pBSI0]Q36"
    "H{<+]$_8/$io4=Rt>+b|Re|?8?j75?=7sh`lip+s|~?|cl6zjNpN`kC=$_`@F}dN}j60{>"),
    ('gradient', 'Your wrong-class rows add x times the margin m; where m > 0, the slope of max(0, m) is 1, not m.',
    "|9G4fi9i[T#5|/kC:x8{*dY;>Y_ysRJ)c.}rC(l46b}+QWy$}!X~J.FI{2[;?!G~z%|Wg#~>&fxO~J9jB2Vw_MI^m)9IXF1P?~F4=rG9n1=y)5"
    "a_/w@RrIW&UhK>6)?%t{#N]`7?>JBl]AbH_xLp+s|V5{yj92}+$j_L7<jD_jf|0s|H 1?-"),
    ('gradient', 'Your gradient is that of the squared hinge; without the square, a violated margin has slope 1.',
    "~CD2R`6M9cPZ~kO}6K3d5ZQL]H`+Gj3TSq7%2@k1c~ Y%+7( Zp OR9]O11w>N$ av~T|^Nx]RS2Ji4360qa`jl{M?8`v7L ^)E2f<5@^0ff1x"
    "5}.r`.u4 Jat ^Y[]C`~6g~l5]==38 4Gn}52p+s~KT}w)3rJE*g}4M^In}dc~Z`~$P0i2"),
    ('gradient', 'Your gradient is that of the absolute margins; a margin below 0 costs nothing and adds nothing.',
    "{!G95Y8]Ywre{q=J1$Bp/(n-?j(yr^CVTaUb8Sm5;b}pcFDo|Ue}=+d3/42d>cF~Yp|Gpa4h*~<Bw-Dm^DU$[~.`)xV_A8}5@p$3szJ[94K18#"
    "0^g~`1`GUCozs>Ec^vq]1fJHN@nALUL6EF^~YH^K{YF`{Z7HOlij].@/:i^3/|*P`8l2Y2"),
    ('gradient', 'Your gradient counts only the worst class of each example; every violated margin counts.',
    "^p[I;d9R5R.t`wIHkcD6#Ei=+J!yr^&^E[Og. P9_3_!gM]2`;B{_)ME`8L6<tG}TI{CT$r3taS=Z(Gn B/1_RP<s6V_AJE5L~YEB3fy=5#5^u"
    ".?X8/r|GUCozs>Ec=8:]1fjZ@@nA!DXIRR;+4p+s_y|`{ZXZX<)L>*+/:i>@v{p{@~rRG/"),
    ('gradient', "Your gradient looks at the sum of an example's margins; look at the sign of each margin by itself.",
    "{k445I9R5XA@{q=[;.Wm1%DR+J!yr^D5v]%*6pi56G}pcip*|Ue{E>E6v3 Y=~D}!Q{CTB#|taSD;|Gn EZ9[~.^_@V_AFIkKX43x .qO2Jx_T"
    ".^lv(s0GUCozs>Ec@l?]1f|*6@nAHe?Ldu]d$p+s`tF`{ZCsza^<`4e/:i_Ou{p{_?d2;9"),
    ('gradient', 'Your gradient is that of one-vs-all; hold the wrong scores against the correct one, not against 0.',
    "_{B8Js9n<Nl8{1eD|gQ|>ukrNWCee6Gzw[Gs.WZ8G_`HPo{B`~m|6uRe{7qg$x~}tM`>&oieOz=;qXGn Dm0]6S=5qI[1J3T(R#poKx )5*<9d"
    "&>L^z/_GUCAL3>Ec=v>]1f:^x[~Btk7n:a>}B<BB_`]`{ZG?U-j^?~b/:i?Nw{p{]468:E"),
    ('gradient', 'Your gradient is that of a softmax with cross-entropy; this exercise asks for the hinge.',
    "_nGE%A9R6a`+`vXZ.BJR]a~<!#mv<?mbh;x~%jeDF<^qRT0d`RH{/MOnD9dg+a5}Mn`~X$b@mz5<N9IROE;K]_H;!BR.PL=Dk4wJ/=uf=647(."
    "^//&*SaIH/owE);Q/>/?|iYwM<}ZariL?a;5vyU(_Fv`p1Nz)#:1;Ry)h[/D|{W;>^3D!N"),
    ('gradient', 'Your gradient leaves out all classes behind the correct one; skip only that: continue, not break.',
    "^B#7 T9H/)ip{q=.guLt4SRp+J!!g`ZNf:B#u5$DO}{)MIuK_[H{NqE6v9=S_gQ|Xw_]}.h%wjIH]Wp>.C[f_6_?*6V_AH@S=kRNE^#6l9~-6-"
    "g[k-Y)HD4Is[AYJe@#0?lN>zy:08G#tx|W<mrp+s{h)^p68q&MvR!/Ak7a@p({p{;&<4zh"),
    ('gradient', 'Your gradient leaves out the last class; range(C) already ends at C - 1.',
    "_VRB*x9H/)ip{q=@VALt4!&N+J!!g`8Xc:B#R(c83^}csei!`;B{H E6v5cX]&F}JW_]}I7XwjID$Wp>.E]}]y:[cYV_AH@S=kR5B/tBq5{Z=U"
    "e[cS;pQD4Is[AYJe[mA?lN_FU:08e**x|W?&@p+s{h)^p68q&!Qj;k)k7a]_ {p{^Qh3_-"),
    ('gradient', 'Your gradient leaves out class 0; classes are counted from 0, and `if j` is false for it.',
    "`f1C!!AE#R.t`T[@p R`2*$xz8JmC8D5v]9xDAB7{Q}Fo+5l^s5{D*M(^5-N^9#}/!`zYLvgRC8Da>FI~DEW=A-[w3dT_JE5(<Y4w#nX+2;F+2"
    "A?ja=OTyc-mbI>Ec>3 *kwv2@?t{#~(E_#@P9p+s``!`{ZIcs<)L^YL/:i;Ad_qA_W(5Mg"),
    ('gradient', 'Your data gradient is N times too large; divide it by N, as the loss is.',
    "}:831u6-rAg`}m!}Ro5iH@$|>8e.<V3X/{%N5_/1_2~&__vw~#Q|VK85R0~9~FQ~dQ~0b3+9[B 3Lg4;G2e-]3O}5{KalBJK;*`1U9H0U0)t]("
    "v~Ci?aO7z4f? {9O|&W{0x~oY`rM6[(8v[}(Cp+s~Pj|_91po<4|~xe@YY~+x|um~RY1MJ"),
    ('gradient', 'Your data gradient is divided by N twice; once makes it the mean over the examples.',
    "^]M9/i9]xboI_ b&=&TnipQy$]&sc=Soa/U1aE%D+E{goQV [*H{8/Mf7D;/(TX}OY_s:#TNW+0(CsWG{VR3[|m<`~bF+IjH!sAF>szSnADSVd"
    "~*{w-L*QG[qkT#4a:qm<3DTT~;;PlI^TG~-s1p+s^X-_qLQgQt/#)~B&DDm_H`)*:lg8&B"),
    ('gradient', 'Your gradient is divided by N inside the loop, so once for each example; divide after the loop.',
    "[tS8?c8 .c!0`oB<%attH[Pz+J!%h!M#yEV66w06^&|]NxWP_g}}JvMf7I#^+kj}/!_M=.Hles8/+Xa(X5{)[3+]b?t;}IjH:N!:0dJUT7jN52"
    "Vxtc@]EN+@Nms&X/;t|@^%).!:=1ommee5:I~p+s^EJ_CxHkU$NB[x2&}J#Y0`)*v>N%Id"),
    ('gradient', 'Your data gradient is C times too small; the loss adds up over the classes, so divide by N only.',
    "_UHH;y9xpboI_ b&=&QUllZ &hIu(oSoa.p8aE%H4@^3nR`r[*H{6+S0{CFX);;|@P`S !DXd|!/m#N*yVR3[{a<H^ZM0J`GxqQIpvz?hADSQ<"
    "r- K-Y<M)np^f*ap<K!<3DNEU=X3h!lTG~-s1p+s^X-_~kLpyv7:.`n&DD*gg`)*:lgChy"),
    ('gradient', 'Your data gradient is C - 1 times too small; the loss adds up over the classes: divide by N only.',
    "_$%F!{9R5WT(`ie)#;NH8pQy+J!yr^Oij/U1Wh|D+E_weT&(_R.{8/Mf7ACb++0}22{CTyG>taS-r6Gn R?z[{-<`~V_AIjH!sAF>szSn7{BSa"
    "S:v&-uKGUCozs>Ec=?!]1fTT~@nAeoQPbA:Zpp+s^^2`{ZIIHwow;#6/:i<mR{p{=HXA(`"),
    ('gradient', 'Your data gradient is divided by C, the number of classes; the mean is over the examples: use N.',
    "{<jBm}890M/e{q=@u8Cu@#o%.}3&F(Be^>@hH]#71p{go&UA|Ue{U4I&*3qA^Z&}OY|]|I%X/03Um@8y9Ao[[|m[|]Q>:HM=%7)68?rWt2]elt"
    "M_mJ/?mC(0l`_[>l^vd]1f[[W]k{KL4IRR^Q1p+s{hm{w|5$;&AB{Ao/:i|U>{p{_~x5e?"),
    ('gradient', 'Your gradient takes the labels in sorted order, so they belong to other examples; use y as it comes.',
    "`lq5t09R5Ci8{q=@u8F3GSCr?j(9hrBe^_[/z~95cY}pcO !_d#}{y9}(4w)MPY~I>{Y)NnQcL$MU4H`k5V+@}lH5nV_AFIk){q8WIQgjD9t%t"
    "*?Gm^zKM~aGkK>EcHz2]1f5Q)@nA_v%IRR?O}p+s`&u`{Z8AwQxnN6p/:iAUK{p{^iP4]Q"),
    ('gradient', 'Your counts of violated margins go to labels in sorted order; each belongs at y[i] of its own example.',
    "]VL5t09R5B*v{q=@u8Iw|W!R+J!CHtBe^@IHC8J5cY}pcq}4>5J[2<#!s5Tpmd ~2B`y;/zuI$7E~=Rzq3 +@^/OyvV_AFIk){q7mTJTjNO3%t"
    "*=?S[+TG5BPQ3>EcXC)]1f74{@nA_*WIRR@sOp+s{lW`{Z6$nf?kJ5y/:iFcD{p{?2j3 k"),
    ('gradient', 'Your data gradient is zero everywhere; is dW still the array of zeros that it began with?',
    "^b{dKuA3yqe9^z*s@@aDva0Lz8Jp+sr7q)z&q7/sR@wRkNyAqe9`~dqe9Um}t7?|Xw_Fx)0MTNh>njgC.s@@[`O.HvdT_Ntsp7~r$D#^TsR@M1"
    "GsBy+whbjhr7qYJe-O(kJ CqJ-b;r7qfnfp+sp+s[9l^p6mCNr$Dp+sk7aNUA_qAp+sZFF"),
    ('gradient', 'Your data gradient is divided by the number of violated margins; use the number of examples, N.',
    "_/fEfK9E%Q(/`ie-<uMRMq L>8eyr^L~x<YSN83BQG_webb?_R.{DXE6v6aB.Z?}/!{(}uMk&G*(CsEXiPcj[{->Z&V_AFIk%7)C*zyUG6+LUD"
    "j;Nv.J/GUCozs>Ec?lm]1f$5u@nAalfERP;J<p+s_.E`{ZFeazDN<KR/:i=%d|um>+m8&B"),
    ('gradient', 'Your data gradient is divided by the number of examples that cost something; all count: use N.',
    "`vD5t09E%M/e{q=]G{H6G(=F>8eyr^Be^@BqEv75cY}pcs)j|Ue{m/85R2*G]M3~dQ{(}Mcd&G*C!@EXiAo[[~.^0cV_ABJK){q4~YnQ+2]e%t"
    "*^M{/?mGUCozs>Ec]N]]1f_Ec@nAP*qERP^Q1p+s|Fs`{Z6`H#=!_9b/:i^$Z|um_~x3iG"),
    ('gradient', 'Your gradient loses examples that share a class: dW[y] -= ... serves a row once. Use a mask matrix.',
    "]@3CR=9o.M/e``-?9-yj[(=F+J!(S7B#+%ilCBK6ij}pc#SD{UB}6|E6v7UT^9&}/!`O[)Afz:ZGL3GBB8?<[~.]0Lt&)N3W){q7G&TU~4fu8g"
    "&>H->+ctTuIoZ.&][{|]1f?w}@~{S&qIRR^2mp+s`~~`Q^9*Rw{q[TY&}`[D3_~U]^MAgo"),
    ('gradient', 'Your gradient keeps what came last to each row; add to what is there: += X[i] and -= X[i].',
    "]AZI6W91Rf1N_?p(PUtW1;PI+J!)v2EH_TOeC2WC[6^W<du7?G=|RhHo:DO]wxg}tM_m:-i)daO<uyPsSAV)[6+@d2x-?IS_<]*+wbTbXGbK6$"
    "oh]2=oZM~aS%GxFH/}d?lNFo?:08hz6U0H*2>p+s[a~^1sSk.tV&<rfp3qsOw{p{v]&=V-"),
    ('gradient', 'Your wrong-class rows keep what came last; add to what is there, with += and not =.',
    "_4$6`R8HV!`l{79>ce#lR_Qd+J!t*>P5!YSy8J!64h{Qx*ck_T@{+xE6v77&=~V}/!`9u*rKR!|<{KLZ*69y@zW])OaGgFIk:$8rvuEZP4T<40"
    "Si@-@$ZR8fCGt.yY/PF<-j;(C#axI>QU0H/cNp+s^A=_L~I|]J ^[)a&|h.o}{p{;xV-PN"),
    ('gradient', 'Your gradient leaves out the last example; range(N) already ends at N - 1.',
    "{k46X/AZ&Vp~`!t/s(EkKAx_z8JX3ED5v`S1]:9FAG{DJKBA`r>/I/E6v4U=@[>|Xw{CTG5+ensD;|Gn [%j^Zg/#$MRwFIkK} 3? >T|3;N{["
    "y^lvO AMm9(Jd:x(@Q-*kw>mO?t{No3IRR?}mp+s{VR{F$An2ZuI:7!.|s[BV{p{`ON2;9"),
    ('gradient', 'Your gradient leaves out example 0; examples are counted from 0.',
    "`N7LQC9H/&76`$4_?aa`S]J1+J!Prg8 Z@lM6#G6mL{)MwU@{Op}RGqe94U=PRa}/!{CTOYjtaS/o@MYREZ9??r@$+ch}Nts=kR8JmvP%3&k6|"
    "9^lx>sMZsNHkh+:0]wx?lN^w1.q}Hg2x|W.<hp+s`tF`hb95aed(@5;p3q=A4_qA[yl+M_"),
    ('gradient', 'Your gradient holds the first example only; perhaps the function returns inside the loop.',
    "_546X/AE#HK}`NGC2SG[#AFbz8J.SO-8Q&:+]t;K;m{DJM78?o6*$XE6vUm}^&w|Xw_Fx%`kTNhH]WPU*OBI^Zg>yJWj?FIkK} Aaxw DA+!^("
    "Ckczp5)G%q;fR(+/yc**kwEfL@F-)#2E_#[0op+s^!?_Z-TpX(c*>V?.|s;[|{p{?G$3B)"),
    ('gradient', 'Your gradient holds the last example only; set dW to zeros once, before the loop over the examples.',
    "@mELQC91RXA@`O?;}3re~[<|+J!)v2ZNfC6F6pi7bI{)M!ek]Jy}K[qe9Um}()<}/!_Fx:wpdaO=eagC.5%#??r]#fx-?Nts=kR?7OGCLA4Z40"
    "Skdm[FYM~aS%GxFH:49?lNw9Q:08v#4fnf;h[p+s[#1^1sKP8*Dt]1|p3q#{2_qAbpd>@^"),
    ('gradient', 'Your mask was reshaped to (C, N), which mixes the examples up; transpose it: A.T.',
    "_Z=|8q9}*T/r^&v(1/C4 A|J$zioj3Is=)Oi`ZB$9>}pcBFn/>Y|0]JYG9deBT@|+Z_JjFLs&EI{5uS%(*#o`1r[2[CocBFkVB}CRx.>^^fL(k"
    "VCZHyv1@;O]F^&}:]s9]1fGAN?@>d?d./O?70p+s{oY?c|I+E?(o_?#s~2kxf{JI_Dm[d{"),
    ('gradient', 'Your gradient was reshaped from (D, C) to (C, D), which mixes its entries up; transpose it: .T.',
    "|I]_`]An3:B}k4PCo`6y)4*Ij)<85I_0!63kBz*>y.++kGx9^^#{~ )tQMz77ZT{/0{6-]-/*QpEytCMX|aY[ER`#nIjt87oRb2_*@.MU56x3E"
    "}+@t/wu9V7A1T?_/.>r] Y5Zujn4BR#:HDl4?p+s`Nk|SGAs7^LO:e>?6S;oM^(7XH!?rw"),
    ('gradient', 'Your gradient is X.T @ A, of shape (D, C); the shape of W has its transpose: A.T @ X.',
    "EZ;{&tABK:B}`g[[5[J.<{~g[ c@RT90bDI-A+i>y.&[[(ES^^#9-q)tQs0Z3t.UMd{5W6@QGz=}ik6f0Gft4<^{=sI+O57q@cX6_t4^|56x6_"
    "#9JD_pW/WkBfN@Sp^zo_TS_.f[@;8v6+mG:Exp7~[0`GZP@<.^$dv_77fn|Oo_Hs`rS7j4"),
    ('gradient', 'The last column of your data gradient is 0; treat every column of X alike, a column of ones too.',
    "`.~-9-9tMKUQ|2/^GcBVVPvc;^*.*:I3n>g)ATL5]t{gyMUb_h(_o<;[b5}m:.U}kw`|)7P?IhDF42dEU3_;]{f(CYW=jD__=tb6sr(IQ2{YAx"
    "D@X=L=0&y<!^{Q9O;gy[wD>j;?7D[$>.Rq:Zxp+s^;L]R}Ah|Nl._U.aAm]CE{tr>?_7kL"),
    ('gradient', 'Your gradient does not change with reg; add the gradient of reg * np.sum(W**2): 2 * reg * W.',
    ">y)5]:dD|M/e]Q0@u8K/7-{[&wdyr^Be^=i3IBy5cY}nt-nO|Ue*XhE6v4yZ]K~{IM?5EGo@)un7tuH<|Ao[q![@?BduxNvE){q4~YXLo2]e<b"
    "q^D{za+I>9ozs?t6==y]UA{Iy<%tP*qKqt^Q1p+s_B ?+K8Lj!Qj_9b:{w_;E@n}_~x3wL"),
    ('gradient', 'Your gradient adds reg * W; the square of a weight w has the slope 2w, so add 2 * reg * W.',
    "^k{5)nF2bM/e`CV@u8I)X+9K)p`yr^Be^>{VI1u5cY}ol%zs|Ue^c/E6v4j7]Lk| P_7[J4m#lB9k^HF*Ao[<b3]5%ZW#Ijz){q4~Yd{L2]e.g"
    "`^Ih)>6Hj>ozs>_G?)G]G3`W^>_GP*qJX@^Q1p+s`n*_2~8E?!Qj_9b:a;_Sj_+<_~x3p5"),
    ('gradient', 'Your gradient adds 4 * reg * W, twice what it should; add 2 * reg * W once.',
    "|pk5T^5P2M/e}3u@u8Eg)zh`.?$yr^Be^[]bH#I5cY}rIO[U|Ue}dVE6v45D]N9~q?|{5Y$_U/FcElFd0Ao[`[J_a6Q&jBI?){q4~YzyP2]eTw"
    "@^V%>ZMEalozs<Qg^DV[zx?5/](|P*qGhU^Q1p+s|vS|(k7{z!Qj_9b.kx]8s}HQ_~x3VP"),
    ('gradient', 'Your gradient subtracts 2 * reg * W; the loss adds its term, so the gradient adds too.',
    "E%s6M<[3^M/eOo4@u8Qvd:;1zr6yr^Be^/C IWC5cY}l*=#.|Ue5]VE6v53$]J]B_)CG;DBm:!45dvJW~Ao[9(9=GMo!JpCe){q4~YO?`2]e@*"
    "(^4%UYrMSNozs@*6-Fr]u:|SC)kjP*qNj=^Q1p+s<%xFyw8Z9!Qj_9b;{2`w>C*N_~x3/s"),
    ('gradient', 'Your 2 * reg * W is divided by N; it is not part of the mean: add it after the division.',
    "@>55)nPj;M/e_c4@u8J_#+)~(|tyr^Be^>NkI6v5cY}ol*^C|Ue?-5E6v4sC]LE| P[ZRHSn&;B8-NHp^Ao[<b3[j:bXwIjz){q4~YaP[2]e:0"
    "L^F*$^ZH__ozs?Eu>!J]G3`:Z>OqP*qJ*0^Q1p+s_^+^2E8JO!Qj_9b:a;_yc_+<_~x3rb"),
    ('gradient', 'Your 2 * reg * W is added once for each example; add it once, after the loop.',
    "~s85T^1_.M/e}+h@u89_|oQf:_/yr^Be^_DbHPq5cY}rI7ZF|Ue~v.E6v3Z=]RT~q?~+S>L0CEW<-QC:_Ao[`[J{9NKFVBI?){q4~Y.rJ2]eF["
    "?^u-_KGC@2ozs/-y{9d[zxB+G_G;P*qE~e^Q1p+s}*/}sG7e3!Qj_9b.kxWLO}HQ_~x3JY"),
    ('gradient', 'Your gradient adds 2 * W whatever reg is; multiply it by reg.',
    "{hn3;07bs]XX|Is@eo6l(&4 ]40]BWqwe|5kGDp265}&ifDm})G|XEA;:2y*]Ma~DN{`W^_-64(GTUGEZ2sS^:a}L<Bt`Dro^$R4grsdZ2eCvQ"
    "-_3*|F$7azU+(=r+[_p=xk^2D[a29j{9FI|{x[EZ{`s{&u6 4f(E^E^/a-^L)|P@}KA2ln"),
    ('gradient', 'Your gradient adds reg * np.sign(W), which belongs to absolute values; squares give 2 * reg * W.',
    "{#c5`}B5JM/e{O5@u8Fc=* :)Zwyr^Be^@M]I]l5cY}uHe~T|Ue`SXE6v4OO](5}6<`R-G^oy={9jCJzNAo[>hB]p.TFhGr.){q4~Yl+I2]e)m"
    ")]`L:QhGMaozs;qH@gx]iK`$f*2~P*qFwb^Q1p+s^wA_hv7=p!Qj_9b[2=[zr_;>_~x3fq"),
    ('gradient', 'Your gradient adds 2 * reg * np.sum(W), one number, to all entries; each has its own: 2 * reg * W.',
    "]#U5y}f=iM/e]Xl@u8LDd%]*%<Byr^Be^=KfIt!5cY}n^.|(|UeEn1E6v4#L|Kr`+W?vZbdV)qJ7L}MMsAo[o1&@--bs_Az{){q4~YE_[2]e4!"
    "G^C7z}AF{xozsgTV>2!]O6}K[6YPP*qOsa^Q1p+s_Hm_X?8P3!Qj_9bD;F_`x^;L_~x3+M"),
    ('gradient', 'Your gradient adds the regularisation term itself; add its gradient, 2 * reg * W.',
    "^S97irf[~M/e]*=@u8QH(/#H)[6yr^Be^:@_H+ 5cY}o!/p`|Ue4G5E6v4xD}2Q{yq!%6C5T)ikC%fRi.Ao[r>Z[8^ecJzGs){q4~Y_:G2]e5x"
    " ^CRyP)KH%ozs<O`??M]bk>rP^y$P*qIw*^Q1p+s_7X^QM8Rk!Qj_9bk1+`1q]oY_~x3*`"),
    ('gradient', 'Your gradient adds 2 * reg**2 * W; the weights alone are squared in the loss: 2 * reg * W.',
    "_(;5?[BiUM/e`|U@u8KWn*2`(4]yr^Be^=/LI9w5cY}n.zG(|Ue`P<E6v4vL]L+}gU`QTH0V()~A?(G==Ao[?=_[C9c!)G!]){q4~Yidc2]e*q"
    "s^E>#OxIp{ozs>oX@k3]RU_:e?-]P*qKTq^Q1p+s{59`D88KE!Qj_9b:Au_2C`;A_~x3u+"),
    ('gradient', 'Your gradient leaves the last column out of 2 * reg * W; in this course every weight is regularised.',
    "_9U5R#AJLM/e_:K@u8IEovnR)k_yr^Be^@R7Hy85cY}o7+UB|Ue_I6E6v4V9(H4|^(_$;M+in9L^0eqo*Ao[:pt]t_bmdEB3){q4~Y>7}2]e+W"
    "!]]D- VIDoozs>se)4)]I4]Cj?gaP*qMo-^Q1p+s{{W_w[8uj!Qj_9bs5A^9>`Qk_~x3hm"),
    ('answer', 'Your regularisation has the 1/2 of other courses, in loss and gradient alike; here it is reg * np.sum(W**2).',
    "{M(Q#_Ujonu8|*y{~)=J~^/r<Ee:rz>&#]f]%/>9RN~LD[~1}i!}q?Imo6rO|b9}=R{Q2>DK>o=^is#Yk^wW{4$_s4$:k.li]^27I5`Fy5yJ{b"
    "6{g^@b+)hj+T;[;-^_|_zx}Cs^Fx]G^q;B{HPp+s|Ga{TwM_T>Yp{? ]T{{#l{d)|UM8e)"),
    ('answer', 'Your answers do not change with reg: add reg * np.sum(W**2) to the loss, and its gradient to dW.',
    "^{+N&.$pSnu8{!t{~)=u}]hR:uq:rz>&#[If#fl9RN~JN>_?}i!|KvImo6$A{hz|q!^o8;Y??MZ/H}rwM^wW^>Z^._&P>*wX]^27I5]xD5yJ`a"
    "f{bv>h3*|s+T;[w!]9g_#6||H@I?]G^pVE{HPp+s`_L^>ILt^>Yp{? @.V{Z1^e5|UM8PS"),
    ('answer', 'Your regularisation is twice too strong, in loss and gradient alike; it is reg * np.sum(W**2).',
    "}scg(H8?3nu8~D+{~);<H{9m?cD:rz>&#_;}+{;9RN~Qp`>*}i!~<0Imo6M{}+!~~d})@]s(;^1}N7;jp^wW}cm{G-xE4=<=]^27I5|`+5yJ}1"
    "k{w0^+p!d6+T;]WF{vU_vW}p_{$g]G^uzo{HPp+s}/c}$9S2^>Yp{? `2J|c&}^S|UM90B"),
    ('answer', 'Your regularisation is subtracted, in loss and gradient alike; large weights must cost, so add it.',
    "PhZJb{@2onu8>7Q{~)>X*=fc+VJ:rz>&#=AIvA_9RN~FUr=w}i!DI|Imo6|1[xAARzFN`#t^@b/74`R&G^wWZ=x[dp)+Qx|[]^27I5Z[%5yJ[2"
    "w{Qw-JI.br+T;[MS.n^_%?|lNkkO]G^m0A{HPp+s<JJJV1JZ[>Yp{? ;I%`seB$W|UM7|J"),
    ('answer', 'Your regularisation is divided by N, in loss and gradient alike; it is not part of the mean.',
    "__*Q#_ue$nu8|g^{~)=ge^bt;z;:rz>&#[?t$!h9RN~LD@D`}i!}4&Imo6x&{<P}=R_)}<c>>~K[#fwNh^wW{4$_K8%q9.li]^27I5_CT5yJ{A"
    "c{d*?T~) s+T;[+E]`e_zx}4w]Y=]G^qVO{HPp+s{wY`%RM3F>Yp{? ]T{{i|{d)|UM8Zm"),
    ('answer', 'Your regularisation is added once for each example, in loss and gradient alike; add it once.',
    "~|$g(H36Cnu8~pD{~).2@{|%@[+:rz>&#{j#;MD9RN~Qp}tr}i! STImo5zx~[y~~d 5?{v>$(X~6V](=^wW}cm|Y*kMD=<=]^27I5~B$5yJ}q"
    "^{`7{q?uI3+T;]y@}lf_vW}}}|#>]G^w<Y{HPp+s~s$~Q1v5%>Yp{? `2J}m<}^S|UM9bn"),
    ('answer', 'Your regularisation squares reg too, in loss and gradient alike; it is reg * np.sum(W**2).',
    "{^ROO]L!Unu8}BW{~)=n)_U3:{::rz>&#[h}#|n9RN~Jw] 0}i!}{XImo6z^|(m~G{|1p<2d?Ae`F=&pW^wW{$t^})&0a/!%]^27I5``M5yJ{-"
    "n{c#>^Z*!1+T;[_6_r__!-}K8_Az]G^pw~{HPp+s|sw|1PL>!>Yp{? ]`A{<X|He|UM8SW"),
    ('answer', 'Your answers add np.sum(W**2) and 2 * W whatever reg is; multiply both by reg.',
    "|^@@mAC{m{kL}%I}zJwZx`Q?`y%{83|M4}l3[a%3g:~oM_x8~Y+~iOJy)4_2}Td~zA}6@}4&I^C|F|-(/+!v|&6}_eKjI;^7|BhEEK|BM8f&|g"
    "d|V=}S?G_4[xo]B-`(B_XW}a1`vW`5e)!F}~e_#V}Q<}34-NW`Fh|Wt_64|CQ}M{~F}D<D"),
)


ANSWERS["svm_loss_vectorized"] = ANSWERS["svm_loss_naive"]


SLIPS["svm_loss_vectorized"] = SLIPS["svm_loss_naive"]


WITHOUT.update(dict.fromkeys(['predict_hand_gradient', 'diagnose_gradient'], 'it is a question with one answer, and whether yours is right is told when your work is graded.'))
