"""What is said to wrong answers to `svm_gradient`."""

from messages import Row

ROWS = [
    Row(
        "test_svm_loss_naive_data_gradient",
        ("dW[y[i]] -= X[i]", "pass"),
        "Your gradient lacks the correct class; each violated margin also takes x from the correct row.",
    ),
    Row(
        "test_svm_loss_naive_data_gradient",
        ("return loss, dW", "return loss, -dW"),
        "Every entry has the wrong sign.",
        visible=True,
    ),
]
