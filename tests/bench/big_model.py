"""A model file in the shape of a 0.5B model, with random weights of four bits and a vocabulary of 151,936 tokens."""

from collections.abc import Iterator
from pathlib import Path

import gguf
import jieba
import numpy as np

from tests.tiny_model import SPECIAL

WORDS, WIDTH, BLOCKS, HEADS, KEYS, INNER = 151_936, 896, 24, 14, 2, 4864
# pieces of JSON and of English that any vocabulary has whole
USUAL = (
    '{"', '":', '":"', '","', '":null', '"},{"', '":[{"', '"}]}', "claims", "kind", "score", "rank", "model",
    "benchmark", "subset", "setting", "value", "unit", "scope", "evidence", "null", "shot", "GPT", "Eval", "MMLU",
    "Bench", "SWE",
    "Qwen", "Gemini", "Claude", "Llama", "DeepSeek", "Chat", "Arena", "AIME", "Pro", "Turbo", "Instruct", "CEval",
)  # fmt: skip


def write_big_model(path: Path) -> Path:
    """About 350 MB; the same bytes each time."""
    pieces, scores, kinds = _vocabulary()
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_context_length(32768)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(BLOCKS)
    writer.add_feed_forward_length(INNER)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(KEYS)
    writer.add_layer_norm_rms_eps(1e-6)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    writer.add_vocab_size(WORDS)
    writer.add_tokenizer_model("llama")
    writer.add_token_list(pieces)
    writer.add_token_scores(scores)
    writer.add_token_types(kinds)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_add_space_prefix(False)
    for name, tensor, kind in _tensors(np.random.default_rng(0)):
        writer.add_tensor(name, tensor, raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def _vocabulary() -> tuple[list[bytes], list[float], list[int]]:
    bytes_ = [f"<0x{byte:02X}>" for byte in range(256)]
    single = ["▁", *(chr(code) for code in range(0x21, 0x7F)), *(chr(code) for code in range(0x4E00, 0x9FA6))]
    single += list("，。：；（）、“”《》％—…！？①②③④⑤")
    heads = list(dict.fromkeys(word[:end] for word in USUAL for end in range(2, len(word) + 1)))
    letters = "abcdefghijklmnopqrstuvwxyz"
    pairs = [first + second for first in letters + letters.upper() for second in letters]
    known = dict.fromkeys([*SPECIAL, *bytes_, *single, *heads, *pairs, *_words()])
    pieces = list(known)[: WORDS - 1]
    pieces += [f"<unused{n}>" for n in range(WORDS - len(pieces))]
    normal = [i >= len(SPECIAL) + 256 for i in range(WORDS)]
    kinds = [gguf.TokenType.NORMAL if n else gguf.TokenType.BYTE for n in normal]
    kinds[:3] = [gguf.TokenType.UNKNOWN, gguf.TokenType.CONTROL, gguf.TokenType.CONTROL]
    return [piece.encode() for piece in pieces], [-float(i) for i in range(WORDS)], [int(kind) for kind in kinds]


def _words() -> Iterator[str]:
    """Chinese words, the most frequent first, each behind what it begins with, so that it can be merged."""
    with jieba.get_dict_file() as lines:
        counted = [line.decode("utf-8").split()[:2] for line in lines]
    for word, _ in sorted(counted, key=lambda pair: -int(pair[1])):
        if 1 < len(word) < 5 and not word.isascii():
            yield from (word[:end] for end in range(2, len(word) + 1))


def _tensors(random: np.random.Generator) -> Iterator[tuple[str, np.ndarray, gguf.GGMLQuantizationType]]:
    four, eight, whole = gguf.GGMLQuantizationType.Q4_0, gguf.GGMLQuantizationType.Q8_0, gguf.GGMLQuantizationType.F32

    def weights(rows: int, columns: int, bits: int) -> np.ndarray:
        blocks = rows * columns // 32
        scale = np.full((blocks, 1), 0.005 if bits == 4 else 0.0003, np.float16).view(np.uint8).reshape(blocks, 2)
        body = random.integers(0, 256, (blocks, 32 * bits // 8), np.uint8)
        return np.hstack([scale, body]).reshape(rows, -1)

    ones, half = np.ones(WIDTH, np.float32), WIDTH // HEADS * KEYS
    yield "token_embd.weight", weights(WORDS, WIDTH, 8), eight
    yield "output_norm.weight", ones, whole
    shapes = {"attn_q": (WIDTH, WIDTH), "attn_k": (half, WIDTH), "attn_v": (half, WIDTH), "attn_output": (WIDTH, WIDTH)}
    shapes |= {"ffn_gate": (INNER, WIDTH), "ffn_up": (INNER, WIDTH), "ffn_down": (WIDTH, INNER)}
    for block in range(BLOCKS):
        yield f"blk.{block}.attn_norm.weight", ones, whole
        yield f"blk.{block}.ffn_norm.weight", ones, whole
        for name, (rows, columns) in shapes.items():
            yield f"blk.{block}.{name}.weight", weights(rows, columns, 4), four
