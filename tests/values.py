"""Values of any kind that can cross the wall, for property tests."""

from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from autograder.wall import wire


def arrived(message):
    """What `wire.encode` made, as it comes out on the other side of the wall."""
    return wire.parsed(wire.packed(message)[4:])  # without its length


DTYPES = sorted(wire._DTYPES)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats()
    | st.complex_numbers()
    | st.text(max_size=3)
    | st.builds(wire.Foreign, st.text(max_size=3))
)
ARRAYS = st.sampled_from(DTYPES).flatmap(lambda dtype: npst.arrays(dtype, npst.array_shapes(min_dims=0, max_side=4)))
NUMBERS = ARRAYS.filter(lambda array: array.size).map(lambda array: array.ravel()[0])  # NumPy's
VALUES = st.recursive(
    SCALARS | ARRAYS | NUMBERS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.text(max_size=2) | st.integers(0, 3), inner, max_size=2)
    ),
    max_leaves=6,
)
