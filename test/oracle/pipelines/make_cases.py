"""
Runs diffusers on the tiny pipelines and keeps what came out: `make_cases.py OUT [name...]`.

OUT/NAME.json lists the cases of OUT/NAME/ (the exported model); OUT/NAME.bin.gz holds, for each
case at its offset, the final latents (float32) and the picture (RGB, 8 bits), one after the other.
"""

import gzip
import json
import os
import sys
import tempfile

import numpy as np
import torch
from diffusers import (
    DDIMScheduler,
    DPMSolverMultistepScheduler,
    EulerAncestralDiscreteScheduler,
    EulerDiscreteScheduler,
    LCMScheduler,
    PNDMScheduler,
    TCDScheduler,
    UniPCMultistepScheduler,
)
from PIL import Image

from tiny_models import PIPELINES

PROMPT = "a red brick wall with ivy"
NEGATIVE = "blurry, low quality"

DPM = dict(algorithm_type="dpmsolver++", solver_type="midpoint", use_karras_sigmas=False)
SDE = dict(algorithm_type="sde-dpmsolver++", solver_type="midpoint", use_karras_sigmas=False)
SCHEDULERS = {
    "ddim": (DDIMScheduler, {}),
    "pndm": (PNDMScheduler, {"skip_prk_steps": True}),
    "euler": (EulerDiscreteScheduler, {}),
    "euler-ancestral": (EulerAncestralDiscreteScheduler, {}),
    "dpm++-2m": (DPMSolverMultistepScheduler, DPM),
    "dpm++-2m-karras": (DPMSolverMultistepScheduler, {**DPM, "use_karras_sigmas": True}),
    "dpm++-2m-sde": (DPMSolverMultistepScheduler, SDE),
    "dpm++-2m-sde-karras": (DPMSolverMultistepScheduler, {**SDE, "use_karras_sigmas": True}),
    "unipc": (UniPCMultistepScheduler, {}),
    "lcm": (LCMScheduler, {}),
    "tcd": (TCDScheduler, {}),
}


def picture(width, height):
    """A sky, a lawn, a red disc: smooth colours with an edge or two."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float64)
    rgb = np.stack([90 + 60 * y / height, 140 - 50 * y / height, 220 - 120 * x / width], -1)
    lawn = y > 0.6 * height
    rgb[lawn] = np.stack([60 + 20 * np.sin(x), 130 + 40 * np.sin(y), 40 + 0 * x], -1)[lawn]
    rgb[(x - width * 0.7) ** 2 + (y - height * 0.3) ** 2 < (height * 0.15) ** 2] = (200, 40, 30)
    return np.clip(np.rint(rgb), 0, 255).astype(np.uint8)


def hole(width, height):
    """A box off the grid of latents, and grey ones on either side of the middle."""
    mask = np.zeros((height, width), np.uint8)
    mask[height // 4 + 3 : height * 3 // 4, width // 4 - 2 : width * 3 // 4 + 1] = 255
    mask[height * 3 // 4 : height * 3 // 4 + 4, width // 2 :] = 120
    mask[height // 8 : height // 8 + 5, : width // 4] = 140
    return mask


def case(name, **settings):
    base = dict(
        name=name, seed=7, width=64, height=64, steps=5, strength=1.0, guidance=7.5,
        prompt=PROMPT, negative=NEGATIVE,
    )
    return {**base, **settings}


def table(schedulers):
    return [
        case(f"{scheduler} strength {strength} guidance {guidance}", scheduler=scheduler,
             strength=strength, guidance=guidance)
        for scheduler in schedulers
        for strength in (1.0, 0.6)
        for guidance in (1.0, 7.5)
    ]


SD_MORE = [
    case("no words", prompt="", negative="", scheduler="ddim"),
    case("wide, another seed", width=96, seed=4_000_000_000, scheduler="euler"),
    case("other strengths", strength=0.35, steps=7, scheduler="dpm++-2m"),
    case("pndm, many steps", steps=9, scheduler="pndm", strength=0.8),
]
XL_MORE = [
    case("as it comes, strength 0.9999", scheduler="euler", strength=0.9999),
    case("no negative prompt", negative="", scheduler="euler"),
    case("no words", prompt="", negative="", scheduler="ddim"),
    case("guidance rescaled", scheduler="ddim", guidance_rescale=0.7),
    case("base of two", scheduler="euler", denoising_end=0.7, steps=8),
    case("tall, another seed", height=96, seed=123456, scheduler="dpm++-2m-karras"),
]
FEW = {
    "turbo": dict(scheduler_class="EulerAncestralDiscreteScheduler", guidance=0.0, steps=2,
                  scheduler_config=dict(timestep_spacing="trailing")),
    "lightning": dict(scheduler_class="EulerDiscreteScheduler", guidance=0.0, steps=4,
                      scheduler_config=dict(timestep_spacing="trailing")),
    "hyper": dict(scheduler_class="DDIMScheduler", guidance=0.0, steps=4,
                  scheduler_config=dict(timestep_spacing="trailing", set_alpha_to_one=False)),
}
FEW_STEPS = [
    case(f"{name} strength {strength}", strength=strength, **settings)
    for name, settings in FEW.items()
    for strength in (1.0, 0.6)
]
CASES = {
    "sd15-inpaint": table(SCHEDULERS) + SD_MORE,
    "sd15": table(SCHEDULERS) + SD_MORE
    + [case("clip skip", clip_skip=1, scheduler="ddim"), case("clip skip 2", clip_skip=2, scheduler="ddim")],
    "sd15-legacy": table(["ddim", "euler-ancestral"]),
    "lcm-inpaint": table(["lcm"]) + table(["ddim"])[:2],
    "sd2-inpaint": table(["ddim", "euler", "euler-ancestral", "dpm++-2m", "unipc", "pndm"]),
    "sdxl-inpaint": table(SCHEDULERS) + XL_MORE + FEW_STEPS,
    "sdxl": table(SCHEDULERS) + XL_MORE + FEW_STEPS + [
        case("clip skip", clip_skip=1, scheduler="ddim"),
        case("refiner of two", scheduler="euler", denoising_start=0.7, steps=8),
    ],
    "flux-fill": [
        case(f"strength {s} guidance {g}", strength=s, guidance=g)
        for s in (1.0, 0.6) for g in (1.0, 30.0)
    ] + [case("wide", width=96, guidance=30.0), case("no words", prompt="", guidance=30.0)],
}


def scheduler_for(pipe, settings):
    import diffusers

    if "scheduler_class" in settings:
        kind = getattr(diffusers, settings["scheduler_class"])
        return kind.from_config({**pipe.scheduler.config, **settings["scheduler_config"]})
    if "scheduler" not in settings:
        return pipe.scheduler
    kind, more = SCHEDULERS[settings["scheduler"]]
    return kind.from_config(pipe.scheduler.config, **more)


def run(pipe, own, settings):
    """Latents after every step, the picture, and the scheduler's own configuration."""
    pipe.scheduler = own
    pipe.scheduler = scheduler_for(pipe, settings)
    steps = []

    def keep(_pipe, _i, _t, values):
        steps.append(values["latents"].clone())
        return {}

    is_flux = type(pipe).__name__.startswith("Flux")
    is_xl = "XL" in type(pipe).__name__
    size = dict(width=settings["width"], height=settings["height"])
    arguments = dict(
        prompt=settings["prompt"],
        image=Image.fromarray(picture(**size)),
        mask_image=Image.fromarray(hole(**size)),
        num_inference_steps=settings["steps"],
        strength=settings["strength"],
        guidance_scale=settings["guidance"],
        generator=torch.Generator("cpu").manual_seed(settings["seed"]),
        callback_on_step_end=keep,
        output_type="np",
        **size,
    )
    if not is_flux:
        negative = settings["negative"]
        arguments["negative_prompt"] = None if is_xl and negative == "" else negative
    # The pipelines hand their own eta (0) on to TCD, whose default is 0.3.
    if settings.get("scheduler") == "tcd":
        arguments["eta"] = 0.3
    for name in ("guidance_rescale", "denoising_start", "denoising_end", "clip_skip"):
        if name in settings:
            arguments[name] = settings[name]
    if "denoising_start" in settings:
        base = {**arguments, "denoising_end": settings["denoising_start"], "output_type": "latent"}
        del base["denoising_start"]
        with torch.no_grad():
            arguments["image"] = pipe(**base).images
        arguments["generator"].manual_seed(settings["seed"])
        steps.clear()
    if "denoising_end" in settings:
        arguments["output_type"] = "latent"
    with torch.no_grad():
        result = pipe(**arguments).images
    if arguments["output_type"] == "latent":
        with torch.no_grad():
            decoded = pipe.vae.decode(result / pipe.vae.config.scaling_factor).sample
        result = pipe.image_processor.postprocess(decoded, output_type="np")
    image = np.rint(np.asarray(result[0]) * 255).astype(np.uint8)
    return steps, image


def write(name, out):
    pipe = PIPELINES[name]()
    pipe.set_progress_bar_config(disable=True)
    # From its file, as people have it: a fresh one does not hand its own defaults to another class.
    with tempfile.TemporaryDirectory() as folder:
        pipe.scheduler.save_pretrained(folder)
        own = type(pipe.scheduler).from_pretrained(folder)
    listed, data, largest = [], bytearray(), 0.0
    for settings in CASES[name]:
        steps, image = run(pipe, own, settings)
        latents = steps[-1].numpy().astype("<f4")
        listed.append({**settings, "offset": len(data), "shape": list(latents.shape)})
        largest = max(largest, float(np.abs(latents).max()))
        data += latents.tobytes() + image.tobytes()
    with open(os.path.join(out, f"{name}.json"), "w") as file:
        json.dump({"cases": listed}, file, indent=1)
        file.write("\n")
    with open(os.path.join(out, f"{name}.bin.gz"), "wb") as file:
        file.write(gzip.compress(bytes(data), 9, mtime=0))
    print(name, len(listed), "cases", len(data), "bytes, latents to", f"{largest:.1f}")


def write_inputs(out):
    for width, height in ((64, 64), (96, 64), (64, 96)):
        stem = os.path.join(out, f"input-{width}x{height}")
        Image.fromarray(picture(width, height)).save(f"{stem}.png", optimize=True)
        Image.fromarray(hole(width, height)).save(f"{stem}-mask.png", optimize=True)


if __name__ == "__main__":
    out, *names = sys.argv[1:]
    os.makedirs(out, exist_ok=True)
    write_inputs(out)
    for name in names or PIPELINES:
        write(name, out)
