"""The linter finds what is wrong with a lesson on its network, at the right place, with a way out."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from bptutor.__main__ import main
from bptutor.cli.lint import probe_problems
from bptutor.engine.document_file import read_document
from bptutor.foundation.errors import FileError
from bptutor.foundation.resources import resource
from bptutor.lesson.lint import Checks, lint_path
from bptutor.lesson.live import Compose, Ledger
from bptutor.lesson.nudge import DEFAULT_STEPS, PLACES
from bptutor.lesson.packs import shipped_pack
from bptutor.lesson.reader import Front
from bptutor.lesson.scope import MAX_ITERATION
from bptutor.trace.keys import parse
from tests.lesson.scenes import HEAD, linted, network

CHOICES = '[[options]]\ntext = "a"\nreply = "r"\n{}\n[[options]]\ntext = "b"\nreply = "r"\n{}\n~~~\n'


def said(folder: Path, body: str) -> list[str]:
    """line:column: problem of each fault."""
    return [f"{f.place.line}:{f.place.column}: {f.problem}" for f in linted(folder, body)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("a {{b[7][1]}}\n", "5:5: “b[7][1]”: the network has 3 layers, not 7"),
        ("a $x = {{1 + z[2][2]}}$\n", "5:14: “z[2][2]”: there is only 1 neuron of layer 2"),
        ("{{C#2}}\n", "5:3: #2: there is only 1 example"),
        ("{{C@9999}}\n", "5:3: @9999: a lesson looks at most 2000 updates ahead"),
        ("{{dC/dthet[2][1,1]}}\n", "5:3: “dC/dthet[2][1,1]” is not the name of a value; did you mean"),
        ("a $\\frac{1}$\n", "5:4: this formula cannot be typeset: "),
        ("\n$$\n\\frac{a}\n$$\n", "7:1: this formula cannot be typeset: "),
        ('~~~step\nshow = "dC/dz[4][1]"\n~~~\n', "6:9: “dC/dz[4][1]”: the network has 3 layers, not 4"),
        ('~~~step\nshow = "C"\nselect = "z[1][1]"\n~~~\n', "7:11: “select” must be a weight or a bias"),
        ('~~~step\nshow = "C"\nhighlight = ["C", "q"]\n~~~\n', "7:20: “q” is not the name of a value"),
        ('~~~predict\nvalue = "C"\nexample = 2\n~~~\n', "5:1: “example” is 2, but the network has only 1"),
        ('~~~predict\nvalue = "1/0"\n~~~\n', "6:10: the value is not a finite number here"),
        (
            '~~~predict\nvalue = "C"\nprompt = "What is $\\theta_2$?"\n~~~\n',
            "7:20: in double quotes TOML takes the backslash of \\theta for itself: put the text into single",
        ),
        ('~~~predict\nvalue = "C"\nhints = ["a $\\nu$"]\n~~~\n', "7:14: in double quotes TOML takes the"),
        (
            '~~~predict\nvalue = "dC/dz[2][1]"\n[[wrong]]\nvalue = "dC/da[2][1]"\nreply = "r"\n~~~\n',
            "8:10: the wrong answer “dC/da[2][1]” is right on this network",
        ),
        ('~~~predict\nvalue = "2*C"\nprobes = ["sign"]\n~~~\n', "6:10: probes need “value” to be the name"),
        (
            '~~~predict\nvalue = "dC/dz[3][1]"\nprobes = ["sgin"]\n~~~\n',
            "7:12: there is no slip “sgin”; did you mean “sign”?",
        ),
        (
            '~~~predict\nvalue = "z[1][1]"\nprobes = ["sign"]\n~~~\n',
            "7:12: the probe “sign” never gives another value than the right one here",
        ),
        (
            '~~~choose\nquestion = "q"\n' + CHOICES.format('right = "C < 0"', ""),
            "5:1: no option is right on this network",
        ),
        (
            '~~~choose\nquestion = "q"\n' + CHOICES.format('right = "C > 0"', "right = true"),
            "5:1: more than one option is right on this network",
        ),
        ('~~~path\nto = "C"\n~~~\n', "6:7: there is no way from C to “C”"),
        (
            '~~~order\nto = "b[3][1]"\nstrangers = ["dC/da[3][1]"]\n~~~\n',
            "7:15: “dC/da[3][1]” is no stranger: it belongs to the chain",
        ),
        (
            '~~~nudge\nvalue = "b[2][1]"\nrange = [0.0, 1.0]\nvisit = ["z[2][1] < 0"]\n~~~\n',
            "8:11: “z[2][1] < 0” is true at none of the slider’s 200 steps",
        ),
        ('~~~nudge\nvalue = "a[2][1]"\nrange = [0.0, 1.0]\n~~~\n', "6:10: an a follows its z"),
        (
            '~~~derivation\n[[lines]]\ntex = "x"\nvalue = "2*3"\n[[lines]]\ntex = "y"\nvalue = "7"\n~~~\n',
            "11:10: this line is 7, where the first is 6",
        ),
        ('~~~derivation\nof = "dC/dz[2][1]"\n~~~\n', "6:7: dC/dz[2][1] is not one factor of a chain"),
        (
            '~~~compose\n[[functions]]\nname = "f"\nrule = "x^2"\nslope = "x"\ntex = "x^2"\n~~~\n',
            "9:10: at x = 1 the slope of “x^2” is 2",
        ),
        (
            '~~~network\nname = "xro"\n~~~\n',
            "5:1: there is no network “xro”, neither in the pack nor ready-made; did",
        ),
        ('~~~network\nset = { "C" = 1.0 }\n~~~\n', "6:10: “C” cannot be set"),
        ("[a](lesson:nowhere)\n", "5:1: there is no lesson “nowhere” in the pack"),
        ("[a](lesson:lesson#nowhere)\n", "5:1: this lesson has no page “nowhere”"),
        ("[a](file:///etc/passwd)\n", "5:1: “file:///etc/passwd” leads nowhere"),
        ("![a](no.png)\n", "5:1: there is no picture “no.png” in the pack"),
        ("![a](x.svg)\n", "5:1: “x.svg” is not a picture that can be shown"),
        ("## Empty\n## Full\ntext\n", "5:1: this page is empty"),
        (
            '~~~step\nat = "bakward"\n~~~\n',
            "6:7: “at” must be start, forward, cost, backward, update or end, not “bakward”; did you mean",
        ),
        (
            '~~~predict\nvalue = "C"\n[[wrong]]\nvalue = "2*C"\nreply = "r"\n'
            '[[wrong]]\nvalue = "C + C"\nreply = "s"\n~~~\n',
            "11:10: “C + C” is the same number as “2*C” here, so its reply is never given",
        ),
    ],
)
def test_that_the_linter_says_where_and_what(tmp_path: Path, body: str, expected: str) -> None:
    found = said(tmp_path, body)
    assert any(line.startswith(expected) for line in found), found


def test_that_pages_are_checked_on_the_network_they_are_about(tmp_path: Path) -> None:
    body = 'text\n\n## Wide\n~~~network\nname = "mazur"\n~~~\n{{a[1][2]}}\n\n## Still wide\n{{a[1][2]}}\n'
    assert said(tmp_path, body) == []
    assert len(said(tmp_path, body + "\n## Back\n~~~network\n~~~\n{{a[1][2]}}\n")) == 1


def test_that_unknown_networks_and_skills_are_found_in_the_front_matter(tmp_path: Path) -> None:
    head = '+++\nformat = 1\ntitle = "A"\nnetwork = "mazru"\nskills = ["wieght"]\n+++\n'
    found = [str(fault).split("error: ")[1] for fault in linted(tmp_path, "text\n", head)]
    assert found == [
        "there is no network “mazru”, neither in the pack nor ready-made; did you mean “mazur”?",
        "there is no skill “wieght”; did you mean “weight”?",
    ]


def test_that_a_long_page_and_a_silent_picture_are_only_warnings(tmp_path: Path) -> None:
    (tmp_path / "x.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    found = linted(tmp_path, "word " * 100 + "\n\n![](x.png)\n")
    assert [fault.warning for fault in found] == [True, True]
    assert "100 words" in str(found[0])


def test_that_a_probe_is_tried_on_fifty_networks() -> None:
    dead = network("dead-relu")
    assert list(probe_problems(dead, parse("dC/dtheta[2][1,1]"), ("sign",), 1)) == []


def test_that_lint_ends_with_1_on_errors_and_0_on_warnings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.md"
    path.write_text(HEAD + "word " * 100 + "\n")
    assert main(["lint", str(path)]) == 0
    assert f"{path}:5:1: warning: " in capsys.readouterr().out
    path.write_text(HEAD + "{{q}}\n")
    assert main(["lint", str(path)]) == 1
    assert f"{path}:5:3: error: " in capsys.readouterr().out


def test_that_a_missing_path_hides_no_fault_of_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.md"
    path.write_text(HEAD + "{{q}}\n")
    missing = [str(tmp_path / name) for name in ("one.bpnet", "other.zip")]
    assert main(["lint", missing[0], str(path), missing[1]]) == 2
    printed = capsys.readouterr()
    assert f"{path}:5:3: error: " in printed.out
    assert printed.err.count("\n") == 1 and all(name in printed.err for name in missing)


def test_that_a_missing_path_is_one_line_and_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("missing.md", "missing", "missing.bpnet", "missing.zip"):
        code = main(["lint", str(tmp_path / name)])
        assert code in (1, 2)
        printed = capsys.readouterr()
        assert (printed.out + printed.err).count("\n") == 1


def test_that_networks_and_archives_are_linted_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = tmp_path / "pack.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("a.md", HEAD + "{{q}}\n")
        file.writestr("networks/n.bpnet", '{"format": "bptutor-network", "version": 1, "layers": 3}')
    assert main(["lint", str(archive)]) == 1
    out = capsys.readouterr().out
    assert "a.md:5:3: error: " in out
    assert "n.bpnet:1:45: error: layers: " in out


def test_that_the_example_pack_of_the_help_is_clean(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", str(resource("help", "example-pack"))]) == 0
    capsys.readouterr()


def test_that_the_help_names_every_block_and_every_key() -> None:
    from msgspec.structs import fields

    from bptutor.lesson.live import KINDS

    text = resource("help", "writing-lessons.md").read_text(encoding="utf-8")
    for word, kind in KINDS.items():
        section = text.split(f"### {word}")[1].split("\n### ")[0]
        shared = {"line", "hard", "optional", "id"}
        missing = [
            field.name
            for field in fields(kind)
            if field.name not in shared and f"`{field.name}" not in section
        ]
        assert not [
            name for name in missing if f"[[{name}]]" not in section and f"`{name}`" not in section
        ], word


def test_that_the_help_names_every_ready_made_network_and_slip() -> None:
    from bptutor.exercise.skills import SKILLS
    from bptutor.exercise.slips import SLIPS

    text = resource("help", "writing-lessons.md").read_text(encoding="utf-8")
    ready = [path.stem for path in resource("networks").glob("*.bpnet")]
    assert [name for name in (*ready, *SLIPS, *SKILLS) if f"`{name}`" not in text] == []
    assert len(shipped_pack().ids) == 16


def test_that_the_formulas_of_functions_are_typeset_too(tmp_path: Path) -> None:
    body = "~~~compose\n[[functions]]\nname = 'f'\nrule = '2*x'\nslope = '2'\ntex = '\\frac{1}'\n~~~\n"
    assert said(tmp_path, body)[0].startswith("10:8: this formula cannot be typeset: ")


def test_that_a_fault_of_a_network_file_is_told_at_its_line(tmp_path: Path) -> None:
    path = tmp_path / "bad.bpnet"
    path.write_text(
        '{\n  "format": "bptutor-network", "version": 1,\n  "layers": [\n'
        '    {"weights": [[0.8]], "bias": [0.1], "activation": "relu"},\n'
        '    {"weights": [[0.5]], "bias": [0.2, 3], "activation": "relu"}\n  ]\n}\n',
        encoding="utf-8",
    )
    (fault,) = lint_path(path, Checks())
    assert fault.place.line == 5
    assert fault.problem.startswith("layers[1].bias: must have 1 number, one for a row of weights, not 2")


def test_that_what_is_no_json_is_told_where_the_reader_stops(tmp_path: Path) -> None:
    path = tmp_path / "bad.bpnet"
    path.write_text(
        '{"format": "bptutor-network", "version": 1,\n "layers": [], "name": "a", }', encoding="utf-8"
    )
    (fault,) = lint_path(path, Checks())
    with pytest.raises(FileError, match=r"\(line 2, column 29\)$"):
        read_document(path)
    assert (fault.place.line, fault.place.column) == (2, 29)
    assert "column" not in fault.problem


def test_that_lines_and_tabs_of_a_text_are_let_alone(tmp_path: Path) -> None:
    assert said(tmp_path, '~~~predict\nvalue = "C"\nprompt = """one\n\ttheta\nnu"""\n~~~\n') == []


def test_that_faults_of_form_hide_none_of_what_the_network_cannot_give(tmp_path: Path) -> None:
    head = '+++\nformat = 1\ntitel = "A test"\nnetwork = "xorr"\nskills = ["wieght"]\n+++\n'
    body = '{{a[9][1]}} $\\fracc{1}{2}$\n\n~~~predikt\nvalue = "C"\n'
    body += 'probes = ["sgin"]\nhint = 3\nprompt = "q"\n~~~\n'
    found = [f"{f.place.line}:{f.place.column}: {f.problem}" for f in linted(tmp_path, body, head)]
    expected = [
        "2:1: “title” is missing",
        "3:1: there is no key “titel” here; did you mean “title”?",
        "4:1: there is no network “xorr”, neither in the pack nor ready-made; did you mean “xor”?",
        "5:1: there is no skill “wieght”; did you mean “weight”?",
        "7:3: “a[9][1]”: the network has 2 layers, not 9",
        "7:14: this formula cannot be typeset",
        "9:1: there is no block “predikt”; did you mean “predict”?",
        "11:12: there is no slip “sgin”; did you mean “sign”?",
        "12:1: there is no key “hint” here; did you mean “hints”?",
    ]
    assert len(found) == len(expected), found
    assert all(line.startswith(start) for line, start in zip(found, expected, strict=True)), found


def test_that_two_lessons_of_one_name_are_told(tmp_path: Path) -> None:
    for name in ("01-same", "02-same", "03-other"):
        (tmp_path / f"{name}.md").write_text(HEAD + "Words.\n", encoding="utf-8")
    (fault,) = lint_path(tmp_path, Checks())
    assert fault.path == str(tmp_path / "02-same.md")
    assert fault.problem == "is never opened: 01-same.md has the same name but for its number"
    assert lint_path(tmp_path / "02-same.md", Checks()) == [fault]
    assert lint_path(tmp_path / "01-same.md", Checks()) == []


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("a[1]", "a[1][1]"),
        ("a[0][1]", "x[1]"),
        ("a1", "a[1][1]"),
        ("x", "x[1]"),
        ("yhat", "a[3][1]"),
        ("eta", "learning_rate"),
        ("theta3", "theta[3][1,1]"),
        ("theta[2]", "theta[2][1,1]"),
        ("w[2][1][1]", "theta[2][1,1]"),
        ("dz[1][1]/da[1][1]", "dz[2][1]/da[1][1]"),
    ],
)
def test_that_a_name_as_it_is_written_elsewhere_leads_to_the_one_here(
    tmp_path: Path, name: str, meant: str
) -> None:
    expected = f"5:3: “{name}” is not the name of a value; did you mean “{meant}”?"
    assert said(tmp_path, f"{{{{{name}}}}}\n") == [expected]


def test_that_nothing_is_suggested_where_nothing_is_meant(tmp_path: Path) -> None:
    (found,) = said(tmp_path, "{{dC/dx[1]}}\n")
    assert found.endswith(
        "is not the name of a value: the cost is derived by what the network computes or learns"
    )


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("C == 1", "5:5: “{{C == 1}}”: equal is written with one ="),
        ("C**2", "5:4: “{{C**2}}”: a power is written with ^"),
        ("C ≤ 1", "5:5: “{{C ≤ 1}}”: write <="),
        ("C > 0 and J > 0", "5:9: “{{C > 0 and J > 0}}”: write “both” as a product, (…) * (…)"),
        ("(C > 0 and 1)", "5:10: “{{(C > 0 and 1)}}”: write “both” as a product"),
        ("(C > 0) or (J > 0)", "5:11: “{{(C > 0) or (J > 0)}}”: write “one of them” as a sum, (…) + (…) > 0"),
    ],
)
def test_that_a_sign_as_it_is_written_elsewhere_leads_to_the_one_here(
    tmp_path: Path, expression: str, expected: str
) -> None:
    (found,) = said(tmp_path, f"{{{{{expression}}}}}\n")
    assert found.startswith(expected)


def test_that_a_network_that_is_left_out_is_named_where_the_pages_do_not_fit_it(tmp_path: Path) -> None:
    told = "“network” is left out, so the pages are about two-hidden-layers"
    assert [str(f).split(": ", 2)[2] for f in linted(tmp_path, "{{a[1][2]}}\n") if f.warning] == [told]
    named = HEAD.replace('"\n+++', '"\nnetwork = "xor"\n+++')
    assert told not in str(linted(tmp_path, "{{a[1][9]}}\n", named))
    assert told not in str(linted(tmp_path, '~~~network\nname = "xor"\n~~~\n{{a[1][9]}}\n'))
    assert told not in str(linted(tmp_path, "{{a[1][1]}}\n"))


def test_that_the_fault_of_a_network_file_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(HEAD.replace('"\n+++', '"\nnetwork = "n"\n+++') + "{{a[9][9]}}\n")
    (tmp_path / "n.bpnet").write_text('{"format": "bptutor-network", "version": 1, "layers": 3}')
    lesson, network = lint_path(tmp_path, Checks())
    assert lesson.place.line == 4 and network.problem.startswith("layers: ")
    assert lesson.problem == (
        "the network file n.bpnet has faults of its own; what the pages say of it is not checked"
    )
    (alone,) = lint_path(tmp_path / "a.md", Checks())
    assert alone.problem.startswith("the network file n.bpnet: layers: ")


def test_that_the_last_line_says_what_was_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a.md", "b.md", "README.md"):
        (tmp_path / name).write_text(HEAD + "Words.\n")
    network = resource("networks", "xor.bpnet")
    assert main(["lint", str(tmp_path), str(network)]) == 0
    assert capsys.readouterr().out == "2 paths checked, 2 lessons and 1 network: nothing is wrong\n"
    assert main(["lint", str(tmp_path / "README.md")]) == 0
    assert capsys.readouterr().out == "1 path checked, 1 lesson: nothing is wrong\n"


def test_that_the_help_says_the_limits_and_what_is_taken_where_nothing_is_said() -> None:
    text = " ".join(resource("help", "writing-lessons.md").read_text(encoding="utf-8").split())
    told = (
        f"{Front(1, '').network} if left out",
        f"{PLACES} equal steps from end to end",
        f"after how many updates, up to {MAX_ITERATION}",
        f"nine from 1 to {DEFAULT_STEPS[-1]:g}",
        f"2 to 100; {Ledger().deepest} if left out",
        f"{Compose().variable} if left out",
        f"{Compose().at:g} if left out",
        f'`show = "{Ledger().show}"` (if left out)',
    )
    assert [phrase for phrase in told if phrase not in text] == []
    assert len(DEFAULT_STEPS) == 9 and DEFAULT_STEPS[0] == 1
