from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "balai.ledger"
    label = "ledger"
