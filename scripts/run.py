"""Starts Backprop Tutor: makes or refreshes .venv where needed, then passes its arguments on.

    python3 scripts/run.py [FILE]          the window
    python3 scripts/run.py trace FILE      any command of bptutor, see --help

This file runs on any Python far enough to say which one is needed.
"""

import sys

from supported import require_supported_python


def main(arguments):
    """Sets up what is missing and becomes the program; comes back only if that fails."""
    require_supported_python()
    # Only now: these modules are written for the Pythons that the project supports.
    import environment
    import qt_libraries
    from said import SetupError, tell

    try:
        venv = environment.ready(environment.project_root())
        kind = qt_libraries.needed_for(arguments)
        if kind is not None:
            qt_libraries.provide(venv, kind)
        return environment.become(venv, "bptutor", arguments)
    except SetupError as error:
        tell(str(error))
        return 1
    except KeyboardInterrupt:
        tell("Stopped. The next start takes up the set-up again.")
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
