"""The hidden suite of `svm_gradient`: loss, gradient and good manners of the two functions that students write.

Values and gradients are compared with an oracle of our own, on small problems whose margins keep away from the kinks.
There a right answer is exact up to rounding, so the tolerance is tight. At kinks two things are tested apart:

- near-kink probes, with some margins a billionth away from zero. A formula is exact there; a difference quotient with
  any usual step mixes both sides of the kink and is off by about 0.1;
- ties, with some margins exactly zero, where every subgradient is accepted.

The two functions share the checks. Each task judges one property, so that one mistake costs its own marks only.
"""

from __future__ import annotations

from autograder.checks.svm_gradient.manners import check_contract, check_no_loops
from autograder.checks.svm_gradient.values import check_data_gradient, check_reg_gradient, check_value

_CHECKS = {
    "value": check_value,
    "data_gradient": check_data_gradient,
    "reg_gradient": check_reg_gradient,
    "contract": check_contract,
}
TASKS = {
    f"test_svm_loss_{style}_{name}": check
    for style, checks in (("naive", _CHECKS), ("vectorized", _CHECKS | {"no_loops": check_no_loops}))
    for name, check in checks.items()
}
