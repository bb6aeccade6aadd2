from django.apps import AppConfig


class PersonalConfig(AppConfig):
    name = "balai.personal"
    label = "personal"
