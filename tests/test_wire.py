import collections
import enum
import functools
import json
import statistics
import sys
import threading
import types
import weakref

import hypothesis.extra.numpy as hnp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from values import arrived

from autograder.grading.remote import _write_back
from autograder.wall import wire

NUMBERS = st.one_of(st.booleans(), st.integers(-(2**63), 2**64 - 1), st.floats(), st.none(), st.text(max_size=20))
ARRAYS = hnp.arrays(
    st.sampled_from([np.float64, np.float32, np.int64, np.uint8, np.bool_, np.complex128]), hnp.array_shapes(min_dims=0)
)
SCALARS = ARRAYS.map(lambda array: array.ravel()[0] if array.size else np.float32(0.1))
KEYS = st.text(max_size=5) | st.integers() | st.none() | st.tuples(st.booleans(), st.text(max_size=2))
VALUES = st.recursive(
    NUMBERS | ARRAYS | SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.tuples(inner, inner) | st.dictionaries(KEYS, inner),
    max_leaves=6,
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["t", "v", "d", "s", "o", "w", "x"]), inner, max_size=6)
        | st.fixed_dictionaries(
            {
                "t": st.sampled_from(
                    [
                        "array",
                        "scalar",
                        "list",
                        "tuple",
                        "dict",
                        "pairs",
                        "float",
                        "complex",
                        "foreign",
                        "generator",
                        "function",
                    ]
                ),
                "v": inner | st.lists(st.integers(-1, 2**200).map(str), min_size=3, max_size=5),
            }
        )
        | st.fixed_dictionaries(
            {
                "t": st.sampled_from(["array", "scalar"]),
                "d": st.sampled_from(["<f8", "|b1", "<i2", "|O"]),
                "s": st.lists(st.integers(-1, 3), max_size=3),
                "o": st.sampled_from("CFK"),
                "v": st.integers(-1, 40) | st.none(),
            }
        )
    ),
    max_leaves=12,
)


def over(value):
    return wire.decode(arrived(wire.encode(value)))


def same(one, other):
    if isinstance(one, np.ndarray):
        return type(other) is np.ndarray and one.dtype == other.dtype and np.array_equal(one, other, equal_nan=True)
    if isinstance(one, (list, tuple)):
        return type(one) is type(other) and len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    return type(one) is type(other) and (one == other or one != one)


@given(VALUES)
def test_what_may_cross_arrives_as_it_was(value):
    assert same(value, over(value))


@given(JSON, st.none() | st.binary(max_size=60))
def test_no_message_breaks_the_reader(message, behind):
    data = json.dumps(message).encode() + (b"" if behind is None else b"\0" + behind)
    try:
        wire.decode(wire.parsed(data))
    except wire.WireError:
        pass


@given(st.lists(ARRAYS | SCALARS | NUMBERS, max_size=4))
def test_every_byte_of_an_array_is_sent_once_and_used_once(values):
    message = [wire.encode(value) for value in values]
    data = wire.packed(message)
    assert int.from_bytes(data[:4]) == len(data) - 4
    arrays = [value for value in values if isinstance(value, (np.ndarray, np.generic))]
    assert len(data) <= len(json.dumps(message, default=len)) + 5 + sum(array.nbytes for array in arrays)
    assert same(values, [wire.decode(one) for one in wire.parsed(data[4:])])


def test_bytes_that_were_used_are_not_used_again():
    one = {"t": "array", "d": "|u1", "s": [10**6], "o": "C", "v": 10**6}
    many = wire.parsed(json.dumps([one] * 100).encode() + b"\0" + bytes(10**6))
    assert wire.decode(many[0]).size == 10**6
    for again in many[1:]:
        with pytest.raises(wire.WireError):
            wire.decode(again)


def test_a_dict_that_looks_like_an_array_is_a_dict():
    for value in (
        {"t": "array", "v": 8},
        {"t": "scalar", "d": "<f8", "v": 4, "s": [1], "o": "C"},
        {"v": {"t": "array", "v": 3}},
    ):
        assert same([value, np.ones(2), value], over([value, np.ones(2), value]))


def test_nothing_but_bytes_is_sent_behind_json():
    with pytest.raises(TypeError):
        wire.packed({"value": {1, 2}})


@given(st.integers(0, 2**64 - 1), st.integers(0, 5))
def test_a_random_generator_goes_on_where_it_was(seed, draws):
    rng = np.random.default_rng(seed)
    rng.integers(2**31, size=draws, dtype=np.int32)  # an odd number leaves half a word behind
    there = over(rng)
    assert there.bit_generator.state == rng.bit_generator.state
    assert np.array_equal(there.normal(size=3), rng.normal(size=3))


@given(st.integers(0, 2**128 - 1), st.integers(0, 3), st.integers(0, 3))
def test_the_children_of_a_random_generator_are_the_same_on_either_side(seed, depth, spawned):
    rng = np.random.default_rng(seed)
    for _ in range(depth):
        rng = rng.spawn(2)[1]
    rng.spawn(spawned)
    there = over(rng)
    for _ in range(2):
        mine, theirs = rng.spawn(1)[0], there.spawn(1)[0]
        assert mine.bit_generator.state == theirs.bit_generator.state


def test_children_that_are_spawned_on_the_far_side_count_here():
    rng = np.random.default_rng(3)
    there = over(rng)
    there.spawn(2)
    _write_back(rng, over(there))
    assert rng.spawn(1)[0].bit_generator.state == there.spawn(1)[0].bit_generator.state
    _write_back(
        rng, over(np.random.default_rng(np.random.SeedSequence(3, n_children_spawned=2**32 - 1)))
    )  # not one by one


@pytest.mark.parametrize(
    "seed",
    [[1, 2], 10**40, np.random.SeedSequence(1, spawn_key=[1] * 15), np.random.SeedSequence(1, spawn_key=[2**32])],
)
def test_a_random_generator_of_which_no_children_can_be_known_crosses_with_its_state(seed):
    rng = np.random.default_rng(seed)
    assert over(rng).bit_generator.state == rng.bit_generator.state


@pytest.mark.parametrize(
    "parts", [["1", "2", "0"], [1, 2, 0, 0], ["-1", "2", "0", "0"], [str(2**128), "1", "0", "0"], ["1", "1", "2", "0"],
              ["1", "1", "0", str(2**32)], ["9" * 5000, "1", "0", "0"], ["x", "1", "0", "0"], ["1"] * 5 + [str(2**128)],
              ["1", "1", "0", "0", str(2**32), "1"], ["1", "1", "0", "0", "1", "1", str(2**32)], ["0"] * 21, ["0"] * 5]
)  # fmt: skip
def test_a_random_generator_in_a_state_that_cannot_be_is_refused(parts):
    with pytest.raises(wire.WireError):
        wire.decode({"t": "generator", "v": parts})


def test_another_kind_of_random_generator_stays_here():
    assert isinstance(over(np.random.Generator(np.random.MT19937(1))), wire.Foreign)
    assert isinstance(over(np.random.RandomState(1)), wire.Foreign)


def test_an_iterator_arrives_as_a_list_of_limited_length():
    assert over(k**2 for k in range(4)) == [0, 1, 4, 9]
    assert over({"a": iter("bc")}) == {"a": ["b", "c"]}
    with pytest.raises(wire.WireError):
        over(iter(int, 1))


def test_a_function_crosses_only_where_it_can_be_called_back():
    assert isinstance(over(len), wire.Foreign)
    lent = wire.Lent()
    message = wire.encode([len, max], lend=lent.lend)
    assert lent == [len, max]
    assert wire.decode(message, borrow=lent.__getitem__) == [len, max]
    with pytest.raises(wire.WireError):
        wire.decode(message)


def test_arrays_keep_their_order_and_their_lock():
    array = np.asfortranarray(np.arange(6.0).reshape(2, 3))
    array.flags.writeable = False
    arrived = over(array)
    assert arrived.flags.f_contiguous
    assert not arrived.flags.writeable


DEEP: list = []
for _ in range(wire.MAX_DEPTH + 1):
    DEEP = [DEEP]


class Matrix(np.ndarray):
    def __eq__(self, other):
        return True

    def __array_ufunc__(self, *args, **kwargs):
        raise TypeError("this array computes nothing")


class Number(float):
    def __eq__(self, other):
        return True

    def __float__(self):
        return 7.0


class Whole(enum.IntEnum):
    THREE = 3


class Text(str):
    def __str__(self):
        return "other"


class Record(dict):
    def items(self):
        return [("other", 1)]


class Row(list):
    def __iter__(self):
        return iter([7])


Two = collections.namedtuple("Two", "loss dW")


@pytest.mark.parametrize(
    ("value", "base"),
    [
        (np.zeros(2).view(Matrix), np.zeros(2)),
        (np.array([[1.0, 2.0]]).view(np.matrix), np.array([[1.0, 2.0]])),
        (np.ma.array([1.0, 2.0], mask=[False, False]), np.array([1.0, 2.0])),
        (np.array([1.0, 2.0]).view(np.recarray), np.array([1.0, 2.0])),
        (np.longdouble(1) / 3, np.float64(1 / 3)),
        (np.array([1], np.longdouble), np.array([1.0])),
        (np.str_("text"), "text"),
        (Number(1), 1.0),
        (Whole.THREE, 3),
        (Text("text"), "text"),
        (type("Complex", (complex,), {"real": 7.0})(1j), 1j),
        (Record(a=1), {"a": 1}),
        (collections.defaultdict(list, a=Number(1)), {"a": 1.0}),
        (collections.OrderedDict({Text("b"): Row([1, 2])}), {"b": [1, 2]}),
        (collections.Counter("aab"), {"a": 2, "b": 1}),
        (Two(1.0, np.ones(2)), (1.0, np.ones(2))),
        ({Whole.THREE: 1, (Text("k"), None): 2}, {3: 1, ("k", None): 2}),
        (2**1000, 2**1000),
        (np.array([["a", "b"]]), [["a", "b"]]),
        (np.array("a"), "a"),
        (np.ma.array(["a"]), ["a"]),
    ],
)
def test_a_value_of_a_subclass_arrives_as_what_its_base_holds(value, base):
    assert same(base, over(value))


@pytest.mark.parametrize(
    "value", [object(), {1}, b"a", range(3), np.array([object()]), np.array([b"a"]), np.datetime64("2020-01-01"), 2**1023,
              collections.deque([1]), np.ma.array([1.0], mask=[True]), np.ma.masked, DEEP]
)  # fmt: skip
def test_what_may_not_cross_becomes_the_name_of_its_type(value):
    arrived = over(value)
    while isinstance(arrived, list):
        arrived = arrived[0]
    assert isinstance(arrived, wire.Foreign)


def test_a_dict_keeps_a_key_that_may_not_cross_as_a_stranger():
    [(key, value)] = over({object(): 1.0}).items()
    assert isinstance(key, wire.Foreign)
    assert value == 1.0


@pytest.mark.parametrize(
    "pairs", [[[[1], 2]], [[{"t": "list", "v": []}, 2]], [["a"]], [[{"t": "array"}, 2]], ["ab"], 7]
)
def test_a_dict_with_a_key_that_can_be_none_is_refused(pairs):
    with pytest.raises(wire.WireError):
        wire.decode({"t": "pairs", "v": pairs})


@pytest.mark.parametrize(
    "message", [2**1023, -(2**1023), {"t": "scalar", "d": "<f8", "v": bytes(3)}, {"t": "scalar", "d": "|O"}]
)
def test_a_number_that_no_float_holds_or_no_bytes_make_is_refused(message):
    with pytest.raises(wire.WireError):
        wire.decode(message)


class Curve(collections.namedtuple("Curve", "rate")):
    def __call__(self, t):
        return self.rate * t


def test_what_can_be_called_crosses_as_a_function_even_if_it_holds_data():
    for function in (Curve(2.0), np.vectorize(len), Number):
        assert wire.plain(function) is function
    assert over(Curve(2.0)) == (2.0,)


@pytest.mark.parametrize(
    "change", [{"s": [3]}, {"s": [-2]}, {"s": [2, 2**40]}, {"s": "2"}, {"d": "|O"}, {"d": ">f8"}, {"v": bytes(15)},
               {"v": 16}, {"v": "A" * 16}, {"v": None}, {"o": "K"}]
)  # fmt: skip
def test_an_array_whose_parts_do_not_fit_is_refused(change):
    with pytest.raises(wire.WireError):
        wire.decode(wire.encode(np.zeros(2)) | change)


def leaves_something_to_clean_up(n):
    weakref.finalize(threading.Event(), json.dumps, list(range(n)), indent=1)  # a loop in Python, of Python's own


def run_in_a_thread(function):
    thread = threading.Thread(target=function)
    thread.start()
    thread.join()


def loop(n):
    total = 0
    for i in range(n):
        total += i
    return total


@pytest.mark.parametrize(
    "function",
    [
        loop,
        lambda n: [i for i in range(n)],  # noqa: C416
        lambda n: sum(i * i for i in range(n)),
        lambda n: list(map(lambda i: i + 1, range(n))),  # noqa: C417
        lambda n: np.vectorize(lambda x: x + 1)(np.arange(n)),
        lambda n: np.apply_along_axis(lambda row: row.sum(), 1, np.ones((n, 2))),
        lambda n: np.apply_along_axis(np.sum, 1, np.ones((n, 2))),
        lambda n: np.frompyfunc(lambda x: x + 1, 1, 1)(np.arange(n)),
        lambda n: exec("for i in range(n):\n    pass", {"n": n}),
        lambda n: eval("[i for i in range(n)]", {"n": n}),
        lambda n: exec(compile("for i in range(n): pass", np.__file__, "exec"), {"n": n, "__name__": "numpy"}),
        lambda n: functools.reduce(lambda one, other: one + other, range(n)),
        lambda n: sorted(range(n), key=lambda k: -k),
        lambda n: [Curve(k) for k in range(n)],
        lambda n: run_in_a_thread(lambda: loop(n)),
    ],
)
def test_the_count_of_lines_grows_with_every_kind_of_loop(function):
    assert wire.count_lines(function, 50)[0] >= wire.count_lines(function, 10)[0] + 40


@pytest.mark.parametrize(
    "function",
    [
        lambda n: np.einsum("ij,ij->", np.ones((n, 3)), np.ones((n, 3))),
        lambda n: np.add.at(np.zeros(3), np.zeros(n, int), 1.0),
        lambda n: np.where(np.arange(n) > 3, 1, 0).sum(),
        lambda n: np.array2string(np.arange(float(n)), threshold=10**6),
        leaves_something_to_clean_up,
        lambda n: statistics.fmean(np.arange(n)),
    ],
)
def test_the_count_of_lines_does_not_grow_with_an_array(function):
    function(2)
    assert wire.count_lines(function, 5000)[0] == wire.count_lines(function, 10)[0]


def test_a_module_that_a_cell_wrote_counts_and_an_import_does_not(tmp_path, monkeypatch):
    (tmp_path / "loops_of_mine.py").write_text("def loop(n):\n    for i in range(n):\n        pass\n")
    monkeypatch.syspath_prepend(tmp_path)

    def use(n):
        import loops_of_mine
        import this_is_no_loop

        return loops_of_mine.loop(n), this_is_no_loop

    monkeypatch.setitem(sys.modules, "this_is_no_loop", types.ModuleType("this_is_no_loop"))
    first = wire.count_lines(use, 10)[0]
    assert first < 40  # the import itself is hundreds of lines
    assert wire.count_lines(use, 50)[0] >= first + 70


def test_a_function_that_stops_the_count_is_found_out():
    def cheat(n):
        import sys

        sys.settrace(None)
        return loop(n)

    with pytest.raises(RuntimeError, match="replaced the tracer"):
        wire.count_lines(cheat, 10)
