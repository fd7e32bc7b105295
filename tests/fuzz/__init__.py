"""Good CVs damaged at random, from a seed: what reads and parses them never crashes, hangs, or grows."""
