from django.apps import AppConfig


class AgendaConfig(AppConfig):
    name = "balai.agenda"
    label = "agenda"

    def ready(self) -> None:
        from balai.agenda import live_agenda
        from balai.agenda.secretariat import live_desk
        from balai.live import screens

        screens.register("agenda", admit=live_agenda.admit, draw=live_agenda.draw)
        live_desk.register()
