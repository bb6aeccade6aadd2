from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "balai.programme"
    label = "programme"
