"""A document as Word puts it on the clipboard: its own markup around few words, comments, tables, pictures."""

PAGE = """<p class=MsoNormal style='mso-margin-top-alt:auto;margin-bottom:8.0pt;line-height:107%;\
mso-pagination:widow-orphan'><b><span lang=PT style='font-size:12.0pt;font-family:"Calibri",sans-serif;\
mso-ascii-theme-font:minor-latin'>Page {number}</span></b><span style='mso-spacerun:yes'>  </span>{words}\
<a style='mso-comment-reference:AB_1;mso-comment-date:20240501T0900'></a><o:p></o:p></p>
<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]>\
<span style='font-family:Symbol'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;</span></span>\
<![endif]>A point that is made<o:p></o:p></p>
<table class=MsoTableGrid border=1><tr><td><table><tr><td>A table in a table<o:p></o:p></td></tr></table></td></tr>\
</table><img width=1 height=1 src="data:image/png;base64,iVBORw0KGgo=" v:shapes="Picture_x0020_1">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
"""
SENTENCE = "A cidade aprendeu com a outra a manter um só mapa das ruas e dos lotes. "  # 16 words


def from_word(*, pages: int) -> str:
    """HTML of so many pages of five hundred words."""
    body = "".join(PAGE.format(number=number, words=SENTENCE * 31) for number in range(1, pages + 1))
    return (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator content="Microsoft Word 15">'
        "<style><!-- p.MsoNormal {mso-style-unhide:no; margin:0cm} --></style></head>"
        f"<body lang=PT style='tab-interval:36.0pt'><!--StartFragment-->{body}<!--EndFragment--></body></html>"
    )
