"""Write the tokenizer fixtures with Python ``tokenizers`` (the Rust library), the reference for src/tokenizer.

    python test/oracle/tokenizer_oracle.py --tokenizer public/models/re-minilm-vib/tokenizer.json

Writes two files beside each other in test/fixtures:

* ``tokenizerOracle.json``: strings of our own making with ids, tokens and UTF-16 offsets;
* ``codePointOracle.json``: for blocks of 4096 code points, the SHA-256 of how each code point between two letters is
  split into words, over the code points assigned in the Unicode version of this Python.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import unicodedata
from pathlib import Path

import tokenizers
from tokenizers import Tokenizer

BLOCK = 0x1000

# Written by hand: each line aims at one rule.
HAND = [
    "", " ", "\n", "a", "  two  spaces ", "Ann Lee founded Lumen Works in Oslo.",
    "tab\tnew\nline\r\nreturn\rform\x0cfeed vertical\x0btab",
    "NBSP\u00a0between, thin\u2009space, ideographic\u3000space, zero\u200bwidth, word\u2060joiner, BOM\ufeffinside",
    "soft\u00adhyphen at the end\u00ad", "\u00adsoft hyphen first", "line\u2028separator paragraph\u2029separator",
    "null\x00byte, bell\x07, delete\x7f, next line\x85here, replacement\ufffdcharacter",
    "café cafe\u0301 CAFÉ CAFE\u0301", "naïve coöperate façade jalapeño smörgåsbord", "Ångström A\u030angstro\u0308m",
    "a\u0301\u0327\u0316b", "\u0301leading mark", "trailing mark\u0301", "( \u0301 ) (\u0301)", "e\u200b\u0301f",
    "Zalgo Z\u0351\u036b\u0343\u036aA\u0329\u030a\u034cL\u0317\u0363G\u0321\u034fO\u0337",
    "İstanbul ISTANBUL ıstanbul", "ΟΔΥΣΣΕΥΣ ΟΔΟΣ οδός Σ ΣΣ", "STRASSE Straße STRAẞE", "ǅ Ǆ ǆ ﬁre ﬂow ﬃx",
    "Łódź Đorđe Øresund Þórr ßeta Œuvre Æsir", "Việt Nam, Hà Nội, Thành phố Hồ Chí Minh", "Ṩṩ ế ự ẫ ǖ ḗ",
    "東京は日本の首都です。", "北京大学 in 北京, founded 1898", "中a国b", "한국어 서울특별시", "가각힣각", "ひらがな カタカナ ｶﾞｷﾞ が ガ",
    "𠀀𠀁 astral CJK 𪛖x𫜴", "丽丸 compatibility 豈更", "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𝒮𝒸𝓇𝒾𝓅𝓉 𝟙𝟚𝟛", "𐐀𐐁 Deseret 𐍈𐌰 Gothic 𒀀 cuneiform",
    "😀 smile", "family 👨‍👩‍👧‍👦 and flag 🇳🇴🇯🇵", "thumb 👍🏽up❤️heart ☎︎ ☎️", "a😀b😀c", "😀", "🧑🏿‍🚀🚀", "1️⃣2️⃣ #️⃣ *️⃣",
    "שלום עולם", "שָׁלוֹם", "مرحبا بالعالم", "مُحَمَّد", "\u202bRTL embedding\u202c and \u2067isolate\u2069 done", "۱۲۳ ١٢٣ १२३",
    "नमस्ते दुनिया", "क्षत्रिय हिन्दी", "ภาษาไทย น้ำ", "தமிழ் மொழி", "ქართული ႠႡ ᲐᲑ", "Հայերեն", "አማርኛ", "ខ្មែរ", "မြန်မာ", "བོད་ཡིག",
    "Привет, Мир! Ёлка йод Й", "Київ Ґанок їжак", "o'neil O’Neil rock'n'roll l‘été", "don't can't won't I'm you're",
    "«quoted» „German“ “English” ‘single’ ‹x›", "en–dash em—dash minus−sign hyphen‐hyphen non‑breaking", "ellipsis… dots...",
    "$100 €50 £20 ¥3 ₿1 1,000.50 3.14e-10", "x+y=z a<b>c p|q ~tilde ^hat `tick` \\back/slash", "C++ C# F# .NET @home #tag a@b.org",
    "≠ ≤ ≥ ≮ ∉ ½ ² ³ ™ © ® ° µ Ω Å K", "https://example.org/a_b-c?q=1&r=%20#top", "snake_case camelCase kebab-case UPPER",
    "[MASK]", "a[MASK]b", "the [MASK] sat", "[mask] [Mask]", "[CLS] [SEP] [PAD] [UNK]", "[[MASK]]", "[MASK][MASK]", "[MASK", "MASK]",
    "[MASK]\u0301a", "[ MASK ]", "[MA\u00adSK]", "x[SEP]", "[UNK]known", "##ing", "## ing", "a##b", "[unused1] [unused99]",
    "@ subject @ and # object #", "@a@#b#", "q" * 99, "q" * 100, "q" * 101, "e\u0301" * 100, "e\u0301" * 101,
    "é" * 100 + " " + "é" * 101, "東" * 120, "a" * 40 + "-" + "b" * 120 + ".", "😀" * 101, "각" * 33, "각" * 34,
    "!" * 50, "\u00ad" * 5, "\u200d", "\u0301", "\ue000private\uf8ff use", "\U000f0000\U0010ffff", "\ufdd0\uffff noncharacters",
    "\u1734 \U0001171e old marks", "\u166d \U000111c9 old punctuation", "\u0890x\u08cay new marks", "a\u2e43b\u2e52c new punctuation",
    "x\u20ddy enclosing\u20e3", "\u302e\u0301x tone mark", "q\u0323\u0307 q\u0307\u0323", "\u1e9b\u0323", "\u212b\u2126\u00c5",
    "Dr. J. R. Ewing Jr., b. 1/2/1934", "5'11\" 90% 20°C 10:30am", "A.B.C. U.S.A. e.g. i.e.", "tokenization unaffable supercalifragilistic",
]

ATOMS = [
    "Mara", "Velden", "Tidewater", "Quillon", "founded", "was", "born", "in", "near", "the", "Harbour", "1974", "3,500", "Šárka", "Ñandú",
    "Ørsted", "Müller", "O’Dea", "d'Artois", "São", "İzmir", "Đặng", "e\u0301clair", "n\u0303u", "Zoe\u0308", "東京", "大", "서울", "Київ", "Αθήνα",
    "القاهرة", "תל־אביב", "मुंबई", "กรุงเทพ", "😀", "👩‍🔬", "🇨🇭", "𠮷野", "𝕏", "\u00ad", "\u200b", "\u200d", "\u0301", "\u0327", "\x00", "\ufffd",
    "\u202e", "[MASK]", "[SEP]", "[mask]", "@", "#", "##", "-", "—", "…", ".", ",", "(", ")", "'", "“", "”", "$", "€", "%", "/", "co-founder",
    "U.S.", "antidisestablishment", "xqzjwv", "ﬃ", "½", "№", "\u0e33", "\u1ea0", "\uac01", "\u3099", "Å", "ß", "ſ", "K",
]
GLUE = ["", "", " ", " ", " ", "  ", "\u00a0", "\t", "\n", "\u3000", "\r\n"]


def utf16_index(text: str) -> list[int]:
    """index[i] = UTF-16 units before code point i; one entry more than there are code points."""
    index = [0]
    for character in text:
        index.append(index[-1] + (2 if ord(character) > 0xFFFF else 1))
    return index


def generated(seed: int, count: int) -> list[str]:
    """Random concatenations of atoms with random glue, and random code points."""
    rng = random.Random(seed)
    texts = []
    for i in range(count):
        if i % 5 == 4:
            ranges = [(0x20, 0x7E), (0xA0, 0x24F), (0x300, 0x36F), (0x370, 0x5FF), (0x900, 0xDFF), (0x2000, 0x206F), (0x1E00, 0x1FFF),
                      (0x3040, 0x30FF), (0x4E00, 0x4FFF), (0xAC00, 0xAD00), (0x1F300, 0x1F6FF), (0x20000, 0x20100)]
            texts.append("".join(chr(rng.randint(*rng.choice(ranges))) for _ in range(rng.randint(1, 24))))
        else:
            parts = []
            for _ in range(rng.randint(2, 14)):
                atom = rng.choice(ATOMS)
                parts += [rng.choice([atom, atom, atom.upper(), atom.lower()]), rng.choice(GLUE)]
            texts.append("".join(parts))
    return texts


def encode_cases(tokenizer: Tokenizer, texts: list[str]) -> list[dict]:
    cases = []
    for text in texts:
        encoding = tokenizer.encode(text, add_special_tokens=False)
        at = utf16_index(text)
        spans = [unit for start, end in encoding.offsets for unit in (at[start], at[end])]
        cases.append({"text": text, "ids": encoding.ids, "tokens": encoding.tokens, "spans": spans})
    return cases


def assigned_ranges() -> list[int]:
    """Flat [first, last, ...] of assigned code points; surrogates, which Rust text cannot hold, are left out."""
    ranges: list[int] = []
    for code in range(0x110000):
        if unicodedata.category(chr(code)) in ("Cn", "Cs"):
            continue
        if ranges and ranges[-1] == code - 1:
            ranges[-1] = code
        else:
            ranges += [code, code]
    return ranges


def code_point_blocks(tokenizer: Tokenizer, ranges: list[int]) -> dict[str, str]:
    """Block number (hexadecimal) -> SHA-256 over the lines "words separated by a space" of "a", code point, "b"."""
    lines: dict[int, list[str]] = {}
    for first, last in zip(ranges[::2], ranges[1::2]):
        for code in range(first, last + 1):
            normal = tokenizer.normalizer.normalize_str(f"a{chr(code)}b")
            words = [word for word, _ in tokenizer.pre_tokenizer.pre_tokenize_str(normal)]
            lines.setdefault(code // BLOCK, []).append(" ".join(words) + "\n")
    return {f"{block:x}": hashlib.sha256("".join(text).encode()).hexdigest() for block, text in lines.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "fixtures")
    parser.add_argument("--count", type=int, default=600, help="generated strings beside the hand-written ones")
    args = parser.parse_args()

    tokenizer = Tokenizer.from_file(str(args.tokenizer))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    vocabulary = json.loads(args.tokenizer.read_text(encoding="utf-8"))["model"]["vocab"]
    made_with = {"tokenizers": tokenizers.__version__, "unicode": unicodedata.unidata_version, "vocabSize": len(vocabulary)}

    texts = list(dict.fromkeys(HAND + generated(seed=3, count=args.count)))
    cases = ",\n".join(json.dumps(case, ensure_ascii=True, separators=(",", ":")) for case in encode_cases(tokenizer, texts))
    (args.out / "tokenizerOracle.json").write_text(f'{{"madeWith":{json.dumps(made_with)},"cases":[\n{cases}\n]}}\n')

    ranges = assigned_ranges()
    blocks = code_point_blocks(tokenizer, ranges)
    points = {"madeWith": made_with, "blockSize": BLOCK, "assigned": ranges, "sha256": blocks}
    (args.out / "codePointOracle.json").write_text(json.dumps(points, separators=(",", ":")) + "\n")
    print(f"{len(texts)} strings, {len(blocks)} blocks of code points, tokenizers {tokenizers.__version__}")


if __name__ == "__main__":
    main()
