"""What every process that a batch starts does first: it ends with the one that started it.

A process that is killed tells nobody; and one that computes, or waits for a queue that its siblings
hold open too, would never see that it is gone.
"""

import ctypes
import signal
import sys
from collections.abc import Sequence

TELL_OF_PARENT = 1
"""`PR_SET_PDEATHSIG` of Linux's prctl(2): a signal to come when the parent ends."""


def end_with_parent(unminded: Sequence[signal.Signals] = (signal.SIGINT,)) -> None:
    """From here on; where the system knows no such thing, pipes must do.

    A terminal or a service manager sends `unminded` to all processes, and the parent minds them.
    """
    for number in unminded:
        signal.signal(number, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, unminded)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(TELL_OF_PARENT, signal.SIGKILL)
