"""Writing a comment: pages of their own, never cached. Each works without JavaScript."""

from __future__ import annotations

from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from blog.markup import vouch
from blog.models import Post
from comments import actions, shadow
from comments.forms import CommentForm
from comments.limits import limited_writing
from comments.models import Comment, latest_reason
from comments.paths import key_in
from comments.quoting import quote_of
from comments.views.reading import permalink
from comments.visitors import client_address, is_own, remember_own_comment


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited_writing
def post_comment(request: HttpRequest) -> HttpResponse:
    """The form for a comment that starts a thread, and where it is sent."""
    if request.method == "POST":
        wanted = request.POST.get("object_pk", "")
    else:
        wanted = request.GET.get("post", "")
    found = Post.objects.published()
    post = found.filter(pk=key).first() if (key := key_in(wanted)) else None
    if post is None:
        return _nothing_to_answer(request)
    return _write(request, post, parent=None)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited_writing
def reply(request: HttpRequest, cid: int) -> HttpResponse:
    """The form for an answer to a comment, and where it is sent."""
    readable = Comment.objects.readable().visible()
    parent = readable.with_freezing().filter(pk=cid).first()
    if parent is None:
        return _nothing_to_answer(request)
    return _write(request, parent.post, parent=parent)


def _nothing_to_answer(request: HttpRequest) -> HttpResponse:
    """404; what was typed is given back."""
    if not request.POST.get("comment"):
        raise Http404
    context = {"typed": request.POST["comment"]}
    return render(request, "comments/gone.html", context, status=404)


def _write(request: HttpRequest, post: Post, parent: Comment | None) -> HttpResponse:
    if request.method != "POST":
        quoted = quote_of(parent) if parent and "quote" in request.GET else ""
        typed = {"comment": quoted}
        form = CommentForm(post, user=request.user, parent=parent, initial=typed)
        return _form_page(request, form)
    form = CommentForm(post, request.POST, user=request.user, parent=parent)
    if "preview" in request.POST:
        form.full_clean()
        return _form_page(request, form.with_fresh_security(tells=False))
    comment = _post(request, form) if form.is_valid() else None
    if comment is None:
        return _form_page(request, form.with_fresh_security(), status=422)
    return to_sent_page(request, comment)


def to_sent_page(request: HttpRequest, comment: Comment) -> HttpResponse:
    sent_page = reverse("comments:sent", args=[comment.pk])
    response = HttpResponseRedirect(sent_page, status=303)
    if comment.author_id is None:
        remember_own_comment(request, response, comment)
    return response


def _post(request: HttpRequest, form: CommentForm) -> Comment | None:
    """The comment; None if it was refused, which the form then says."""
    post: Post = form.target_object
    draft = form.draft(client_address(request))
    try:
        return actions.post_comment(
            post, draft, in_reply_to=form.parent, request=request
        )
    except actions.CommentRefusedError as refusal:
        form.add_error(None, str(refusal))
        return None


def preview_of(post: Post, form: Form) -> SafeString | None:
    """The text of a form as readers would see it; None if it is not to be previewed."""
    if "preview" not in form.data or "comment" in form.errors:
        return None
    field = form.fields["comment"]
    return vouch(actions.draw_on(post, field.clean(form.data["comment"])))


def _form_page(
    request: HttpRequest, form: CommentForm, status: int = 200
) -> HttpResponse:
    post: Post = form.target_object
    here = request.path + (f"?post={post.pk}" if form.parent is None else "")
    context = {
        "form": form,
        "post": post,
        "parent": form.parent,
        "here": here,
        "user_name": form.user.get_full_name() if form.user else "",
        "preview": preview_of(post, form),
        **_openness(post, form),
    }
    return render(request, "comments/form.html", context, status=status)


def _openness(post: Post, form: CommentForm) -> dict[str, bool]:
    """Whether the post takes a comment, and this visitor's."""
    is_open = actions.takes_comments(post, below=form.parent)
    members_only = post.comment_policy == Post.CommentPolicy.MEMBERS
    must_sign_in = members_only and form.user is None
    # What was typed is shown again, whatever became of the post meanwhile.
    shows_form = form.is_bound or (is_open and not must_sign_in)
    return {
        "is_open": is_open,
        "must_sign_in": must_sign_in,
        "shows_form": shows_form,
    }


@never_cache
@require_safe
def sent(request: HttpRequest, pk: int) -> HttpResponse:
    """What became of a comment, for the one who wrote it."""
    found = Comment.objects.select_related("post").annotate(why=latest_reason())
    comment: Any = get_object_or_404(found, pk=pk)
    if not is_own(request, comment):
        return permalink(request, pk)
    state, reason = shadow.as_told(comment.state, comment.why or "")
    context = {
        "comment": comment,
        "post": comment.post,
        "key": comment.submission_key or "",
        "state": state,
        "reason": reason,
        "editable_until": actions.editable_until(comment.state, comment.posted_at),
    }
    return render(request, "comments/sent.html", context)
