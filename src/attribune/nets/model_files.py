"""The shipped weights: found beside this module, checked against the digests of their model card, loaded once.

A model card is two files: ``fast.md`` for people, ``fast.json`` for this module (digests, transitions, pair tables,
calibration). The weights carry no code; a file that differs from its digest is not used.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from attribune.errors import NetError
from attribune.nets.labels import FORBIDDEN, TAGS, allowed
from attribune.nets.link import LinkWeights

Floats = npt.NDArray[np.float32]

_FOLDER = files("attribune.nets").joinpath("weights")
# Fused by onnxruntime into one kernel that takes four times what adding and normalising take one after the other: with
# it the encoder takes a seventh longer (docs/design/nets.md).
SLOWER_FUSED = ("SkipLayerNormFusion",)
_sessions: dict[str, Any] = {}
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Card:
    """The machine-readable part of a model card."""

    tier: str
    moves: Floats
    links: LinkWeights
    calibration: tuple[float, ...]
    digests: dict[str, str]
    settings: dict[str, float]


@cache
def card(tier: str) -> Card:
    """Return the card of a tier. Raises ``NetError`` where it is missing or broken."""
    name = f"{tier}.json"
    try:
        data = json.loads(_FOLDER.joinpath(name).read_text(encoding="utf-8"))
        moves = np.where(allowed(), np.array(data["transitions"], np.float32).reshape(TAGS, TAGS), FORBIDDEN)
        links = LinkWeights(
            np.array(data["content_cue"], np.float32),
            np.array(data["cue_source"], np.float32),
            float(data["no_source"]),
        )
        return Card(
            tier,
            moves.astype(np.float32),
            links,
            tuple(data["calibration"]),
            dict(data["sha256"]),
            dict(data["settings"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise NetError(
            f"the card of this net can't be read ({problem}); reinstall attribune", concerns=name
        ) from problem


def checked(tier: str, name: str) -> bytes:
    """Return the bytes of a weights file, whose digest is the card's. Raises ``NetError`` where they differ."""
    try:
        content = _FOLDER.joinpath(name).read_bytes()
    except OSError as problem:
        raise NetError(f"this file of the net is missing ({problem}); reinstall attribune", concerns=name) from problem
    if hashlib.sha256(content).hexdigest() != card(tier).digests.get(name):
        raise NetError(
            "this file of the net is damaged: its SHA-256 isn't its model card's; reinstall attribune", concerns=name
        )
    return content


def session(tier: str) -> Any:
    """Return the onnxruntime session of a tier, made at first use."""
    with _lock:
        if tier not in _sessions:
            _sessions[tier] = _open(tier)
        return _sessions[tier]


def _open(tier: str) -> Any:
    # From version 1.32 on it keeps an id of the user in the folder for temporary files, and reports to its maker.
    # Off whatever the environment says: nothing of this program reports to anybody.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    quiet = getattr(onnxruntime, "disable_telemetry_events", None)  # where a caller had imported it before
    if quiet is not None:
        quiet()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    if tier == "best":
        options.add_free_dimension_override_by_name("windows", 1)  # as it is run: half of its shapes are constants then
    try:
        return onnxruntime.InferenceSession(
            checked(tier, f"{tier}.onnx"), options, providers=["CPUExecutionProvider"], disabled_optimizers=SLOWER_FUSED
        )
    except NetError:
        raise
    except Exception as problem:  # onnxruntime raises its own kinds, none of them public
        raise NetError(f"onnxruntime can't run this net ({problem})", concerns=f"{tier}.onnx") from problem


def lines(tier: str, name: str) -> list[str]:
    """Return a vocabulary: one entry a line."""
    return checked(tier, name).decode("utf-8").split("\n")
