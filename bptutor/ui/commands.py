"""One table of commands: menus, the palette, tool-tips and the list of keys all come from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from bptutor.foundation.frozen import Frozen
from bptutor.study import actions
from bptutor.study.actions import Action, MoveCursor
from bptutor.study.edit_actions import RecomputeToHere, Redo, Undo
from bptutor.study.lesson_actions import LeadBack, SkipGates, TurnPage
from bptutor.study.practise_scene import in_exercise
from bptutor.study.speeds import neighbour
from bptutor.study.state import Room, State
from bptutor.trace.steps import Level

Enabled: TypeAlias = Callable[[State], bool]
Title: TypeAlias = Callable[[State], str]


def always(state: State) -> bool:
    """Enabled whatever the state."""
    return True


def can_go_back(state: State) -> bool:
    """Whether there is a step before."""
    return state.cursor.index > 0


def can_go_on(state: State) -> bool:
    """Whether there is a step after."""
    return state.cursor.index < state.total - 1


def can_go_in(state: State) -> bool:
    return state.cursor.level < Level.TERM


def can_go_out(state: State) -> bool:
    return state.cursor.level > Level.LAYER


def can_play_faster(state: State) -> bool:
    return neighbour(state.speed, 1) != state.speed


def can_play_slower(state: State) -> bool:
    return neighbour(state.speed, -1) != state.speed


def has_earlier_iteration(state: State) -> bool:
    return state.iteration > 0


def has_run(state: State) -> bool:
    return state.run.length > 0


def has_earlier_runs(state: State) -> bool:
    return bool(state.earlier_runs)


def has_lesson(state: State) -> bool:
    return state.lesson is not None and state.room is Room.LESSONS


def can_turn_on(state: State) -> bool:
    """Whether the page in sight asks for nothing more."""
    lesson = state.lesson
    if lesson is None or not has_lesson(state):
        return False
    from bptutor.lesson.player import can_go_on

    return can_go_on(lesson.lesson, lesson.player)


def can_turn_back(state: State) -> bool:
    return state.lesson is not None and has_lesson(state) and state.lesson.player.page > 0


def can_skip(state: State) -> bool:
    return has_lesson(state) and not can_turn_on(state)


def can_predict(state: State) -> bool:
    """Whether the network in the drawing is not an exercise's, which asks already."""
    return not in_exercise(state)


def is_predicting(state: State) -> bool:
    return state.predicting is not None and not in_exercise(state)


def can_edit(state: State) -> bool:
    """Whether the network in the drawing is the learner's own."""
    return not in_exercise(state)


def can_undo(state: State) -> bool:
    return can_edit(state) and state.history.undo_label is not None


def can_redo(state: State) -> bool:
    return can_edit(state) and state.history.redo_label is not None


def has_stale(state: State) -> bool:
    return state.stale_in_sight is not None


def undo_title(state: State) -> str:
    """What an undo would undo."""
    return f"Undo: {state.history.undo_label}" if can_undo(state) else "Undo"


def redo_title(state: State) -> str:
    """What a redo would do again."""
    return f"Redo: {state.history.redo_label}" if can_redo(state) else "Redo"


class Command(Frozen):
    """`does` is a study action, or the name of what the window does itself. `keys` are portable key names.

    `checked` says whether a switch is on; None for what is no switch. `title` is what a menu says just now
    in place of `text`; None where that is always the same."""

    id: str
    text: str
    keys: tuple[str, ...]
    does: Action | str
    menu: str
    enabled: Enabled = always
    tip: str = ""
    checked: Enabled | None = None
    title: Title | None = None


WEIGHTS = "of another program: .safetensors, .npz, CSV"
LINK = "the command that opens the file here"
CONVENTIONS = "½, mean or sum, g′(0); θ or w, δ, rows"

COMMANDS: tuple[Command, ...] = (
    Command("new", "New network…", ("Ctrl+N",), "new_network", "File"),
    Command("open", "Open network…", ("Ctrl+O",), "open", "File", tip="a .bpnet file"),
    Command("import-weights", "Import weights…", (), "import_weights", "File", can_edit, WEIGHTS),
    Command("open-pack", "Open lessons…", (), "open_pack", "File", tip="a folder or .zip of lessons"),
    Command("save", "Save network", ("Ctrl+S",), "save", "File", tip="parameters of this iteration"),
    Command("save-as", "Save network as…", ("Ctrl+Shift+S",), "save_as", "File", tip="another .bpnet file"),
    Command("export-picture", "Export picture…", (), "export_picture", "File", tip="SVG, PDF or PNG"),
    Command("print", "Print picture…", ("Ctrl+P",), "print_picture", "File"),
    Command("duplicate", "Duplicate the network", (), "duplicate", "File", can_edit, "go on with a copy"),
    Command("copy-link", "Copy a link to this step", ("Ctrl+Shift+C",), "copy_link", "File", can_edit, LINK),
    Command("settings", "Settings…", ("Ctrl+,",), "settings", "File"),
    Command("quit", "Quit", ("Ctrl+Q",), "quit", "File"),
    Command("undo", "Undo", ("Ctrl+Z",), Undo(), "Edit", can_undo, title=undo_title),
    Command("redo", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), Redo(), "Edit", can_redo, title=redo_title),
    Command("edit-value", "Edit the value", ("F2",), "edit_value", "Edit", can_edit, "by typing or ↑ ↓"),
    Command(
        "recompute",
        "Recompute to here",
        ("Ctrl+Shift+R",),
        RecomputeToHere(),
        "Edit",
        has_stale,
        "what is from before an edit",
    ),
    Command("network", "Network…", ("Ctrl+Shift+N",), "network", "Edit", tip="layers, cost, updates"),
    Command("data", "Data", ("Ctrl+T",), "data", "Edit", tip="the table of examples"),
    Command("surface", "Surface", ("Ctrl+Shift+T",), "surface", "Edit", tip="ŷ over the inputs of the data"),
    Command("import-data", "Import a table of examples…", (), "import_data", "Edit", can_edit, "CSV or TSV"),
    Command("generate", "Generate examples…", (), "generate", "Edit", can_edit, "XOR, moons, sine, digits …"),
    Command("export-data", "Export the examples…", (), "export_data", "Edit", tip="CSV or TSV"),
    Command("next", "Next step", ("Right",), MoveCursor("next"), "Step", can_go_on),
    Command("back", "Back", ("Left",), MoveCursor("back"), "Step", can_go_back),
    Command("next-phase", "Next phase", ("PgDown",), MoveCursor("next phase"), "Step", can_go_on),
    Command("previous-phase", "Previous phase", ("PgUp",), MoveCursor("previous phase"), "Step", can_go_back),
    Command("first", "First step", ("Home",), MoveCursor("first"), "Step", can_go_back),
    Command("last", "Last step", ("End",), MoveCursor("last"), "Step", can_go_on),
    Command("into", "Into the step", ("Down",), MoveCursor("into"), "Step", can_go_in, "one level finer"),
    Command("out", "Out of the step", ("Up",), MoveCursor("out"), "Step", can_go_out, "one level coarser"),
    Command("over", "Over to the next whole", ("Shift+Right",), MoveCursor("over"), "Step", can_go_on),
    Command("play", "Play or pause", ("Space",), "play", "Step"),
    Command("faster", "Play faster", ("Ctrl+Up",), "play_faster", "Step", can_play_faster, "up to 8×"),
    Command("slower", "Play slower", ("Ctrl+Down",), "play_slower", "Step", can_play_slower, "down to ¼×"),
    Command(
        "predict",
        "Predict the next value",
        ("Ctrl+E",),
        "toggle_predicting",
        "Step",
        can_predict,
        "type it before it is shown",
        is_predicting,
    ),
    Command("level-layer", "Level: layer", ("Ctrl+1",), actions.SetLevel(Level.LAYER), "Step"),
    Command("level-value", "Level: value", ("Ctrl+2",), actions.SetLevel(Level.VALUE), "Step"),
    Command("level-term", "Level: term", ("Ctrl+3",), actions.SetLevel(Level.TERM), "Step"),
    Command(
        "next-iteration", "Next iteration", ("Ctrl+Right",), "next_iteration", "Train", tip="do the update"
    ),
    Command(
        "previous-iteration",
        "Previous iteration",
        ("Ctrl+Left",),
        "previous_iteration",
        "Train",
        has_earlier_iteration,
    ),
    Command("run", "Run iterations…", ("Ctrl+R",), "run_iterations", "Train"),
    Command("run-on", "Run until stopped, or stop", ("Ctrl+Shift+U",), "run_on", "Train", can_edit),
    Command("pause", "Pause the run, or go on", (), "pause", "Train", can_edit),
    Command("runs", "Runs", ("Ctrl+U",), "runs", "Train", can_edit, "optimiser, names, taking parameters up"),
    Command("start-again", "Start the run again", (), actions.StartAgain(), "Train", has_run),
    Command("forget-runs", "Forget earlier runs", (), actions.ForgetRuns(), "Train", has_earlier_runs),
    Command(
        "check-gradients",
        "Check gradients",
        ("Ctrl+G",),
        "check_gradients",
        "Train",
        can_edit,
        "against central differences, at any h",
    ),
    Command(
        "why-different",
        "Why is mine different?",
        ("Ctrl+M",),
        "why_different",
        "Train",
        can_edit,
        "a gradient that you got elsewhere",
    ),
    Command(
        "compare",
        "Compare two networks",
        ("Ctrl+J",),
        "compare",
        "Train",
        can_edit,
        "step by step, before and after an edit, or under another convention",
    ),
    Command("next-page", "Continue the lesson", ("Ctrl+Return",), TurnPage(), "Lesson", can_turn_on),
    Command("previous-page", "Previous page", ("Ctrl+Backspace",), TurnPage(False), "Lesson", can_turn_back),
    Command("skip", "Skip what the page asks", ("Ctrl+Shift+Return",), SkipGates(), "Lesson", can_skip),
    Command("lead-back", "Back to the page’s step", ("Ctrl+B",), LeadBack(), "Lesson", has_lesson),
    Command("contents", "All lessons", ("Ctrl+L",), "contents", "Lesson"),
    Command("set-of-five", "Start a set of five", (), "set_of_five", "Practise"),
    Command("history", "History of answers", (), "history_of_answers", "Practise"),
    Command("hand-in", "Hand in…", (), "hand_in", "Practise", tip="one file for a teacher"),
    Command("export-progress", "Export progress…", (), "export_progress", "Practise"),
    Command("import-progress", "Import progress…", (), "import_progress", "Practise"),
    Command("reset-progress", "Reset progress…", (), "reset_progress", "Practise", tip="after an export"),
    Command("lessons", "Lessons", ("Alt+1",), actions.SetRoom(Room.LESSONS), "View"),
    Command("explore", "Explore", ("Alt+2",), actions.SetRoom(Room.EXPLORE), "View"),
    Command("practise", "Practise", ("Alt+3",), actions.SetRoom(Room.PRACTISE), "View"),
    Command("zoom-in", "Larger text", ("Ctrl++", "Ctrl+="), "larger_text", "View"),
    Command("zoom-out", "Smaller text", ("Ctrl+-",), "smaller_text", "View"),
    Command("zoom-reset", "Text at 100 %", ("Ctrl+0",), "usual_text", "View"),
    Command("fit", "Fit the network", ("Ctrl+9",), "fit_network", "View"),
    Command("dark", "Dark or light", ("Ctrl+D",), "toggle_dark", "View"),
    Command("panels", "Show or hide the side panels", ("F9",), "toggle_panels", "View"),
    Command("reset-layout", "Reset the layout", (), "reset_layout", "View"),
    Command("conventions", "Conventions and notation…", ("Ctrl+K",), "conventions", "View", tip=CONVENTIONS),
    Command("full-screen", "Full screen", ("F11",), "toggle_full_screen", "View"),
    Command("menu", "Menu", ("F10",), "open_menu", "Help"),
    Command("find-action", "Find action…", ("Ctrl+Shift+P",), "find_action", "Help"),
    Command("help", "Help", ("F1",), "help", "Help"),
    Command("whats-this", "What is this?", ("Shift+F1",), "whats_this", "Help"),
    Command("keys", "Keys", (), "keys", "Help"),
    Command("about", "About Backprop Tutor", (), "about", "Help"),
)

MENUS = ("File", "Edit", "Step", "Train", "Lesson", "Practise", "View", "Help")


def command(name: str) -> Command:
    """The command of that id. Raises KeyError."""
    return BY_ID[name]


BY_ID = {entry.id: entry for entry in COMMANDS}


def keys_text(entry: Command) -> str:
    """The keys of a command as they are written on screen: Ctrl+Shift+P."""
    return " or ".join(WRITTEN.get(key, key) for key in entry.keys)


WRITTEN = {"PgDown": "Page Down", "PgUp": "Page Up", "Ctrl++": "Ctrl + plus", "Ctrl+-": "Ctrl + minus"}
