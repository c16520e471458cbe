"""
The other convention: as diffusers' convert_stable_diffusion_checkpoint_to_onnx.py wrote models,
`export_legacy.py OUT`. int32 ids, a timestep for the batch, a sample drawn inside the encoder, no
configs beside the graphs.
"""

import os
import shutil
import sys
import tempfile

import torch

from export_models import fold, shorten
from tiny_models import PIPELINES


class Text(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, input_ids):
        found = self.model(input_ids)
        return found.last_hidden_state, found.pooler_output


class Unet(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, sample, timestep, encoder_hidden_states):
        return self.model(sample, timestep, encoder_hidden_states, return_dict=False)[0]


class Encoder(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, sample):
        return self.model.encode(sample, return_dict=False)[0].sample()


class Decoder(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, latent_sample):
        return self.model.decode(latent_sample, return_dict=False)[0]


def export(module, inputs, path, names, outputs, dynamic):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    torch.onnx.export(
        module, inputs, path, input_names=names, output_names=outputs, dynamic_axes=dynamic,
        opset_version=14, do_constant_folding=True, dynamo=False,
    )
    fold(path)
    shorten(path)


def main(out):
    target = os.path.join(out, "sd15-legacy")
    shutil.rmtree(target, ignore_errors=True)
    pipe = PIPELINES["sd15-legacy"]()
    with tempfile.TemporaryDirectory() as folder:
        pipe.save_pretrained(folder)
        for kept in ("scheduler", "tokenizer", "model_index.json"):
            source, to = os.path.join(folder, kept), os.path.join(target, kept)
            os.makedirs(target, exist_ok=True)
            (shutil.copytree if os.path.isdir(source) else shutil.copy)(source, to)
    at = lambda part: os.path.join(target, part, "model.onnx")
    space = {0: "batch", 1: "channels", 2: "height", 3: "width"}
    with torch.no_grad():
        export(Text(pipe.text_encoder), torch.zeros(1, 77, dtype=torch.int32), at("text_encoder"),
               ["input_ids"], ["last_hidden_state", "pooler_output"],
               {"input_ids": {0: "batch", 1: "sequence"}})
        export(Unet(pipe.unet), (torch.randn(2, 9, 8, 8), torch.randn(2), torch.randn(2, 77, 16)),
               at("unet"), ["sample", "timestep", "encoder_hidden_states"], ["out_sample"],
               {"sample": space, "timestep": {0: "batch"},
                "encoder_hidden_states": {0: "batch", 1: "sequence"}})
        export(Encoder(pipe.vae), torch.randn(1, 3, 64, 64), at("vae_encoder"),
               ["sample"], ["latent_sample"], {"sample": space})
        export(Decoder(pipe.vae), torch.randn(1, 4, 8, 8), at("vae_decoder"),
               ["latent_sample"], ["sample"], {"latent_sample": space})


if __name__ == "__main__":
    main(sys.argv[1])
