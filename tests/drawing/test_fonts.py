"""The fonts: few and small on the web, complete for PDFs, with their licence."""

from peerlearn.environment import PROJECT

FONTS = PROJECT / "static" / "fonts"


def test_web_fonts_are_three_and_small():
    sizes = [font.stat().st_size for font in FONTS.glob("*-web.woff2")]
    assert len(sizes) == 3
    assert max(sizes) <= 32_000
    assert sum(sizes) <= 65_000


def test_complete_fonts_stand_beside_their_licence():
    complete = {font.stem for font in FONTS.glob("IBMPlex*.woff2")}
    assert complete == {
        *("IBMPlexSerif-Regular", "IBMPlexSerif-Italic", "IBMPlexSerif-SemiBold"),
        *("IBMPlexSans-Regular", "IBMPlexSans-Italic", "IBMPlexSans-SemiBold"),
    }
    assert "SIL Open Font License" in (FONTS / "OFL.txt").read_text()
