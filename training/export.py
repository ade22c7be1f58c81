"""A checkpoint -> the model file: one ONNX graph in int8 with its labels and its vocabulary in the metadata.

    python -m training.export --work FOLDER … --out FILE.onnx [--exact]

`--exact` keeps float32, to see what int8 loses.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from typing import Any

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from onnxruntime.transformers.fusion_options import FusionOptions
from torch import Tensor, nn

from dragoman.parsing.encoder import FORMAT
from training.model import Labels, Layer, Reader
from training.train import base_folder

INPUTS = ("ids", "shapes", "first", "last")


class _Attention(torch.autograd.Function):
    """The runtime's own attention: several times faster than the single operators."""

    @staticmethod
    def forward(ctx: Any, query: Tensor, key: Tensor, value: Tensor, bias: Tensor, heads: int) -> Tensor:
        batch, length, width = query.shape
        q, k, v = (
            (part + b).view(batch, length, heads, width // heads).transpose(1, 2)
            for part, b in zip((query, key, value), bias.split(width), strict=True)
        )
        return nn.functional.scaled_dot_product_attention(q, k, v).transpose(1, 2).reshape(batch, length, width)

    @staticmethod
    def symbolic(graph: Any, query: Any, key: Any, value: Any, bias: Any, heads: int) -> Any:
        return graph.op("com.microsoft::MultiHeadAttention", query, key, value, bias, num_heads_i=heads).setType(query.type())


def _layer_forward(self: Layer, x: Tensor, mask: Tensor | None) -> Tensor:
    linear = nn.functional.linear
    bias = torch.cat([self.query.bias, self.key.bias, self.value.bias])
    seen = _Attention.apply(linear(x, self.query.weight), linear(x, self.key.weight), linear(x, self.value.weight), bias, self.heads)
    x = self.norm(x + self.out(seen))
    return self.norm2(x + self.outer(nn.functional.gelu(self.inner(x))))


class _Named(nn.Module):
    """The reader with its outputs as a tuple, which the exporter wants."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, ids: Tensor, shapes: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        return tuple(self.reader(ids, shapes, first, last).values())


def load_checkpoint(*works: Path) -> Reader:
    """The reader of a training folder; of several, whose runs went on from each other, the mean of their weights."""
    labels = Labels(**{k: tuple(v) for k, v in json.loads((works[-1] / "labels.json").read_text(encoding="utf8")).items()})
    reader = Reader(labels)
    states = [torch.load(work / "reader.pt", weights_only=True)["reader"] for work in works]
    reader.load_state_dict({name: sum(state[name] for state in states) / len(states) for name in states[0]})
    return reader


def export(reader: Reader, vocabulary: str, out: Path, *, exact: bool = False) -> None:
    """Write the model file."""
    Layer.forward = _layer_forward  # type: ignore[method-assign]
    example = tuple(torch.ones(1, n, dtype=torch.long) for n in (9, 9, 7, 7))
    with torch.no_grad():
        names = list(reader(*example))
    with tempfile.TemporaryDirectory() as folder:
        raw, fused, small = (str(Path(folder) / f"{name}.onnx") for name in ("raw", "fused", "small"))
        axes = {name: {1: "pieces" if name in {"ids", "shapes"} else "words"} for name in INPUTS}
        axes |= {name: {1: "rows" if name in {"arc_head", "rel_head"} else "words"} for name in names}
        torch.onnx.export(
            _Named(reader).eval(), example, raw, input_names=list(INPUTS), output_names=names, dynamic_axes=axes, opset_version=17, dynamo=False,
            custom_opsets={"com.microsoft": 1},
        )  # fmt: skip
        options = FusionOptions("bert")
        options.enable_embed_layer_norm = False
        optimizer.optimize_model(
            raw, model_type="bert", num_heads=reader.shape.attention, hidden_size=reader.shape.width, optimization_options=options, opt_level=0
        ).save_model_to_file(fused)
        if not exact:
            # seven bits: processors without VNNI add pairs of products in sixteen bits, which eight would overflow
            quantize_dynamic(
                fused, small, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
                op_types_to_quantize=["MatMul", "Gemm", "Gather"], extra_options={"MatMulConstBOnly": True, "DefaultTensorType": 1},
            )  # fmt: skip
        model = onnx.load(fused if exact else small)
    told = {
        "format": FORMAT,
        "labels": json.dumps(reader.labels.as_lists(), ensure_ascii=False),
        "distance": json.dumps([[round(x, 4) for x in row] for row in reader.distance.weight.tolist()]),
        "vocabulary": vocabulary,
        "license": "CC BY-SA 4.0; see NOTICE",
    }
    for key, value in told.items():
        entry = model.metadata_props.add()
        entry.key, entry.value = key, value
    out.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(model, str(out))


def main() -> None:
    """Read the command line and export."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, nargs="+", default=[Path("build/training")], help="of several the mean of their weights")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--base", type=Path, help="folder with the vocabulary; default: that of the registry package")
    parser.add_argument("--exact", action="store_true")
    args = parser.parse_args()
    vocabulary = ((args.base or base_folder()) / "vocab.txt").read_text(encoding="utf8").rstrip("\n")
    export(load_checkpoint(*args.work), vocabulary, args.out, exact=args.exact)
    print(f"{args.out}: {args.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
