"""widgets: small general controls that know the theme and nothing of backpropagation's state.

Each takes the ThemeManager first, follows its `changed`, sizes itself from the theme, can be reached by
keyboard and has an accessible name.
"""
