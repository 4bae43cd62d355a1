"""What is done to a branch from the page of its first comment: freeze, feature, move."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from blog.models import Post
from blog.querysets import PostQuerySet
from comments import actions
from comments.admin.thread_undo import tell_done
from comments.admin.typed import typed_in
from comments.models import Comment
from comments.permissions import comments_for, moderates, threads_for

PAGE = "admin:comments_comment_change"
POSTS_FOUND = 10
# What each button does, and what is said then.
ACTS = {
    "freeze": (actions.freeze, "The branch takes no more replies."),
    "unfreeze": (actions.unfreeze, "The branch takes replies again."),
    "feature": (actions.feature, "It stands above the thread now, too."),
    "unfeature": (actions.unfeature, "It stands at its place alone."),
}


@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """Freeze or feature, or the reverse; back to the comment's page."""
    comment = _found(request, pk)
    do, said = ACTS.get(request.POST.get("act", ""), (None, ""))
    back = reverse(PAGE, args=[pk])
    try:
        if do:
            reason = typed_in(request, "reason")
            made = do(comment, by=request.user, reason=reason)
            tell_done(request, said, made, back)
    except actions.ThreadError as error:
        messages.warning(request, str(error))
    return redirect(back)


class EditForm(forms.Form):
    """What a comment shall say, and why."""

    text = forms.CharField(label="Text", widget=forms.Textarea(attrs={"rows": 12}))
    reason = forms.CharField(
        label="Reason",
        max_length=255,
        help_text="Readers see it below the text.",
        error_messages={"required": "Say why: readers see the reason below the text."},
    )

    def __init__(self, comment: Comment, *args: Any) -> None:
        super().__init__(*args, initial={"text": actions.source_of(comment)})
        self.fields["text"].help_text = (
            "As HTML: it came in with an import."
            if comment.import_ref
            else "The earlier text is kept, for moderators alone."
        )


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the text of a comment, with a notice for everybody."""
    comment = _found(request, pk)
    form = EditForm(comment, request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = actions.amend(
            comment,
            # As writers' lines end.
            form.cleaned_data["text"].replace("\r\n", "\n"),
            by=request.user,
            reason=form.cleaned_data["reason"],
        )
        tell_done(request, "The text is changed.", made, reverse(PAGE, args=[pk]))
        return redirect(PAGE, pk)
    context = {
        **_page(request, f"Edit the comment by {comment.author_name}"),
        "comment": comment,
        "form": form,
    }
    return render(request, "admin/comments/comment/edit.html", context)


def _page(request: HttpRequest, title: str) -> dict[str, Any]:
    opts = Comment._meta  # noqa: SLF001 (Django's own way)
    return {**admin.site.each_context(request), "opts": opts, "title": title}


class MoveForm(forms.Form):
    """Where a branch goes on its new post."""

    under = forms.IntegerField(
        label="As a reply to number",
        required=False,
        min_value=1,
        max_value=10**9,
        help_text="Of a comment there. Empty: it starts a thread of its own.",
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    reason = forms.CharField(
        label="Reason (optional)",
        required=False,
        max_length=300,
        help_text="For the record.",
    )

    def __init__(self, target: Post, *args: Any) -> None:
        self.target = target
        super().__init__(*args)

    def clean_under(self) -> Comment | None:
        """The comment with this number."""
        number = self.cleaned_data["under"]
        if number is None:
            return None
        there = Comment.objects.filter(post=self.target, number=number)
        found: Comment | None = there.in_thread().first()
        if found is None:
            raise forms.ValidationError(f"There is no #{number} on that post.")
        return found


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose a post, see what would go there, then move the branch."""
    comment = _found(request, pk)
    target = _target(request, comment)
    form = MoveForm(target, request.POST or None) if target else None
    is_sent = request.method == "POST"
    if form and is_sent and form.is_valid() and _moved(request, comment, form):
        return redirect(PAGE, pk)
    context = {
        **_page(request, f"Move #{comment.number} to another post"),
        "comment": comment,
        "branch": actions.branch_of(comment),
        "target": target,
        "form": form,
        **_search(request, comment),
    }
    return render(request, "admin/comments/comment/move.html", context)


def _moved(request: HttpRequest, comment: Comment, form: MoveForm) -> bool:
    """Whether the branch is where it was to go; what speaks against it is told."""
    target = form.target
    under, reason = form.cleaned_data["under"], form.cleaned_data["reason"].strip()
    try:
        made = actions.move_branch(
            comment, to=target, by=request.user, in_reply_to=under, reason=reason
        )
    except actions.ThreadError as error:
        form.add_error(None, str(error))
        return False
    said = f"The branch is on “{target}” now: it begins with #{comment.number}."
    tell_done(request, said, made, reverse(PAGE, args=[comment.pk]))
    return True


def _found(request: HttpRequest, pk: int) -> Comment:
    if not moderates(request.user):
        raise PermissionDenied
    mine = comments_for(request.user).select_related("post")
    comment: Comment = get_object_or_404(mine, pk=pk)
    return comment


def _target(request: HttpRequest, comment: Comment) -> Post | None:
    """The chosen post; 404 if its thread is not theirs to moderate."""
    chosen = request.POST.get("to") or request.GET.get("to", "")
    if not chosen:
        return None
    sought = int(chosen) if chosen.isdecimal() and len(chosen) < 10 else 0
    post: Post = get_object_or_404(_others(request, comment), pk=sought)
    return post


def _others(request: HttpRequest, comment: Comment) -> PostQuerySet:
    threads = threads_for(request.user).exclude(pk=comment.post_id)
    return threads.defer("body", "body_html", "summary")


def _search(request: HttpRequest, comment: Comment) -> dict[str, Any]:
    """Posts by their key, their address, or words of their title."""
    sought = request.GET.get("q", "").strip()
    if not sought:
        return {"sought": "", "found": []}
    slug = unquote(urlsplit(sought).path.rstrip("/").rpartition("/")[2])
    meant = Q(slug=slug) | Q(title__icontains=sought)
    if sought.isdecimal() and len(sought) < 10:
        meant |= Q(pk=int(sought))
    found = _others(request, comment).filter(meant).newest_first()
    return {"sought": sought, "found": found[:POSTS_FOUND]}
