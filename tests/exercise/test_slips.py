"""Every slip gives what somebody gets who makes it by hand, and the right way is the trace's."""

from __future__ import annotations

import numpy as np
import pytest
from learners import ByHand

from bptutor.engine.ready_made import READY_MADE, ReadyMade
from bptutor.exercise.as_json import exercise_object
from bptutor.exercise.making import make, recipe
from bptutor.exercise.model import Exercise, ExerciseKind, NumberPart
from bptutor.exercise.paths import way_to
from bptutor.exercise.skills import SKILLS
from bptutor.exercise.slips import PROBED, SLIPS, apart, near, separated, wrong_values
from bptutor.exercise.task import alone, task_of
from bptutor.exercise.ways import Way
from bptutor.exercise.ways_read import read
from bptutor.trace.keys import Key, Kind
from bptutor.trace.symbols import NOTATIONS, Namer

LEARNING_MD = [
    "sign",
    "no-factor-2",
    "no-sigma-prime",
    "cross-entropy-shortcut",
    "no-g-prime",
    "g-prime-at-a",
    "sigma-for-sigma-prime",
    "own-a",
    "z-for-a",
    "no-theta",
    "one-path",
    "transpose",
    "bias-times-a",
    "bias-gradient-is-bias",
    "update-not-gradient",
    "new-weight",
    "gate-ignored",
    "sum-not-mean",
]


def exercises(count: int = 12) -> list[Exercise]:
    kinds = (ExerciseKind.NEXT_VALUE, ExerciseKind.WHOLE_GRADIENT)
    return [
        make(recipe(s, kind, None, d)) for s in range(count // 6 + 1) for kind in kinds for d in (1, 2, 3)
    ]


def named(exercise: Exercise) -> str:
    made = exercise.recipe
    return f"{made.kind.value}-{made.difficulty}-{made.seed}"


def test_that_there_are_the_eighteen_slips_each_with_its_own_skill_and_words() -> None:
    assert list(PROBED) == LEARNING_MD
    assert all(slip.skill in SKILLS for slip in SLIPS.values())
    assert len({slip.title for slip in SLIPS.values()}) == len(SLIPS) == 19


@pytest.mark.parametrize("exercise", exercises(), ids=named)
def test_that_the_way_without_a_slip_is_the_right_one(exercise: Exercise) -> None:
    network, task = exercise.document.network, exercise.task
    layers = range(1, network.depth + 1)
    keys = {
        key
        for layer in layers
        for j in range(1, network.widths[layer] + 1)
        for key in (
            Key(Kind.Z, layer, j), Key(Kind.A, layer, j), Key(Kind.DC_DB, layer, j),
            Key(Kind.DJ_DB, layer, j),
            Key(Kind.DA_DZ, layer, j, 1), Key(Kind.DC_DTHETA, layer, j, 1), Key(Kind.DJ_DTHETA, layer, j, 1),
            Key(Kind.THETA_NEW, layer, j, 1), Key(Kind.B_NEW, layer, j), Key(Kind.DZ_DTHETA, layer, j, 1),
            *way_to(network, Key(Kind.DC_DB, layer, j)),
        )
    }  # fmt: skip
    person = ByHand(exercise_object(exercise)["network"], exercise.example)
    way = Way(task)
    for key in keys:
        assert read(way, key) == pytest.approx(task.truth(key), rel=1e-12, abs=1e-15)
        assert person.value(str(key)) == pytest.approx(task.truth(key), rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("slip", LEARNING_MD)
def test_that_a_slip_gives_what_one_gets_by_hand(slip: str) -> None:
    compared = 0
    for exercise in exercises(30):
        network = exercise_object(exercise)["network"]
        for part in exercise.parts:
            made = wrong_values(exercise.task, part.ask, slips=(slip,))
            for at in range(exercise.document.network.depth + 1):
                by_hand = ByHand(network, exercise.example, slip, at).value(str(part.ask))
                if near(by_hand, exercise.task.truth(part.ask), 1e-9):
                    continue
                assert any(near(by_hand, wrong.value, 1e-9) for wrong in made), (exercise.recipe, part, at)
                compared += 1
    assert compared or slip in ("gate-ignored", "sum-not-mean")


def test_that_a_slip_that_changes_nothing_is_not_made() -> None:
    for exercise in exercises():
        for part in exercise.parts:
            right = exercise.task.truth(part.ask)
            for wrong in wrong_values(exercise.task, part.ask):
                assert not near(wrong.value, right, 1e-9)


def test_that_probes_stand_five_per_cent_apart_from_the_truth_and_from_each_other() -> None:
    for exercise in exercises(24):
        for part in exercise.parts:
            right = exercise.task.truth(part.ask)
            wrongs = wrong_values(exercise.task, part.ask)
            assert set(part.probes) <= set(separated(wrongs, right))
            probed = [wrong for wrong in wrongs if wrong.slip.id in part.probes]
            for wrong in probed:
                assert apart(wrong.value, right)
                assert all(wrong.slip is w.slip or apart(wrong.value, w.value) for w in wrongs)


@pytest.mark.parametrize("slip", LEARNING_MD)
def test_that_a_message_names_what_was_done_and_asks_without_giving_the_answer(slip: str) -> None:
    for exercise in exercises(60):
        for part in exercise.parts:
            for wrong in wrong_values(exercise.task, part.ask, slips=(slip,)):
                text = wrong.message(exercise.task, part.ask)
                assert text.endswith("?") and len(text) > 60
                truth = exercise.task.truth(part.ask)
                assert f"{truth:.4g}".replace("-", "−") not in text or len(f"{truth:.4g}") < 4
                assert "[" not in text and "_" not in text.replace("θ_kj", "").replace("θ_jk", "")


@pytest.mark.parametrize("network", READY_MADE, ids=lambda network: network.name)
def test_that_slips_are_made_on_any_network_that_is_open(network: ReadyMade) -> None:
    task = alone(task_of(network.read()))
    for layer in range(1, task.network.depth + 1):
        for kind, k in ((Kind.DC_DTHETA, 1), (Kind.DC_DB, 0), (Kind.DC_DZ, 0), (Kind.DC_DA, 0)):
            for wrong in wrong_values(task, Key(kind, layer, 1, k)):
                assert np.isfinite(wrong.value)


def test_that_names_in_messages_are_in_the_learners_notation() -> None:
    exercise = make(recipe(3, ExerciseKind.NEXT_VALUE, "back-through-weight", 1))
    (part,) = exercise.parts
    assert isinstance(part, NumberPart)
    own = frozenset({part.ask.layer + 1})
    wrongs = wrong_values(exercise.task, part.ask, slips=("no-theta",))
    wrong = next(wrong for wrong in wrongs if wrong.spot.layers == own)
    for notation in NOTATIONS.values():
        a = Namer(exercise.document.network, notation).plain(Key(Kind.A, part.ask.layer, 1))
        assert a in wrong.message(exercise.task, part.ask, notation)
