"""What the tests of the transfer may ask for."""

from pathlib import Path

import pytest

from tests.images.drawing import jpeg
from tests.transfer.exports import Importer


@pytest.fixture
def import_export(db, tmp_path, capsys) -> Importer:
    """``import_export(item(…), …)`` imports an export and answers the report."""
    return Importer(tmp_path, capsys)


@pytest.fixture
def uploads(tmp_path: Path) -> Path:
    """A copy of the old blog's uploads of May 2019, with one picture, ``quay.jpg``."""
    folder = tmp_path / "uploads" / "2019" / "05"
    folder.mkdir(parents=True)
    (folder / "quay.jpg").write_bytes(jpeg(size=(600, 400)))
    return folder


@pytest.fixture
def import_media(import_export: Importer, uploads: Path) -> Importer:
    """The same as ``import_export``, given the copy of the uploads."""
    import_export.options["media"] = uploads.parent.parent
    return import_export
