"""found.ndjson → COMPARE.md."""

import json
import pathlib
import sys

SENTENCES = (pathlib.Path(__file__).parent / "sentences.txt").read_text(encoding="utf-8").splitlines()

INTRO = """# gongbao and its peers

The same twenty invented sentences through six programs, each with its own settings as they come,
and what they found. Written by `benches/peers/run`; nothing is left out or put right.

The peers have other aims. JioNLP's extractor is asked for money alone; Recognizers-Text for
numbers, percentages, currencies and dimensions; duckling for numerals, ordinals, money, distance,
quantity, volume and duration; chinese2digits turns numerals into digits and knows no units. None of
them reads hedges, changes, what is measured, or the document around it; gongbao reads neither
dates relative to today, nor phone numbers, nor languages but Chinese.

In gongbao's column the brackets hold the unit's code, the hedge, the change and its basis, and the
words for what is measured or counted.

## Speed

One thread, the seed bulletin (`fixtures/seed.txt`, 11 kB), best round. The peers are given it line by
line, as sentences are what they are made for; gongbao reads it whole, header, outline and all.

| program | version | MB of UTF-8 a second | gongbao is faster by |
| --- | --- | ---: | ---: |
"""


def cell(found: list[str]) -> str:
    return "<br>".join(words.replace("|", "\\|") for words in found) or "–"


def main() -> None:
    with open(sys.argv[1], encoding="utf-8") as rows:
        peers = [json.loads(row) for row in rows if row.strip()]
    own = next(peer for peer in peers if peer["peer"] == "gongbao")
    out = INTRO
    for peer in peers:
        times = own["mb_per_s"] / peer["mb_per_s"]
        factor = "" if peer is own else f"{times:,.0f} times"
        out += f"| {peer['peer']} | {peer['version']} | {peer['mb_per_s']:.3g} | {factor} |\n"
    out += "\n## Findings\n"
    for n, sentence in enumerate(SENTENCES):
        out += f"\n### {n + 1}. {sentence}\n\n| program | found |\n| --- | --- |\n"
        for peer in (peer for peer in peers if peer["found"]):
            out += f"| {peer['peer']} | {cell(peer['found'][n])} |\n"
    sys.stdout.write(out)


if __name__ == "__main__":
    main()
