"""The hidden suite of `backpropagation`: the local rules, the walk through a graph, and a check of rules.

Each function is judged alone. A walk is handed rules of ours, so that a slip in a student's rule costs the cell of that
rule; and rules need not undo broadcasting, which is the walk's part. What is right was computed by rules of our own,
which the tests of this suite compare with central differences.

Graphs are made so that each shows one property: trees for the chain rule, nodes with several children of the same depth
for adding up, children of different depth for the order, and rows, columns and numbers for broadcasting.
"""

from __future__ import annotations

from autograder.checks.backpropagation.local_rules import (
    check_add,
    check_logsumexp,
    check_logsumexp_large,
    check_matmul,
    check_multiply,
    check_relu,
    check_stacks,
    check_sum_dropped,
    check_sum_kept,
)
from autograder.checks.backpropagation.mutations import check_broken, check_right
from autograder.checks.backpropagation.prediction import check_prediction
from autograder.checks.backpropagation.unbroadcasting import check_leading, check_stretched
from autograder.checks.backpropagation.walks import (
    check_broadcast,
    check_order,
    check_shared,
    check_value,
    check_walk_contract,
)

TASKS = {
    "test_predict_doublings_numbers": check_prediction,
    "test_unbroadcast_leading": check_leading,
    "test_unbroadcast_stretched": check_stretched,
    "test_add_backward_value": check_add,
    "test_multiply_backward_value": check_multiply,
    "test_matmul_backward_matrices": check_matmul,
    "test_matmul_backward_stacks": check_stacks,
    "test_relu_backward_value": check_relu,
    "test_sum_backward_kept": check_sum_kept,
    "test_sum_backward_dropped": check_sum_dropped,
    "test_logsumexp_backward_value": check_logsumexp,
    "test_logsumexp_backward_large": check_logsumexp_large,
    "test_backward_value": check_value,
    "test_backward_shared": check_shared,
    "test_backward_broadcast": check_broadcast,
    "test_backward_order": check_order,
    "test_backward_contract": check_walk_contract,
    "test_rule_is_right_broken": check_broken,
    "test_rule_is_right_right": check_right,
}
