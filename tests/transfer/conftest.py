"""What the tests of the transfer may ask for."""

import pytest

from tests.transfer.exports import Importer


@pytest.fixture
def import_export(db, tmp_path, capsys) -> Importer:
    """``import_export(item(…), …)`` imports an export and answers the report."""
    return Importer(tmp_path, capsys)
