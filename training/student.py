"""The fast net: embeddings of word, affixes, shape and quotation state, residual convolutions, a BiLSTM, one head."""

from __future__ import annotations

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor, nn

from attribune.nets.labels import TAGS
from attribune.nets.quotes import STATES
from attribune.nets.vocabulary import PREFIX_ROWS, SHAPES, SUFFIX_ROWS

WORD, AFFIX, SHAPE, QUOTE = 64, 16, 8, 8
WIDTH = 80
DILATIONS = (1, 2)
HIDDEN = 64
LINK = 16


class Student(nn.Module):
    """Features (windows × units × 5) and lengths → tag scores and link vectors."""

    def __init__(self, word_rows: int, dropout: float = 0.15) -> None:
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
        present = mask[..., None].float()
        x = torch.cat([table(features[..., i]) for i, table in enumerate(self.tables)], -1)
        x = F.relu(self.first(self._drop(x))) * present
        for mix, distance in zip(self.mixes, DILATIONS, strict=True):
            padded = F.pad(x, (0, 0, distance, distance))
            around = torch.cat([padded[:, : -2 * distance], x, padded[:, 2 * distance :]], -1)
            x = (x + F.relu(mix(self._drop(around)))) * present
        x = self._drop(self._both_ways(self._drop(x), mask))
        return self.tags(x), self.links(x)

    def _both_ways(self, x: Tensor, mask: Tensor) -> Tensor:
        """The LSTM with both directions side by side: torch's own on packed windows takes three times as long."""
        place = torch.arange(mask.shape[1])
        turned = (mask.sum(1)[:, None] - 1 - place).clamp(min=0)[..., None]
        ways = ((x, ""), (x.gather(1, turned.expand_as(x)), "_reverse"))
        inputs = []
        for read, way in ways:
            bias = getattr(self.lstm, f"bias_ih_l0{way}") + getattr(self.lstm, f"bias_hh_l0{way}")
            inputs.append(F.linear(read, getattr(self.lstm, f"weight_ih_l0{way}"), bias))
        recurrent = torch.stack([getattr(self.lstm, f"weight_hh_l0{way}").T for _, way in ways])
        state = memory = x.new_zeros(2, len(x), HIDDEN)
        states = []
        for step in torch.stack(inputs).unbind(2):
            enter, forget, cell, leave = torch.baddbmm(step, state, recurrent).chunk(4, -1)
            memory = forget.sigmoid() * memory + enter.sigmoid() * cell.tanh()
            state = leave.sigmoid() * memory.tanh()
            states.append(state)
        onward, back = torch.stack(states, 2)
        return torch.cat([onward, back.gather(1, turned.expand_as(back))], -1)

    def _drop(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        kept_mask = torch.rand(x.shape[0], 1, x.shape[2]) >= self.chance
        return x * (kept_mask / (1 - self.chance)).to(x.dtype)
