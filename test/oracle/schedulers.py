"""Runs diffusers' schedulers on a small made-up network and writes what they did, step by step.

The network, the start and the noise are plain formulas that TypeScript repeats, so that no random
generator stands between the two. Every scheduler draws its noise through `randn_tensor`, which is
replaced here.
"""

import importlib
import json
import math
from pathlib import Path

import diffusers
import torch

torch.set_num_threads(1)
SHAPE = (1, 4, 2, 3)
COUNT = math.prod(SHAPE)
SD = {"beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear"}
SD15 = {**SD, "steps_offset": 1, "set_alpha_to_one": False, "clip_sample": False, "skip_prk_steps": True}
SDXL = {**SD, "steps_offset": 1, "timestep_spacing": "leading"}

drawn = 0


def wave(k, scale):
    i = torch.arange(COUNT, dtype=torch.float64)
    return (torch.sin(1.7 * k + 0.37 * i * (1 + 0.1 * k)) * scale).float().reshape(SHAPE)


def fake_randn(shape, **_):
    global drawn
    drawn += 1
    assert tuple(shape) == SHAPE
    return wave(drawn, 1.3)


for name in ["ddim", "ddpm", "euler_discrete", "euler_ancestral_discrete", "dpmsolver_multistep", "lcm", "tcd", "flow_match_euler_discrete"]:
    module = importlib.import_module(f"diffusers.schedulers.scheduling_{name}")
    if hasattr(module, "randn_tensor"):
        module.randn_tensor = fake_randn

torch.randn_like = lambda x: fake_randn(x.shape)


def network(x, t):
    return torch.sin(0.7 * x + float(t) / 400) * 1.1 + 0.1 * x


def cases():
    def case(cls, config, steps, strength=1.0, **extra):
        return {"class": cls, "config": config, "steps": steps, "strength": strength, **extra}

    for spacing in ["leading", "linspace", "trailing"]:
        yield case("DDIMScheduler", {**SD15, "timestep_spacing": spacing}, 7)
        yield case("PNDMScheduler", {**SD15, "timestep_spacing": spacing}, 9)
        yield case("EulerDiscreteScheduler", {**SDXL, "timestep_spacing": spacing}, 7)
        yield case("EulerAncestralDiscreteScheduler", {**SDXL, "timestep_spacing": spacing}, 7)
        yield case("DPMSolverMultistepScheduler", {**SDXL, "timestep_spacing": spacing}, 7)
        yield case("UniPCMultistepScheduler", {**SDXL, "timestep_spacing": spacing}, 7)
        yield case("DEISMultistepScheduler", {**SDXL, "timestep_spacing": spacing}, 7)
        yield case("HeunDiscreteScheduler", {**SDXL, "timestep_spacing": spacing}, 5)
        yield case("DDPMScheduler", {**SD15, "timestep_spacing": spacing}, 7)
    yield case("DDIMScheduler", SD15, 50, 0.6)
    yield case("DDIMScheduler", {**SD15, "prediction_type": "v_prediction"}, 6)
    yield case("DDIMScheduler", {**SD15, "prediction_type": "sample"}, 6)
    yield case("DDIMScheduler", {**SD15, "clip_sample": True}, 6, eta=0.7)
    yield case("DDIMScheduler", {**SD15, "thresholding": True, "sample_max_value": 1.5}, 6)
    yield case("DDIMScheduler", {**SD, "rescale_betas_zero_snr": True, "prediction_type": "v_prediction", "timestep_spacing": "trailing"}, 6)
    yield case("DDIMScheduler", {"beta_schedule": "squaredcos_cap_v2"}, 6)
    yield case("PNDMScheduler", SD15, 20, 0.6)
    yield case("PNDMScheduler", {**SD15, "skip_prk_steps": False}, 10)
    yield case("PNDMScheduler", {**SD15, "prediction_type": "v_prediction"}, 5)
    yield case("PNDMScheduler", SD15, 2)
    for curve in ["karras", "exponential", "beta"]:
        flag = {f"use_{curve}_sigmas": True}
        yield case("EulerDiscreteScheduler", {**SDXL, **flag}, 6)
        yield case("DPMSolverMultistepScheduler", {**SD, **flag}, 6, 0.7)
        yield case("UniPCMultistepScheduler", {**SD, **flag}, 6)
    yield case("EulerDiscreteScheduler", SDXL, 30, 0.6)
    yield case("EulerDiscreteScheduler", {**SD, "prediction_type": "v_prediction"}, 6)
    yield case("EulerDiscreteScheduler", {**SD, "prediction_type": "sample"}, 6)
    yield case("EulerDiscreteScheduler", {**SD, "interpolation_type": "log_linear"}, 6)
    yield case("EulerDiscreteScheduler", {**SD, "final_sigmas_type": "sigma_min"}, 6)
    yield case("EulerDiscreteScheduler", {**SD, "rescale_betas_zero_snr": True, "prediction_type": "v_prediction", "timestep_spacing": "trailing"}, 6)
    yield case("EulerDiscreteScheduler", {**SD, "prediction_type": "v_prediction", "timestep_type": "continuous", "sigma_min": 0.002, "sigma_max": 120.0, "use_karras_sigmas": True}, 6)
    yield case("EulerAncestralDiscreteScheduler", SDXL, 12, 0.6)
    yield case("EulerAncestralDiscreteScheduler", {**SD, "prediction_type": "v_prediction"}, 6)
    for steps in [5, 14, 20]:
        yield case("DPMSolverMultistepScheduler", SD, steps)
        yield case("DPMSolverMultistepScheduler", {**SD, "solver_order": 3}, steps)
        yield case("UniPCMultistepScheduler", {**SD, "solver_order": 3}, steps)
    yield case("DPMSolverMultistepScheduler", {**SD, "use_lu_lambdas": True}, 6)
    yield case("DPMSolverMultistepScheduler", {**SD, "solver_type": "heun"}, 6)
    yield case("DPMSolverMultistepScheduler", {**SD, "euler_at_final": True}, 20)
    yield case("DPMSolverMultistepScheduler", {**SD, "final_sigmas_type": "sigma_min"}, 20)
    yield case("DPMSolverMultistepScheduler", {**SD, "lower_order_final": False, "final_sigmas_type": "sigma_min"}, 6)
    for algorithm in ["dpmsolver", "sde-dpmsolver"]:
        for solver in ["midpoint", "heun"]:
            yield case("DPMSolverMultistepScheduler", {**SD, "algorithm_type": algorithm, "solver_type": solver, "final_sigmas_type": "sigma_min"}, 6)
    yield case("DPMSolverMultistepScheduler", {**SD, "algorithm_type": "dpmsolver", "solver_order": 3, "final_sigmas_type": "sigma_min"}, 16)
    for solver in ["midpoint", "heun"]:
        yield case("DPMSolverMultistepScheduler", {**SD, "algorithm_type": "sde-dpmsolver++", "solver_type": solver}, 7)
    yield case("DPMSolverMultistepScheduler", {**SD, "algorithm_type": "sde-dpmsolver++", "use_karras_sigmas": True}, 20, 0.6)
    yield case("DPMSolverMultistepScheduler", {**SD, "algorithm_type": "sde-dpmsolver++", "solver_order": 3}, 16)
    for prediction in ["v_prediction", "sample"]:
        yield case("DPMSolverMultistepScheduler", {**SD, "prediction_type": prediction}, 7)
        yield case("UniPCMultistepScheduler", {**SD, "prediction_type": prediction}, 7)
    yield case("DPMSolverMultistepScheduler", {**SD, "thresholding": True, "sample_max_value": 1.5}, 7)
    yield case("DPMSolverMultistepScheduler", {"beta_schedule": "squaredcos_cap_v2", "lambda_min_clipped": -5.1}, 7)
    yield case("DPMSolverMultistepScheduler", {**SD, "rescale_betas_zero_snr": True, "prediction_type": "v_prediction", "timestep_spacing": "trailing"}, 7)
    yield case("UniPCMultistepScheduler", SDXL, 25, 0.6)
    yield case("UniPCMultistepScheduler", {**SD, "solver_type": "bh1", "final_sigmas_type": "sigma_min"}, 7)
    yield case("UniPCMultistepScheduler", {**SD, "predict_x0": False, "final_sigmas_type": "sigma_min"}, 7)
    yield case("UniPCMultistepScheduler", {**SD, "disable_corrector": [0, 1]}, 7)
    yield case("UniPCMultistepScheduler", {**SD, "thresholding": True}, 7)
    yield case("UniPCMultistepScheduler", {**SD, "lower_order_final": False, "final_sigmas_type": "sigma_min"}, 7)
    for steps, strength in [(1, 1.0), (4, 1.0), (8, 0.6), (5, 0.5)]:
        yield case("LCMScheduler", {}, steps, strength)
        yield case("TCDScheduler", {}, steps, strength, eta=0.3)
    yield case("LCMScheduler", {"prediction_type": "v_prediction", "clip_sample": True, "original_inference_steps": 100}, 6)
    yield case("TCDScheduler", {"prediction_type": "v_prediction"}, 4, eta=0.0)
    yield case("TCDScheduler", {"prediction_type": "sample"}, 4, eta=1.0)
    for order, steps, strength in [(1, 6, 1.0), (2, 20, 0.6), (3, 7, 1.0), (3, 20, 1.0)]:
        yield case("DEISMultistepScheduler", {**SD, "solver_order": order}, steps, strength)
    yield case("DEISMultistepScheduler", {**SD, "use_karras_sigmas": True}, 6)
    yield case("DEISMultistepScheduler", {**SD, "prediction_type": "v_prediction", "use_exponential_sigmas": True}, 6)
    yield case("HeunDiscreteScheduler", {}, 4)
    yield case("HeunDiscreteScheduler", {**SD, "use_karras_sigmas": True, "clip_sample": True}, 4)
    yield case("HeunDiscreteScheduler", {**SD, "prediction_type": "v_prediction"}, 10, 0.6)
    yield case("DDPMScheduler", {**SD, "clip_sample": False, "variance_type": "fixed_large"}, 10, 0.6)
    yield case("DDPMScheduler", {**SD, "prediction_type": "v_prediction"}, 6)
    yield case("DDPMScheduler", {**SD, "thresholding": True, "variance_type": "fixed_small_log"}, 6)
    dynamic = {"use_dynamic_shifting": True, "base_shift": 0.5, "max_shift": 1.15, "shift": 3.0}
    for steps, strength in [(4, 1.0), (28, 0.6), (7, 0.5)]:
        yield case("FlowMatchEulerDiscreteScheduler", dynamic, steps, strength, sequence=1024, linear=True)
    yield case("FlowMatchEulerDiscreteScheduler", {"shift": 3.0}, 10)
    yield case("FlowMatchEulerDiscreteScheduler", {}, 6, 0.5)
    yield case("FlowMatchEulerDiscreteScheduler", {"shift": 3.0, "use_karras_sigmas": True}, 6)
    yield case("FlowMatchEulerDiscreteScheduler", {"shift": 3.0, "shift_terminal": 0.1}, 6)
    yield case("FlowMatchEulerDiscreteScheduler", {"shift": 3.0, "invert_sigmas": True}, 6)
    yield case("FlowMatchEulerDiscreteScheduler", {"stochastic_sampling": True}, 6)
    yield case("FlowMatchEulerDiscreteScheduler", {**dynamic, "time_shift_type": "linear"}, 6, sequence=2000, linear=True)


def rounded(values):
    return [float(f"{float(v):.7g}") for v in values]


def run(case):
    global drawn
    drawn = 0
    scheduler = getattr(diffusers, case["class"]).from_config(case["config"])
    steps, strength = case["steps"], case["strength"]
    flow = case["class"].startswith("Flow")
    if flow:
        args = {}
        if case.get("linear"):
            args["sigmas"] = [float(v) for v in torch.linspace(1, 1 / steps, steps, dtype=torch.float64)]
        if "sequence" in case:
            m = (1.15 - 0.5) / (4096 - 256)
            args["mu"] = case["sequence"] * m + (0.5 - m * 256)
        scheduler.set_timesteps(steps, **args)
        begin = int(max(steps - min(steps * strength, steps), 0))
    else:
        scheduler.set_timesteps(steps)
        begin = max(steps - min(int(steps * strength), steps), 0)
    timesteps = scheduler.timesteps[begin * scheduler.order :]
    if hasattr(scheduler, "set_begin_index"):
        scheduler.set_begin_index(begin * scheduler.order)

    original, noise = wave(0.3, 0.8), wave(0.8, 1.2)
    add = scheduler.scale_noise if flow else scheduler.add_noise

    def add_noise(t):
        return scheduler.scale_noise(original, t, noise) if flow else scheduler.add_noise(original, noise, t)

    initial = float(scheduler.init_noise_sigma) if not flow else 1.0
    start = add_noise(timesteps[:1])
    x = noise * initial if strength == 1.0 else start
    first = later = None
    extra = {"eta": case["eta"]} if "eta" in case else {}
    for i, t in enumerate(timesteps):
        scaled = x if flow else scheduler.scale_model_input(x, t)
        answer = network(scaled, t)
        x = scheduler.step(answer, t, x, **extra).prev_sample
        if i == 0:
            first = x
            if len(timesteps) > 1:
                later = add_noise(timesteps[1:2])
    return {
        **case,
        "timesteps": rounded(timesteps),
        "initial": rounded([initial])[0],
        "drawn": drawn,
        "start": rounded(start.flatten()),
        "first": rounded(first.flatten()),
        "later": rounded(later.flatten()) if later is not None else None,
        "last": rounded(x.flatten()),
    }


out = Path(__file__).parent.parent / "fixtures" / "diffusion" / "numbers" / "schedulers.json"
lines = ",\n".join(json.dumps(run(case), separators=(",", ":")) for case in cases())
out.write_text(f"[\n{lines}\n]\n")
print(out, out.stat().st_size)
