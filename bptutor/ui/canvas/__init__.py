"""canvas: the drawing of the network, which is what the tutor is known for.

Four kinds of module, each knowing only those before it:

- where things are, without Qt or colours, so that a layout can be tested by its numbers: `rects`,
  `measures` (em of the text), `folding`, `places`, `chain_layout`, `column_style`, `column_layout`,
  `geometry`, `labels`, `hit`, `viewport`, `arranging`; what is shown there, and in words: `shown`, `walking`,
  `speech`;
- how things look: `symbols`, `look`, `marks`, `boxes`, `rings`;
- painting: `still` with `rest_edges` and `surroundings` is what stays while one steps (`still_picture`
  keeps it), `live` with `lit_edges`, `compact`, `cost_node` and `weight_labels` what a step changes,
  `painting` both; exports (`ui.pictures`) paint with the same code;
- the `widget`, and what `hands` do on it.

What may not enter: deciding what is lit or known. That comes in a NetworkView, and the canvas shows it.
"""
