"""ui: the only room that knows Qt.

What may enter: widgets, painting, the bridge from the store to signals. What may not: deciding anything. A
panel is shown a frozen view and emits `…_requested`; it knows neither the store nor other panels, so that the
window has nothing to grow from.

Looks come from one place: `palettes` (colours), `theme` (measures, fonts), `theme.qss` (the one style sheet)
and `maths` (formulas as outlines). A widget takes the `ThemeManager`, reads `manager.theme` and follows
`manager.changed`; it names no colour or pixel of its own, which is what makes dark mode and 200 % text work.

The rooms without Qt are imported here, before Qt: once PySide6 is there it reads the source of every module
that is imported, to see whether the module uses it, and that takes longer than to run most of them.
"""

import bptutor.engine.changes_examples
import bptutor.engine.changes_layers
import bptutor.engine.ready_made
import bptutor.engine.sameness
import bptutor.foundation.typeset
import bptutor.study.settings
import bptutor.study.speeds
import bptutor.study.store
import bptutor.study.views.cost_view
import bptutor.study.views.data_view
import bptutor.study.views.edit_view
import bptutor.study.views.everything
import bptutor.study.views.structure_view  # noqa: F401
