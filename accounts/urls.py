"""/accounts/…: signing up, in and out, and what members change about themselves."""

from django.urls import include, path

from accounts import views

urlpatterns = [
    path("", views.index, name="account_index"),
    path("profile/", views.profile, name="account_profile"),
    path("", include("allauth.account.urls")),
    path("2fa/", include("allauth.mfa.urls")),
]
