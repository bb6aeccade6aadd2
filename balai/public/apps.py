from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "balai.public"
    label = "public"

    def ready(self) -> None:
        from balai.public import live_public

        live_public.register()
