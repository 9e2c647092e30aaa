#!/usr/bin/env python3
"""Lists the recordings of a folder as a web page without a database must: by reading the folder anew.

For each file its size, its time of modification, the start that its name tells and the duration that its header tells; the newest
first, as JSON. What a header said is kept in memory for the next time, until length or time of modification are others. Arguments: a
folder, how often. Prints how many files there are, and how many seconds each listing took.
"""

import datetime
import json
import os
import re
import sys
import time
import wave

NAME = re.compile(r"(\d{4})(\d\d)(\d\d)_(\d\d)(\d\d)(\d\d)")
EXTENSIONS = {".wav", ".flac", ".mp3", ".aac", ".ogg", ".opus"}


def duration(path):
    """Of WAV only, where the standard library knows it; others would take longer."""
    try:
        with wave.open(path, "rb") as file:
            return file.getnframes() / file.getframerate()
    except (wave.Error, EOFError, OSError):
        return None


def start(name, stat):
    found = NAME.search(name)
    at = datetime.datetime(*map(int, found.groups())) if found else datetime.datetime.fromtimestamp(stat.st_mtime)
    return at.strftime("%Y-%m-%d %H:%M:%S")


def entry(root, path, known):
    stat = os.stat(path)
    name = os.path.relpath(path, root)
    signature = (stat.st_mtime_ns, stat.st_size)
    if known.get(name, (None, None))[0] != signature:
        known[name] = (signature, duration(path))
    extension = os.path.splitext(path)[1][1:].lower()
    return {
        "name": name,
        "size": stat.st_size,
        "mtime": stat.st_mtime,
        "date": start(os.path.basename(path), stat),
        "duration": known[name][1],
        "ext": extension,
    }


def listing(root, known):
    entries = []
    for folder, folders, files in os.walk(root):
        folders[:] = [each for each in folders if not each.startswith(".")]
        for file in files:
            if os.path.splitext(file)[1].lower() in EXTENSIONS:
                entries.append(entry(root, os.path.join(folder, file), known))
    entries.sort(key=lambda each: each["mtime"], reverse=True)
    return len(entries), json.dumps(entries)


def main():
    root, times = sys.argv[1], int(sys.argv[2])
    known = {}
    for _ in range(times):
        begin = time.monotonic()
        count, _ = listing(root, known)
        print(f"{count} files {time.monotonic() - begin:.2f} s")


if __name__ == "__main__":
    main()
