"""Makes a model that llama.cpp's server can run: small, and it says what it was made to say.

    python make.py path/to/ggml-vocab-qwen2.gguf model.gguf

needs `gguf` (it brings numpy). The vocabulary is a real one, so tokens are cut and counted as a
real model's are. The one layer does nothing: which token comes next depends on the last token
only, and `output.weight` says on which. A request ends in the last word of its last message, since
the chat template adds nothing after it, so that word chooses the answer.
"""

import sys

import numpy as np
from gguf import GGUFReader, GGUFWriter

WIDTH = 64
CONTEXT = 32768
END = "<|im_end|>"
TEMPLATE = (
    "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] }}"
    "{% if not loop.last %}<|im_end|>\n{% endif %}{% endfor %}"
)
# The last word of a prompt, and what is said after it. No token is in two answers, but for the one
# that leads back to an earlier one, without end.
ANSWERS = [
    (" hello", "Xin chào! 안녕 你好 👋", END),
    (" ever", " day after", " day"),
    # What `live` asks for.
    (" yes", "Yes", END),
]


def plain(vocab):
    """The tokens as bytes: the vocabulary writes bytes as letters, as GPT-2's does."""
    shown = [*range(33, 127), *range(161, 173), *range(174, 256)]
    hidden = [byte for byte in range(256) if byte not in shown]
    letters = {chr(byte): byte for byte in shown}
    letters |= {chr(256 + place): byte for place, byte in enumerate(hidden)}
    return {
        bytes(letters[letter] for letter in token): place
        for place, token in enumerate(vocab)
        if all(letter in letters for letter in token)
    }


def cut(text, tokens):
    """The text in tokens, the longest first."""
    rest = text.encode()
    while rest:
        size = next(size for size in range(len(rest), 0, -1) if rest[:size] in tokens)
        yield tokens[rest[:size]]
        rest = rest[size:]


def successors(vocab):
    """Which token follows which."""
    tokens = plain(vocab) | {END.encode(): vocab.index(END)}
    follows = {}
    for word, text, then in ANSWERS:
        chain = [tokens[word.encode()], *cut(text, tokens), tokens[then.encode()]]
        for token, following in zip(chain, chain[1:]):
            assert follows.setdefault(token, following) == following, f"{vocab[token]!r} twice"
    return follows


def weights(vocab):
    """The tensors, by llama.cpp's names."""
    random = np.random.default_rng(1)
    embeddings = random.standard_normal((len(vocab), WIDTH), dtype=np.float32)
    embeddings /= np.linalg.norm(embeddings, axis=1, keepdims=True)
    output = np.zeros_like(embeddings)
    for token, following in successors(vocab).items():
        # Two ways may lead to one token. So far apart that no temperature matters.
        output[following] += 20 * embeddings[token]
    yield "token_embd.weight", embeddings.astype(np.float16)
    yield "output.weight", output.astype(np.float16)
    yield "output_norm.weight", np.ones(WIDTH, np.float32)
    for norm in ("attn_norm", "ffn_norm"):
        yield f"blk.0.{norm}.weight", np.ones(WIDTH, np.float32)
    for part in ("attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down"):
        yield f"blk.0.{part}.weight", np.zeros((WIDTH, WIDTH), np.float16)


def main(source, target):
    fields = GGUFReader(source).fields
    vocab = fields["tokenizer.ggml.tokens"].contents()
    writer = GGUFWriter(target, "llama")
    writer.add_name("Parrot")
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(WIDTH)
    writer.add_feed_forward_length(WIDTH)
    writer.add_block_count(1)
    writer.add_head_count(1)
    writer.add_head_count_kv(1)
    writer.add_layer_norm_rms_eps(1e-6)
    writer.add_rope_dimension_count(WIDTH)
    writer.add_tokenizer_model(fields["tokenizer.ggml.model"].contents())
    writer.add_tokenizer_pre(fields["tokenizer.ggml.pre"].contents())
    writer.add_token_list(vocab)
    writer.add_token_types(fields["tokenizer.ggml.token_type"].contents())
    writer.add_token_merges(fields["tokenizer.ggml.merges"].contents())
    writer.add_eos_token_id(vocab.index(END))
    writer.add_add_bos_token(False)
    writer.add_chat_template(TEMPLATE)
    for name, tensor in weights(vocab):
        writer.add_tensor(name, tensor)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
