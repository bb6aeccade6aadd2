from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "balai.meetings"
    label = "meetings"

    def ready(self) -> None:
        from balai.meetings import live_console

        live_console.register()
