from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "balai.public"
    label = "public"
