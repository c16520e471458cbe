"""Packs numbered latents and masks as diffusers' FLUX pipelines do, and writes where each went."""

import json
from pathlib import Path

import torch
from diffusers.pipelines.flux.pipeline_flux_fill import FluxFillPipeline, calculate_shift

HEIGHT, WIDTH = 48, 32
latents = torch.arange(2 * 3 * 6 * 4, dtype=torch.float32).reshape(2, 3, 6, 4)
mask = torch.arange(HEIGHT * WIDTH, dtype=torch.float32).reshape(1, 1, HEIGHT, WIDTH)


def masks_as_tokens(mask):
    # As prepare_mask_latents, without the VAE.
    mask = mask[:, 0, :, :]
    mask = mask.view(1, HEIGHT // 8, 8, WIDTH // 8, 8).permute(0, 2, 4, 1, 3)
    mask = mask.reshape(1, 64, HEIGHT // 8, WIDTH // 8)
    return FluxFillPipeline._pack_latents(mask, 1, 64, HEIGHT // 8, WIDTH // 8)


result = {
    "packed": FluxFillPipeline._pack_latents(latents, 2, 3, 6, 4).flatten().int().tolist(),
    "mask": masks_as_tokens(mask).flatten().int().tolist(),
    "ids": FluxFillPipeline._prepare_latent_image_ids(1, 3, 2, "cpu", torch.float32).flatten().int().tolist(),
    "shift": [[n, calculate_shift(n, 256, 4096, 0.5, 1.15)] for n in [256, 1024, 4096, 3000]],
}
out = Path(__file__).parent.parent / "fixtures" / "diffusion" / "numbers" / "flux.json"
out.write_text(json.dumps(result, separators=(",", ":")) + "\n")
print(out, out.stat().st_size)
