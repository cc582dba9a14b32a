"""The hidden suite of `optimizers`: five update rules, each `step(w, g, state, lr, ...) -> (w_new, state_new)`.

A run calls a function again and again, with the weights and the state that it returned. What a step should do follows
from the gradients so far alone, so every step is judged by itself, from the weights that it was given: one wrong step
does not make the next ones wrong. The oracle keeps no state. It writes a velocity or an average as the sum over all
gradients so far with fading weights, which is what the recursions unroll to.

What a state looks like is the student's own business. It is handed back as it came.

Where eps does not matter, gradients are so large that it vanishes in rounding; where bias correction does not matter,
so many steps are taken that it is over. So a slip in one of them costs the marks of that one.

Good manners have a mark of their own in `momentum_step` only. The other functions must keep them for their first mark.
"""

from __future__ import annotations

from functools import partial

from autograder.checks.optimizers.adamw import check_adamw_adam, check_adamw_decay
from autograder.checks.optimizers.averages import (
    check_adagrad_steps,
    check_adam_averages,
    check_adam_correction,
    check_eps,
    check_rmsprop_steps,
)
from autograder.checks.optimizers.manners import check_contract
from autograder.checks.optimizers.momentum import check_heavy_ball, check_nesterov
from autograder.checks.optimizers.thought import DECAY, DIAGNOSIS, VELOCITY
from autograder.checks.together import in_turn

TASKS = {
    "test_momentum_step_heavy_ball": check_heavy_ball,
    "test_momentum_step_nesterov": check_nesterov,
    "test_momentum_step_contract": check_contract,
    "test_predict_velocity_answer": VELOCITY,
    "test_adagrad_step_steps": in_turn(check_adagrad_steps, check_contract),
    "test_adagrad_step_eps": partial(check_eps, "adagrad_step"),
    "test_rmsprop_step_steps": in_turn(check_rmsprop_steps, check_contract),
    "test_rmsprop_step_eps": partial(check_eps, "rmsprop_step"),
    "test_adam_step_averages": in_turn(check_adam_averages, check_contract),
    "test_adam_step_correction": check_adam_correction,
    "test_adam_step_eps": partial(check_eps, "adam_step"),
    "test_diagnose_adam_answer": DIAGNOSIS,
    "test_adamw_step_adam": in_turn(check_adamw_adam, check_contract),
    "test_adamw_step_decay": check_adamw_decay,
    "test_predict_decay_answer": DECAY,
}
