from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from blog.models import Post
from comments.actions import CommentRefusedError
from comments.models import Comment
from demo import actions, staff
from demo.documents import ContentError
from demo.shelf import SOURCE


class Command(BaseCommand):
    help = (
        "Add the demo blog: thirty posts by six authors, and their threads. "
        "A second run changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--anyway",
            action="store_true",
            help="Add it beside posts that are not the demo's.",
        )
        parser.add_argument(
            "--logins", action="store_true", help="Only print the demo logins."
        )

    def handle(
        self, *, anyway: bool, logins: bool, verbosity: int, **options: Any
    ) -> None:
        if not logins:
            self._add(anyway=anyway)
        # bin/serve prints them once the site answers.
        if logins or verbosity:
            self._print_logins()

    def _add(self, *, anyway: bool) -> None:
        if actions.is_here():
            self.stdout.write("The demo blog is here already; nothing was changed.")
            return
        if actions.has_other_posts() and not anyway:
            raise CommandError(
                "This site has posts of its own, so the demo blog was not added. "
                "To have it beside them: manage.py demo --anyway"
            )
        try:
            actions.add_demo()
        except (ContentError, CommentRefusedError) as error:
            raise CommandError(f"The demo blog was not added. {error}") from error
        posts = Post.objects.filter(import_ref__startswith=SOURCE)
        comments = Comment.objects.filter(post__in=posts)
        self.stdout.write(
            f"The demo blog is here: {posts.count()} posts, "
            f"{comments.count()} comments."
        )

    def _print_logins(self) -> None:
        """Nothing on a site that never had the demo."""
        rows = staff.logins()
        if not rows:
            return
        self.stdout.write(
            f"Demo logins, for trying out and never for a live site; "
            f"the password of each is {staff.PASSWORD}"
        )
        for role, user in rows:
            self.stdout.write(f"  {role:<14} {user.email}")
