"""Questions from seeds: the same on every machine, friendly, and as the contract describes them."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from bptutor.engine.document_reader import decode
from bptutor.exercise.as_json import exercise_object
from bptutor.exercise.hints import hint, solution, timeline_for
from bptutor.exercise.making import kinds_of, make, recipe, skills_of
from bptutor.exercise.model import (
    ChoicePart,
    Exercise,
    ExerciseKind,
    ExpressionPart,
    NumberPart,
    OrderPart,
    PathPart,
    Recipe,
)
from bptutor.exercise.prompts import listed
from bptutor.exercise.skills import SKILLS
from bptutor.exercise.slips import SLIPS
from bptutor.foundation.errors import TutorError
from bptutor.foundation.numbers import short
from bptutor.trace.keys import Kind

ROOT = Path(__file__).parents[2]
EVERY = [
    recipe(seed, kind, skill, difficulty)
    for kind in ExerciseKind
    for skill in skills_of(kind)
    for difficulty in (1, 2, 3)
    for seed in (4821,)
]


def name(wanted: Recipe) -> str:
    return f"{wanted.kind.value}-{wanted.skill}-{wanted.difficulty}-{wanted.seed}"


def digest(recipes: list[Recipe]) -> str:
    text = json.dumps([exercise_object(make(wanted)) for wanted in recipes], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize("wanted", EVERY, ids=name)
def test_that_every_kind_skill_and_difficulty_makes_a_whole_question(wanted: Recipe) -> None:
    exercise = make(wanted)
    assert exercise.recipe == wanted and exercise.parts and exercise.question
    document = decode(json.dumps(exercise_object(exercise)["network"]), "exercise")
    assert document.examples is not None and 1 <= exercise.example <= len(document.examples)
    for part in exercise.parts:
        assert part.skill in SKILLS and set(part.probes) <= set(SLIPS)
    assert all(hint(exercise, i, n).text for i in range(len(exercise.parts)) for n in (1, 2, 3))
    timeline = timeline_for(exercise)
    for cursor in solution(exercise):
        assert 0 <= cursor.index < timeline.size(cursor.level)


@pytest.mark.parametrize("wanted", EVERY[::5], ids=name)
def test_that_a_question_has_friendly_numbers(wanted: Recipe) -> None:
    exercise = make(wanted)
    for layer in exercise.document.network.layers:
        for number in (*layer.weights.flat, *layer.biases.flat):
            assert len(repr(abs(float(number)))) <= 4
    for part in exercise.parts:
        if isinstance(part, NumberPart):
            size = abs(exercise.task.truth(part.ask))
            assert size == 0 or 1e-3 < size < 1e3


def test_that_the_same_recipe_makes_the_same_question_in_another_process() -> None:
    code = (
        "import sys, json; from tests.exercise.test_making import EVERY, digest; print(digest(EVERY[::29]))"
    )
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert other.stdout.strip() == digest(EVERY[::29])


def test_that_other_seeds_make_other_questions() -> None:
    for kind in ExerciseKind:
        made = [exercise_object(make(recipe(seed, kind, skills_of(kind)[0], 1))) for seed in range(20)]
        assert len({json.dumps([m["network"]["layers"], m["parts"]]) for m in made}) >= 19


def test_that_what_is_left_open_follows_from_the_seed() -> None:
    assert recipe(7) == recipe(7)
    assert len({recipe(seed).kind for seed in range(100)}) == 8
    assert recipe(7, skill="softmax").skill == "softmax"
    assert recipe(7, ExerciseKind.TRACE_PATH).kind is ExerciseKind.TRACE_PATH


def test_that_every_skill_has_questions() -> None:
    assert all(kinds_of(skill) for skill in SKILLS)


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": ExerciseKind.TRACE_PATH, "skill": "update"},
        {"skill": "juggling"},
        {"difficulty": 4},
        {"difficulty": 0},
        {"version": 99},
    ],
)
def test_that_a_recipe_that_cannot_be_made_is_said_in_a_sentence(wrong: dict[str, object]) -> None:
    with pytest.raises(TutorError):
        recipe(1, **wrong)  # type: ignore[arg-type]
    with pytest.raises(TutorError):
        recipe(-1)


def test_that_difficulties_are_what_they_are_called() -> None:
    first = [make(recipe(seed, ExerciseKind.WHOLE_GRADIENT, "chain", 1)) for seed in range(10)]
    second = [make(recipe(seed, ExerciseKind.WHOLE_GRADIENT, "chain", 2)) for seed in range(10)]
    third = [make(recipe(seed, ExerciseKind.WHOLE_GRADIENT, "softmax", 3)) for seed in range(10)]
    assert all(e.document.network.widths == (1, 1, 1, 1) for e in first)
    assert all(max(e.document.network.widths) == 2 for e in second)
    assert all(len(e.task.examples) > 1 for e in second)
    assert all(e.document.network.layers[-1].activation.name == "softmax" for e in third)


def test_that_the_json_has_exactly_the_fields_of_the_contract() -> None:
    fields = [
        "format",
        "version",
        "kind",
        "skill",
        "difficulty",
        "seed",
        "question",
        "network",
        "example",
        "parts",
        "verdicts",
    ]
    for wanted in EVERY[::11]:
        made = exercise_object(make(wanted))
        assert list(made) == fields
        assert all(list(part) == ["ask", "prompt", "choices", "probes"] for part in made["parts"])


def right_answer(exercise: Exercise, i: int) -> str:
    """An answer to part i that is right, for every sort of part."""
    part = exercise.parts[i]
    match part:
        case NumberPart():
            return f"{exercise.task.truth(part.ask):.4g}"
        case ExpressionPart():
            return hint(exercise, i, 3).text.split(" = ", 1)[1]
        case ChoicePart():
            return str(part.right + 1)
        case OrderPart():
            return " ".join(str(place + 1) for place in part.right)
        case PathPart():
            return hint(exercise, i, 3).text.removeprefix("The path is ").rstrip(".")


@pytest.mark.parametrize("wanted", EVERY, ids=name)
def test_that_the_right_answer_is_right(wanted: Recipe) -> None:
    from bptutor.exercise.grading import mark

    exercise = make(wanted)
    for i in range(len(exercise.parts)):
        verdict = mark(exercise, i, right_answer(exercise, i))
        assert verdict.right, (right_answer(exercise, i), verdict)


def some(kind: ExerciseKind, skill: str, difficulty: int = 2, seeds: int = 12) -> list[Exercise]:
    """Exercises of a kind on a skill."""
    return [make(recipe(seed, kind, skill, difficulty)) for seed in range(seeds)]


def test_that_the_hints_of_a_worked_chain_speak_of_lines_that_they_name() -> None:
    for exercise in some(ExerciseKind.FIND_SLIP, "bias") + some(ExerciseKind.FIND_SLIP, "chain", 3):
        line, done = exercise.parts
        assert isinstance(line, ChoicePart) and isinstance(done, ChoicePart)
        assert "This line" not in hint(exercise, 0, 1).text and "Try it" not in hint(exercise, 1, 1).text
        for part, asked in enumerate((line, done)):
            assert asked.choices[asked.right].shown not in hint(exercise, part, 2).text
            assert asked.about is not None
            right = short(exercise.task.truth(asked.about))
            shown = asked.choices[asked.right].shown
            told = f"It is: {shown}. Done right: {line.choices[line.right].shown.split(' = ')[0]} = {right}."
            assert hint(exercise, part, 3).text == told


def test_that_the_last_hint_of_a_comparison_tells_both_gradients_the_larger_first() -> None:
    seen = 0
    for exercise in some(ExerciseKind.WHICH_WAY, "weight"):
        (part,) = exercise.parts
        assert isinstance(part, ChoicePart)
        if len(part.choices) == 2:
            assert part.about is not None
            keys = [choice.key.of_kind(part.about.kind) for choice in part.choices if choice.key is not None]
            sizes = sorted((exercise.task.truth(key) for key in keys), key=abs, reverse=True)
            told = hint(exercise, 0, 3).text.removesuffix(".")
            assert [each.split(" = ")[1] for each in told.split(", ")] == [short(size) for size in sizes]
            seen += 1
    assert seen


def test_that_a_z_of_the_softmax_is_said_to_go_into_every_output() -> None:
    seen = 0
    for exercise in some(ExerciseKind.WHOLE_GRADIENT, "softmax", 3):
        for i, part in enumerate(exercise.parts):
            if isinstance(part, NumberPart) and part.ask.kind is Kind.DC_DZ and part.ask.layer == 2:
                outputs = [f"ŷ{number}" for number in "₁₂₃"[: exercise.document.network.widths[-1]]]
                first, second = hint(exercise, i, 1).text, hint(exercise, i, 2).text.partition(", and ")[2]
                if exercise.document.network.layers[1].activation.mixes:
                    assert all(output in first for output in outputs), first
                    assert second.count(" = ") == len(outputs), second
                    seen += 1
    assert seen


def test_that_a_question_on_the_softmax_goes_through_it() -> None:
    for exercise in some(ExerciseKind.NEXT_VALUE, "softmax", 2, 20):
        assert "The cost is" in exercise.question or "softmax" in exercise.question, exercise.question


def test_that_a_path_through_a_neuron_of_the_softmax_may_leave_by_another_output() -> None:
    from bptutor.exercise.grading import mark

    crossed = 0
    for exercise in some(ExerciseKind.TRACE_PATH, "chain", 3, 30):
        part = exercise.parts[0]
        assert isinstance(part, PathPart)
        network = exercise.document.network
        if not (network.layers[-1].activation.mixes and part.via):
            continue
        layer, j = part.via[-1] if part.via[-1][0] == network.depth else part.via[0]
        assert f"z{'⁰¹²³'[layer]}{'₀₁₂₃'[j]}" in exercise.question
        home = right_answer(exercise, 0)
        other = home.replace(f"ŷ{'₀₁₂₃'[j]}", f"ŷ{'₀₁₂₃'[1 if j == 2 else 2]}")
        assert other != home and mark(exercise, 0, other).right
        crossed += 1
    assert crossed


def test_that_a_direction_is_asked_for_with_every_sign_that_decides_it() -> None:
    for exercise in some(ExerciseKind.WHICH_WAY, "weight", 1, 20):
        part = exercise.parts[0]
        assert isinstance(part, ChoicePart) and part.about is not None
        if part.choices[0].key is None:
            before = "x" if part.about.layer == 1 else f"a{'⁰¹²³'[part.about.layer - 1]}"
            said = hint(exercise, 0, 1).text
            assert said.endswith(f"what sign has {before}?")
            gated = any(
                layer.activation.name == "relu"
                for layer in exercise.document.network.layers[part.about.layer - 1 :]
            )
            assert ("gate" in said) == gated


def test_that_several_names_are_listed_as_one_would_say_them() -> None:
    assert listed(["z²₁"]) == "z²₁"
    assert listed(["z²₁", "z²₂"]) == "z²₁ and z²₂"
    assert listed(["z²₁", "z²₂", "z²₃"]) == "z²₁, z²₂ and z²₃"
