"""The page of one commenter, and the addresses that warn, note, hold, ban and lift."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.visitors import place_of
from comments import actions, mails_to_writers
from comments.admin.deciding import keys_in
from comments.admin.reasons import chosen_template
from comments.admin.records import names_at, record_of_rows
from comments.admin.returning import back_to
from comments.admin.typed import typed_in
from comments.commenters import Commenter
from comments.facts import draft_of
from comments.models import Ban, Comment, Reason, ReasonTemplate
from comments.networks import shown_network
from comments.permissions import moderates_all

COMMENTS_SHOWN = 50
NOTE_LENGTH = 2000
LASTS = {"1": "a day", "7": "a week", "30": "a month", "": "for ever"}


class RestrainForm(forms.Form):
    """A ban or a hold of somebody, in two choices and a sentence."""

    kind = forms.ChoiceField(
        choices=[
            (Ban.Kind.HOLD, "Hold every comment"),
            (Ban.Kind.SHADOW, "Hold, and show it to the writer as online"),
            (Ban.Kind.BAN, "Ban"),
        ],
        label="What",
    )
    days = forms.ChoiceField(
        choices=list(LASTS.items()), required=False, initial="7", label="For"
    )
    reason = forms.CharField(max_length=300, required=False)

    def ban(self, commenter: Commenter, network: str) -> Ban:
        """What was chosen, not saved; call it on a valid form."""
        chosen = self.cleaned_data
        days = chosen["days"]
        return Ban(
            kind=chosen["kind"],
            user=commenter.user,
            email=commenter.email,
            network=network,
            reason=chosen["reason"],
            until=timezone.now() + timedelta(days=int(days)) if days else None,
        )


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Somebody's record, comments, bans and notes: of ?user=, ?email= or ?comment=."""
    commenter, _ = _commenter(request, request.GET)
    comments = commenter.comments.select_related("post").order_by("-posted_at", "-pk")
    latest = list(comments[:COMMENTS_SHOWN])
    addresses = sorted({one.ip_address for one in latest if one.ip_address})
    context = {
        **admin.site.each_context(request),
        **tools_for(request, commenter, None),
        "opts": Comment._meta,  # noqa: SLF001 (Django's own way)
        "title": f"Commenter: {commenter}",
        "record": record_of_rows(commenter.comments),
        "names": sorted({one.author_name for one in latest}),
        "addresses": addresses,
        "names_there": names_at(addresses),
        "comments": latest,
        "back": request.get_full_path(),
    }
    return render(request, "admin/comments/commenter/page.html", context)


def tools_for(
    request: HttpRequest, commenter: Commenter, comment: Comment | None
) -> dict[str, Any]:
    """What the people tools on a page show; nothing to who may not use them."""
    if not (commenter and moderates_all(request.user)):
        return {"person": None}
    bans = commenter.bans
    if comment is not None:
        # Those of the network that it came from as well.
        against = Ban.objects.in_force().against(draft_of(comment))
        bans = against.select_related("user", "made_by", "lifted_by")
    sees_notes = request.user.has_perm("comments.view_note")
    return {
        "person": commenter,
        "comment": comment,
        "bans": bans,
        "in_force": [ban for ban in bans if ban.is_in_force],
        "notes": commenter.notes if sees_notes else [],
        "reachable": mails_to_writers.reaches(commenter),
        "warnings": ReasonTemplate.objects.for_warnings(),
        "restrain_form": RestrainForm(auto_id="restrain_%s"),
        "place": shown_network(place_of(comment.ip_address)) if comment else "",
    }


@require_POST
def add_note(request: HttpRequest) -> HttpResponse:
    """Leave a note for the other moderators."""
    commenter, _ = _commenter(request, request.POST, "comments.add_note")
    text = typed_in(request, "text")[:NOTE_LENGTH]
    if text:
        actions.note(commenter, text=text, by=request.user)
        messages.success(request, f"Noted about {commenter}.")
    else:
        messages.error(request, "Write something first.")
    return redirect(back_to(request))


@require_POST
def warn(request: HttpRequest) -> HttpResponse:
    """Send the commenter a mail."""
    commenter, about = _commenter(request, request.POST, "comments.add_note")
    words = typed_in(request, "text")[:NOTE_LENGTH]
    text = str(Reason(words, chosen_template(request, "warnings")))
    try:
        if not text:
            raise actions.WarningError("Choose a reason, or write what is wrong.")
        actions.warn(commenter, text=text, by=request.user, about=about)
        messages.success(request, f"{commenter} is warned by mail.")
    except actions.WarningError as error:
        messages.error(request, str(error))
    return redirect(back_to(request))


@require_POST
def restrain(request: HttpRequest) -> HttpResponse:
    """Hold or ban the commenter."""
    commenter, about = _commenter(request, request.POST, "comments.add_ban")
    form = RestrainForm(request.POST)
    network = (
        place_of(about.ip_address) if about and request.POST.get("network") else ""
    )
    if not form.is_valid():
        messages.error(request, "Choose what, and for how long.")
    elif commenter.user and moderates_all(commenter.user):
        messages.error(request, IS_A_MODERATOR)
    else:
        try:
            ban = actions.restrain(form.ban(commenter, network), by=request.user)
            messages.success(request, f"In force – {ban}.")
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
    return redirect(back_to(request))


@require_POST
def lift(request: HttpRequest, pk: int) -> HttpResponse:
    """End a ban or a hold."""
    if not request.user.has_perm("comments.change_ban"):
        raise PermissionDenied
    ban = get_object_or_404(Ban, pk=pk)
    if actions.lift(ban, by=request.user):
        messages.success(request, f"Lifted – {ban}.")
    else:
        messages.warning(request, "This holds no more: somebody has lifted it.")
    return redirect(back_to(request))


IS_A_MODERATOR = (
    "This account moderates all threads, so no hold or ban is for it. An administrator "
    "can take that right away."
)


def _commenter(
    request: HttpRequest, said: Any, permission: str = ""
) -> tuple[Commenter, Comment | None]:
    """Whom ``said`` names, and by which comment. 404: nobody, 403: not for this user."""
    allowed = moderates_all(request.user) and (
        not permission or request.user.has_perm(permission)
    )
    if not allowed:
        raise PermissionDenied
    comment = None
    if pk := keys_in([said.get("comment", "")]):
        rows = Comment.objects.select_related("author", "post")
        comment = get_object_or_404(rows, pk=pk[0])
        commenter = Commenter.of(comment)
    elif pk := keys_in([said.get("user", "")]):
        commenter = Commenter(user=get_object_or_404(User, pk=pk[0]))
    else:
        commenter = Commenter(email=said.get("email", "").strip()[:254])
    if not commenter:
        raise Http404
    return commenter, comment
