"""From torch to ONNX: the fast net in single precision, the encoder with 8-bit weights."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.encoder import Encoder
from training.student import DILATIONS, HIDDEN, Student

OPSET, IR = 17, 9


class _Joined(nn.Module):
    """Tags and links as one output, as the run time wants them."""

    def __init__(self, net: Encoder) -> None:
        super().__init__()
        self.net = net

    def forward(self, pieces: Tensor, shapes: Tensor, quotes: Tensor) -> Tensor:
        return torch.cat(self.net(pieces, shapes, quotes), -1)


def export_encoder(net: Encoder, path: Path) -> None:
    """Write the encoder with weights of 8 bits (per channel, reduced range: exact on processors without VNNI too)."""
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        _trace(net.eval(), whole)
        quantize_dynamic(
            whole, path, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gather"], extra_options={"MatMulConstBOnly": True},
        )  # fmt: skip


def _trace(net: Encoder, path: Path) -> None:
    example = torch.ones(2, 7, dtype=torch.long)
    names = ["pieces", "shapes", "quotes"]
    torch.onnx.export(
        _Joined(net).eval(), (example, example, example), str(path), input_names=names, output_names=["out"],
        dynamic_axes={name: {0: "windows", 1: "length"} for name in (*names, "out")}, opset_version=OPSET, dynamo=False,
    )  # fmt: skip


class _Graph:
    """A small builder: nodes and constants in the order they are made."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, value: Tensor | np.ndarray) -> str:
        array = value.detach().numpy() if isinstance(value, Tensor) else value
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(array.copy(order="C"), name))
        return name

    def add(self, kind: str, *inputs: str, **attributes: object) -> str:
        name = f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], **attributes))
        return name

    def linear(self, x: str, layer: nn.Linear) -> str:
        return self.add("Add", self.add("MatMul", x, self.constant(layer.weight.T)), self.constant(layer.bias))


def export_student(net: Student, path: Path) -> None:
    """Write the fast net: inputs ``features`` (windows × units × 5), ``here`` (… × 1), ``lengths``; output ``out``."""
    g = _Graph()
    axis = [g.add("Gather", "features", g.constant(np.array(i, np.int64)), axis=2) for i in range(len(net.tables))]
    parts = [g.add("Gather", g.constant(t.weight), rows) for t, rows in zip(net.tables, axis, strict=True)]
    x = g.add("Concat", *parts, axis=2)
    x = g.add("Mul", g.add("Relu", g.linear(x, net.first)), "here")
    for mix, distance in zip(net.mixes, DILATIONS, strict=True):
        padded = g.add("Pad", x, g.constant(np.array([0, distance, 0, 0, distance, 0], np.int64)))
        padded_left = _slice(g, padded, 0, -2 * distance)
        right = _slice(g, padded, 2 * distance, 2**31)
        around = g.add("Concat", padded_left, x, right, axis=2)
        x = g.add("Mul", g.add("Add", x, g.add("Relu", g.linear(around, mix))), "here")
    x = _lstm(g, x, net.lstm)
    head = nn.Linear(2 * HIDDEN, net.tags.out_features + net.links.out_features)
    head.weight.data = torch.cat([net.tags.weight, net.links.weight]).detach()
    head.bias.data = torch.cat([net.tags.bias, net.links.bias]).detach()
    last = g.linear(x, head)
    g.nodes.append(helper.make_node("Identity", [last], ["out"]))
    shapes = {
        "features": (TensorProto.INT32, ["w", "u", 5]),
        "here": (TensorProto.FLOAT, ["w", "u", 1]),
        "lengths": (TensorProto.INT32, ["w"]),
    }
    inputs = [helper.make_tensor_value_info(name, kind, shape) for name, (kind, shape) in shapes.items()]
    output = helper.make_tensor_value_info("out", TensorProto.FLOAT, ["w", "u", head.out_features])
    graph = helper.make_graph(g.nodes, "fast", inputs, [output], g.constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR)
    onnx.checker.check_model(model)
    path.write_bytes(model.SerializeToString())


def _slice(g: _Graph, x: str, start: int, end: int) -> str:
    constants = [g.constant(np.array([value], np.int64)) for value in (start, end, 1)]
    return g.add("Slice", x, *constants)


def _lstm(g: _Graph, x: str, lstm: nn.LSTM) -> str:
    """Return a bidirectional LSTM; torch orders gates input, forget, cell, output, ONNX input, output, forget, cell."""

    def gates(tensor: Tensor) -> Tensor:
        i, f, c, o = tensor.detach().chunk(4)
        return torch.cat([i, o, f, c])

    weights = {
        name: torch.stack([gates(getattr(lstm, f"{name}_l0{way}")) for way in ("", "_reverse")])
        for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
    }
    bias = torch.cat([weights["bias_ih"], weights["bias_hh"]], 1)
    turned = g.add("Transpose", x, perm=[1, 0, 2])
    y = g.add(
        "LSTM", turned, g.constant(weights["weight_ih"]), g.constant(weights["weight_hh"]), g.constant(bias), "lengths",
        hidden_size=HIDDEN, direction="bidirectional",
    )  # fmt: skip
    back = g.add("Transpose", y, perm=[2, 0, 1, 3])
    return g.add("Reshape", back, g.constant(np.array([0, 0, 2 * HIDDEN], np.int64)))
