"""How the spreadsheet of a plan works, in plain words, for its first sheet."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .limits import limits

SHEET, LISTS = gettext_lazy("How it works"), gettext_lazy("Lists")
"""The sheets beside the tables: what is read, and what can be chosen."""


def explanation() -> list[str]:
    return [
        _(
            "Change what you like on the sheets of activities and figures, save the file, and bring it in on the page where "
            "you took it out. You are shown what would become of each row before anything is written."
        ),
        _(
            "A changed row keeps its identifier: so it is known again. A new row has none: leave that cell empty. "
            "A row that you delete here stays in the plan; remove it at the desk."
        ),
        _("Dates are written as far as they are known: 2014, 2014-07 or 2014-07-21."),
        _(
            "Figures stand alone, without unit or words. What there is no figure for stays empty; words belong in the note."
        ),
        _(
            "Several cities or objectives stand in one cell, each on a line of its own or with a semicolon between them."
        ),
        _("Formulas and merged cells are refused: nothing is calculated here."),
        _(
            "Approved figures are locked. To correct one, press “Correct” beside it at the desk. "
            "New and changed figures wait for an editor; state and unit are here to be read only."
        ),
        _(
            "Columns may change places or be left out: what has no column stays as it is. Columns of your own are passed over. "
            "Headings are understood in English, Spanish, French and Portuguese."
        ),
        _(
            "An apostrophe before = + - or @ keeps words from being taken for a formula. It is taken away again when the file comes in."
        ),
        _("A file may hold %(rows)s rows and %(megabytes)s MB.") % limits(),
    ]
