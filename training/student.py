"""The fast net: embeddings of word, affixes, shape and quotation state, residual convolutions, a BiLSTM, one head."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from attribune.nets.forms import PREFIX_ROWS, SHAPES, SUFFIX_ROWS
from attribune.nets.labels import TAGS
from attribune.nets.quotes import STATES

WORD, AFFIX, SHAPE, QUOTE = 72, 24, 12, 8
WIDTH = 128
DILATIONS = (1, 2)
HIDDEN = 96
LINK = 16


class Student(nn.Module):
    """Features (windows × units × 5) and lengths → tag scores and link vectors."""

    def __init__(self, word_rows: int, dropout: float = 0.25) -> None:
        super().__init__()
        self.tables = nn.ModuleList(
            nn.Embedding(rows, width)
            for rows, width in (
                (word_rows, WORD), (PREFIX_ROWS, AFFIX), (SUFFIX_ROWS, AFFIX), (SHAPES, SHAPE), (STATES, QUOTE)
            )
        )  # fmt: skip
        for table in self.tables:
            nn.init.normal_(table.weight, std=0.1)
        self.first = nn.Linear(WORD + 2 * AFFIX + SHAPE + QUOTE, WIDTH)
        self.mixes = nn.ModuleList(nn.Linear(3 * WIDTH, WIDTH) for _ in DILATIONS)
        self.lstm = nn.LSTM(WIDTH, HIDDEN, bidirectional=True, batch_first=True)
        self.tags = nn.Linear(2 * HIDDEN, TAGS)
        self.links = nn.Linear(2 * HIDDEN, 4 * LINK)
        self.chance = dropout

    def forward(self, features: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        here = mask[..., None].float()
        x = torch.cat([table(features[..., i]) for i, table in enumerate(self.tables)], -1)
        x = F.relu(self.first(self._drop(x))) * here
        for mix, distance in zip(self.mixes, DILATIONS, strict=True):
            padded = F.pad(x, (0, 0, distance, distance))
            around = torch.cat([padded[:, : -2 * distance], x, padded[:, 2 * distance :]], -1)
            x = (x + F.relu(mix(self._drop(around)))) * here
        packed = nn.utils.rnn.pack_padded_sequence(self._drop(x), mask.sum(1), batch_first=True, enforce_sorted=False)
        x, _ = nn.utils.rnn.pad_packed_sequence(self.lstm(packed)[0], batch_first=True, total_length=mask.shape[1])
        x = self._drop(x)
        return self.tags(x), self.links(x)

    def _drop(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        kept = torch.rand(x.shape[0], 1, x.shape[2]) >= self.chance
        return x * (kept / (1 - self.chance)).to(x.dtype)
