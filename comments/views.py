"""Writing a comment, and finding one: pages of their own, never cached.

Each works without JavaScript. They are mounted under the names that the comments
package reverses; its own views are not used.
"""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from blog.models import Post
from comments import actions
from comments.forms import CommentForm
from comments.models import Comment, Confirmation
from comments.templatetags.comment_tags import page_address
from comments.threads import page_of
from comments.visitors import client_address, is_own, remember_own_comment


@require_safe
def permalink(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to the comment on the right page of its thread."""
    comment = get_object_or_404(Comment.objects.readable(), pk=pk)
    address = page_address(comment.post, page_of(comment))
    return redirect(f"{address}#comment-{comment.pk}")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def post_comment(request: HttpRequest) -> HttpResponse:
    """The form for a comment that starts a thread, and where it is sent."""
    if request.method == "POST":
        wanted = request.POST.get("object_pk", "")
    else:
        wanted = request.GET.get("post", "")
    found = Post.objects.published().prefetch_related("bylines__author")
    post = found.filter(pk=wanted).first() if wanted.isdecimal() else None
    if post is None:
        return _nothing_to_answer(request)
    return _write(request, post, parent=None)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, cid: int) -> HttpResponse:
    """The form for an answer to a comment, and where it is sent."""
    parent = Comment.objects.readable().visible().filter(pk=cid).first()
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
        form = CommentForm(post, user=request.user, parent=parent)
        return _form_page(request, form)
    form = CommentForm(post, request.POST, user=request.user, parent=parent)
    comment = _post(request, form) if form.is_valid() else None
    if comment is None:
        return _form_page(request, form.with_fresh_security(), status=422)
    return _to_sent_page(request, comment)


def _to_sent_page(request: HttpRequest, comment: Comment) -> HttpResponse:
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


def _form_page(
    request: HttpRequest, form: CommentForm, status: int = 200
) -> HttpResponse:
    post: Post = form.target_object
    is_open = actions.takes_comments(post)
    members_only = post.comment_policy == Post.CommentPolicy.MEMBERS
    must_sign_in = members_only and form.user is None
    context = {
        "form": form,
        "post": post,
        "parent": form.parent,
        "user_name": form.user.get_full_name() if form.user else "",
        "is_open": is_open,
        "must_sign_in": must_sign_in,
        # What was typed is shown again, whatever became of the post meanwhile.
        "shows_form": form.is_bound or (is_open and not must_sign_in),
    }
    return render(request, "comments/form.html", context, status=status)


@never_cache
@require_safe
def sent(request: HttpRequest, pk: int) -> HttpResponse:
    """What became of a comment, for the one who wrote it."""
    comment = get_object_or_404(Comment.objects.select_related("post"), pk=pk)
    if not is_own(request, comment):
        return permalink(request, pk)
    decision = comment.decisions.order_by("made_at", "id").last()
    context = {
        "comment": comment,
        "post": comment.post,
        "reason": decision.reason or decision.rule if decision else "",
    }
    return render(request, "comments/sent.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, key: str) -> HttpResponse:
    """Ask, then let a guest's comment in. Mail programs open links by themselves."""
    confirmation = Confirmation.objects.with_token(key)
    if confirmation is None:
        return render(request, "comments/confirm_unknown.html", status=404)
    if request.method != "POST":
        return _confirm_page(request, confirmation)
    follows = "follows" in request.POST
    try:
        comment = actions.confirm(confirmation, follows=follows, request=request)
    except actions.CommentRefusedError as refusal:
        return _confirm_page(request, confirmation, refusal=str(refusal))
    return _to_sent_page(request, comment)


def _confirm_page(
    request: HttpRequest, confirmation: Confirmation, refusal: str = ""
) -> HttpResponse:
    comment = confirmation.comment
    if confirmation.has_expired and comment.state != Comment.State.UNCONFIRMED:
        # The link has done its work, and opens nothing for whoever finds the mail.
        return permalink(request, comment.pk)
    if confirmation.confirmed_at:
        return _to_sent_page(request, comment)
    if confirmation.has_expired:
        refusal = actions.EXPIRED
    context = {"comment": comment, "post": comment.post, "refusal": refusal}
    status = 422 if refusal else 200
    return render(request, "comments/confirm.html", context, status=status)


# Mail programs send this POST by themselves (RFC 8058): the key is the permission.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mute(request: HttpRequest, key: str) -> HttpResponse:
    """Ask, then send no more mails of a thread to whoever got this link."""
    if request.method == "POST":
        post = actions.mute_thread(key, request=request)
        return render(request, "comments/muted.html", {"post": post})
    post = actions.followed_thread(key)
    status = 200 if post else 404
    return render(request, "comments/mute.html", {"post": post}, status=status)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def react(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then note (or take back) that a member agrees with a comment."""
    comment = get_object_or_404(Comment.objects.readable().visible(), pk=pk)
    member = _member(request)
    if request.method == "POST":
        actions.react(comment, by=member, request=request)
        return redirect("comments:comment", pk=pk)
    context = {
        "comment": comment,
        "post": comment.post,
        "has_reacted": actions.has_reacted(comment, member),
    }
    return render(request, "comments/react.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Ask, then tell the moderators that a member finds a comment out of order."""
    comment = get_object_or_404(Comment.objects.readable().visible(), pk=comment_id)
    if request.method == "POST":
        actions.report(comment, by=_member(request), request=request)
        return render(request, "comments/reported.html", {"comment": comment})
    context = {"comment": comment, "post": comment.post}
    return render(request, "comments/report.html", context)


def _member(request: HttpRequest) -> User:
    """Who is signed in; the view has made sure that somebody is."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
