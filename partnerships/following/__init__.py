"""Following what runs: how the partnerships of a programme get on, as values that pages and reports show."""

from .periods import Period, period_asked, quarter_of
from .programmes import following
from .values import PairProgress, PairStatus, PlanProgress, ProgrammeProgress, StageProgress, StageStatus

__all__ = [
    "PairProgress",
    "PairStatus",
    "Period",
    "PlanProgress",
    "ProgrammeProgress",
    "StageProgress",
    "StageStatus",
    "following",
    "period_asked",
    "quarter_of",
]
