"""The LLM engine: laid-out text → an OpenAI-compatible endpoint → a CV that is found in the text.

Here: the call and its failures, the prompt and the answer, the check against the source. Not here:
reading files, rules over headings and layouts, and whether the endpoint may be called at all
(`shared.adapters.breaker`).
"""
