"""Galleries of the old site, in either kind of markup, are pictures side by side here."""

import re

import pytest

from blog.models import Post
from images.models import Image
from tests.images.drawing import jpeg
from tests.transfer.exports import attachment, item

UPLOADS = "https://old.example.org/wp-content/uploads/2019/05"
NAMES = ("quay", "mill", "ferry")


@pytest.fixture
def hang(import_media, uploads):
    """``hang(body)``: a body beside three pictures of which two hang on its post."""
    for size, name in enumerate(NAMES, 30):
        (uploads / f"{name}.jpg").write_bytes(jpeg(size=(size * 10, 200)))

    def comes_in(body: str, **said: object) -> str:
        import_media.report = import_media(
            attachment("quay.jpg", post_id=31, alt="A", post_parent=40, menu_order=2),
            attachment("mill.jpg", post_id=32, alt="B", excerpt="The mill"),
            attachment(
                "ferry.jpg", post_id=33, alt="C", title="Arrival", post_parent=40
            ),
            item(content=body, post_id=40, **said),
        )
        html = Post.objects.get(import_ref="wordpress:old.example.org:40").body
        for image in Image.objects.all():
            html = html.replace(image.file.url, f"{{{image.alt}}}")
        return html

    return comes_in


def shown(html: str) -> str:
    """The pictures in their order: "AB"."""
    return "".join(re.findall(r'<img src="{(\w)}', html))


def linked(name: str, width: int) -> str:
    return (
        f'<a href="{{{name}}}"><img src="{{{name}}}" width="{width}" height="200" '
        f'alt="{name}"></a>'
    )


def test_a_gallery_shows_its_pictures_with_their_captions(hang):
    assert hang('One\n\n[gallery ids="31,32" columns="2"]\n\nTwo') == (
        '<p>One</p>\n<figure class="gallery columns-2">'
        f"<figure>{linked('A', 300)}</figure>"
        f"<figure>{linked('B', 310)}<figcaption>The mill</figcaption></figure>"
        "</figure>\n<p>Two</p>"
    )


@pytest.mark.parametrize(
    ("shortcode", "pictures"),
    [
        ('[gallery ids="33,31"]', "CA"),
        ("[gallery ids='33, 31']", "CA"),
        ("[gallery ids=33]", "C"),
        ("[gallery ids=”33,31″]", "CA"),
        ('[gallery include="32"]', "B"),
        # Without numbers: what hangs on the post, in its order there.
        ("[gallery]", "CA"),
        ('[gallery exclude="33"]', "A"),
        ('[gallery id="40"]', "CA"),
        ("[gallery orderby='ID' order='DESC']", "CA"),
        ("[gallery orderby=ID]", "AC"),
        ('[gallery ids="31,32,33" orderby="title"]', "CBA"),
        ('[gallery ids="31,32,33" order="DESC"]', "CBA"),
        ('[gallery ids="31,32" orderby="rand"]', "AB"),
        ("<!-- wp:shortcode -->\n[gallery ids=\"31\"]\n<!-- /wp:shortcode -->", "A"),
    ],
)  # fmt: skip
def test_a_gallery_shows_what_it_names_in_its_order(hang, shortcode, pictures):
    assert shown(hang(shortcode)) == pictures


@pytest.mark.parametrize(
    ("columns", "kept"),
    [
        ("1", 1),
        ("6", 6),
        ("9", 6),
        ("0", 1),
        ("", 3),
        ("999999", 3),
        ("-1", 3),
        ("x", 3),
    ],
)
def test_a_gallery_has_as_many_columns_as_fit(hang, columns, kept):
    html = hang(f'[gallery ids="31" columns="{columns}"]')

    assert f'<figure class="gallery columns-{kept}">' in html


def test_a_gallery_without_links_has_none(hang):
    assert "<a " not in hang('[gallery ids="31" link="none"]')


@pytest.mark.parametrize(
    "shortcode",
    ['[gallery ids="98,99"]', '[gallery id="41"]', "[playlist]", "[audio ids=9]"],
)
def test_of_a_gallery_that_is_not_here_the_words_stay_and_are_named(
    hang, import_media, shortcode
):
    assert hang(shortcode) == f"<p>{shortcode}</p>"
    name = shortcode[1:].partition(" ")[0].strip("]")
    assert f"the shortcode [{name}] is shown as text" in import_media.report


def test_a_gallery_that_lacks_pictures_is_named(hang, import_media):
    assert shown(hang('[gallery ids="31,98,99"]', title="Walls")) == "A"
    assert (
        "1 post: a gallery or playlist shows fewer than there: some are not here "
        "(“Walls”)." in import_media.report
    )


def test_a_shortcode_that_is_only_spoken_of_stays_text(hang):
    html = hang('Write [[gallery ids="31"]] for one.')

    assert html == '<p>Write [gallery ids="31"] for one.</p>'


NEW_BLOCK = f"""<!-- wp:gallery {{"columns":2,"linkTo":"none"}} -->
<figure class="wp-block-gallery has-nested-images columns-2 is-cropped">\
<!-- wp:image {{"id":31}} -->
<figure class="wp-block-image size-large"><img src="{UPLOADS}/quay-1024x683.jpg" alt="" \
class="wp-image-31"/><figcaption class="x">The <em>quay</em></figcaption></figure>
<!-- /wp:image -->

<!-- wp:image {{"id":32}} -->
<figure class="wp-block-image"><a href="{UPLOADS}/mill.jpg"><img src="{UPLOADS}/mill.jpg" \
alt="Our mill" class="wp-image-32"/></a></figure>
<!-- /wp:image --><figcaption class="blocks-gallery-caption">Both</figcaption></figure>
<!-- /wp:gallery -->"""
OLD_BLOCK = f"""<!-- wp:gallery {{"ids":[31,32]}} -->
<figure class="wp-block-gallery columns-2 is-cropped"><ul class="blocks-gallery-grid">\
<li class="blocks-gallery-item"><figure><img src="{UPLOADS}/quay-1024x683.jpg" alt="" \
data-id="31" class="wp-image-31"/><figcaption>The <em>quay</em></figcaption></figure></li>\
<li class="blocks-gallery-item"><figure><a href="{UPLOADS}/mill.jpg"><img src="{UPLOADS}\
/mill.jpg" alt="Our mill" data-id="32" /></a></figure></li></ul>\
<figcaption class="blocks-gallery-caption">Both</figcaption></figure>
<!-- /wp:gallery -->"""
OLDEST_BLOCK = OLD_BLOCK.replace("<figure class=", "<ul class=", 1).replace(
    '<ul class="blocks-gallery-grid">', ""
).replace(
    "</ul><figcaption class=\"blocks-gallery-caption\">Both</figcaption></figure>", "</ul>"
)  # fmt: skip


@pytest.mark.parametrize("block", [NEW_BLOCK, OLD_BLOCK, OLDEST_BLOCK])
def test_a_gallery_of_blocks_is_the_same_as_any(hang, block):
    caption = "<figcaption>Both</figcaption>" if "Both" in block else ""

    html = re.sub(r'(height="200") (width="\d+")', r"\2 \1", hang(block))

    assert html == (
        '<figure class="gallery columns-2"><figure>'
        '<img src="{A}" alt="A" width="300" height="200">'
        "<figcaption>The <em>quay</em></figcaption></figure>"
        '<figure><a href="{B}"><img src="{B}" alt="Our mill" width="310" height="200">'
        f"</a></figure>{caption}</figure>"
    )


def test_a_gallery_block_with_more_than_pictures_stays_as_it_is(hang):
    html = hang(
        f'<div class="wp-block-gallery">Words<img src="{UPLOADS}/quay.jpg">more</div>'
    )

    assert html.startswith("<div>Words<img ")
    assert html.endswith(">more</div>")


def test_a_gallery_block_of_another_blog_stays_as_it_is(hang):
    block = NEW_BLOCK.replace("old.example.org", "elsewhere.example").replace(
        "wp-image-3", "x"
    )

    assert "gallery columns" not in hang(block)
