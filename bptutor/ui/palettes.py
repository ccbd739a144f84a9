"""Every colour of the window, light and dark, as plain `#RRGGBB` text without Qt.

Text roles (ink, muted, the four phase colours) reach 4.5 : 1 on every background role, those of runs on the
surface; `edge` and `focus` reach 3 : 1; a test computes it. `faint` and `line` are decoration: they never
carry meaning alone."""

from typing import Literal

from bptutor.foundation.frozen import Frozen

Phase = Literal["forward", "cost", "backward", "update"]
PHASES: tuple[Phase, ...] = ("forward", "cost", "backward", "update")


class Palette(Frozen):
    """The colour roles of one appearance; each field but `dark` is `#RRGGBB`.

    A phase's colour says which way a value flows and is never used for its sign."""

    dark: bool
    ground: str  # behind the cards
    surface: str  # cards, panels, bars
    sunk: str  # wells inside a surface: code, inputs at rest, the segment's trough
    line: str  # hairlines
    ink: str
    muted: str  # secondary text
    faint: str  # decoration only, never text that must be read
    forward: str
    forward_tint: str
    backward: str
    backward_tint: str
    cost: str
    cost_tint: str
    update: str
    update_tint: str
    edge: str  # a network edge at rest, and borders that must be seen
    on_accent: str  # text on a phase colour
    on_ink: str  # text on `ink`, as on the play button
    raised: str  # the chosen part of a segment
    hover: str  # a control under the pointer
    pressed: str
    focus: str  # the keyboard's ring
    run_1: str  # lines of earlier runs on the cost curve, each with a pattern of its own as well
    run_2: str
    run_3: str
    run_4: str

    def phase_colour(self, phase: str) -> str:
        """The phase's own colour, for text, lines and marks."""
        return {
            "forward": self.forward,
            "cost": self.cost,
            "backward": self.backward,
            "update": self.update,
        }[phase]

    def run_colour(self, dash: int) -> str:
        """The colour of a run on the cost curve by its pattern; the whole line, 0, is the present run's."""
        return (self.cost, self.run_1, self.run_2, self.run_3, self.run_4)[dash]

    def phase_tint(self, phase: str) -> str:
        """The phase's background, on which its colour and `ink` are readable."""
        return {
            "forward": self.forward_tint,
            "cost": self.cost_tint,
            "backward": self.backward_tint,
            "update": self.update_tint,
        }[phase]


# Forward and backward are a shade darker than the design's #0072B2 and #C24E00, which as text stay under
# 4.5 : 1 on some tints.
LIGHT = Palette(
    dark=False,
    ground="#F5F6F8",
    surface="#FFFFFF",
    sunk="#EEF0F3",
    line="#D5DAE1",
    ink="#1B2430",
    muted="#586374",
    faint="#A3ACB8",
    forward="#006FAE",
    forward_tint="#E3F0F8",
    backward="#B54800",
    backward_tint="#FBEBDD",
    cost="#8A3B8F",
    cost_tint="#F5E8F5",
    update="#00795A",
    update_tint="#DFF3EC",
    edge="#7A8798",
    on_accent="#FFFFFF",
    on_ink="#FFFFFF",
    raised="#FFFFFF",
    hover="#EEF0F3",
    pressed="#E3E7EC",
    focus="#006FAE",
    run_1="#6B6A00",
    run_2="#B0336E",
    run_3="#4A6B7C",
    run_4="#85582E",
)

DARK = Palette(
    dark=True,
    ground="#12161C",
    surface="#1B212A",
    sunk="#161B22",
    line="#323B48",
    ink="#E7EBF1",
    muted="#9DA9B8",
    faint="#5B6675",
    forward="#5DB7EC",
    forward_tint="#17303F",
    backward="#F0A03A",
    backward_tint="#3A2A14",
    cost="#D59ADB",
    cost_tint="#33233A",
    update="#3CC79E",
    update_tint="#14332A",
    edge="#738091",
    on_accent="#12161C",
    on_ink="#12161C",
    raised="#1F2630",
    hover="#262E39",
    pressed="#2D3643",
    focus="#5DB7EC",
    run_1="#C9C653",
    run_2="#F089B5",
    run_3="#93BACB",
    run_4="#CDA077",
)


def mixed(colour: str, ground: str, part: float) -> str:
    """`colour` laid over `ground` with opacity `part` in 0..1, as an opaque colour."""
    pairs = ((int(colour[i : i + 2], 16), int(ground[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(top * part + under * (1 - part)):02X}" for top, under in pairs)


def luminance(colour: str) -> float:
    """Relative luminance in 0..1 (WCAG 2.2)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio in 1..21, the same whichever colour comes first (WCAG 2.2)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)
