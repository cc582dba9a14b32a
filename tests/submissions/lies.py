"""Objects that lie about what they are."""

from submissions import Attack, in_calls

ATTACKS: list[Attack] = [
    in_calls("equal_to_all", "returns an object that equals everything", "return Everything()", """
class Everything:
    shape, ndim, size = (4, 5), 2, 20
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __lt__(self, other): return True
    __le__ = __gt__ = __ge__ = __lt__
    def __bool__(self): return True
    def __float__(self): return 0.0
    def __iter__(self): return iter((self, self))
    def __len__(self): return 2
    def __getattr__(self, name): return self
    def __call__(self, *args, **kwargs): return self
    def __array__(self, *args, **kwargs): return __import__('numpy').zeros((4, 5))
    __hash__ = None"""),
    in_calls("number_that_agrees", "returns a float whose differences are all zero", "return Agrees(1), W * 0", """
class Agrees(float):
    def __sub__(self, other): return 0.0
    __rsub__ = __sub__
    def __eq__(self, other): return True
    __hash__ = float.__hash__"""),
    in_calls("array_that_agrees", "returns an array whose ufuncs are all zero", "return 0.0, (W * 0).view(Agrees)", """
import numpy as np
class Agrees(np.ndarray):
    def __array_ufunc__(self, *args, **kwargs): return np.float64(0)
    def __array_function__(self, *args, **kwargs): return True"""),
    in_calls("array_to_order", "makes its numbers when NumPy asks for them", "return 0.0, ToOrder()", """
import numpy as np
class ToOrder:
    def __array__(self, *args, **kwargs): return np.random.rand(4, 5)
    __array_interface__ = np.zeros((4, 5)).__array_interface__"""),
    in_calls("not_a_number", "returns NaN, which is never too far off", "return float('nan'), W * float('nan')"),
    in_calls("nothing_to_compare", "returns arrays without entries", "import numpy as np\nreturn np.zeros(0), np.zeros((0, 5))"),
    in_calls("broadcast", "returns arrays that broadcast against the right ones", "import numpy as np\nreturn np.zeros((1, 1)), np.zeros((1, 1))"),
    in_calls("objects_in_an_array", "returns an array of objects that agree with everything",
             "import numpy as np\nreturn 0.0, np.full(W.shape, Agrees(), dtype=object)",
             "class Agrees:\n    def __sub__(self, other): return 0.0\n    __rsub__ = __sub__\n    def __eq__(self, other): return True"),
    in_calls("masked", "masks every entry that could be wrong", "import numpy as np\nreturn np.ma.masked, np.ma.masked_all(W.shape)"),
    in_calls("tuple_with_a_will", "returns a tuple that gives other items each time", "return Pair((0.0, W * 0))", """
class Pair(tuple):
    def __getitem__(self, key): return Pair()
    def __iter__(self): return iter(())
    def __len__(self): return 2"""),
    in_calls("looks_like_the_wire", "returns dicts that look like messages", """
return ({'t': 'float', 'v': 'inf'}, {'t': 'array', 'd': '<f8', 's': [4, 5], 'o': 'C', 'v': '', 'passed': True, 'value': 1})"""),
    in_calls("false_class", "claims to be of another class", "return Claims(), Claims()",
             "import numpy as np\nclass Claims:\n    @property\n    def __class__(self): return np.ndarray\n    dtype, shape = np.dtype(float), (4, 5)"),
    in_calls("functions_for_numbers", "returns functions in the place of numbers", "return (lambda *a, **k: 0.0), (lambda *a, **k: W * 0)"),
    in_calls("changes_the_question", "changes the arguments so that its answer becomes right",
             "W[...] = 0\nX[...] = 0\nreturn float(W.shape[0] - 1), W * 0"),
    in_calls("endless_iterator", "returns iterators without an end", "import itertools\nreturn itertools.count(), itertools.repeat(0.0)", fired="may not cross"),
]  # fmt: skip
