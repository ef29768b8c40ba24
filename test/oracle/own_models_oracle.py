"""Writes test/fixtures/own-models: tiny random models of the user's kinds, and what `transformers` computes with them.

    PYTHONPATH=training python test/oracle/own_models_oracle.py      (transformers, tokenizers, torch, safetensors)

The networks are transformers' own classes. On top of them stand, written here a second time and apart from
training/entitybias, the parts those classes do not have: the bottleneck (as a hook behind the embeddings) and the
two-layer head. Token ids of the entity-aware LUKE are those of transformers' LukeTokenizer. Each folder is of another
make, so that together they cover what a user may bring:

    bert          WordPiece, names with "bert.", fp32, labels.json, bottleneck
    roberta       byte-level BPE, names with "roberta.", fp16 in two files with an index, id2label
    luke-words    vocab.json + merges.txt, bf16, names without prefix, bottleneck
    luke-entities LukeForEntityPairClassification, fp32, entity_vocab.json, classifier without bias
"""

from __future__ import annotations

import json
import platform
import shutil
from pathlib import Path

import tokenizers
import torch
import transformers
from entitybias.golden import SENTENCES, fixed_noise, parse  # sentences of our own and a formula, no network
from entitybias.tokens import window
from safetensors.torch import save_file
from tokenizers import AddedToken, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers
from torch import Tensor, nn
from torch.nn import functional as F

HERE = Path(__file__).resolve().parents[1] / "fixtures" / "own-models"
LABELS = ["no_relation", "born_in", "founder_of", "member_of", "works_at"]
WIDTH, LAYERS, HEADS, INNER, MAX_TOKENS = 32, 2, 4, 48, 96
BETA, SHIFT = 0.5, 1.0
MADE_WITH = (
    f"transformers {transformers.__version__}, tokenizers {tokenizers.__version__}, torch {torch.__version__}, "
    f"Python {platform.python_version()}"
)
# Unusual characters for the tokenizer, in sentences of our own.
EXTRA = (
    "  [[Tomás]]  isn't\tfrom {{Øster  Vig}} ,  is he?  ",
    "[[R2D2-9]]<mask> met {{👩🏽‍🚀 Ωmega}}\n\nin 2024…",
    "{{x}}[[y]]",
)


def corpus() -> list[str]:
    return [parse(sentence)[0] for sentence in (*SENTENCES, *EXTRA)]


def word_piece() -> Tokenizer:
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.WordPiece()
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "@", "#"]
    tokenizer.train_from_iterator(
        corpus(), trainers.WordPieceTrainer(vocab_size=320, special_tokens=special[:5], initial_alphabet=["@", "#"])
    )
    return tokenizer


def byte_level(extra: list[str]) -> Tokenizer:
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=380, special_tokens=["<s>", "<pad>", "</s>", "<unk>"], show_progress=False,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
    )
    tokenizer.train_from_iterator(corpus(), trainer)
    tokenizer.add_special_tokens([AddedToken("<mask>", lstrip=True, special=True), *extra])
    return tokenizer


def randomise(module: nn.Module, seed: int) -> None:
    """Numbers large enough that no part of the network is lost in rounding."""
    generator = torch.Generator().manual_seed(seed)
    for name, weight in module.named_parameters():
        noise = torch.randn(weight.shape, generator=generator)
        with torch.no_grad():
            weight.copy_(1 + 0.2 * noise if "LayerNorm.weight" in name else 0.25 * noise)


class Bottleneck(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.mu, self.sigma = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, WIDTH)


class Head(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.dense, self.out = nn.Linear(2 * WIDTH, WIDTH), nn.Linear(WIDTH, len(LABELS))

    def forward(self, x: Tensor) -> Tensor:
        return self.out(F.relu(self.dense(x)))


def utf16(text: str, at: int) -> int:
    return len(text[:at].encode("utf-16-le")) // 2


def encode(tokenizer: Tokenizer, sentence: str, marks: list[str], ends: list[str], has_spaces: bool) -> dict:
    """Markers in the text, segment by segment; for byte-level BPE a space goes with the word behind it."""
    text, subject, object_ = parse(sentence)
    first, second = sorted((("subject", subject), ("object", object_)), key=lambda pair: pair[1])
    mark = dict(zip(("subject", "object"), (tokenizer.token_to_id(token) for token in marks)))

    def cut(at: int) -> int:
        return at - 1 if has_spaces and 0 < at < len(text) and text[at - 1] == " " else at

    ids: list[int] = []
    mask: list[int] = []
    opening: dict[str, int] = {}
    at = 0
    for role, (start, end) in (first, second):
        before = tokenizer.encode(text[cut(at) : cut(start)], add_special_tokens=False).ids
        inside = tokenizer.encode(text[cut(start) : cut(end)], add_special_tokens=False).ids
        opening[role] = len(ids) + len(before)
        ids += [*before, mark[role], *inside, mark[role]]
        mask += [*[0] * len(before), 0, *[1] * len(inside), 0]
        at = end
    closed = len(ids)
    after = tokenizer.encode(text[cut(at) :], add_special_tokens=False).ids
    ids, mask = ids + after, mask + [0] * len(after)
    low, high = window(len(ids), min(opening.values()), closed, MAX_TOKENS - 2)
    start, end = (tokenizer.token_to_id(token) for token in ends)
    return {
        "text": text,
        "subject": {"start": utf16(text, subject[0]), "end": utf16(text, subject[1])},
        "object": {"start": utf16(text, object_[0]), "end": utf16(text, object_[1])},
        "inputIds": [start, *ids[low:high], end],
        "entityMask": [0, *mask[low:high], 0],
        "subjectPosition": opening["subject"] - low + 1,
        "objectPosition": opening["object"] - low + 1,
    }


@torch.no_grad()
def run_words(model: nn.Module, bottleneck: Bottleneck | None, head: Head, case: dict) -> None:
    """Adds logits, states at the markers and, with a bottleneck, its numbers to a case."""
    ids = torch.tensor([case["inputIds"]])
    inside = torch.tensor(case["entityMask"]).bool()
    for key, is_noisy in (("meanLogits", False), ("noiseLogits", True)):
        if bottleneck is None and is_noisy:
            continue

        def blend(_module: nn.Module, _inputs: object, x: Tensor, is_noisy: bool = is_noisy) -> Tensor:
            entity = x[0, inside]
            mu, sigma = bottleneck.mu(entity), F.softplus(bottleneck.sigma(entity) - SHIFT)
            z = mu + fixed_noise(*mu.shape) * sigma if is_noisy else mu
            out = x.clone()
            out[0, inside] = (1 - BETA) * entity + BETA * z
            case["tokenVariance"] = sigma.square().mean(-1).tolist()
            return out

        hook = model.embeddings.register_forward_hook(blend) if bottleneck is not None else None
        states = model(input_ids=ids, attention_mask=torch.ones_like(ids)).last_hidden_state[0]
        if hook is not None:
            hook.remove()
        read = torch.cat([states[case["subjectPosition"]], states[case["objectPosition"]]])
        case[key] = head(read[None])[0].tolist()
        if not is_noisy:
            case["hidden"] = read.tolist()


def write(folder: Path, config: dict, tensors: dict[str, Tensor], golden: dict, tokenizer: Tokenizer | None) -> None:
    folder.mkdir(parents=True)
    (folder / "config.json").write_text(json.dumps(config, indent=1) + "\n")
    if tokenizer is not None:
        tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    (folder / "golden.json").write_text(json.dumps({"modelId": folder.name, "madeWith": MADE_WITH, **golden}) + "\n")
    if tensors:
        save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})


def hf_config(config: transformers.PretrainedConfig, own: dict, with_labels: bool) -> dict:
    """config.json as save_pretrained writes it, without fields that change from version to version."""
    content = {key: value for key, value in config.to_dict().items() if key not in ("transformers_version", "dtype")}
    if not with_labels:
        content.pop("id2label"), content.pop("label2id")
    return {**content, "entity_bias": own}


def prefixed(prefix: str, model: nn.Module, **parts: nn.Module | None) -> dict[str, Tensor]:
    tensors = {prefix + name: value for name, value in model.state_dict().items()}
    for part, module in parts.items():
        if module is not None:
            tensors |= {f"{part}.{name}": value for name, value in module.state_dict().items()}
    return {name: value.contiguous() for name, value in tensors.items()}


def rounded(module: nn.Module, dtype: torch.dtype) -> None:
    with torch.no_grad():
        for weight in module.parameters():
            weight.copy_(weight.to(dtype).float())


SIZES = dict(
    hidden_size=WIDTH, num_hidden_layers=LAYERS, num_attention_heads=HEADS, intermediate_size=INNER, hidden_act="gelu",
    hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0,
)


def make_bert() -> None:
    tokenizer = word_piece()
    config = transformers.BertConfig(vocab_size=tokenizer.get_vocab_size(), max_position_embeddings=MAX_TOKENS, **SIZES)
    config.architectures = ["BertModel"]
    model, bottleneck, head = transformers.BertModel(config).eval(), Bottleneck(), Head()
    for seed, part in enumerate((model, bottleneck, head)):
        randomise(part, 10 + seed)
    cases = [encode(tokenizer, s, ["@", "#"], ["[CLS]", "[SEP]"], False) for s in (*SENTENCES, *EXTRA)]
    for case in cases:
        run_words(model, bottleneck, head, case)
    own = {"title": "Tiny BERT", "negative": "no_relation", "maxTokens": MAX_TOKENS, "vib": {"beta": BETA, "sigmaShift": SHIFT}}
    folder = HERE / "bert"
    write(folder, hf_config(config, own, False), prefixed("bert.", model, bottleneck=bottleneck, head=head), {"cases": cases}, tokenizer)
    (folder / "labels.json").write_text(json.dumps(LABELS) + "\n")


def make_roberta() -> None:
    tokenizer = byte_level([])
    config = transformers.RobertaConfig(
        vocab_size=tokenizer.get_vocab_size(), max_position_embeddings=MAX_TOKENS + 2, type_vocab_size=1, pad_token_id=1,
        layer_norm_eps=1e-5, **SIZES,
    )
    config.architectures = ["RobertaModel"]
    config.id2label = dict(enumerate(LABELS))
    config.label2id = {label: i for i, label in enumerate(LABELS)}
    model, head = transformers.RobertaModel(config, add_pooling_layer=False).eval(), Head()
    for seed, part in enumerate((model, head)):
        randomise(part, 20 + seed)
        rounded(part, torch.float16)
    cases = [encode(tokenizer, s, ["@", "#"], ["<s>", "</s>"], True) for s in (*SENTENCES, *EXTRA)]
    for case in cases:
        run_words(model, None, head, case)
    folder = HERE / "roberta"
    write(folder, hf_config(config, {"title": "Tiny RoBERTa", "maxTokens": MAX_TOKENS}, True), {}, {"cases": cases}, tokenizer)
    tensors = {name: value.half() for name, value in prefixed("roberta.", model, head=head).items() if value.is_floating_point()}
    names = list(tensors)
    files = {"model-00001-of-00002.safetensors": names[: len(names) // 2], "model-00002-of-00002.safetensors": names[len(names) // 2 :]}
    for file, own in files.items():
        save_file({name: tensors[name] for name in own}, folder / file, metadata={"format": "pt"})
    weight_map = {name: file for file, own in files.items() for name in own}
    index = {"metadata": {"total_size": sum(value.nbytes for value in tensors.values())}, "weight_map": weight_map}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index, indent=1) + "\n")


def luke_config(tokenizer: Tokenizer) -> transformers.LukeConfig:
    return transformers.LukeConfig(
        vocab_size=tokenizer.get_vocab_size(), entity_vocab_size=6, entity_emb_size=16, type_vocab_size=1, pad_token_id=1,
        max_position_embeddings=MAX_TOKENS + 2, layer_norm_eps=1e-5, use_entity_aware_attention=True, **SIZES,
    )


def make_luke_words() -> None:
    tokenizer = byte_level([])
    config = luke_config(tokenizer)
    config.architectures = ["LukeModel"]
    model, bottleneck, head = transformers.LukeModel(config, add_pooling_layer=False).eval(), Bottleneck(), Head()
    for seed, part in enumerate((model, bottleneck, head)):
        randomise(part, 30 + seed)
        rounded(part, torch.bfloat16)
    cases = [encode(tokenizer, s, ["@", "#"], ["<s>", "</s>"], True) for s in (*SENTENCES, *EXTRA)]
    for case in cases:
        run_words(model, bottleneck, head, case)
    own = {"title": "Tiny LUKE, words only", "maxTokens": MAX_TOKENS, "vib": {"beta": BETA, "sigmaShift": SHIFT}}
    folder = HERE / "luke-words"
    tensors = {
        name: value.bfloat16()
        for name, value in prefixed("", model, bottleneck=bottleneck, head=head).items()
        if value.is_floating_point() and not name.startswith("entity_embeddings.") and "_query." not in name
    }
    write(folder, hf_config(config, own, False), tensors, {"cases": cases}, None)
    (folder / "labels.json").write_text(json.dumps(LABELS) + "\n")
    tokenizer.model.save(str(folder))
    (folder / "added_tokens.json").write_text(json.dumps({"<mask>": tokenizer.token_to_id("<mask>")}) + "\n")


def make_luke_entities() -> None:
    tokenizer = byte_level([AddedToken("<ent>", special=True), AddedToken("<ent2>", special=True)])
    config = luke_config(tokenizer)
    config.architectures = ["LukeForEntityPairClassification"]
    config.id2label = dict(enumerate(LABELS))
    config.label2id = {label: i for i, label in enumerate(LABELS)}
    model = transformers.LukeForEntityPairClassification(config).eval()
    randomise(model, 40)
    entity_vocab = {"[PAD]": 0, "[UNK]": 1, "[MASK]": 2, "Ghent": 3, "Tarvik": 4, "[MASK2]": 5}
    folder = HERE / "luke-entities"
    cases = []
    for sentence in (*SENTENCES, *EXTRA):
        case = encode(tokenizer, sentence, ["<ent>", "<ent2>"], ["<s>", "</s>"], True)
        entities = []
        for role in ("subject", "object"):
            start = case[f"{role}Position"]
            end = start + 1
            while case["entityMask"][end]:
                end += 1
            place = list(range(start, end + 1))[:30]
            entities.append(place + [-1] * (30 - len(place)))
        with torch.no_grad():
            output = model(
                input_ids=torch.tensor([case["inputIds"]]), attention_mask=torch.ones(1, len(case["inputIds"]), dtype=torch.long),
                entity_ids=torch.tensor([[entity_vocab["[MASK]"], entity_vocab["[MASK2]"]]]),
                entity_attention_mask=torch.ones(1, 2, dtype=torch.long), entity_position_ids=torch.tensor([entities]),
                output_hidden_states=True,
            )
        case["meanLogits"] = output.logits[0].tolist()
        case["hidden"] = output.entity_hidden_states[-1][0].reshape(-1).tolist()
        cases.append(case)
    own = {"title": "Tiny LUKE with entities", "maxTokens": MAX_TOKENS}
    tensors = {name: value for name, value in prefixed("", model).items() if value.is_floating_point()}
    write(folder, hf_config(config, own, True), tensors, {"cases": cases}, tokenizer)
    (folder / "entity_vocab.json").write_text(json.dumps(entity_vocab) + "\n")
    check_against_luke_tokenizer(tokenizer, folder, entity_vocab, cases)


def check_against_luke_tokenizer(tokenizer: Tokenizer, folder: Path, entity_vocab: dict, cases: list[dict]) -> None:
    """transformers' own tokenizer for entity pairs must give the same ids wherever nothing was cut."""
    state = json.loads(tokenizer.to_str())["model"]
    luke = transformers.LukeTokenizer(
        vocab=state["vocab"], merges=[tuple(pair) for pair in state["merges"]], entity_vocab=entity_vocab,
        task="entity_pair_classification",
    )
    compared = 0
    for sentence, case in zip((*SENTENCES, *EXTRA), cases):
        text, subject, object_ = parse(sentence)
        if len(case["inputIds"]) == MAX_TOKENS or "<mask>" in text:
            continue
        wanted = luke(text, entity_spans=[subject, object_])["input_ids"]
        words = [luke.convert_ids_to_tokens(i) for i in wanted]
        got = [tokenizer.id_to_token(i) for i in case["inputIds"]]
        assert words == got, (text, words, got)
        compared += 1
    assert compared >= 10, compared
    print(f"{compared} sentences as LukeTokenizer reads them")


TEXTS = (
    "", " ", "  ", "\n", " a", "a ", "a  b", "  a  b  ", "\ta\r\n b", "I'll they've it's I'D don''t", "x1y2 33 4.5%",
    "naïve São Tomé", "北川 美咲は", "👩🏽‍🚀👍", "e\u0301 \u0301a", "\ufeffa\u0085b\u00a0c\u2003 d", "<mask>", "a <mask> b",
    "a<mask><mask>", " <mask>", "<s>x</s>", "<pad", "aaaaaaaaaaaaaaaaaaaaaaaa", "...!!! ?!", "½ ² Ⅷ ٣", "ẞß ŉ ﬁ", "\u200b\u200d",
    "tab\there", "end.  ", "The  the THE", "don\u2019t", "_under_score_", "a\u2028b", "🇩🇪🇫🇷", "ก็ที่", "mixedカタカナtext",
)


def write_texts() -> None:
    """Segments with their pieces and the code points each piece covers, before any trimming of spaces."""
    tokenizer = Tokenizer.from_file(str(HERE / "roberta" / "tokenizer.json"))
    cases = []
    for text in TEXTS:
        encoded = tokenizer.encode(text, add_special_tokens=False)
        spans = [[utf16(text, start), utf16(text, end)] for start, end in encoded.offsets]
        cases.append({"text": text, "ids": encoded.ids, "pieces": encoded.tokens, "spans": spans})
    content = {"madeWith": MADE_WITH, "tokenizer": "own-models/roberta/tokenizer.json", "cases": cases}
    (HERE.parent / "byteLevelBpe.json").write_text(json.dumps(content, ensure_ascii=True) + "\n")


if __name__ == "__main__":
    shutil.rmtree(HERE, ignore_errors=True)
    make_bert()
    make_roberta()
    make_luke_words()
    make_luke_entities()
    write_texts()
    for path in sorted(HERE.rglob("*")):
        if path.is_file():
            print(path.relative_to(HERE), path.stat().st_size)
