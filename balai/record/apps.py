from django.apps import AppConfig


class RecordConfig(AppConfig):
    name = "balai.record"
    label = "record"
