"""canvas: the drawing of the network, which is what the tutor is known for.

Four kinds of module, each knowing only those before it. Where things are: `rects`, `measures`, `folding`,
`places`, `chain_layout`, `column_layout`, `geometry`, `labels`, `hit`, `viewport`, `arranging` are plain
functions in em of the text, without Qt or colours, so that a layout can be tested by its numbers. What is
shown where, and in words: `shown`, `speech`, `walking`. How things look: `symbols`, `look`, `marks`, `boxes`.
Painting: `still` is what stays while one steps (`still_picture` keeps it), `live` and `lit_edges` what a step
changes, `painting` both; exports (`ui.pictures`) paint with the same code. Last the `widget`.

What may not enter: deciding what is lit or known. That comes in a NetworkView, and the canvas shows it.
"""
