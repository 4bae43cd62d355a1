"""Threads: who may comment, how fast, until when, and what was done about them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

import blog.converters  # noqa: F401 (registers <key:…>)
from blog.models import Post
from blog.querysets import PostQuerySet
from comments import actions
from comments.admin.deciding import keys_in
from comments.admin.thread_undo import tell_done, undo_act
from comments.admin.typed import typed_in
from comments.marks import FEATURED_AT_MOST
from comments.models import Comment, FormerPlace, Thread, ThreadDecision
from comments.permissions import moderates, threads_for

PAGE = "admin:comments_thread"
RECORD_SHOWN = 50
LONGEST_PAUSE = 24 * 60
LONGEST_LIFE = 20_000


class ThreadForm(forms.Form):
    """What can be set about a thread.

    Only what the moderator has changed is written: who had the page open for an hour
    does not take back what another did meanwhile.
    """

    comment_policy = forms.ChoiceField(
        label="Who may comment",
        choices=Post.CommentPolicy.choices,
        show_hidden_initial=True,
    )
    slow_minutes = forms.IntegerField(
        label="Slow mode",
        min_value=0,
        max_value=LONGEST_PAUSE,
        help_text="Minutes that each waits after a comment of their own. 0: none.",
        show_hidden_initial=True,
    )
    comments_close_after_days = forms.IntegerField(
        label="Closes after days",
        required=False,
        min_value=0,
        max_value=LONGEST_LIFE,
        show_hidden_initial=True,
    )
    reason = forms.CharField(
        label="Reason (optional)",
        required=False,
        max_length=300,
        help_text="For the record.",
    )

    def __init__(self, post: Post, *args: Any) -> None:
        names = ("comment_policy", "slow_minutes", "comments_close_after_days")
        initial = {name: getattr(post, name) for name in names}
        super().__init__(*args, initial=initial)
        days = settings.MASTHEAD_COMMENTS_CLOSE_AFTER_DAYS
        age = (timezone.now() - (post.published_at or timezone.now())).days
        self.fields["comments_close_after_days"].help_text = (
            f"Counted from publication, which was {age} day{'' if age == 1 else 's'} "
            f"ago. Empty: as everywhere ({f'{days} days' if days else 'never'}). "
            "0: never."
        )

    def changes(self) -> actions.ThreadSettings:
        """What is to be written; call it on a valid form."""
        wanted: actions.ThreadSettings = {}
        cleaned, changed = self.cleaned_data, self.changed_data
        if "comment_policy" in changed:
            wanted["comment_policy"] = cleaned["comment_policy"]
        if "slow_minutes" in changed:
            wanted["slow_minutes"] = cleaned["slow_minutes"]
        if "comments_close_after_days" in changed:
            days = cleaned["comments_close_after_days"]
            wanted["comments_close_after_days"] = days
        return wanted


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a thread; its form is sent here, too."""
    post = _found(request, pk)
    form = ThreadForm(post, request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"].strip()
        made = actions.change_thread(
            post, form.changes(), by=request.user, reason=reason
        )
        tell_done(request, "Saved.", made, reverse(PAGE, args=[pk]))
        return redirect(PAGE, pk)
    context = {
        **admin.site.each_context(request),
        **_surroundings(post),
        "opts": Thread._meta,  # noqa: SLF001 (Django's own way)
        "title": f"Thread below “{post}”",
        "post": post,
        "form": form,
        "back": reverse(PAGE, args=[pk]),
    }
    return render(request, "admin/comments/thread/page.html", context)


@require_POST
def close_or_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the thread now, or open it again on the terms before."""
    post, reason = _found(request, pk), typed_in(request, "reason")
    if "close" in request.POST:
        made = actions.close_thread(post, by=request.user, reason=reason)
        said = "The thread is closed."
    else:
        made = actions.reopen_thread(post, by=request.user, reason=reason)
        said = "The thread is open again."
    tell_done(request, said, made, reverse(PAGE, args=[pk]))
    return redirect(PAGE, pk)


@require_safe
def find(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to a comment by its number here, the number of a moved one included."""
    post, number = _found(request, pk), request.GET.get("number", "").strip(" #")
    sought = int(number) if number.isdecimal() and len(number) < 10 else 0
    here = Comment.objects.filter(post=post, number=sought).values_list("pk")
    left = FormerPlace.objects.filter(post=post, number=sought).values_list("comment")
    if found := here.union(left).first():
        return redirect("admin:comments_comment_change", found[0])
    messages.warning(request, f"There is no #{number} in this thread.")
    return redirect(PAGE, pk)


def _found(request: HttpRequest, pk: int) -> Post:
    if not moderates(request.user):
        raise PermissionDenied
    threads = threads_for(request.user).defer("body", "body_html")
    post: Post = get_object_or_404(threads, pk=pk)
    return post


def _surroundings(post: Post) -> dict[str, Any]:
    """How the thread stands, what is marked in it, what was done to it."""
    own = Comment.objects.on_post(post).only("number", "author_name", "post", "state")
    moved = FormerPlace.objects.filter(post=post, is_signpost=True)
    record = ThreadDecision.objects.on_thread(post).for_record()
    return {
        "takes_comments": actions.takes_comments(post),
        "closes_at": actions.comments_close_at(post),
        "held_count": Comment.objects.filter(post=post).pending().count(),
        "featured": own.filter(featured_at__isnull=False),
        "featured_at_most": FEATURED_AT_MOST,
        "frozen": own.filter(frozen_at__isnull=False),
        "signposts": moved.select_related("comment__post").order_by("path"),
        "record": record.order_by("-made_at", "-id")[:RECORD_SHOWN],
    }


@admin.register(Thread)
class ThreadAdmin(admin.ModelAdmin):
    """The threads that somebody moderates; nothing is made or deleted here."""

    list_display = ["__str__", "comment_count", "terms", "published_at"]
    list_filter = ["comment_policy"]
    list_per_page = 50
    ordering = ["-published_at", "-id"]
    search_fields = ["title", "slug"]
    search_help_text = "Words of the title, or of the address."
    show_full_result_count = False
    sortable_by: list[str] = []

    def get_queryset(self, request: HttpRequest) -> PostQuerySet:
        rows = threads_for(request.user).defer("body", "body_html", "summary")
        return rows.order_by(*self.ordering)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return moderates(request.user)

    has_module_permission = has_view_permission

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    has_delete_permission = has_change_permission

    def get_urls(self) -> list[URLPattern]:
        for_staff = self.admin_site.admin_view
        shut = for_staff(close_or_reopen)
        return [
            path("acts/<key:pk>/undo/", for_staff(undo_act), name="comments_act_undo"),
            path("<key:pk>/find/", for_staff(find), name="comments_thread_find"),
            path("<key:pk>/close/", shut, name="comments_thread_close"),
            path("<key:pk>/", for_staff(show), name="comments_thread"),
            *super().get_urls(),
        ]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Where the list's rows lead; the page is ours."""
        if not keys_in([object_id]):
            raise Http404
        return redirect(PAGE, object_id)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {"title": "Threads", **(extra_context or {})}
        return super().changelist_view(request, context)

    @admin.display(description="who may comment")
    def terms(self, post: Thread) -> str:
        if not actions.takes_comments(post):
            return "Closed"
        slow = f", slow mode ({post.slow_minutes} min)" if post.slow_minutes else ""
        return f"{post.get_comment_policy_display()}{slow}"
