"""Writes small GGUF files with random weights: a real Llama architecture with Chinese characters as tokens."""

from pathlib import Path

import gguf
import numpy as np

SPECIAL = ("<unk>", "<s>", "</s>")
BLOCKS, WIDTH, HEADS, INNER = 2, 64, 4, 128


def write_tiny_model(path: Path, *, seed: int = 0, context: int = 4096, architecture: str = "llama") -> Path:
    """A model of about two megabytes; the same seed writes the same bytes."""
    pieces, scores, kinds = vocabulary()
    writer = gguf.GGUFWriter(path, architecture)
    writer.add_name("tiny")
    writer.add_context_length(context)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(BLOCKS)
    writer.add_feed_forward_length(INNER)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS // 2)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    writer.add_vocab_size(len(pieces))
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)
    writer.add_tokenizer_model("llama")
    writer.add_token_list(pieces)
    writer.add_token_scores(scores)
    writer.add_token_types(kinds)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_unk_token_id(0)
    writer.add_add_bos_token(True)
    writer.add_add_space_prefix(False)
    for name, tensor in _tensors(len(pieces), np.random.default_rng(seed)):
        writer.add_tensor(name, tensor)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def vocabulary() -> tuple[list[bytes], list[float], list[int]]:
    """Three marks, every byte, printable ASCII and the common Chinese characters."""
    ascii_ = ["▁" if chr(code) == " " else chr(code) for code in range(0x20, 0x7F)]
    said = [*ascii_, *"，。：；（）、“”《》％①②③", *common_characters()]
    pieces = [*SPECIAL, *(f"<0x{byte:02X}>" for byte in range(256)), *said]
    normal, unknown, control, byte = (
        gguf.TokenType.NORMAL,
        gguf.TokenType.UNKNOWN,
        gguf.TokenType.CONTROL,
        gguf.TokenType.BYTE,
    )
    kinds = [unknown, control, control, *[byte] * 256, *[normal] * len(said)]
    return [piece.encode() for piece in pieces], [0.0] * len(pieces), [int(kind) for kind in kinds]


def common_characters() -> list[str]:
    """The first level of GB 2312, 3,755 characters."""
    rows = range(0xB0, 0xD8)
    cells = (bytes((row, cell)) for row in rows for cell in range(0xA1, 0xFF))
    return [c for pair in cells if (c := pair.decode("gb2312", "ignore"))]


def _tensors(words: int, random: np.random.Generator) -> list[tuple[str, np.ndarray]]:
    def weights(rows: int, columns: int) -> np.ndarray:
        return random.normal(0, 0.3, (rows, columns)).astype(np.float32)

    ones = np.ones(WIDTH, dtype=np.float32)
    found = [("token_embd.weight", weights(words, WIDTH)), ("output_norm.weight", ones)]
    found.append(("output.weight", weights(words, WIDTH)))
    for block in range(BLOCKS):
        half = WIDTH // 2
        found += [
            (f"blk.{block}.attn_norm.weight", ones),
            (f"blk.{block}.attn_q.weight", weights(WIDTH, WIDTH)),
            (f"blk.{block}.attn_k.weight", weights(half, WIDTH)),
            (f"blk.{block}.attn_v.weight", weights(half, WIDTH)),
            (f"blk.{block}.attn_output.weight", weights(WIDTH, WIDTH)),
            (f"blk.{block}.ffn_norm.weight", ones),
            (f"blk.{block}.ffn_gate.weight", weights(INNER, WIDTH)),
            (f"blk.{block}.ffn_up.weight", weights(INNER, WIDTH)),
            (f"blk.{block}.ffn_down.weight", weights(WIDTH, INNER)),
        ]
    return found
