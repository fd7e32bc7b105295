"""`/async-function/…`: calls that are accepted now and made later, with an optional callback.

What waits holds what the caller sent, so in Redis it is sealed. Nothing here knows a CV.
"""
