"""
Writes each tiny pipeline as optimum exports it: `export_models.py OUT [name...]`, where OUT is
test/fixtures/diffusion/pipelines.
"""

import os
import shutil
import sys
import tempfile

import onnx
import onnxruntime
from optimum.exporters.onnx import main_export

from tiny_models import PIPELINES

KEEP = (".onnx", ".onnx_data", ".json", ".txt", ".model")


EXPORTED = [name for name in PIPELINES if name != "sd15-legacy"] + ["sd15-inpaint-fp16"]


def fold(path):
    """Constants folded, as small as it gets without leaving standard ONNX."""
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.optimized_model_filepath = path + ".folded"
    onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    before, after = onnx.load(path), onnx.load(path + ".folded")
    domains = {node.domain for node in after.graph.node}
    if domains <= {"", "ai.onnx"} and os.path.getsize(path + ".folded") < os.path.getsize(path):
        after.ClearField("functions")
        del after.opset_import[:]
        after.opset_import.extend(before.opset_import)
        onnx.save(after, path)
    os.remove(path + ".folded")


def shorten(path):
    """Short names for what flows between nodes; weights, inputs and outputs keep theirs."""
    model = onnx.load(path)
    graph = model.graph
    kept = {value.name for value in [*graph.input, *graph.output, *graph.initializer]}
    names = {}

    def short(name):
        if name == "" or name in kept:
            return name
        return names.setdefault(name, f"v{len(names)}")

    if any(a.type in (a.GRAPH, a.GRAPHS) for node in graph.node for a in node.attribute):
        return
    for node in graph.node:
        node.name = node.doc_string = ""
        node.input[:] = [short(name) for name in node.input]
        node.output[:] = [short(name) for name in node.output]
    del graph.value_info[:]
    del model.metadata_props[:]
    onnx.save(model, path)


def export(name, out):
    """A name that ends in -fp16 is the model before it in half precision, inputs and outputs too."""
    half = name.endswith("-fp16")
    with tempfile.TemporaryDirectory() as folder:
        PIPELINES[name.removesuffix("-fp16")]().save_pretrained(folder)
        target = os.path.join(out, name)
        shutil.rmtree(target, ignore_errors=True)
        main_export(
            folder, target, task="inpainting", do_validation=False, no_post_process=True,
            dtype="fp16" if half else "fp32",
        )
    for root, _, files in os.walk(target):
        for file in files:
            path = os.path.join(root, file)
            if not file.endswith(KEEP):
                os.remove(path)
            elif file == "model.onnx":
                # The processor's own rewriting would bring single precision back.
                if not half:
                    fold(path)
                shorten(path)


if __name__ == "__main__":
    out, *names = sys.argv[1:]
    for name in names or EXPORTED:
        export(name, out)
