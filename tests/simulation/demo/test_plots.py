"""The stories of the demo."""

import pytest

from kopru.simulation.demo.playing import PLOTS, Life

SLOWEST = 1.3
#: these two go on to a day of the loan's own, which no sum of hours tells
_JUMPS = {Life.late, Life.leave}
RECKONED = [plot for plot in PLOTS if not _JUMPS & {step for step, _hours in plot[3]}]


@pytest.mark.parametrize("plot", RECKONED, ids=lambda plot: plot[0])
def test_no_story_reaches_into_the_future(plot):
    _what, _count, (latest, _earliest), script = plot
    before_the_last = sum(hours for _step, hours in script[:-1])
    assert before_the_last * SLOWEST <= latest
