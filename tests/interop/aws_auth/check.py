"""Mends every document of the corpus and compares what kubectl reads of it with what was written."""

import json
import pathlib
import subprocess
import sys
import tempfile

from pydantic_sarif import model

CORPUS = pathlib.Path("crates/aws-auth/tests/it/data/corpus")
VARIANTS = pathlib.Path("crates/aws-auth/tests/it/data/variants.jsonl")
SECTIONS = ("mapRoles", "mapUsers", "mapAccounts")


def documents():
    for path in sorted(CORPUS.glob("*.yaml")):
        yield path.stem, path.read_bytes().decode()
    for line in VARIANTS.read_text().split("\n"):
        if line:
            row = json.loads(line)
            yield row["id"], row["manifest"]


def run(arguments, text):
    return subprocess.run(arguments, input=text.encode(), capture_output=True, check=False)


def kubectl_data(path):
    """What kubectl makes of the file: the data of the ConfigMap, or None where it reads none."""
    command = ["kubectl", "patch", "--local", "-f", path, "--type", "merge", "-p", "{}", "-o"]
    done = run([*command, "json"], "")
    if done.returncode != 0:
        return None, done.stderr.decode()
    again = run([*command, "yaml"], "")
    assert again.returncode == 0, again.stderr
    decoder, text, found = json.JSONDecoder(), done.stdout.decode().strip(), []
    while text:
        value, end = decoder.raw_decode(text)
        found.append(value)
        text = text[end:].lstrip()
    return [it.get("data") or {} for it in found if it.get("metadata", {}).get("name") == "aws-auth"], ""


def main():
    program = sys.argv[1]
    failed, read, skipped = [], 0, 0
    logs = []
    for name, text in documents():
        fixed = json.loads(run([program, "fix", "--format", "json"], text).stdout)["files"][0]["text"]
        logs.append((name, run([program, "lint", "--format", "sarif"], text).stdout))
        loaded = json.loads(run([program, "lint", "--format", "json"], fixed).stdout)["files"][0]
        with tempfile.NamedTemporaryFile("w", suffix=".yaml", newline="") as file:
            file.write(fixed)
            file.flush()
            data, error = kubectl_data(file.name)
        if loaded["ignored"] or loaded.get("rejected"):
            # What is left is no ConfigMap aws-auth that could be read: there is nothing to compare.
            skipped += 1
            continue
        if not data:
            failed.append(f"{name}: kubectl does not read it: {error.strip()}")
            continue
        read += 1
        # The sections as kubectl reads them load the same entries as the file.
        config = {key: data[-1].get(key) for key in SECTIONS}
        question = json.dumps({"id": name, "data": config})
        answer = json.loads(run([program, "lint", "--batch"], question).stdout)
        for key in ("roles", "users", "accounts", "error"):
            if answer.get(key) != loaded.get(key):
                failed.append(f"{name}: {key} differ: {answer.get(key)} and {loaded.get(key)}")
    for name, log in logs:
        try:
            model.StaticAnalysisResultsFormatSarifVersion210JsonSchema.model_validate_json(log)
        except ValueError as error:
            failed.append(f"{name}: no SARIF: {error}")
    print("\n".join(failed), file=sys.stderr)
    print(f"{read} mended documents read by kubectl, {skipped} that are none, {len(logs)} SARIF logs")
    print(f"{read + len(logs) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


sys.exit(main())
