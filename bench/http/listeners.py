"""Opens event streams, and tells what they cost the server: listeners.py PORT COUNT SECONDS PID."""
import os
import resource
import socket
import sys
import time

port, count, seconds, pid = (int(word) for word in sys.argv[1:])
resource.setrlimit(resource.RLIMIT_NOFILE, (count + 100, max(count + 100, resource.getrlimit(resource.RLIMIT_NOFILE)[1])))


def cpu():
    with open(f"/proc/{pid}/stat", encoding="ascii") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


clients = []
for _ in range(count):
    client = socket.create_connection(("127.0.0.1", port))
    client.sendall(b"GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
    clients.append(client)
for client in clients:
    greeting = b""
    while b"hello" not in greeting:
        piece = client.recv(65536)
        if not piece:
            sys.exit("a client was not greeted: " + greeting.decode("latin-1"))
        greeting += piece
time.sleep(5)
before, begin = cpu(), time.monotonic()
time.sleep(seconds)
used, elapsed = cpu() - before, time.monotonic() - begin
with open(f"/proc/{pid}/status", encoding="ascii") as file:
    memory = next(int(line.split()[1]) for line in file if line.startswith("VmRSS"))
print(f"{count} event clients: {100 * used / elapsed:.1f} % of a core, {memory / 1000:.0f} MB")
