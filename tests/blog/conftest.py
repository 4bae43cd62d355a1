"""What the tests of the blog may ask for."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import roles
from blog.actions import save_correction
from blog.models import Correction, Mention, Post, SiteSettings
from images.models import Image, Rendition
from tests.accounts.people import somebody
from tests.factories import (
    AuthorFactory,
    CategoryFactory,
    PageFactory,
    PostFactory,
    SeriesFactory,
    public_comment,
)


def picture(name):
    image = Image.objects.create(
        file=f"images/{name}.jpg", alt=name, width=3, height=2, size=1, digest=name
    )
    Rendition.objects.create(
        image=image, format="webp", width=3, file=f"renditions/{name}.webp"
    )
    return image


@pytest.fixture
def editor(client):
    """An editor, who has signed in."""
    user = somebody(roles.EDITOR)
    client.force_login(user)
    return user


@pytest.fixture
def full_site(request):
    """As many posts as asked for, each with all that a post can have."""
    SiteSettings.load().save()
    PageFactory(path="about", menu_position=1)
    law = CategoryFactory(slug="law")
    courts = CategoryFactory(slug="courts", parent=law)
    authors = [AuthorFactory(slug=slug, photo=picture(slug)) for slug in ("ann", "bo")]
    series = SeriesFactory(slug="case")
    now = timezone.now()
    posts: list[Post] = []
    for number in range(request.param):
        at = now - timedelta(minutes=number + 1)
        before = posts[-1].get_absolute_url() if posts else "/"
        posts.append(
            PostFactory(
                published_at=at,
                body=f'<p>See <a href="{before}">there</a>.</p>',
                authors=authors,
                categories=[courts],
                tags=["Appeals", f"Tag {number}"],
                series=series,
                part=number + 1,
                lead_image=picture(f"lead-{number}"),
                sticky_until=now + timedelta(hours=1) if number == 1 else None,
            )
        )
    for number in range(request.param):
        post = posts[0]
        Mention.objects.create(
            post=post, kind="pingback", state="public", source_url=f"https://x/{number}"
        )
        save_correction(Correction(post=post, text="Not so."))
        public_comment(post, name=f"N {number}", email=f"n{number}@example.org")
    return posts
