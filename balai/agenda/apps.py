from django.apps import AppConfig


class AgendaConfig(AppConfig):
    name = "balai.agenda"
    label = "agenda"
