"""Addresses of the programme room."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
