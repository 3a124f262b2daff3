"""GET /api/health"""

from typing import Literal

import msgspec

import haat
from haat.http import Call, endpoint
from haat.settings import STAGE
from health import manifest


class Alive(msgspec.Struct):
    """The function runs; nothing else was asked."""

    status: Literal["alive"]
    version: str
    stage: str


@endpoint(manifest.GET_HEALTH)
def handler(_: Call[None]) -> Alive:
    """Say that the API is alive."""
    return Alive("alive", haat.__version__, STAGE.text())
