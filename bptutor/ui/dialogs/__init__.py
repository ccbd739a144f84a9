"""Windows over the window: finding an action, keys, settings, about, a number of iterations."""
