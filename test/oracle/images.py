"""Resizes, crops and overlays made-up pictures with Pillow and diffusers, and writes their digests.

Pictures are bytes of a linear congruential generator that TypeScript repeats; of each result only
the shape, the SHA-256 and the first bytes are kept, as they must be equal to the byte.
"""

import hashlib
import json
from pathlib import Path

import numpy as np
import torch
from diffusers.image_processor import VaeImageProcessor
from PIL import Image

FILTERS = {name: getattr(Image.Resampling, name.upper()) for name in ["nearest", "box", "bilinear", "hamming", "bicubic", "lanczos"]}


def made(width, height, channels, seed):
    x, out = seed, []
    for _ in range(width * height * channels):
        x = (x * 1103515245 + 12345) & 0x7FFFFFFF
        out.append((x >> 16) & 255)
    data = np.array(out, dtype=np.uint8).reshape(height, width, channels)
    return Image.fromarray(data[..., 0] if channels == 1 else data)


def blocks(width, height, x0, y0, x1, y1, inside=255):
    data = np.zeros((height, width), dtype=np.uint8)
    data[y0:y1, x0:x1] = inside
    return Image.fromarray(data)


def digest(array):
    raw = np.ascontiguousarray(array).tobytes()
    return {"sha": hashlib.sha256(raw).hexdigest(), "head": list(raw[:12])}


result = {"resize": [], "box": [], "fit": [], "region": [], "overlay": [], "tensor": {}}
for channels in [1, 3]:
    image = made(37, 29, channels, 7)
    for size in [(64, 48), (16, 8), (37, 13), (11, 29), (8, 8), (1, 1), (38, 30), (200, 3), (30, 10), (36, 27), (34, 24), (34, 23)]:
        for name, filter in FILTERS.items():
            result["resize"].append({"channels": channels, "size": size, "filter": name, **digest(np.array(image.resize(size, filter)))})
image = made(37, 29, 3, 7)
for box in [(3, 2, 30, 20), (0.5, 1.25, 20.75, 28.5), (0, 0, 37, 0), (0, 29, 37, 29)]:
    for name in ["bilinear", "bicubic", "lanczos"]:
        result["box"].append({"box": box, "size": (24, 16), "filter": name, **digest(np.array(image.resize((24, 16), FILTERS[name], box=box)))})

processor = VaeImageProcessor()
for width, height in [(64, 64), (40, 64), (64, 24), (37, 29), (29, 37), (48, 33), (45, 64)]:
    for mode in ["fill", "crop"]:
        for channels in [3, 1]:
            fitted = processor.resize(made(37, 29, channels, 7), height, width, resize_mode=mode)
            array = np.array(fitted)
            result["fit"].append({"channels": channels, "size": (width, height), "mode": mode, **digest(array if channels == 3 else array[..., 0])})

for width, height, box in [
    (100, 80, (20, 30, 40, 35)), (100, 80, (0, 0, 5, 5)), (100, 80, (95, 70, 100, 80)), (100, 80, (0, 30, 100, 31)),
    (100, 80, (50, 0, 51, 80)), (64, 200, (10, 100, 60, 110)), (33, 47, (1, 2, 30, 45)), (100, 80, (0, 0, 100, 80)),
]:
    for target in [(512, 512), (768, 512), (512, 1024)]:
        for pad in [0, 8, 64]:
            mask = blocks(width, height, *box)
            result["region"].append({"size": (width, height), "box": box, "target": target, "pad": pad, "region": processor.get_crop_region(mask, *target, pad=pad)})

for seed in [1, 2]:
    original, done = made(40, 32, 3, seed), made(40, 32, 3, seed + 10)
    mask = made(40, 32, 1, seed + 20)
    result["overlay"].append({"seed": seed, "region": None, **digest(np.array(processor.apply_overlay(mask, original, done)))})
    hard = blocks(40, 32, 9, 7, 30, 20)
    for region in [(8, 4, 32, 28), (2, 3, 35, 29)]:
        for size in [(24, 24), (64, 64), (64, 40)]:
            small = made(*size, 3, seed + 30)
            result["overlay"].append({"seed": seed, "region": region, "size": size, **digest(np.array(processor.apply_overlay(hard, original, small, region)))})

image, mask = made(48, 32, 3, 3), made(48, 32, 1, 4)
tensor = processor.preprocess(image, 32, 48)
masks = VaeImageProcessor(do_normalize=False, do_binarize=True, do_convert_grayscale=True).preprocess(mask, 32, 48)
latents = torch.sin(torch.arange(3 * 24 * 20, dtype=torch.float64) * 0.37).float().reshape(1, 3, 24, 20) * 1.2
result["tensor"] = {
    "image": digest(tensor.numpy()),
    "mask": digest(masks.numpy()),
    # Minus zero is zero to every network.
    "masked": digest((tensor * (masks < 0.5)).numpy() + 0.0),
    "latent": digest(torch.nn.functional.interpolate(masks, size=(4, 6)).numpy()),
    "decoded": digest(np.array(processor.postprocess(latents, output_type="pil")[0])),
}

out = Path(__file__).parent.parent / "fixtures" / "diffusion" / "numbers" / "images.json"
out.write_text(json.dumps(result, separators=(",", ":")).replace("},{", "},\n{") + "\n")
print(out, out.stat().st_size)
