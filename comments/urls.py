"""/comments/…: our views, under the names that the package reverses."""

from django.urls import include, path, re_path

import blog.converters  # noqa: F401 (registers <key:…>)
from comments import feeds
from comments.views import (
    claiming,
    confirming,
    finding,
    flagging,
    following,
    inbox,
    moderating,
    own,
    personal,
    reading,
    record,
    writing,
)

app_patterns = (
    [
        path("feed/", feeds.site_feed, {"kind": "rss"}, name="feed"),
        path("feed/atom/", feeds.site_feed, {"kind": "atom"}, name="feed_atom"),
        path("feed.json", feeds.site_feed, {"kind": "json"}, name="feed_json"),
        path("search/", finding.search, name="search"),
        path("moderating/", moderating.tools, name="moderating"),
        path("<key:pk>/", reading.permalink, name="comment"),
        path("<key:pk>/branch/", reading.branch, name="branch"),
        path(
            "<key:pk>/branch/page/<number:number>/", reading.branch, name="branch_page"
        ),
        path("<key:pk>/sent/", writing.sent, name="sent"),
        path("<key:pk>/edit/", own.edit, name="edit"),
        path("<key:pk>/delete/", own.delete, name="delete"),
    ],
    "comments",
)

urlpatterns = [
    path("me.json", personal.me, name="comments-me"),
    path("comments/post/", writing.post_comment, name="comments-post-comment"),
    path("comments/reply/<key:cid>/", writing.reply, name="comments-xtd-reply"),
    path("comments/<key:pk>/react/", flagging.react, name="comments-xtd-like"),
    path(
        "comments/confirm/<str:key>/", confirming.confirm, name="comments-xtd-confirm"
    ),
    path("comments/mute/<str:key>/", following.mute, name="comments-xtd-mute"),
    path("comments/report/<key:comment_id>/", flagging.report, name="comments-flag"),
    path("comments/", include(app_patterns)),
    path("commenter/<str:name>/", finding.commenter, name="commenter"),
    path("moderation-log/", record.moderation_log, name="moderation-log"),
    path(
        "moderation-log/before/<key:before>/",
        record.moderation_log,
        name="moderation-log-before",
    ),
    path("me/", inbox.inbox, name="me"),
    path("me/claim/", claiming.claim, name="comments-claim"),
    path("me/read/", inbox.mark_read, name="me_read"),
    path("me/mails/", inbox.choose_mails, name="me_mails"),
    re_path(
        r"^(?P<year>\d{4})/(?P<month>\d{2})/(?P<slug>[^/]+)/feed/$",
        feeds.post_feed,
        name="comments-post-feed",
    ),
    re_path(
        r"^(?P<year>\d{4})/(?P<month>\d{2})/(?P<slug>[^/]+)/news\.json$",
        reading.news,
        name="comments-post-news",
    ),
]
