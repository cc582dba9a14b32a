"""Slips in the solutions of `backpropagation`: what is replaced by what, and the words in which the check must fail."""

SLIPS = {
    "test_predict_doublings_numbers": {
        "nothing": ("return 2**k, 1, k, 2**k - 1", "pass", "returns None (did you print"),
        "three": ("return 2**k, 1, k, 2**k - 1", "return 2**k, 1, k", "Return four numbers, yours is a tuple of 3"),
        "linear": ("return 2**k,", "return 2 * k + 1,", "The slope is not 3 for k = 1"),
        "squares": ("return 2**k,", "return k**2 + 1,", "The slope is not 10 for k = 3"),
        "overwriting_right": ("return 2**k, 1,", "return 2**k, 2**k,", "The slope with = is not 2 for k = 1"),
        "each_part": ("1, k,", "1, 2 * k,", "The number of calls in one walk is not 2"),
        "number_of_paths": ("2**k - 1", "2**k", "The number of calls along every path is not 2 for k = 1"),
        "calls_are_nodes": ("2**k - 1", "k", "The number of calls along every path is not 3 for k = 3"),
        "text": ("return 2**k, 1", "return str(2**k), 1", "must be a number"),
    },
    "test_unbroadcast_leading": {
        "nothing": ("return np.sum(summed", "np.sum(summed", "returns None (did you print"),
        "no_leading": ("in_front = tuple(range(np.ndim(g) - len(shape)))", "in_front = ()", "This is g as it came"),
        "mean": (
            "summed = np.sum(g, axis=in_front)",
            "summed = np.mean(g, axis=in_front)",
            "This is a mean. Paths add up.",
        ),
        "one_copy": (
            "summed = np.sum(g, axis=in_front)",
            "summed = np.asarray(g)[(0,) * len(in_front)]",
            "This is one copy",
        ),
        "last_axes": (
            "tuple(range(np.ndim(g) - len(shape)))",
            "tuple(range(len(shape), np.ndim(g)))",
            "has shape (2,)",
        ),
        "one_axis": (
            "tuple(range(np.ndim(g) - len(shape)))",
            "(0,) * (np.ndim(g) > len(shape))",
            "There are two axes in front",
        ),
        "list": (
            "return np.sum(summed, axis=stretched, keepdims=True)",
            "return np.sum(summed, axis=stretched, keepdims=True).tolist()",
            "must be a NumPy array, yours is a list of length 3.",
        ),
        "changes_g": ("    return np", "    g *= 0\n    return np", "changed g"),
    },
    "test_unbroadcast_stretched": {
        "not_kept": ("axis=stretched, keepdims=True", "axis=stretched", "The axis has length 1 and stays: keepdims"),
        "left_out": ("axis=stretched, keepdims=True", "axis=(), keepdims=True", "This is g as it came"),
        "mean": ("return np.sum(summed", "return np.mean(summed", "This is a mean. Paths add up."),
        "first_only": ("axis=stretched,", "axis=stretched[:1],", "has shape (1, 3)"),
    },
    "test_add_backward_value": {
        "nothing": ("return g, g", "g, g", "returns None (did you print"),
        "one": ("return g, g", "return g", "Return two gradients, of a and of b"),
        "ones": ("return g, g", "return np.ones(g.shape), g", "That is the slope; where is g?"),
        "product": ("return g, g", "return g * b, g * a", "That is the rule of a product"),
        "half": ("return g, g", "return g / 2, g / 2", "Each input gets all of g"),
        "difference": ("return g, g", "return g, -g", "It has the wrong sign"),
        "in_place": ("return g, g", "g *= 1\n    g += 1\n    return g - 1, g - 1", "changed g"),
    },
    "test_multiply_backward_value": {
        "sum": ("to_a = g * b", "to_a = g", "That is the rule of a sum"),
        "own": ("to_b = g * a", "to_b = g * b", "times the input itself"),
        "no_g": ("to_a = g * b", "to_a = b", "That is the slope; where is g?"),
        "both": ("to_a = g * b", "to_a = g * a * b", "g times both inputs"),
        "swapped": ("return to_a, to_b", "return to_b, to_a", "times the input itself"),
        "one": ("return to_a, to_b", "return to_a", "Return two gradients, of a and of b"),
        "cut_off": ("to_a = g * b", "to_a = (g * b).astype(np.asarray(a).dtype) * 1.0", "for integers in a"),
        "changes_a": ("return to_a", "a *= 2\n    return to_a", "changed a"),
    },
    "test_matmul_backward_matrices": {
        "swapped": (
            "return g @ b_turned, a_turned @ g",
            "return a_turned @ g, g @ b_turned",
            "That is the gradient of the other one",
        ),
        "no_transpose": ("return g @ b_turned, a_turned @ g", "return g @ b, a @ g", "A transpose is missing"),
        "entrywise": ("return g @ b_turned, a_turned @ g", "return g * b, a_turned @ g", "That is the rule of a * b"),
        "b_transposed": ("a_turned @ g", "np.swapaxes(a_turned @ g, -1, -2)", "It is transposed"),
        "one": ("return g @ b_turned, a_turned @ g", "return g @ b_turned", "Return two gradients"),
        "changes_g": (
            "return g @ b_turned, a_turned @ g",
            "both = g @ b_turned, a_turned @ g\n    g *= 2\n    return both",
            "changed g",
        ),
    },
    "test_matmul_backward_stacks": {
        "T": (
            "np.swapaxes(a, -1, -2), np.swapaxes(b, -1, -2)",
            "np.swapaxes(a, -1, -2) if a.ndim < 3 else a[::-1].swapaxes(1, 2), np.swapaxes(b, -1, -2)",
            "Does .T stand anywhere?",
        ),
        "first_only": (
            "return g @ b_turned, a_turned @ g",
            "return g @ b_turned, (a_turned @ g)[:1] if g.ndim > 2 else a_turned @ g",
            "which should be that of each matrix alone",
        ),
    },
    "test_relu_backward_value": {
        "nothing": ("return g * positive", "g * positive", "returns None (did you print"),
        "by_g": ("a > 0", "g > 0", "That masks by the sign of g"),
        "no_mask": ("g * positive", "g * 1.0", "That is g, with no mask"),
        "mask_alone": ("g * positive", "positive * 1.0", "That is the slope; where is g?"),
        "flipped": ("a > 0", "a < 0", "That is the other half"),
        "at_zero": ("a > 0", "a >= 0", "In this course the slope at 0 is 0"),
        "of_g": ("g * positive", "np.maximum(g, 0) * positive", "A negative g passes too"),
        "cut_off": (
            "g * positive",
            "(g * positive).astype(a.dtype) * 1.0",
            "cut off: is it kept in an array of integers?",
        ),
        "truth": ("g * positive", "positive", "must hold float64, yours holds bool"),
        "changes_g": ("return g * positive", "g *= positive\n    return g", "changed g"),
    },
    "test_sum_backward_kept": {
        "mean": (
            "np.broadcast_to(g, np.shape(a)).copy()",
            "np.broadcast_to(g, np.shape(a)) * (g.size / a.size)",
            "That is the rule of a mean",
        ),
        "not_copied": ("np.broadcast_to(g, np.shape(a)).copy()", "np.asarray(g)", "That is g as it came"),
        "ones": ("np.broadcast_to(g, np.shape(a)).copy()", "np.ones(np.shape(a))", "That is the slope; where is g?"),
        "times_a": ("np.broadcast_to(g, np.shape(a)).copy()", "g * a", "That is multiplied by a"),
        "changes_g": (
            "return np.broadcast_to(g, np.shape(a)).copy()",
            "out = np.broadcast_to(g, np.shape(a)).copy()\n    g *= 2\n    return out",
            "changed g",
        ),
    },
    "test_sum_backward_dropped": {
        "not_put_back": (
            "if axis is not None and not keepdims:",
            "if False:",
            "It is copied along the first axis: which one was dropped?",
        ),
        "put_last": (
            "np.expand_dims(g, axis)",
            "np.expand_dims(g, -1)",
            "It is copied along the last axis: which one was dropped?",
        ),
        "not_copied": (
            "return np.broadcast_to(g, np.shape(a)).copy()",
            "return np.broadcast_to(g, np.shape(a)).copy() if keepdims else g * 1.0",
            "The gradient has shape",
        ),
    },
    "test_logsumexp_backward_value": {
        "no_g": ("return g * weights", "return weights", "That is the slope; where is g?"),
        "everything": (
            "weights = np.exp(a - np.max(a, axis=axis, keepdims=True))\n    weights /= np.sum(weights, axis=axis, keepdims=True)",
            "weights = np.exp(a - np.max(a))\n    weights /= np.sum(weights)",
            "Which sum stands below the fraction?",
        ),
        "not_divided": (
            "    weights /= np.sum(weights, axis=axis, keepdims=True)\n",
            "    weights = np.exp(a)\n",
            "what does the logarithm do?",
        ),
        "sum": ("g * weights", "g + 0 * weights", "That is the rule of a sum"),
        "sigmoid": ("g * weights", "g * weights * (1 - weights)", "the slope of a sigmoid"),
        "other_axis": (
            "weights = np.exp(a - np.max(a, axis=axis, keepdims=True))\n    weights /= np.sum(weights, axis=axis, keepdims=True)",
            "other = 1 - axis if axis in (0, 1) else axis\n    weights = np.exp(a - np.max(a, axis=other, keepdims=True))\n    weights /= np.sum(weights, axis=other, keepdims=True)",
            "Its slopes run along the other axis",
        ),
        "not_put_back": ("if axis is not None and not keepdims:", "if False:", "Here g met the wrong axis"),
        "changes_a": ("    weights = np", "    if a.dtype == float:\n        a -= 1\n    weights = np", "changed a"),
    },
    "test_logsumexp_backward_large": {
        "overflow": (
            "a - np.max(a, axis=axis, keepdims=True)",
            "a",
            "the gradient is no longer finite. np.exp cannot hold them",
        ),
        "clipped": (
            "a - np.max(a, axis=axis, keepdims=True)",
            "np.clip(a, -500, 500)",
            "the gradient changes; its slopes should not",
        ),
        "one_for_all": (
            "np.max(a, axis=axis, keepdims=True)",
            "np.max(a)",
            "for rows at 800 and -800, has an entry that is not a finite number",
        ),
    },
    "test_backward_value": {
        "nothing": ("    return gradients", "    gradients", "returns None (did you print"),
        "start_zero": (
            "gradients[-1] = np.ones(",
            "gradients[-1] = np.zeros(",
            "The gradient of node 1 (weigh of 0) is wrong",
        ),
        "start_value": (
            "gradients[-1] = np.ones(np.shape(values[-1]))",
            "gradients[-1] = np.array(values[-1], float)",
            "The last node has gradient 1",
        ),
        "forwards": (
            "reversed(range(len(graph)))",
            "range(len(graph))",
            "The last node has gradient 1; every other one gets",
        ),
        "no_chain": (
            "rules[name](gradients[number],",
            "rules[name](np.ones(np.shape(values[number])),",
            "gets what the rule of its child returns",
        ),
        "inputs_only": (
            "    return gradients",
            "    return [g for g, (name, *_) in zip(gradients, graph) if name == 'input']",
            "Return a list with one gradient for each of the 2 nodes",
        ),
    },
    "test_backward_shared": {
        "overwrites": (
            "gradients[p] = gradients[p] + unbroadcast(part, np.shape(values[p]))",
            "gradients[p] = unbroadcast(part, np.shape(values[p]))",
            "Then it adds the parts",
        ),
        "twice_once": (
            "for p, part in zip(parents, parts, strict=True):",
            "for p, part in dict(zip(parents, parts)).items():",
            "Then it adds the parts",
        ),
        "in_place": (
            "gradients[p] = gradients[p] + unbroadcast(part, np.shape(values[p]))",
            "if gradients[p].any():\n                gradients[p] += part\n            else:\n                gradients[p] = unbroadcast(part, np.shape(values[p]))",
            "one part must not change another by +=",
        ),
    },
    "test_backward_broadcast": {
        "not_undone": (
            "unbroadcast(part, np.shape(values[p]))",
            "part",
            "and should have (3,). NumPy has copied a smaller array",
        ),
        "wrong_shape": (
            "unbroadcast(part, np.shape(values[p]))",
            "unbroadcast(part, np.shape(part))",
            "NumPy has copied a smaller array",
        ),
    },
    "test_backward_order": {
        "none_aside": (
            "    return gradients",
            "    return [g if g.any() else None for g in gradients]",
            "is None. Where nothing arrives, it is an array of zeros",
        ),
        "twice": (
            "parts = rules",
            "rules[name](gradients[number], *[values[p] for p in parents], *extra)\n        parts = rules",
            "called rules 10 times for 5 nodes",
        ),
        "too_early": (
            "    for number in reversed(range(len(graph))):",
            "    queue = [len(graph) - 1]\n    for number in queue:\n        queue += [p for p in graph[number][1] if p not in queue]",
            "Had all parts arrived when a node passed its gradient on?",
        ),
    },
    "test_backward_contract": {
        "zeros_like": (
            "np.zeros(np.shape(value)) for",
            "np.zeros_like(value) for",
            "must hold float64, yours holds int64",
        ),
        "changes_values": (
            "    return gradients",
            "    values[0] = gradients[0]\n    return gradients",
            "changed values",
        ),
        "changes_graph": ("    return gradients", "    graph.pop()\n    return gradients", "changed graph"),
    },
    "test_rule_is_right_broken": {
        "nothing": ("    return True", "    True", "returns None (did you print"),
        "always": ("    h = 1e-5\n", "    return True\n", "one half as large as it should be"),
        "number": ("    return True", "    return 1", "Return True or False, yours is one number, of type int"),
        "g_positive": (
            "g = rng.normal(size=np.shape(forward(*inputs)))",
            "g = rng.random(np.shape(forward(*inputs)))",
            "one wrong where g is negative",
        ),
        "loose": ("1e-5 * max", "0.6 * max", "one half as large"),
        "count": (
            "    if len(gradients) != len(inputs):\n        return False\n    for k, (array, gradient) in enumerate(zip(inputs, gradients, strict=True)):",
            "    for k, (array, gradient) in enumerate(zip(inputs, gradients)):",
            "one that returns one gradient for two inputs",
        ),
        "shape": (
            "if np.shape(gradient) != np.shape(array):",
            "if False:",
            "one with a gradient of another shape than its input",
        ),
        "nan": (
            "if not abs(claimed - measured) <= 1e-5 * max(abs(claimed), abs(measured)):",
            "if abs(claimed - measured) > 1e-5 * max(abs(claimed), abs(measured)):",
            "one with NaN in it",
        ),
        "never": ("    h = 1e-5\n", "    return False\n", "has to tell one from the other"),
    },
    "test_rule_is_right_right": {
        "absolute": (
            "1e-5 * max(abs(claimed), abs(measured))",
            "1e-9",
            "the right rule of a cube, times a million broken",
        ),
        "zero": (
            "if not abs(claimed - measured) <= 1e-5 * max(abs(claimed), abs(measured)):",
            "if not abs(claimed - measured) < 1e-5 * max(abs(claimed), abs(measured)):",
            "an operation that ignores its second input broken",
        ),
        "forward": ("/ (2 * h)", "/ h", "the right rule of a square broken"),
        "always": ("    h = 1e-5\n", "    return True\n", "It has to tell one from the other"),
    },
}
