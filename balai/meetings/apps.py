from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "balai.meetings"
    label = "meetings"
