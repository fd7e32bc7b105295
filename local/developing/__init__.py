"""Commands for those who write functions: call them, make events, look, and break things on purpose.

All work on a running stack, which they find by its home folder.
"""
