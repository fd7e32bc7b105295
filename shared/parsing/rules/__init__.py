"""The local engine: laid-out text to CV by rules over tables of words, offline.

One module for each thing that a CV says. The words are in `data/`, for anyone to extend; nothing
here knows a layout, a person or a template.
"""
