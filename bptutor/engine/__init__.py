"""Engine: whole layers at once.

What may enter: arrays and the mathematics of networks. A network is a frozen value; a pass over it makes
new arrays and changes none. Forward stands beside backward, a function beside its derivative, so that a
person can compare them line by line.

Shapes: examples are rows. x is (m, n_0), y is (m, n_L), z and a of layer l are (m, n_l); weights of
layer l are (n_l, n_(l-1)), row j feeds neuron j. The engine is the fast one of two witnesses: `trace`
names every product one by one, and the tests hold the two against each other.
"""
