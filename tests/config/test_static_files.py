"""Static files are served under names that change with what they hold."""

from __future__ import annotations

import re

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.templatetags.static import static

from config.storage import without_air

PAGE = """
// Why.
import { find } from "./find.js";
if (find()) {
  import("./find.js");
}
const text = `
  // meant`;
"""


@pytest.fixture
def _collected(settings, tmp_path):
    """Two modules and a style sheet of a test, as a running site has them."""
    sources = tmp_path / "sources"
    (sources / "js").mkdir(parents=True)
    (sources / "js" / "page.js").write_text(PAGE)
    (sources / "js" / "find.js").write_text("export const find = () => null;\n")
    (sources / "page.css").write_text("p {\n  margin: 0;\n}\n")
    settings.STATICFILES_DIRS = [sources]
    settings.STATICFILES_FINDERS = [
        "django.contrib.staticfiles.finders.FileSystemFinder"
    ]
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "config.storage.HashedStaticFilesStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)


@pytest.mark.usefixtures("_collected")
def test_a_file_is_linked_under_a_hashed_name():
    assert re.fullmatch(r"/static/page\.[0-9a-f]{12}\.css", static("page.css"))


@pytest.mark.usefixtures("_collected")
def test_imports_inside_modules_lead_to_hashed_names():
    name = staticfiles_storage.stored_name("js/page.js")
    with staticfiles_storage.open(name) as module:
        text = module.read().decode()

    hashed = r'"\./find\.[0-9a-f]{12}\.js"'
    assert re.search(rf"from ?{hashed};", text)
    assert re.search(rf"import\({hashed}\)", text)


@pytest.mark.usefixtures("_collected")
def test_a_script_is_served_without_comments_and_spaces_but_its_texts_are_whole():
    with staticfiles_storage.open("js/page.js") as module:
        text = module.read().decode()

    assert "Why" not in text
    assert "if(find()){" in text
    assert "`\n  // meant`" in text


@pytest.mark.usefixtures("_collected")
def test_a_file_that_was_not_collected_keeps_its_name():
    assert static("later.css") == "/static/later.css"


def test_a_style_sheet_is_served_without_comments_and_indentation():
    sheet = """/* Why. */
@layer base {
  p::before {
    content: "/* stays */  so";
    background: url('data:image/png;base64,/*  it\\'s */'); /* gone */
  }

  /* Of
     several lines. */
  a b :hover { color: red }
}
"""

    assert without_air(sheet) == (
        "@layer base{p::before{"
        'content:"/* stays */  so";'
        "background:url('data:image/png;base64,/*  it\\'s */');}"
        "a b :hover{color:red }}"
    )


@pytest.mark.usefixtures("_collected")
def test_what_is_served_of_a_style_sheet_is_what_was_written_without_air():
    name = staticfiles_storage.stored_name("page.css")
    with staticfiles_storage.open(name) as sheet:
        assert sheet.read() == b"p{margin:0;}"
