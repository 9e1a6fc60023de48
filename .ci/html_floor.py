#!/usr/bin/env python3
"""Reads every page in ../shared/corpus/html and compares index number, title, issuing body and 文号
with the NNN.meta.json beside it; exits 1 where less than the floor is right.

    python3 .ci/html_floor.py [FOLDER]
"""
import json
import pathlib
import subprocess
import sys
import unicodedata

FLOOR = 0.98
# key in the header, key in the meta file
FIELDS = [
    ("index_number", "index_number"),
    ("title", "title"),
    ("issuer", "release_office"),
    ("document_number", "release_number"),
]
# brackets around the year of a 文号 are written in many ways
BRACKETS = str.maketrans("[]［］﹝﹞【】", "〔〕〔〕〔〕〔〕")

here = pathlib.Path(__file__).parent
program = here.parent / "target" / "release" / "gongbao"
default = here.parent.parent / "shared" / "corpus" / "html"
folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else default


def form(value):
    """The value without white space and invisible marks, in one form of brackets and widths."""
    folded = unicodedata.normalize("NFKC", value or "").translate(BRACKETS)
    return "".join(c for c in folded if not c.isspace() and unicodedata.category(c) != "Cf")


pages = sorted(folder.glob("*.meta.json"))
names = [meta.with_name(meta.name.replace(".meta.json", ".html")) for meta in pages]
run = subprocess.run(
    [program, "parse", "--format", "ndjson", *names], capture_output=True, text=True, check=True
)
right = {key: 0 for key, _ in FIELDS}
for meta, line in zip(pages, run.stdout.splitlines(), strict=True):
    want, header = json.loads(meta.read_text(encoding="utf-8")), json.loads(line)["header"]
    for key, name in FIELDS:
        if form(header[key]) == form(want.get(name)):
            right[key] += 1
        else:
            print(f"{meta.name}: {key} is {header[key]!r}, not {want.get(name)!r}")

share = sum(right.values()) / (len(FIELDS) * len(pages))
for key, count in right.items():
    print(f"{key:16} {count}/{len(pages)}")
print(f"{'share':16} {share:.4f}  (floor {FLOOR}){'  FELL' if share < FLOOR else ''}")
sys.exit(share < FLOOR)
