"""The library inside every function: what happens to a CV, and the parts it needs.

Nothing here knows how the functions are run; that is `local/` and the platforms.
"""
