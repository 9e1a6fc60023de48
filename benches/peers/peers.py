"""What three Python libraries find in the sentences, one JSON object a line, and how fast.

Run by ./run; prints {"peer", "version", "found": [[...], ...], "mb_per_s"} for each.
"""

import json
import pathlib
import sys
import time
from importlib.metadata import version

import chinese2digits
import jionlp
from recognizers_number import Culture, recognize_number, recognize_percentage
from recognizers_number_with_unit import recognize_currency, recognize_dimension

HERE = pathlib.Path(__file__).resolve().parent
SENTENCES = (HERE / "sentences.txt").read_text(encoding="utf-8").splitlines()
SEED = (HERE.parent.parent / "fixtures" / "seed.txt").read_text(encoding="utf-8")


def money(text):
    for hit in jionlp.ner.extract_money(text, with_parsing=True):
        detail = hit["detail"]
        number = detail["num"]
        number = "–".join(number) if isinstance(number, list) else number
        exact = "" if detail["definition"] == "accurate" else f" ({detail['definition']})"
        yield f"{hit['text']} → {number} {detail['case']}{exact}"


def money_and_times(text):
    yield from money(text)
    yield from jionlp.ner.extract_time(text, time_base=0, with_parsing=True)


def recognized(text):
    found = {}
    for recognize in (recognize_number, recognize_percentage, recognize_currency, recognize_dimension):
        for hit in recognize(text, Culture.Chinese):
            resolution = hit.resolution or {}
            value, unit = resolution.get("value"), resolution.get("unit", "")
            # the longest reading of a place
            kept = [(s, e) for s, e in found if s <= hit.end and hit.start <= e]
            if any(e - s >= hit.end - hit.start and not unit for s, e in kept):
                continue
            for key in kept:
                del found[key]
            found[hit.start, hit.end] = f"{hit.text} → {value} {unit}".rstrip()
    return [found[key] for key in sorted(found)]


def digits(text):
    read = chinese2digits.takeNumberFromString(text)
    return [f"{a} → {b}" for a, b in zip(read["CHNumberStringList"], read["digitsStringList"])]


def speed(find):
    """MB of UTF-8 a second, over the lines of the seed, in the best of three rounds."""
    lines = [line for line in SEED.splitlines() if line.strip()]
    size = sum(len(line.encode()) for line in lines)
    best = 0.0
    for _ in range(3):
        start = time.perf_counter()
        for line in lines:
            try:
                list(find(line))
            except Exception:  # counted with the time it took
                pass
        best = max(best, size / (time.perf_counter() - start) / 1e6)
    return best


def attempt(find, text):
    try:
        return list(find(text))
    except Exception as error:
        return [f"({type(error).__name__}: {error})"]


PEERS = [
    ("JioNLP", "jionlp", money),
    ("Recognizers-Text", "recognizers-text-suite", recognized),
    ("chinese2digits (Python)", "chinese2digits", digits),
]

for name, package, find in PEERS:
    found = [attempt(find, sentence) for sentence in SENTENCES]
    row = {"peer": name, "version": version(package), "found": found, "mb_per_s": speed(find)}
    json.dump(row, sys.stdout, ensure_ascii=False)
    print(flush=True)

# gongbao reads times as well: what it costs the peer to do so
row = {"peer": "JioNLP, times as well", "version": version("jionlp"), "found": None}
json.dump(row | {"mb_per_s": speed(money_and_times)}, sys.stdout, ensure_ascii=False)
print()
