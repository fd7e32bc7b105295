"""Bytes to laid-out text: one reader for each format, a facade, and the sandbox around it.

Nothing here knows what a CV is. Each format's library is imported when its first file comes.
"""
