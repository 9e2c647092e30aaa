"""Makes a folder of many short WAV files: many.py FOLDER COUNT."""
import datetime
import os
import struct
import sys

folder, count = sys.argv[1], int(sys.argv[2])
samples = bytes(1600)
head = (b"RIFF" + struct.pack("<I", 36 + len(samples)) + b"WAVEfmt "
        + struct.pack("<IHHIIHH", 16, 1, 1, 8000, 16000, 2, 16) + b"data" + struct.pack("<I", len(samples)))
start = datetime.datetime(2020, 1, 1)
for i in range(count):
    time = start + datetime.timedelta(minutes=10 * i)
    month = os.path.join(folder, f"{time:%Y%m}")
    os.makedirs(month, exist_ok=True)
    with open(os.path.join(month, f"{time:%Y%m%d_%H%M%S}.wav"), "wb") as file:
        file.write(head + samples)
