from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "balai.decisions"
    label = "decisions"
