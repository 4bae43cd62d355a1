"""Writing, filing and publishing posts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.db.models.functions import Length
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime

from blog import actions
from blog.forms import BylineForm, BylineFormSet, CorrectionForm, PostForm
from blog.models import Byline, Correction, Post, Tag
from blog.permissions import (
    author_of,
    can_edit,
    can_publish,
    can_write,
    is_editor,
    posts_for,
)

from .choices import ChoosesByName
from .prose import ProseAdmin

TAGS_SUGGESTED = 20
BEFORE_PUBLICATION = (Post.Status.DRAFT, Post.Status.IN_REVIEW)


class BylineInline(ChoosesByName, admin.TabularInline):
    """Who wrote the post: editors choose, the others write under their own name."""

    model = Byline
    form = BylineForm
    formset = BylineFormSet
    fields = ["author", "position"]
    autocomplete_fields = fields_at_hand = ["author"]
    verbose_name = "author"
    verbose_name_plural = "byline"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Byline]:
        return super().get_queryset(request).select_related("author")

    def get_extra(self, request: HttpRequest, obj: Post | None = None) -> int:
        return 0 if obj else 1

    def get_formset(
        self, request: HttpRequest, obj: Post | None = None, **kwargs: Any
    ) -> type[BylineFormSet]:
        formset = super().get_formset(request, obj, **kwargs)
        formset.fallback = author_of(request.user)
        return formset

    def has_view_permission(
        self, request: HttpRequest, obj: Post | None = None
    ) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: Post | None = None) -> bool:
        return is_editor(request.user)

    has_change_permission = has_add_permission
    has_delete_permission = has_add_permission


class CorrectionInline(admin.StackedInline):
    """Dated notes that readers see below the text."""

    model = Correction
    form = CorrectionForm
    extra = 0


class PostList(ChangeList):
    """The rows of the list, without their bodies."""

    def get_queryset(
        self, request: HttpRequest, exclude_parameters: Any = None
    ) -> QuerySet[Post]:
        return super().get_queryset(request, exclude_parameters).for_admin_list()


@admin.register(Post)
class PostAdmin(ChoosesByName, ProseAdmin):
    """Posts as their authors and editors work on them, the last touched first."""

    form = PostForm
    inlines = [BylineInline, CorrectionInline]
    autocomplete_fields = fields_at_hand = ["lead_image"]
    list_display = ["__str__", "byline", "state", "date", "comments"]
    list_filter = ["status", "categories", "authors"]
    list_per_page = 50
    ordering = ["-updated_at", "-id"]
    search_fields = ["title", "slug"]
    search_help_text = "Words of the title, or of the address."
    show_full_result_count = False
    sortable_by: list[str] = []

    # --- What is there for whom ---

    def get_queryset(self, request: HttpRequest) -> QuerySet[Post]:
        return posts_for(request.user).order_by(*self.ordering)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return PostList

    def has_view_permission(
        self, request: HttpRequest, obj: Post | None = None
    ) -> bool:
        return request.user.has_perm("blog.view_post")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return can_write(request.user)

    def has_change_permission(
        self, request: HttpRequest, obj: Post | None = None
    ) -> bool:
        if obj is None:
            return request.user.has_perm("blog.change_post")
        return can_edit(request.user, obj)

    def get_fieldsets(
        self, request: HttpRequest, obj: Post | None = None
    ) -> list[tuple[str | None, dict[str, Any]]]:
        publishing = ["status", "slug"]
        if can_publish(request.user, obj or Post()):
            publishing.insert(1, "published_at")
        if is_editor(request.user):
            publishing.append("sticky_until")
        may_edit = obj is None or can_edit(request.user, obj)
        body = ["body", "seen"] if may_edit else ["text"]
        return [
            (None, {"fields": ["title", "dek", *body]}),
            ("Publishing", {"fields": publishing}),
            ("Filed under", {"fields": ["filed_under", "tags", "series", "part"]}),
            ("Picture", {"fields": ["lead_image"]}),
            ("Comments", {"fields": ["comment_policy", "comments_close_after_days"]}),
        ]

    def get_form(
        self, request: HttpRequest, obj: Post | None = None, **kwargs: Any
    ) -> type[forms.ModelForm]:
        form = super().get_form(request, obj, **kwargs)
        status = form.base_fields.get("status")
        if status and not can_publish(request.user, obj or Post()):
            status.choices = [(one.value, one.label) for one in BEFORE_PUBLICATION]
        if tags := form.base_fields.get("tags"):
            tags.widget.suggestions = reverse("admin:blog_post_tags")
        return form

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """Say what to do instead where readers have written below a post."""
        commented = [post for post in objs if post.last_comment_number]
        if not commented:
            found = super().get_deleted_objects(objs, request)
            # Comments that nobody has seen yet have no number.
            if not found[3]:
                return found
            commented = list(objs)
        held = [f"The comments below “{post}”." for post in commented]
        hint = (
            "Withdraw such a post instead: it leaves the site and keeps its comments."
        )
        return [], {}, set(), [*held, hint]

    # --- Saving ---

    def save_model(
        self, request: HttpRequest, obj: Post, form: PostForm, change: bool
    ) -> None:
        actions.save_post(
            obj,
            categories=form.cleaned_data.get("filed_under"),
            tags=form.cleaned_data.get("tags"),
        )

    def save_formset(
        self, request: HttpRequest, form: PostForm, formset: Any, change: bool
    ) -> None:
        changed = formset.save(commit=False)
        if formset.model is Byline:
            # Row by row, two authors who change places would meet halfway.
            if is_editor(request.user):
                actions.set_byline(form.instance, formset.named_authors())
            return
        for correction in changed:
            actions.save_correction(correction, by=request.user)
        for correction in formset.deleted_objects:
            correction.delete()

    def save_related(
        self, request: HttpRequest, form: PostForm, formsets: Any, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        post = form.instance
        if not post.bylines.exists() and (author := author_of(request.user)):
            actions.set_byline(post, [author])
        actions.refile(post)

    # --- Completing tags ---

    def get_urls(self) -> list[URLPattern]:
        return [
            path(
                "tags/",
                self.admin_site.admin_view(self.suggest_tags),
                name="blog_post_tags",
            ),
            *super().get_urls(),
        ]

    def suggest_tags(self, request: HttpRequest) -> JsonResponse:
        """Tags with ``term`` in their name for Select2, the shortest names first."""
        if not request.user.has_perm("blog.view_tag"):
            raise PermissionDenied
        found = Tag.objects.filter(name__icontains=request.GET.get("term", ""))
        names = found.order_by(Length("name"), "name").values_list("name", flat=True)
        rows = [{"id": name, "text": name} for name in names[:TAGS_SUGGESTED]]
        return JsonResponse({"results": rows})

    # --- Columns of the list, lines of a page that may only be read ---

    @admin.display(description="body")
    def text(self, post: Post) -> str:
        return format_html('<div class="drawn">{}</div>', post.html)

    @admin.display(description="byline")
    def byline(self, post: Post) -> str:
        return ", ".join(row.author.name for row in post.bylines.all()) or "–"

    @admin.display(description="status")
    def state(self, post: Post) -> str:
        label = "Scheduled" if post.is_scheduled else post.get_status_display()
        name = "scheduled" if post.is_scheduled else post.status
        return format_html('<span class="state state-{}">{}</span>', name, label)

    @admin.display(description="date", empty_value="–")
    def date(self, post: Post) -> str | None:
        return post.published_at and date_format(localtime(post.published_at), "j M Y")

    @admin.display(description="comments")
    def comments(self, post: Post) -> int:
        return post.comment_count

    @admin.display(description="categories", empty_value="–")
    def filed_under(self, post: Post) -> str:
        rows = post.filings.filter(direct=True).select_related("category")
        return ", ".join(row.category.name for row in rows)
