"""The hidden suite of `svm_gradient`: loss, gradient and good manners of the two functions that students write.

Values and gradients are compared with an oracle of our own, on small problems whose margins keep away from the kinks.
There a right answer is exact up to rounding, so the tolerance is tight. At kinks two things are tested apart:

- near-kink probes, with some margins a billionth away from zero. A formula is exact there; a difference quotient with
  any usual step mixes both sides of the kink and is off by about 0.1;
- ties, with some margins exactly zero, where every subgradient is accepted.

The two functions share the checks. Each task judges one property, so that one mistake costs its own marks only. The
contracts of both are tried in one cell. Two questions are answered by thought.
"""

from __future__ import annotations

from autograder.checks import about
from autograder.checks.svm_gradient.manners import check_contract, check_no_loops
from autograder.checks.svm_gradient.questions import check_broken_gradient, check_hand_gradient
from autograder.checks.svm_gradient.values import check_data_gradient, check_reg_gradient, check_value

TASKS = {
    "test_predict_hand_gradient_answer": check_hand_gradient,
    "test_svm_loss_naive_value": check_value,
    "test_svm_loss_naive_data_gradient": check_data_gradient,
    "test_svm_loss_naive_reg_gradient": check_reg_gradient,
    "test_diagnose_gradient_answer": check_broken_gradient,
    "test_svm_loss_vectorized_value": check_value,
    "test_svm_loss_vectorized_data_gradient": check_data_gradient,
    "test_svm_loss_vectorized_reg_gradient": check_reg_gradient,
    "test_svm_loss_naive_contract": about("svm_loss_naive", check_contract),
    "test_svm_loss_vectorized_contract": about("svm_loss_vectorized", check_contract),
    "test_svm_loss_vectorized_no_loops": check_no_loops,
}
