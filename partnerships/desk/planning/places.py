"""Where the form of a section lies: its addresses, and what it is called by presence and by the device."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponseRedirect

from .plans import Plan
from .sections import Section


@dataclass(frozen=True)
class Place:
    """A section of a plan; that of the figures belongs to one indicator."""

    plan: Plan
    section: Section

    @property
    def _last(self) -> object:
        return self.plan.indicator.uid if self.plan.indicator else self.section.name

    def _address(self, name: str) -> str:
        return self.plan.owner.address(f"{'figures' if self.plan.indicator else 'section'}{name}", self._last)

    @property
    def path(self) -> str:
        return self._address("")

    @property
    def autosave(self) -> str:
        return self._address("_autosave")

    @property
    def presence(self) -> str:
        return self._address("_presence")

    @property
    def name(self) -> str:
        """One for each form that people can have open at once."""
        return f"plan/{self.plan.owner.column}/{self.plan.slug}/{self._last}"

    def go(self, fragment: str = "", **query: str) -> HttpResponseRedirect:
        asked = f"?{urlencode(query)}" if query else ""
        return HttpResponseRedirect(self.path + asked + (f"#{fragment}" if fragment else ""))
