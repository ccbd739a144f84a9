"""The one table of commands. Adding a command is a module and a line here."""

from __future__ import annotations

import argparse
import importlib
from types import ModuleType
from typing import Protocol, cast

from bptutor.foundation.errors import TutorError
from bptutor.foundation.frozen import Frozen


class CommandModule(Protocol):
    """What the module of a command has. Its docstring is its help."""

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """Add the command's arguments."""

    def run(self, options: argparse.Namespace) -> int:
        """Do it; the exit code. Raises TutorError."""


class Command(Frozen):
    """A name to type, the module that does it, a line for the list, and examples for its --help."""

    name: str
    module: str
    summary: str
    examples: tuple[str, ...]

    def load(self) -> CommandModule:
        """Import the module."""
        module: ModuleType = importlib.import_module(self.module)
        return cast(CommandModule, module)


COMMANDS = {
    command.name: command
    for command in (
        Command(
            "walk",
            "bptutor.cli.walk",
            "step through a network in the terminal",
            ("bptutor walk", "bptutor walk my.bpnet --level term --notation w"),
        ),
        Command(
            "trace",
            "bptutor.cli.trace",
            "print every step of a sweep, in order",
            ("bptutor trace my.bpnet", "bptutor trace my.bpnet --level term --example 2 --json"),
        ),
        Command(
            "check",
            "bptutor.cli.check",
            "hold every gradient against central differences",
            ("bptutor check my.bpnet", "bptutor check my.bpnet --json"),
        ),
        Command(
            "train",
            "bptutor.cli.train",
            "update the parameters and print the cost",
            (
                "bptutor train my.bpnet --steps 100",
                "bptutor train my.bpnet --steps 100 --output trained.bpnet",
            ),
        ),
        Command(
            "lint",
            "bptutor.cli.lint",
            "check lessons, packs and network files",
            ("bptutor lint my-lesson.md", "bptutor lint my-pack/ my-network.bpnet"),
        ),
        Command(
            "practise",
            "bptutor.cli.practise",
            "exercises: asked, marked, and why a wrong answer was wrong",
            (
                "bptutor practise",
                "bptutor practise --skill weight --difficulty 2",
                "bptutor practise --kind next-value --skill weight --seed 4821 --answer=-0.1442 --json",
            ),
        ),
        Command(
            "review",
            "bptutor.cli.review",
            "mark hand-in files again, a table for the teacher",
            ("bptutor review anna.json ben.json --csv marks.csv",),
        ),
    )
}


class UsageError(TutorError):
    """What was typed is not a command: what is wrong, and what to type for help."""


class Parser(argparse.ArgumentParser):
    """An argument parser whose complaint is one line."""

    def error(self, message: str) -> None:  # type: ignore[override]
        raise UsageError(f"{self.prog}: {message}; see {self.prog} --help")
