"""The network: a pretrained encoder, and heads for mentions, antecedents and relations.

The encoder is BERT as published (Devlin et al. 2019), in the shape of MiniLM (Wang et al. 2020): six layers
of width 384. The larger network uses MPNet (Song et al. 2020): twelve layers of width 768 with relative positions. A
letter-shape embedding, initialised to zero, is added above the frozen layers, since the pieces are uncased.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F  # noqa: N812 - the usual name
from safetensors.torch import load_file
from torch import Tensor, nn

from graphkit.nlp.encoder.features import APART, DISTANCES, FAMILIES, KINDS, LIKENESSES, SHAPES, STATUSES

HEADS = 12
PAIR, LINK, NARROW = 384, 256, 128
# The maximum over a span is looked up in two parts of at most 2 to this power.
MOST_WORDS = 8
_FAR = -1e4
# Number of classes of relative positions, and the distance above which they are not distinguished (MPNet, as published).
_CLASSES, _FURTHEST = 32, 128
# Ids of BERT's two end pieces, and the offset of MPNet's ids.
_OPENING, _CLOSING, _MORE = 101, 102, 4


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of an encoder.

    Attributes:
        width, inner, layers: width of its states, width within a layer, number of layers.
        held: number of frozen lowest layers.
        vocabulary, positions: numbers of pieces and of positions; before: unused positions at the start.
        epsilon: of its layer norms.
        apart: whether it uses relative positions.
    """

    width: int = 384
    inner: int = 1536
    layers: int = 6
    held: int = 2
    vocabulary: int = 30522
    positions: int = 512
    before: int = 0
    epsilon: float = 1e-12
    apart: bool = False


SMALL = Shape()
LARGE = Shape(768, 3072, 12, 0, 30527, 514, 2, 1e-5, apart=True)


class Layer(nn.Module):
    """One layer of the encoder."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        width, self.each = shape.width, shape.width // HEADS
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.wide, self.narrow = nn.Linear(width, shape.inner), nn.Linear(shape.inner, width)
        self.norm1, self.norm2 = nn.LayerNorm(width, eps=shape.epsilon), nn.LayerNorm(width, eps=shape.epsilon)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, _ = x.shape
        query, key, value = self.qkv(x).view(batch, length, 3, HEADS, self.each).permute(2, 0, 3, 1, 4).unbind(0)
        # In full precision: the backward pass is twice as fast on a CPU.
        with torch.autocast("cpu", enabled=False):
            seen = F.scaled_dot_product_attention(query.float(), key.float(), value.float(), attn_mask=mask)
        seen = seen.transpose(1, 2).reshape(batch, length, HEADS * self.each)
        x = self.norm1(x + self.drop(self.out(seen)))
        return self.norm2(x + self.drop(self.narrow(F.gelu(self.wide(x)))))


class Encoder(nn.Module):
    """Map pieces of windows to states.

    Args of `forward`: pieces, shapes (batch x length, int64); attended (batch x length, bool), None without
    padding. Returns batch x length x width.
    """

    def __init__(self, sizes: Shape) -> None:
        super().__init__()
        self.sizes, width = sizes, sizes.width
        self.word, self.position, self.shape = nn.Embedding(sizes.vocabulary, width), nn.Embedding(sizes.positions, width), nn.Embedding(SHAPES, width)
        self.kind = nn.Parameter(torch.zeros(width))
        nn.init.zeros_(self.shape.weight)
        self.norm = nn.LayerNorm(width, eps=sizes.epsilon)
        self.layers = nn.ModuleList([Layer(sizes) for _ in range(sizes.layers)])
        self.drop = nn.Dropout(0.1)
        self.apart = nn.Embedding(_CLASSES, HEADS) if sizes.apart else None

    def forward(self, pieces: Tensor, shapes: Tensor, attended: Tensor | None = None) -> Tensor:
        return self.upper(self.lower(pieces, attended), shapes, attended)

    def numbered(self, pieces: Sequence[int]) -> Tensor:
        """Map MiniLM piece ids to those of this encoder, 1 x length: MPNet has four more at the start, and its own end pieces."""
        found = torch.tensor([list(pieces)])
        if self.apart is None:
            return found
        return (found + _MORE).masked_fill(found == _OPENING, 0).masked_fill(found == _CLOSING, 2)

    def lower(self, pieces: Tensor, attended: Tensor | None = None) -> Tensor:
        """Return the states after the frozen layers, which need computing only once per window."""
        before = self.sizes.before
        x = self.norm(self.word(pieces) + self.position.weight[before : pieces.shape[1] + before] + self.kind)
        return self._through(self.layers[: self.sizes.held], x, attended)

    def upper(self, x: Tensor, shapes: Tensor, attended: Tensor | None = None) -> Tensor:
        """Return the states after the trained layers, with the letter shapes added."""
        return self._through(self.layers[self.sizes.held :], self.drop(x + self.shape(shapes)), attended)

    def _through(self, layers: nn.ModuleList, x: Tensor, attended: Tensor | None) -> Tensor:
        mask = None if attended is None else torch.zeros(attended.shape).masked_fill(~attended, _FAR)[:, None, None, :]
        if self.apart is not None:
            far = self.apart(classes(x.shape[1])).permute(2, 0, 1)[None]
            mask = far if mask is None else mask + far
        for layer in layers:
            x = layer(x, mask)
        return x

    @torch.no_grad()
    def start_from(self, folder: Path) -> None:
        """Load the published `model.safetensors` of a BERT or MPNet of this shape."""
        given = load_file(folder / "model.safetensors")
        bare = {name.removeprefix("bert."): value.float() for name, value in given.items()}
        for target, name in _EMBEDDINGS.items():
            self.get_parameter(target).copy_(bare[f"embeddings.{name}"])
        asked, named = (_MPNET_ASKED, _PARTS | _MPNET_PARTS) if self.apart is not None else (_ASKED, _PARTS)
        if self.apart is None:
            self.kind.copy_(bare["embeddings.token_type_embeddings.weight"][0])
        else:
            self.apart.weight.copy_(bare["encoder.relative_attention_bias.weight"])
        for i, layer in enumerate(self.layers):
            for part in ("weight", "bias"):
                layer.qkv.get_parameter(part).copy_(torch.cat([bare[f"encoder.layer.{i}.attention.{x}.{part}"] for x in asked]))
                for target, name in named.items():
                    layer.get_submodule(target).get_parameter(part).copy_(bare[f"encoder.layer.{i}.{name}.{part}"])


def classes(length: int) -> Tensor:
    """Return the classes of relative positions, length x length: one per near distance, then logarithmically wider, separate by direction."""
    place = torch.arange(length)
    ahead = place[:, None] - place[None]
    exact = _CLASSES // 4
    wide = exact + (torch.log(ahead.abs().clamp(min=1) / exact) / math.log(_FURTHEST / exact) * exact).long()
    return torch.where(ahead.abs() < exact, ahead.abs(), wide.clamp(max=2 * exact - 1)) + (ahead < 0) * 2 * exact


_EMBEDDINGS = {"word.weight": "word_embeddings.weight", "position.weight": "position_embeddings.weight", "norm.weight": "LayerNorm.weight", "norm.bias": "LayerNorm.bias"}
_PARTS = {"out": "attention.output.dense", "norm1": "attention.output.LayerNorm", "wide": "intermediate.dense", "narrow": "output.dense", "norm2": "output.LayerNorm"}
_MPNET_PARTS = {"out": "attention.attn.o", "norm1": "attention.LayerNorm"}
_ASKED, _MPNET_ASKED = ("self.query", "self.key", "self.value"), ("attn.q", "attn.k", "attn.v")


class Tagger(nn.Module):
    """Map states of words to tags, and bounds of mentions to their states and kinds."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.tag, self.kind = nn.Linear(width, 3), nn.Linear(2 * width, len(KINDS))

    def forward(self, first: Tensor) -> Tensor:
        return self.tag(first)


def spans(first: Tensor, last: Tensor, bounds: Tensor) -> Tensor:
    """Return states of mentions (N x 768): the first piece of the first word and the last piece of the last.

    Args:
        first, last: states of the words' first and last pieces, words x 384.
        bounds: first and last word of each mention, N x 2.
    """
    return torch.cat([F.embedding(bounds[:, 0], first), F.embedding(bounds[:, 1], last)], 1)


class Antecedents(nn.Module):
    """Score each earlier mention as an antecedent: N x (N + 1), the last column for none."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.later, self.earlier = nn.Linear(2 * width, LINK), nn.Linear(2 * width, LINK)
        self.like = nn.Embedding(LIKENESSES, LINK)
        nn.init.normal_(self.like.weight, std=0.02)
        self.score, self.drop = nn.Linear(LINK, 1), nn.Dropout(0.25)

    def forward(self, states: Tensor, likeness: Tensor) -> Tensor:
        both = self.later(states)[:, None] + self.earlier(states)[None] + self.like(likeness)
        score = self.score(self.drop(F.gelu(both)))[:, :, 0]
        order = torch.arange(states.shape[0])
        score = score.masked_fill(order[:, None] <= order[None], _FAR)
        return torch.cat([score, torch.zeros_like(score[:, :1])], 1)


class Relations(nn.Module):
    """Predict families, status and speaker of pairs of mentions.

    Args of `forward`: states of first pieces (words x 384), states of mentions (N x 768), and of the K pairs: the two
    mentions (K x 2), first word between them and the word after the span (K x 2), sentence of each word and of
    both mentions, class of distance. Returns logits K x 11, K x 4, K x (N + 1).
    """

    def __init__(self, width: int) -> None:
        super().__init__()
        self.distance, self.apart = nn.Embedding(DISTANCES, PAIR), nn.Embedding(APART, PAIR)
        self.asked_by, self.asked_of, self.key = nn.Linear(2 * width, 128), nn.Linear(2 * width, 128), nn.Linear(width, 128)
        self.subject, self.object = nn.Linear(2 * width, PAIR), nn.Linear(2 * width, PAIR)
        self.around, self.narrow, self.between = nn.Linear(width, PAIR), nn.Linear(width, NARROW), nn.Linear(NARROW, PAIR)
        self.family, self.status = nn.Linear(PAIR, len(FAMILIES)), nn.Linear(PAIR, len(STATUSES))
        self.asks, self.says, self.nobody = nn.Linear(PAIR, 128), nn.Linear(2 * width, 128), nn.Linear(PAIR, 1)
        self.drop = nn.Dropout(0.25)
        for table in (self.distance, self.apart):
            nn.init.normal_(table.weight, std=0.02)
        nn.init.constant_(self.family.bias, -4.0)

    def forward(self, first: Tensor, states: Tensor, pairs: Tensor, between: Tensor, sentences: Tensor, places: Tensor, distance: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        subjects, objects = pairs[:, 0], pairs[:, 1]
        low, high = places.min(1).values, places.max(1).values
        near = (sentences[None] >= low[:, None]) & (sentences[None] <= high[:, None])
        query = F.embedding(subjects, self.asked_by(states)) + F.embedding(objects, self.asked_of(states))
        weight = (query @ self.key(first).T / 128**0.5).masked_fill(~near, _FAR).softmax(1)
        # Projected before pairing: there are ten times more pairs than mentions.
        ends = F.embedding(subjects, self.subject(states)) + F.embedding(objects, self.object(states))
        seen = weight @ self.around(first) + self.between(_highest(self.narrow(first), between))
        inner = self.drop(F.gelu(ends + seen + self.distance(distance) + self.apart((high - low).clamp(max=APART - 1))))
        speaker = torch.cat([self.asks(inner) @ self.says(states).T / 128**0.5, self.nobody(inner)], 1)
        return self.family(inner), self.status(inner), speaker


def _highest(first: Tensor, between: Tensor) -> Tensor:
    """Maximum over a span of words for each pair, from tables of the maxima of 1, 2, 4 ... 256 words."""
    words = first.shape[0]
    table = torch.cat([first, first[-1:].expand(2**MOST_WORDS, -1)])
    tables = [table[:words]]
    for power in range(MOST_WORDS):
        table = torch.maximum(table[: -(2**power)], table[2**power :])
        tables.append(table[:words])
    length = (between[:, 1] - between[:, 0]).clamp(min=1)
    level = (length.float() + 0.5).log2().floor().long().clamp(max=MOST_WORDS)
    every, row = torch.cat(tables), level * words
    # An embedding lookup: its backward pass is ten times as fast as that of indexing.
    return torch.maximum(F.embedding(row + between[:, 0], every), F.embedding(row + between[:, 1] - 2**level, every))


class Reader(nn.Module):
    """The encoder with its heads."""

    def __init__(self, sizes: Shape = SMALL) -> None:
        super().__init__()
        self.encoder, self.tagger = Encoder(sizes), Tagger(sizes.width)
        self.antecedents, self.relations = Antecedents(sizes.width), Relations(sizes.width)
