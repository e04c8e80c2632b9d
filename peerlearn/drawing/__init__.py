"""Maps, timelines, chains and charts as SVG, drawn from plain values; knows no subject.

The same drawing serves page and PDF: colours are attributes, so that WeasyPrint shows them, and
every coloured thing has a class (`pair-1` to `pair-6`, `map-sea`, ...), so that the page's style
sheet can follow day and night. Nothing has inline style, and ids begin with the caller's prefix.
All words come from the caller, in the reader's language.
"""

from peerlearn.drawing.chains import Node, chains
from peerlearn.drawing.charts import Words, bar_pair
from peerlearn.drawing.codes import qr_code
from peerlearn.drawing.maps import arcs_map, pair_map
from peerlearn.drawing.palette import DARK, LIGHT, PRINT, Palette, contrast
from peerlearn.drawing.places import Pair, Place
from peerlearn.drawing.timeline import Lane, Moment, Span, timeline
from peerlearn.drawing.tracks import Bar, Diamond, Track, tracks

__all__ = [
    "DARK",
    "LIGHT",
    "PRINT",
    "Bar",
    "Diamond",
    "Lane",
    "Moment",
    "Node",
    "Pair",
    "Palette",
    "Place",
    "Span",
    "Track",
    "Words",
    "arcs_map",
    "bar_pair",
    "chains",
    "contrast",
    "pair_map",
    "qr_code",
    "timeline",
    "tracks",
]
