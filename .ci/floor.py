#!/usr/bin/env python3
"""Compares the accuracy figures with the floors in floors.json; exits 1 where one is lower."""
import json
import pathlib
import subprocess
import sys

here = pathlib.Path(__file__).parent
shared = here.parent.parent / "shared"
program = here.parent / "target" / "release" / "gongbao"
run = subprocess.run(
    [sys.executable, shared / "score" / "score.py", shared / "gold", f"{program} parse {{}}", "--json"],
    capture_output=True, text=True, check=True,
)
figures = json.loads(run.stdout)
fallen = []
for name, floor in json.loads((here / "floors.json").read_text()).items():
    key, part = name.split(".")
    figure = figures.get(key, {}).get(part)
    low = figure is None or figure < floor
    print(f"{name:22} {figure}  (floor {floor}){'  FELL' if low else ''}")
    if low:
        fallen.append(name)
if figures["span_mismatch"]:
    fallen.append("span_mismatch")
    print("span_mismatch", figures["span_mismatch"])
sys.exit(1 if fallen else 0)
