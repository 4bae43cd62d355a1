"""The moderators' side: the queue, the record, rules, bans and notes."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import strip_tags
from django.utils.text import Truncator

from comments import actions as act
from comments.models import Ban, Comment, ModerationDecision, Note, Rule
from comments.permissions import can_moderate

WORDS_IN_LIST = 30


@admin.register(Comment)
class CommentAdmin(admin.ModelAdmin[Comment]):
    """Comments, read-only but for the moderators' decisions."""

    actions = ["approve_selected", "hold_selected", "spam_selected", "remove_selected"]
    list_display = ["start", "author_name", "post", "state", "posted_at"]
    list_filter = ["state"]
    list_select_related = ["post"]
    list_per_page = 50
    ordering = ["-posted_at"]
    show_full_result_count = False
    sortable_by: list[str] = []
    fields = ["post", "author_name", "user_email", "ip_address", "comment", "state"]
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Comment]:
        """All comments for moderators, those of own posts for authors."""
        found = Comment.objects.all().order_by(*self.ordering)
        if request.user.has_perm("comments.moderate_comment"):
            return found
        return found.filter(post__bylines__author__user=request.user.pk)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(
        self, request: HttpRequest, obj: Comment | None = None
    ) -> bool:
        return False

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        """Whether the actions are offered; each comment is asked about again."""
        return request.user.has_perm(
            "comments.moderate_comment"
        ) or request.user.has_perm("comments.moderate_own_threads")

    @admin.display(description="comment")
    def start(self, comment: Comment) -> str:
        return Truncator(strip_tags(comment.body_html)).words(WORDS_IN_LIST)

    @admin.action(description="Approve", permissions=["moderate"])
    def approve_selected(self, request: HttpRequest, comments: Any) -> None:
        self._decide(request, comments, act.approve)

    @admin.action(description="Hold", permissions=["moderate"])
    def hold_selected(self, request: HttpRequest, comments: Any) -> None:
        self._decide(request, comments, act.hold)

    @admin.action(description="Spam", permissions=["moderate"])
    def spam_selected(self, request: HttpRequest, comments: Any) -> None:
        self._decide(request, comments, act.mark_spam)

    @admin.action(description="Remove", permissions=["moderate"])
    def remove_selected(self, request: HttpRequest, comments: Any) -> None:
        self._decide(request, comments, act.remove)

    def _decide(self, request: HttpRequest, comments: Any, decide: Any) -> None:
        allowed = [one for one in comments if can_moderate(request.user, one.post)]
        decided = [one for one in allowed if decide(one, by=request.user)]
        messages.success(request, f"Comments decided about: {len(decided)}.")


@admin.register(Rule)
class RuleAdmin(admin.ModelAdmin[Rule]):
    """What happens to new comments."""

    list_display = ["name", "position", "condition", "value", "verdict", "is_active"]


@admin.register(Ban)
class BanAdmin(admin.ModelAdmin[Ban]):
    """Who may not comment."""

    list_display = ["__str__", "reason", "since", "until"]
    list_select_related = ["user"]
    raw_id_fields = ["user"]

    def save_model(
        self, request: HttpRequest, obj: Ban, form: Any, change: bool
    ) -> None:
        obj.made_by = obj.made_by or request.user
        obj.save()


@admin.register(Note)
class NoteAdmin(admin.ModelAdmin[Note]):
    """What moderators tell each other."""

    list_display = ["__str__", "user", "email", "written_at"]
    list_select_related = ["user"]
    raw_id_fields = ["user"]

    def save_model(
        self, request: HttpRequest, obj: Note, form: Any, change: bool
    ) -> None:
        obj.written_by = obj.written_by or request.user
        obj.save()


@admin.register(ModerationDecision)
class ModerationDecisionAdmin(admin.ModelAdmin[ModerationDecision]):
    """The record; nobody changes it."""

    list_display = ["made_at", "comment", "from_state", "to_state", "made_by", "rule"]
    list_select_related = ["comment", "made_by"]
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(
        self, request: HttpRequest, obj: ModerationDecision | None = None
    ) -> bool:
        return False

    def has_delete_permission(
        self, request: HttpRequest, obj: ModerationDecision | None = None
    ) -> bool:
        return False
