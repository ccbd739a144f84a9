"""The mathematics behind the interactive parts, each held against a second witness."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest

from bptutor.engine.arrays import frozen
from bptutor.engine.document import Document
from bptutor.engine.examples import Examples
from bptutor.engine.network import Layer, Network, activation
from bptutor.foundation.errors import TutorError
from bptutor.lesson import chains, composition, derivation, ledger, nudge
from bptutor.lesson.evaluate import Numbers
from bptutor.lesson.functions import shells_of_functions, wrong_slope
from bptutor.lesson.live import Function
from bptutor.trace.keys import Key, Kind, parse
from bptutor.trace.symbols import Namer
from bptutor.trace.timeline import timeline_of
from tests.lesson.scenes import network

NETWORKS = (
    "two-hidden-layers",
    "dead-relu",
    "classifier-2-3-2",
    "mazur",
    "two-outputs",
    "xor",
    "sigmoid-chain",
)


def thin(depth: int) -> Document:
    """`depth` sigmoid layers of one neuron."""
    rng = np.random.default_rng(depth)
    layers = tuple(
        Layer(frozen(rng.normal(size=(1, 1))), frozen(rng.normal(size=1)), activation("sigmoid"))
        for _ in range(depth)
    )
    return Document(Network(layers), examples=Examples(frozen([[0.7]]), frozen([[1.0]])))


def test_that_the_source_takes_24_multiplications_from_scratch_and_11_with_reuse() -> None:
    assert ledger.totals(timeline_of(network())) == ledger.Totals(24, 11)


@pytest.mark.parametrize("depth", range(1, 9))
def test_that_growth_is_what_the_timeline_counts(depth: int) -> None:
    counted = ledger.totals(timeline_of(thin(depth)))
    assert ledger.growth(depth)[-1] == ledger.Growth(depth, counted.from_scratch, counted.with_reuse)


def test_that_sums_over_paths_are_counted_as_they_are_unfolded() -> None:
    # By hand, 2-2-2: layer 2 has 6 parameters of 2 multiplications. To an a^1 two ways of 1 + 1 are added;
    # then one through the activation and one for the branch: 6 for each of the 6 parameters of layer 1.
    assert ledger.totals(timeline_of(network("two-outputs"))) == ledger.Totals(6 * 2 + 6 * 6, 20)


def test_that_softmax_counts_its_cross_ways() -> None:
    # 2-3-2: to a z^2 two ways of 1; its 8 parameters 2 + 1 each. To an a^1 two ways of 2 + 1, then 2 more: 9.
    assert ledger.totals(timeline_of(network("classifier-2-3-2"))).from_scratch == 8 * 3 + 9 * 8


def test_that_the_ledgers_fresh_multiplications_add_up_to_the_reuse_count_in_a_thin_network() -> None:
    rows = ledger.entries(timeline_of(network()))
    assert sum(row.fresh for row in rows) == 11
    assert sum(row.from_scratch for row in rows) == 24
    assert [str(row.shared) for row in rows[1:]] == [
        "dC/dz[3][1]",
        "dC/dz[3][1]",
        "dC/dz[2][1]",
        "dC/dz[2][1]",
        "dC/dz[1][1]",
    ]


@pytest.mark.parametrize("name", NETWORKS)
def test_that_the_sum_over_chains_is_the_gradient(name: str) -> None:
    document = network(name)
    numbers = Numbers(document)
    for key in chains.parameters(document.network):
        every = list(chains.chains(document.network, key))
        total = math.fsum(math.prod(numbers.key(factor) for factor in chain) for chain in every)
        gradient = numbers.key(key._replace(kind=Kind.DC_DTHETA if key.kind is Kind.THETA else Kind.DC_DB))
        assert total == pytest.approx(gradient, abs=1e-12)
        own = document.network
        last = own.widths[-1] if own.layers[-1].activation.mixes else 1
        assert len(every) == math.prod(own.widths[key.layer + 1 :]) * last
        assert {len(chain) for chain in every} == {2 * (own.depth - key.layer) + 3}


@pytest.mark.parametrize("name", NETWORKS)
def test_that_every_push_agrees_with_the_derivative(name: str) -> None:
    document = network(name)
    network_ = document.network
    keys = [*chains.parameters(network_)]
    keys += [
        Key(kind, layer, j)
        for kind in (Kind.Z, Kind.A)
        for layer in range(1, network_.depth + 1)
        for j in range(1, network_.widths[layer] + 1)
    ]
    for key in keys:
        found = nudge.lab(document, key, [1e-6])
        assert found.pushes[0].ratio == pytest.approx(found.derivative, abs=2e-4)


def test_that_the_smallest_push_is_called_noisy_and_the_larger_ones_are_not() -> None:
    found = nudge.lab(network(), parse("theta[2][1,1]"))
    assert [push.noisy for push in found.pushes] == [False] * 8 + [True]
    assert all(
        abs(a.ratio - found.derivative) > abs(b.ratio - found.derivative)
        for a, b in pairwise(found.pushes[:5])
    )


def test_that_a_z_dragged_to_zero_is_exactly_zero() -> None:
    moved = nudge.dragged(network(), parse("z[2][1]"), 0.0)
    assert Numbers(moved).of("z[2][1]") == 0.0
    assert Numbers(moved).of("da[2][1]/dz[2][1]") == 0.0


def test_that_an_a_cannot_be_dragged() -> None:
    with pytest.raises(TutorError, match="cannot be dragged"):
        nudge.dragged(network(), parse("a[2][1]"), 0.0)


def test_that_opening_every_bracket_ends_in_the_slope_by_x() -> None:
    document = network()
    shells = composition.shells_of_network(timeline_of(document), Namer(document.network))
    assert composition.brackets(shells, 7) == r"C(\hat{y}(z^{3}(a^{2}(z^{2}(a^{1}(z^{1}(x)))))))"
    assert composition.brackets(shells, 0) == "C"
    numbers = Numbers(document)
    assert composition.product(shells, 2) == pytest.approx(numbers.of("dC/dz[3][1]"))
    assert composition.product(shells, 7) == pytest.approx(numbers.of("dC/dz[1][1]*theta[1][1,1]"))


def test_that_a_wide_network_opens_layer_by_layer() -> None:
    document = network("two-outputs")
    shells = composition.shells_of_network(timeline_of(document), Namer(document.network))
    assert len(shells) == 6
    assert composition.product(shells, 3) is None


def test_that_seven_functions_multiply_to_the_middle_difference() -> None:
    names, rules = "abcdefg", ("2*b", "c^2", "exp(d)", "e - 1", "sigmoid(f)", "3*g", "x^2")
    slopes = ("2", "2*c", "exp(d)", "1", "sigmoid(f)*(1 - sigmoid(f))", "3", "2*x")
    functions = [Function(n, r, s, r) for n, r, s in zip(names, rules, slopes, strict=True)]
    document = network()
    values = [shells_of_functions(document, functions, "x", 0.5 + h)[0].value for h in (-1e-6, 1e-6)]
    shells = shells_of_functions(document, functions, "x", 0.5)
    assert composition.product(shells, 7) == pytest.approx((values[1] - values[0]) / 2e-6, rel=1e-6)


def test_that_a_wrong_slope_is_found() -> None:
    assert wrong_slope(network(), Function("f", "x^2", "x", ""), "x", 3.0) == pytest.approx(6.0)
    assert wrong_slope(network(), Function("f", "x^2", "2*x", ""), "x", 3.0) is None


@pytest.mark.parametrize("name", NETWORKS)
def test_that_every_line_of_every_derivation_has_the_factors_number(name: str) -> None:
    document = network(name)
    numbers, namer = Numbers(document), Namer(document.network)
    factors = {
        f
        for key in chains.parameters(document.network)
        for c in chains.chains(document.network, key)
        for f in c
    }
    for factor in factors:
        for line in derivation.derivation(document.network, namer, factor):
            assert numbers.of(line.value) == pytest.approx(numbers.key(factor), abs=1e-12), line


def test_that_only_factors_can_be_derived() -> None:
    with pytest.raises(TutorError, match="not one factor"):
        derivation.derivation(network().network, Namer(network().network), parse("dC/dz[2][1]"))


def test_that_the_profile_of_six_sigmoids_falls() -> None:
    rows = ledger.profile(timeline_of(network("sigmoid-chain")), parse("theta[1][1,1]"))
    assert rows[-1][2] == pytest.approx(Numbers(network("sigmoid-chain")).of("dC/dtheta[1][1,1]"))
    assert all(number <= 0.25 for factor, number, _ in rows if factor.kind is Kind.DA_DZ)
