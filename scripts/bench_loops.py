"""The shortest NumPy loops that do what `train` does: what it is measured against, and nothing else."""

from __future__ import annotations

import numpy as np

from bptutor.engine.document import Document


def xor_loop(document: Document, steps: int) -> list[float]:
    """Full batch, two layers of sigmoid or tanh as the document says, squared error, mean."""
    one, two = document.network.layers
    assert document.examples is not None and document.network.cost.name == "squared_error"
    x, y, rate = document.examples.inputs, document.examples.targets, document.learning_rate
    w1, b1, w2, b2 = (np.array(p) for p in (one.weights, one.biases, two.weights, two.biases))
    hidden, slope = FUNCTIONS[one.activation.name]
    output, last_slope = FUNCTIONS[two.activation.name]
    costs, m = [], len(x)
    for _ in range(steps):
        a1 = hidden(x @ w1.T + b1)
        a2 = output(a1 @ w2.T + b2)
        costs.append(float(np.mean(np.sum((a2 - y) ** 2, axis=1))))
        d2 = 2 * (a2 - y) * last_slope(a2) / m
        d1 = (d2 @ w2) * slope(a1)
        w2 -= rate * d2.T @ a1
        b2 -= rate * d2.sum(axis=0)
        w1 -= rate * d1.T @ x
        b1 -= rate * d1.sum(axis=0)
    return costs


def digits_loop(document: Document, steps: int) -> list[float]:
    """Batches in order, ReLU and softmax, cross-entropy; J over all examples before each update."""
    one, two = document.network.layers
    assert document.examples is not None
    x, y, rate = document.examples.inputs, document.examples.targets, document.learning_rate
    w1, b1, w2, b2 = (np.array(p) for p in (one.weights, one.biases, two.weights, two.biases))
    batches = document.batching.batches(len(x))
    costs = []
    for step in range(steps):
        a = softmax(np.maximum(x @ w1.T + b1, 0) @ w2.T + b2)
        costs.append(float(np.mean(-np.sum(y * np.log(a), axis=1))))
        batch = batches[step % len(batches)]
        xb, yb = x[batch.start : batch.stop], y[batch.start : batch.stop]
        a1 = np.maximum(xb @ w1.T + b1, 0)
        d2 = (softmax(a1 @ w2.T + b2) - yb) / len(xb)
        d1 = (d2 @ w2) * (a1 > 0)
        w2 -= rate * d2.T @ a1
        b2 -= rate * d2.sum(axis=0)
        w1 -= rate * d1.T @ xb
        b1 -= rate * d1.sum(axis=0)
    return costs


def softmax(z: np.ndarray) -> np.ndarray:
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return np.asarray(e / e.sum(axis=1, keepdims=True))


FUNCTIONS = {
    "sigmoid": (lambda z: 1 / (1 + np.exp(-z)), lambda a: a * (1 - a)),
    "tanh": (np.tanh, lambda a: 1 - a * a),
    "relu": (lambda z: np.maximum(z, 0), lambda a: a > 0),
}
