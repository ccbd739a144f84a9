"""Engine: whole layers at once.

What may enter: arrays and the mathematics of networks. A network is a frozen value; a pass over it makes
new arrays and changes none. Forward stands beside backward, a function beside its derivative, so that a
person can compare them line by line.

Shapes: examples are rows. x is (m, n_0), y is (m, n_L), z and a of layer l are (m, n_l); weights of
layer l are (n_l, n_(l-1)), row j feeds neuron j. The engine is the fast one of two witnesses: `trace`
names every product one by one, and the tests hold the two against each other.

Why training has a room within the room: `passes` is written to be read and makes new arrays, `workspace`
and `kernels` write over their own and take the short way where an output layer collapses to ŷ − y. The
tests hold both against each other, update by update, and both against central differences (`nudges`,
`gradient_check`), which know no derivative at all.

Why documents are read in three goes (`document_schema`, `document_reader`, `document_numbers`): keys and
words first, strictly; then sizes; numbers last. So no file takes memory that the limits do not allow, and
every complaint knows its field.

Why changes of a document are functions (`changes` and its neighbours): each takes a document and gives a new
one that shares every array that it leaves alone, so that undo is a list of documents and costs next to
nothing. What a change forces besides (softmax for cross-entropy, a column of targets for an output more) is
done in the same place and said in a sentence; no document that the strict reader would refuse comes out.

Why optimisers are there twice: `optimisers` is written as the papers are, `trace.optimiser_steps` makes the
same numbers from products and sums, one at a time, and the tests hold both against each other and PyTorch.

Why other programs' files are read in two goes (`weights_files`, then `weights_files_guess`): the first knows
formats and sizes and never what an array means; the second guesses that from names and shapes, and its guess
is a proposal that a person sees before it is taken.
"""
