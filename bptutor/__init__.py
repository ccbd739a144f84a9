"""Backprop Tutor: step through backpropagation, one multiplication at a time.

The rooms, from left to right; a room may import only what stands to the left of it:

    foundation <- engine <- trace <- lesson <- exercise, export <- study <- ui, cli <- app

Each room's own docstring says what it is for. The order is kept by the import contracts in pyproject.toml.
"""

__version__ = "0.1.0"
