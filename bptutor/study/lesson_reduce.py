"""What lessons decide: opening, turning pages, and what an action at a gate makes of the state."""

from __future__ import annotations

from types import MappingProxyType

from msgspec.structs import replace

from bptutor.engine.changes import Changed
from bptutor.engine.document import Document
from bptutor.foundation.numbers import short
from bptutor.lesson import player
from bptutor.lesson.answers import asked_key
from bptutor.lesson.live import LiveBlock, Nudge, Predict, Train
from bptutor.lesson.nudge import dragged
from bptutor.study import actions, lesson_scene
from bptutor.study import lesson_actions as act
from bptutor.study.edit_reduce import document_in_sight, edited
from bptutor.study.lesson_gates import Result, at_gate, visited
from bptutor.study.lesson_leading import Go, led, lit, step_in_force
from bptutor.study.lesson_network import is_alike, is_foreign
from bptutor.study.lesson_state import LessonState
from bptutor.study.lesson_training import train
from bptutor.study.lesson_ways import place_of
from bptutor.study.state import Room, State
from bptutor.trace.keys import Key, parse
from bptutor.trace.symbols import Namer, notation_named


def reduced(state: State, action: act.LessonAction, go: Go) -> State:
    """The state after a lesson's action. Without an open lesson only opening one does anything."""
    if isinstance(action, act.OpenLesson):
        return _opened(lesson_scene.left(state), action, go)
    if state.lesson is None:
        return state
    if state.room is not Room.LESSONS:
        return lesson_scene.left(_reduced(returned(state, go), action, go))
    return _reduced(state, action, go)


def returned(state: State, go: Go) -> State:
    """The learner comes back to the open lesson: as they left it, else to where its page leads."""
    lesson = state.lesson
    if lesson is None or lesson.home is not None:
        return state
    return led(state, go, back=True, fresh=True) if lesson.desk is None else lesson_scene.entered(state)


def _reduced(state: State, action: act.LessonAction, go: Go) -> State:
    assert state.lesson is not None
    after = state
    match action:
        case act.OpenLesson():
            raise TypeError("a lesson is opened from the learner’s own network")
        case act.ReloadLesson():
            after = _reloaded(state, state.lesson, action, go)
        case act.TurnPage(forward):
            after = _turned(state, state.lesson, forward, go)
        case act.GoToPage(page):
            there = player.go_to(state.lesson.lesson, state.lesson.player, page)
            after = _at_page(state, state.lesson, there, go)
        case act.SkipGates():
            lesson = state.lesson
            skipped = replace(lesson, player=player.skip(lesson.lesson, lesson.player))
            after = led(replace(state, lesson=skipped), go)
        case act.LeadBack():
            after = led(
                replace(state, lesson=replace(state.lesson, dragged=False)), go, back=True, fresh=True
            )
        case _:
            after = _at_gate(state, state.lesson, action, go)
    return asking(after)


def asking(state: State) -> State:
    """The state with the values hidden that the page asks for, while the learner is in the lesson."""
    if state.lesson is None:
        return state
    hidden = asked(state.lesson) if state.room is Room.LESSONS else frozenset()
    return state if hidden == state.hidden else replace(state, hidden=hidden)


def asked(lesson: LessonState) -> frozenset[Key]:
    """The values that the open gates of a page ask for."""
    gates = player.open_gates(lesson.lesson, lesson.player)
    keys = (asked_key(gate) for gate in gates if isinstance(gate, Predict))
    return frozenset(key for key in keys if key is not None)


def _opened(state: State, action: act.OpenLesson, go: Go) -> State:
    lesson = LessonState(action.book, action.player, home=lesson_scene.waiting(state))
    state = replace(state, lesson=lesson, room=Room.LESSONS, playing=False)
    if action.stay and not is_foreign(state, lesson):
        state = lit(lesson_scene.apart(state), step_in_force(lesson))
    else:
        state = led(lesson_scene.apart(state), go, back=True, fresh=True)
    return asking(_at_place(state, action.place, go))


def _at_place(state: State, place: act.Place | None, go: Go) -> State:
    """The step at which the learner was."""
    if place is None:
        return state
    moves = (
        actions.GoToIteration(place.iteration),
        actions.SetLevel(place.level),
        actions.GoTo(place.step),
    )
    for move in moves:
        state = go(state, move)
    return state


def _reloaded(state: State, lesson: LessonState, action: act.ReloadLesson, go: Go) -> State:
    kept = player.reopen(action.book.lesson, lesson.player, lesson.lesson)
    fresh = replace(lesson, book=action.book, player=kept, dragged=False)
    return led(replace(state, lesson=fresh), go, back=True, fresh=True)


def _turned(state: State, lesson: LessonState, forward: bool, go: Go) -> State:
    turn = player.next_page if forward else player.back
    after = turn(lesson.lesson, lesson.player)
    return state if after == lesson.player else _at_page(state, lesson, after, go)


def _at_page(state: State, lesson: LessonState, after: player.PlayerState, go: Go) -> State:
    """The page that the player state is at; another network where that page has one."""
    before = lesson.player.page
    if after.page == before:
        return replace(state, lesson=replace(lesson, player=after))
    turned = replace(lesson, player=after, dragged=False, highlight=(), ways=())
    undone = bool(player.open_gates(lesson.lesson, lesson.player))  # so the page has not led on to its end
    far = abs(after.page - before) > 1 or after.page < before or undone
    changed = turned.document is not lesson.document
    return led(replace(state, lesson=turned, playing=False), go, back=far or changed, fresh=changed)


def _at_gate(state: State, lesson: LessonState, action: act.AtGate, go: Go) -> State:
    block = lesson.block(action.gate)
    if block is None:
        return state
    attempt = lesson.tried(action.gate)
    if isinstance(action, act.Drag) and isinstance(block, Nudge):
        state = _dragged(state, block, action, go)
        assert state.lesson is not None
        lesson = replace(state.lesson, dragged=True)
        result = visited(block, attempt, state.document)
    elif isinstance(action, act.RunTraining) and isinstance(block, Train):
        state, result = train(state, block, attempt)
    else:
        namer = Namer(state.network, notation_named(state.notation))
        result = at_gate(block, attempt, action, _document(state, lesson), namer)
        state = _after_push(state, block, action)
    return _with_result(state, lesson, block, action.gate, result, go)


def _document(state: State, lesson: LessonState) -> Document:
    """What a gate is judged on: the network in sight, unless it is quite another than the page's."""
    return state.document if is_alike(state.document, lesson.document) else lesson.document


def _after_push(state: State, block: LiveBlock, action: act.AtGate) -> State:
    """The value that is pushed is the one of the cost slice."""
    if isinstance(block, Nudge) and isinstance(action, act.Push):
        return replace(state, selected=parse(block.value))
    return state


def _dragged(state: State, block: Nudge, action: act.Drag, go: Go) -> State:
    """The network with one value dragged, at the same step: an edit, and as live as a hand is."""
    assert state.lesson is not None
    if not is_alike(state.document, state.lesson.document):
        state = led(state, go, back=True, fresh=True)
    key = parse(block.value)
    document = dragged(document_in_sight(state), key, action.value, block.example - 1)
    name = Namer(state.network, notation_named(state.notation)).plain(key)
    label = f"{name} = {short(action.value)}"
    after = edited(state, Changed(document), label, action.gesture, live=True)
    return replace(after, selected=place_of(key))


def _with_result(
    state: State, lesson: LessonState, block: LiveBlock, gate: str, result: Result, go: Go
) -> State:
    """The state with a gate's try; a gate that has just been passed may let the page lead on."""
    tries = MappingProxyType({**lesson.tries, lesson.full_name(gate): result.attempt})
    before = step_in_force(lesson)
    progress = player.pass_gate(lesson.lesson, lesson.player, block) if result.passed else lesson.player
    lesson = replace(lesson, tries=tries, player=progress)
    state = replace(state, lesson=lesson)
    after = step_in_force(lesson)
    return lit(state, after) if after == before else led(state, go)


__all__ = ["asked", "asking", "is_alike", "is_foreign", "reduced", "returned"]
