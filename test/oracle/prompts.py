"""Tokenises a few hundred strings with transformers, by CLIP's own vocabulary and by tiny ones made here.

CLIP's vocabulary is read from ../shared/data/clip and not copied: only the ids are. The tiny
vocabularies (byte-pair for CLIP, Unigram for T5) are trained here and committed.
"""

import json
import os
import random
import shutil
import tempfile
from pathlib import Path

from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import CLIPTokenizerFast, T5TokenizerFast

ROOT = Path(__file__).parent.parent.parent
OUT = ROOT / "test" / "fixtures" / "diffusion" / "numbers"
CLIP = ROOT.parent / "shared" / "data" / "clip"
if not CLIP.exists():
    CLIP = Path("/work/shared/data/clip")

STRINGS = [
    "", " ", "a", "A red brick wall with ivy", "a photo of an astronaut riding a horse on mars", "Hello, World!", "it's they're we've I'm you'll he'd don't",
    "IT'S SHOUTING", "1234567890", "3.14159 is pi", "year 2024-11-23", "50% off", "C++ and C#", "a_b_c", "snake_case camelCase kebab-case", "    leading and trailing   ",
    "tabs\tand\nnewlines\r\nhere", "multiple     spaces", "non\u00a0breaking\u2003em space", "zero\u200bwidth", "caf\u00e9", "cafe\u0301", "na\u00efve fa\u00e7ade \u00e9l\u00e8ve", "\u00dcber stra\u00dfe",
    "\u00c5ngstr\u00f6m", "\u0130stanbul \u0131", "\u03a3\u03af\u03c3\u03c5\u03c6\u03bf\u03c2", "\u043f\u0440\u0438\u0432\u0435\u0442 \u043c\u0438\u0440", "\u05e9\u05dc\u05d5\u05dd", "\u0645\u0631\u062d\u0628\u0627 \u0628\u0627\u0644\u0639\u0627\u0644\u0645", "\u4f60\u597d\uff0c\u4e16\u754c", "\u3053\u3093\u306b\u3061\u306f\u4e16\u754c", "\uc548\ub155\ud558\uc138\uc694 \uc138\uacc4",
    "\u4e00\u53ea\u732b\u5750\u5728\u7a97\u53f0\u4e0a", "\u0939\u0948\u0932\u094b \u0935\u0930\u094d\u0932\u094d\u0921", "\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35", "\U0001f600", "\U0001f600\U0001f680\U0001f308 fun", "\U0001f468\u200d\U0001f469\u200d\U0001f467 family", "\u2764\ufe0f love", "\U0001f1eb\U0001f1f7 flag", "\u00bd \u00b2 \u2460 \u2167", "\uff21\uff22\uff23 full width",
    "\ufb01 ligature", "\u201ccurly quotes\u201d and \u2018single\u2019", "em\u2014dash en\u2013dash\u2026", "\u20ac\u00a3\u00a5\u20bf", "\u2192\u2190\u2191\u2193", "x\u00b2 + y\u00b2 = z\u00b2", "$100 & more", "user@example.com", "https://example.com/a?b=c&d=e#f", "<b>html</b> &amp; entities",
    "<|endoftext|>", "<|startoftext|> in the middle <|endoftext|> of text", "(masterpiece:1.2), [ugly], ((best quality))", "!!!", "...", "?!?!", "'", "''s", "'S", "\"", "\\", "/", "-", "--ar 16:9 --v 5", "{curly} [square] (round)",
    "a,b;c:d.e", "a , b ; c", "\u00ad soft hyphen", "\u0000null", "\u001b escape", "\u007f delete", "\ufffd replacement", "\ue000 private", "e\u0301\u0302\u0303 stacked", "\u1e9b\u0323", "\u212b", "\u2126", "word " * 100, "supercalifragilisticexpialidocious " * 20, "x" * 300, "\U0001f600" * 60, "\u4f60\u597d" * 80,
    "8k, uhd, dslr, soft lighting, high quality, film grain, Fujifilm XT3", "oil painting by Vincent van Gogh, impasto, swirling sky, cypress tree, 1889", "(deformed iris, deformed pupils, semi-realistic, cgi, 3d, render, sketch, cartoon), text, close up, cropped, out of frame, worst quality",
]

WORDS = "a the red green blue old wooden house tree cat dog sky cloud river stone ivy brick wall window light shadow morning fog portrait landscape photo painting detailed cinematic 35mm f/1.8 bokeh ultra-realistic \u00e9t\u00e9 \u4e2d\u6587 \U0001f431 50 1990s it's , . ! ( ) [ ] : ; - _ # @".split(" ")
random.seed(5)
while len(STRINGS) < 300:
    STRINGS.append(random.choice([" ", "", ", "]).join(random.choice(WORDS) for _ in range(random.randint(1, 30))))


def tiny_clip(folder):
    """A byte-pair vocabulary of a few hundred tokens, in CLIP's form."""
    tokenizer = Tokenizer(models.BPE(end_of_word_suffix="</w>"))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFC(), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(r"'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"), behavior="removed", invert=True),
        pre_tokenizers.ByteLevel(add_prefix_space=False),
    ])
    trainer = trainers.BpeTrainer(vocab_size=900, end_of_word_suffix="</w>", initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False, special_tokens=[])
    tokenizer.train_from_iterator(STRINGS * 3, trainer)
    state = json.loads(tokenizer.to_str())["model"]
    vocab = dict(state["vocab"])
    for letter in pre_tokenizers.ByteLevel.alphabet():
        vocab.setdefault(letter + "</w>", len(vocab))
    for token in ["<|startoftext|>", "<|endoftext|>"]:
        vocab[token] = len(vocab)
    merges = [m if isinstance(m, str) else " ".join(m) for m in state["merges"]]
    (folder / "vocab.json").write_text(json.dumps(vocab, ensure_ascii=False, separators=(",", ":")))
    (folder / "merges.txt").write_text("#version: 0.2\n" + "\n".join(merges) + "\n")


def tiny_t5(path):
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="\u2581", prepend_scheme="always")
    trainer = trainers.UnigramTrainer(vocab_size=400, special_tokens=["<pad>", "</s>", "<unk>"], unk_token="<unk>", show_progress=False)
    tokenizer.train_from_iterator(STRINGS[:40] + STRINGS[100:], trainer)
    tokenizer.decoder = decoders.Metaspace(replacement="\u2581", prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(single="$A </s>", pair="$A </s> $B </s>", special_tokens=[("</s>", 1)])
    tokenizer.save(str(path), pretty=False)


tiny = OUT / "tiny-clip"
tiny.mkdir(parents=True, exist_ok=True)
tiny_clip(tiny)
tiny_t5(OUT / "tiny-t5.json")


def clip_ids(folder):
    with tempfile.TemporaryDirectory() as temp:
        for name in ["vocab.json", "merges.txt"]:
            shutil.copy(folder / name, temp)
        tokenizer = CLIPTokenizerFast(vocab_file=os.path.join(temp, "vocab.json"), merges_file=os.path.join(temp, "merges.txt"))
        ids = [tokenizer(s, add_special_tokens=False)["input_ids"] for s in STRINGS]
        padded = [tokenizer(s, padding="max_length", max_length=77, truncation=True)["input_ids"] for s in STRINGS[-6:] + ["word " * 100]]
        return ids, padded


result = {"strings": STRINGS}
result["tiny"], result["tinyPadded"] = clip_ids(tiny)
result["clip"], result["clipPadded"] = clip_ids(CLIP)
t5 = T5TokenizerFast(tokenizer_file=str(OUT / "tiny-t5.json"), extra_ids=0)
result["t5"] = [t5(s)["input_ids"] for s in STRINGS]
result["t5Padded"] = [t5(s, padding="max_length", max_length=32, truncation=True)["input_ids"] for s in STRINGS[-6:] + ["word " * 100]]
out = OUT / "prompts.json"
out.write_text(json.dumps(result, ensure_ascii=True, separators=(",", ":")) + "\n")
print(out, out.stat().st_size, [(p.name, p.stat().st_size) for p in [tiny / "vocab.json", tiny / "merges.txt", OUT / "tiny-t5.json"]])
