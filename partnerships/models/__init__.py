"""The live records: each module one subject, read from `places` to `progress`."""

from .kept import Kept
from .organisations import Organisation
from .partnerships import Participation, Partnership, Support
from .people import Invitation, Membership
from .places import City
from .programmes import Contribution, Programme, ProgrammePartner, Stage
from .progress import Document, ProgressUpdate
from .words import GlossaryTerm, Theme
from .workplans import Activity, Indicator, Measurement, Milestone, PlanObjective, WorkPlan, comes_to

__all__ = [
    "Activity",
    "City",
    "Contribution",
    "Document",
    "GlossaryTerm",
    "Indicator",
    "Invitation",
    "Kept",
    "Measurement",
    "Membership",
    "Milestone",
    "Organisation",
    "Participation",
    "Partnership",
    "PlanObjective",
    "Programme",
    "ProgrammePartner",
    "ProgressUpdate",
    "Stage",
    "Support",
    "Theme",
    "WorkPlan",
    "comes_to",
]
