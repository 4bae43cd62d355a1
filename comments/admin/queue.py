"""The queue: what waits for a moderator, and every other comment."""

from __future__ import annotations

import ipaddress
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME, ActionForm
from django.contrib.admin.views.main import ChangeList
from django.db.models.functions import Lower
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django_comments.models import Comment as LibraryComment

import blog.converters  # noqa: F401 (registers <key:…>)
from comments.admin import commenters
from comments.admin.branches import act, edit, move
from comments.admin.deciding import Batch, is_longer, keys_in, said_by, start_of
from comments.admin.lists import CappedPaginator, StateFilter, state_asked_for
from comments.admin.pages import decide, show, undo
from comments.admin.reasons import reason_choices
from comments.admin.tallies import tallies_of
from comments.models import Comment, ModerationDecision
from comments.paths import key_in
from comments.permissions import comments_for, moderates, moderates_all
from comments.querysets import PUBLISHED_COUNTED_AT_MOST, CommentQuerySet
from comments.search import found_among, read_query

SEARCH_HELP = (
    "Words or a “phrase” of the text, the beginning of a name, or the number in a "
    "comment’s address (#123)."
)
SEARCH_HELP_FOR_MODERATORS = (
    "Words or a “phrase” of the text, the beginning of a name, a whole e-mail or IP "
    "address, or the number in a comment’s address (#123)."
)
# Who looks for more than the newest so many looks for something else.
FOUND_AT_MOST = 500
# Enough to remember it by.
PARENT_WORDS = 12
# The state that a button leads to, its key, its word.
ROW_DECISIONS = [
    (Comment.State.PUBLIC, "a", "Approve"),
    (Comment.State.SPAM, "s", "Spam"),
    (Comment.State.REMOVED, "r", "Remove"),
]

COMMENTER_PAGES = [
    ("commenter/", commenters.show, "show"),
    ("commenter/note/", commenters.add_note, "note"),
    ("commenter/warn/", commenters.warn, "warn"),
    ("commenter/restrain/", commenters.restrain, "restrain"),
]


class QueueActionForm(ActionForm):
    """The choice of a decision, and why."""

    template = forms.ChoiceField(required=False, label="Reason:")
    reason = forms.CharField(
        max_length=255,
        required=False,
        label="Own words:",
        widget=forms.TextInput(attrs={"placeholder": "optional"}),
    )
    # What has been decided since this moment is not decided again unseen.
    seen_at = forms.CharField(
        required=False,
        label="",
        widget=forms.HiddenInput,
        initial=lambda: timezone.now().isoformat(),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A list: a function would be asked twice for each page.
        self.fields["template"].choices = reason_choices()


class Queue(ChangeList):
    """The rows of one page, with what decided about each last."""

    def get_queryset(
        self, request: HttpRequest, exclude_parameters: Any = None
    ) -> CommentQuerySet:
        return super().get_queryset(request, exclude_parameters).for_queue()

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        if moderates_all(request.user):
            self.search_help_text = SEARCH_HELP_FOR_MODERATORS
        # The keys first: an index alone may hold their order, and only those that are
        # shown are read with their posts and texts.
        pks = list(self.result_list.values_list("pk", flat=True))
        found = {row.pk: row for row in Comment.objects.filter(pk__in=pks).for_queue()}
        rows = self.result_list = [found[pk] for pk in pks if pk in found]
        decisions = ModerationDecision.objects.filter(comment__in=pks)
        last = {one.comment_id: one for one in decisions.select_related("made_by")}
        sees_all = moderates_all(request.user)
        tallies = tallies_of(pks, with_addresses=sees_all)
        # Who shows the whole number beside it would have to count all.
        self.full_result_count = self.result_count
        for comment in rows:
            comment.last_decision = last.get(comment.pk)
            comment.tally = tallies[comment.pk]
            comment.published_by_writer = comment.tally.public
            comment.filters = request.GET.urlencode()


@admin.register(Comment)
class CommentAdmin(admin.ModelAdmin):
    """Comments, read-only but for the moderators' decisions."""

    action_form = QueueActionForm
    actions = [
        "approve_selected",
        "hold_selected",
        "spam_selected",
        "remove_selected",
        "dismiss_selected",
    ]
    list_display = ["text", "commenter", "state_now", "decision"]
    list_filter = [StateFilter]
    list_per_page = list_max_show_all = 50
    paginator = CappedPaginator
    search_fields = ["author_name"]
    search_help_text = SEARCH_HELP
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    sortable_by: list[str] = []

    class Media:
        js = [forms.Script("js/queue.js", type="module")]

    # --- What is there for whom ---

    def get_queryset(self, request: HttpRequest) -> CommentQuerySet:
        return comments_for(request.user)

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Comment | None:
        """None for what can't be a key, which a database would choke on."""
        if not keys_in([object_id]):
            return None
        return super().get_object(request, object_id, from_field)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return Queue

    def get_ordering(self, request: HttpRequest) -> list[str]:
        """What waits longest, what has most reports, elsewhere what is newest."""
        orders = {"held": ["posted_at", "pk"], "reported": ["-report_count", "pk"]}
        return orders.get(state_asked_for(request), ["-posted_at", "-pk"])

    def lookup_allowed(
        self, lookup: str, value: str, request: HttpRequest | None = None
    ) -> bool:
        """Nothing else: an e-mail address could be guessed letter by letter."""
        return lookup == "state" or (lookup == "post" and bool(keys_in([value])))

    def get_search_results(
        self, request: HttpRequest, queryset: CommentQuerySet, search_term: str
    ) -> tuple[CommentQuerySet, bool]:
        """Only what an index finds: a search through every text would take minutes."""
        sought = search_term.strip()
        if not sought:
            return queryset, False
        if sought.startswith("#") and sought[1:].isdecimal():
            return queryset.filter(pk=key_in(sought[1:])), False
        if moderates_all(request.user):
            if "@" in sought[1:]:
                lower = {"email_in_lower_case": sought.lower()}
                return _latest_with(queryset, lower), False
            if _is_ip_address(sought):
                return _latest_with(queryset, {"ip_address": sought}), False
        return _named_or_saying(queryset, sought), False

    def has_view_permission(
        self, request: HttpRequest, obj: Comment | None = None
    ) -> bool:
        return moderates(request.user)

    has_module_permission = has_view_permission
    # The name that the actions ask for; each comment is asked about again.
    has_moderate_permission = has_view_permission

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(
        self, request: HttpRequest, obj: Comment | None = None
    ) -> bool:
        return False

    has_delete_permission = has_change_permission

    # --- Pages ---

    def get_urls(self) -> list[URLPattern]:
        for_staff = self.admin_site.admin_view
        return [
            path("undo/", for_staff(undo), name="comments_comment_undo"),
            *(
                path(address, for_staff(view), name=f"comments_commenter_{name}")
                for address, view, name in COMMENTER_PAGES
            ),
            path("<key:pk>/decide/", for_staff(decide), name="comments_comment_decide"),
            path("<key:pk>/change/", for_staff(show), name="comments_comment_change"),
            path("<key:pk>/act/", for_staff(act), name="comments_comment_act"),
            path("<key:pk>/edit/", for_staff(edit), name="comments_comment_edit"),
            path("<key:pk>/move/", for_staff(move), name="comments_comment_move"),
            *super().get_urls(),
        ]

    def response_action(self, request: HttpRequest, queryset: Any) -> Any:
        """Django's, which fails on a tick that names no row of any database."""
        if request.POST.getlist(ACTION_CHECKBOX_NAME):
            request.POST = request.POST.copy()
            ticked = keys_in(request.POST.getlist(ACTION_CHECKBOX_NAME))
            request.POST.setlist(ACTION_CHECKBOX_NAME, ticked)
        return super().response_action(request, queryset)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {"title": "Comments", **(extra_context or {})}
        if keys_in([post := request.GET.get("post", "")]):
            context["thread"] = post
        return super().changelist_view(request, context)

    # --- Columns ---

    @admin.display(description="comment")
    def text(self, comment: Comment) -> str:
        return start_of(comment) or "(no text)"

    @admin.display(description="decide")
    def decision(self, comment: Comment) -> str:
        offered = [row for row in ROW_DECISIONS if row[0] != comment.state]
        context = {"comment": comment, "decisions": offered}
        return render_to_string("admin/comments/comment/row_decisions.html", context)

    @admin.display(description="commenter and post")
    def commenter(self, comment: Comment) -> str:
        parent = comment.in_reply_to
        context = {
            "comment": comment,
            "is_longer": is_longer(comment),
            "most": PUBLISHED_COUNTED_AT_MOST,
            "parent_start": start_of(parent, words=PARENT_WORDS) if parent else "",
        }
        return render_to_string("admin/comments/comment/who_and_where.html", context)

    @admin.display(description="state, written")
    def state_now(self, comment: Comment) -> str:
        last = comment.last_decision
        context = {
            "comment": comment,
            "why": said_by(last) if last else "",
            "written": date_format(localtime(comment.posted_at), "j M Y, H:i"),
        }
        return render_to_string("admin/comments/comment/state.html", context)

    # --- Decisions ---

    @admin.action(description="Approve", permissions=["moderate"])
    def approve_selected(self, request: HttpRequest, comments: Any) -> None:
        self._decide(request, comments, Comment.State.PUBLIC)

    @admin.action(description="Hold", permissions=["moderate"])
    def hold_selected(self, request: HttpRequest, comments: Any) -> None:
        self._decide(request, comments, Comment.State.HELD)

    @admin.action(description="Spam", permissions=["moderate"])
    def spam_selected(self, request: HttpRequest, comments: Any) -> None:
        self._decide(request, comments, Comment.State.SPAM)

    @admin.action(description="Remove", permissions=["moderate"])
    def remove_selected(self, request: HttpRequest, comments: Any) -> None:
        self._decide(request, comments, Comment.State.REMOVED)

    @admin.action(description="Dismiss reports", permissions=["moderate"])
    def dismiss_selected(self, request: HttpRequest, comments: Any) -> None:
        self._decide(request, comments, "")

    def _decide(self, request: HttpRequest, comments: Any, to: str) -> None:
        """``to``: a state, or nothing to dismiss the reports."""
        batch = Batch(request, to)
        batch.decide(comments)
        batch.look_for_missing(request.POST.getlist(ACTION_CHECKBOX_NAME))
        batch.tell()


def _latest_with(comments: CommentQuerySet, sought: dict[str, str]) -> CommentQuerySet:
    """The newest of those whose row of the library is so; an index holds their order."""
    rows = LibraryComment.objects.alias(email_in_lower_case=Lower("user_email"))
    latest = rows.filter(**sought).order_by("-pk").values("pk")[:FOUND_AT_MOST]
    return comments.filter(pk__in=latest)


def _named_or_saying(comments: CommentQuerySet, sought: str) -> CommentQuerySet:
    """Those whose text or whole name says so, or whose writer's name begins so.

    Where very many names do, those that the words don't find are left out.
    """
    query = read_query(sought)
    saying = [] if query.is_empty else found_among(comments, query, most=FOUND_AT_MOST)
    if not saying:
        return comments.named(sought)
    # In the order of the index, or PostgreSQL looks through the table for the first few.
    named = Comment.objects.named(sought).order_by("name_in_order")
    named = named.values_list("pk", flat=True)
    pks = list(named[: FOUND_AT_MOST + 1])
    return comments.filter(
        pk__in={*saying, *(pks if len(pks) <= FOUND_AT_MOST else ())}
    )


def _is_ip_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
