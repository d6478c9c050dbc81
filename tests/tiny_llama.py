"""A language model with random weights, made here and served by a real llama.cpp on loopback.

In: a voice, which is what a model can say and how often. Out: a GGUF file of half a megabyte, and
a server that answers as any llama.cpp does. The model knows nothing, so all that it says is
invented, in whatever shape the server holds it to. The same voice and seed say the same.

    write_model(path, Voice((Share(find_words(text), 8.0), Share(('."',), 1.0))))
    with serve(path) as server:
        settings = ModelSettings(model="tiny", base_url=server.url)

Run as a script this file is the server's process; it ends when its standard input does.
"""

import math
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

import gguf
import numpy
import xllamacpp
from numpy.typing import NDArray

WIDTH, HEADS, INNER = 32, 2, 48
"""Channels of the model, its attention heads, and the channels inside its one block."""
WINDOW = 16_384
"""Tokens that prompt and answer may have together."""
END = "<end>"
BYTES = tuple(chr(code) for code in range(256))
"""All single bytes, so that any prompt can be read; most of what is said is longer pieces."""
CONSTANT, STEADY = 8.0, 7.0
"""What channel 0 holds for every token, and what is left of it behind the last norm. No block
writes to it, so the output's weight on it is how often a token is said, whatever came before."""
NEVER = -30.0
PATIENCE = 30.0
"""Seconds that a server may take to listen, and to end."""


class Share(NamedTuple):
    """Some pieces of text, and how often any of them is said, beside other shares."""

    pieces: tuple[str, ...]
    weight: float


class Voice(NamedTuple):
    """What a random model says where a grammar lets it; letters that fit no share are rare."""

    shares: tuple[Share, ...]
    known: tuple[str, ...] = ()
    """Pieces it reads as one token but never says; they make prompts short."""
    seed: int = 0


class Served(NamedTuple):
    """A server under way."""

    url: str
    """Its base URL."""
    process: int
    """The id of its process."""


def find_words(*texts: str) -> tuple[str, ...]:
    """Every word of some texts, with the blank before it, each once."""
    found = {f" {word}": None for text in texts for word in re.findall(r"[A-Za-z]{2,}", text)}
    return tuple(found)


def write_model(path: Path, voice: Voice) -> None:
    """Writes a model that speaks with this voice."""
    likes = _list_likes(voice)
    writer = gguf.GGUFWriter(path, "llama")
    _describe(writer, list(likes))
    for name, values in _draw(list(likes.values()), voice.seed).items():
        writer.add_tensor(f"{name}.weight", values)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


@contextmanager
def serve(path: Path) -> Iterator[Served]:
    """A llama.cpp server of a model, with what it logs beside the model's file."""
    with (
        path.with_suffix(".log").open("w", encoding="utf-8") as log,
        subprocess.Popen(
            [sys.executable, __file__, str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        ) as process,
    ):
        try:
            assert process.stdout is not None
            yield Served(f"{_await_address(process.stdout)}/v1", process.pid)
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _list_likes(voice: Voice) -> dict[str, float]:
    """Each token with the logit it has on average, the token that ends a text first."""
    likes = {END: 0.0}
    for byte in BYTES:
        likes[byte] = math.log(0.003) if " " <= byte <= "~" and byte != "\\" else NEVER
    likes |= dict.fromkeys(voice.known, NEVER)
    for share in voice.shares:
        likes |= dict.fromkeys(share.pieces, math.log(share.weight / len(share.pieces)))
    return likes


def _draw(likes: list[float], seed: int) -> dict[str, NDArray[numpy.float32]]:
    """The model's weights: random, but for the channel that holds how often a token is said."""
    random = numpy.random.default_rng(seed)

    def draw(rows: int, columns: int, spread: float) -> NDArray[numpy.float32]:
        drawn: NDArray[numpy.float32] = random.standard_normal((rows, columns), numpy.float32)
        return drawn * numpy.float32(spread)

    meanings, outputs = draw(len(likes), WIDTH, 0.5), draw(len(likes), WIDTH, 0.3)
    meanings[:, 0] = CONSTANT
    outputs[:, 0] = numpy.array(likes, numpy.float32) / numpy.float32(STEADY)
    ones: NDArray[numpy.float32] = numpy.ones(WIDTH, numpy.float32)
    block = {name: draw(WIDTH, WIDTH, 0.05) for name in ("attn_q", "attn_k", "attn_v")}
    block |= {name: draw(INNER, WIDTH, 0.05) for name in ("ffn_gate", "ffn_up")}
    for name, inner in (("attn_output", WIDTH), ("ffn_down", INNER)):
        block[name] = draw(WIDTH, inner, 0.05)
        block[name][0] = 0.0
    block |= {"attn_norm": ones, "ffn_norm": ones}
    weights = {"token_embd": meanings, "output_norm": ones, "output": outputs}
    return weights | {f"blk.0.{name}": values for name, values in block.items()}


def _describe(writer: gguf.GGUFWriter, pieces: list[str]) -> None:
    """The model's sizes and its tokens; the longest piece that fits is always taken."""
    writer.add_name("tiny")
    writer.add_context_length(WINDOW)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(1)
    writer.add_feed_forward_length(INNER)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    writer.add_tokenizer_model("rwkv")
    writer.add_token_list([END, *(_escape(piece) for piece in pieces[1:])])
    kinds = [gguf.TokenType.CONTROL, *[gguf.TokenType.NORMAL] * (len(pieces) - 1)]
    writer.add_token_types(kinds)
    writer.add_eos_token_id(0)
    writer.add_chat_template("{% for m in messages %}{{ m['content'] }}\n{% endfor %}")


def _escape(piece: str) -> str:
    """A piece as this sort of vocabulary writes it: each byte by its code."""
    letters = piece.encode("latin-1" if piece in BYTES else "utf-8")
    return "".join(f"\\x{letter:02x}" for letter in letters)


def _await_address(lines: IO[str]) -> str:
    """The address that a server's process says it listens on; its own log may come before."""
    for line in lines:
        if line.startswith("listening "):
            return line.split()[1]
    raise AssertionError("the server ended before it listened; see its log")


def _listen(path: str) -> None:
    """Serves until standard input ends, one answer at a time, so that a seed is a seed."""
    chosen = xllamacpp.CommonParams()
    chosen.model.path = path
    chosen.model_alias = {"tiny"}
    chosen.hostnames = ["127.0.0.1"]
    chosen.port = 0
    chosen.n_ctx = WINDOW
    chosen.n_parallel = 1
    chosen.n_gpu_layers = 0
    chosen.cpuparams.n_threads = chosen.cpuparams_batch.n_threads = 1
    chosen.cache_prompt = False
    chosen.warmup = False
    sampling = chosen.sampling
    sampling.top_k, sampling.top_p, sampling.min_p, sampling.temp = 0, 1.0, 0.0, 1.0
    server = xllamacpp.Server(chosen)
    print("listening", server.listening_address, flush=True)
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    _listen(sys.argv[1])
