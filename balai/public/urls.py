"""Addresses of the public room."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
