#!/usr/bin/env python3
"""Opens a batch's Parquet files with DuckDB: types, counts against the NDJSON, three questions.

    .ci/duckdb_check.py GONGBAO [COUNT]     # a gongbao built with `--features parquet`

Needs `pip install duckdb`. Prints the answers as the README shows them; exits 1 where something is off.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

import duckdb

here = pathlib.Path(__file__).resolve().parent
TYPES = {
    "path": "VARCHAR", "written_date": "DATE", "value": "DECIMAL(38,10)", "low": "DECIMAL(38,10)",
    "normalised_value": "DECIMAL(38,10)", "value_text": "VARCHAR", "period": "VARCHAR", "start": "BIGINT",
}
QUESTIONS = {
    "one indicator over years": """
        SELECT period AS year, count(*) AS reports, CAST(avg(value) / 1e8 AS DECIMAL(10,2)) AS gdp_yi
        FROM 'out.parquet'
        WHERE indicator = '地区生产总值' AND unit = '元'
        GROUP BY year ORDER BY year LIMIT 5""",
    "the largest growth by county": """
        SELECT regexp_extract(path, '[^/]+县') AS county, CAST(max(value) AS DECIMAL(5,1)) AS growth,
               arg_max(period, value) AS year
        FROM 'out.parquet'
        WHERE indicator = '地区生产总值' AND change = 'increase' AND unit = '%'
        GROUP BY county ORDER BY growth DESC, county LIMIT 5""",
    "all quantities with a missing unit": """
        SELECT regexp_extract(path, '[^/]+$') AS file, text, object, sentence
        FROM 'out.parquet'
        WHERE unit = '' AND value_text <> '0'
        ORDER BY path, start LIMIT 5""",
}


def check(holds, what):
    if not holds:
        sys.exit(f"duckdb_check: {what}")


def main():
    gongbao = str(pathlib.Path(sys.argv[1]).resolve())
    count = sys.argv[2] if len(sys.argv) > 2 else "3000"
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        run = lambda *args: subprocess.run(args, cwd=folder, check=False).returncode
        check(run(sys.executable, str(here.parent / "scripts/make_archive.py"), count, "a.zip") == 0, "no archive")
        for out in ("out.parquet", "out.ndjson", "out.csv"):
            check(run(gongbao, "batch", "a.zip", "--out", out, "--quiet") in (0, 1), f"no {out}")
        db = duckdb.connect()
        db.execute(f"SET file_search_path = '{folder}'")
        types = {name: kind for name, kind, *_ in db.sql("DESCRIBE SELECT * FROM 'out.parquet'").fetchall()}
        for name, kind in TYPES.items():
            check(types.get(name) == kind, f"{name} is {types.get(name)}, not {kind}")
        rows = db.sql("SELECT path, count(*) FROM 'out.parquet' GROUP BY path").fetchall()
        documents = dict(db.sql("SELECT path, quantities FROM 'out.documents.parquet'").fetchall())
        lines = [json.loads(line) for line in (folder / "out.ndjson").open(encoding="utf-8")]
        expected = {line["source"]["path"]: len(line["quantities"]) for line in lines}
        check(documents == expected, "the documents table disagrees with the NDJSON")
        check(dict(rows) == {path: n for path, n in expected.items() if n}, "rows disagree with the NDJSON")
        check(len(rows) > 0, "no rows at all")
        rows_of = lambda source: db.sql(f"SELECT count(*) FROM {source}").fetchall()[0][0]
        csv = rows_of("read_csv('out.csv', sample_size=-1)")
        check(csv == rows_of("'out.parquet'"), "CSV and Parquet have different numbers of rows")
        wrong = "'out.parquet' WHERE value <> TRY_CAST(value_text AS DECIMAL(38,10))"
        check(rows_of(wrong) == 0, "value and value_text disagree")
        for question, sql in QUESTIONS.items():
            answer = db.sql(sql)
            check(len(answer.fetchall()) > 0, f"no answer to: {question}")
            print(f"-- {question}")
            print(answer)


if __name__ == "__main__":
    main()
