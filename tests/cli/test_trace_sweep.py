"""A file with several updates a sweep is traced to its end, each update from where the last one stopped."""

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from bptutor.__main__ import main
from bptutor.engine.descent import train
from bptutor.engine.document_file import write_document
from bptutor.engine.examples import Batching
from bptutor.engine.passes import cost
from bptutor.engine.ready_made import ready_made


def traced(path: Path, capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, object]:
    assert main(["trace", str(path), "--json", *more]) == 0
    made = json.loads(capsys.readouterr().out)
    assert isinstance(made, dict)
    return made


@pytest.mark.parametrize("batching", [Batching("online"), Batching("minibatch", 3)], ids=str)
@pytest.mark.parametrize("level", ["layer", "value", "term"])
def test_that_each_update_begins_where_the_last_one_stopped(
    batching: Batching, level: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = replace(ready_made("xor").read(), batching=batching)
    path = tmp_path / "xor.bpnet"
    write_document(path, document)
    made = traced(path, capsys, "--level", level)
    examples, values = made["examples"], made["values"]
    assert isinstance(examples, list) and isinstance(values, dict) and len(examples) == 4
    updates = len(batching.batches(4))
    whole = train(document, updates)
    assert document.examples is not None
    assert values["J"] == pytest.approx(
        cost(document.network, document.examples.inputs, document.examples.targets)
    )
    assert values["theta+[2][1,1]"] == pytest.approx(float(whole.network.layers[1].weights[0, 0]), rel=1e-12)
    indices = sorted(step["index"] for one in (*examples, made) for step in one["steps"])
    assert indices == list(range(len(indices)))
    weights = [example["values"]["theta[2][1,1]"] for example in examples]
    for number, weight in enumerate(weights):
        before = train(document, number if batching.kind == "online" else number // 3).network
        assert weight == pytest.approx(float(before.layers[1].weights[0, 0]), rel=1e-12)


def test_that_one_example_is_shown_with_the_files_own_parameters(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = replace(ready_made("xor").read(), batching=Batching("online"))
    path = tmp_path / "xor.bpnet"
    write_document(path, document)
    made = traced(path, capsys, "--example", "3")
    assert made["values"]["theta[2][1,1]"] == float(document.network.layers[1].weights[0, 0])  # type: ignore[index]
    assert "theta+[2][1,1]" in made["values"]  # type: ignore[operator]
