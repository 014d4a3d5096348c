"""How Sphinx builds the site; ``tools/documentation.py`` adds the pages that are made."""

from pygments.lexers.special import TextLexer
from sphinx.highlighting import lexers

from alimtalk_rules import __version__

lexers["csv"] = TextLexer()

project = "alimtalk-rules"
author = "The alimtalk-rules authors"
release = __version__
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "alimtalk-rules"
html_static_path = ["_static", "images"]
html_css_files = ["bubble.css"]
html_copy_source = False
html_show_sphinx = False
myst_heading_anchors = 3
autodoc_typehints = "signature"
autodoc_member_order = "bysource"
napoleon_use_ivar = True
