"""What an action at a gate makes of the gate's try, and whether the gate is passed by it."""

from __future__ import annotations

import random

from msgspec.structs import replace

from bptutor.engine.document import Document
from bptutor.exercise.said import RIGHT_TEXT
from bptutor.foundation.errors import TutorError
from bptutor.foundation.frozen import Frozen
from bptutor.foundation.numbers import counted
from bptutor.lesson import answers
from bptutor.lesson.composition import Shell, shells_of_network
from bptutor.lesson.derivation import Line, derivation
from bptutor.lesson.functions import shells_of_functions
from bptutor.lesson.live import Choose, Compose, Derivation, LiveBlock, Nudge, Order, Path, Predict, Train
from bptutor.lesson.nudge import DEFAULT_STEPS
from bptutor.lesson.spans import Spans
from bptutor.study import lesson_actions as act
from bptutor.study import lesson_words as words
from bptutor.study.lesson_judging import judge
from bptutor.study.lesson_state import Mood, Try, numbers_of
from bptutor.study.lesson_ways import leads_on, place_of, places_along, reached, step_to
from bptutor.trace.keys import Key, parse
from bptutor.trace.symbols import Namer


class Result(Frozen, eq=False):
    """The gate's next try, and whether it is passed now."""

    attempt: Try
    passed: bool = False


def at_gate(block: LiveBlock, attempt: Try, action: act.AtGate, document: Document, namer: Namer) -> Result:
    """The result of an action that moves no timeline. One that does not fit its gate changes nothing."""
    match block, action:
        case Predict(), act.Answer(text=text, comma=comma):
            found = judge(block, document, text, comma)
            tried = replace(attempt, answer=text, said=found.said, mood=found.mood)
            return Result(tried, found.mood == "right")
        case Choose(), act.Pick():
            return _chosen(block, attempt, action, document)
        case Order(), act.Pick():
            return _placed(block, attempt, action, document)
        case Path(), act.StepAlong(place=place):
            return _stepped(block, attempt, place_of(place), document, namer)
        case Path(), act.StepBack():
            return Result(replace(attempt, way=attempt.way[:-1], said=(), mood=""))
        case Derivation() | Compose(), act.OpenMore(by=by):
            return _opened(block, attempt, by, document, namer)
        case Nudge(), act.Push(h=h):
            return _pushed(block, attempt, h)
        case _, act.TakeHint():
            return Result(replace(attempt, hints=min(attempt.hints + 1, len(hints_of(block)))))
        case _:
            return Result(attempt)


def hints_of(block: LiveBlock) -> tuple[Spans, ...]:
    """The hints of a gate; the kinds that have none have an empty list."""
    return block.hints if isinstance(block, Predict | Path | Order | Nudge) else ()


def _right(attempt: Try, *replies: Spans) -> Try:
    kept = tuple(reply for reply in replies if reply)
    return replace(attempt, said=kept or (words.said(RIGHT_TEXT),), mood="right")


def _chosen(block: Choose, attempt: Try, action: act.Pick, document: Document) -> Result:
    tried = replace(attempt, picked=action.picked)
    if not action.check:
        return Result(replace(tried, said=(), mood=""))
    if not action.picked:
        return Result(replace(tried, said=(words.said(words.NOTHING_CHOSEN),), mood="note"))
    outcome = answers.judge_choice(block, numbers_of(document), action.picked)
    if outcome.right:
        return Result(_right(tried, *outcome.replies), True)
    more = words.MISSING.format(count=outcome.missing) if outcome.missing else ""
    said = (*outcome.replies, words.said(more)) if more else outcome.replies
    mood: Mood = "note" if outcome.missing else "wrong"
    return Result(replace(tried, said=said or (words.said(words.NOT_ALL),), mood=mood))


def cards_of(block: Order, document: Document) -> tuple[Key, ...] | tuple[Spans, ...]:
    """All cards, the right ones first and in order."""
    return block.cards or answers.cards(block, document.network)


def shuffled(block: Order, document: Document) -> tuple[int, ...]:
    """The order in which the cards lie at first: mixed, never right, and the same each time."""
    numbers = list(range(len(cards_of(block, document))))
    mixed = list(numbers)
    rng = random.Random(f"{block.line} {block.to} {len(numbers)}")
    while mixed == numbers and len(numbers) > 1:
        rng.shuffle(mixed)
    return tuple(mixed)


def _placed(block: Order, attempt: Try, action: act.Pick, document: Document) -> Result:
    tried = replace(attempt, picked=action.picked, said=(), mood="")
    if not action.check:
        return Result(tried)
    if not action.picked:
        return Result(replace(tried, said=(words.said(words.NOTHING_CHOSEN),), mood="note"))
    if block.cards:
        if answers.judge_order(block, document.network, action.picked).right:
            return Result(_right(tried, block.reply), True)
        good = next((n for n, card in enumerate(action.picked) if card != n), len(action.picked))
    else:
        keys = answers.cards(block, document.network)
        placed = tuple(keys[number] for number in action.picked)
        if answers.judge_order(block, document.network, placed).right:
            return Result(_right(tried, block.reply), True)
        first = answers.first_mismatch(block, document.network, placed)
        good = len(placed) if first is None else first
    return Result(replace(tried, said=(words.said(_order_text(block, good, tried)),), mood="wrong"))


def _order_text(block: Order, good: int, attempt: Try) -> str:
    if good == len(attempt.picked):
        return words.ORDER_SHORT
    if block.cards:
        return words.ORDER_WRONG
    return words.ORDER_FROM.format(good=good) if good else words.ORDER_START


def _stepped(block: Path, attempt: Try, place: Key, document: Document, namer: Namer) -> Result:
    """One place further; a place that is not next, or leads elsewhere, is not taken."""
    network = document.network
    if place in places_along(attempt.way):
        back = places_along(attempt.way).index(place)
        return Result(replace(attempt, way=attempt.way[:back], said=(), mood=""))
    factor = step_to(network, attempt.way, place)
    if factor is None:
        text = words.NOT_NEXT.format(place=namer.plain(reached(attempt.way)))
        return Result(replace(attempt, said=(words.said(text),), mood="wrong"))
    way = (*attempt.way, factor)
    if not leads_on(network, way, block.to):
        return Result(replace(attempt, said=(words.said(words.WRONG_TURN),), mood="wrong"))
    if not leads_on(network, way, block.to, attempt.found):
        return Result(replace(attempt, said=(words.said(words.SAME_WAY),), mood="note"))
    tried = replace(attempt, way=way, said=(), mood="")
    if reached(way) != place_of(parse(block.to)):
        return Result(tried)
    outcome = answers.judge_path(block, network, way, attempt.found)
    tried = replace(tried, found=attempt.found | {way})
    if outcome.right:
        return Result(_right(tried, *outcome.replies), True)
    text = words.ONE_MORE if outcome.missing == 1 else words.MANY_MORE.format(count=outcome.missing)
    return Result(replace(tried, way=(), said=(words.said(text),), mood="note"))


def lines_of(block: Derivation, document: Document, namer: Namer) -> tuple[Line, ...]:
    """The lines that the tutor knows of a factor; none where the lesson has its own."""
    return () if block.lines else derivation(document.network, namer, parse(block.of))


def shells_of(block: Compose, document: Document, namer: Namer) -> tuple[Shell, ...]:
    """The functions, outermost first, and what is inside the last."""
    if not block.functions:
        return shells_of_network(numbers_of(document).timeline(), namer, block.example - 1)
    return shells_of_functions(document, block.functions, block.variable, block.at)


def most_opened(block: Derivation | Compose, document: Document, namer: Namer) -> int:
    """How many lines or brackets there are to open."""
    if isinstance(block, Compose):
        return len(shells_of(block, document, namer)) - 1
    return len(block.lines or lines_of(block, document, namer))


def _opened(block: Derivation | Compose, attempt: Try, by: int, document: Document, namer: Namer) -> Result:
    """The first line of a derivation is open from the start: `opened` counts those beyond it."""
    most = most_opened(block, document, namer) - isinstance(block, Derivation)
    opened = min(max(attempt.opened + by, 0), most)
    tried = replace(attempt, opened=opened, said=(), mood="")
    if opened < most:
        return Result(tried)
    replies = (block.reply,) if block.reply else ()
    return Result(replace(tried, said=replies, mood="right" if replies else ""), True)


def steps_of(block: Nudge) -> tuple[float, ...]:
    """The sizes of h, falling."""
    return tuple(sorted((abs(h) for h in block.steps or DEFAULT_STEPS), reverse=True))


def _pushed(block: Nudge, attempt: Try, h: float) -> Result:
    if not h:
        return Result(attempt)
    pushed = attempt.pushed if h in attempt.pushed else (*attempt.pushed, h)
    tried = replace(attempt, h=h, pushed=pushed)
    if not block.until or abs(h) > block.until * (1 + 1e-9):
        return Result(tried)
    return Result(_right(tried, block.reply), True)


def visited(block: Nudge, attempt: Try, document: Document) -> Result:
    """The conditions that are true now are met; once all have been, the gate is passed."""
    numbers = numbers_of(document, block.example)
    met = {n for n, condition in enumerate(block.visit) if _holds(numbers.of, condition)}
    tried = replace(attempt, visited=attempt.visited | met)
    if not block.visit or len(tried.visited) < len(block.visit):
        return Result(tried)
    return Result(tried if attempt.mood == "right" else _right(tried, block.reply), True)


def _holds(number: object, condition: str) -> bool:
    assert callable(number)
    try:
        return bool(number(condition) != 0)
    except TutorError:
        return False


def ran(block: Train, attempt: Try, said: tuple[Spans, ...]) -> Result:
    """The iterations were done."""
    done = counted(block.steps, "iteration")
    replies = (block.reply,) if block.reply else (words.said(f"{done} done."),)
    return Result(replace(attempt, said=(*replies, *said), mood="right"), True)
