"""
Full-size Stable Diffusion 1.5 and SDXL inpainting with random weights, for speed: shapes are what
counts. Needs no download.

    full_size.py export OUT [sd15 sdxl]     folders as optimum exports them (half precision with a GPU)
    full_size.py time [sd15 sdxl] [--sizes 512,768,1024] [--steps 12]
                                            diffusers on the same GPU: milliseconds a step, memory

On a machine with an NVIDIA card (CUDA 12, cuDNN 9):

    pip install -r test/oracle/requirements.txt
    python test/oracle/full_size.py export /tmp/full sd15 sdxl
    npm start -- gpu install
    npm run -s bench -- --diffusion --only speed --model /tmp/full/sd15 --model /tmp/full/sdxl
    python test/oracle/full_size.py time sd15 sdxl

`--small` takes an eighth of the channels, to see on any machine that the script runs.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time

import torch
from diffusers import (
    EulerDiscreteScheduler,
    StableDiffusionInpaintPipeline,
    StableDiffusionXLInpaintPipeline,
    UNet2DConditionModel,
)
from diffusers.models import AutoencoderKL

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "pipelines"))
from tiny_models import BETAS, clip_text, clip_tokenizer


def full_vae(scaling, part):
    return AutoencoderKL(
        in_channels=3, out_channels=3, latent_channels=4,
        down_block_types=("DownEncoderBlock2D",) * 4, up_block_types=("UpDecoderBlock2D",) * 4,
        block_out_channels=tuple(c // part for c in (128, 256, 512, 512)), layers_per_block=2,
        norm_num_groups=32 // part, scaling_factor=scaling,
    )


def sd15(part):
    tokenizer = clip_tokenizer("<|endoftext|>")
    unet = UNet2DConditionModel(
        sample_size=64, in_channels=9, out_channels=4, layers_per_block=2,
        block_out_channels=tuple(c // part for c in (320, 640, 1280, 1280)),
        down_block_types=("CrossAttnDownBlock2D",) * 3 + ("DownBlock2D",),
        up_block_types=("UpBlock2D",) + ("CrossAttnUpBlock2D",) * 3,
        cross_attention_dim=768 // part, attention_head_dim=8, norm_num_groups=32 // part,
    )
    return StableDiffusionInpaintPipeline(
        vae=full_vae(0.18215, part), text_encoder=clip_text(tokenizer, 768 // part, layers=12 // part or 1),
        tokenizer=tokenizer, unet=unet, scheduler=EulerDiscreteScheduler(**BETAS),
        safety_checker=None, feature_extractor=None, requires_safety_checker=False,
    )


def sdxl(part):
    first, second = clip_tokenizer("<|endoftext|>"), clip_tokenizer("!")
    wide, wider = 768 // part, 1280 // part
    unet = UNet2DConditionModel(
        sample_size=128, in_channels=9, out_channels=4, layers_per_block=2,
        block_out_channels=tuple(c // part for c in (320, 640, 1280)),
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
        transformer_layers_per_block=[1, 2, 10] if part == 1 else 1,
        attention_head_dim=[5, 10, 20] if part == 1 else 5, use_linear_projection=True,
        cross_attention_dim=wide + wider, norm_num_groups=32 // part,
        addition_embed_type="text_time", addition_time_embed_dim=256,
        projection_class_embeddings_input_dim=6 * 256 + wider,
    )
    return StableDiffusionXLInpaintPipeline(
        vae=full_vae(0.13025, part), text_encoder=clip_text(first, wide, layers=12 // part or 1),
        tokenizer=first,
        text_encoder_2=clip_text(second, wider, layers=32 // part, act="gelu", projection=wider),
        tokenizer_2=second, unet=unet,
        scheduler=EulerDiscreteScheduler(**BETAS, timestep_spacing="leading", steps_offset=1),
    )


MODELS = {"sd15": sd15, "sdxl": sdxl}


def export(names, out, part):
    from optimum.exporters.onnx import main_export

    has_gpu = torch.cuda.is_available()
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            pipe = MODELS[name](part)
            (pipe.to(torch.float16) if has_gpu else pipe).save_pretrained(folder)
            del pipe
            target = os.path.join(out, name)
            shutil.rmtree(target, ignore_errors=True)
            main_export(
                folder, target, task="inpainting", do_validation=False, no_post_process=True,
                **({"dtype": "fp16", "device": "cuda"} if has_gpu else {}),
            )
        size = sum(os.path.getsize(os.path.join(r, f)) for r, _, files in os.walk(target) for f in files)
        print(f"{target}: {size / 1e9:.2f} GB")


@torch.no_grad()
def measure(names, sizes, steps, part):
    device = "cuda" if torch.cuda.is_available() else "cpu"
    kind = torch.float16 if device == "cuda" else torch.float32
    print("model  pixels  ms/step  MB")
    for name in names:
        unet = MODELS[name](part).unet.to(device, kind).to(memory_format=torch.channels_last)
        width = unet.config.cross_attention_dim
        for size in sizes:
            sample = torch.randn(2, 9, size // 8, size // 8, device=device, dtype=kind)
            states = torch.randn(2, 77, width, device=device, dtype=kind)
            more = None
            if unet.config.addition_embed_type:
                pooled = unet.config.projection_class_embeddings_input_dim - 6 * 256
                more = {
                    "text_embeds": torch.randn(2, pooled, device=device, dtype=kind),
                    "time_ids": torch.zeros(2, 6, device=device, dtype=kind),
                }
            times = []
            for step in range(steps):
                if device == "cuda":
                    torch.cuda.synchronize()
                start = time.perf_counter()
                unet(sample, torch.tensor(500.0), states, added_cond_kwargs=more).sample.sum().item()
                times.append((time.perf_counter() - start) * 1000)
            memory = torch.cuda.max_memory_allocated() / 1e6 if device == "cuda" else 0
            print(f"{name}  {size}  {sorted(times[2:])[len(times[2:]) // 2]:.2f}  {memory:.0f}")
        del unet


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["export", "time"])
    parser.add_argument("rest", nargs="*")
    parser.add_argument("--sizes", default="512,768,1024")
    parser.add_argument("--steps", type=int, default=12)
    parser.add_argument("--small", action="store_true")
    asked = parser.parse_args()
    part = 8 if asked.small else 1
    if asked.what == "export":
        out, *names = asked.rest
        export(names or MODELS, out, part)
    else:
        measure(asked.rest or MODELS, [int(s) for s in asked.sizes.split(",")], asked.steps, part)
