"""What holds for every command: exit codes, one line of complaint, help, pipes, no Qt."""

import subprocess
import sys

import pytest

import bptutor
from bptutor import __main__ as program
from bptutor.__main__ import NO_DISPLAY, has_display
from bptutor.cli import commands, entry
from bptutor.cli.commands import COMMANDS
from bptutor.engine.limits import MAX_FILE

MODULE = [sys.executable, "-m", "bptutor"]


@pytest.mark.parametrize("name", COMMANDS)
def test_that_help_has_examples_and_says_what_the_command_does(run, name):
    code, out, err = run(name, "--help")
    assert (code, err) == (0, "")
    assert out.startswith(f"usage: bptutor {name}")
    for example in COMMANDS[name].examples:
        assert f"  {example}\n" in out


def test_that_the_list_has_every_command_and_version_is_said(run):
    code, out, _err = run("--help")
    assert code == 0
    for name, command in COMMANDS.items():
        assert name in out
        assert command.summary in out
    assert run("--version") == (0, f"bptutor {bptutor.__version__}\n", "")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["trace"], "bptutor trace: the following arguments are required: FILE; see bptutor trace --help"),
        (["check", "--fast", "x"], "bptutor check: unrecognized arguments: --fast; see bptutor check --help"),
        (["train", "x", "--steps", "many"], "bptutor train: argument --steps: “many” is not a number of"),
        (
            ["train", "x", "--steps", "1000000001"],
            "bptutor train: argument --steps: “1000000001” is not a number of updates, 0 to 1,000,000,000",
        ),
        (["train", "x", "--steps", "-3"], "bptutor train: argument --steps: “-3” is not a number of updates"),
        (["trace", "x", "--level", "deep"], "bptutor trace: argument --level: invalid choice: 'deep'"),
        (["--verbose"], "bptutor: unrecognized arguments: --verbose; see bptutor --help"),
    ],
)
def test_that_wrong_usage_is_one_line_and_exit_code_2(run, words, said):
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert err.startswith(said)
    assert err.count("\n") == 1


@pytest.mark.parametrize("name", ["walk", "trace", "check", "train"])
def test_that_a_file_that_cannot_be_read_is_one_line_and_exit_code_2(run, tmp_path, name):
    more = ["--steps", "1"] if name == "train" else []
    missing, binary, large = tmp_path / "missing", tmp_path / "binary", tmp_path / "large"
    binary.write_bytes(b"\x80\x81\x82")
    with large.open("wb") as file:
        file.truncate(MAX_FILE + 1)
    for path, said in [
        (missing, "cannot be read: no such file or directory"),
        (tmp_path, "is a folder, not a file"),
        (binary, "is not UTF-8 text (byte 1)"),
        (large, "is larger than 64 MB, which is the limit"),
    ]:
        assert run(name, path, *more) == (2, "", f"{path}: {said}\n")


@pytest.mark.parametrize("name", ["walk", "trace", "check", "train"])
def test_that_a_network_without_examples_is_told_what_it_needs(run, tmp_path, name):
    path = tmp_path / "bare.bpnet"
    layer = '{"weights": [[1]], "bias": [0], "activation": "linear"}'
    path.write_text(f'{{"format": "bptutor-network", "version": 1, "layers": [{layer}]}}')
    code, out, err = run(name, path, *(["--steps", "1"] if name == "train" else []))
    assert (code, out) == (2, "")
    assert err == f"{path}: $.data: is missing: this command needs inputs and targets\n"


def test_that_a_mistake_of_ours_is_one_line_too(run, monkeypatch):
    def broken(_arguments):
        raise ZeroDivisionError("division\nby zero")

    monkeypatch.setattr(entry, "_run", broken)
    code, out, err = run("check", "x")
    assert (code, out) == (2, "")
    assert "a mistake of the program at test_main.py:" in err
    assert err.endswith(r"ZeroDivisionError: division\nby zero; please report it" + "\n")
    monkeypatch.setenv("BPTUTOR_TRACEBACK", "1")
    with pytest.raises(ZeroDivisionError):
        run("check", "x")


@pytest.mark.parametrize(("error", "code"), [(KeyboardInterrupt(), 130), (MemoryError(), 2)])
def test_that_stopping_is_quiet_and_too_little_memory_is_said(run, monkeypatch, error, code):
    def stopped(_arguments):
        raise error

    monkeypatch.setattr(entry, "_run", stopped)
    found, out, err = run("check", "x")
    assert (found, out) == (code, "")
    assert err == ("" if code == 130 else "there is not enough memory for this network with these examples\n")


def test_that_a_pipe_that_closes_ends_the_command_quietly(networks):
    path = networks("digits-64-32-10")
    with subprocess.Popen(
        [*MODULE, "trace", str(path), "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        process.stdout.read(1000)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=30) == 0


def test_that_commands_import_no_qt_and_speak_utf8_whatever_the_system_says(networks):
    program = "import sys; from bptutor.__main__ import main; code = main(sys.argv[1:]); sys.stdout.flush()"
    check = "; sys.exit(code or any('PySide6' in name or 'pyqtgraph' in name for name in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", program + check, "walk", str(networks("mazur"))],
        capture_output=True,
        env={"PYTHONIOENCODING": "ascii", "PATH": "", "PYTHONPATH": ":".join(sys.path)},
        timeout=30,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert "∂C/∂θ²₁₁" in done.stdout.decode("utf-8")


def test_that_without_a_display_the_steps_come_as_text(networks):
    done = subprocess.run(
        [*MODULE, str(networks("two-hidden-layers"))],
        capture_output=True,
        env={"PATH": "", "PYTHONPATH": ":".join(sys.path), "PYTHONUTF8": "1"},
        timeout=30,
        check=False,
        text=True,
        encoding="utf-8",
    )
    if not sys.platform.startswith("linux"):
        pytest.skip("only on Linux can one tell without trying")
    assert done.returncode == 0
    assert done.stderr == NO_DISPLAY + "\n"
    assert "Step 25 of 25" in done.stdout


@pytest.mark.parametrize(
    ("platform", "environment", "shown"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {"QT_QPA_PLATFORM": "offscreen"}, True),
        ("linux", {"QT_QPA_PLATFORM": "vnc:port=5901"}, True),
        ("linux", {"QT_QPA_PLATFORM": "xcb"}, False),
        ("darwin", {}, True),
        ("win32", {}, True),
    ],
)
def test_that_a_display_is_looked_for_where_the_system_says_it(platform, environment, shown):
    assert has_display(platform, environment) is shown


def test_that_a_bad_file_for_the_window_is_said_where_it_was_typed(tmp_path):
    done = subprocess.run(
        [*MODULE, str(tmp_path / "missing.bpnet")], capture_output=True, text=True, timeout=30, check=False
    )
    assert done.returncode == 2
    assert done.stderr == f"{tmp_path / 'missing.bpnet'}: cannot be read: no such file or directory\n"


def test_that_every_command_of_the_table_can_be_loaded():
    for command in commands.COMMANDS.values():
        module = command.load()
        assert module.__doc__
        assert callable(module.configure)
        assert callable(module.run)


@pytest.mark.skipif(sys.platform == "win32", reason="a shell that can close streams")
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_that_a_command_does_its_work_with_streams_that_are_closed(closed):
    command = ["sh", "-c", f'exec "$0" -m bptutor walk {closed}', sys.executable]
    done = subprocess.run(command, capture_output=True, check=False, text=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")
    assert ("∂C/∂z³ = −0.1442" in done.stdout) == (">&-" not in closed.split())


def test_that_without_a_display_a_broken_file_is_still_one_line(capsys, tmp_path, monkeypatch):
    monkeypatch.setattr(program, "has_display", lambda *_: False)
    assert program.main([str(tmp_path / "missing.bpnet")]) == 2
    assert capsys.readouterr().err.count("\n") == 1
