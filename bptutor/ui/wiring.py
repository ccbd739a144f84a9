"""Who hears whom in the window: a panel asks, and the study or another part of the window does it."""

from __future__ import annotations

from collections.abc import Callable

from bptutor.ui.parts import Parts
from bptutor.ui.showing import Showing


def connect(parts: Parts, showing: Showing, say: Callable[[str], None]) -> None:
    """Connect all parts, once. `say` tells the learner a sentence."""
    # First of all: who follows the state after this finds the panels shown.
    parts.bridge.changed.connect(showing.follow)
    for complaint in (parts.bridge.refused, parts.session.failed, parts.guides.said):
        complaint.connect(say)
    _connect_menus(parts)
    _connect_player(parts)
    _connect_pointing(parts)
    _connect_guides(parts)
    _connect_predicting(parts)
    _connect_training(parts, showing)
    # Last: an editor looks where numbers are drawn once the panels have been shown a change.
    parts.editing.take(parts.canvas, parts.values.table, parts.cost, parts.commands, parts.menus, parts.docks)
    parts.bridge.changed.connect(parts.bench.follow)
    parts.bridge.changed.connect(parts.steps_ahead.follow)
    _add_commands(parts)


def _connect_menus(parts: Parts) -> None:
    parts.menus.requested.connect(parts.commands.do)
    parts.menus.network_requested.connect(parts.commands.files.open_path)
    parts.menus.pack_requested.connect(parts.guides.open_pack)
    parts.guides.packs_changed.connect(parts.menus.show_packs)


def _connect_player(parts: Parts) -> None:
    ask, player, top_bar = parts.requests, parts.player, parts.top_bar
    player.move_requested.connect(ask.move)
    player.step_requested.connect(ask.go_to)
    player.play_requested.connect(parts.clock.toggle)
    player.level_requested.connect(ask.set_level)
    player.speed_requested.connect(ask.set_speed)
    player.iteration_requested.connect(ask.go_to_iteration)
    top_bar.room_requested.connect(ask.set_room)
    top_bar.convention_requested.connect(ask.set_convention)
    top_bar.notation_requested.connect(ask.set_notation)


def _connect_pointing(parts: Parts) -> None:
    ask = parts.requests
    for panel in (parts.canvas, parts.chain, parts.step, parts.values):
        panel.pointed.connect(ask.point_at)
    for choice in (parts.canvas, parts.values):
        choice.selected.connect(ask.select)
    for steps in (parts.chain, parts.step):
        steps.step_requested.connect(ask.go_to)
    parts.canvas.opened.connect(ask.unfold)
    parts.canvas.clicked.connect(parts.guides.click)


def _connect_guides(parts: Parts) -> None:
    guides, derivations = parts.guides, parts.derivations
    parts.chain.derivation_requested.connect(derivations.derive)
    guides.derivation_requested.connect(derivations.open_beside)
    guides.look_requested.connect(parts.looking.look)
    guides.help_requested.connect(parts.help.show_page)
    parts.help.link_requested.connect(guides.follow_link)


def _connect_predicting(parts: Parts) -> None:
    ask, predict = parts.requests, parts.predict
    predict.predicted.connect(ask.predict)
    predict.factor_picked.connect(ask.pick_factor)
    predict.show_requested.connect(ask.show_predicted)
    predict.next_requested.connect(ask.next_step)
    predict.stop_requested.connect(ask.stop_predicting)


def _connect_training(parts: Parts, showing: Showing) -> None:
    ask, cost, guides, trainer = parts.requests, parts.cost, parts.guides, parts.trainer
    cost.run_requested.connect(parts.commands.run)
    cost.stop_requested.connect(trainer.stop)
    cost.forget_requested.connect(ask.forget_runs)
    cost.logarithmic_requested.connect(ask.set_logarithmic)
    cost.iteration_requested.connect(ask.go_to_iteration)
    cost.value_requested.connect(guides.drag)
    cost.released.connect(guides.let_go)
    cost.nudge_requested.connect(guides.push)
    cost.made.connect(showing.show_present)
    cost.made.connect(parts.commands.files.runs.read)
    trainer.gained.connect(ask.gain)
    trainer.progressed.connect(cost.show_progress)


def _add_commands(parts: Parts) -> None:
    """What commands of the table other parts carry out."""
    guides = parts.guides
    does = {
        "open_menu": parts.top_bar.open_menu,
        "conventions": parts.top_bar.open_conventions,
        "help": parts.help.show_help,
        "open_pack": guides.ask_for_pack,
        "contents": guides.show_contents,
        "toggle_predicting": guides.toggle_predicting,
        "set_of_five": guides.start_set,
        "history_of_answers": guides.show_history,
        "hand_in": guides.hand_in,
        "export_progress": guides.export_progress,
        "import_progress": guides.import_progress,
        "reset_progress": guides.reset_progress,
        **parts.bench.commands,
    }
    for name, do in does.items():
        parts.commands.add(name, do)
