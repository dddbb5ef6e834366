"""The ClientFlow API from Python."""

from . import types
from .client import ClientFlow, __version__
from .connection import new_idempotency_key
from .errors import ClientFlowError
from .events import event_pages
from .lists import paginate
from .retries import Retries

__all__ = [
    "ClientFlow",
    "ClientFlowError",
    "Retries",
    "__version__",
    "event_pages",
    "new_idempotency_key",
    "paginate",
    "types",
]
