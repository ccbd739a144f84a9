"""What is said of the conventions and the notation in force, and what else there is to choose."""

from bptutor.engine.ready_made import ready_made
from bptutor.exercise.making import make, recipe
from bptutor.exercise.model import ExerciseKind
from bptutor.exercise.sitting import Sitting
from bptutor.study import actions
from bptutor.study.opening import opened
from bptutor.study.practise_actions import OpenExercise
from bptutor.study.practise_scene import notation_in_sight
from bptutor.study.reduce import reduce
from bptutor.study.state import State
from bptutor.study.views.conventions_view import ConventionsView, conventions_view, cost_text
from bptutor.study.views.everything import views_of
from bptutor.trace.keys import parse
from bptutor.trace.notations import notation_named


def state_of(name: str, notation: str = "theta") -> State:
    return reduce(opened(ready_made(name).read()), actions.SetNotation(notation))


def chosen(view: ConventionsView) -> dict[str, str]:
    return {
        r.title: text
        for r in (*view.numbers, *view.writing)
        for value, text in r.options
        if value == r.chosen
    }


def test_that_the_minus_of_a_cross_entropy_is_that_of_both_its_terms() -> None:
    state = reduce(state_of("xor"), actions.SetConvention("cost", "binary_cross_entropy"))
    assert conventions_view(state).long[0] == "C = −[y ln ŷ + (1−y) ln(1−ŷ)]"
    assert cost_text("binary_cross_entropy") == "C = −Σ[y ln ŷ + (1−y) ln(1−ŷ)]"


def test_that_what_the_network_has_no_use_for_is_not_offered() -> None:
    assert [row.setting for row in conventions_view(state_of("two-hidden-layers")).numbers] == [
        "cost",
        "relu_slope_at_zero",
    ]
    assert [row.setting for row in conventions_view(state_of("xor")).numbers] == ["cost", "reduction"]
    softmax = conventions_view(state_of("classifier-2-3-2"))
    assert [value for value, _text in softmax.numbers[0].options] == ["cross_entropy"]


def test_that_each_choice_of_the_writing_is_a_notation_that_differs_in_that_alone() -> None:
    state = state_of("xor", "w,E,rows")
    view = conventions_view(state)
    assert chosen(view)["Weights"] == "w" and chosen(view)["Vectors"] == "row aWᵀ"
    now = notation_named(state.notation)
    for row, field in zip(
        view.writing, ("letters", "marks", "cost", "delta", "rows", "transposed"), strict=True
    ):
        for name, _text in row.options:
            other = notation_named(str(name))
            differing = [f for f in other.__slots__ if getattr(other, f) != getattr(now, f)]
            assert differing in ([], [field]), (row.title, name)
            assert reduce(state, actions.SetNotation(str(name))).notation == name
    assert view.long == ("E = (ŷ − y)²", "J = (1/m) Σ E", "w⁽ˡ⁾, z⁽ˡ⁾, a⁽ˡ⁾ · E · aWᵀ")
    assert view.short == ("(ŷ−y)²", "mean", "w⁽ˡ⁾ E")


def test_that_a_view_is_made_anew_only_where_something_changed() -> None:
    state = state_of("xor")
    stepped = reduce(state, actions.MoveCursor("next"))
    assert conventions_view(state) is conventions_view(stepped)


def test_that_the_order_of_indices_stays_where_texts_and_answers_have_it() -> None:
    state = state_of("classifier-2-3-2", "w,transposed")
    assert views_of(state).network.namer.plain(parse("theta[2][1,3]")) == "w⁽²⁾₃₁"
    made = recipe(7, ExerciseKind.WRITE_IT, None, 2)
    asked = reduce(state, OpenExercise(Sitting(make(made)), "id", (made,)))
    assert not notation_in_sight(asked).transposed and notation_in_sight(asked).letters == "w"
    assert conventions_view(asked).locked
