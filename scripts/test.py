"""Runs every check: ruff, mypy, the import contracts and pytest, on any machine with Python and git.

    python3 scripts/test.py                         everything
    python3 scripts/test.py --fast                  without the tests that are slow or need a display
    python3 scripts/test.py tests/engine -k sigmoid only pytest, with these options

This file runs on any Python far enough to say which one is needed.
"""

import signal
import sys

from supported import require_supported_python


def main(arguments):
    """Sets up what is missing, runs the checks, and gives 0 only if all of them passed."""
    require_supported_python()
    # Only now: these modules are written for the Pythons that the project supports.
    import checks
    import environment
    from said import SetupError, tell

    # Stopped by another program: leave no display and no pytest running.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    fast = "--fast" in arguments
    options = [argument for argument in arguments if argument != "--fast"]
    if options in (["-h"], ["--help"]):
        print(__doc__.strip())
        return 0
    try:
        root = environment.project_root()
        venv = environment.ready(root, development=True)
        return checks.run_all(root, venv, options, fast)
    except SetupError as error:
        tell(str(error))
        return 1
    except KeyboardInterrupt:
        tell("Stopped.")
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
