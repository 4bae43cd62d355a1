"""What writers may still do with their own comments. Works without JavaScript."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from comments import actions
from comments.forms import EditForm
from comments.limits import account_or_place, limited
from comments.models import Comment
from comments.views.writing import preview_of, to_sent_page
from comments.visitors import is_own


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("edit", account_or_place)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The form with the text of one's own comment, and where it is sent."""
    comment = _own(request, pk)
    if request.method != "POST":
        return _edit_page(request, comment, EditForm({"comment": comment.comment}))
    form = EditForm(request.POST)
    if "preview" in request.POST:
        return _edit_page(request, comment, form)
    if form.is_valid() and _edit(request, comment, form):
        return to_sent_page(request, comment)
    return _edit_page(request, comment, form, status=422)


def _edit(request: HttpRequest, comment: Comment, form: EditForm) -> bool:
    """Whether the edit was taken; if not, the form says why."""
    text = form.cleaned_data["comment"]
    try:
        actions.edit_comment(comment, text, by=_member(request), request=request)
    except actions.CommentRefusedError as refusal:
        form.add_error(None, str(refusal))
    return form.is_valid()


def _edit_page(
    request: HttpRequest, comment: Comment, form: EditForm, status: int = 200
) -> HttpResponse:
    context = {
        "comment": comment,
        "post": comment.post,
        "form": form,
        "preview": preview_of(actions.written_on(comment), form),
        "is_open": actions.may_still_edit(comment),
        "too_late": actions.TOO_LATE,
    }
    return render(request, "comments/edit.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then take one's own comment back."""
    comment, refusal = _own(request, pk), ""
    if request.method == "POST":
        try:
            actions.delete_own_comment(comment, by=_member(request))
            return to_sent_page(request, comment)
        except actions.CommentRefusedError as error:
            refusal = str(error)
    elif not actions.may_still_edit(comment):
        refusal = actions.TOO_LATE
    context = {"comment": comment, "post": comment.post, "refusal": refusal}
    status = 422 if refusal and request.method == "POST" else 200
    return render(request, "comments/delete.html", context, status=status)


def _own(request: HttpRequest, pk: int) -> Comment:
    """The visitor's comment; 404 for everybody else's."""
    found = Comment.objects.select_related("post").filter(pk=pk)
    comment: Comment = get_object_or_404(found)
    if not is_own(request, comment):
        raise Http404
    return comment


def _member(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None
