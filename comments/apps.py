"""The comments app: the discussion, built on django-comments-xtd."""

from django.apps import AppConfig


class CommentsConfig(AppConfig):
    name = "comments"
    default = True  # this module has two configurations

    def ready(self) -> None:
        from allauth.account.signals import email_changed

        from blog.models import Post

        from .actions.following import take_mails_along
        from .moderation import PostModerator, moderator

        moderator.register(Post, PostModerator)  # type: ignore[no-untyped-call]
        email_changed.connect(take_mails_along)


class CommentsLibraryConfig(AppConfig):
    """The package without its hook.

    Its own configuration connects a pre-save hook that publishes or hides all the
    replies of a comment whenever that comment is saved: a moderator's held reply would
    come back with any edit of its parent.
    """

    name = "django_comments_xtd"
    verbose_name = "Comments Xtd"
    default_auto_field = "django.db.models.AutoField"

    def ready(self) -> None:
        """Connect nothing."""
