import json

import hypothesis.extra.numpy as hnp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.wall import wire

NUMBERS = st.one_of(st.booleans(), st.integers(-(2**63), 2**64 - 1), st.floats(), st.none(), st.text(max_size=20))
ARRAYS = hnp.arrays(
    st.sampled_from([np.float64, np.float32, np.int64, np.uint8, np.bool_, np.complex128]), hnp.array_shapes(min_dims=0)
)
VALUES = st.recursive(
    NUMBERS | ARRAYS,
    lambda inner: st.lists(inner, max_size=3) | st.tuples(inner, inner) | st.dictionaries(st.text(max_size=5), inner),
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
                    ["array", "list", "tuple", "dict", "float", "complex", "foreign", "generator", "function"]
                ),
                "v": inner | st.lists(st.integers(-1, 2**200).map(str), min_size=3, max_size=5),
            }
        )
    ),
    max_leaves=12,
)


def over(value):
    return wire.decode(json.loads(json.dumps(wire.encode(value))))


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


@given(JSON)
def test_no_message_breaks_the_reader(message):
    try:
        wire.decode(message)
    except wire.WireError:
        pass


@given(st.integers(0, 2**64 - 1), st.integers(0, 5))
def test_a_random_generator_goes_on_where_it_was(seed, draws):
    rng = np.random.default_rng(seed)
    rng.integers(2**31, size=draws, dtype=np.int32)  # an odd number leaves half a word behind
    there = over(rng)
    assert there.bit_generator.state == rng.bit_generator.state
    assert np.array_equal(there.normal(size=3), rng.normal(size=3))


@pytest.mark.parametrize(
    "parts", [["1", "2", "0"], [1, 2, 0, 0], ["-1", "2", "0", "0"], [str(2**128), "1", "0", "0"], ["1", "1", "2", "0"],
              ["1", "1", "0", str(2**32)], ["9" * 5000, "1", "0", "0"], ["x", "1", "0", "0"]]
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
for _ in range(20):
    DEEP = [DEEP]


class Matrix(np.ndarray):
    pass


class Number(float):
    def __eq__(self, other):
        return True


@pytest.mark.parametrize(
    "value", [np.zeros(2).view(Matrix), Number(1), object(), np.array([object()]), np.array(["a"]), 2**70, {1: 2}, DEEP]
)  # fmt: skip
def test_what_may_not_cross_becomes_the_name_of_its_type(value):
    arrived = over(value)
    while isinstance(arrived, list):
        arrived = arrived[0]
    assert isinstance(arrived, wire.Foreign)


@pytest.mark.parametrize(
    "change", [{"s": [3]}, {"s": [-2]}, {"s": [2, 2**40]}, {"s": "2"}, {"d": "|O"}, {"d": ">f8"}, {"v": "%"}, {"v": None}, {"o": "K"}]
)  # fmt: skip
def test_an_array_whose_parts_do_not_fit_is_refused(change):
    with pytest.raises(wire.WireError):
        wire.decode(wire.encode(np.zeros(2)) | change)


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
    ],
)
def test_the_count_of_lines_does_not_grow_with_an_array(function):
    function(2)
    assert wire.count_lines(function, 5000)[0] == wire.count_lines(function, 10)[0]


def test_a_function_that_stops_the_count_is_found_out():
    def cheat(n):
        import sys

        sys.settrace(None)
        return loop(n)

    with pytest.raises(RuntimeError, match="replaced the tracer"):
        wire.count_lines(cheat, 10)
