"""Records in, rows out in batches; keyed by ``import_ref``, so it can run twice."""

from .ledger import Ledger
from .loader import Loader, Wanted
from .old_addresses import Bases
from .report import Report
from .uploads import Uploads

__all__ = ["Bases", "Ledger", "Loader", "Report", "Uploads", "Wanted"]
