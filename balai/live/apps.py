from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "balai.live"
    label = "live"
