"""A blog with one page of every kind, each as hard on the layout as readers make it."""

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.utils import timezone

from accounts.actions import vouch_for_email
from blog.actions import save_correction
from blog.models import Correction, Post
from comments.actions import (
    amend,
    change_thread,
    feature,
    follow_thread,
    freeze,
    move_branch,
    remove,
    tell_due,
)
from comments.members import commenter_path
from comments.models import Comment, Confirmation
from mail.models import Subscription
from tests.factories import (
    AuthorFactory,
    CategoryFactory,
    PageFactory,
    PostFactory,
    SeriesFactory,
    UserFactory,
    public_comment,
    write_comment,
)

LONG_WORD = "Hafenliegeplatzgebührenverrechnungsstellenordnungsänderungsantrag"
RIGHT_TO_LEFT = "هذا نص عن المعدية والجسر، من اليمين إلى اليسار."
BODY = f"""
<h2>{LONG_WORD}</h2>
<p>{LONG_WORD} and https://example.org/{"a" * 90}</p>
<pre>{"code " * 40}</pre>
<table><tr>{"<td>unbreakable</td>" * 12}</tr></table>
<blockquote><p>Quite.</p><footer>Somebody, somewhere</footer></blockquote>
<blockquote class="pullquote"><p>{LONG_WORD}</p></blockquote>
<p>Noted.<small class="footnote">Below, or <a href="/">beside</a>.</small></p>
<figure class="wide"><figcaption>{LONG_WORD}</figcaption></figure>
"""
RIGHT_TO_LEFT_BODY = f"""
<p>{RIGHT_TO_LEFT}<small class="footnote">{RIGHT_TO_LEFT}</small></p>
<blockquote><p>{RIGHT_TO_LEFT}</p></blockquote>
<ul><li>{RIGHT_TO_LEFT}</li></ul>
"""
# In links that mails carry.
TOKEN = "token"
# Deeper than threads are indented.
DEPTH = 8


def publish_everything():
    """The post that has all that a post can have; beside it, what the lists need."""
    category = CategoryFactory(name=LONG_WORD, slug="law")
    CategoryFactory(name="Courts", slug="courts", parent=category)
    post = PostFactory(
        title=LONG_WORD,
        dek=LONG_WORD,
        slug="all",
        body=BODY,
        published_at=timezone.now(),
        authors=[AuthorFactory(name=LONG_WORD, tagline=LONG_WORD, slug="ann")],
        categories=[category],
        tags=[LONG_WORD],
        series=SeriesFactory(title=LONG_WORD, slug="case"),
        part=1,
    )
    save_correction(Correction(post=post, text=LONG_WORD))
    PostFactory(title=LONG_WORD, slug="bare", dek="", tags=[LONG_WORD])
    PostFactory(title=RIGHT_TO_LEFT, slug="rtl", body=RIGHT_TO_LEFT_BODY)
    PageFactory(title=LONG_WORD, path="about", body=BODY, menu_position=1)
    parent = None
    for number in range(DEPTH):
        parent = public_comment(
            post,
            f"{LONG_WORD}\n\n> {RIGHT_TO_LEFT}",
            name=f"{LONG_WORD} {number}",
            email=f"n{number}@example.org",
            in_reply_to=parent,
        )
    _await_a_click(post)
    _work_on_the_thread(post)
    return post


def _work_on_the_thread(post):
    """What moderators do with a thread: all that it may leave in the page."""
    editor = UserFactory(name=LONG_WORD)
    first, second, *_, last = post.comments.on_post(post).visible()
    change_thread(post, {"slow_minutes": 1}, by=editor)
    amend(second, f"{LONG_WORD} {RIGHT_TO_LEFT}", by=editor, reason=LONG_WORD)
    feature(second, by=editor)
    freeze(last, by=editor)
    branch = public_comment(
        post, LONG_WORD, email="moved@example.org", in_reply_to=first
    )
    move_branch(branch, to=Post.objects.get(slug="bare"), by=editor)
    stone = public_comment(post, LONG_WORD, email="gone@example.org", in_reply_to=first)
    public_comment(post, LONG_WORD, email="below@example.org", in_reply_to=stone)
    remove(stone, by=editor, reason=f"{RIGHT_TO_LEFT} {LONG_WORD * 3}"[:255])


def _await_a_click(post):
    """A guest who is to confirm the address, and a reader who follows the thread."""
    comment = write_comment(post, LONG_WORD, email="new@example.org")
    Comment.objects.filter(pk=comment.pk).update(state="unconfirmed")
    Confirmation.objects.ask(comment, TOKEN)
    follow_thread(post, "ann@example.org")
    Subscription.objects.update(key=TOKEN)


def addresses_of(post):
    """One page of each kind that anybody may open.

    The settings must say one post and five comments a page.
    """
    at = timezone.localtime(post.published_at)
    comment = post.comments.visible().latest("pk")
    beside = f"{at:/%Y/%m}"
    return [
        "/",
        "/page/2/",
        f"{at:/%Y/}",
        f"{at:/%Y/%m/}",
        f"{at:/%Y/%m/%d/}",
        "/archive/",
        "/category/law/",
        "/category/law/courts/",
        post.tags.get().get_absolute_url(),
        "/series/case/",
        "/author/ann/",
        "/authors/",
        "/about/",
        post.get_absolute_url(),
        f"{post.get_absolute_url()}comment-page-2/",
        f"{post.get_absolute_url()}?comments=newest",
        f"{post.get_absolute_url()}comment-page-2/?comments=valued",
        f"/comments/{comment.pk}/branch/",
        f"{beside}/bare/",
        f"{beside}/rtl/",
        f"/comments/post/?post={post.pk}",
        f"/comments/reply/{comment.pk}/",
        f"/comments/confirm/{TOKEN}/",
        f"/comments/mute/{TOKEN}/",
        "/moderation-log/",
        "/comments/search/",
        f"/comments/search/?q={LONG_WORD}&post={post.pk}",
        "/comments/search/?q=nothing",
        *ACCOUNT_PAGES,
        *ERRORS,
    ]


def addresses_for_members(post, member):
    """One page of each kind that asks who is there."""
    comment = post.comments.visible().latest("pk")
    own = write_comment(post, LONG_WORD, user=member)
    vouch_for_email(member)
    RecoveryCodes.activate(member)
    public_comment(post, RIGHT_TO_LEFT, name=LONG_WORD, in_reply_to=own)
    tell_due()
    follow_thread(post, member.email)
    return [
        f"/comments/post/?post={post.pk}",
        f"/comments/{comment.pk}/react/",
        f"/comments/report/{comment.pk}/",
        f"/comments/{own.pk}/sent/",
        "/me/claim/",
        "/admin/comments/statistics/",
        f"/comments/{own.pk}/edit/",
        f"/comments/{own.pk}/delete/",
        commenter_path(member.pk, member.get_full_name()),
        "/me/",
        "/me/mails/",
        *OWN_ACCOUNT_PAGES,
    ]


ACCOUNT_PAGES = [
    f"/accounts/{page}"
    for page in (
        "login/",
        "signup/",
        "confirm-email/",
        "confirm-email/none/",
        "password/reset/",
        "password/reset/done/",
        "password/reset/key/1-none/",
        "password/reset/key/done/",
        "inactive/",
    )
]
OWN_ACCOUNT_PAGES = [
    f"/accounts/{page}"
    for page in (
        "",
        "profile/",
        "email/",
        "password/change/",
        "reauthenticate/",
        "2fa/",
        "2fa/recovery-codes/",
        "2fa/recovery-codes/generate/",
        "2fa/totp/activate/",
        "2fa/webauthn/",
        "2fa/webauthn/add/",
        "logout/",
    )
]

# Under tests.browser.error_addresses.
ERRORS = {
    "/unreadable/": 400,
    "/hurried/": 429,
    "/nowhere/": 404,
    "/forbidden/": 403,
    "/broken/": 500,
}
