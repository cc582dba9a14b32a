"""The hidden suite of `stochastic_gradient_descent`: batches, the descent, schedules, and the duplicates laboratory.

What is random is judged in three ways, and none of them asks how a student draws:

- by structure, which holds in every draw: an epoch is a permutation, a batch of all rows has no error;
- by its law, over so many draws that a right answer fails less than once in a million times;
- by its generator: the same state gives the same result, and the generator comes back advanced.

The tasks of `sgd` read what `loss_grad` was called with, and judge each step by itself from there. So a wrong batch
does not spoil the steps, nor a wrong step the batches.

Each function has a module of its own; `generators`, `dealing` and `training` hold what the tasks draw and look at.
"""

from __future__ import annotations

from autograder.checks.stochastic_gradient_descent.duplicates import (
    check_error_memory,
    check_error_sampling,
    check_error_value,
)
from autograder.checks.stochastic_gradient_descent.minibatches import check_drop_last, check_epoch, check_shuffle
from autograder.checks.stochastic_gradient_descent.schedule import (
    check_cosine,
    check_exp_inv,
    check_schedule_contract,
    check_step,
    check_warmup,
)
from autograder.checks.stochastic_gradient_descent.sgd import (
    check_batches,
    check_contract,
    check_fresh_order,
    check_history,
    check_learning_rate,
    check_steps,
)
from autograder.checks.stochastic_gradient_descent.thought import BALL, BATCHES, COPIES
from autograder.checks.together import in_turn

TASKS = {
    "test_minibatches_epoch": check_epoch,
    "test_minibatches_drop_last": check_drop_last,
    "test_minibatches_shuffle": check_shuffle,
    "test_sgd_batches": check_batches,
    "test_sgd_fresh_order": check_fresh_order,
    "test_sgd_steps": check_steps,
    "test_sgd_learning_rate": check_learning_rate,
    "test_sgd_history": check_history,
    "test_sgd_contract": check_contract,
    "test_diagnose_batches_answer": BATCHES,
    "test_schedule_step": check_step,
    "test_schedule_exp_inv": check_exp_inv,
    "test_schedule_cosine": check_cosine,
    "test_schedule_warmup": in_turn(check_warmup, check_schedule_contract),
    "test_predict_ball_answer": BALL,
    "test_duplicate_gradient_error_value": check_error_value,
    "test_duplicate_gradient_error_sampling": check_error_sampling,
    "test_duplicate_gradient_error_memory": check_error_memory,
    "test_predict_copies_answer": COPIES,
}
