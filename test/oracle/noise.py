"""Draws normal numbers from torch's CPU generator, in several calls each, and writes them.

The long draws keep their first and last eight numbers and their sum; CUDA's generator is written
from its own description with numpy (Philox 4x32-10 and Box and Muller as curand has them).
"""

import json
from pathlib import Path

import numpy as np
import torch

torch.set_num_threads(1)


def kept(values):
    numbers = [float(f"{v:.8g}") for v in values.flatten().double().tolist()]
    if len(numbers) <= 48:
        return {"all": numbers}
    return {"head": numbers[:8], "tail": numbers[-8:], "sum": float(sum(numbers)), "energy": float(sum(v * v for v in numbers))}


def torch_cpu(seed, shapes, dtype):
    generator = torch.Generator("cpu").manual_seed(seed)
    return [kept(torch.randn(shape, generator=generator, dtype=dtype)) for shape in shapes]


SHAPES = [[3], [1], [16], [2], [5, 5], [1, 4, 8, 8], [15], [1, 4, 5, 5], [17], [1, 4, 64, 64]]
result = {
    "torch-cpu": [
        {"seed": seed, "half": dtype == torch.float16, "shapes": SHAPES, "draws": torch_cpu(seed, SHAPES, dtype)}
        for seed in [0, 42, 4294967295]
        for dtype in [torch.float32, torch.float16]
    ],
}


def philox(seed, offset, n):
    counter = np.zeros((4, n), dtype=np.uint64)
    counter[0] = offset
    counter[2] = np.arange(n)
    key = [np.uint64(seed & 0xFFFFFFFF), np.uint64(seed >> 32)]
    low = np.uint64(0xFFFFFFFF)
    for i in range(10):
        a, b = counter[0] * np.uint64(0xD2511F53), counter[2] * np.uint64(0xCD9E8D57)
        counter = np.stack([
            (b >> np.uint64(32)) ^ counter[1] ^ key[0],
            b & low,
            (a >> np.uint64(32)) ^ counter[3] ^ key[1],
            a & low,
        ])
        key = [(key[0] + np.uint64(0x9E3779B9)) & low, (key[1] + np.uint64(0xBB67AE85)) & low]
    u = (counter[0].astype(np.float64) + 0.5) * 2.0**-32
    v = (counter[1].astype(np.float64) + 0.5) * 2.0**-32 * 2 * np.pi
    return torch.from_numpy(np.sqrt(-2 * np.log(u)) * np.sin(v))


result["philox"] = [
    {"seed": seed, "half": False, "shapes": SHAPES, "draws": [kept(philox(seed, i, int(np.prod(s)))) for i, s in enumerate(SHAPES)]}
    for seed in [0, 42, 4294967295]
]

out = Path(__file__).parent.parent / "fixtures" / "diffusion" / "numbers" / "noise.json"
out.write_text(json.dumps(result, separators=(",", ":")) + "\n")
print(out, out.stat().st_size)
