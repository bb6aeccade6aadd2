from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "balai.people"
    label = "people"

    def ready(self) -> None:
        from balai.people import checks  # noqa: F401 (they are registered)
        from balai.people.sign_in import beginning  # noqa: F401 (it listens to sign-ins)
