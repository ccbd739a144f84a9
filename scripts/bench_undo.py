"""Every kind of edit, undone in the whole window: from the key to the painted frame."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from statistics import median
from typing import TYPE_CHECKING

from scripts.bench_figures import Times, say
from scripts.bench_window import WEIGHT, open_at_a_step, put_away, rest, shown_window, undo

if TYPE_CHECKING:
    from bptutor.study.edit_actions import EditAction

NETWORKS = ("two-hidden-layers", "xor", "digits-64-32-10")
AGAIN = 9  # times that each kind is undone


def kinds() -> Iterator[tuple[str, EditAction]]:
    """One edit of each kind that a person can make, with its name."""
    from bptutor.engine.changes import set_name
    from bptutor.engine.changes_examples import add_example
    from bptutor.engine.changes_layers import XAVIER, add_neuron, begin_again, insert_layer
    from bptutor.engine.changes_ways import set_activation, set_reduction, set_update
    from bptutor.study.edit_actions import Edit, EditValue
    from bptutor.trace.keys import parse

    for key in (WEIGHT, "b[1][1]", "x[1]", "learning_rate"):
        yield f"a typed {key}", EditValue(parse(key), 0.37)
    for what, change in (
        ("an activation", partial(set_activation, layer=1, name="linear")),
        ("a reduction", partial(set_reduction, name="sum")),
        ("a way of updating", partial(set_update, kind="online")),
        ("a neuron", partial(add_neuron, layer=1)),
        ("a layer", partial(insert_layer, layer=2, width=4, activation="tanh")),
        ("new parameters", partial(begin_again, beginning=XAVIER)),
        ("an example", add_example),
        ("a name", partial(set_name, name="another")),
    ):
        yield what, Edit(change, what)


def bench_undo() -> None:
    """The median over all kinds of edits, and the kind that takes longest."""
    app, window = shown_window()
    for name in NETWORKS:
        all_times, slowest = Times(), (0.0, "")
        for what, edit in kinds():
            open_at_a_step(window, name)
            times = Times()
            for _ in range(AGAIN):
                window.bridge.do(edit)
                rest(app, 0.2)
                assert window.bridge.state.history.past
                times.take(lambda: undo(app, window))
                assert not window.bridge.state.history.past
                rest(app, 0.1)
            all_times.clock += times.clock
            all_times.processor += times.processor
            slowest = max(slowest, (median(times.clock), what))
        all_times.say(f"undo: any edit, {name}", 16.0)
        say(f"undo: {slowest[1]}, which takes longest, {name}", slowest[0], 16.0, "ms")
    put_away(window)
