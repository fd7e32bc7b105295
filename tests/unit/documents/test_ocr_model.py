"""The recogniser's model without the signs of other scripts: the same answers for those kept."""

from pathlib import Path

import pytest

from shared.documents import ocr, ocr_model

numpy = pytest.importorskip("numpy")
onnx = pytest.importorskip("onnx")
runtime = pytest.importorskip("onnxruntime")

CHARACTERS = ["A", "中", "é", "：", "—"]
COLUMNS = len(CHARACTERS) + 2  # with "nothing" and the space
KEPT = [0, 1, 3, 5, 6]  # of the columns


def a_model(folder: Path, *, characters: list[str] | None) -> Path:
    """Return a model that weighs each character by one number of its input."""
    helper, numbers = onnx.helper, numpy.arange(4.0 * COLUMNS, dtype=numpy.float32)
    weights = onnx.numpy_helper.from_array(numbers.reshape(4, COLUMNS), "weights")
    bias = onnx.numpy_helper.from_array(numbers[:COLUMNS], "bias")
    graph = helper.make_graph(
        [
            helper.make_node("MatMul", ["x", "weights"], ["weighed"]),
            helper.make_node("Add", ["weighed", "bias"], ["y"]),
        ],
        "last layer",
        [helper.make_tensor_value_info("x", onnx.TensorProto.FLOAT, [1, 4])],
        [helper.make_tensor_value_info("y", onnx.TensorProto.FLOAT, [1, COLUMNS])],
        [weights, bias],
    )
    opset = helper.make_opsetid("", 11)
    model = helper.make_model(graph, opset_imports=[opset], ir_version=8)
    if characters is not None:
        helper.set_model_props(model, {ocr_model.CHARACTERS: "\n".join(characters)})
    path = folder / "whole.onnx"
    onnx.save(model, path)
    return path


def answers(model: bytes) -> tuple[list[float], list[str]]:
    session = runtime.InferenceSession(model, providers=["CPUExecutionProvider"])
    given = numpy.array([[1, 2, 3, 4]], dtype=numpy.float32)
    characters = session.get_modelmeta().custom_metadata_map[ocr_model.CHARACTERS]
    return session.run(None, {"x": given})[0][0].tolist(), characters.split("\n")


def test_what_is_kept_is_weighed_as_before(tmp_path: Path):
    whole = a_model(tmp_path, characters=CHARACTERS)

    cut = ocr_model.latin(whole)

    before, _ = answers(whole.read_bytes())
    after, characters = answers(cut)
    assert characters == ["A", "é", "—"]
    assert after == [before[column] for column in KEPT]


@pytest.mark.parametrize("characters", [None, ["A", "é"]])
def test_a_model_made_otherwise_is_left_as_it_is(tmp_path: Path, characters: list[str] | None):
    whole = a_model(tmp_path, characters=characters)

    assert ocr_model.latin(whole) == whole.read_bytes()


def test_the_model_in_use_is_cut():
    rapidocr = pytest.importorskip("rapidocr")
    (whole,) = (Path(rapidocr.__file__).parent / "models").glob(ocr.RECOGNISER)

    cut = ocr_model.latin(whole)

    characters = onnx.load_from_string(cut).metadata_props[0].value.split("\n")
    assert {"é", "ß", "ñ", "Œ", "@", "–"} <= set(characters)
    assert len(characters) < 1_000
    assert len(cut) < whole.stat().st_size
