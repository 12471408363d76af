"""Runs VimSessionService in tests, and makes it misbehave.

``VCenter.start()`` starts the service; ``Admin`` is the client of its admin API. ``vimsession.plugin`` is the pytest plugin.
"""

from .admin import Admin
from .binary import BinaryNotFound
from .connection import Unreachable
from .problems import Place, ProblemError
from .process import VCenter

__all__ = ["Admin", "BinaryNotFound", "Place", "ProblemError", "Unreachable", "VCenter"]
