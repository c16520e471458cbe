"""Tiny, randomly initialised pipelines, one of each architecture: real in shape, kilobytes in size."""

import json
import os
import tempfile

import torch
from diffusers import (
    AutoencoderKL,
    AutoencoderTiny,
    DDIMScheduler,
    EulerDiscreteScheduler,
    FlowMatchEulerDiscreteScheduler,
    FluxFillPipeline,
    FluxTransformer2DModel,
    LCMScheduler,
    PNDMScheduler,
    StableDiffusionInpaintPipeline,
    StableDiffusionXLInpaintPipeline,
    UNet2DConditionModel,
)
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import (
    CLIPTextConfig,
    CLIPTextModel,
    CLIPTextModelWithProjection,
    CLIPTokenizer,
    T5Config,
    T5EncoderModel,
    T5TokenizerFast,
)

WORDS = (
    "a red brick wall with green ivy and an old wooden door in the evening sun, "
    "photo of the sea, soft light, sharp, blurry, low quality, watermark, grass and sky"
)


def clip_tokenizer(pad):
    """CLIP's byte-level alphabet, a few merges, its two marks: the real algorithm on a small table."""
    from transformers.models.clip.tokenization_clip import bytes_to_unicode

    letters = list(bytes_to_unicode().values())
    vocab = letters + [letter + "</w>" for letter in letters]
    merges = []
    for pair in ("a n", "an d</w>", "t h", "th e</w>", "r e", "re d</w>", "i n</w>", "o f</w>",
                 "w a", "l l</w>", "wa ll</w>", "l i", "g h", "li gh", "ligh t</w>"):
        left, right = pair.split(" ")
        merges.append(pair)
        vocab.append(left + right)
    vocab += ["<|startoftext|>", "<|endoftext|>"]
    folder = tempfile.mkdtemp()
    with open(os.path.join(folder, "vocab.json"), "w") as file:
        json.dump({word: i for i, word in enumerate(vocab)}, file, ensure_ascii=True)
    with open(os.path.join(folder, "merges.txt"), "w") as file:
        file.write("#version: 0.2\n" + "\n".join(merges) + "\n")
    return CLIPTokenizer(
        os.path.join(folder, "vocab.json"),
        os.path.join(folder, "merges.txt"),
        model_max_length=77,
        pad_token=pad,
    )


def clip_text(tokenizer, hidden, layers=3, act="quick_gelu", projection=None, factor=8.0):
    config = CLIPTextConfig(
        vocab_size=len(tokenizer),
        hidden_size=hidden,
        intermediate_size=hidden * 2,
        num_hidden_layers=layers,
        num_attention_heads=2,
        max_position_embeddings=77,
        hidden_act=act,
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
        **({} if projection is None else {"projection_dim": projection}),
    )
    # Initialised as small as CLIP is, all prompts would be nearly the same to so small a net.
    config.initializer_factor = factor
    return (CLIPTextModel if projection is None else CLIPTextModelWithProjection)(config).eval()


def t5_tokenizer():
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    trainer = trainers.UnigramTrainer(
        vocab_size=120, special_tokens=["<pad>", "</s>", "<unk>"], unk_token="<unk>"
    )
    tokenizer.train_from_iterator([WORDS] * 20, trainer)
    tokenizer.post_processor = processors.TemplateProcessing(
        single="$A </s>", special_tokens=[("</s>", tokenizer.token_to_id("</s>"))]
    )
    return T5TokenizerFast(
        tokenizer_object=tokenizer, eos_token="</s>", unk_token="<unk>", pad_token="<pad>",
        extra_ids=0, model_max_length=512,
    )


def t5(vocab):
    config = T5Config(
        vocab_size=vocab, d_model=16, d_kv=8, d_ff=32, num_layers=2, num_heads=2,
        feed_forward_proj="gated-gelu", dense_act_fn="gelu_new",
    )
    config.initializer_factor = 2.0
    return T5EncoderModel(config).eval()


def vae(latents, scaling, shift=None, force_upcast=False):
    model = AutoencoderKL(
        in_channels=3,
        out_channels=3,
        latent_channels=latents,
        down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
        block_out_channels=(4, 4, 4, 8),
        layers_per_block=1,
        norm_num_groups=2,
        sample_size=64,
        scaling_factor=scaling,
        shift_factor=shift,
        force_upcast=force_upcast,
        use_quant_conv=shift is None,
        use_post_quant_conv=shift is None,
    ).eval()
    # A random encoder's spread is near 1 everywhere; a trained one's is small and varied.
    with torch.no_grad():
        head = model.quant_conv if shift is None else model.encoder.conv_out
        head.bias[latents:] -= 3
    return model


def unet(channels, width, time_cond=None, **more):
    settings = dict(
        sample_size=8,
        in_channels=channels,
        out_channels=4,
        down_block_types=("CrossAttnDownBlock2D", "DownBlock2D"),
        up_block_types=("UpBlock2D", "CrossAttnUpBlock2D"),
        block_out_channels=(8, 16),
        layers_per_block=1,
        cross_attention_dim=width,
        attention_head_dim=2,
        norm_num_groups=4,
        time_cond_proj_dim=time_cond,
    )
    return UNet2DConditionModel(**{**settings, **more}).eval()


BETAS = dict(
    num_train_timesteps=1000, beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear"
)


def sd15(channels=9, time_cond=None):
    torch.manual_seed(15)
    tokenizer = clip_tokenizer("<|endoftext|>")
    text = clip_text(tokenizer, 16)
    # Exported with every layer's states, which clip skip needs; the others without.
    text.config.output_hidden_states = channels == 4
    scheduler = (
        LCMScheduler(**BETAS, original_inference_steps=50, timestep_scaling=10.0)
        if time_cond
        else PNDMScheduler(**BETAS, skip_prk_steps=True, steps_offset=1, set_alpha_to_one=False)
    )
    return StableDiffusionInpaintPipeline(
        vae=vae(4, 0.18215), text_encoder=text, tokenizer=tokenizer,
        unet=unet(channels, 16, time_cond), scheduler=scheduler,
        safety_checker=None, feature_extractor=None, requires_safety_checker=False,
    )


def sd15_legacy():
    """For the convention whose encoder draws its own sample: a spread too small to show."""
    pipe = sd15(9)
    with torch.no_grad():
        pipe.vae.quant_conv.bias[4:] = -60
        pipe.vae.quant_conv.weight[4:] = 0
    return pipe


def sd2():
    torch.manual_seed(2)
    tokenizer = clip_tokenizer("!")
    text = clip_text(tokenizer, 16, act="gelu")
    scheduler = DDIMScheduler(
        **BETAS, clip_sample=False, set_alpha_to_one=False, steps_offset=1,
        prediction_type="v_prediction",
    )
    return StableDiffusionInpaintPipeline(
        vae=vae(4, 0.18215), text_encoder=text, tokenizer=tokenizer,
        unet=unet(9, 16, use_linear_projection=True, attention_head_dim=(2, 4)),
        scheduler=scheduler, safety_checker=None, feature_extractor=None,
        requires_safety_checker=False,
    )


def sdxl(channels=9):
    torch.manual_seed(10)
    first, second = clip_tokenizer("<|endoftext|>"), clip_tokenizer("!")
    net = unet(
        channels, 32,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
        attention_head_dim=(2, 4), use_linear_projection=True,
        addition_embed_type="text_time", addition_time_embed_dim=4,
        transformer_layers_per_block=1, projection_class_embeddings_input_dim=6 * 4 + 12,
    )
    return StableDiffusionXLInpaintPipeline(
        vae=vae(4, 0.13025, force_upcast=True),
        text_encoder=clip_text(first, 16, factor=3.0), tokenizer=first,
        text_encoder_2=clip_text(second, 16, act="gelu", projection=12, factor=3.0), tokenizer_2=second,
        unet=net,
        scheduler=EulerDiscreteScheduler(**BETAS, timestep_spacing="leading", steps_offset=1),
        force_zeros_for_empty_prompt=True,
    )


def flux():
    torch.manual_seed(1)
    clip, unigram = clip_tokenizer("<|endoftext|>"), t5_tokenizer()
    net = FluxTransformer2DModel(
        patch_size=1, in_channels=384, out_channels=64, num_layers=1, num_single_layers=1,
        attention_head_dim=16, num_attention_heads=1, joint_attention_dim=16,
        pooled_projection_dim=16, guidance_embeds=True, axes_dims_rope=(4, 4, 8),
    ).eval()
    return FluxFillPipeline(
        scheduler=FlowMatchEulerDiscreteScheduler(
            num_train_timesteps=1000, shift=3.0, use_dynamic_shifting=True, base_shift=0.5,
            max_shift=1.15, base_image_seq_len=256, max_image_seq_len=4096,
        ),
        vae=vae(16, 0.3611, shift=0.1159),
        text_encoder=clip_text(clip, 16), tokenizer=clip,
        text_encoder_2=t5(len(unigram)), tokenizer_2=unigram, transformer=net,
    )


PIPELINES = {
    "sd15-inpaint": lambda: sd15(9),
    "sd15-legacy": sd15_legacy,
    "sd15": lambda: sd15(4),
    "lcm-inpaint": lambda: sd15(9, time_cond=16),
    "sd2-inpaint": sd2,
    "sdxl-inpaint": lambda: sdxl(9),
    "sdxl": lambda: sdxl(4),
    "flux-fill": flux,
}
