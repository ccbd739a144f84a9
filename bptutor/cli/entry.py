"""From arguments to an exit code; the only place where errors become a line on stderr."""

from __future__ import annotations

import argparse
import io
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import bptutor
from bptutor.cli.commands import COMMANDS, Command, Parser, UsageError
from bptutor.foundation.errors import TutorError, one_line

if TYPE_CHECKING:
    from bptutor.study.links import Link

DONE, FOUND_WRONG, BAD_INPUT, STOPPED = 0, 1, 2, 130
NAME = "bptutor"
TRACEBACK = "BPTUTOR_TRACEBACK"  # set: a mistake of ours shows where it comes from


def main(arguments: Sequence[str]) -> int:
    """Run the command that the arguments name; the exit code. Never raises."""
    return quietly(lambda: _run(list(arguments)))


def window_file(arguments: Sequence[str]) -> Path | None:
    """The file that the window is to open, from arguments that name no command. Raises UsageError."""
    options = _window_parser().parse_args(list(arguments))
    return None if options.file is None else Path(options.file)


def window_lesson(arguments: Sequence[str]) -> str:
    """The lesson that the window is to open, "" for none. Raises UsageError."""
    return str(_window_parser().parse_args(list(arguments)).lesson)


def window_link(arguments: Sequence[str]) -> Link | None:
    """Where in the network the window is to open; None where no option says it. Raises UsageError."""
    options = _window_parser().parse_args(list(arguments))
    given = [name for name in ("step", "level", "iteration") if getattr(options, name) is not None]
    if not given:
        return None
    if options.lesson:
        raise UsageError(
            f"{NAME}: --{given[0]} leads into a network and --lesson into a lesson: give one of them"
        )
    from bptutor.cli.stepping import LEVELS
    from bptutor.study.links import Link

    return Link(options.step, LEVELS[options.level or "value"], options.iteration or 0)


def quietly(work: Callable[[], int]) -> int:
    """Do the work and turn whatever goes wrong into one line and an exit code."""
    _open_streams()
    _speak_utf8()
    try:
        code = work()
        sys.stdout.flush()
        return code
    except TutorError as error:
        return _complain(str(error))
    except SystemExit as error:  # argparse, after --help and --version
        return error.code if isinstance(error.code, int) else DONE
    except KeyboardInterrupt:
        return STOPPED
    except BrokenPipeError:
        # Whoever read has read enough. What is still buffered must not complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except MemoryError:
        return _complain("there is not enough memory for this network with these examples")
    except OSError as error:
        return _complain(f"cannot write: {error.strerror or error}")
    except Exception as error:
        if os.environ.get(TRACEBACK):
            raise
        where = traceback.extract_tb(error.__traceback__)[-1]
        at = f"{Path(where.filename).name}:{where.lineno}"
        return _complain(
            f"a mistake of the program at {at}: {type(error).__name__}: {error}; please report it"
        )


def _run(arguments: list[str]) -> int:
    command = COMMANDS.get(arguments[0]) if arguments else None
    if command is None:
        _window_parser().parse_args(arguments)
        return DONE
    module = command.load()
    parser = _parser(command, module.__doc__ or "")
    module.configure(parser)
    return module.run(parser.parse_args(arguments[1:]))


def _parser(command: Command, text: str) -> Parser:
    return Parser(
        prog=f"{NAME} {command.name}",
        description=text,
        epilog=_examples(command.examples),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )


def _window_parser() -> Parser:
    from bptutor.cli.stepping import add_level, add_place

    width = max(map(len, COMMANDS)) + 2
    commands = "".join(f"  {name:<{width}}{command.summary}\n" for name, command in COMMANDS.items())
    parser = Parser(
        prog=NAME,
        usage=f"{NAME} [FILE] [--step N] [--level layer|value|term] [--iteration N]\n"
        f"       {NAME} [PACK] [--lesson NAME]\n       {NAME} COMMAND ...",
        description="Step through backpropagation, one multiplication at a time.\n"
        "Without a command the window opens, with FILE if there is one.",
        epilog=f"commands (each has its own --help):\n{commands}\n"
        + _examples(
            (
                NAME,
                f"{NAME} my.bpnet --step 12 --level term",
                *(command.examples[0] for command in COMMANDS.values()),
            )
        ),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("file", nargs="?", metavar="FILE", help="a network, NAME.bpnet, or a pack of lessons")
    add_level(parser)
    add_place(parser)
    parser.set_defaults(level=None, iteration=None)
    parser.add_argument("--lesson", default="", metavar="NAME", help="open the Lessons room at this lesson")
    parser.add_argument("--version", action="version", version=f"{NAME} {bptutor.__version__}")
    return parser


def _examples(lines: Sequence[str]) -> str:
    return "examples:\n" + "".join(f"  {line}\n" for line in lines)


def _complain(sentence: str) -> int:
    print(one_line(sentence), file=sys.stderr)
    return BAD_INPUT


def _open_streams() -> None:
    """A stream that was closed before the start (or that a program without a console never had) is empty."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - for good


def _speak_utf8() -> None:
    """θ and σ must get through every pipe; a name that is no text is escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
