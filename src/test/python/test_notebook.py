"""The notebook runs from top to bottom."""

import nbformat
from nbclient import NotebookClient


def text_of(cell) -> str:
    """All that a cell shows as text."""
    outputs = [output.get("data", output).get("text/plain", "") for output in cell.outputs]
    return "\n".join(outputs + [output.get("text", "") for output in cell.outputs])


def test_the_notebook_on_digits_runs(root):
    folder = root / "src/site/notebooks"
    notebook = nbformat.read(folder / "digits.ipynb", as_version=4)
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(folder)}}).execute()
    shown = {cell.source: text_of(cell) for cell in notebook.cells if cell.cell_type == "code"}

    def output_of(code: str) -> str:
        return next(text for source, text in shown.items() if code in source)

    assert "epoch  30 of 30  loss" in output_of("model = DropoutClassifier(")
    assert "checking and dealing" not in output_of("model = DropoutClassifier(")
    assert "Figure" in output_of("plain.plot_history()")
    assert "with dropout" in output_of("results = ")
    assert "True" in output_of("loaded.weightsDigest() == model.weightsDigest()")
