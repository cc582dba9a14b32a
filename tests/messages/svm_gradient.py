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
    Row(
        "test_svm_loss_naive_data_gradient",
        [("dW[y[i]] -= X[i]", "pass"), ("dW /= N", "pass")],
        "Two slips at once. Your gradient lacks the correct class; each violated margin also takes x from the correct row. Your data gradient is N times too large; divide it by N, as the loss is.",
    ),
    Row(
        "test_svm_loss_naive_data_gradient",
        ("dW[j] += X[i]", "dW[j] += 2 * X[i]"),
        "Your wrong-class rows add x twice for a violated margin",
    ),
    Row(
        "test_svm_loss_naive_data_gradient",
        ("return loss, dW", "return loss, np.zeros(W.shape)"),
        "Your data gradient is zero everywhere; is dW still the array of zeros that it began with?",
    ),
    Row(
        "test_svm_loss_naive_data_gradient",
        ("dW /= N", "dW /= C"),
        "Your data gradient is divided by C, the number of classes; the mean is over the examples: use N.",
    ),
    Row(
        "test_svm_loss_naive_data_gradient",
        ("dW += 2 * reg * W", "dW = dW * (1 + 1e-4) + 2 * reg * W"),
        "All of it is too large by 1.0e-04 of its size.",
        unsaid="1 times",
    ),
    Row(
        "test_svm_loss_naive_data_gradient",
        ("return loss, dW", "return loss, dW.astype(np.float32).astype(float)"),
        "All your numbers have the seven digits of float32: compute in float64.",
        unsaid="Begin with one example",
    ),
    Row(
        "test_svm_loss_naive_data_gradient",
        ("return loss, dW", "return loss, np.round(dW, 6)"),
        "So small an error is hardly a slip in the formula. Is something rounded",
        unsaid="float32: compute",
    ),
    Row(
        "test_svm_loss_naive_data_gradient",
        ("return loss, dW", "return loss, None"),
        "you return None. Did you print it instead of returning it?",
    ),
    Row(
        "test_svm_loss_naive_data_gradient",
        ("return loss, dW", "return loss, dW.sum()"),
        "you return one number, float64. Does a sum, a mean or a dot product run over more than it should?",
    ),
    Row(
        "test_svm_loss_naive_data_gradient",
        ("return loss, dW", "return loss, dW.tolist()"),
        "you return a list of length 4. Turn it into one with np.asarray.",
    ),
    Row(
        "test_svm_loss_naive_data_gradient",
        ("return loss, dW", "return dW"),
        "it returns an array of shape (4, 3) and type float64. Is one of the two missing after return?",
    ),
    Row(
        "test_svm_loss_naive_value",
        ("return loss, dW", "return loss"),
        "Yours returned one number, of type float64. Is one of the two missing after return?",
        visible=True,
    ),
    Row(
        "test_svm_loss_naive_value",
        ("return loss, dW", "print(loss, dW)"),
        "did you print the result instead of returning it?",
    ),
    Row(
        "test_svm_loss_naive_value",
        ("return loss, dW", "print(loss, dW)"),
        "None (did you print the result instead of returning it?)",
        visible=True,
    ),
    Row(
        "test_svm_loss_naive_value",
        ("loss += margin", "loss += margin**2"),
        "Your loss squares the violated margins; this hinge takes them as they are.",
    ),
    Row(
        "test_svm_loss_naive_value",
        [("loss += margin", "loss += margin**2"), ("loss /= N", "pass")],
        "Two slips at once. Your loss squares the violated margins",
    ),
    Row(
        "test_svm_loss_naive_value",
        ("loss /= N", "loss /= C"),
        "Your loss is divided by C, the number of classes; the mean is over the examples: divide by N.",
    ),
    Row(
        "test_svm_loss_naive_value",
        ("    C = W", "    y = np.sort(y)\n    C = W"),
        "Your loss takes the labels in sorted order, so they belong to other examples; use y as it comes.",
    ),
    Row(
        "test_svm_loss_naive_value",
        ("return loss, dW", "return [loss], dW"),
        "Your loss must be one number; with N=1, D=3, C=4, reg = 0 it is a list of length 1.",
    ),
    Row(
        "test_svm_loss_naive_value",
        ("return loss, dW", "return np.array([loss]), dW"),
        "Take the number out of it, with .item().",
    ),
    Row(
        "test_svm_loss_naive_value",
        ("return loss, dW", "return np.ones(3) * loss, dW"),
        "it is an array of shape (3,) and type float64. Is a sum or a mean over it missing?",
    ),
    Row("test_svm_loss_naive_value", ("return loss, dW", "return True, dW"), "it is a truth value (bool)."),
    Row(
        "test_svm_loss_naive_value",
        ("        for j", "        if i:\n            break\n        for j"),
        "Your loss holds the first example only; perhaps the function returns inside the loop.",
    ),
    Row(
        "test_svm_loss_naive_reg_gradient",
        ("np.sum(W**2)", "np.sum(W.dot(W.T))"),
        "Your regularisation term multiplies rows of W with other rows, as W @ W.T does; square each weight.",
    ),
    Row(
        "test_svm_loss_naive_reg_gradient",
        [("loss += reg", "loss += 0.5 * reg"), ("2 * reg * W", "reg * W")],
        "Your regularisation has the 1/2 of other courses, in loss and gradient alike; here it is reg * np.sum(W**2).",
    ),
    Row(
        "test_svm_loss_naive_reg_gradient",
        [("loss += reg", "loss += 0.5 * reg"), ("2 * reg * W", "reg * W")],
        "In this course it is reg * np.sum(W**2), without 1/2. It fits your dW, and other courses have it.",
        visible=True,
    ),
    Row(
        "test_svm_loss_naive_reg_gradient",
        [("loss += reg", "loss += 0.5 * reg"), ("2 * reg * W", "reg * W"), ("if j == y[i]", "if False")],
        "Your regularisation has the 1/2 of other courses",
    ),
    Row(
        "test_svm_loss_naive_reg_gradient",
        [("loss += reg * np.sum(W**2)", "pass"), ("dW += 2 * reg * W", "pass")],
        "Your answers do not change with reg",
    ),
    Row(
        "test_svm_loss_naive_reg_gradient",
        [("reg * np.sum(W**2)", "np.sum(W**2)"), ("2 * reg * W", "2 * W")],
        "Your answers add np.sum(W**2) and 2 * W whatever reg is; multiply both by reg.",
        unsaid="do not change",
    ),
    Row(
        "test_svm_loss_naive_reg_gradient",
        ("2 * reg * W", "2 * reg * W * (np.arange(W.shape[1]) < W.shape[1] - 1)"),
        "Your gradient leaves the last column out of 2 * reg * W",
    ),
    Row(
        "test_svm_loss_naive_contract",
        ("    C = W", "    W = 1 * W\n    W *= 1.0\n    C = W"),
        "Your function stops with integers in W, at *=, which would put floats into an array of int64: NumPy refuses that.",
        unsaid="zeros_like",
    ),
    Row(
        "test_svm_loss_naive_contract",
        ("    C = W", "    X = 1 * X\n    X -= 0.0\n    C = W"),
        "Your function stops with integers in X, at -=,",
        unsaid="zeros_like",
    ),
    Row(
        "test_svm_loss_naive_contract",
        ("np.zeros(W.shape)", "np.zeros_like(W)"),
        "Your function stops with integers in W, at +=, which would put floats",
    ),
    Row(
        "test_svm_loss_naive_contract",
        [("return loss, dW", "return loss, np.rint(dW) if W.dtype.kind == 'i' else dW")],
        "All its numbers are whole, those for the same arguments in floats are not: something on the way is kept in an array of integers",
    ),
    Row(
        "test_svm_loss_naive_contract",
        ("return loss, dW", "return loss, dW + (W.dtype.kind == 'i') * 0.25"),
        "Your function gives another gradient with integers in W. Which line computes in the type of its arguments?",
        unsaid="array of integers",
    ),
    Row(
        "test_svm_loss_naive_contract",
        ("    C = W", "    X += 0\n    C = W"),
        "where it writes into an array that is read-only. Write into arrays of your own.",
    ),
    Row(
        "test_svm_loss_naive_contract",
        ("return loss, dW", "return loss + np.random.normal(), dW"),
        "Nothing may survive from one call to the next, and nothing may be random.",
    ),
    Row(
        "test_svm_loss_naive_contract",
        ("return loss, dW", "return 0.0, 0 * dW"),
        "your loss and your gradient are not yet.",
    ),
    Row(
        "test_svm_loss_vectorized_contract",
        ("(margins > 0).astype(float)", "(margins > 0).astype(int)"),
        "Your function stops with integers in X, at /=,",
        unsaid="zeros_like",
    ),
    Row(
        "test_svm_loss_vectorized_contract",
        ("(margins > 0).astype(float)", "(margins > 0).astype(int)"),
        "Your function stops with integers in X. /= would put floats into an array of integers.",
        visible=True,
    ),
    Row(
        "test_svm_loss_vectorized_contract",
        ("scores = X @ W.T", "scores = X @ W.T\n    scores += 1.0\n    scores -= 1.0"),
        "Your function stops with integers in W and X, at +=,",
        unsaid="zeros_like",
    ),
    Row(
        "test_svm_loss_vectorized_data_gradient",
        ("(margins > 0)", "(margins >= 0)"),
        "Your gradient counts every class, the correct one too, as clipped margins >= 0 do; ask for > 0.",
    ),
    Row(
        "test_svm_loss_vectorized_data_gradient",
        ("(margins > 0)", "(~np.isclose(margins, 0))"),
        "It takes the wrong side of such margins: only the sign of a margin decides, however close it is to zero. Is there a tolerance, as in np.isclose?",
        unsaid="difference quotient",
    ),
    Row(
        "test_svm_loss_vectorized_data_gradient",
        [("A[rows, y] = -np.sum(A, axis=1)", "pass"), ("dW /= N", "dW /= N**2")],
        "Two slips at once. Your gradient lacks the correct class",
    ),
    Row(
        "test_svm_loss_vectorized_data_gradient",
        ("A = (margins > 0)", "margins = margins - 1.0\n    A = (margins > 0)"),
        "Your data gradient is off with",
    ),
    Row("test_svm_loss_vectorized_no_loops", ("return loss, dW", "return loss, 0 * dW"), "your gradient is not yet."),
    Row(
        "test_svm_loss_vectorized_no_loops",
        ("scores = X @ W.T", "scores = np.array([W @ x for x in X])"),
        "so it loops over them.",
    ),
]
