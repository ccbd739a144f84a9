"""Foundation: what every other room needs and what needs none of them.

Errors that are sentences, floats as text, places on disk, files that are never half written. Nothing in
here knows what a network is; nothing in here imports Qt.
"""
