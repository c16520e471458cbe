"""
ControlNet and IP-Adapter on the tiny pipelines: `make_extras.py OUT`.

OUT/extras/NAME holds the graphs that differ from those of the pipeline in BASE (export_models.py makes
these); extras.json and extras.bin.gz beside them what diffusers gives, as make_cases.py writes it. Merged
graphs are exported as diffusers' scripts/convert_stable_diffusion_controlnet_to_onnx.py does.
"""

import base64
import gzip
import json
import os
import sys

import cv2
import numpy as np
import torch
from diffusers import (
    ControlNetModel,
    DDIMScheduler,
    EulerDiscreteScheduler,
    StableDiffusionControlNetInpaintPipeline,
    StableDiffusionInpaintPipeline,
)
from diffusers.models.embeddings import ImageProjection
from diffusers.models.attention_processor import AttnProcessor, IPAdapterAttnProcessor
from PIL import Image
from transformers import CLIPImageProcessor, CLIPVisionConfig, CLIPVisionModelWithProjection

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "pipelines"))
from export_models import fold, shorten
from make_cases import NEGATIVE, PROMPT, hole, picture
from tiny_models import PIPELINES

IMAGE_SIDE = 28


def control_net(unet):
    torch.manual_seed(33)
    names = ("down_block_types", "block_out_channels", "layers_per_block", "cross_attention_dim",
             "attention_head_dim", "norm_num_groups")
    config = {name: unet.config[name] for name in names}
    net = ControlNetModel(
        in_channels=4, conditioning_embedding_out_channels=(4, 8, 8, 8), **config
    ).eval()
    # Untrained ones end in zeros, which would add nothing.
    with torch.no_grad():
        for name, value in net.named_parameters():
            if "controlnet_down" in name or "controlnet_mid" in name or "conv_out" in name:
                value.normal_(std=0.3)
            # Made to be seen: at their usual size random ones hardly look at the hint.
            if "controlnet_cond_embedding" in name and name.endswith("weight"):
                value.normal_(std=0.4)
    return net


class Merged(torch.nn.Module):
    def __init__(self, unet, controlnets):
        super().__init__()
        self.unet, self.controlnets = unet, torch.nn.ModuleList(controlnets)

    def forward(self, sample, timestep, encoder_hidden_states, controlnet_conds, conditioning_scales):
        down, mid = None, None
        for net, hint, scale in zip(self.controlnets, controlnet_conds, conditioning_scales):
            downs, middle = net(sample, timestep, encoder_hidden_states, hint, scale, return_dict=False)
            down = downs if down is None else [a + b for a, b in zip(down, downs)]
            mid = middle if mid is None else mid + middle
        return self.unet(
            sample, timestep, encoder_hidden_states, down_block_additional_residuals=down,
            mid_block_additional_residual=mid, return_dict=False,
        )[0]


class Residual(torch.nn.Module):
    def __init__(self, unet):
        super().__init__()
        self.unet = unet

    def forward(self, sample, timestep, encoder_hidden_states, *residuals):
        return self.unet(
            sample, timestep, encoder_hidden_states, down_block_additional_residuals=residuals[:-1],
            mid_block_additional_residual=residuals[-1], return_dict=False,
        )[0]


class Separate(torch.nn.Module):
    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, sample, timestep, encoder_hidden_states, controlnet_cond, conditioning_scale):
        down, mid = self.net(
            sample, timestep, encoder_hidden_states, controlnet_cond, conditioning_scale,
            return_dict=False,
        )
        return (*down, mid)


class WithImage(torch.nn.Module):
    def __init__(self, unet):
        super().__init__()
        self.unet = unet

    def forward(self, sample, timestep, encoder_hidden_states, image_embeds, ip_adapter_scale):
        for processor in self.unet.attn_processors.values():
            if isinstance(processor, IPAdapterAttnProcessor):
                processor.scale = [ip_adapter_scale]
        return self.unet(
            sample, timestep, encoder_hidden_states,
            added_cond_kwargs={"image_embeds": [image_embeds]}, return_dict=False,
        )[0]


class Vision(torch.nn.Module):
    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, pixel_values):
        return self.net(pixel_values).image_embeds


def save(model, inputs, outputs, values, path, axes):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    torch.onnx.export(
        model, values, path, input_names=inputs, output_names=outputs, dynamic_axes=axes,
        opset_version=17, do_constant_folding=True, dynamo=False,
    )
    fold(path)
    shorten(path)


LATENTS = {0: "batch", 2: "height", 3: "width"}
STATES = {0: "batch", 1: "sequence"}
HINT = {0: "batch", 2: "height", 3: "width"}


def export_control(out):
    plain, nine = PIPELINES["sd15"](), PIPELINES["sd15-inpaint"]()
    net = control_net(plain.unet)
    time, states = torch.tensor([300.0]), torch.randn(2, 77, 16)
    hint = torch.randn(2, 3, 64, 64)
    plain.unet.set_attn_processor(AttnProcessor())
    nine.unet.set_attn_processor(AttnProcessor())
    net.set_attn_processor(AttnProcessor())
    save(
        Merged(plain.unet, [net]),
        ["sample", "timestep", "encoder_hidden_states", "controlnet_conds", "conditioning_scales"],
        ["noise_pred"],
        (torch.randn(2, 4, 8, 8), time, states, hint[None], torch.ones(1, 1)),
        os.path.join(out, "control-merged", "unet", "model.onnx"),
        {"sample": LATENTS, "encoder_hidden_states": STATES,
         "controlnet_conds": {1: "batch", 3: "height", 4: "width"}},
    )
    down, mid = net(torch.randn(2, 4, 8, 8), time, states, hint, 1.0, return_dict=False)
    outputs = [f"down_block_res_sample_{i}" for i in range(len(down))] + ["mid_block_res_sample"]
    save(
        Separate(net),
        ["sample", "timestep", "encoder_hidden_states", "controlnet_cond", "conditioning_scale"],
        outputs,
        (torch.randn(2, 4, 8, 8), time, states, hint, torch.tensor(1.0)),
        os.path.join(out, "control-separate", "controlnet", "model.onnx"),
        {"sample": LATENTS, "encoder_hidden_states": STATES, "controlnet_cond": HINT,
         **{name: LATENTS for name in outputs}},
    )
    names = [f"down_block_additional_residual_{i}" for i in range(len(down))] + ["mid_block_additional_residual"]
    save(
        Residual(nine.unet),
        ["sample", "timestep", "encoder_hidden_states", *names],
        ["out_sample"],
        (torch.randn(2, 9, 8, 8), time, states, *down, mid),
        os.path.join(out, "control-separate", "unet", "model.onnx"),
        {"sample": LATENTS, "encoder_hidden_states": STATES, **{name: LATENTS for name in names}},
    )


def vision():
    torch.manual_seed(44)
    config = CLIPVisionConfig(
        hidden_size=16, intermediate_size=32, projection_dim=12, num_hidden_layers=2,
        num_attention_heads=2, image_size=IMAGE_SIDE, patch_size=7,
    )
    config.initializer_factor = 8.0
    processor = CLIPImageProcessor(
        size={"shortest_edge": IMAGE_SIDE}, crop_size={"height": IMAGE_SIDE, "width": IMAGE_SIDE}
    )
    return CLIPVisionModelWithProjection(config).eval(), processor


def with_adapter():
    pipe = PIPELINES["sd15-inpaint"]()
    encoder, processor = vision()
    generator = torch.Generator().manual_seed(55)
    unet, weights, key = pipe.unet, {}, 1
    for name in unet.attn_processors:
        if "attn2" not in name:
            continue
        layer = unet
        for part in name.split(".")[:-1]:
            layer = getattr(layer, part)
        hidden = layer.to_q.out_features
        for side in ("k", "v"):
            weights[f"{key}.to_{side}_ip.weight"] = torch.randn((hidden, 16), generator=generator) * 0.3
        key += 2
    projection = ImageProjection(image_embed_dim=12, cross_attention_dim=16, num_image_text_embeds=4)
    state = projection.state_dict()
    image_proj = {
        "proj.weight": torch.randn(state["image_embeds.weight"].shape, generator=generator),
        "proj.bias": torch.randn(state["image_embeds.bias"].shape, generator=generator),
        "norm.weight": state["norm.weight"], "norm.bias": state["norm.bias"],
    }
    unet._load_ip_adapter_weights([{"image_proj": image_proj, "ip_adapter": weights}])
    pipe = StableDiffusionInpaintPipeline(
        **{name: value for name, value in pipe.components.items()
           if name not in ("image_encoder", "feature_extractor")},
        image_encoder=encoder, feature_extractor=processor, requires_safety_checker=False,
    )
    return pipe


def export_adapter(out):
    pipe = with_adapter()
    # The plain processors trace into standard operators.
    processors = {}
    for name, processor in pipe.unet.attn_processors.items():
        if hasattr(processor, "to_k_ip"):
            one = IPAdapterAttnProcessor(processor.hidden_size, 16, num_tokens=(4,), scale=1.0)
            one.load_state_dict(processor.state_dict())
            processors[name] = one
        else:
            processors[name] = AttnProcessor()
    pipe.unet.set_attn_processor(processors)
    save(
        WithImage(pipe.unet),
        ["sample", "timestep", "encoder_hidden_states", "image_embeds", "ip_adapter_scale"],
        ["out_sample"],
        (torch.randn(2, 9, 8, 8), torch.tensor([300.0]), torch.randn(2, 77, 16),
         torch.randn(2, 1, 12), torch.tensor([1.0])),
        os.path.join(out, "reference", "unet", "model.onnx"),
        {"sample": LATENTS, "encoder_hidden_states": STATES, "image_embeds": {0: "batch", 1: "images"}},
    )
    save(
        Vision(pipe.image_encoder), ["pixel_values"], ["image_embeds"],
        (torch.randn(1, 3, IMAGE_SIDE, IMAGE_SIDE),),
        os.path.join(out, "reference", "image_encoder", "model.onnx"),
        {"pixel_values": {0: "batch"}, "image_embeds": {0: "batch"}},
    )


def canny_hint(image):
    edges = cv2.Canny(image, 100, 200)
    return Image.fromarray(np.stack([edges] * 3, -1))


def inpaint_hint(image, mask):
    values = image.astype(np.float32) / 255
    values[mask.astype(np.float32) / 255 > 0.5] = -1
    return torch.from_numpy(values.transpose(2, 0, 1)[None])


def reference_picture():
    y, x = np.mgrid[0:45, 0:70].astype(np.float64)
    rgb = np.stack([120 + 100 * np.sin(x / 5), 40 + 3 * y, 200 - 2 * x + 0 * y], -1)
    return np.clip(np.rint(rgb), 0, 255).astype(np.uint8)


BASE = dict(seed=7, width=64, height=64, steps=5, strength=1.0, guidance=7.5, prompt=PROMPT, negative=NEGATIVE)
CONTROL = [
    dict(kind="inpaint", control=1.0),
    dict(kind="inpaint", control=0.6, strength=0.6, guidance=1.0),
    dict(kind="canny", control=0.8, start=0.2, end=0.7, scheduler="euler"),
    dict(kind="canny", control=1.3, strength=0.6, width=96),
]
REFERENCE = [
    dict(reference=1.0),
    dict(reference=0.4, strength=0.6, scheduler="euler"),
    dict(reference=0.7, guidance=1.0),
]
SCHEDULERS = {"ddim": DDIMScheduler, "euler": EulerDiscreteScheduler}


def run(pipe, own, settings):
    width, height = settings["width"], settings["height"]
    image, mask = picture(width, height), hole(width, height)
    pipe.scheduler = SCHEDULERS[settings.get("scheduler", "ddim")].from_config(own)
    more = {}
    if "control" in settings:
        more = dict(
            control_image=canny_hint(image) if settings["kind"] == "canny" else inpaint_hint(image, mask),
            controlnet_conditioning_scale=settings["control"],
            control_guidance_start=settings.get("start", 0.0),
            control_guidance_end=settings.get("end", 1.0),
        )
    if "reference" in settings:
        pipe.set_ip_adapter_scale(settings["reference"])
        more = dict(ip_adapter_image=Image.fromarray(reference_picture()))
    kept = []
    pipe.set_progress_bar_config(disable=True)
    out = pipe(
        prompt=settings["prompt"], negative_prompt=settings["negative"],
        image=Image.fromarray(image), mask_image=Image.fromarray(mask),
        width=width, height=height, num_inference_steps=settings["steps"],
        strength=settings["strength"], guidance_scale=settings["guidance"],
        generator=torch.Generator().manual_seed(settings["seed"]), output_type="np",
        callback_on_step_end=lambda p, i, t, values: kept.append(values["latents"].clone()) or {},
        **more,
    )
    return kept[-1].numpy().astype("<f4"), np.rint(out.images[0] * 255).astype(np.uint8)


def cases(out):
    pipes = {}
    for name, base in (("control-merged", "sd15"), ("control-separate", "sd15-inpaint")):
        pipe = PIPELINES[base]()
        parts = {key: value for key, value in pipe.components.items() if key != "image_encoder"}
        pipes[name] = (base, StableDiffusionControlNetInpaintPipeline(
            **parts, controlnet=control_net(PIPELINES["sd15"]().unet), requires_safety_checker=False
        ), CONTROL)
    pipes["reference"] = ("sd15-inpaint", with_adapter(), REFERENCE)
    listed, data = [], bytearray()
    for model, (base, pipe, all_settings) in pipes.items():
        # As read back from its file: what was left to the class is written down there.
        own = json.loads(pipe.scheduler.to_json_string())
        for settings in all_settings:
            latents, image = run(pipe, own, {**BASE, **settings})
            listed.append({**BASE, **settings, "model": model, "base": base, "offset": len(data), "shape": list(latents.shape)})
            data += latents.tobytes() + image.tobytes()
    reference = reference_picture()
    processor = vision()[1]
    pixels = processor(Image.fromarray(reference), return_tensors="np").pixel_values
    extra = {
        "reference": {"width": 70, "height": 45, "rgb": base64.b64encode(reference.tobytes()).decode()},
        "pixels": base64.b64encode(pixels.astype("<f4").tobytes()).decode(),
    }
    with open(os.path.join(out, "extras", "extras.json"), "w") as file:
        json.dump({"cases": listed, **extra}, file, indent=1)
        file.write("\n")
    with open(os.path.join(out, "extras", "extras.bin.gz"), "wb") as file:
        file.write(gzip.compress(bytes(data), 9, mtime=0))


def edges(out):
    """cv2.Canny on a photograph."""
    here = os.path.dirname(os.path.abspath(__file__))
    photo = np.array(Image.open(os.path.join(here, "../fixtures/chelsea.png")).convert("RGB"))[80:160, 90:190]
    rows = [{"low": low, "high": high, "edges": base64.b64encode(np.packbits(cv2.Canny(photo, low, high) > 0).tobytes()).decode()}
            for low, high in ((100, 200), (40, 90))]
    with open(os.path.join(out, "canny.json"), "w") as file:
        json.dump({"width": 100, "height": 80, "rgb": base64.b64encode(photo.tobytes()).decode(), "edges": rows}, file)
        file.write("\n")


if __name__ == "__main__":
    out = sys.argv[1]
    folder = os.path.join(out, "extras")
    os.makedirs(folder, exist_ok=True)
    edges(folder)
    export_control(folder)
    export_adapter(folder)
    cases(out)
