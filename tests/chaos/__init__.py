"""The whole stack under load while its parts are killed, paused, flushed and made to lie.

Afterwards PostgreSQL, the object store and the receiver's log are looked at: nothing accepted may be
lost or stuck. `python -m tests.chaos --seed 1 --jobs 300` prints a line for each fault and a summary.
"""
