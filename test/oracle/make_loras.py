"""
LoRAs on the tiny pipelines and what diffusers makes of them: `make_loras.py OUT`.

OUT/lora/MODEL/PART.onnx.gz are the graphs as exported, with the names of their nodes; OUT/lora/*.safetensors
the same LoRAs in the forms people share them in; OUT/lora/cases.json.gz what each graph gives for a
fixed input once diffusers has loaded and fused them. OUT/lora/names.json has kohya's names beside
diffusers' for a whole SDXL and a whole FLUX.
"""

import base64
import gzip
import json
import os
import sys
import tempfile

import numpy as np
import onnx
import torch
from diffusers.loaders import lora_conversion_utils as conversion
from optimum.exporters.onnx import main_export
from peft import LoraConfig
from peft.utils import get_peft_model_state_dict
from safetensors.torch import save_file

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "pipelines"))
from tiny_models import PIPELINES

UNET_LAYERS = ["to_q", "to_k", "to_v", "to_out.0", "proj_in", "proj_out", "ff.net.0.proj", "ff.net.2", "conv1", "linear_1"]
TEXT_LAYERS = ["q_proj", "out_proj", "fc1", "fc2"]


def text(array):
    return base64.b64encode(np.ascontiguousarray(array, "<f4").tobytes()).decode()


def fill(model, seed):
    """peft begins with zeros on one side; these are values a trained LoRA could have."""
    generator = torch.Generator().manual_seed(seed)
    for name, value in model.named_parameters():
        if "lora_" in name:
            value.data = torch.randn(value.shape, generator=generator) * 0.2


def lora_state(model, seed, rank, layers):
    model.add_adapter(LoraConfig(r=rank, lora_alpha=rank, target_modules=layers))
    fill(model, seed)
    state = {key: value.contiguous() for key, value in get_peft_model_state_dict(model).items()}
    model.delete_adapters("default") if hasattr(model, "delete_adapters") else None
    return state


def kohya(state, prefix, alpha):
    out = {}
    for key, value in state.items():
        path, side = key.replace(".weight", "").rsplit(".", 1)
        name = f"{prefix}_{path.replace('.', '_')}"
        out[f"{name}.lora_{'down' if side == 'lora_A' else 'up'}.weight"] = value
        out[f"{name}.alpha"] = torch.tensor(alpha)
    return out


def old(state):
    """diffusers before peft: UNet attention alone, through processors."""
    out = {}
    for key, value in state.items():
        path, side = key.replace(".weight", "").rsplit(".", 1)
        block, _, layer = path.partition(".attn")
        if layer == "" or not layer[2:].startswith("to_"):
            continue
        number, layer = layer[0], layer[2:].replace("to_out.0", "to_out")
        out[f"unet.{block}.attn{number}.processor.{layer}_lora.{'down' if side == 'lora_A' else 'up'}.weight"] = value
    return out


def export(name, folder):
    with tempfile.TemporaryDirectory() as saved:
        PIPELINES[name]().save_pretrained(saved)
        main_export(saved, folder, task="inpainting", do_validation=False, no_post_process=True)


def keep(graph, target):
    """The graph with what people's exports have: names of nodes, weights turned and folded."""
    model = onnx.load(graph)
    for node in model.graph.node:
        node.doc_string = ""
    del model.graph.value_info[:]
    del model.metadata_props[:]
    os.makedirs(os.path.dirname(target), exist_ok=True)
    with open(f"{target}.gz", "wb") as file:
        file.write(gzip.compress(model.SerializeToString(), 9, mtime=0))


def inputs(pipe):
    generator = torch.Generator().manual_seed(3)
    net = getattr(pipe, "unet", None)
    ids = torch.arange(77).remainder(40).reshape(1, 77)
    width = net.config.cross_attention_dim
    more = {}
    if net.config.addition_embed_type == "text_time":
        more = {
            "text_embeds": torch.randn((1, 12), generator=generator),
            "time_ids": torch.tensor([[64.0, 64, 0, 0, 64, 64]]),
        }
    return ids, {
        "sample": torch.randn((1, net.config.in_channels, 8, 8), generator=generator),
        "encoder_hidden_states": torch.randn((1, 77, width), generator=generator),
        **more,
    }


@torch.no_grad()
def answers(pipe):
    ids, unet = inputs(pipe)
    more = {key: value for key, value in unet.items() if key in ("text_embeds", "time_ids")}
    out = {
        "unet": pipe.unet(
            unet["sample"], torch.tensor(300), unet["encoder_hidden_states"],
            added_cond_kwargs=more or None,
        ).sample,
        "text_encoder": pipe.text_encoder(ids).last_hidden_state,
    }
    if getattr(pipe, "text_encoder_2", None) is not None:
        out["text_encoder_2"] = pipe.text_encoder_2(ids).last_hidden_state
    return {key: text(value.numpy()) for key, value in out.items()}


def cases(name, out, files, combinations):
    listed = []
    for combination in combinations:
        pipe = PIPELINES[name]()
        for i, (file, scale) in enumerate(combination):
            pipe.load_lora_weights(os.path.join(out, file), adapter_name=f"a{i}")
        if combination:
            pipe.set_adapters([f"a{i}" for i in range(len(combination))], [s for _, s in combination])
            pipe.fuse_lora(components=[c for c in ("unet", "text_encoder", "text_encoder_2") if getattr(pipe, c, None) is not None])
            pipe.unload_lora_weights()
        listed.append({"model": name, "loras": [{"file": f, "strength": s} for f, s in combination], "answers": answers(pipe)})
    pipe = PIPELINES[name]()
    ids, unet = inputs(pipe)
    shared = {key: {"shape": list(value.shape), "values": text(value.numpy())} for key, value in unet.items()}
    return listed, shared


ATTENTION = ["proj_in", "proj_out"] + [
    f"transformer_blocks_{i}_{layer}"
    for i in (0, 1)
    for layer in ("attn1_to_q", "attn1_to_out_0", "attn2_to_k", "ff_net_0_proj", "ff_net_2")
]
RESNET = ["in_layers_2", "emb_layers_1", "out_layers_3", "skip_connection"]
FLUX = {
    "double_blocks": {
        "img_attn_qkv": 9216, "txt_attn_qkv": 9216, "img_attn_proj": 3072, "txt_attn_proj": 3072,
        "img_mlp_0": 12288, "img_mlp_2": 3072, "txt_mlp_0": 12288, "txt_mlp_2": 3072,
        "img_mod_lin": 18432, "txt_mod_lin": 18432,
    },
    "single_blocks": {"linear1": 21504, "linear2": 3072, "modulation_lin": 9216},
}


def flat(name):
    """A layer's path with underscores, out of what diffusers calls its LoRA."""
    for ending in (".processor", "_lora.down.weight", ".lora.down.weight", ".lora_A.weight", "unet.", "transformer."):
        name = name.replace(ending, "", 1)
    return name.replace(".", "_") + ("_0" if name.endswith(".to_out") else "")


def names():
    """kohya's names for every kind of layer of SDXL and FLUX, and diffusers' for the same."""
    layers = [f"input_blocks_{i}_1_{a}" for i in (4, 5, 7, 8) for a in ATTENTION]
    layers += [f"output_blocks_{i}_1_{a}" for i in range(6) for a in ATTENTION]
    layers += [f"middle_block_1_{a}" for a in ATTENTION]
    layers += [f"input_blocks_{i}_0_{a}" for i in (1, 2, 4, 5, 7, 8) for a in RESNET]
    layers += [f"output_blocks_{i}_0_{a}" for i in range(9) for a in RESNET]
    layers += [f"middle_block_{i}_{a}" for i in (0, 2) for a in RESNET]
    layers += ["input_blocks_3_0_op", "input_blocks_6_0_op", "output_blocks_2_2_conv", "output_blocks_5_2_conv"]
    found = {"sdxl": {}, "flux": {}}
    config = type("config", (), {"layers_per_block": 2})
    for layer in layers:
        key = f"lora_unet_{layer}"
        state = {f"{key}.lora_down.weight": torch.zeros(1, 1), f"{key}.lora_up.weight": torch.zeros(1, 1)}
        state |= {f"{key}.alpha": torch.tensor(1.0)}
        mapped = conversion._maybe_map_sgm_blocks_to_diffusers(state, config)
        state, _ = conversion._convert_non_diffusers_lora_to_diffusers(mapped)
        found["sdxl"][key] = flat(sorted(state)[0])
    for block, parts in FLUX.items():
        for part, rows in parts.items():
            key = f"lora_unet_{block}_3_{part}"
            state = {f"{key}.lora_down.weight": torch.zeros(1, 2), f"{key}.lora_up.weight": torch.zeros(rows, 1)}
            state |= {f"{key}.alpha": torch.tensor(1.0)}
            state = conversion._convert_kohya_flux_lora_to_diffusers(state)
            found["flux"][key] = [flat(name) for name in state if name.endswith("lora_A.weight")]
    return found


def main(out):
    folder = os.path.join(out, "lora")
    os.makedirs(folder, exist_ok=True)
    everything = {"cases": [], "inputs": {}}
    for name, parts in (("sd15-inpaint", ["unet", "text_encoder"]), ("sdxl-inpaint", ["unet", "text_encoder", "text_encoder_2"])):
        with tempfile.TemporaryDirectory() as exported:
            export(name, exported)
            for part in parts:
                keep(os.path.join(exported, part, "model.onnx"), os.path.join(folder, name, f"{part}.onnx"))
        pipe = PIPELINES[name]()
        short = name.split("-")[0]
        unet = lora_state(pipe.unet, 1, 4, UNET_LAYERS)
        te = lora_state(pipe.text_encoder, 2, 2, TEXT_LAYERS)
        te2 = lora_state(pipe.text_encoder_2, 3, 2, TEXT_LAYERS) if short == "sdxl" else {}
        peft = {f"unet.{key}": value for key, value in unet.items()}
        peft |= {f"text_encoder.{key}": value for key, value in te.items()}
        peft |= {f"text_encoder_2.{key}": value for key, value in te2.items()}
        save_file(peft, os.path.join(folder, f"{short}-peft.safetensors"))
        plain = {key: value for key, value in unet.items() if ".attn" in key or ".ff." in key or "proj_" in key}
        ko = kohya(plain, "lora_unet", 3.0)
        ko |= kohya(te, "lora_te1" if te2 else "lora_te", 1.0) | kohya(te2, "lora_te2", 1.0)
        half = {key: value.to(torch.float16) for key, value in ko.items()}
        save_file(half, os.path.join(folder, f"{short}-kohya.safetensors"))
        combinations = [[], [(f"{short}-peft.safetensors", 1.0)], [(f"{short}-kohya.safetensors", 0.7)]]
        if short == "sd15":
            save_file(old(unet), os.path.join(folder, f"{short}-old.safetensors"))
            combinations.append([(f"{short}-old.safetensors", 0.5)])
        combinations.append([(f"{short}-peft.safetensors", 0.6), (f"{short}-kohya.safetensors", -0.4)])
        listed, shared = cases(name, folder, None, combinations)
        everything["cases"] += listed
        everything["inputs"][name] = shared
    with open(os.path.join(folder, "names.json"), "w") as file:
        json.dump(names(), file, indent=1)
        file.write("\n")
    with open(os.path.join(folder, "cases.json.gz"), "wb") as file:
        text_of = json.dumps(everything, indent=1) + "\n"
        file.write(gzip.compress(text_of.encode(), 9, mtime=0))


if __name__ == "__main__":
    main(sys.argv[1])
