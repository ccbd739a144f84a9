"""Where in a JSON text something stands."""

import pytest

from bptutor.engine.json_places import path_at, place_of, repeated_key
from tests.clock import seconds_of_work


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("", "$"),
        ('{"a": ', "$.a"),
        ('{"a": 1, "b": [1, [2, 3], ', "$.b[2]"),
        ('{"a": [[1, 2], [3', "$.a[1][0]"),
        ('{"a": {"b": 1}, "c": ', "$.c"),
        ('{"a": "x, [y] {z}", "c": ', "$.c"),
        ('{"a\\"]": [', '$.a"][0]'),
        ('{"a": "never closed', "$.a"),
        ('{"a": "never closed \\"[{', "$.a"),
        ('{"a": "never closed \\', "$.a"),
        ("]]}}", "$"),
    ],
)
def test_that_the_path_leads_to_where_the_text_breaks_off(text, path):
    assert path_at(text) == path


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{"a": 1, "b": 2}', None),
        ('[{"a": 1}, {"a": 2}]', None),
        ('{"a": "a", "b": "a"}', None),
        ('{"a": 1, "a": 2}', ("$", "a")),
        ('{"x": [{"a": 1}, {"b": 1, "c": {"b": 2}, "b": 3}]}', ("$.x[1]", "b")),
        ('{"a": 1, "\\u0061": 2}', ("$", "a")),
    ],
)
def test_that_a_key_that_is_said_twice_is_found(text, found):
    assert repeated_key(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "[" + "0," * 500_000 + "0]",
        '{"a": 1}' + " " * 1_000_000,
        '"' + "\\" * 1_000_001,
        '{"a": "' + 'x\\"' * 300_000,
    ],
)
def test_that_no_text_takes_long(text):
    assert seconds_of_work(lambda: (repeated_key(text), path_at(text))) < 2


def test_that_a_place_is_found_at_once_however_deep_the_brackets_are():
    def look() -> None:
        assert place_of("[" * 100_000, "$") == (1, 1)
        assert place_of('{\n"a": ' + "[" * 100_000, "$.a") == (2, 1)

    assert seconds_of_work(look) < 1
