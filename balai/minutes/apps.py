from django.apps import AppConfig


class MinutesConfig(AppConfig):
    name = "balai.minutes"
    label = "minutes"
