"""From (kind, version, seed, difficulty, skill) to an exercise, always the same one."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from bptutor.exercise.families import family
from bptutor.exercise.lots import Lots
from bptutor.exercise.making_chains import build_chain, next_factor, trace_path
from bptutor.exercise.making_choices import find_slip, which_way
from bptutor.exercise.making_values import next_value, whole_gradient, write_it
from bptutor.exercise.model import VERSION, Exercise, ExerciseKind, Recipe, about
from bptutor.exercise.skills import SKILLS, skill_named
from bptutor.exercise.task import ALTOGETHER
from bptutor.foundation.errors import TutorError

Maker = Callable[[Recipe, Lots], Exercise]
MAX_SEED = 2**63 - 1  # what the learner's progress can keep
_CHAINS = ("chain", "back-through-weight", "weight", "bias")
_DERIVATIVES = ("cost-derivative", "sigmoid-derivative", "activation-derivative")

MAKERS: dict[ExerciseKind, tuple[Maker, tuple[str, ...]]] = {
    ExerciseKind.NEXT_VALUE: (next_value, tuple(SKILLS)),
    ExerciseKind.NEXT_FACTOR: (next_factor, (*_CHAINS, *_DERIVATIVES)),
    ExerciseKind.BUILD_CHAIN: (build_chain, _CHAINS),
    ExerciseKind.TRACE_PATH: (trace_path, ("chain", "weight", "bias", "sum-over-paths")),
    ExerciseKind.WRITE_IT: (write_it, (*_CHAINS, *_DERIVATIVES, "sum-over-paths")),
    ExerciseKind.FIND_SLIP: (find_slip, (*_CHAINS, *_DERIVATIVES, "sum-over-paths", "update")),
    ExerciseKind.WHICH_WAY: (which_way, ("chain", "weight", "bias", "activation-derivative", "update")),
    ExerciseKind.WHOLE_GRADIENT: (
        whole_gradient,
        (*_CHAINS, *_DERIVATIVES, "sum-over-paths", "softmax", "update"),
    ),
}
assert all(skill in SKILLS for _, skills in MAKERS.values() for skill in skills)


def skills_of(kind: ExerciseKind) -> tuple[str, ...]:
    """The skills that a kind has questions on."""
    return MAKERS[kind][1]


def kinds_of(skill: str) -> tuple[ExerciseKind, ...]:
    """The kinds that have questions on a skill."""
    return tuple(kind for kind, (_, skills) in MAKERS.items() if skill in skills)


def recipe(
    seed: int,
    kind: ExerciseKind | None = None,
    skill: str | None = None,
    difficulty: int = 1,
    version: int = VERSION,
) -> Recipe:
    """What is left open is chosen from the seed. Raises TutorError where kind and skill
    do not go together."""
    family(difficulty)
    if version != VERSION:
        raise TutorError(
            f"exercises of version {version} are made by another edition of the tutor, not by this one"
        )
    if not 0 <= seed <= MAX_SEED:
        raise TutorError(f"seed {seed}: choose a whole number from 0 to {MAX_SEED}")
    lots = Lots("recipe", version, seed, difficulty, kind and kind.value, skill)
    if skill is not None:
        skill_named(skill)
        kind = kind or lots.pick(kinds_of(skill))
    kind = kind or lots.pick(tuple(ExerciseKind))
    if skill is not None and skill not in skills_of(kind):
        raise TutorError(
            f"{kind.value} has no questions on “{skill}”: choose from {', '.join(skills_of(kind))}"
        )
    return Recipe(kind, seed, difficulty, skill or lots.pick(skills_of(kind)), version)


def make(wanted: Recipe) -> Exercise:
    """The exercise that a recipe makes."""
    lots = Lots(wanted.kind.value, wanted.version, wanted.seed, wanted.difficulty, wanted.skill)
    exercise = MAKERS[wanted.kind][0](wanted, lots)
    several = exercise.document.examples is not None and len(exercise.document.examples) > 1
    if several and not _altogether(exercise):
        return replace(exercise, question=f"Example {exercise.example}. {exercise.question}")
    return exercise


def _altogether(exercise: Exercise) -> bool:
    """Whether all examples together are asked about."""
    key = about(exercise.parts[0])
    return key is not None and key.kind in ALTOGETHER
