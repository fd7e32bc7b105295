"""The model that recognises lines of text, cut down to the letters of Latin script.

RapidOCR's knows 18,700 characters, nearly all Chinese, and weighs each of them at every step: half
its time. Without them it is faster, and never reads a letter as a sign of another script.
"""

import unicodedata
from pathlib import Path
from typing import Any, Final

CHARACTERS: Final = "character"  # the model's own list of them, one a line
SIGNS: Final = frozenset("–—‘’“”•…€™→■□▪○●★☆")
LAST_LATIN: Final = "\u024f"  # of Latin Extended-B


def latin(model: Path) -> bytes:
    """Return the model in the file `model`, cut down.

    Its last layer has a column for each character, one before for "nothing", and one after for a
    space. A model that is made otherwise is returned as it is.
    """
    import numpy
    import onnx

    loaded = onnx.load(model)
    said = next((item for item in loaded.metadata_props if item.key == CHARACTERS), None)
    if said is None:
        return model.read_bytes()
    characters = said.value.split("\n")
    columns = len(characters) + 2
    last = [part for part in loaded.graph.initializer if part.dims and part.dims[-1] == columns]
    shapes = [shape for output in loaded.graph.output for shape in _last_dimension(output)]
    if not last or [shape.dim_value for shape in shapes] != [columns]:
        return model.read_bytes()
    kept = [place for place, character in enumerate(characters) if _is_latin(character)]
    places = [0, *(place + 1 for place in kept), columns - 1]
    for part in last:
        weights = onnx.numpy_helper.to_array(part)[..., places]
        part.CopyFrom(onnx.numpy_helper.from_array(numpy.ascontiguousarray(weights), part.name))
    shapes[0].dim_value = len(places)
    said.value = "\n".join(characters[place] for place in kept)
    return loaded.SerializeToString()


def _last_dimension(output: Any) -> list[Any]:
    return list(output.type.tensor_type.shape.dim)[-1:]


def _is_latin(character: str) -> bool:
    if len(character) != 1:
        return False
    if character in SIGNS or character.isascii():
        return True
    return character <= LAST_LATIN and not unicodedata.category(character).startswith("C")
