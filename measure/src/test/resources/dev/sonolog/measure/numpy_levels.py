"""Writes numpy-levels.csv: the root mean square of windows of pseudo-random samples as NumPy computes it, before any rounding.

    python3 numpy_levels.py > numpy-levels.csv

The samples are the upper bits of a linear congruential generator (Knuth's MMIX), which begins with the number of channels; frame by frame, channel
by channel. Sixteen bits are averaged over the channels in double precision, others as single-precision fractions of full scale. Made with NumPy 1.24.2.
"""
import numpy as np

MASK = (1 << 64) - 1
WINDOWS = (4800, 4800, 1234, 7)


def samples(state, bits, count):
    values = np.empty(count, dtype=np.int32)
    for i in range(count):
        state = (state * 6364136223846793005 + 1442695040888963407) & MASK
        values[i] = (state >> (64 - bits)) - ((state >> 63) << bits)
    return values


def level(frames, bits):
    if bits == 16:
        mono = frames.astype(np.int16).mean(axis=1)
        return np.sqrt(np.mean(mono ** 2)) / 32768
    mono = (frames / np.float32(1 << (bits - 1))).astype(np.float32).mean(axis=1)
    return np.sqrt(np.mean(mono.astype(np.float64) ** 2))


print("bits,channels,frames,level")
for bits, channels in ((16, 1), (16, 2), (16, 3), (16, 6), (16, 8), (24, 1), (24, 2)):
    frames = samples(channels, bits, sum(WINDOWS) * channels).reshape(-1, channels)
    at = 0
    for length in WINDOWS:
        value = level(frames[at:at + length], bits)
        print(f"{bits},{channels},{length},{float(value).hex()}")
        at += length
