"""Errors are one line, whatever somebody has put into a name."""

from bptutor.foundation.errors import FileError, TutorError


def test_that_a_file_error_names_file_field_and_problem():
    error = FileError("a.bpnet", "is missing", "$.layers[1].bias")
    assert str(error) == "a.bpnet: $.layers[1].bias: is missing"
    assert (error.path, error.field, error.problem) == ("a.bpnet", "$.layers[1].bias", "is missing")
    assert str(FileError("a.bpnet", "is empty")) == "a.bpnet: is empty"


def test_that_line_breaks_and_control_characters_are_written_out():
    assert str(TutorError("a\nb\x1b[31m\u2028é θ")) == r"a\nb\x1b[31m\u2028é θ"


def test_that_a_key_of_any_length_is_told_in_a_short_sentence():
    error = FileError("a.bpnet", "is not known here", "$." + "k" * 5_000)
    assert len(str(error)) < 300 and str(error).endswith("kk…: is not known here")
    assert len(error.field) == 5_002
