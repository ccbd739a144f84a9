"""The command line: everything that needs no window, and no Qt.

What may enter: reading arguments, and printing what the rooms to the left have worked out. Every command
is a module with `configure(parser)` and `run(options) -> exit code`, and one line in `commands.COMMANDS`;
it is imported when it is asked for, so that `bptutor trace` does not wait for what `bptutor practise` needs.

Exit codes: 0 done, 1 found wrong, 2 bad input or usage, 130 stopped by the user. An error is one line on
stderr. Text that goes to a pipe is UTF-8 on every system, and a pipe that closes ends the command quietly.
"""

from bptutor.cli.entry import main, window_file, window_lesson, window_link

__all__ = ["main", "window_file", "window_lesson", "window_link"]
