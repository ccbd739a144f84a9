"""What may stand in an answer: the characters, and the ways in which people write the name of a value."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from bptutor.engine.network import Network
from bptutor.foundation.frozen import Frozen
from bptutor.foundation.numbers import counted
from bptutor.trace.keys import RATE, C, Key, Kind

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉"
_DIGITS = str.maketrans(SUPERSCRIPTS + SUBSCRIPTS, "01234567890123456789")
# What has no width of its own comes along where text is copied from a page or a PDF.
_UNSEEN = [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF, 0xAD]
_SAME = str.maketrans("−–‐×·⋅∙•∗÷∕⁄′’∂ϑς\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}", "---******///''dθσ  ")
_SAME |= dict.fromkeys(_UNSEEN, ord(" "))

_N = "[0-9]{1,7}"
_LAYER = (
    rf"\^\({_N}\)|⁽[{SUPERSCRIPTS}]+⁾|\^?\[{_N}\]|[_^]?\{{{_N}\}}|[_^]?{_N}|[{SUPERSCRIPTS}]+|[{SUBSCRIPTS}]+"
)
_INDEX = rf"\[{_N}(?:,{_N})?\]|_\{{{_N}(?:,{_N})?\}}|_{_N}(?:[,_]{_N})?|[{SUBSCRIPTS}]+(?:,[{SUBSCRIPTS}]+)?"


def _layered(bases: str, tag: str) -> str:
    return rf"(?P<base{tag}>{bases})(?P<layer{tag}>{_LAYER})(?P<index{tag}>{_INDEX})?"


_OUTER = rf"(?P<base_o>ŷ|yhat|y_hat)(?P<index_o>{_INDEX}|{_N})?"
_PARAMETER_OR_VALUE = "theta|Theta|θ|w|W|b|z|a"
_VALUE = re.compile(_layered(_PARAMETER_OR_VALUE, ""))
_FLAT = re.compile(rf"(?P<base>ŷ|yhat|y_hat|x|y)(?P<index>{_INDEX}|{_N})?")
_DELTA = re.compile(_layered("δ|delta", ""))
_COST = re.compile(r"[CEL](?![A-Za-z0-9_\[])")
_RATE = re.compile(r"(?:η|eta|learning_rate)(?![A-Za-z0-9_\[])")
_BOTTOM = rf"(?P<base_p>ŷ|yhat|y_hat)(?P<index_p>{_INDEX}|{_N})?"
_DERIVATIVE = re.compile(
    rf"d(?:(?P<cost>[CEL])|{_OUTER}|{_layered('z|a', '_t')})"
    rf"\s?/\s?d(?:{_BOTTOM}|{_layered(_PARAMETER_OR_VALUE, '_b')})"
)


class UnknownNameError(Exception):
    """A name that names nothing here; `str(error)` is the sentence."""


class Names(Frozen):
    """The names that an answer may use: the forward values and parameters of a network, η, and the
    derivatives of C on the way (not those of parameters, which are what is asked for), as every notation
    writes them. `hidden` are keys that are not to be used. Where weights are `transposed` the first index in
    θ²₁₂ is where one comes from; in theta[2][1,2] it is always where it leads."""

    network: Network
    hidden: Collection[Key] = ()
    transposed: bool = False

    def match(self, text: str, start: int) -> tuple[Key, int] | None:
        """The key that the name at `start` means and where the name ends; None where no name stands.

        Raises UnknownNameError."""
        for pattern, read in (
            (_DERIVATIVE, self._derivative),
            (_DELTA, self._delta),
            (_VALUE, self._value),
            (_FLAT, self._flat),
        ):
            if match := pattern.match(text, start):
                return self._allowed(read(match)), match.end()
        for pattern, key in ((_COST, C), (_RATE, RATE)):
            if match := pattern.match(text, start):
                return self._allowed(key), match.end()
        return None

    def _allowed(self, key: Key) -> Key:
        if key in self.hidden:
            raise UnknownNameError("That is the value that is asked for: write what it is made of.")
        return key

    def _flat(self, match: re.Match[str]) -> Key:
        base, places = match["base"], _numbers(match["index"])
        depth = self.network.depth
        width = self.network.widths[0 if base == "x" else depth]
        if len(places) > 1 or (not places and width > 1):
            raise UnknownNameError(f"There are {width} of {base}: say which, as {base}_1.")
        j = places[0] if places else 1
        if not 1 <= j <= width:
            raise UnknownNameError(f"There is no {match[0]} here: {base} is counted from 1 to {width}.")
        if base in ("x", "y"):
            return Key(Kind.X if base == "x" else Kind.Y, 0, j)
        return Key(Kind.A, depth, j)

    def _value(self, match: re.Match[str]) -> Key:
        return self._layer_value(match["base"], match["layer"], match["index"], match[0])

    def _delta(self, match: re.Match[str]) -> Key:
        z = self._layer_value("z", match["layer"], match["index"], match[0])
        return z.of_kind(Kind.DC_DZ)

    def _layer_value(self, base: str, layer_text: str, index: str | None, whole: str) -> Key:
        kind = {"b": Kind.B, "z": Kind.Z, "a": Kind.A}.get(base, Kind.THETA)
        layer = _numbers(layer_text)[0]
        if kind is Kind.A and layer == 0:
            return self._place(Kind.X, 0, index, whole)
        if not 1 <= layer <= self.network.depth:
            raise UnknownNameError(
                f"There is no {whole} here: layers are counted from 1 to {self.network.depth}."
            )
        if kind is Kind.THETA:
            return self._weight(layer, index, whole)
        return self._place(kind, layer, index, whole)

    def _place(self, kind: Kind, layer: int, index: str | None, whole: str) -> Key:
        width, places = self.network.widths[layer], _numbers(index)
        if len(places) != 1 and (places or width > 1):
            raise UnknownNameError(
                f"Layer {layer} has {counted(width, 'neuron')}: say which, as {_stem(whole)}{layer}_1."
            )
        j = places[0] if places else 1
        if not 1 <= j <= width:
            raise UnknownNameError(f"There is no {whole} here: layer {layer} has {counted(width, 'neuron')}.")
        return Key(kind, layer, j)

    def _weight(self, layer: int, index: str | None, whole: str) -> Key:
        rows, columns, places = self.network.widths[layer], self.network.widths[layer - 1], _numbers(index)
        if len(places) == 1 and places[0] > 9 and len(str(places[0])) == 2:
            places = [int(digit) for digit in str(places[0])]  # θ²₁₂ is neuron 1, input 2
        if self.transposed and index and not index.startswith("["):
            places = places[::-1]
        if not places and rows == columns == 1:
            places = [1, 1]
        if len(places) != 2:
            raise UnknownNameError(
                f"Layer {layer} has several weights: say which, as theta{layer}_12 or theta[{layer}][1,2]."
            )
        if not (1 <= places[0] <= rows and 1 <= places[1] <= columns):
            raise UnknownNameError(f"There is no {whole} here: θ of layer {layer} is {rows} × {columns}.")
        return Key(Kind.THETA, layer, places[0], places[1])

    def _derivative(self, match: re.Match[str]) -> Key:
        bottom = self._side(match, "_b", "_p")
        if match["cost"]:
            kind = {Kind.A: Kind.DC_DA, Kind.Z: Kind.DC_DZ}.get(bottom.kind)
            if kind is None:
                raise UnknownNameError("That is what the chain is for: write the factors that it is made of.")
            return Key(kind, bottom.layer, bottom.j)
        top = self._side(match, "_t", "_o")
        factor = _factor(top, bottom)
        if factor is None:
            raise UnknownNameError(f"{match[0]} is not one step of the chain.")
        return factor

    def _side(self, match: re.Match[str], layered: str, flat: str) -> Key:
        if match[f"base{flat}"]:
            places = _numbers(match[f"index{flat}"])
            if not places and self.network.widths[-1] > 1:
                raise UnknownNameError("There are several outputs: say which, as yhat_1.")
            return Key(Kind.A, self.network.depth, places[0] if places else 1)
        return self._layer_value(
            match[f"base{layered}"], match[f"layer{layered}"], match[f"index{layered}"], match[0]
        )


def _factor(top: Key, bottom: Key) -> Key | None:
    match top.kind, bottom.kind:
        case Kind.A, Kind.Z if top.layer == bottom.layer:
            return Key(Kind.DA_DZ, top.layer, top.j, bottom.j)
        case Kind.Z, Kind.A if top.layer == bottom.layer + 1:
            return Key(Kind.DZ_DA, top.layer, top.j, bottom.j)
        case Kind.Z, Kind.THETA if (top.layer, top.j) == (bottom.layer, bottom.j):
            return Key(Kind.DZ_DTHETA, top.layer, top.j, bottom.k)
        case Kind.Z, Kind.B if (top.layer, top.j) == (bottom.layer, bottom.j):
            return Key(Kind.DZ_DB, top.layer, top.j)
    return None


def _numbers(text: str | None) -> list[int]:
    return [int(digits) for digits in re.findall("[0-9]+", (text or "").translate(_DIGITS))]


def _stem(whole: str) -> str:
    return re.split(rf"[0-9_^\[{SUPERSCRIPTS}{SUBSCRIPTS}]", whole, maxsplit=1)[0]


def plain(text: str) -> str:
    """The answer with one sign for each thing: a real minus becomes -, × and · become *,
    composed letters one letter.

    It is as long as the NFC form of the text, so that positions point into what was typed."""
    return unicodedata.normalize("NFC", text).translate(_SAME)


def digits_of(text: str) -> str:
    """Raised or lowered digits as ordinary ones."""
    return text.translate(_DIGITS)
