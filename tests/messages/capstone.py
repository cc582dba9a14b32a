"""What is said to wrong answers to `capstone`."""

import numpy as np
from bodies import capstone_wrong as wrong

from messages import Row

_LR = "0.15 * (1 + np.cos(np.pi * k / steps))"

ROWS = [
    Row("test_fit_budget", wrong.one_batch_too_many, "after 23 calls that cost 460 it made another"),
    Row("test_fit_budget", wrong.runs_into_the_budget, "after 23 calls that cost 460 it made another"),
    Row("test_fit_budget", wrong.returns_nothing, "did you print the result instead of returning it?"),
    Row("test_fit_budget", wrong.mean_of_nothing, "there are NaN or infinite entries"),
    Row("test_fit_budget", wrong.nothing_below_two_hundred, "budget=130. This mark is for using the budget too"),
    Row("test_fit_budget", wrong.runs_into_the_budget, "though it goes on without an answer", visible=True),
    Row("test_fit_learns", wrong.goes_up, "Your steps go uphill: with the gradient times -1 the same code comes near"),
    Row("test_fit_learns", wrong.whole_set_each_step, "smaller batches buy more steps", unsaid="sign"),
    Row("test_fit_tuned", wrong.step_much_too_short, "Your steps are too short", unsaid="noise"),
    Row(
        "test_fit_tuned",
        ("0.15 *", "0.0001 *"),
        "with every gradient times 1000 the same code comes near",
        unsaid="noise",
    ),
    Row("test_fit_tuned", ("0.15 *", "0.0001 *"), "with every gradient times 1000 the same", visible=True),
    Row("test_fit_tuned", ("lr * gradient(W, batch)", "lr"), "never calls gradient. Same cause as in test_fit_learns"),
    Row("test_fit_learns", wrong.returns_the_start, "Your function never calls gradient"),
    Row("test_fit_contract", wrong.ignores_the_budget, "Same cause as in test_fit_budget"),
    Row("test_fit_learns", wrong.goes_up, "Your steps go uphill", visible=True),
    Row(
        "test_fit_tuned",
        wrong.step_too_short,
        "Your steps are too short: with every gradient times 10 the same code",
        unsaid="noise",
    ),
    Row(
        "test_fit_tuned",
        (_LR, "3.0"),
        "Your steps are too long: with every gradient times 0.1",
        unsaid="falling",
    ),
    Row("test_fit_early", wrong.noise_left_in, "What takes the noise out of them?", unsaid="falling"),
    Row("test_fit_learns", ("batch, order = order[:20], order[20:]", "batch = np.arange(20)"), "about 20 of the 9"),
    Row("test_fit_contract", wrong.changes_the_start, "Your function changes W0"),
    Row("test_fit_contract", wrong.other_random_numbers, "Draw from rng only"),
    Row("test_fit_contract", wrong.changes_the_start, "Your function writes into W0", visible=True),
    Row("test_choose_value", wrong.best_test, "Your choice is the setting with the best test accuracy"),
    Row("test_choose_value", wrong.by_training_loss, "Your choice is the setting with the lowest training loss"),
    Row("test_choose_value", wrong.best_single_run, "Your choice is the setting of the best single run"),
    Row("test_choose_value", wrong.returns_the_setting, "it is a dict"),
    Row("test_choose_noise", wrong.best_mean, "Your choice is always the best mean"),
    Row("test_choose_noise", wrong.line_of_a_deviation, "Your line lies one standard deviation below"),
    Row("test_choose_noise", wrong.divides_by_n, "Your standard deviation divides by n"),
    Row("test_choose_noise", wrong.own_error_of_each, "reach up by its own standard error"),
    Row("test_choose_noise", wrong.first_above_the_line, "Write the means and the line of one table on paper"),
    Row(
        "test_choose_lost_runs",
        lambda records: int(np.argmax([np.median(np.nan_to_num(r["validation"])) for r in records])),
        "Write the means and the line",
        unsaid="Your means leave out",
    ),
    Row(
        "test_choose_value",
        lambda records: int(np.argmin([r["cost"] for r in records])),
        "best test accuracy; does that decide?",
        visible=True,
    ),
    Row("test_choose_lost_runs", wrong.lost_runs_left_out, "Your means leave out the runs that were lost"),
    Row("test_describe_failure_largest", wrong.smallest_losses, "Your indices are those of the smallest losses"),
    Row("test_describe_failure_largest", wrong.eleven, "returns 11 indices with"),
    Row("test_describe_failure_largest", wrong.without_the_one, "Your losses leave out the 1 in each m_ij"),
    Row("test_describe_failure_ties", wrong.ties_the_other_way, "of those the smaller index comes first"),
    Row("test_describe_failure_ties", wrong.always_ten, "fewer than ten; "),
]
