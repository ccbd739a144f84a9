"""The lessons that come with the tutor: clean, of good length, and playable to the end with every answer."""

from __future__ import annotations

import math
import re

import pytest

from bptutor.cli.lint import shipped_checks
from bptutor.engine.document import Document
from bptutor.exercise.expressions import parse as parse_answer
from bptutor.foundation.resources import resource
from bptutor.lesson import answers, player
from bptutor.lesson.cues import cue
from bptutor.lesson.evaluate import Numbers
from bptutor.lesson.lint import lint_path
from bptutor.lesson.live import (
    Choose,
    Compose,
    Derivation,
    LiveBlock,
    Nudge,
    Order,
    Path,
    Predict,
    Step,
    Train,
)
from bptutor.lesson.model import Lesson
from bptutor.lesson.nudge import dragged
from bptutor.lesson.packs import Pack, shipped_pack
from bptutor.lesson.rendering import formulas_of, number_text, page_spans, words_of, words_on
from bptutor.lesson.spans import Live, Text
from bptutor.trace.keys import parse
from bptutor.trace.timeline import timeline_of

IDS = shipped_pack().ids
DOING = Path | Order | Nudge | Train | Compose | Derivation


@pytest.fixture(params=IDS)
def opened(request: pytest.FixtureRequest) -> tuple[Pack, Lesson]:
    """The pack and one of its lessons."""
    pack = shipped_pack()
    return pack, pack.lesson(str(request.param))


def test_that_there_are_sixteen() -> None:
    assert len(IDS) == 16


def test_that_the_shipped_pack_lints_clean() -> None:
    assert lint_path(resource("lessons"), shipped_checks()) == []


def test_that_a_lesson_has_few_short_pages_gates_and_a_hard_question(opened: tuple[Pack, Lesson]) -> None:
    _, lesson = opened
    gates = [gate for page in lesson.pages for gate in page.gates]
    assert 5 <= len(lesson.pages) <= 12
    assert max(words_on(page) for page in lesson.pages) <= 80
    assert sum(isinstance(gate, DOING) for gate in gates) >= 2
    assert sum(getattr(gate, "hard", False) for gate in gates) >= 1
    assert lesson.learnt and lesson.summary and lesson.skills


def test_that_every_number_in_prose_is_finite_and_shown(opened: tuple[Pack, Lesson]) -> None:
    pack, lesson = opened
    for number, page in enumerate(lesson.pages):
        numbers = Numbers(pack.document(lesson, number))
        for span, _ in page_spans(page):
            if isinstance(span, Live):
                assert math.isfinite(numbers.of(span.expression))
                assert number_text(span, numbers)
        assert words_of(page.heading, numbers) == page.title
        assert all(tex for tex, _ in formulas_of(page, numbers))


def test_that_letters_of_the_mathematics_are_typeset(opened: tuple[Pack, Lesson]) -> None:
    _, lesson = opened
    bare = re.compile(r"(?<!\w)[bfgxyzθ](?![\w’])")
    for page in lesson.pages:
        spans = [span for span, _ in page_spans(page) if span not in page.heading]
        assert [span for span in spans if isinstance(span, Text) and bare.search(span.text)] == []


def test_that_every_step_block_has_its_place_on_the_timeline(opened: tuple[Pack, Lesson]) -> None:
    pack, lesson = opened
    for number, page in enumerate(lesson.pages):
        document = pack.document(lesson, number)
        for block in page.live:
            if isinstance(block, Step):
                assert cue(block, timeline_of(document, block.iteration)) is not None


def test_that_a_lesson_plays_to_its_end_with_wrong_answers_first(opened: tuple[Pack, Lesson]) -> None:
    pack, lesson = opened
    state = player.start(lesson)
    for number, page in enumerate(lesson.pages):
        assert state.page == number
        document = pack.document(lesson, number)
        for gate in page.gates:
            answer_wrongly(gate, document)
            assert not player.can_go_on(lesson, state)
            answer_rightly(gate, document)
            state = player.pass_gate(lesson, state, gate)
        state = player.next_page(lesson, state)
    assert state.finished
    assert not state.skipped


def answer_wrongly(gate: LiveBlock, document: Document) -> None:
    """Everything wrong that there is to say; what the author expects gets a reply."""
    match gate:
        case Predict():
            numbers = Numbers(document, gate.example)
            assert not answers.judge_number(gate, numbers, numbers.of(gate.value) * 1.5 + 1).right
            for wrong in gate.wrong:
                outcome = answers.judge_number(gate, numbers, numbers.of(wrong.value))
                assert not outcome.right and outcome.replies
        case Choose():
            numbers = Numbers(document)
            wanted = {n for n, option in enumerate(gate.options) if answers.is_right(option, numbers)}
            for n in set(range(len(gate.options))) - wanted:
                outcome = answers.judge_choice(gate, numbers, {n})
                assert not outcome.right and outcome.replies[0]
        case Path(to):
            way = answers.ways(document.network, to)[0]
            assert not answers.judge_path(gate, document.network, way[:-1]).right
        case Order():
            right = range(len(gate.cards)) if gate.cards else answers.cards(gate, document.network)
            assert not answers.judge_order(gate, document.network, list(reversed(right))).right  # type: ignore[arg-type]
        case _:
            pass


def answer_rightly(gate: LiveBlock, document: Document) -> None:
    """What the gate asks for can be done."""
    match gate:
        case Predict():
            numbers = Numbers(document, gate.example)
            assert answers.judge_number(gate, numbers, numbers.of(gate.value)).right
        case Choose():
            numbers = Numbers(document)
            wanted = {n for n, option in enumerate(gate.options) if answers.is_right(option, numbers)}
            assert answers.judge_choice(gate, numbers, wanted).right
        case Path(to):
            found: list[tuple[object, ...]] = []
            for way in answers.ways(document.network, to):
                outcome = answers.judge_path(gate, document.network, way, found)  # type: ignore[arg-type]
                found.append(way)
            assert outcome.right
        case Order():
            if gate.cards:
                assert answers.judge_order(gate, document.network, list(range(len(gate.cards)))).right
            else:
                assert answers.judge_order(
                    gate, document.network, answers.ways(document.network, gate.to)[0]
                ).right
        case Nudge() if gate.visit:
            key = parse(gate.value)
            low, high = gate.range
            places = [low + (high - low) * n / 200 for n in range(201)]
            scenes = [Numbers(dragged(document, key, place)) for place in places]
            assert all(any(scene.of(text) for scene in scenes) for text in gate.visit)
        case Nudge():
            assert not gate.steps or min(map(abs, gate.steps)) <= gate.until
        case _:
            pass


@pytest.mark.parametrize("id", IDS)
def test_that_a_hint_that_is_a_calculation_can_be_typed_as_it_stands(id: str) -> None:
    pack = shipped_pack()
    lesson = pack.lesson(id)
    for number, page in enumerate(lesson.pages):
        for block in page.live:
            if isinstance(block, Predict) and block.hints:
                numbers = Numbers(pack.document(lesson, number), block.example)
                last = words_of(block.hints[-1], numbers)
                if not any(sign.isalpha() or sign in "$=" for sign in last):
                    value = parse_answer(last).value()
                    assert answers.judge_number(block, numbers, value).right, (page.id, last, value)
