"""A linear-chain CRF over the tag set, in the exponential domain: fast enough for a processor."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from attribune.nets.labels import FORBIDDEN, TAGS, allowed, may_end, may_start


class Chain(nn.Module):
    """Learned transitions. Windows are left-aligned; ``mask`` is true where there is a unit."""

    def __init__(self) -> None:
        super().__init__()
        self.weights = nn.Parameter(torch.zeros(TAGS, TAGS))
        self.register_buffer("allowed", torch.from_numpy(allowed()))
        self.register_buffer("starts", torch.from_numpy(may_start()))
        self.register_buffer("ends", torch.from_numpy(may_end()))

    def transitions(self) -> Tensor:
        return torch.where(self.allowed, self.weights, torch.full_like(self.weights, FORBIDDEN))

    def log_partition(self, scores: Tensor, mask: Tensor) -> Tensor:
        """log Z of each window; ``scores`` is windows × units × tags."""
        length = scores.shape[1]
        top = scores.max(-1, keepdim=True).values
        likely = (scores - top).exp().unbind(1)  # once: a slice a step would make its backward pass quadratic
        moves = self.transitions().exp()
        forward = likely[0] * self.starts
        total = forward.sum(-1, keepdim=True)
        forward = forward / total
        logs = [total.log()]
        for at in range(1, length):
            following = (forward @ moves) * likely[at]
            total = following.sum(-1, keepdim=True)
            present = mask[:, at, None]
            forward = torch.where(present, following / total, forward)
            logs.append(torch.where(present, total.log(), 0.0))
        tops = (top[..., 0] * mask).sum(1)
        return torch.cat(logs, 1).sum(1) + tops + (forward @ self.ends.float()).log()

    def expected_score(self, scores: Tensor, chances: Tensor, mask: Tensor, tags: Tensor | None) -> Tensor:
        """Score of the target: gold ``tags`` (with their transitions) or soft ``chances`` of each tag."""
        expected = (scores * chances * mask[..., None]).sum((1, 2))
        if tags is not None:
            moves = self.transitions()[tags[:, :-1], tags[:, 1:]] * mask[:, 1:]
            expected = expected + moves.sum(1)
        return expected
