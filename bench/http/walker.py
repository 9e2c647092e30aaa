"""A peer for /api/files that does what ISR does for each request: it walks the folder, keeps lengths in memory, takes each file's time from its name,
asks whether it is being recorded, and looks for its analysis: walker.py FOLDER PORT."""
import datetime
import http.server
import json
import os
import re
import sys
import wave

folder, port = sys.argv[1], int(sys.argv[2])
analyses = os.path.join(folder, "analyses")
lengths = {}
clock = re.compile(r"(\d{8})_(\d{6})")


def length(path, seen):
    key = (path, seen.st_mtime_ns, seen.st_size)
    if key not in lengths:
        with wave.open(path) as file:
            lengths[key] = file.getnframes() / file.getframerate()
    return lengths[key]


def date(name, seen):
    found = clock.search(name)
    time = datetime.datetime.strptime(found[1] + found[2], "%Y%m%d%H%M%S") if found else datetime.datetime.fromtimestamp(seen.st_mtime)
    return time.strftime("%Y-%m-%d %H:%M:%S")


def analysis(name):
    try:
        with open(os.path.join(analyses, name + ".json"), encoding="utf-8") as file:
            return file.read(256)
    except FileNotFoundError:
        return None


def active():
    try:
        with open(os.path.join(folder, "status.json"), encoding="utf-8") as file:
            return set(json.load(file)["active"])
    except FileNotFoundError:
        return set()


def listing():
    files = []
    recorded = active()
    for directory, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if name.endswith(".wav"):
                path = os.path.join(directory, name)
                seen = os.stat(path)
                relative = os.path.relpath(path, folder)
                files.append({
                    "name": relative, "size": seen.st_size, "mtime": seen.st_mtime, "date": date(name, seen), "duration": length(path, seen),
                    "ext": os.path.splitext(name)[1][1:].lower(), "recording": relative in recorded, "cached_analysis": analysis(relative)})
    files.sort(key=lambda file: file["mtime"], reverse=True)
    return files


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = json.dumps(listing() if self.path == "/api/files" else []).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        pass


http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()
