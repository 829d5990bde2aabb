"""Compares what the programs printed with the table that the classifier's tests read; writes it where it is not there.

Usage: compare_captured.py CAPTURED TABLE
"""

import json
import pathlib
import re
import sys

# What differs from run to run: ids of requests and instances, and what EC2 encodes.
VARIABLE = [
    (re.compile(r"Encoded authorization failure message: [\w-]+"), "Encoded authorization failure message: ENCODED"),
]


def rows(file):
    found = {}
    for line in pathlib.Path(file).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for pattern, word in VARIABLE:
            row["text"] = pattern.sub(word, row["text"])
        found[row["id"]] = row
    return found


def main(captured, table):
    now = rows(captured)
    if not pathlib.Path(table).exists():
        lines = [json.dumps(now[key], ensure_ascii=False) + "\n" for key in sorted(now)]
        pathlib.Path(table).write_text("".join(lines), encoding="utf-8")
        print(f"{table} is written, {len(lines)} texts; look at it before it is committed")
        return 0
    kept = rows(table)
    wrong = [key for key in sorted(now.keys() | kept.keys()) if now.get(key) != kept.get(key)]
    for key in wrong:
        print(f"{key}: printed {now.get(key)}\n  the table has {kept.get(key)}")
    if wrong:
        print(f"{table} is not what the programs print; delete it and run again to write it anew")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
