"""Where files go."""

import pytest

from bptutor.foundation.errors import FileError
from bptutor.foundation.places import cache_folder, data_folder, settings_folder


def test_that_one_variable_moves_everything_into_one_folder(own_home):
    folders = [data_folder(), settings_folder(), cache_folder()]
    assert [folder.parent for folder in folders] == [own_home] * 3
    assert all(folder.is_dir() for folder in folders)
    assert len(set(folders)) == 3


def test_that_a_folder_that_cannot_be_made_is_named_with_the_way_out(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("BPTUTOR_HOME", str(tmp_path / "file"))
    with pytest.raises(FileError, match=r"file.data: cannot be made: .*; set BPTUTOR_HOME to another folder"):
        data_folder()


def test_that_the_system_is_asked_where_nothing_is_said(tmp_path, monkeypatch):
    monkeypatch.delenv("BPTUTOR_HOME")
    for name in ("HOME", "XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path))
    assert "bptutor" in data_folder().parts
