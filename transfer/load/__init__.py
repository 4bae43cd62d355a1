"""Records in, rows out in batches; keyed by ``import_ref``, so it can run twice."""

from .loader import Loader
from .report import Report
from .uploads import Uploads

__all__ = ["Loader", "Report", "Uploads"]
