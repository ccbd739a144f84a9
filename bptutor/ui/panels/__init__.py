"""panels: what stands around the drawing. Each is shown a frozen view and asks by `…_requested` signals.

A panel knows neither the store nor another panel. `show_view(view)` is silent: it emits nothing.
"""
